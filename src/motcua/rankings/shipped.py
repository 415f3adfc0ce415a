"""What we ship: sample indices, bounds of classes, figures that others published."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from motcua.kernel.text import sort_key
from motcua.rankings.lifecycle import Level
from motcua.rankings.structure import Structure

_FOLDER: Final = "data/indices"
_SAMPLES: Final = ("par_communes.json", "par_departments.json")


@dataclass(frozen=True, slots=True)
class Sample:
    """An index of our own making, to begin from."""

    level: Level
    valid_from: date
    title: str
    note: str
    structure: Structure


@dataclass(frozen=True, slots=True)
class Published:
    """One figure that somebody else published; what is not known is None."""

    index: str
    year: int
    unit: str
    value: Decimal | None
    rank: int | None
    ranked: int | None
    source: str
    note: str


@cache
def samples() -> tuple[Sample, ...]:
    """Return every sample, the earliest first."""
    return tuple(
        Sample(
            Level(row["level"]),
            date.fromisoformat(row["valid_from"]),
            row["title"],
            row["note"],
            Structure.from_document(row["document"]),
        )
        for name in _SAMPLES
        for row in _read_json(name)
    )


def sample_for(level: Level, year: int) -> Sample:
    """Return the sample of a level for a year, with the bounds of classes that held then."""
    ours = [one for one in samples() if one.level is level]
    held = [one for one in ours if one.valid_from.year <= year]
    found = held[-1] if held else ours[0]
    return replace(found, structure=replace(found.structure, classes=class_bounds(year)))


def class_bounds(year: int) -> tuple[int, ...]:
    """Return the bounds of the classes that held at the end of a year."""
    rows = _read_json("classes.json")
    held = [row for row in rows if date.fromisoformat(row["valid_from"]).year <= year]
    return tuple((held or rows)[-1 if held else 0]["bounds"])


@cache
def published_figures() -> tuple[Published, ...]:
    """Return the figures published elsewhere: by index, the latest year first, by place."""
    text = (files("motcua") / _FOLDER / "published_figures.csv").read_text(encoding="utf-8")
    rows = [
        Published(
            index=row["index"],
            year=int(row["year"]),
            unit=row["unit"],
            value=Decimal(row["value"]) if row["value"] else None,
            rank=int(row["rank"]) if row["rank"] else None,
            ranked=int(row["n_ranked"]) if row["n_ranked"] else None,
            source=row["source"],
            note=row["note"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
    last = 10**6
    return tuple(
        sorted(rows, key=lambda one: (one.index, -one.year, one.rank or last, sort_key(one.unit)))
    )


def history(index: str = "", year: int | None = None, unit: str = "") -> Sequence[Published]:
    """Return the published figures of an index, of a year, of a unit; "" and None are all."""
    return [
        one
        for one in published_figures()
        if index in {"", one.index} and year in {None, one.year} and unit in {"", one.unit}
    ]


@cache
def _read_json(name: str) -> Any:
    return json.loads((files("motcua") / _FOLDER / name).read_text(encoding="utf-8"))
