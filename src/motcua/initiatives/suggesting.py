"""Who should try what: units that are weak where a model is strong, and about as large. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

MOST: Final = 8
LEAST_GAP: Final = 0.03
"""Three points: less is within what chance does."""
SIZES_APART: Final = 3.0
"""A unit three times as large has other worries."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit as a figure knows it: ``part`` of ``whole``. ``kind`` is commune or department."""

    key: int
    kind: str
    part: int
    whole: int

    @property
    def share(self) -> float:
        """Return the share; of nothing it is none."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that could gain: by so many points, which would be so many dossiers."""

    key: int
    share: float
    gap: float
    gain: int
    whole: int


def suggested(
    origin: Candidate, others: Iterable[Candidate], *, taken: Collection[int], least: int
) -> list[Suggestion]:
    """Return who should try what works at ``origin``, whoever would gain most first.

    Nobody who has it already (``taken``), nobody of whom fewer than ``least`` are counted, and
    nobody when the origin itself has too few to be called strong.
    """
    if origin.whole < max(least, 1):
        return []
    found = []
    for one in others:
        if one.key == origin.key or one.key in taken or one.kind != origin.kind:
            continue
        if one.whole < max(least, 1) or not _is_near(one.whole, origin.whole):
            continue
        gap = origin.share - one.share
        if gap >= LEAST_GAP:
            found.append(Suggestion(one.key, one.share, gap, round(gap * one.whole), one.whole))
    return sorted(found, key=lambda one: (-one.gain, -one.gap, one.key))[:MOST]


def _is_near(one: int, other: int) -> bool:
    return max(one, other) <= SIZES_APART * min(one, other)
