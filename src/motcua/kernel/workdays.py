"""The work calendar of one unit: the nation's, overruled by its province's and its own.

Legal source: Bộ luật Lao động 45/2019/QH14, Điều 112 (holidays) and Điều 111 khoản 3
(a holiday on a weekly day off is compensated on the next working day). Everything that
the law leaves open (hours, swaps of days, Saturday reception) is data.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from motcua.kernel.layers import (
    STANDARD_DAY_MINUTES,
    AfterHours,
    CalendarDay,
    CalendarError,
    DayKind,
    Hours,
    Layer,
    Session,
    Sessions,
)
from motcua.kernel.timeline import Timeline

__all__ = [
    "Calendar",
    "CalendarError",
    "DayKind",
    "DayNote",
    "Layer",
    "Session",
    "Sessions",
    "national_calendar",
]

EARLIEST_YEAR: Final = 1976  # before it the clocks of the country changed several times
LATEST_YEAR: Final = 2999


class DayNote(NamedTuple):
    """Why a date is not what its weekday suggests."""

    title: str
    kind: DayKind
    legal_basis: str
    is_proposed: bool


class _Entry(NamedTuple):
    """An entry of some level; the greater the depth, the nearer the level."""

    entry: CalendarDay
    depth: int


class Calendar:
    """The effective calendar of one unit. Immutable; equal when the layers say the same.

    The first layer is the widest (the nation), the last the nearest (the unit itself);
    for each date the nearest layer that names it decides. Between the days (ordinals)
    ``sure_from`` and ``sure_until`` no warning applies; ``laid_out`` are the arrays that
    counting has needed so far.
    """

    __slots__ = (
        "_changes",
        "_decisions",
        "_digest",
        "_proposed",
        "_receptions",
        "_weeks",
        "after_hours",
        "after_hours_basis",
        "laid_out",
        "layers",
        "published_years",
        "standard_day_minutes",
        "sure_from",
        "sure_until",
    )

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        if not any(layer.hours for layer in self.layers):
            raise CalendarError("Lịch làm việc chưa có giờ làm việc nào.")
        self.after_hours = AfterHours.SAME_DATE
        self.after_hours_basis = ""
        self.standard_day_minutes = STANDARD_DAY_MINUTES
        self._decisions: dict[date, _Entry] = {}
        self._receptions: dict[date, _Entry] = {}
        for depth, layer in enumerate(self.layers):
            if layer.after_hours is not None:
                self.after_hours = layer.after_hours
                self.after_hours_basis = layer.after_hours_basis
            if layer.standard_day_minutes is not None:
                self.standard_day_minutes = layer.standard_day_minutes
            for entry in _ranked(layer.days):
                is_reception = entry.kind is DayKind.RECEPTION_ONLY
                target = self._receptions if is_reception else self._decisions
                target[entry.day] = _Entry(entry, depth)
        years = {year for layer in self.layers for year in layer.published_years}
        self.published_years = tuple(sorted(years))
        self._proposed = sorted(
            day.toordinal() for day, named in self._decisions.items() if named.entry.is_proposed
        )
        self.sure_from, self.sure_until = self._sure_span()
        self._changes = sorted(_changes(self.layers))
        self._weeks: dict[tuple[int, int], Sessions] = {}
        self.laid_out: Timeline | None = None
        self._digest: str | None = None

    @classmethod
    def from_layers(cls, layers: Sequence[Layer | Mapping[str, object]]) -> "Calendar":
        """Build the calendar from its layers, widest first. Raises CalendarError."""
        return cls([x if isinstance(x, Layer) else Layer.from_dict(x) for x in layers])

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> "Calendar":
        """Read what ``to_dict`` wrote. Raises CalendarError."""
        layers = source.get("layers")
        if not isinstance(layers, Sequence) or isinstance(layers, str):
            raise CalendarError("Lịch phải có danh sách các cấp (layers).")
        return cls.from_layers(layers)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, canonical: equal calendars give equal texts."""
        return {"layers": [layer.to_dict() for layer in self.layers]}

    def digest(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal: the calendar's version."""
        if self._digest is None:
            canonical = json.dumps(
                self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
            self._digest = hashlib.sha256(canonical.encode()).hexdigest()
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.digest() == other.digest()

    def __hash__(self) -> int:
        return hash(self.digest())

    def sessions_on(self, day: date) -> Sessions:
        """Return the processing sessions of ``day``; none on a day off."""
        decision = self._decisions.get(day)
        if decision is None:
            sessions = self._weekly_sessions(day)
        elif decision.entry.kind is DayKind.MAKEUP:
            sessions = self._makeup_sessions(decision.entry)
        else:
            return ()
        # What a level reserves for reception is no processing, unless a nearer one works.
        reception = self._receptions.get(day)
        if reception is None or (decision is not None and decision.depth > reception.depth):
            return sessions
        return _without(sessions, reception.entry.sessions or ())

    def reception_sessions_on(self, day: date) -> Sessions:
        """Return the sessions in which a desk takes dossiers in but nobody processes them."""
        decision, reception = self._decisions.get(day), self._receptions.get(day)
        if reception is not None and (decision is None or reception.depth >= decision.depth):
            return reception.entry.sessions or ()
        if decision is not None:
            return ()
        found = self._reception_only(day)
        return found[1] if found else ()

    def is_working_day(self, day: date) -> bool:
        """Say whether dossiers are processed on ``day``."""
        return bool(self.sessions_on(day))

    def day_note(self, day: date) -> DayNote | None:
        """Return why ``day`` is special, or None for an ordinary day of the week."""
        named = self._decisions.get(day) or self._receptions.get(day)
        if named is None:
            return None
        entry = named.entry
        return DayNote(entry.title, entry.kind, entry.legal_basis, entry.is_proposed)

    @property
    def published_until(self) -> date | None:
        """The last day of the last year in an unbroken row of published ones."""
        span = _unbroken(self.published_years)
        return date(span[1], 12, 31) if span else None

    def warnings_for(self, day: date) -> tuple[str, ...]:
        """Return what one must know before trusting a date that falls on ``day``."""
        return self.warnings_between(day, day)

    def warnings_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the warnings for a count that runs from ``first`` to ``last``."""
        if self.sure_from <= first.toordinal() and last.toordinal() <= self.sure_until:
            return ()
        return tuple(self._warnings(first, last))

    def timeline(self, first: int, last: int) -> Timeline:
        """Return the calendar as arrays that cover at least the two ordinals.

        Raises CalendarError beyond the years in which counting makes sense.
        """
        laid = self.laid_out
        if laid is not None and laid.first <= first and last <= laid.last:
            return laid
        earliest = date(EARLIEST_YEAR, 1, 1).toordinal()
        latest = date(LATEST_YEAR, 12, 31).toordinal()
        is_exhausted = laid is not None and laid.last == latest < last
        if is_exhausted or not earliest <= first <= latest:
            raise CalendarError(
                f"Chỉ tính được thời hạn trong khoảng năm {EARLIEST_YEAR} đến năm {LATEST_YEAR}."
            )
        wanted_first = first if laid is None else min(first, laid.first)
        wanted_last = last if laid is None else max(last, laid.last)
        start = date(date.fromordinal(wanted_first).year, 1, 1)
        end = date(date.fromordinal(min(wanted_last, latest)).year, 12, 31)
        self.laid_out = Timeline(start.toordinal(), end.toordinal(), self.sessions_on)
        return self.laid_out

    def _weekly_sessions(self, day: date) -> Sessions:
        """Return what the week alone says, holidays and swaps apart.

        Remembered by weekday and by stretch of time in which no hours begin or end.
        """
        key = day.weekday(), bisect_right(self._changes, day)
        if key not in self._weeks:
            self._weeks[key] = self._read_week(day)
        return self._weeks[key]

    def _read_week(self, day: date) -> Sessions:
        for depth in reversed(range(len(self.layers))):
            hours = _hours_naming(self.layers[depth], day, "weekdays")
            if hours is None:
                continue
            sessions = hours.weekdays[day.weekday()]
            reserved = self._reception_only(day)
            return (
                _without(sessions, reserved[1]) if reserved and reserved[0] >= depth else sessions
            )
        return ()

    def _reception_only(self, day: date) -> tuple[int, Sessions] | None:
        for depth in reversed(range(len(self.layers))):
            hours = _hours_naming(self.layers[depth], day, "reception_only")
            if hours is not None:
                return depth, hours.reception_only[day.weekday()]
        return None

    def _makeup_sessions(self, entry: CalendarDay) -> Sessions:
        if entry.sessions is not None:
            return entry.sessions
        return self._weekly_sessions(entry.replaces) if entry.replaces else ()

    def _sure_span(self) -> tuple[int, int]:
        span = _unbroken(self.published_years)
        if span is None:
            return 1, 0
        last = date(span[1], 12, 31).toordinal()
        if self._proposed:
            last = min(last, self._proposed[0] - 1)
        return date(span[0], 1, 1).toordinal(), last

    def _warnings(self, first: date, last: date) -> Iterator[str]:
        for year in dict.fromkeys((first.year, last.year)):
            if year not in self.published_years:
                yield (
                    f"Lịch nghỉ năm {year} chưa được công bố chính thức trong dữ liệu: "
                    "ngày hẹn có thể khác khi có công bố."
                )
        proposed = [day for day in self._proposed if first.toordinal() <= day <= last.toordinal()]
        titles = dict.fromkeys(
            self._decisions[date.fromordinal(ordinal)].entry.title for ordinal in proposed
        )
        if titles:
            names = ", ".join(titles)
            yield f"Ngày nghỉ mới là dự kiến, chưa có quyết định chính thức: {names}."


def _ranked(days: Sequence[CalendarDay]) -> list[CalendarDay]:
    """Put make-up days last: on one level they beat a holiday of the same date."""
    return sorted(days, key=lambda entry: entry.kind is DayKind.MAKEUP)


def _changes(layers: Sequence[Layer]) -> Iterator[date]:
    """Yield the days on which some hours come into force or are first out of it."""
    for layer in layers:
        for hours in layer.hours:
            yield hours.valid_from
            if hours.valid_to is not None and hours.valid_to < date.max:
                yield hours.valid_to + timedelta(days=1)


def _hours_naming(layer: Layer, day: date, field: str) -> Hours | None:
    """Return the latest hours of the layer, in force on ``day``, that name its weekday."""
    naming = [
        hours
        for hours in layer.hours
        if hours.holds_on(day) and day.weekday() in getattr(hours, field)
    ]
    return max(naming, key=lambda hours: hours.valid_from) if naming else None


def _without(sessions: Sessions, taken: Sessions) -> Sessions:
    """Cut the stretches ``taken`` out of ``sessions``."""
    left = list(sessions)
    for gone in taken:
        pieces: list[Session] = []
        for start, end in left:
            if start < min(end, gone.start):
                pieces.append(Session(start, min(end, gone.start)))
            if max(start, gone.end) < end:
                pieces.append(Session(max(start, gone.end), end))
        left = pieces
    return tuple(left)


def _unbroken(years: Sequence[int]) -> tuple[int, int] | None:
    """Return the first and last year of the latest row of consecutive years."""
    if not years:
        return None
    first = last = years[-1]
    for year in reversed(years[:-1]):
        if year != first - 1:
            break
        first = year
    return first, last


def missing_years(calendar: Calendar, on: date, months: int = 14) -> list[int]:
    """List the years within ``months`` after ``on`` whose days off are not published."""
    horizon = on + timedelta(days=31 * months)
    return [
        year for year in range(on.year, horizon.year + 1) if year not in calendar.published_years
    ]


@cache
def national_layer() -> Layer:
    """Return the shipped layer of the nation: days off 2023-2027 and usual office hours."""
    source = resources.files("motcua").joinpath("data/calendar/national.json")
    found = json.loads(source.read_text(encoding="utf-8"))
    return Layer.from_dict(found)


@cache
def national_calendar() -> Calendar:
    """Return the shipped calendar of the nation alone."""
    return Calendar([national_layer()])
