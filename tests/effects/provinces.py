"""Provinces whose truth is known: some units adopt a model, and it does what is said here."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from motcua.effects.panel import Cell, month_of, number_of

FIRST: Final = number_of(date(2022, 1, 1))
_SLOWLY: Final = 4


@dataclass(frozen=True, slots=True)
class Province:
    """What happened, and by how much the model truly changed the shares on average."""

    cells: list[Cell]
    adoptions: dict[str, date]
    truth: float


def province(
    seed: int,
    *,
    units: int = 60,
    adopting: int = 24,
    months: int = 24,
    effect: float = 0.0,
    common: float = 0.002,
    diverging: float = 0.0,
    relodged: float = 0.0,
    size: float = 70,
) -> Province:
    """Return a generated province.

    Units differ in level and size, share a trend (``common`` a month, with noise) and have spells
    of good and bad months. Four groups adopt one after another; the effect grows over four months
    and is larger in later groups. ``diverging`` is a trend of the adopting units alone, before
    too. ``relodged`` is the share of late dossiers that are withdrawn (and so count as kept) and
    lodged again, from adoption on.
    """
    rng = np.random.default_rng(seed)
    starts = [int(months * at) for at in (0.45, 0.55, 0.65, 0.75)]
    shared = np.cumsum(rng.normal(common, 0.01, months))
    cells, true = [], []
    adoptions = {}
    for number in range(units):
        unit, group = f"unit-{number:03}", number % len(starts)
        start = starts[group] if number < adopting else None
        if start is not None:
            adoptions[unit] = month_of(FIRST + start)
        level = rng.normal(0.72, 0.07)
        usual = float(np.exp(rng.normal(np.log(size), 0.6))) + 8
        spell = 0.0
        for month in range(months):
            spell = 0.5 * spell + rng.normal(0, 0.02)
            is_after = start is not None and month >= start
            own = diverging * month if start is not None else 0.0
            without = float(np.clip(level + shared[month] + spell + own, 0.02, 0.995))
            share = without
            if is_after:
                grown = 0.5 + 0.5 * min(1.0, (month - (start or 0)) / _SLOWLY)
                share = float(np.clip(without + effect * (0.6 + 0.3 * group) * grown, 0.02, 0.995))
                true.append(share - without)
            again = relodged if is_after else 0.0
            cells.append(_cell(rng, unit, month, share=share, usual=usual, relodged=again))
    return Province(cells, adoptions, float(np.mean(true)) if true else 0.0)


def _cell(
    rng: np.random.Generator, unit: str, month: int, *, share: float, usual: float, relodged: float
) -> Cell:
    whole = max(1, int(rng.poisson(usual)))
    kept = int(rng.binomial(whole, share))
    given_up = int(rng.binomial(kept, 0.02))
    again = int(rng.binomial(whole - kept, relodged))
    return Cell(
        unit=unit,
        month=month_of(FIRST + month),
        # Each of them is one withdrawn in time, and one new that is kept.
        part=kept + 2 * again,
        whole=whole + again,
        given_up=given_up + again,
    )
