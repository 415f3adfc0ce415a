"""Why an index rose or fell: one period held against another, item by item. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from motcua.indicators.index766.items import Item
from motcua.indicators.index766.scoring import ItemScore, Score, Tally, points_of


@dataclass(frozen=True, slots=True)
class Change:
    """An item that has other points than in the period before; both are known."""

    now: ItemScore
    before: ItemScore

    @property
    def item(self) -> Item:
        """Return what it is of."""
        return self.now.item

    @property
    def points(self) -> Decimal:
        """Return how many points more, or fewer."""
        assert self.now.points is not None  # noqa: S101 - see changes()
        assert self.before.points is not None  # noqa: S101
        return self.now.points - self.before.points

    @property
    def size(self) -> Decimal:
        """Return the same without its sign."""
        return abs(self.points)

    @property
    def lacking(self) -> int:
        """Return how many of the whole are not of the part now."""
        tally = self.now.tally
        return tally.whole - tally.part if tally is not None else 0

    @property
    def to_catch_up(self) -> int | None:
        """Return how many more would bring as many points as before; None: not even all."""
        tally, before = self.now.tally, self.before.points
        if tally is None or before is None:
            return None
        low, high = 0, tally.whole - tally.part
        if self._with(tally, high) < before:
            return None
        while low < high:
            middle = (low + high) // 2
            if self._with(tally, middle) >= before:
                high = middle
            else:
                low = middle + 1
        return low

    def _with(self, tally: Tally, more: int) -> Decimal:
        return points_of(self.now.rule, Tally(tally.part + more, tally.whole), self.now.factor)


@dataclass(frozen=True, slots=True)
class Compared:
    """What lost, what won, the greatest first; what is known in one of the periods alone."""

    lost: tuple[Change, ...]
    won: tuple[Change, ...]
    known_in_one: tuple[Item, ...]


def compared(now: Score, before: Score) -> Compared:
    """Return the items by what they have changed."""
    found = list(_changes(now, before))
    in_order = sorted(found, key=lambda one: (-one.size, one.item.number))
    return Compared(
        lost=tuple(one for one in in_order if one.points < 0),
        won=tuple(one for one in in_order if one.points > 0),
        known_in_one=tuple(
            one.item
            for one in now.items
            if (one.points is None) is not (before.of(one.item.key).points is None)
        ),
    )


def _changes(now: Score, before: Score) -> Iterator[Change]:
    for one in now.items:
        other = before.of(one.item.key)
        if one.points is not None and other.points is not None and one.points != other.points:
            yield Change(one, other)
