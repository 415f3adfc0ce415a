"""A map of equal tiles: one for each unit, its class told by a letter as well as by a shade."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ACROSS: Final = 3
WIDTH: Final = 60
HEIGHT: Final = 32
GAP: Final = 4
UNKNOWN: Final = 0
LETTERS: Final = ("–", "A", "B", "C", "D")
"""Of the classes 0 to 4; the last is the worst."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a tile is of: its name, its share in [0, 1] (None: too little), how it is written."""

    name: str
    share: float | None
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile on the sheet."""

    x: int
    y: int
    klass: int
    letter: str
    words: str
    title: str

    @property
    def middle(self) -> float:
        """Return where its words stand."""
        return self.x + WIDTH / 2


@dataclass(frozen=True, slots=True)
class TileMap:
    """The tiles of one group of units."""

    tiles: tuple[Tile, ...]
    height: int
    width: int = ACROSS * WIDTH + (ACROSS - 1) * GAP
    tile_width: int = WIDTH
    tile_height: int = HEIGHT


def class_of(share: float | None, bounds: Sequence[float]) -> int:
    """Return the class of a share: 1 from the first bound on, and so down to the last, below."""
    if share is None:
        return UNKNOWN
    return next((n for n, bound in enumerate(bounds, start=1) if share >= bound), len(bounds) + 1)


def tile_map(units: Sequence[Unit], bounds: Sequence[float]) -> TileMap:
    """Lay the tiles of ``units`` out in their order; ``bounds`` fall from the best class on."""
    tiles = []
    for number, unit in enumerate(units):
        row, column = divmod(number, ACROSS)
        klass = class_of(unit.share, bounds)
        tiles.append(
            Tile(
                x=column * (WIDTH + GAP),
                y=row * (HEIGHT + GAP),
                klass=klass,
                letter=LETTERS[klass],
                words=unit.words,
                title=f"{unit.name}: {unit.said}",
            )
        )
    rows = -(-len(tiles) // ACROSS)
    return TileMap(tuple(tiles), max(rows * (HEIGHT + GAP) - GAP, 0))
