"""One level of a work calendar: what the nation, a province or a unit decides itself.

A layer is data that an administrator edits; it is read strictly, because a slip in it
moves due dates. What it does not name it leaves to the level above.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from motcua.kernel.errors import DomainError

MINUTES_A_DAY: Final = 24 * 60
STANDARD_DAY_MINUTES: Final = 480
Choice = TypeVar("Choice", bound=StrEnum)
_CLOCK_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class CalendarError(DomainError):
    """The calendar as written cannot be used."""

    code = "calendar"


class Session(NamedTuple):
    """A half-open stretch of work, [start, end), in minutes of the day."""

    start: int
    end: int


Sessions = tuple[Session, ...]


class DayKind(StrEnum):
    """What an entry makes of a date."""

    HOLIDAY = "HOLIDAY"
    MAKEUP = "MAKEUP"
    RECEPTION_ONLY = "RECEPTION_ONLY"


class AfterHours(StrEnum):
    """On which date a dossier counts that comes outside working hours."""

    SAME_DATE = "same_date"
    NEXT_SESSION = "next_session"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date named by a level, with its legal basis.

    ``sessions`` are those of a make-up day or of a reception-only day; ``replaces`` is
    the working day that a make-up day repays.
    """

    day: date
    kind: DayKind
    title: str
    legal_basis: str = ""
    is_proposed: bool = False
    sessions: Sessions | None = None
    replaces: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Sessions by weekday (0 is Monday), in force from ``valid_from`` to ``valid_to`` included.

    A weekday that is not named is left to the level above; one with an empty list is closed.
    """

    valid_from: date
    valid_to: date | None
    weekdays: Mapping[int, Sessions]
    reception_only: Mapping[int, Sessions]

    def holds_on(self, day: date) -> bool:
        """Say whether these hours are in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Layer:
    """Everything that one level (nation, province, unit) says about time."""

    name: str
    hours: tuple[Hours, ...] = ()
    days: tuple[CalendarDay, ...] = ()
    published_years: tuple[int, ...] = ()
    after_hours: AfterHours | None = None
    after_hours_basis: str = ""
    standard_day_minutes: int | None = None

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> "Layer":
        """Read a layer from its JSON form. Raises CalendarError with what is wrong."""
        reader = _Reader(source)
        minutes = source.get("standard_day_minutes")
        if minutes is not None and not is_count(minutes):
            raise CalendarError("Ngày làm việc chuẩn phải là số phút nguyên, lớn hơn 0.")
        after_hours = source.get("after_hours")
        layer = cls(
            name=reader.text("name"),
            hours=tuple(_hours(item) for item in reader.objects("hours")),
            days=tuple(_calendar_day(item) for item in reader.objects("days")),
            published_years=tuple(sorted({int(str(y)) for y in reader.items("published_years")})),
            after_hours=None if after_hours is None else _member(AfterHours, after_hours),
            after_hours_basis=reader.text("after_hours_basis"),
            standard_day_minutes=minutes if isinstance(minutes, int) else None,
        )
        _refuse_contradictions(layer)
        return layer

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, in canonical order: the same law gives the same text."""
        found: dict[str, object] = {
            "name": self.name,
            "hours": [_hours_dict(hours) for hours in sorted(self.hours, key=_valid_from)],
            "days": [_day_dict(day) for day in sorted(self.days, key=_date_and_kind)],
            "published_years": list(self.published_years),
        }
        if self.after_hours is not None:
            found["after_hours"] = self.after_hours.value
            found["after_hours_basis"] = self.after_hours_basis
        if self.standard_day_minutes is not None:
            found["standard_day_minutes"] = self.standard_day_minutes
        return found


class _Reader:
    """Typed access to a mapping that came out of JSON."""

    def __init__(self, source: Mapping[str, object]) -> None:
        self.source = source

    def text(self, key: str) -> str:
        found = self.source.get(key) or ""
        if not isinstance(found, str):
            raise CalendarError(f"Mục “{key}” của lịch phải là chữ.")
        return found

    def items(self, key: str) -> Sequence[object]:
        found = self.source.get(key) or ()
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise CalendarError(f"Mục “{key}” của lịch phải là danh sách.")
        return found

    def objects(self, key: str) -> list[Mapping[str, object]]:
        return [_mapping(item) for item in self.items(key)]

    def day(self, key: str) -> date:
        found = self.source.get(key)
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(str(found))
        except ValueError:
            raise CalendarError(
                f"“{found}” không phải là ngày có thật (năm-tháng-ngày)."
            ) from None

    def optional_day(self, key: str) -> date | None:
        return None if self.source.get(key) in (None, "") else self.day(key)


def _mapping(item: object) -> Mapping[str, object]:
    if not isinstance(item, Mapping):
        raise CalendarError("Mỗi dòng của lịch phải là một bộ tên và giá trị.")
    return item


def _member(kind: type[Choice], found: object) -> Choice:
    try:
        return kind(str(found))
    except ValueError:
        choices = ", ".join(kind)
        raise CalendarError(f"“{found}” không dùng được, hãy chọn một trong: {choices}.") from None


def is_count(found: object) -> bool:
    """Say whether ``found`` is a whole number of at least one (True is not a number)."""
    return isinstance(found, int) and not isinstance(found, bool) and found > 0


def _hours(source: Mapping[str, object]) -> Hours:
    reader = _Reader(source)
    hours = Hours(
        valid_from=reader.day("valid_from"),
        valid_to=reader.optional_day("valid_to"),
        weekdays=_by_weekday(source.get("weekdays")),
        reception_only=_by_weekday(source.get("reception_only")),
    )
    if hours.valid_to is not None and hours.valid_to < hours.valid_from:
        raise CalendarError("Giờ làm việc hết hiệu lực trước khi có hiệu lực.")
    return hours


def _by_weekday(found: object) -> dict[int, Sessions]:
    by_weekday: dict[int, Sessions] = {}
    for weekday, sessions in _mapping(found or {}).items():
        if str(weekday) not in set("0123456"):
            raise CalendarError("Thứ trong tuần ghi từ 0 (thứ Hai) đến 6 (Chủ nhật).")
        by_weekday[int(weekday)] = parse_sessions(sessions)
    return dict(sorted(by_weekday.items()))


def parse_sessions(found: object) -> Sessions:
    """Read ``[["07:30", "11:30"], …]``; sessions are in order and do not overlap."""
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise CalendarError("Buổi làm việc ghi thành danh sách [giờ đầu, giờ cuối].")
    sessions = sorted(_session(item) for item in found)
    for earlier, later in pairwise(sessions):
        if later.start < earlier.end:
            raise CalendarError("Hai buổi làm việc trong một ngày chồng lên nhau.")
    return tuple(sessions)


def _session(item: object) -> Session:
    if (
        not isinstance(item, Sequence)
        or isinstance(item, str)
        or len(item) != len(Session._fields)
    ):
        raise CalendarError("Mỗi buổi làm việc có đúng hai giờ: giờ đầu và giờ cuối.")
    session = Session(_minute(item[0]), _minute(item[1]))
    if session.start >= session.end:
        raise CalendarError("Giờ cuối của buổi làm việc phải sau giờ đầu.")
    return session


def _minute(found: object) -> int:
    matched = _CLOCK_TIME.fullmatch(str(found))
    if matched is None:
        raise CalendarError(f"“{found}” không phải là giờ, hãy ghi như 07:30.")
    return int(matched[1]) * 60 + int(matched[2])


def _calendar_day(source: Mapping[str, object]) -> CalendarDay:
    reader = _Reader(source)
    status = reader.text("status") or "confirmed"
    if status not in {"confirmed", "proposed"}:
        raise CalendarError(
            "Trạng thái của ngày là confirmed (đã công bố) hoặc proposed (dự kiến)."
        )
    sessions = source.get("sessions")
    day = CalendarDay(
        day=reader.day("date"),
        kind=_member(DayKind, source.get("kind")),
        title=reader.text("title"),
        legal_basis=reader.text("legal_basis"),
        is_proposed=status == "proposed",
        sessions=None if sessions is None else parse_sessions(sessions),
        replaces=reader.optional_day("replaces"),
    )
    shown = f"{day.day.day}/{day.day.month}/{day.day.year}"
    if day.kind is DayKind.MAKEUP and day.sessions is None and day.replaces is None:
        raise CalendarError(f"Ngày làm bù {shown} cần buổi làm việc, hoặc ngày mà nó làm bù.")
    if day.kind is DayKind.HOLIDAY and day.sessions:
        raise CalendarError(f"Ngày nghỉ {shown} không thể có buổi làm việc.")
    if day.kind is DayKind.RECEPTION_ONLY and not day.sessions:
        raise CalendarError(f"Ngày chỉ tiếp nhận {shown} cần ghi các buổi tiếp nhận.")
    return day


def _refuse_contradictions(layer: Layer) -> None:
    seen: set[tuple[date, DayKind]] = set()
    for day in layer.days:
        if (day.day, day.kind) in seen:
            raise CalendarError(
                f"Ngày {day.day.isoformat()} được ghi hai lần trong “{layer.name}”."
            )
        seen.add((day.day, day.kind))


def clock_time(minute: int) -> str:
    """Return a minute of the day as ``07:30``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _sessions_list(sessions: Sessions) -> list[list[str]]:
    return [[clock_time(session.start), clock_time(session.end)] for session in sessions]


def _valid_from(hours: Hours) -> date:
    return hours.valid_from


def _date_and_kind(day: CalendarDay) -> tuple[date, str]:
    return day.day, day.kind.value


def _hours_dict(hours: Hours) -> dict[str, object]:
    return {
        "valid_from": hours.valid_from.isoformat(),
        "valid_to": None if hours.valid_to is None else hours.valid_to.isoformat(),
        "weekdays": {str(k): _sessions_list(v) for k, v in sorted(hours.weekdays.items())},
        "reception_only": {
            str(k): _sessions_list(v) for k, v in sorted(hours.reception_only.items())
        },
    }


def _day_dict(day: CalendarDay) -> dict[str, object]:
    return {
        "date": day.day.isoformat(),
        "kind": day.kind.value,
        "title": day.title,
        "legal_basis": day.legal_basis,
        "status": "proposed" if day.is_proposed else "confirmed",
        "sessions": None if day.sessions is None else _sessions_list(day.sessions),
        "replaces": None if day.replaces is None else day.replaces.isoformat(),
    }
