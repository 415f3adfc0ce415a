"""Questions about programmes, helpers and rosters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet

from motcua.accounts.models import Account
from motcua.agencies.models import Agency, Desk
from motcua.agencies.selectors import calendar_of
from motcua.guidance.helping import HelperAtWork
from motcua.guidance.models import (
    Assignment,
    GuidanceSession,
    Helper,
    ProgrammeVersion,
    Shift,
    ShiftPattern,
)
from motcua.guidance.programmes import Skill
from motcua.guidance.rostering import Candidate, Gap, Pattern, Slot, gaps_of
from motcua.kernel import clock
from motcua.people.keyed import number_key
from motcua.people.models import Person

DAYS_OF_WEEK: Final = 7
LOOKED_BACK: Final = timedelta(days=28)
MOST_BEHIND: Final = 2
"""Whoever joins late catches up by so many shifts a week, and does not do everybody's work."""
BEFORE_SHIFT: Final = timedelta(minutes=60)
AFTER_SHIFT: Final = timedelta(minutes=30)


def helper_of(account: Account) -> HelperAtWork | None:
    """Return the helper whose account this is; None for nobody, or for one who has left."""
    found = (
        Helper.objects.select_related("force__agency")
        .filter(account=account, is_active=True)
        .first()
    )
    if found is None:
        return None
    return HelperAtWork(
        account_id=account.pk,
        helper_id=found.pk,
        name=found.full_name,
        force_id=found.force_id,
        force=found.force.name,
        agency_id=found.force.agency_id,
        agency=found.force.agency.name,
    )


def programme_for(agency_id: int, on: date) -> ProgrammeVersion | None:
    """Return the programme in force for a unit: its own, else the one for everybody."""
    versions = ProgrammeVersion.objects.filter(valid_from__lte=on).select_related("programme")
    own = versions.filter(programme__agency=agency_id).order_by("-number").first()
    if own is not None:
        return own
    return versions.filter(programme__agency__isnull=True).order_by("-number").first()


def skills_of_items() -> tuple[dict[str, tuple[str, Skill]], dict[str, tuple[str, Skill]]]:
    """Return label and skill of every topic and of every outcome there ever was, newest words."""
    topics: dict[str, tuple[str, Skill]] = {}
    outcomes: dict[str, tuple[str, Skill]] = {}
    for version in ProgrammeVersion.objects.order_by("valid_from", "number"):
        topics |= {one.id: (one.label, one.skill) for one in version.topic_items}
        outcomes |= {one.id: (one.label, one.skill) for one in version.outcome_items}
    return topics, outcomes


def own_sessions(people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return when one person was guided, found by the hash of their number. One query."""
    keys = [number_key(one.identity_number) for one in people if one.identity_number]
    found = GuidanceSession.objects.filter(person_key__in=keys).select_related("desk")
    return [
        {
            "on": one.on.isoformat(),
            "desk": one.desk.name,
            "topics": one.topics,
            "outcomes": one.outcomes,
            "minutes": one.minutes,
        }
        for one in found.order_by("at")
    ]


def monday_of(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def week_of(monday: date) -> list[date]:
    """Return the seven days of a week."""
    return [monday + timedelta(days=number) for number in range(DAYS_OF_WEEK)]


def pattern_of(row: ShiftPattern) -> Pattern:
    """Return a stored pattern as rules read it."""
    least_of = {int(force): int(least) for force, least in row.least_of.items()}
    return Pattern(row.name, frozenset(row.weekdays), row.begins, row.ends, row.least, least_of)


def slot_of(shift: Shift) -> Slot:
    """Return a stored shift as rules read it."""
    least_of = {int(force): int(least) for force, least in shift.least_of.items()}
    return Slot(shift.pk, shift.on, shift.begins, shift.ends, shift.least, least_of)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody in a shift, as pages show them."""

    assignment: Assignment
    helper: Helper
    is_swap_asked: bool = False


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift with whoever stands in it and what is missing."""

    shift: Shift
    standing: tuple[Standing, ...]
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        """Return how many people are wanted still."""
        return sum(gap.missing for gap in self.gaps)

    @property
    def begins_at(self) -> datetime:
        """Return the instant at which it begins."""
        return instant(self.shift.on, self.shift, is_end=False)


def instant(on: date, shift: Shift, *, is_end: bool) -> datetime:
    """Return when a shift begins or ends, in Vietnam's time."""
    return datetime.combine(on, shift.ends if is_end else shift.begins, tzinfo=clock.VIETNAM)


def shift_views(shifts: QuerySet[Shift]) -> list[ShiftView]:
    """Return shifts with their people and gaps. Three queries, however many they are."""
    rows = list(
        shifts.select_related("desk").prefetch_related("assignments__helper__force", "swaps")
    )
    views = []
    for shift in rows:
        asked = {swap.asker_id for swap in shift.swaps.all() if swap.state == "asked"}
        held = sorted(shift.assignments.all(), key=lambda one: (one.helper.sort_key, one.pk))
        standing = tuple(Standing(one, one.helper, one.helper_id in asked) for one in held)
        forces = {one.helper_id: one.helper.force_id for one in held}
        gaps = gaps_of([slot_of(shift)], {shift.pk: list(forces)}, forces)
        views.append(ShiftView(shift, standing, gaps))
    return views


def week_views(desk: Desk, monday: date) -> list[ShiftView]:
    """Return the shifts of a desk in the week of ``monday``."""
    last = monday + timedelta(days=DAYS_OF_WEEK - 1)
    return shift_views(Shift.objects.filter(desk=desk, on__range=(monday, last)))


def gaps_ahead(agency_ids: Iterable[int], first: date, last: date) -> list[ShiftView]:
    """Return the published shifts from ``first`` to ``last`` in which somebody is missing."""
    shifts = Shift.objects.filter(
        desk__agency__in=list(agency_ids), on__range=(first, last), published_at__isnull=False
    )
    return [view for view in shift_views(shifts) if view.missing]


def unlaid_days(desk: Desk, first: date, days: int) -> list[date]:
    """Return the next working days for which a desk with patterns has no published shift."""
    if not desk.shift_patterns.exists():
        return []
    calendar = calendar_of(desk.agency)
    wanted = [first + timedelta(days=n) for n in range(days)]
    published = set(
        Shift.objects.filter(
            desk=desk, on__range=(wanted[0], wanted[-1]), published_at__isnull=False
        ).values_list("on", flat=True)
    )
    return [day for day in wanted if calendar.is_working_day(day) and day not in published]


def candidates(agency: Agency, monday: date) -> list[Candidate]:
    """Return everybody of a unit who may be asked in that week, with the load of past weeks."""
    rows = list(
        Helper.objects.filter(is_active=True, force__agency=agency, force__is_active=True)
        .prefetch_related("free", "absences")
        .order_by("pk")
    )
    loads = dict(
        Assignment.objects.filter(
            helper__in=rows, shift__on__gte=monday - LOOKED_BACK, shift__on__lt=monday
        )
        .values_list("helper_id")
        .annotate(count=Count("pk"))
    )
    floor = max(loads.values(), default=0) - MOST_BEHIND
    return [
        Candidate(
            key=row.pk,
            force=row.force_id,
            free=frozenset((one.weekday, one.is_morning) for one in row.free.all()),
            absent=tuple((one.from_on, one.to_on) for one in row.absences.all()),
            load=max(loads.get(row.pk, 0), floor, 0),
        )
        for row in rows
    ]


def current_shift(helper_id: int, at: datetime) -> Assignment | None:
    """Return where the helper stands now, or is about to; else None."""
    on = clock.day_of(at)
    rows = (
        Assignment.objects.filter(
            helper=helper_id, shift__on=on, shift__published_at__isnull=False
        )
        .select_related("shift__desk", "attendance")
        .order_by("shift__begins")
    )
    return next((row for row in rows if _is_open(row.shift, at)), None)


def shifts_at(desk_ids: Iterable[int], at: datetime) -> list[Shift]:
    """Return the published shifts at whose desks somebody may now say that they came."""
    on = clock.day_of(at)
    rows = Shift.objects.filter(desk__in=list(desk_ids), on=on, published_at__isnull=False)
    found = rows.select_related("desk").order_by("begins", "desk__code")
    return [row for row in found if _is_open(row, at)]


def _is_open(shift: Shift, at: datetime) -> bool:
    """Say whether one may write down at ``at`` what belongs to ``shift``."""
    begins = instant(shift.on, shift, is_end=False)
    ends = instant(shift.on, shift, is_end=True)
    return begins - BEFORE_SHIFT <= at <= ends + AFTER_SHIFT


def sessions_of_day(helper_id: int, on: date) -> list[GuidanceSession]:
    """Return what a helper wrote that day and did not take back, the latest first."""
    return list(
        GuidanceSession.objects.filter(helper=helper_id, on=on, void__isnull=True).order_by(
            "-at", "-pk"
        )
    )


def replacements(view: ShiftView, people: Sequence[Candidate]) -> list[int]:
    """Return who could still come to a shift, whoever stood least first."""
    slot = slot_of(view.shift)
    busy = set(
        Assignment.objects.filter(
            shift__on=slot.on, shift__begins__lt=slot.ends, shift__ends__gt=slot.begins
        ).values_list("helper_id", flat=True)
    )
    able = [one for one in people if one.can(slot) and one.key not in busy]
    return [one.key for one in sorted(able, key=lambda one: (one.load, one.key))]
