"""What officers and leaders do with feedback until it is answered, and what its author adds."""

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Pause
from motcua.kernel.text import clean
from motcua.petitions.lifecycle import FeedbackAction
from motcua.petitions.limits import AT_LODGING, LimitKind
from motcua.petitions.models import Feedback, FeedbackAnswer, Publication, Subject
from motcua.petitions.selectors import promises_of
from motcua.petitions.services import work
from motcua.petitions.services.telling import tell

LONGEST: Final = 10_000
_MINUTE: Final = timedelta(minutes=1)


class HandlingError(DomainError):
    """The act lacks what it needs."""

    code: ClassVar[str] = "feedback-handling"


@transaction.atomic
def accept(feedback_id: int, *, subject: str, actor: Actor, at: datetime) -> Feedback:
    """Take feedback to be processed, under the subject that an officer finds right."""
    doing = work.begin(feedback_id, FeedbackAction.ACCEPT, actor=actor, at=at)
    one = doing.feedback
    one.subject = Subject(subject)
    one.due_at = promises_of(one)[LimitKind.PROCESS].due_at
    doing.record(turn=one.turn, payload={"subject": one.subject})
    return one


@transaction.atomic
def refuse(feedback_id: int, *, reason: str, actor: Actor, at: datetime) -> Feedback:
    """Not accept feedback; its author is told why. Raises HandlingError."""
    doing = work.begin(feedback_id, FeedbackAction.REFUSE, actor=actor, at=at)
    told = _said(reason, _("Xin ghi lý do không tiếp nhận để người gửi biết."))
    return _end(doing, told, ends=LimitKind.FIRST, topic="petition_refused")


@transaction.atomic
def forward(
    feedback_id: int, *, to_agency_id: int, reason: str, actor: Actor, at: datetime
) -> Feedback:
    """Give feedback to the agency whose it is; a new turn begins there. Raises HandlingError."""
    doing = work.begin(feedback_id, FeedbackAction.FORWARD, actor=actor, at=at)
    one = doing.feedback
    to = Agency.objects.valid_on(clock.day_of(at)).filter(pk=to_agency_id).first()
    if to is None or to.pk == one.agency_id:
        raise HandlingError(_("Xin chọn cơ quan khác để chuyển."))
    doing.petitioner.note = _said(reason, _("Xin ghi vì sao chuyển để người gửi biết."))
    doing.petitioner.save(update_fields=["note"])
    event = doing.record(ends=LimitKind.FIRST, turn=one.turn, payload={"to": to.code})
    one.agency, one.turn = to, one.turn + 1
    made = work.promise(one, AT_LODGING, counted_from=at)
    one.due_at = made[LimitKind.FIRST].due_at
    one.save(update_fields=["agency", "turn", "due_at"])
    tell(one, "petition_forwarded", at=at, key=f"forward{event.pk}")
    return one


@transaction.atomic
def ask(feedback_id: int, *, question: str, actor: Actor, at: datetime) -> Feedback:
    """Ask the author for more; until the answer the time to process stands still."""
    doing = work.begin(feedback_id, FeedbackAction.ASK, actor=actor, at=at)
    one = doing.feedback
    doing.petitioner.question = _said(question, _("Xin ghi điều cần hỏi người gửi."))
    doing.petitioner.supplied = ""
    doing.petitioner.save(update_fields=["question", "supplied"])
    # A question that comes when the answer is due already stops nothing.
    process = promises_of(one)[LimitKind.PROCESS]
    one.due_at = process.due_at if process.due_at <= at else None
    event = doing.record(turn=one.turn)
    tell(one, "petition_asked", at=at, key=f"ask{event.pk}")
    return one


@transaction.atomic
def supply(feedback_id: int, *, text: str, actor: Actor, at: datetime) -> Feedback:
    """Keep what the author adds; the time to process goes on. Raises HandlingError.

    The caller has found that it is the author: by the code, or signed in.
    """
    doing = work.begin(feedback_id, FeedbackAction.SUPPLY, actor=actor, at=at)
    one = doing.feedback
    doing.petitioner.supplied = _said(text, _("Xin ghi điều ông/bà muốn nói thêm."))
    doing.petitioner.save(update_fields=["supplied"])
    before = promises_of(one)[LimitKind.PROCESS]
    made = work.promise(
        one,
        (LimitKind.PROCESS,),
        counted_from=clock.local(before.counted_from),
        pauses=(*_pauses_of(before.pauses), Pause(_asked_at(one), _after(one, at))),
    )
    one.due_at = made[LimitKind.PROCESS].due_at
    doing.record(turn=one.turn)
    return one


@transaction.atomic
def propose(feedback_id: int, *, text: str, actor: Actor, at: datetime) -> FeedbackAnswer:
    """Put an answer before the leader. Raises HandlingError."""
    doing = work.begin(feedback_id, FeedbackAction.PROPOSE, actor=actor, at=at)
    answer = FeedbackAnswer.objects.create(
        feedback=doing.feedback,
        text=_said(text, _("Xin ghi câu trả lời.")),
        written_by_id=_officer(actor),
        written_at=at,
    )
    doing.record(turn=doing.feedback.turn)
    return answer


@transaction.atomic
def send_back(
    feedback_id: int, *, answer_id: int, remark: str, actor: Actor, at: datetime
) -> Feedback:
    """Have an answer written anew. Raises HandlingError."""
    doing = work.begin(feedback_id, FeedbackAction.SEND_BACK, actor=actor, at=at)
    answer = _waiting_answer(doing.feedback, answer_id)
    answer.remark = _said(remark, _("Xin ghi cần sửa điều gì."))
    _decide(answer, actor, at, is_approved=False)
    doing.record(turn=doing.feedback.turn)
    return doing.feedback


@transaction.atomic
def approve(feedback_id: int, *, answer_id: int, actor: Actor, at: datetime) -> Feedback:
    """Approve the very answer that was looked at, and send it. Raises HandlingError."""
    doing = work.begin(feedback_id, FeedbackAction.APPROVE, actor=actor, at=at)
    one = doing.feedback
    _decide(_waiting_answer(one, answer_id), actor, at, is_approved=True)
    one.answered_at = at
    one.due_at = work.promise(one, (LimitKind.PUBLISH,), counted_from=at)[LimitKind.PUBLISH].due_at
    event = doing.record(ends=LimitKind.PROCESS, turn=one.turn)
    tell(one, "petition_answered", at=at, key=f"answer{event.pk}")
    return one


@transaction.atomic
def reopen(feedback_id: int, *, reason: str, actor: Actor, at: datetime) -> Feedback:
    """Look into answered feedback once more: a new turn, and what was public is public no more."""
    doing = work.begin(feedback_id, FeedbackAction.REOPEN, actor=actor, at=at)
    one = doing.feedback
    doing.petitioner.note = _said(reason, _("Xin ghi vì sao mở lại."))
    doing.petitioner.save(update_fields=["note"])
    Publication.objects.filter(feedback=one).delete()
    one.turn += 1
    one.answered_at = one.asked_settled_at = one.settled = None
    made = work.promise(one, (LimitKind.ASK, LimitKind.PROCESS), counted_from=at)
    one.due_at = made[LimitKind.PROCESS].due_at
    event = doing.record(turn=one.turn)
    tell(one, "petition_reopened", at=at, key=f"reopen{event.pk}")
    return one


def _end(doing: work.Work, reason: str, *, ends: LimitKind, topic: str) -> Feedback:
    one = doing.feedback
    doing.petitioner.note = reason
    doing.petitioner.save(update_fields=["note"])
    one.due_at = None
    event = doing.record(ends=ends, turn=one.turn)
    tell(one, topic, at=doing.at, key=f"end{event.pk}")
    return one


def _decide(answer: FeedbackAnswer, actor: Actor, at: datetime, *, is_approved: bool) -> None:
    answer.decided_by_id = _officer(actor)
    answer.decided_at, answer.is_approved = at, is_approved
    answer.save(update_fields=["decided_by", "decided_at", "is_approved", "remark"])


def _waiting_answer(one: Feedback, answer_id: int) -> FeedbackAnswer:
    answer = one.answers.order_by("-pk").first()
    if answer is None or answer.pk != answer_id or answer.decided_at is not None:
        raise HandlingError(_("Câu trả lời vừa được thay. Xin tải lại trang và đọc bản mới."))
    return answer


def _asked_at(one: Feedback) -> datetime:
    asked = one.events.filter(action=FeedbackAction.ASK, turn=one.turn).order_by("-pk").first()
    assert asked is not None  # noqa: S101 - it waits for an answer
    return clock.local(asked.happened_at)


def _after(one: Feedback, at: datetime) -> datetime:
    """Return when a pause ends: at least a minute after it began, as pauses are counted."""
    least = _asked_at(one).replace(second=0, microsecond=0)
    return max(clock.local(at), least + _MINUTE)


def _pauses_of(rows: list[list[str]]) -> tuple[Pause, ...]:
    return tuple(
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in rows
    )


def _officer(actor: Actor) -> int:
    if actor.officer_id is None:
        raise PermissionDenied
    return actor.officer_id


def _said(text: str, missing: str) -> str:
    """Return words as they are kept. Raises HandlingError when there are none."""
    tidy = "\n".join(clean(line) for line in text.strip().splitlines())[:LONGEST]
    if not tidy:
        raise HandlingError(missing)
    return tidy
