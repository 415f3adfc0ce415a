"""How far a share can be trusted, and how many must be asked. Pure."""

from math import ceil, sqrt
from typing import Final

NORMAL_95: Final = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of the share ``part / whole``, both bounds in [0, 1].

    Wilson's score interval (E. B. Wilson, 1927): honest at few answers and at 0 or 100 %, where
    the textbook's interval has no width at all. Raises ValueError unless 0 <= part <= whole, and
    whole > 0.
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"no share: {part} of {whole}")
    square = NORMAL_95**2
    share = part / whole
    centre = (share + square / (2 * whole)) / (1 + square / whole)
    spread = share * (1 - share) / whole + square / (4 * whole * whole)
    reach = NORMAL_95 * sqrt(spread) / (1 + square / whole)
    # Exact at the ends, where rounding would leave a hair.
    low = 0.0 if part == 0 else max(0.0, centre - reach)
    high = 1.0 if part == whole else min(1.0, centre + reach)
    return low, high


def sample_size(population: int, margin: float = 0.05) -> int:
    """Return how many of ``population`` have to be asked for an error of ``margin``.

    ``n = N / (1 + N * e ** 2)`` (Yamane), rounded up, as the guides of SIPAS have it: 261 of 747
    at 5 %. Raises ValueError for a population below one or a margin outside (0, 1).
    """
    if population < 1 or not 0 < margin < 1:
        raise ValueError(f"no sample: {population} at {margin}")
    return min(population, ceil(round(population / (1 + population * margin * margin), 9)))
