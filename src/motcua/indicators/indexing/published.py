"""The index as pages show it: closed where the period is closed, else counted and kept a while."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from motcua.agencies.models import Agency
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import (
    Rank,
    Score,
    Tallies,
    Tally,
    ranked,
    score_of,
    together,
)
from motcua.indicators.index766.versions import Formula
from motcua.indicators.indexing.counting import Asked, agencies_of, counted
from motcua.indicators.indexing.running import kept_of, moves, tallies_of
from motcua.indicators.indexing.versions import in_force_on
from motcua.indicators.keeping import Mark
from motcua.indicators.models import ClosedIndexItem, IndexRun
from motcua.indicators.periods import NamedPeriod, Period
from motcua.kernel import clock
from motcua.kernel.text import sort_key

_KEPT: Final = 48
PERIODS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit with its index; ``received`` is what most of it rests on."""

    agency: Agency
    score: Score

    @property
    def received(self) -> int:
        """Return how many dossiers it accepted in the period."""
        tally = self.score.of(items.PROGRESS).tally
        return tally.whole if tally is not None else 0


@dataclass(frozen=True, slots=True)
class Index:
    """The index of all units in a period, and of all that dossiers came to together.

    ``run`` is the closing that it was read from; None: counted as of ``cut_off``.
    """

    units: tuple[Unit, ...]
    whole: Score
    formula_from: date
    legal_basis: str
    cut_off: datetime
    run: IndexRun | None = None

    def of(self, code: str) -> Unit | None:
        """Return the unit of that code."""
        return next((unit for unit in self.units if unit.agency.code == code), None)

    def ranking(self, kind: str, least: int) -> list[Rank[Unit]]:
        """Return the units of ``kind`` ("" is all) with enough dossiers, the best first."""
        measured = [
            (unit, unit.score.value)
            for unit in sorted(self.units, key=lambda unit: sort_key(unit.agency.name))
            if kind in {"", unit.agency.kind} and unit.received >= least
        ]
        return ranked(measured)

    def too_few(self, kind: str, least: int) -> list[Unit]:
        """Return the units of ``kind`` that some dossiers came to, but not enough to be ranked."""
        return [
            unit
            for unit in sorted(self.units, key=lambda unit: sort_key(unit.agency.name))
            if kind in {"", unit.agency.kind} and 0 < unit.received < least
        ]


def index_of(named: NamedPeriod, period: Period, mark: Mark) -> Index:
    """Return the index of a period. Four statements where it is known, some twenty else."""
    moved = moves()
    kept = kept_of(period, named, moved) if period.last >= clock.day_of(mark.counted_at) else None
    until = kept.cut_off if kept is not None else mark.counted_at
    return _index(named, period, until, tuple(moved), mark if kept is None else None)


@lru_cache(maxsize=_KEPT)
def _index(
    named: NamedPeriod,
    period: Period,
    until: datetime,
    moved: tuple[int | None, ...],
    fresh: Mark | None,
) -> Index:
    run = _run_of(named, period)
    if run is not None:
        return _closed(run)
    held = in_force_on(period.last)
    agencies = agencies_of(period)
    kept = kept_of(period, named, list(moved)) if fresh is None else None
    if kept is not None and kept.cut_off == until:
        found = tallies_of(kept)
    else:
        found = counted(Asked(named, period, until), agencies)
    return _of(
        {agency: found.get(agency.pk, {}) for agency in agencies},
        held.formula,
        formula_from=held.valid_from,
        legal_basis=held.legal_basis,
        cut_off=until,
    )


def closed_before(agency: Agency, named: NamedPeriod) -> list[tuple[IndexRun, Score]]:
    """Return the index of the last closed periods of its kind up to ``named``, the latest first.

    Two queries.
    """
    last: dict[str, IndexRun] = {}
    until = named.last_month
    runs_of_kind = IndexRun.objects.filter(period__regex=named.kind.names, first__lte=until)
    for run in runs_of_kind.order_by("first", "version"):
        last[run.period] = run
    runs = sorted(last.values(), key=lambda run: run.first)[-PERIODS_SHOWN:]
    tallies: dict[int, dict[str, Tally]] = {}
    for row in ClosedIndexItem.objects.filter(run__in=runs, agency=agency):
        tallies.setdefault(row.run_id, {})[row.key] = Tally(row.part, row.whole, row.source)
    return [
        (run, score_of(Formula.from_document(run.document), tallies[run.pk]))
        for run in reversed(runs)
        if run.pk in tallies
    ]


def _run_of(named: NamedPeriod, period: Period) -> IndexRun | None:
    """Return the last closing of exactly these days; by other days nothing is closed."""
    found: IndexRun | None = (
        IndexRun.objects.filter(period=named.name, first=period.first, last=period.last)
        .order_by("-version")
        .first()
    )
    return found


def _closed(run: IndexRun) -> Index:
    by_agency: dict[int, dict[str, Tally]] = {}
    for row in ClosedIndexItem.objects.filter(run=run):
        by_agency.setdefault(row.agency_id, {})[row.key] = Tally(row.part, row.whole, row.source)
    return _of(
        {
            agency: by_agency.get(agency.pk, {})
            for agency in agencies_of(Period(run.first, run.last))
        },
        Formula.from_document(run.document),
        formula_from=run.formula_from,
        legal_basis=in_force_on(run.formula_from).legal_basis,
        cut_off=run.cut_off,
        run=run,
    )


def _of(
    tallies: Mapping[Agency, Tallies],
    formula: Formula,
    *,
    formula_from: date,
    legal_basis: str,
    cut_off: datetime,
    run: IndexRun | None = None,
) -> Index:
    units = tuple(Unit(agency, score_of(formula, own)) for agency, own in tallies.items())
    at_work = [tallies[unit.agency] for unit in units if unit.received]
    return Index(
        units=units,
        whole=score_of(formula, together(at_work)),
        formula_from=formula_from,
        legal_basis=legal_basis,
        cut_off=cut_off,
        run=run,
    )
