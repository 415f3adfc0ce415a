"""The rules of due dates once more: slowly, day by day and minute by minute.

Written from the text of the rules and from nothing else, with its own reading of the
calendar's JSON; it shares no line with the kernel. Instants are naive datetimes.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
Layers = list[dict[str, Any]]
Interval = tuple[datetime, datetime]
# begin, end (None: open), restarts
NaivePause = tuple[datetime, datetime | None, bool]


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def minutes_of(sessions: list[list[str]]) -> set[int]:
    return {m for begin, end in sessions for m in range(clock(begin), clock(end))}


class NaiveCalendar:
    """Knows, for each day, the set of its working minutes."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.known: dict[date, set[int]] = {}

    def working_minutes(self, day: date) -> set[int]:
        if day not in self.known:
            self.known[day] = self.worked_out(day)
        return self.known[day]

    def worked_out(self, day: date) -> set[int]:
        for level in range(len(self.layers) - 1, -1, -1):
            entries = [e for e in self.layers[level]["days"] if e["date"] == day.isoformat()]
            kinds = {e["kind"]: e for e in entries}
            if "MAKEUP" in kinds:
                entry = kinds["MAKEUP"]
                if entry["sessions"] is not None:
                    found = minutes_of(entry["sessions"])
                else:
                    found = self.weekly(date.fromisoformat(entry["replaces"]))
                return found - self.reserved(day, level)
            if "HOLIDAY" in kinds:
                return set()
        return self.weekly(day) - self.reserved(day, 0)

    def reserved(self, day: date, from_level: int) -> set[int]:
        for level in range(len(self.layers) - 1, from_level - 1, -1):
            for entry in self.layers[level]["days"]:
                if entry["date"] == day.isoformat() and entry["kind"] == "RECEPTION_ONLY":
                    return minutes_of(entry["sessions"])
        return set()

    def weekly(self, day: date) -> set[int]:
        weekday = str(day.weekday())
        reserved: set[int] = set()
        is_reserved = False
        for level in range(len(self.layers) - 1, -1, -1):
            reception = self.in_force(level, day, "reception_only")
            if not is_reserved and reception is not None and weekday in reception:
                reserved, is_reserved = minutes_of(reception[weekday]), True
            work = self.in_force(level, day, "weekdays")
            if work is not None:
                return minutes_of(work[weekday]) - reserved
        return set()

    def in_force(self, level: int, day: date, field: str) -> dict[str, Any] | None:
        best: dict[str, Any] | None = None
        for hours in self.layers[level]["hours"]:
            if hours["valid_from"] > day.isoformat() or str(day.weekday()) not in hours[field]:
                continue
            if hours["valid_to"] is not None and hours["valid_to"] < day.isoformat():
                continue
            if best is None or hours["valid_from"] > best["valid_from"]:
                best = hours
        return None if best is None else best[field]

    @property
    def counts_after_hours_later(self) -> bool:
        said = [layer["after_hours"] for layer in self.layers if layer.get("after_hours")]
        return bool(said) and said[-1] == "next_session"

    def is_working_day(self, day: date) -> bool:
        return bool(self.working_minutes(day))

    def is_open(self, instant: datetime) -> bool:
        return instant.hour * 60 + instant.minute in self.working_minutes(instant.date())

    def close(self, day: date) -> datetime:
        """Return the end of the last session."""
        last = max(self.working_minutes(day)) + 1
        return datetime.combine(day, time()) + last * MINUTE


class NaiveCount:
    """Counts one limit on one calendar."""

    def __init__(self, layers: Layers, limit: int, unit: str, policy: str) -> None:
        self.calendar = NaiveCalendar(layers)
        self.limit = limit
        self.unit = unit
        self.policy = policy

    def answer(
        self, accepted: datetime, pauses: list[NaivePause], as_of: datetime | None
    ) -> tuple[datetime | None, datetime | None]:
        """Return the due instant and the provisional one."""
        due = self.due(accepted, pauses)
        if due is not None or as_of is None:
            return due, None
        closed: list[NaivePause] = []
        for begin, end, restarts in pauses:
            if end is not None:
                closed.append((begin, end, restarts))
            elif as_of > begin:
                closed.append((begin, as_of, restarts))
            elif restarts:
                # It ended the instant it began: the count starts anew there.
                closed.append((begin, begin, restarts))
        return None, self.due(accepted, closed)

    def due(self, accepted: datetime, pauses: list[NaivePause]) -> datetime | None:
        far = datetime(9000, 1, 1)  # noqa: DTZ001 - naive throughout
        ordinary = [(b, far if e is None else e) for b, e, restarts in pauses if not restarts]
        anew = [(b, far if e is None else e) for b, e, restarts in pauses if restarts]
        queue = [(b, e, False) for b, e in join(ordinary)] + [(b, e, True) for b, e in anew]
        base = accepted
        taken: list[Interval] = []
        due = self.count(base, taken)
        for begin, end, restarts in sorted(queue):
            if end <= base:
                continue
            start = max(begin, base)
            if start >= due:
                continue
            if end == far:
                return None
            if restarts:
                base = end
                taken = [(max(b, base), e) for b, e in taken if e > base]
            else:
                taken = [*taken, (start, end)]
            due = self.count(base, taken)
        return due

    def count(self, base: datetime, taken: list[Interval]) -> datetime:
        if self.unit == "working_hour":
            return self.count_minutes(base, self.limit * 60, taken)
        if self.unit == "working_day" and self.policy == "clock":
            return self.count_minutes(base, self.limit * 480, taken)
        if self.unit == "same_day":
            due = self.same_day(base)
            for begin, end in taken:
                if begin < due:
                    due = self.same_day(end)
            return due
        return self.count_days(base, taken)

    def count_minutes(self, base: datetime, budget: int, taken: list[Interval]) -> datetime:
        instant, left = base, budget
        while left:
            paused = any(begin <= instant < end for begin, end in taken)
            if self.calendar.is_open(instant) and not paused:
                left -= 1
            instant += MINUTE
        return instant

    def same_day(self, instant: datetime) -> datetime:
        day = instant.date()
        is_in_time = self.calendar.is_working_day(day) and instant.time() <= time(15, 0)
        # A close that has passed cannot be promised.
        if is_in_time and self.calendar.close(day) > instant:
            return self.calendar.close(day)
        day += DAY
        while not self.calendar.is_working_day(day):
            day += DAY
        return self.calendar.close(day)

    def count_days(self, base: datetime, taken: list[Interval]) -> datetime:
        start_day = base.date()
        if self.calendar.counts_after_hours_later:
            instant = base
            while not self.calendar.is_open(instant):
                instant += MINUTE
            start_day = instant.date()
        removed = {
            begin.date() + n * DAY
            for begin, end in taken
            for n in range(1, (end.date() - begin.date()).days + 1)
        }

        def forward(day: date) -> date:
            while not self.calendar.is_working_day(day) or day in removed:
                day += DAY
            return day

        due = self.calendar.close(forward(self.last_day(start_day, removed)))
        changed = True
        while changed:
            changed = False
            for begin, end in taken:
                if begin < due < end:
                    due = self.calendar.close(forward(end.date() + DAY))
                    changed = True
        return due

    def last_day(self, start_day: date, removed: set[date]) -> date:
        if self.unit == "month":
            return self.last_day_of_months(start_day, removed)
        day, left = start_day, self.limit
        while left:
            day += DAY
            if day in removed:
                continue
            if self.unit == "calendar_day" or self.calendar.is_working_day(day):
                left -= 1
        return day

    def last_day_of_months(self, start_day: date, removed: set[date]) -> date:
        end = same_day_later(start_day, self.limit)
        day = end
        while (day - end).days != sum(start_day < gone <= day for gone in removed):
            day += DAY
        return day


def join(intervals: list[Interval]) -> list[Interval]:
    """Join what overlaps or touches, one pair at a time, until nothing does."""
    for one in intervals:
        for other in intervals:
            if one is not other and one[0] <= other[0] <= one[1]:
                rest = [i for i in intervals if i is not one and i is not other]
                return join([*rest, (one[0], max(one[1], other[1]))])
    return intervals


def same_day_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1
