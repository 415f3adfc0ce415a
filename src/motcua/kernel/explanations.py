"""Why a due date is what it is, in sentences that a citizen can follow with a calendar.

The same sentences stand on the receipt, the tracking page, the API and the command
line; ``days`` are the same reasons laid out one line a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from motcua.kernel import wording
from motcua.kernel.counting import (
    NEVER,
    SAME_DAY_UNTIL,
    Limit,
    LimitUnit,
    Question,
    Reckoning,
    Span,
    limit_text,
    month_end,
    reckon,
    spans,
)
from motcua.kernel.layers import MINUTES_A_DAY, AfterHours, DayKind
from motcua.kernel.timeline import Timeline
from motcua.kernel.wording import capital, named_day
from motcua.kernel.workdays import Calendar

# With more counted days than this, days that follow one another share a line.
_LINES_A_LIMIT: Final = 7
_FALLEN: Final = "rơi vào ngày nghỉ"


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One line of the reckoning: a day, or days in a row that share a reason.

    ``number`` is the count reached (None on a day that does not count).
    """

    first: date
    last: date
    number: int | None
    is_off: bool
    is_due: bool
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for one due date."""

    sentences: list[str]
    days: list[ExplainedDay]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, to be frozen with the receipt."""
        days = [
            {**asdict(day), "first": day.first.isoformat(), "last": day.last.isoformat()}
            for day in self.days
        ]
        return {"sentences": list(self.sentences), "days": days}

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> "Explanation":
        """Read what ``to_dict`` wrote."""
        sentences, days = source["sentences"], source["days"]
        assert isinstance(sentences, Sequence)  # noqa: S101 - our own frozen JSON
        assert isinstance(days, Sequence)  # noqa: S101 - our own frozen JSON
        return cls(
            [str(sentence) for sentence in sentences],
            [
                ExplainedDay(
                    first=date.fromisoformat(day["first"]),
                    last=date.fromisoformat(day["last"]),
                    number=day["number"],
                    is_off=day["is_off"],
                    is_due=day["is_due"],
                    text=day["text"],
                )
                for day in days
            ],
        )


def explain(question: Question) -> Explanation:
    """Return the reasons for the answer to ``question``."""
    final = reckon(question, spans(question.pauses))
    shown = final
    if final.open_at is not None and question.as_of is not None:
        shown = reckon(question, spans(question.pauses, until=question.as_of))
    teller = _Teller(question, shown)
    event, *beginnings = teller.beginnings()
    has_date = final.open_at is None or question.as_of is not None
    counted = _counted(question, teller) if has_date else _Counted([], [])
    sentences = [
        _sentence(event, year=True),
        *teller.pauses(final),
        *(_sentence(day) for day in beginnings),
        *counted.sentences,
        *teller.ending(final),
    ]
    return Explanation(sentences, [event, *beginnings, *counted.lines])


class _Counted(NamedTuple):
    """The count itself: its lines, and the sentences for all but the due day."""

    lines: list[ExplainedDay]
    sentences: list[str]


def _counted(question: Question, teller: "_Teller") -> _Counted:
    """Return the count, which dossiers of one day and one limit have in common."""
    unit = question.limit.unit
    is_common = (
        not question.pauses
        and not question.limit.counts_minutes
        and unit is not LimitUnit.SAME_DAY
        and question.calendar.after_hours is AfterHours.SAME_DATE
    )
    if not is_common:
        return _told(teller)
    return _counted_from(question.calendar, question.limit, question.accepted // MINUTES_A_DAY)


@lru_cache(maxsize=4096)
def _counted_from(calendar: Calendar, limit: Limit, start_day: int) -> _Counted:
    question = Question(start_day * MINUTES_A_DAY, limit, calendar, (), None)
    return _told(_Teller(question, reckon(question, [])))


def _told(teller: "_Teller") -> _Counted:
    lines = list(teller.counted())
    return _Counted(lines, [_sentence(line) for line in lines if not line.is_due])


def _sentence(day: ExplainedDay, *, year: bool = False) -> str:
    """Return a line of the reckoning as a sentence with its day."""
    shown = capital(named_day(day.first, year=year))
    text = day.text
    if day.first != day.last:
        shown = f"Từ {named_day(day.first)} đến {named_day(day.last)}"
        text = text.removesuffix(_until(day.last))
    return f"{shown}: {text[:1].lower()}{text[1:]}."


def _until(last: date) -> str:
    return f", đến hết {named_day(last)}"


class _Teller:
    """Tells one reckoning."""

    def __init__(self, question: Question, shown: Reckoning) -> None:
        self.question = question
        self.limit = question.limit
        self.calendar = question.calendar
        self.shown = shown
        first = question.accepted // MINUTES_A_DAY
        self.laid = self.calendar.timeline(first, max(first, shown.due // MINUTES_A_DAY) + 1)
        self.removed = [
            (start // MINUTES_A_DAY, end // MINUTES_A_DAY) for start, end, _ in shown.applied
        ]
        self.due_day = shown.due // MINUTES_A_DAY
        self.month_end = 0
        if self.limit.unit is LimitUnit.MONTH:
            self.month_end = month_end(self._start_day(), self.limit.value, self.removed)

    # The event, and the beginnings anew.

    def beginnings(self) -> list[ExplainedDay]:
        """Return the lines on the acceptance and on each new beginning."""
        bases = [self.question.accepted, *(span.end for span in self.shown.restarted_by)]
        lines = []
        for place, base in enumerate(bases):
            ordinal, minute = divmod(base, MINUTES_A_DAY)
            event = "Tiếp nhận hồ sơ" if place == 0 else "Thời hạn bắt đầu lại từ đầu"
            day = date.fromordinal(ordinal)
            is_last = place == len(bases) - 1
            rule = self._starting_rule(base) if is_last else "sau đó thời hạn được tính lại"
            text = f"{event} lúc {wording.clock(minute)}; {rule}"
            lines.append(ExplainedDay(day, day, None, is_off=False, is_due=False, text=text))
        return lines

    def _starting_rule(self, base: int) -> str:
        if self.limit.unit is LimitUnit.SAME_DAY:
            return self._same_day_rule(base)
        start = self.laid.next_open(base)
        if self.limit.counts_minutes:
            if start == base:
                return f"tính {limit_text(self.limit)} từ lúc này"
            return f"ngoài giờ làm việc nên tính từ {wording.moment(start)}"
        if (
            self.calendar.after_hours is AfterHours.NEXT_SESSION
            and start // MINUTES_A_DAY != base // MINUTES_A_DAY
        ):
            moved = named_day(date.fromordinal(start // MINUTES_A_DAY))
            basis = self.calendar.after_hours_basis
            shown = f" ({basis})" if basis else ""
            return f"ngoài giờ làm việc nên coi như nhận {moved}{shown}, ngày đó không tính"
        return f"ngày này không tính vào thời hạn {limit_text(self.limit)}"

    def _same_day_rule(self, base: int) -> str:
        ordinal, minute = divmod(base, MINUTES_A_DAY)
        if self.shown.applied:
            return "thủ tục giải quyết ngay trong ngày, nếu không bị tạm dừng"
        if self.due_day == ordinal:
            return (
                "trước 15:00 nên giải quyết ngay trong ngày"
                if minute < SAME_DAY_UNTIL
                else ("không quá 15:00 nên giải quyết ngay trong ngày")
            )
        if not self.laid.is_working(ordinal):
            return "ngày này không làm việc nên trả kết quả trong ngày làm việc tiếp theo"
        if minute > SAME_DAY_UNTIL:
            return (
                "sau 15:00, nếu không giải quyết được ngay thì trả kết quả trong ngày "
                "làm việc tiếp theo"
            )
        return "đã hết giờ làm việc nên trả kết quả trong ngày làm việc tiếp theo"

    # Pauses.

    def pauses(self, final: Reckoning) -> Iterator[str]:
        """Return a sentence for each pause, also for one that changes nothing."""
        reached = self.shown if final.open_at is not None else final
        taken = spans(self.question.pauses, until=self.question.as_of)
        for span in taken:
            yield self._pause_sentence(span, reached, final)

    def _pause_sentence(self, span: Span, reached: Reckoning, final: Reckoning) -> str:
        begun = wording.moment(span.start)
        if span.end <= self.question.accepted:
            return f"Lần tạm dừng từ {begun} ở trước khi tiếp nhận nên không tính."
        if span.start >= reached.due:
            return f"Lần tạm dừng từ {begun} bắt đầu sau hạn trả nên không làm đổi ngày hẹn."
        if span.end == NEVER:
            return f"Tạm dừng từ {begun}, chưa kết thúc."
        text = f"Tạm dừng từ {begun} đến {wording.moment(span.end)}"
        if final.open_at is not None and span.end == self.question.as_of:
            text += " (tạm tính)"
        if span.restarts:
            return f"{text}, sau đó thời hạn tính lại từ đầu."
        if span.end <= reached.base:
            return f"{text}, trước khi thời hạn tính lại từ đầu."
        return f"{text}: {self._effect(span, reached.base)}."

    def _effect(self, span: Span, base: int) -> str:
        start = max(span.start, base)
        if self.limit.counts_minutes:
            gone = self.laid_for(span.end).worked_before(span.end)
            gone -= self.laid.worked_before(start)
            return f"{wording.duration(gone)} làm việc trong khoảng này không tính"
        if self.limit.unit is LimitUnit.SAME_DAY:
            return "việc giải quyết trong ngày tính lại từ lúc hết tạm dừng"
        after, upto = start // MINUTES_A_DAY, span.end // MINUTES_A_DAY
        if after == upto:
            return "bắt đầu và kết thúc trong một ngày nên không trừ ngày nào"
        first, last = date.fromordinal(after + 1), date.fromordinal(upto)
        if first == last:
            return f"{named_day(first)} không tính vào thời hạn"
        return f"từ {named_day(first)} đến hết {named_day(last)} không tính vào thời hạn"

    def laid_for(self, instant: int) -> "Timeline":
        """Return the arrays, laid out as far as ``instant``."""
        first = self.question.accepted // MINUTES_A_DAY
        return self.calendar.timeline(first, instant // MINUTES_A_DAY)

    # The count itself.

    def counted(self) -> Iterator[ExplainedDay]:
        """Return the lines of the count, the due day last."""
        if self.limit.counts_minutes:
            yield from self._hours()
        else:
            yield from self._whole_days()

    def _whole_days(self) -> Iterator[ExplainedDay]:
        start_day = self._start_day()
        lines: list[ExplainedDay] = []
        number = 0
        for ordinal in range(start_day + 1, self.due_day):
            line = self._day_before(ordinal, number)
            number = line.number or number
            lines.append(line)
        yield from _shortened(lines, self.limit.value)
        yield self._due_line(number)

    def _start_day(self) -> int:
        base = self.shown.base
        if self.limit.unit is LimitUnit.SAME_DAY and self.shown.applied:
            base = self.shown.applied[0].start
        if self.calendar.after_hours is AfterHours.NEXT_SESSION:
            return self.laid.next_open(base) // MINUTES_A_DAY
        return base // MINUTES_A_DAY

    def _day_before(self, ordinal: int, number: int) -> ExplainedDay:
        day = date.fromordinal(ordinal)
        if any(after < ordinal <= upto for after, upto in self.removed):
            return ExplainedDay(
                day, day, None, is_off=True, is_due=False, text="Tạm dừng, không tính"
            )
        unit = self.limit.unit
        is_working = self.laid.is_working(ordinal)
        if unit is LimitUnit.WORKING_DAY and is_working and number < self.limit.value:
            text = f"{self._makeup(day)}ngày làm việc {wording.ordinal(number + 1)}"
            return ExplainedDay(
                day, day, number + 1, is_off=False, is_due=False, text=capital(text)
            )
        if unit is LimitUnit.CALENDAR_DAY and number < self.limit.value:
            text = f"Ngày {wording.ordinal(number + 1)}"
            if number + 1 == self.limit.value and not is_working:
                text += f", {self._fallen(day)}"
            return ExplainedDay(day, day, number + 1, is_off=False, is_due=False, text=text)
        if unit is LimitUnit.MONTH and ordinal <= self.month_end:
            text = "Trong thời hạn"
            if ordinal == self.month_end:
                text = f"Đủ {limit_text(self.limit)}, {self._fallen(day)}"
            return ExplainedDay(day, day, None, is_off=False, is_due=False, text=text)
        if is_working:
            text = "Ngày làm việc, hồ sơ đang tạm dừng khi hết giờ"
            return ExplainedDay(day, day, None, is_off=False, is_due=False, text=text)
        text = capital(self._reason(day))
        return ExplainedDay(day, day, None, is_off=True, is_due=False, text=text)

    def _fallen(self, day: date) -> str:
        return f"{_FALLEN} ({self._reason(day)}) nên lùi sang ngày làm việc tiếp theo"

    def _reason(self, day: date) -> str:
        note = self.calendar.day_note(day)
        if note is not None and note.kind is DayKind.HOLIDAY:
            return note.title if note.title.startswith("Nghỉ") else f"nghỉ lễ: {note.title}"
        return "nghỉ cuối tuần" if day.weekday() > 4 else "ngày không làm việc"  # noqa: PLR2004

    def _makeup(self, day: date) -> str:
        note = self.calendar.day_note(day)
        if note is not None and note.kind is DayKind.MAKEUP:
            return f"{note.title}: "
        return ""

    def _due_line(self, number: int) -> ExplainedDay:
        day = date.fromordinal(self.due_day)
        close = wording.clock(self.shown.due % MINUTES_A_DAY)
        counted: int | None = None
        if self.limit.unit in {LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY}:
            counted = number + 1 if number < self.limit.value else None
        text = f"Hẹn trả kết quả, chậm nhất {close}"
        return ExplainedDay(day, day, counted, is_off=False, is_due=True, text=text)

    def _hours(self) -> Iterator[ExplainedDay]:
        lines: list[ExplainedDay] = []
        total = 0
        base = self.shown.base
        for ordinal in range(base // MINUTES_A_DAY, self.due_day + 1):
            day = date.fromordinal(ordinal)
            minutes = self._counted_minutes(ordinal, base)
            total += minutes
            is_due = ordinal == self.due_day
            if minutes:
                counted, reached = wording.duration(minutes), wording.duration(total)
                text = f"Tính {counted} làm việc, cộng lại {reached}"
                if is_due:
                    close = wording.clock(self.shown.due % MINUTES_A_DAY)
                    text = f"{text}. Hẹn trả kết quả, chậm nhất {close}"
                lines.append(ExplainedDay(day, day, None, is_off=False, is_due=is_due, text=text))
            elif not self.laid.is_working(ordinal):
                text = capital(self._reason(day))
                lines.append(ExplainedDay(day, day, None, is_off=True, is_due=False, text=text))
            elif ordinal != base // MINUTES_A_DAY:
                text = "Tạm dừng, không tính"
                lines.append(ExplainedDay(day, day, None, is_off=True, is_due=False, text=text))
        yield from _shortened(lines, 0)

    def _counted_minutes(self, ordinal: int, base: int) -> int:
        first = max(base, ordinal * MINUTES_A_DAY)
        last = min(self.shown.due, (ordinal + 1) * MINUTES_A_DAY)
        counted = self.laid.worked_before(last) - self.laid.worked_before(first)
        for start, end, _ in self.shown.applied:
            low, high = max(start, first), min(end, last)
            if low < high:
                counted -= self.laid.worked_before(high) - self.laid.worked_before(low)
        return counted

    # The end.

    def ending(self, final: Reckoning) -> list[str]:
        """Return the last sentences; the very last names the date."""
        promised = wording.moment(self.shown.due, year=True)
        if final.open_at is None:
            return [f"Hẹn trả kết quả chậm nhất {promised}."]
        if self.question.as_of is None:
            return [
                "Hồ sơ đang tạm dừng nên chưa có ngày hẹn trả; ngày hẹn tính khi hết tạm dừng."
            ]
        as_of = wording.moment(self.question.as_of, year=True)
        return [
            "Hồ sơ đang tạm dừng nên chưa có ngày hẹn trả.",
            f"Nếu hết tạm dừng lúc {as_of} thì hẹn trả kết quả chậm nhất {promised}.",
        ]


def _shortened(lines: Sequence[ExplainedDay], counted: int) -> Iterator[ExplainedDay]:
    """Join days off in a row, and counted days too where there are many."""
    pending: list[ExplainedDay] = []
    for line in lines:
        if pending and not _is_alike(pending[-1], line, counted):
            yield _joined(pending)
            pending = []
        pending.append(line)
    if pending:
        yield _joined(pending)


def _is_alike(earlier: ExplainedDay, later: ExplainedDay, counted: int) -> bool:
    if earlier.is_due or later.is_due:
        return False
    if earlier.number is not None and later.number is not None:
        is_plain = later.text.startswith("Ngày") and _FALLEN not in later.text
        return counted > _LINES_A_LIMIT and is_plain
    return earlier.text == later.text


def _joined(lines: Sequence[ExplainedDay]) -> ExplainedDay:
    first, last = lines[0], lines[-1]
    if len(lines) == 1:
        return first
    text = first.text
    if first.number is not None and last.number is not None:
        word = "Ngày làm việc" if "làm việc" in first.text else "Ngày"
        text = f"{word} {wording.ordinal(first.number)} đến {wording.ordinal(last.number)}"
    elif not text.startswith("Trong thời hạn"):
        text += _until(last.last)
    return replace(first, last=last.last, number=last.number, text=text)
