"""Random calendars, acceptances, limits and pauses, rich in the edges where counts go wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Due, Limit, LimitUnit, Pause, Policy, due
from motcua.kernel.workdays import Calendar
from tests.kernel.naive import NaivePause

FIRST_DAY = date(2024, 8, 26)
HALF_DAYS = [
    [["07:30", "11:30"], ["13:00", "17:00"]],
    [["07:30", "11:30"]],
    [["13:00", "17:00"]],
    [["08:00", "12:00"], ["12:00", "16:30"]],
    [["00:00", "23:59"]],
    [],
]
# Openings, closes, 15:00, and a minute to either side of each.
EDGES = sorted(
    {
        min(max(minute + shift, 0), 1439)
        for minute in (0, 450, 690, 780, 900, 1020, 1439)
        for shift in (-1, 0, 1)
    }
)

days = st.integers(0, 40).map(lambda n: FIRST_DAY + timedelta(days=n))
instants = st.builds(
    lambda day, minute: datetime(day.year, day.month, day.day) + timedelta(minutes=minute),  # noqa: DTZ001 - naive throughout
    days,
    st.one_of(st.sampled_from(EDGES), st.integers(0, 1439)),
)
weeks = st.fixed_dictionaries(
    {str(weekday): st.sampled_from(HALF_DAYS) for weekday in range(7)}
).filter(lambda week: week["1"] != [])
some_weekdays = st.dictionaries(
    st.sampled_from("0123456"), st.sampled_from(HALF_DAYS[:3]), max_size=2
)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """Draw one date that a level names."""
    kind = draw(st.sampled_from(["HOLIDAY", "HOLIDAY", "MAKEUP", "RECEPTION_ONLY"]))
    sessions = None
    if kind == "RECEPTION_ONLY":
        sessions = draw(st.sampled_from(HALF_DAYS[:3]))
    elif kind == "MAKEUP":
        sessions = draw(st.one_of(st.none(), st.sampled_from(HALF_DAYS[:3])))
    return {
        "date": draw(days).isoformat(),
        "kind": kind,
        "title": "ngày riêng",
        "legal_basis": "",
        "status": "confirmed",
        "sessions": sessions,
        "replaces": draw(days).isoformat() if kind == "MAKEUP" else None,
    }


def _once(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["date"], entry["kind"]


@st.composite
def nearer_layers(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a province or a unit: some hours of its own, some days of its own."""
    begins = draw(days)
    hours = {
        "valid_from": begins.isoformat(),
        "valid_to": draw(
            st.one_of(
                st.none(),
                st.integers(0, 20).map(lambda n: (begins + timedelta(days=n)).isoformat()),
            )
        ),
        "weekdays": draw(some_weekdays),
        "reception_only": draw(some_weekdays),
    }
    return {
        "name": "cấp dưới",
        "hours": [hours] if draw(st.booleans()) else [],
        "days": draw(st.lists(entries(), max_size=3, unique_by=_once)),
        "after_hours": draw(st.sampled_from([None, None, "same_date", "next_session"])),
    }


@st.composite
def layer_lists(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a nation, and up to two levels below it."""
    nation = {
        "name": "cả nước",
        "hours": [
            {
                "valid_from": "2000-01-01",
                "valid_to": None,
                "weekdays": draw(weeks),
                "reception_only": draw(some_weekdays),
            },
        ],
        "days": draw(st.lists(entries(), max_size=6, unique_by=_once)),
        "published_years": [2024],
    }
    return [nation, *draw(st.lists(nearer_layers(), max_size=2))]


def _pause(begin: datetime, length: timedelta, *, restarts: bool) -> NaivePause:
    return begin, begin + length, restarts


lengths = st.one_of(
    st.integers(1, 600).map(lambda n: timedelta(minutes=n)),
    st.integers(1, 8).map(lambda n: timedelta(days=n)),
    st.integers(1, 10_000).map(lambda n: timedelta(minutes=n)),
)
ordinary_pauses = st.builds(_pause, instants, lengths, restarts=st.just(value=False))
any_pauses = st.builds(_pause, instants, lengths, restarts=st.booleans())
open_pauses = st.tuples(instants, st.none(), st.booleans())


@dataclass(frozen=True)
class Situation:
    """One question, in the words of both implementations."""

    layers: list[dict[str, Any]]
    accepted: datetime
    value: int
    unit: str
    policy: str
    pauses: list[NaivePause]
    as_of: datetime | None = None

    def calendar(self) -> Calendar:
        return Calendar.from_layers(self.layers)

    def ask(
        self,
        pauses: list[NaivePause] | None = None,
        value: int | None = None,
        calendar: Calendar | None = None,
    ) -> Due:
        """Put the question to the kernel, with other pauses or another budget if given."""
        chosen = self.pauses if pauses is None else pauses
        return due(
            aware(self.accepted),
            Limit(value or self.value, LimitUnit(self.unit), Policy(self.policy)),
            calendar or self.calendar(),
            [Pause(aware(b), None if e is None else aware(e), r) for b, e, r in chosen],
            None if self.as_of is None else aware(self.as_of),
        )


def aware(instant: datetime) -> datetime:
    return instant.replace(tzinfo=VIETNAM)


UNITS = [
    ("working_day", 6),
    ("working_hour", 40),
    ("calendar_day", 20),
    ("month", 2),
    ("same_day", 1),
]


@st.composite
def situations(
    draw: st.DrawFn,
    pauses: st.SearchStrategy[NaivePause] = any_pauses,
    *,
    most: int = 4,
    units: Sequence[tuple[str, int]] = UNITS,
    policies: Sequence[str] = ("legal", "clock"),
) -> Situation:
    """Draw a question with up to ``most`` pauses."""
    unit, greatest = draw(st.sampled_from(units))
    return Situation(
        layers=draw(layer_lists()),
        accepted=draw(instants),
        value=draw(st.integers(1, greatest)),
        unit=unit,
        policy=draw(st.sampled_from(policies)),
        pauses=draw(st.lists(pauses, max_size=most)),
        as_of=draw(st.one_of(st.none(), instants)),
    )
