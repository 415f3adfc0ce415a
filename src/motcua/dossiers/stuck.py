"""Dossiers that nobody will move unless somebody notices: how to find them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
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
    """Return the dossiers stuck that way, of the agencies (None: of all). One predicate."""
    open_ones = Dossier.objects.filter(state__in=_OPEN, accepted_at__isnull=False)
    if agencies is not None:
        open_ones = open_ones.filter(agency_id__in=agencies)
    match kind:
        case Stuck.NO_STEP:
            # One that waits for money after it was finished has no step, and needs none.
            return open_ones.filter(finished_at__isnull=True).filter(~Exists(_open_steps()))
        case Stuck.NOBODY:
            return open_ones.filter(Exists(_undoable(clock.day_of(at))))
        case Stuck.UNTOUCHED:
            handled = open_ones.filter(state__in=[State.ACCEPTED, State.IN_PROGRESS])
            waiting = _open_steps().filter(received_at__isnull=True)
            old = _opened_before(_days_back(UNTOUCHED_DAYS, at))
            return handled.filter(clock_from__isnull=False).filter(Exists(waiting.filter(old)))
        case Stuck.UNRECEIVED:
            waiting = _open_steps().filter(_opened_before(_days_back(UNRECEIVED_DAYS, at)))
            return open_ones.filter(clock_from__isnull=True).filter(Exists(waiting))
        case Stuck.PAUSED:
            return open_ones.filter(Exists(_overstayed(at)))
        case Stuck.CONSULTATION:
            late = Consultation.objects.filter(
                dossier=OuterRef("pk"), answered_at=None, closed_at=None, due_at__lt=at
            )
            return open_ones.filter(Exists(late))


@dataclass(frozen=True, slots=True)
class StuckCount:
    """How many are stuck in one way."""

    kind: Stuck
    count: int


def stuck_counts(agencies: Collection[int] | None, *, at: datetime) -> list[StuckCount]:
    """Return the kinds that there are, with their numbers. Seven queries."""
    found = [StuckCount(kind, stuck(kind, agencies, at=at).count()) for kind in Stuck]
    return [one for one in found if one.count]


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


def _days_back(count: int, at: datetime) -> Mapping[int, datetime]:
    """Return, for each calendar in use, the instant so many working days ago."""
    today = clock.day_of(at)
    versions = Agency.objects.filter(calendar_version__isnull=False)
    return {
        version: working_days_before(calendar_version(version), today, count)
        for version in versions.order_by().values_list("calendar_version_id", flat=True).distinct()
    }


def _opened_before(instants: Mapping[int, datetime]) -> Q:
    """Keep steps opened before the instant that their agency's calendar gives."""
    old = Q(pk__in=[])
    for version, instant in instants.items():
        old |= Q(agency__calendar_version_id=version, opened_at__lt=instant)
    return old
