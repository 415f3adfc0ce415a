"""Dossiers that nobody will move unless somebody notices: how to find them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, RoleAssignment
from motcua.agencies.selectors import calendar_version
from motcua.dossiers.days import working_days_before
from motcua.dossiers.lifecycle import OPEN_STATES, State
from motcua.dossiers.models import Consultation, Dossier, Pause, Step
from motcua.kernel import clock

UNTOUCHED_DAYS: Final = 3
"""Working days after which a folder that nobody signed for is noticed."""
UNRECEIVED_DAYS: Final = 1
"""Working days in which the deciding agency should receive what was accepted elsewhere."""
LONGEST_WAIT: Final = timedelta(days=60)
"""A pause without a day to answer by is noticed after so long."""
_OPEN: Final = sorted(OPEN_STATES)


class Stuck(StrEnum):
    """Why a dossier does not move. Values stand in addresses: add, never rename."""

    NO_STEP = "khong-co-buoc"
    NOBODY = "khong-ai-lam"
    UNTOUCHED = "chua-ai-nhan"
    UNRECEIVED = "co-quan-chua-nhan"
    PAUSED = "qua-han-bo-sung"
    CONSULTATION = "qua-han-y-kien"

    @property
    def label(self) -> str:
        """Return the kind as a head reads it."""
        return str(_LABELS[self])

    @property
    def advice(self) -> str:
        """Return what can be done about it."""
        return str(_ADVICE[self])


FOR_ADMINISTRATORS: Final = (Stuck.NO_STEP, Stuck.NOBODY)
"""What heads cannot mend: somebody has to be given a role, or something is broken."""
_LABELS: Final = {
    Stuck.NO_STEP: _("Đang mở nhưng không ở bước nào"),
    Stuck.NOBODY: _("Không ai giữ vai trò của bước"),
    Stuck.UNTOUCHED: _("Chưa ai nhận bàn giao"),
    Stuck.UNRECEIVED: _("Cơ quan giải quyết chưa nhận"),
    Stuck.PAUSED: _("Quá ngày đề nghị bổ sung"),
    Stuck.CONSULTATION: _("Cơ quan khác chưa trả lời ý kiến"),
}
_ADVICE: Final = {
    Stuck.NO_STEP: _("Mở hồ sơ xem việc cuối; báo quản trị hệ thống nếu không đi tiếp được."),
    Stuck.NOBODY: _("Phân vai cho một người ở trang quản trị, hoặc phân công người khác."),
    Stuck.UNTOUCHED: _("Nhắc hoặc phân công cho một người."),
    Stuck.UNRECEIVED: _("Nhắc cơ quan giải quyết bấm “Đã nhận hồ sơ”: thời hạn chưa tính."),
    Stuck.PAUSED: _("Gọi người nộp; nếu họ không bổ sung thì dừng hoặc trả hồ sơ."),
    Stuck.CONSULTATION: _("Gọi cơ quan được hỏi, hoặc quyết định khi chưa có ý kiến."),
}


def stuck(kind: Stuck, agencies: Collection[int] | None, *, at: datetime) -> QuerySet[Dossier]:
    """Return the dossiers stuck that way, of the agencies (None: of all)."""
    return _open_dossiers(agencies).filter(_ways(at)[kind])


@dataclass(frozen=True, slots=True)
class StuckCount:
    """How many are stuck in one way."""

    kind: Stuck
    count: int


def stuck_counts(
    agencies: Collection[int] | None, *, at: datetime, kinds: Collection[Stuck] = tuple(Stuck)
) -> list[StuckCount]:
    """Return those of ``kinds`` that there are, with their numbers. Two queries."""
    ways = _ways(at)
    wanted = {kind.name: Count("pk", filter=ways[kind]) for kind in kinds}
    found: dict[str, int] = _open_dossiers(agencies).aggregate(**wanted)
    return [StuckCount(kind, found[kind.name]) for kind in kinds if found[kind.name]]


def _open_dossiers(agencies: Collection[int] | None) -> QuerySet[Dossier]:
    open_ones = Dossier.objects.filter(state__in=_OPEN, accepted_at__isnull=False)
    return open_ones if agencies is None else open_ones.filter(agency_id__in=agencies)


def _ways(at: datetime) -> dict[Stuck, Q]:
    """Return what each kind looks for in an open dossier. One query."""
    today = clock.day_of(at)
    calendars = _calendars()
    untaken = _open_steps().filter(
        _opened_before(UNTOUCHED_DAYS, today, calendars), received_at__isnull=True
    )
    unreceived = _open_steps().filter(_opened_before(UNRECEIVED_DAYS, today, calendars))
    unanswered = Consultation.objects.filter(
        dossier=OuterRef("pk"), answered_at=None, closed_at=None, due_at__lt=at
    )
    handled = Q(state__in=[State.ACCEPTED, State.IN_PROGRESS], clock_from__isnull=False)
    return {
        # One that waits for money after it was finished has no step, and needs none.
        Stuck.NO_STEP: Q(finished_at__isnull=True) & Q(~Exists(_open_steps())),
        Stuck.NOBODY: Q(Exists(_undoable(today))),
        Stuck.UNTOUCHED: handled & Q(Exists(untaken)),
        Stuck.UNRECEIVED: Q(clock_from__isnull=True) & Q(Exists(unreceived)),
        Stuck.PAUSED: Q(Exists(_overstayed(at))),
        Stuck.CONSULTATION: Q(Exists(unanswered)),
    }


def _open_steps() -> QuerySet[Step]:
    return Step.objects.filter(dossier=OuterRef("pk"), closed_at__isnull=True)


def _undoable(on: date) -> QuerySet[Step]:
    """Return open steps whose role nobody holds today, or whose officer cannot do them."""
    held = RoleAssignment.objects.valid_on(on).filter(
        agency=OuterRef("agency"), role=OuterRef("role"), officer__is_active=True
    )
    own = held.filter(officer=OuterRef("assignee"))
    return _open_steps().filter(~Exists(held) | Q(assignee__isnull=False) & ~Exists(own))


def _overstayed(at: datetime) -> QuerySet[Pause]:
    today = clock.day_of(at)
    return Pause.objects.filter(dossier=OuterRef("pk"), ended_at__isnull=True).filter(
        Q(reply_by__lt=today) | Q(reply_by__isnull=True, started_at__lt=at - LONGEST_WAIT)
    )


def _calendars() -> list[int]:
    """Return the calendars in use."""
    agencies = Agency.objects.filter(calendar_version__isnull=False).order_by()
    return list(agencies.values_list("calendar_version_id", flat=True).distinct())


def _opened_before(days: int, today: date, calendars: Collection[int]) -> Q:
    """Keep steps opened so many working days ago, as the calendar of their agency counts."""
    old = Q(pk__in=[])
    for version in calendars:
        instant = working_days_before(calendar_version(version), today, days)
        old |= Q(agency__calendar_version_id=version, opened_at__lt=instant)
    return old
