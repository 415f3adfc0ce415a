"""Measuring again what was measured last, for ``motcua verify``: the model that differs is named.

Where dossiers, answers or definitions have moved since, the night measures anew, and nothing can
be said of the row; it is counted as such. The same cells must give the same answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from motcua.dossiers.comparing import Difference
from motcua.dossiers.models import DossierEvent
from motcua.effects.estimating import LibraryMissingError
from motcua.effects.measuring import FORMULA, concluded
from motcua.effects.panel import Cell
from motcua.effects.stored import agree, differing, from_document, to_document
from motcua.indicators.effect_keeping import (
    digest_of,
    library_version,
    measured_again,
    rows_to_check,
)
from motcua.indicators.facts import FORMULA as FACTS
from motcua.indicators.models import MeasuredEffect
from motcua.indicators.reform_effect import Aim, Span, cells
from motcua.surveys.models import Response

MOST_DRAWN: Final = 2
"""Of so many rows, the newest, chance is drawn again too; of the others all but that."""


@dataclass(slots=True)
class EffectCheck:
    """How many rows were measured again, how many rest on what has moved, and what differs.

    ``unmeasured`` are those for which the library is missing or another one.
    """

    rows: int = 0
    moved: int = 0
    unmeasured: int = 0
    differences: list[Difference] = field(default_factory=list)


def check_effects(tell: Callable[[str], None] = lambda _label: None) -> EffectCheck:
    """Measure the last row of every model and figure again, as far as it can be."""
    check = EffectCheck()
    for row in rows_to_check():
        tell(f"Tác động của {row.initiative.code}")
        check.differences += _within(row)
        if row.formula != FORMULA or row.inputs["facts"] != FACTS:
            check.moved += 1
            continue
        span = Span(row.first, row.last)
        found = list(cells(Aim(row.aim), span, frozenset(row.inputs["among"])))
        if digest_of(found, row.inputs) != row.digest:
            if _is_something_recorded_since(row.cut_off):
                check.moved += 1
            else:
                check.differences.append(
                    _told(row, "số liệu đo đã khác mà từ đó không có việc nào được ghi")
                )
            continue
        if row.inputs["library"] != library_version():
            check.unmeasured += 1
            continue
        check.rows += 1
        check.differences += _again(row, found, is_drawn=check.rows <= MOST_DRAWN)
    return check


def _within(row: MeasuredEffect) -> list[Difference]:
    """Hold the columns of a row against its document."""
    effect = from_document(row.document)
    estimate = effect.estimate
    stored = (row.change, row.low, row.high)
    told = (estimate.change, estimate.low, estimate.high) if estimate else (None, None, None)
    pairs = {
        "kết luận": (row.kind, effect.kind.value),
        "số đơn vị": (
            (row.adopting, row.others),
            (effect.compared.adopting, effect.compared.others),
        ),
        "số hồ sơ, phiếu": (row.whole, effect.compared.dossiers),
    }
    named = [name for name, (one, other) in pairs.items() if one != other]
    if not all(map(agree, stored, told)):
        named.append("mức thay đổi")
    return [_told(row, f"{name} ở cột và ở kết quả đo khác nhau") for name in named]


def _again(row: MeasuredEffect, found: list[Cell], *, is_drawn: bool) -> list[Difference]:
    stored = from_document(row.document)
    try:
        draws = row.inputs["draws"] if is_drawn else 0
        effect = measured_again(found, row.inputs, draws=draws)
    except LibraryMissingError:
        return []
    if not is_drawn:
        effect = concluded(replace(effect, placebo=stored.placebo))
    names = differing(row.document, to_document(effect))
    return [_told(row, f"đo lại khác bản đã ghi: {', '.join(names)}")] if names else []


def _is_something_recorded_since(at: datetime) -> bool:
    return (
        DossierEvent.objects.filter(recorded_at__gte=at).exists()
        or Response.objects.filter(recorded_at__gte=at).exists()
    )


def _told(row: MeasuredEffect, text: str) -> Difference:
    return Difference(f"Tác động của {row.initiative.code}, {Aim(row.aim).label}", 0, text)
