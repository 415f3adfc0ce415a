"""Words between citizen and office about a dossier. No act: the ledger holds nothing of them."""

from datetime import datetime
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.agencies.selectors import desk_context
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.models import Dossier, DossierMessage, Step
from motcua.dossiers.services.receipts import announce
from motcua.dossiers.services.slips import applicant_of
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.notifications.models import Message
from motcua.notifications.services import queue_messages

LONGEST: Final = 2000
MOST_A_DAY: Final = 20
"""Of one citizen about one dossier; more is answered better by telephone."""
TO_OFFICER: Final = "citizen-wrote"


class ConversationError(DomainError):
    """These words cannot be sent."""

    code: ClassVar[str] = "conversation"


@transaction.atomic
def write(dossier: Dossier, text: str, *, actor: Actor, at: datetime) -> DossierMessage:
    """Send a few words to the other side, which is told that they are there.

    An officer's answer answers all that the citizen wrote before. Raises ConversationError,
    ErasedError, PermissionDenied.
    """
    tidy = "\n".join(clean(line) for line in text.strip().splitlines())[:LONGEST]
    if not tidy:
        raise ConversationError(_("Xin ghi nội dung cần hỏi hoặc trả lời."))
    if dossier.erased_at is not None:
        raise ErasedError(dossier.erased_at)
    if actor.person_id is None and actor.officer_id is None:
        raise PermissionDenied
    if actor.person_id is not None:
        _refuse_flood(dossier, at)
    written = DossierMessage.objects.create(
        dossier=dossier,
        person_id=actor.person_id,
        officer_id=actor.officer_id,
        text=tidy,
        written_at=at,
    )
    if actor.officer_id is None:
        _tell_office(dossier, written, at)
        return written
    open_ones = dossier.conversation.filter(officer__isnull=True, answered_at__isnull=True)
    open_ones.update(answered_at=at)
    context = desk_context(dossier.desk_id)
    email = applicant_of(dossier).email
    announce(dossier, "office_wrote", email, context=context, at=at, suffix=str(written.ref))
    return written


def _refuse_flood(dossier: Dossier, at: datetime) -> None:
    mine = dossier.conversation.filter(officer__isnull=True)
    if mine.filter(written_at__date=at.date()).count() >= MOST_A_DAY:
        raise ConversationError(
            _("Hôm nay ông/bà đã gửi %(most)d tin về hồ sơ này. Xin gọi điện cho chúng tôi.")
            % {"most": MOST_A_DAY}
        )


def _tell_office(dossier: Dossier, written: DossierMessage, at: datetime) -> None:
    """Write to whoever holds the dossier; the words themselves stay in the product."""
    step = Step.objects.filter(dossier=dossier, closed_at__isnull=True).first()
    officer_id = step.assignee_id if step is not None else None
    if officer_id is None:
        return
    officer = (
        Officer.objects.filter(pk=officer_id, is_active=True, account__is_active=True)
        .select_related("account")
        .first()
    )
    if officer is None or officer.account is None or not officer.account.email:
        return
    key = dossier.code or dossier.tracking_code
    queue_messages(
        [
            Message(
                key=f"{TO_OFFICER}:{written.ref}",
                topic=TO_OFFICER,
                recipient=officer.account.email,
                subject=_("Người nộp nhắn về hồ sơ %(code)s") % {"code": key},
                body=_("Xin mở hồ sơ %(code)s, mục “Trao đổi với người nộp”, để đọc và trả lời.")
                % {"code": key},
                next_attempt_at=at,
                created_at=at,
            )
        ]
    )
