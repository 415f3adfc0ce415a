"""Making answered feedback public: a rule proposes what to hide, a person confirms each word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, fold
from motcua.petitions.lifecycle import FeedbackAction
from motcua.petitions.masking import proposed, still_told
from motcua.petitions.models import Feedback, FeedbackAnswer, Publication
from motcua.petitions.selectors import officer_names, own_of
from motcua.petitions.services import work


class PublishingError(DomainError):
    """The text still tells what must be hidden; ``fields`` are those that do."""

    code: ClassVar[str] = "feedback-publishing"

    def __init__(self, sentence: str, fields: Iterable[str] = ()) -> None:
        """Say it, and where."""
        super().__init__(sentence)
        self.fields = tuple(fields)


@dataclass(frozen=True, slots=True)
class PublicText:
    """What everybody would read."""

    title: str
    text: str
    answer: str

    def values(self) -> dict[str, str]:
        """Return the fields by name."""
        return {"title": self.title, "text": self.text, "answer": self.answer}

    @property
    def digest(self) -> str:
        """Return the hash that the event keeps."""
        return sha256("\x1f".join(self.values().values()).encode()).hexdigest()


def approved_answer(one: Feedback) -> FeedbackAnswer | None:
    """Return the answer that was sent, the last one. One query."""
    return one.answers.filter(is_approved=True).order_by("-pk").first()


def original(one: Feedback) -> PublicText:
    """Return what was written, with nothing hidden. One query."""
    answer = approved_answer(one)
    who = one.petitioner
    return PublicText(who.title, who.text, answer.text if answer is not None else "")


def proposal(one: Feedback) -> PublicText:
    """Return what the rule would publish. Two queries."""
    own = own_of(one.petitioner)
    names = officer_names({one.agency_id, one.received_by_id})
    said = original(one).values()
    return PublicText(**{field: proposed(text, own, names) for field, text in said.items()})


def publish(
    feedback_id: int,
    confirmed: PublicText,
    *,
    photos: Iterable[object],
    actor: Actor,
    at: datetime,
) -> Publication:
    """Make public the words that ``actor`` has read and confirmed, and the pictures named.

    Raises PublishingError while what is the petitioner's own, or plainly somebody's number,
    stands in them.
    """
    if actor.officer_id is None:
        raise PermissionDenied
    tidy = PublicText(**{name: _tidy(text) for name, text in confirmed.values().items()})
    if not all(tidy.values().values()):
        raise PublishingError(_("Xin giữ lại cả tóm tắt, nội dung và câu trả lời."))
    with transaction.atomic():
        doing = work.begin(feedback_id, FeedbackAction.PUBLISH, actor=actor, at=at)
        one = doing.feedback
        _refuse_telling(one, tidy)
        shown = {str(ref) for ref in photos}
        for photo in one.photos.all():
            photo.is_public = str(photo.ref) in shown
            photo.save(update_fields=["is_public"])
        made = Publication.objects.create(
            feedback=one,
            **tidy.values(),
            search_text=fold(f"{tidy.title} {tidy.text} {tidy.answer}"),
            sha256=tidy.digest,
            published_at=at,
            confirmed_by_id=actor.officer_id,
        )
        one.due_at = None
        doing.record(payload={"sha256": tidy.digest, "photos": len(shown)})
    return made


@transaction.atomic
def keep_private(feedback_id: int, *, actor: Actor, at: datetime) -> Feedback:
    """Leave answered feedback unpublished: it is of its author's own affairs alone."""
    doing = work.begin(feedback_id, FeedbackAction.KEEP_PRIVATE, actor=actor, at=at)
    doing.feedback.due_at = None
    doing.record()
    return doing.feedback


@transaction.atomic
def withdraw_publication(feedback_id: int, *, actor: Actor, at: datetime) -> Feedback:
    """Take public feedback back at once; the event keeps that it stood there, not its words."""
    doing = work.begin(feedback_id, FeedbackAction.WITHDRAW_PUBLICATION, actor=actor, at=at)
    one = doing.feedback
    was = one.publication.sha256
    one.publication.delete()
    one.photos.update(is_public=False)
    doing.record(payload={"sha256": was})
    return one


def _refuse_telling(one: Feedback, tidy: PublicText) -> None:
    found = still_told(tidy.values(), own_of(one.petitioner))
    if found:
        masks = list(dict.fromkeys(mask.strip("()") for _field, mask in found))
        raise PublishingError(
            _("Chưa công khai được: bài còn %(what)s. Xin che rồi xác nhận lại.")
            % {"what": ", ".join(masks)},
            (field for field, _mask in found),
        )


def _tidy(text: str) -> str:
    return "\n".join(clean(line) for line in text.strip().splitlines())
