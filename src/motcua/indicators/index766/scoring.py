"""From counts to points, classes, ranks, and what would raise them most. Pure.

Shares are fractions until the last moment: points are ``min(max, max × share / full)``,
rounded to two places, halves up. What is not known has no points, which is not none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Final, Generic, TypeVar

from motcua.indicators.index766.items import BY_KEY, GROUPS, ITEMS, Item
from motcua.indicators.index766.versions import ALL_POINTS, CLASSES, WHOLE, Formula, ItemRule
from motcua.indicators.rates import Rate

_CENT: Final = Decimal("0.01")
_NOTHING: Final = Decimal("0.00")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """So much of so much; ``source`` is what an administrator entered it from, "" if counted."""

    part: int
    whole: int
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} of {self.whole} is no share")

    def rate(self, least: int) -> Rate:
        """Return it as a rate that names no share below ``least``."""
        return Rate(self.part, self.whole, least)

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        sources = dict.fromkeys(source for source in (self.source, other.source) if source)
        return Tally(self.part + other.part, self.whole + other.whole, "; ".join(sources))


Tallies = Mapping[str, Tally]
"""By item; one that is not known is missing."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What ``count`` more would bring: ``points`` more, and whether nothing is lost then."""

    count: int
    points: Decimal
    is_full: bool


@dataclass(frozen=True, slots=True)
class ItemScore:
    """An item's points with what they rest on; both None where it is not known."""

    item: Item
    rule: ItemRule
    tally: Tally | None
    points: Decimal | None
    factor: Fraction = Fraction(1)

    @property
    def lost(self) -> Decimal:
        """Return how many points are missing; none where it is not known."""
        return self.rule.max - self.points if self.points is not None else _NOTHING

    @property
    def gain(self) -> Gain | None:
        """Return the least that would bring all points, or all that can be brought."""
        if self.tally is None or self.points is None or not self.lost or not self.tally.whole:
            return None
        tally = self.tally
        count = min(_to_be_full(self.rule, tally, self.factor), tally.whole - tally.part)
        if not count:
            return None
        after = points_of(self.rule, Tally(tally.part + count, tally.whole), self.factor)
        if after == self.points:
            return None
        return Gain(count, after - self.points, after == self.rule.max)


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The points of a group, and of how many measured ones."""

    key: str
    name: str
    points: Decimal
    attainable: Decimal
    max: Decimal
    items: tuple[ItemScore, ...]

    @property
    def is_known(self) -> bool:
        """Say whether any item of it is known."""
        return any(one.points is not None for one in self.items)


@dataclass(frozen=True, slots=True)
class Score:
    """The index of one unit in one period."""

    formula: Formula
    items: tuple[ItemScore, ...]

    @property
    def points(self) -> Decimal:
        """Return the sum of the points, as anybody adds them up."""
        return sum((one.points for one in self.items if one.points is not None), _NOTHING)

    @property
    def attainable(self) -> Decimal:
        """Return what the items that are known are worth."""
        return sum((one.rule.max for one in self.items if one.points is not None), _NOTHING)

    @property
    def value(self) -> Decimal:
        """Return the index: of a hundred."""
        if not self.formula.scales_missing:
            return self.points
        if not self.attainable:
            return _NOTHING
        return _rounded(Fraction(self.points) * WHOLE / Fraction(self.attainable))

    @property
    def klass(self) -> str:
        """Return the class that the index falls in."""
        bounds = zip(CLASSES[:-1], self.formula.classes, strict=True)
        return next((name for name, bound in bounds if self.value >= bound), CLASSES[-1])

    @property
    def is_whole(self) -> bool:
        """Say whether every item is known."""
        return self.attainable == ALL_POINTS

    @property
    def groups(self) -> list[GroupScore]:
        """Return the points of each group."""
        return [self._group(key, name) for key, name in GROUPS.items()]

    @property
    def gains(self) -> list[tuple[ItemScore, Gain]]:
        """Return what would raise it, what brings most first."""
        found = [(one, gain) for one in self.items if (gain := one.gain) is not None]
        return sorted(found, key=lambda pair: (-pair[1].points, pair[0].item.number))

    @property
    def unknown(self) -> list[ItemScore]:
        """Return the items that are not known."""
        return [one for one in self.items if one.points is None]

    def of(self, key: str) -> ItemScore:
        """Return the score of the item called ``key``."""
        return next(one for one in self.items if one.item.key == key)

    def _group(self, key: str, name: str) -> GroupScore:
        items = tuple(one for one in self.items if one.item.group == key)
        known = [one for one in items if one.points is not None]
        return GroupScore(
            key,
            name,
            points=sum((one.points for one in known if one.points is not None), _NOTHING),
            attainable=sum((one.rule.max for one in known), _NOTHING),
            max=self.formula.of_group(key),
            items=items,
        )


def points_of(rule: ItemRule, tally: Tally, factor: Fraction = Fraction(1)) -> Decimal:
    """Return the points for ``tally``; of nothing, what the rule says."""
    if not tally.whole:
        return rule.max if rule.none_is_full else _NOTHING
    share = Fraction(tally.part, tally.whole) * factor * WHOLE / rule.full
    return _rounded(Fraction(rule.max) * min(share, Fraction(1)))


def score_of(formula: Formula, tallies: Tallies) -> Score:
    """Return the index for what was counted."""
    return Score(formula, tuple(_scored(item, formula, tallies) for item in ITEMS))


def together(all_tallies: Iterable[Tallies]) -> dict[str, Tally]:
    """Return the counts of several units as of one."""
    found: dict[str, Tally] = {}
    for tallies in all_tallies:
        for key, tally in tallies.items():
            found[key] = found[key] + tally if key in found else tally
    return found


@dataclass(frozen=True, slots=True)
class Rank(Generic[Key]):
    """Who stands where; several of the same value stand at the same place."""

    place: int
    key: Key
    value: Decimal
    is_shared: bool


def ranked(values: Sequence[tuple[Key, Decimal]]) -> list[Rank[Key]]:
    """Return places, the greatest value first: 1, 2, 2, 4. Equals stay in their order."""
    held = [value for _key, value in values]
    return [
        Rank(1 + sum(other > value for other in held), key, value, held.count(value) > 1)
        for key, value in sorted(values, key=lambda pair: -pair[1])
    ]


def _scored(item: Item, formula: Formula, tallies: Tallies) -> ItemScore:
    rule, tally = formula.items[item.key], tallies.get(item.key)
    if tally is None:
        return ItemScore(item, rule, None, None)
    multiplied = tallies.get(rule.times) if rule.times else None
    factor = Fraction(1)
    if multiplied is not None and multiplied.whole:
        factor = Fraction(multiplied.part, multiplied.whole)
    return ItemScore(item, rule, tally, points_of(rule, tally, factor), factor)


def _to_be_full(rule: ItemRule, tally: Tally, factor: Fraction) -> int:
    if not factor:
        return tally.whole - tally.part
    return ceil(Fraction(rule.full, WHOLE) / factor * tally.whole) - tally.part


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_CENT, ROUND_HALF_UP)


assert set(BY_KEY) == {item.key for item in ITEMS}  # noqa: S101 - no key twice
