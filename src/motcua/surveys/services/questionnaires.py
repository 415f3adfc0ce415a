"""Writing questionnaires: a draft is changed at will, what is published stays."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.models import Questionnaire, QuestionnaireVersion
from motcua.surveys.questions import Paper, Use


class PublishingError(DomainError):
    """The version cannot be published so."""

    code: ClassVar[str] = "publishing"


def open_draft(
    questionnaire: Questionnaire, *, actor: Actor, at: datetime
) -> QuestionnaireVersion:
    """Return the draft of ``questionnaire``; a new one begins as the newest version is."""
    require_administrator(actor)
    with transaction.atomic():
        held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        draft = held.versions.filter(published_at__isnull=True).first()
        if draft is not None:
            return draft
        newest = held.versions.order_by("-number").first()
        return QuestionnaireVersion.objects.create(
            questionnaire=held,
            number=newest.number + 1 if newest else 1,
            content=newest.content if newest else {},
            saved_at=at,
        )


def save_draft(
    draft: QuestionnaireVersion, content: Mapping[str, Any], *, actor: Actor, at: datetime
) -> None:
    """Keep ``content`` as it is, also while it makes no sense yet. Raises PublishingError."""
    require_administrator(actor)
    changed = QuestionnaireVersion.objects.filter(pk=draft.pk, published_at__isnull=True).update(
        content=dict(content), saved_at=at
    )
    if not changed:
        raise PublishingError(_("Bản này đã công bố nên không sửa được. Xin mở bản thảo mới."))


def discard_draft(draft: QuestionnaireVersion, *, actor: Actor) -> None:
    """Throw a draft away; a published version stays."""
    require_administrator(actor)
    QuestionnaireVersion.objects.filter(pk=draft.pk, published_at__isnull=True).delete()


def publish(
    draft: QuestionnaireVersion, *, valid_from: date, actor: Actor, at: datetime
) -> QuestionnaireVersion:
    """Publish a draft from a day on that is not over. Raises QuestionnaireError, PublishingError.

    What was asked on earlier days was asked in the words of then.
    """
    require_administrator(actor)
    if valid_from < clock.day_of(at):
        raise PublishingError(_("Phiếu mới chỉ dùng từ hôm nay trở đi. Xin chọn ngày khác."))
    return put_in_force(draft, valid_from=valid_from, at=at)


@transaction.atomic
def put_in_force(
    draft: QuestionnaireVersion, *, valid_from: date, at: datetime
) -> QuestionnaireVersion:
    """Publish a draft from whatever day; for what is shipped. Raises QuestionnaireError."""
    held = (
        QuestionnaireVersion.objects.select_for_update(of=("self",))
        .select_related("questionnaire")
        .get(pk=draft.pk)
    )
    if held.published_at is not None:
        raise PublishingError(_("Bản này đã công bố rồi."))
    Paper.from_document(held.content, Use(held.questionnaire.kind))
    held.valid_from, held.published_at = valid_from, at
    held.save(update_fields=["valid_from", "published_at"])
    return held
