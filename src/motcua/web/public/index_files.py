"""Index 766 for machines: every unit with its items, as JSON and as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponseBase, JsonResponse

from motcua.indicators.index766.items import COUNTING
from motcua.indicators.index766.scoring import ItemScore
from motcua.indicators.indexing.published import Index, Unit
from motcua.web import figures
from motcua.web.figures import Chosen

HEADINGS: Final = (
    "Mã đơn vị",
    "Đơn vị",
    "Kỳ",
    "Từ ngày",
    "Đến ngày",
    "Thang 100",
    "Xếp loại",
    "Hạng trong cấp",
    "Tiếp nhận",
    "Chỉ số",
    "Khóa chỉ số",
    "Tên chỉ số",
    "Tối đa",
    "Điểm",
    "Tử số",
    "Mẫu số",
    "Nguồn nhập",
    "Công thức áp dụng từ",
    "Bản cách đếm",
    "Số liệu trước lúc",
    "Bản khóa",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place among those of its level; None where there are too few dossiers."""

    unit: Unit
    place: int | None
    is_shared: bool


def ranked(index: Index, kind: str, least: int) -> list[Placed]:
    """Return the units of ``kind`` ("" is all) that dossiers came to, by code."""
    ranks = {
        rank.key.agency.pk: rank
        for level in {unit.agency.kind for unit in index.units}
        for rank in index.ranking(level, least)
    }
    found = []
    for unit in index.units:
        rank = ranks.get(unit.agency.pk)
        if kind in {"", unit.agency.kind} and unit.received:
            found.append(
                Placed(unit, rank.place if rank else None, rank.is_shared if rank else False)
            )
    return found


def answer(
    form: str, chosen: Chosen, index: Index, rows: Sequence[Placed], place: str
) -> HttpResponseBase:
    """Return the index in the form asked for: json or csv."""
    assert chosen.named is not None  # noqa: S101 - pages of the index have named periods
    if form == "csv":
        name = f"chi-so-766-{chosen.named.name}"
        return figures.list_file(_lines(chosen, index, rows), "csv", name)
    return JsonResponse(_document(chosen, index, rows, place))


def _document(chosen: Chosen, index: Index, rows: Sequence[Placed], place: str) -> dict[str, Any]:
    named, run = chosen.named, index.run
    assert named is not None  # noqa: S101 - see answer()
    return {
        "place": place,
        "period": named.name,
        "first": chosen.period.first.isoformat(),
        "last": chosen.period.last.isoformat(),
        "periods_begin_on": chosen.rule.period_begins_on,
        "least": chosen.rule.minimum_sample,
        "formula_from": index.formula_from.isoformat(),
        "legal_basis": index.legal_basis,
        "counting": run.counting if run else COUNTING,
        "cut_off": index.cut_off.isoformat(),
        "is_closed": run is not None,
        "version": run.version if run else None,
        "reason": run.reason if run else "",
        "units": [
            {
                "code": row.unit.agency.code,
                "name": row.unit.agency.name,
                "kind": row.unit.agency.kind,
                "index": str(row.unit.score.value),
                "class": row.unit.score.klass,
                "points": str(row.unit.score.points),
                "attainable": str(row.unit.score.attainable),
                "received": row.unit.received,
                "place": row.place,
                "is_shared": row.is_shared,
                "items": [_item(one) for one in row.unit.score.items],
            }
            for row in rows
        ],
    }


def _item(one: ItemScore) -> dict[str, Any]:
    tally = one.tally
    return {
        "number": one.item.number,
        "key": one.item.key,
        "label": one.item.label,
        "max": str(one.rule.max),
        "score": _written(one.points),
        "numerator": tally.part if tally else None,
        "denominator": tally.whole if tally else None,
        "source": tally.source if tally else "",
    }


def _written(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _lines(chosen: Chosen, index: Index, rows: Sequence[Placed]) -> Iterator[tuple[Any, ...]]:
    named, period, run = chosen.named, chosen.period, index.run
    assert named is not None  # noqa: S101 - see answer()
    yield HEADINGS
    for row in rows:
        score = row.unit.score
        for one in score.items:
            tally = one.tally
            yield (
                *(row.unit.agency.code, row.unit.agency.name, named.name),
                *(period.first, period.last, score.value, score.klass, row.place),
                *(row.unit.received, one.item.number, one.item.key, one.item.label),
                *(one.rule.max, one.points),
                *((tally.part, tally.whole, tally.source) if tally else (None, None, "")),
                *(index.formula_from, run.counting if run else COUNTING, index.cut_off),
                run.version if run else None,
            )
