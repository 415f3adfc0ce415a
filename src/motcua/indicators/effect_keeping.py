"""What models have changed, measured by night and kept in rows that only grow.

A model is measured anew only where what it rests on has moved: cells, adoptions, definition. So
a row says what was measured last, and anybody can measure it again: the same cells give the same.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from importlib import metadata
from typing import Any, Final

from motcua.agencies.models import Agency
from motcua.dossiers.daily.jobs import Report
from motcua.effects.estimating import LibraryMissingError
from motcua.effects.measuring import DRAWS, FORMULA, Effect, measure
from motcua.effects.panel import Cell
from motcua.effects.stored import to_document
from motcua.indicators.facts import FORMULA as FACTS
from motcua.indicators.keeping import mark
from motcua.indicators.models import MeasuredEffect
from motcua.indicators.reform_effect import AIM_OF, Aim, Span, cells, span_before
from motcua.initiatives.models import Initiative
from motcua.initiatives.selectors import family_of, newest_version
from motcua.kernel import clock

MISSING: Final = (
    "Chưa cài gói “analysis” nên {count} mô hình đủ dữ liệu chưa được đo. Cài: "
    "uv pip install diff-diff."
)
_LIBRARY: Final = "diff-diff"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose share is compared, since when with the model, and which units are alike."""

    initiative: Initiative
    aim: Aim
    adoptions: Mapping[int, date]
    among: frozenset[int]

    @property
    def inputs(self) -> dict[str, Any]:
        """Return what was asked as it is stored."""
        return {
            "adoptions": {str(pk): day.isoformat() for pk, day in sorted(self.adoptions.items())},
            "among": sorted(self.among),
            "facts": FACTS,
            "library": library_version(),
            "draws": DRAWS,
        }


@dataclass(slots=True)
class Night:
    """One run: cells are read once for each aim, whoever asks for them."""

    span: Span
    cut_off: datetime
    at: datetime
    unmeasured: set[int] = field(default_factory=set)
    _cells: dict[Aim, list[Cell]] = field(default_factory=dict)

    def cells(self, aim: Aim, among: Iterable[int]) -> list[Cell]:
        """Return the cells of an aim of these agencies."""
        if aim not in self._cells:
            self._cells[aim] = list(cells(aim, self.span))
        wanted = {str(pk) for pk in among}
        return [cell for cell in self._cells[aim] if cell.unit in wanted]


def library_version() -> str:
    """Return which version of the library is installed, "" for none; it is not loaded."""
    try:
        return metadata.version(_LIBRARY)
    except metadata.PackageNotFoundError:
        return ""


def measure_models(*, at: datetime, report: Report, codes: Iterable[str] = ()) -> None:
    """Measure every published model that somebody has begun with, or those of ``codes``.

    One that fails is told and stops no other.
    """
    counted = mark()
    if counted is None:
        return
    night = Night(span_before(clock.day_of(at)), counted.counted_at, at)
    models = Initiative.objects.filter(published_at__isnull=False).select_related("agency")
    wanted = set(codes)
    for one in models.order_by("pk").iterator():
        if wanted and one.code not in wanted:
            continue
        report.attempt(one.code, partial(_measure_model, one, night))
    if night.unmeasured:
        report.notes.append(MISSING.format(count=len(night.unmeasured)))


def asked_of(one: Initiative) -> list[Asked]:
    """Return what is measured of a model: one for each figure that it wants to move.

    Units of the same kind in the province are compared. Five queries.
    """
    version = newest_version(one)
    adoptions = {
        relative.adoption.agency_id: relative.adoption.started_on
        for relative in family_of(one)
        if relative.adoption.started_on is not None
    }
    if version.started_on is not None:
        adoptions[one.agency_id] = version.started_on
    aims = [AIM_OF[aim.measure] for aim in version.aimed if aim.measure in AIM_OF]
    if not adoptions or not aims:
        return []
    alike = Agency.objects.filter(province=one.agency.province_id, kind=one.agency.kind)
    among = frozenset(alike.values_list("pk", flat=True)) | adoptions.keys()
    return [Asked(one, aim, adoptions, among) for aim in dict.fromkeys(aims)]


def last_effects(one: Initiative) -> dict[Aim, MeasuredEffect]:
    """Return what was measured last of each figure of a model. One query."""
    rows = MeasuredEffect.objects.filter(initiative=one).order_by("aim", "-pk").distinct("aim")
    return {Aim(row.aim): row for row in rows}


def digest_of(found: Iterable[Cell], inputs: Mapping[str, Any]) -> str:
    """Return the fingerprint of everything that a measurement rests on."""
    lines = sorted(
        (cell.unit, cell.month.isoformat(), cell.part, cell.whole, cell.given_up) for cell in found
    )
    text = json.dumps([FORMULA, inputs, lines], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def measured_again(found: Iterable[Cell], inputs: Mapping[str, Any], *, draws: int) -> Effect:
    """Return the effect for stored ``inputs``. Raises LibraryMissingError."""
    adoptions = {pk: date.fromisoformat(day) for pk, day in inputs["adoptions"].items()}
    return measure(found, adoptions, draws=draws)


def _measure_model(one: Initiative, night: Night) -> None:
    last = last_effects(one)
    for asked in asked_of(one):
        try:
            _keep(asked, night, last.get(asked.aim))
        except LibraryMissingError:
            night.unmeasured.add(one.pk)


def _keep(asked: Asked, night: Night, last: MeasuredEffect | None) -> None:
    """Measure and write what came of it; nothing where it rests on the same as before."""
    found = night.cells(asked.aim, asked.among)
    inputs = asked.inputs
    digest = digest_of(found, inputs)
    if last is not None and last.digest == digest and last.last == night.span.last:
        return
    effect = measured_again(found, inputs, draws=inputs["draws"])
    estimate = effect.estimate
    MeasuredEffect.objects.create(
        initiative=asked.initiative,
        aim=asked.aim.value,
        first=night.span.first,
        last=night.span.last,
        formula=FORMULA,
        cut_off=night.cut_off,
        measured_at=night.at,
        kind=effect.kind.value,
        change=estimate.change if estimate else None,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        adopting=effect.compared.adopting,
        others=effect.compared.others,
        whole=effect.compared.dossiers,
        document=to_document(effect),
        inputs=inputs,
        digest=digest,
    )


def rows_to_check() -> Iterator[MeasuredEffect]:
    """Yield the last row of every model and figure, the newest first."""
    rows = MeasuredEffect.objects.order_by("initiative_id", "aim", "-pk")
    newest = rows.distinct("initiative_id", "aim").select_related("initiative")
    yield from sorted(newest, key=lambda row: -row.pk)
