"""Leaving out what is rare: no published combination is of fewer than five dossiers. Pure.

Rows are counted cells. What could tell whose dossier it was (``quasi``, from the coarsest to the
finest) is kept only as far as at least ``k`` dossiers share it; from there on it is blanked.
What came of the dossier (``measures``) is never changed, and no dossier is lost: so every sum
over what is left is the true one.

It is done from the coarse to the fine. A group of at least ``k`` is split by its next column;
parts that are too small are put together, and where they are too small even together, the
smallest other parts join them. The rest of what they could tell is blanked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""Below it a combination is rare."""
BLANK: Final = "*"
"""What stands for a value that is not told."""


@dataclass(frozen=True, slots=True)
class Cell:
    """So many dossiers that are alike in all that is published of them."""

    quasi: tuple[str, ...]
    measures: tuple[str, ...]
    count: int


def without_rare(cells: Iterable[Cell], least: int = LEAST) -> list[Cell]:
    """Return the cells with rare combinations blanked, in order; none if all are too few.

    All cells have equally many columns. The result does not depend on the order given.
    """
    given = sorted(cells, key=lambda cell: (cell.quasi, cell.measures))
    if sum(cell.count for cell in given) < least:
        return []
    found: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for cell in _split(given, 0, least):
        found[cell.quasi, cell.measures] += cell.count
    return [Cell(quasi, measures, count) for (quasi, measures), count in sorted(found.items())]


def _split(cells: Sequence[Cell], level: int, least: int) -> Iterator[Cell]:
    """Yield the cells of one group of at least ``least``, told apart by ``level`` and beyond."""
    if not cells or level == len(cells[0].quasi):
        yield from cells
        return
    parts: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        parts[cell.quasi[level]].append(cell)
    rare = _rare({key: sum(cell.count for cell in part) for key, part in parts.items()}, least)
    for key, part in parts.items():
        if key in rare:
            yield from (_blanked(cell, level) for cell in part)
        else:
            yield from _split(part, level + 1, least)


def _rare(sizes: dict[str, int], least: int) -> set[str]:
    """Return the parts that are not told apart: together they are none, or at least ``least``."""
    by_size = sorted(sizes, key=lambda key: (sizes[key], key))
    rare: set[str] = set()
    together = 0
    for key in by_size:
        if sizes[key] >= least and (not rare or together >= least):
            break
        rare.add(key)
        together += sizes[key]
    return rare


def _blanked(cell: Cell, level: int) -> Cell:
    kept = cell.quasi[:level]
    blank = (BLANK,) * (len(cell.quasi) - level)
    return Cell(kept + blank, cell.measures, cell.count)
