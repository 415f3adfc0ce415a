"""Every figure that is closed day by day, in the order of pages."""

from typing import Final

from motcua.indicators import guiding, hearing, reform, satisfaction, waiting
from motcua.indicators.closed.definitions import Definition

ALL: Final[tuple[Definition, ...]] = (
    *satisfaction.DEFINITIONS,
    *hearing.DEFINITIONS,
    *guiding.DEFINITIONS,
    *waiting.DEFINITIONS,
    *reform.DEFINITIONS,
)


def definition(key: str) -> Definition:
    """Return the figure called ``key``. Raises KeyError."""
    return {one.key: one for one in ALL}[key]
