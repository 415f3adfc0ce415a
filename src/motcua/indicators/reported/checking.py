"""Whether a published report adds up. Pure.

What is not given is not checked and is no fault; what is given must agree with the rest. Figures
are compared exactly, percentages as they are printed: rounded to the last digit, or cut off
after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from motcua.indicators.reported.figures import COUNTS, PERCENTS, Denominator, Stated

VERSION: Final = 1
"""Of the rules here; pages name it."""
_HUNDRED: Final = 100
_TEN: Final = 10
_ROUNDED_NUMBERS: Final = 2


class Kind(StrEnum):
    """What does not agree."""

    SUM = "sum"
    ROUNDED_SUM = "rounded-sum"
    LEFT_OVER = "left-over"
    PART = "part"
    PERCENT = "percent"
    DENOMINATOR = "denominator"
    SHARES = "shares"
    RANGE = "range"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree: in plain words, and which figures it is about."""

    kind: Kind
    sentence: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A printed percentage, counted again. ``of`` is None where nothing given fits it."""

    key: str
    printed: Decimal
    part: int
    whole: int
    of: Denominator | None
    is_stated: bool

    @property
    def exact(self) -> float:
        """Return the percentage as it comes out."""
        return self.part / self.whole * _HUNDRED


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, what was counted again, and which percentages could not be checked."""

    findings: tuple[Finding, ...]
    recomputed: tuple[Recomputed, ...]
    unchecked: tuple[str, ...]


# The parts, and what they should make: the first of several is the one named.
_SUMS: Final[Sequence[tuple[tuple[str, ...], tuple[str, ...]]]] = (
    (("early", "on_time", "late"), ("resolved", "due")),
    (("early_on_time", "late"), ("resolved", "due")),
    (("early", "on_time"), ("early_on_time",)),
    (("received", "carried_over"), ("workload",)),
    (("online", "direct"), ("received", "total")),
    (("in_progress_not_due", "in_progress_overdue"), ("in_progress",)),
)
# A part, and what it cannot be larger than: all of those that are given.
_PARTS: Final[Sequence[tuple[str, tuple[str, ...]]]] = (
    ("early_on_time", ("resolved", "due", "workload")),
    ("early", ("early_on_time", "resolved", "due")),
    ("on_time", ("early_on_time", "resolved", "due")),
    ("late", ("resolved", "due", "workload")),
    ("online", ("received", "total")),
    ("direct", ("received", "total")),
    ("received", ("workload",)),
    ("carried_over", ("workload",)),
    ("resolved", ("workload",)),
    ("in_progress", ("workload",)),
    ("in_progress_not_due", ("in_progress",)),
    ("in_progress_overdue", ("in_progress",)),
    ("digitized_in", ("digitized_in_total",)),
    ("digitized_out", ("digitized_out_total",)),
)
_NUMERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    "reported_ontime_pct": ("early_on_time", "early", "on_time"),
    "reported_early_pct": ("early",),
    "reported_on_time_pct": ("on_time",),
    "reported_late_pct": ("late",),
}
_WHOLES: Final = (
    ("reported_ontime_pct", "reported_late_pct"),
    ("reported_early_pct", "reported_on_time_pct", "reported_late_pct"),
)
_USUAL: Final = (Denominator.RECEIVED, Denominator.RESOLVED, Denominator.DUE)
"""What a percentage is usually of."""
_GROWING: Final = (
    *("received", "online", "direct", "resolved", "early_on_time", "early", "on_time", "late"),
    *("returned_withdrawn", "paid_online", "digitized_in", "digitized_out"),
)
"""Counts that a longer period has at least as many of as each shorter one within it."""


def check(stated: Stated) -> Checked:
    """Return what does not agree in a report, and what came out where it was counted again."""
    findings: list[Finding] = [*_ranges(stated), *_period(stated)]
    summed = list(_sums(stated))
    findings += summed
    told = {name for finding in summed for name in finding.figures}
    findings += [one for one in _parts(stated.counts) if not set(one.figures) <= told]
    findings += _left_over(stated.counts)
    recomputed, faults, unchecked = _percents(stated)
    findings += faults
    findings += _shares(stated.percents)
    return Checked(tuple(findings), tuple(recomputed), tuple(unchecked))


def smaller_than(longer: Stated, shorter: Stated, name: str) -> list[Finding]:
    """Return where a report has fewer of something than one, called ``name``, within its period.

    Both are of the same body. Nothing where a period is not given or does not lie within.
    """
    days = (longer.first, shorter.first, shorter.last, longer.last)
    first, inner_first, inner_last, last = days
    if first is None or inner_first is None or inner_last is None or last is None:
        return []
    if (first, last) == (
        inner_first,
        inner_last,
    ) or not first <= inner_first <= inner_last <= last:
        return []
    return [
        Finding(
            Kind.PERIOD,
            f"{COUNTS[key]}: cả kỳ ghi {_n(longer.counts[key])}, ít hơn {_n(shorter.counts[key])} "
            f"của {name} nằm trong kỳ ấy.",
            (key,),
        )
        for key in _GROWING
        if key in longer.counts
        and key in shorter.counts
        and longer.counts[key] < shorter.counts[key]
    ]


def _ranges(stated: Stated) -> Iterator[Finding]:
    for key, count in stated.counts.items():
        if count < 0:
            yield Finding(Kind.RANGE, f"{COUNTS[key]} không thể là số âm ({_n(count)}).", (key,))
    for key, percent in stated.percents.items():
        if not 0 <= percent <= _HUNDRED:
            yield Finding(
                Kind.RANGE,
                f"{PERCENTS[key]} phải từ 0 đến 100 %, báo cáo ghi {_p(percent)} %.",
                (key,),
            )


def _period(stated: Stated) -> Iterator[Finding]:
    if stated.first and stated.last and stated.last < stated.first:
        yield Finding(
            Kind.PERIOD,
            f"Ngày cuối kỳ {stated.last:%d/%m/%Y} đứng trước ngày đầu {stated.first:%d/%m/%Y}.",
            ("period_start", "period_end"),
        )


def _sums(stated: Stated) -> Iterator[Finding]:
    counts = stated.counts
    for parts, wholes in _SUMS:
        given = [whole for whole in _stated_first(wholes, stated.denominator) if whole in counts]
        if not given or any(part not in counts for part in parts):
            continue
        total = sum(counts[part] for part in parts)
        if total in {counts[whole] for whole in given}:
            continue
        yield _sum_finding(counts, parts, given[0], total)


def _stated_first(wholes: Sequence[str], denominator: Denominator | None) -> list[str]:
    return sorted(wholes, key=lambda whole: whole != denominator)


def _sum_finding(
    counts: Mapping[str, int], parts: Sequence[str], whole: str, total: int
) -> Finding:
    off = abs(total - counts[whole])
    words = (
        f"{' + '.join(COUNTS[part] for part in parts)}: "
        f"{' + '.join(_n(counts[part]) for part in parts)} = {_n(total)}, "
        f"báo cáo ghi {COUNTS[whole].lower()} {_n(counts[whole])}, lệch {_n(off)}"
    )
    figures = (*parts, whole)
    rounded = [counts[name] for name in figures if counts[name] and not counts[name] % _TEN]
    unit = min((_unit(number) for number in rounded), default=0)
    if len(rounded) >= _ROUNDED_NUMBERS and off * 2 <= unit * len(rounded):
        return Finding(
            Kind.ROUNDED_SUM, f"{words}; có số đã làm tròn, nên có thể chỉ vì vậy.", figures
        )
    return Finding(Kind.SUM, f"{words}.", figures)


def _unit(number: int) -> int:
    """Return the power of ten that a count ends with: 10 for 8980, 1000 for 730000 at most."""
    unit = 1
    while unit < _HUNDRED * _TEN and not number % (unit * _TEN):
        unit *= _TEN
    return unit


def _parts(counts: Mapping[str, int]) -> Iterator[Finding]:
    for part, wholes in _PARTS:
        given = [whole for whole in wholes if whole in counts]
        if part not in counts or not given:
            continue
        whole = max(given, key=lambda name: counts[name])
        if counts[part] > counts[whole]:
            yield Finding(
                Kind.PART,
                f"{COUNTS[part]} {_n(counts[part])} nhiều hơn {COUNTS[whole].lower()} "
                f"{_n(counts[whole])}.",
                (part, whole),
            )


def _left_over(counts: Mapping[str, int]) -> Iterator[Finding]:
    """Say where what came in, less what was settled, is not what is still in hand."""
    if "resolved" not in counts or "in_progress" not in counts:
        return
    words, whole, is_all = _brought_in(counts)
    if whole is None:
        return
    left = whole - counts["resolved"]
    given_back = counts.get("returned_withdrawn", 0)
    missing = left - counts["in_progress"]
    # Where nobody says what was carried over, there may be more in hand, but never fewer.
    agrees = missing in {0, given_back} if is_all else missing <= given_back
    if agrees:
        return
    yield Finding(
        Kind.LEFT_OVER,
        f"{words} {_n(whole)} − đã giải quyết {_n(counts['resolved'])} = {_n(left)}, "
        f"báo cáo ghi đang giải quyết {_n(counts['in_progress'])}, lệch {_n(abs(missing))}.",
        ("resolved", "in_progress"),
    )


def _brought_in(counts: Mapping[str, int]) -> tuple[str, int | None, bool]:
    """Return what there was to settle: in words, how many, and whether that is all of it."""
    if "workload" in counts:
        return COUNTS["workload"], counts["workload"], True
    if "received" in counts and "carried_over" in counts:
        return (
            f"Tiếp nhận {_n(counts['received'])} + kỳ trước {_n(counts['carried_over'])} =",
            counts["received"] + counts["carried_over"],
            True,
        )
    if "total" in counts:
        return COUNTS["total"], counts["total"], True
    return COUNTS["received"], counts.get("received"), False


def _percents(stated: Stated) -> tuple[list[Recomputed], list[Finding], list[str]]:
    recomputed: list[Recomputed] = []
    findings: list[Finding] = []
    unchecked: list[str] = []
    for key, printed in stated.percents.items():
        found = _recomputed(key, printed, stated)
        if found is None:
            unchecked.append(f"{PERCENTS[key]} {_p(printed)} %")
            continue
        recomputed.append(found)
        if not (found.is_stated and found.of is not None):
            findings += _percent_finding(found, stated)
    return recomputed, findings, unchecked


def _recomputed(key: str, printed: Decimal, stated: Stated) -> Recomputed | None:
    """Return the percentage counted again; None where it cannot be.

    Where the report does not say what it is of, or does not give that, any denominator that it
    gives may fit; that none does is a fault only where all usual ones are given.
    """
    counts = stated.counts
    part = _numerator(key, counts)
    given = [one for one in Denominator if counts.get(one.value, 0) > 0]
    if part is None or not given:
        return None
    told = stated.denominator if stated.denominator in given else None
    fitting = [one for one in given if _fits(printed, part, counts[one.value])]
    if told is not None and told in fitting:
        return Recomputed(key, printed, part, counts[told.value], told, is_stated=True)
    if fitting:
        of = fitting[0]
        is_stated = stated.denominator is None
        return Recomputed(key, printed, part, counts[of.value], of, is_stated=is_stated)
    if told is None and not set(_USUAL) <= set(given):
        return None
    nearest = told or min(
        given, key=lambda one: abs(Fraction(printed) - _share(part, counts[one.value]))
    )
    return Recomputed(key, printed, part, counts[nearest.value], None, is_stated=told is not None)


def _numerator(key: str, counts: Mapping[str, int]) -> int | None:
    first, *both = _NUMERATORS[key]
    if first in counts:
        return counts[first]
    if both and all(one in counts for one in both):
        return sum(counts[one] for one in both)
    return None


def _percent_finding(found: Recomputed, stated: Stated) -> Iterator[Finding]:
    name = PERCENTS[found.key]
    divided = f"{_n(found.part)}/{_n(found.whole)} = {_p(round(Decimal(found.exact), 3))} %"
    if found.of is not None and stated.denominator is not None:
        yield Finding(
            Kind.DENOMINATOR,
            f"{name} {_p(found.printed)} % không phải tính trên {stated.denominator.label} như "
            f"báo cáo nói, mà trên {found.of.label}: {divided}.",
            (found.key, found.of.value),
        )
    elif found.of is None:
        tail = "" if found.is_stated else "; không mẫu số nào trong báo cáo cho ra số ấy"
        yield Finding(
            Kind.PERCENT,
            f"{name}: {divided}, báo cáo ghi {_p(found.printed)} %{tail}.",
            (found.key,),
        )


def _shares(percents: Mapping[str, Decimal]) -> Iterator[Finding]:
    for names in _WHOLES:
        if any(name not in percents for name in names):
            continue
        total = sum((Fraction(percents[name]) for name in names), Fraction(0))
        slack = sum((_step(percents[name]) for name in names), Fraction(0)) / 2
        if abs(total - _HUNDRED) > slack:
            told = Decimal(total.numerator) / Decimal(total.denominator)
            yield Finding(
                Kind.SHARES,
                f"{' + '.join(_p(percents[name]) for name in names)} = {_p(told)} %, "
                "các phần phải cộng lại thành 100 %.",
                names,
            )


def _fits(printed: Decimal, part: int, whole: int) -> bool:
    """Say whether part of whole is printed so: rounded at the last digit, or cut off there."""
    off = _share(part, whole) - Fraction(printed)
    step = _step(printed)
    return abs(off) * 2 <= step or 0 <= off < step


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part * _HUNDRED, whole)


def _step(printed: Decimal) -> Fraction:
    """Return what the last printed digit is worth; noughts at the end are not told apart."""
    exponent = printed.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - a number, neither infinite nor none
    return Fraction(1, _TEN ** max(-exponent, 0))


def _n(count: int) -> str:
    """Return a count as people write it: 635.593."""
    return f"{count:,}".replace(",", ".")


def _p(percent: Decimal) -> str:
    """Return a percentage as people write it: 99,74."""
    text = f"{percent:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def in_words(findings: Iterable[Finding]) -> list[str]:
    """Return the sentences alone, in order."""
    return [one.sentence for one in findings]
