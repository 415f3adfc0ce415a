"""Which dossiers have outlived the time for which personal data are kept, and what holds them.

The rule in force today decides, that of the procedure before that of all others: whoever
lengthens a schedule lengthens it for what is still there. A procedure without any rule, and
one whose rule is a mere proposal, has no dossier that is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.dossiers.lifecycle import ENDED_STATES, MoneyState, State
from motcua.dossiers.models import Dossier, SubjectRequest
from motcua.kernel import clock
from motcua.kernel.counting import months_after
from motcua.notifications.models import Message, MessageState
from motcua.payments.models import Refund
from motcua.procedures.models import RetentionRule

_MONTHS: Final = 12
_HOLDING: Final = (
    SubjectRequest.Kind.COMPLAIN,
    SubjectRequest.Kind.RESTRICT,
    SubjectRequest.Kind.CORRECT,
    SubjectRequest.Kind.SEE,
)
"""An open request to erase asks for just that; the others need what is still there."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rules in force on one day."""

    default: RetentionRule | None
    by_procedure: dict[int, RetentionRule]

    def rule_for(self, procedure_id: int) -> RetentionRule | None:
        """Return the rule that a procedure's dossiers are kept under."""
        return self.by_procedure.get(procedure_id, self.default)

    def rules(self) -> list[RetentionRule]:
        """Return every rule in force."""
        return [*self.by_procedure.values(), *([self.default] if self.default else [])]


def schedule_on(day: date) -> Schedule:
    """Return the rules in force on ``day``. One query."""
    rules = list(RetentionRule.objects.valid_on(day))
    return Schedule(
        next((rule for rule in rules if rule.procedure_id is None), None),
        {rule.procedure_id: rule for rule in rules if rule.procedure_id is not None},
    )


def due_on(ended_at: datetime, rule: RetentionRule) -> date | None:
    """Return the first day on which what ended then may be erased; None for never."""
    if rule.years is None or rule.is_proposal:
        return None
    return months_after(clock.day_of(ended_at), rule.years * _MONTHS)


def due_dossiers(schedule: Schedule, rule: RetentionRule, day: date) -> QuerySet[Dossier]:
    """Return what ``rule`` lets be erased on ``day``, and was not yet."""
    if rule.years is None or rule.is_proposal:
        return Dossier.objects.none()
    # What ended on 29 February waits a day longer in a year that has none.
    last_end = months_after(day, -rule.years * _MONTHS)
    before = datetime.combine(last_end, time.max, tzinfo=clock.VIETNAM)
    ended = Dossier.objects.filter(
        state__in=sorted(ENDED_STATES), erased_at__isnull=True, ended_at__lte=before
    )
    if rule.procedure_id is not None:
        return ended.filter(procedure_id=rule.procedure_id)
    return ended.exclude(procedure_id__in=list(schedule.by_procedure))


def hold_on(dossier: Dossier) -> str:
    """Say why the personal data of ``dossier`` must stay for now; "" when nothing holds them.

    Four queries at most.
    """
    if State(dossier.state) not in ENDED_STATES:
        return _("Hồ sơ đã mở lại, chưa kết thúc.")
    if dossier.money_state == MoneyState.DUE:
        return _("Còn khoản phí, lệ phí chưa thu.")
    if _open_requests(dossier).exists():
        return _("Có yêu cầu hoặc khiếu nại về dữ liệu chưa trả lời.")
    unpaid = Refund.objects.filter(payment__charges__dossier=dossier, paid_at__isnull=True)
    if unpaid.exists():
        return _("Còn tiền phải hoàn cho người nộp.")
    about = [key for key in (dossier.code, dossier.tracking_code) if key]
    waiting = Message.objects.filter(about__in=about, state=MessageState.WAITING)
    if waiting.exists():
        return _("Còn thư chưa gửi cho người nộp.")
    return ""


def _open_requests(dossier: Dossier) -> QuerySet[SubjectRequest]:
    return SubjectRequest.objects.filter(
        Q(dossier=dossier) | Q(dossier__isnull=True, person__in=people_of(dossier)),
        state=SubjectRequest.State.OPEN,
        kind__in=_HOLDING,
    )


def people_of(dossier: Dossier) -> list[int]:
    """Return everybody whom the dossier names, by key."""
    named: Iterable[int | None] = (
        dossier.applicant_id,
        dossier.principal_id,
        dossier.proxy_id,
        dossier.collector_id,
    )
    return sorted({person for person in named if person is not None})
