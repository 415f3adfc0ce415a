"""What the petitioner says of the answer: whether it settled the matter, how content they are."""

from datetime import datetime
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.petitions.lifecycle import FeedbackAction
from motcua.petitions.models import Feedback
from motcua.petitions.selectors import to_ask_again
from motcua.petitions.services import work
from motcua.petitions.services.telling import tell

MOST: Final = 3
"""Very content; 2 is content, 1 is not."""


class HearingError(DomainError):
    """The answer of the petitioner cannot be taken."""

    code: ClassVar[str] = "feedback-hearing"


@transaction.atomic
def rate(feedback_id: int, *, value: int, words: str, actor: Actor, at: datetime) -> Feedback:
    """Keep how content the petitioner is, once for each piece of feedback. Raises HearingError."""
    doing = work.begin(feedback_id, FeedbackAction.RATE, actor=actor, at=at)
    one = doing.feedback
    if value not in range(1, MOST + 1):
        raise HearingError(_("Xin chọn một mức hài lòng."))
    if one.rating is not None:
        raise HearingError(_("Phản ánh này đã được đánh giá. Mỗi phản ánh đánh giá một lần."))
    one.rating = value
    doing.petitioner.words = "\n".join(clean(line) for line in words.strip().splitlines())[:1000]
    doing.petitioner.save(update_fields=["words"])
    doing.record(value=value)
    return one


@transaction.atomic
def say_settled(feedback_id: int, *, is_settled: bool, actor: Actor, at: datetime) -> Feedback:
    """Keep whether the matter was settled, once for each time it was asked.

    Raises HearingError.
    """
    doing = work.begin(feedback_id, FeedbackAction.SAY_SETTLED, actor=actor, at=at)
    one = doing.feedback
    if one.asked_settled_at is None:
        raise HearingError(_("Câu này được hỏi bốn tuần sau khi trả lời."))
    if one.settled is not None:
        raise HearingError(_("Ông/bà đã trả lời câu này. Cảm ơn ông/bà."))
    one.settled = is_settled
    doing.record(value=int(is_settled))
    return one


@transaction.atomic
def ask_again(feedback_id: int, *, at: datetime) -> Feedback:
    """Ask the petitioner, four weeks after the answer, whether it was settled."""
    doing = work.begin(feedback_id, FeedbackAction.ASK_SETTLED, actor=SYSTEM, at=at)
    one = doing.feedback
    if one.asked_settled_at is not None or not to_ask_again(at).filter(pk=one.pk).exists():
        raise HearingError(_("Chưa đến lúc hỏi lại, hoặc đã hỏi rồi."))
    one.asked_settled_at = at
    event = doing.record()
    tell(one, "petition_settled", at=at, key=f"settled{event.pk}")
    return one
