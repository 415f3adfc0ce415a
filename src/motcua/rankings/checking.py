"""Reckoning published rankings again, for ``motcua verify``: what differs is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from motcua.dossiers.comparing import Difference
from motcua.indicators.index766.scoring import ranked
from motcua.kernel import clock
from motcua.rankings.lifecycle import IndexState, SheetState
from motcua.rankings.models import ComputedValue, RankingIndex, RankingResult, ResultItem
from motcua.rankings.scoring import class_of, score_of
from motcua.rankings.selectors import Standing, standings_of
from motcua.rankings.sources import MEASURES, Counting, Measured, counted_for, measured_points
from motcua.rankings.structure import Structure

PROVEN = ("in_time", "online", "petitions_in_time")
"""Measures over what only grows: anybody can count them again as of their cut-off."""


@dataclass(slots=True)
class RankingCheck:
    """How many rankings and results were looked at, how many figures counted, what differs."""

    indices: int = 0
    results: int = 0
    counted: int = 0
    differences: list[Difference] = field(default_factory=list)


def check_rankings() -> RankingCheck:
    """Reckon points, sums, places and classes again, and count again what can be."""
    check = RankingCheck()
    found = RankingIndex.objects.exclude(state=IndexState.DRAFT)
    for index in found.select_related("issue").order_by("year", "pk"):
        check.differences += _computed(index, check)
        if index.stage is IndexState.CLOSED:
            check.indices += 1
            check.differences += _results(index, check)
    return check


def _results(index: RankingIndex, check: RankingCheck) -> Iterator[Difference]:
    structure: Structure = index.issue.structure
    results = list(index.results.select_related("sheet__agency").prefetch_related("items"))
    concluded = list(index.sheets.filter(state=SheetState.CONCLUDED).select_related("agency"))
    if {one.pk for one in concluded} != {one.sheet_id for one in results}:
        yield _told(index, "", "số đơn vị đã chốt điểm khác số đơn vị công bố")
    standings = standings_of(index, [one.sheet for one in results])
    places = {
        rank.key: (rank.place, rank.is_shared)
        for rank in ranked([(one.pk, one.value) for one in results])
    }
    for result in results:
        check.results += 1
        name = result.sheet.agency.name
        items: Mapping[str, ResultItem] = {one.part: one for one in result.items.all()}
        yield from _items(index, name, items, standings[result.sheet_id])
        yield from _sums(index, name, result, items, structure)
        if places[result.pk] != (result.place, result.is_shared):
            yield _told(
                index, name, f"công bố hạng {result.place}, tính lại là {places[result.pk][0]}"
            )


def _items(
    index: RankingIndex, name: str, items: Mapping[str, ResultItem], standing: Standing
) -> Iterator[Difference]:
    for part_id, item in standing.items.items():
        row = items.get(part_id)
        if row is None:
            yield _told(index, f"{name}, {item.number}", "thiếu trong bảng công bố")
            continue
        if row.points != item.given.points or row.self_points != item.self_given.points:
            yield _told(
                index,
                f"{name}, {item.number}",
                f"công bố {row.points} điểm, phiếu chấm ghi {item.given.points}",
            )


def _sums(
    index: RankingIndex,
    name: str,
    result: RankingResult,
    items: Mapping[str, ResultItem],
    structure: Structure,
) -> Iterator[Difference]:
    score = score_of(structure, {key: one.given for key, one in items.items()})
    whole = score.whole
    if (whole.points, whole.attainable, score.value) != (
        result.points,
        result.attainable,
        result.value,
    ):
        yield _told(index, name, f"công bố {result.value}, cộng lại là {score.value}")
    elif class_of(structure, result.value) != result.klass:
        yield _told(index, name, f"công bố loại {result.klass}, tính lại là {score.klass}")


def _computed(index: RankingIndex, check: RankingCheck) -> Iterator[Difference]:
    structure: Structure = index.issue.structure
    rows = list(ComputedValue.objects.filter(sheet__index=index).select_related("sheet__agency"))
    if not rows:
        return
    proven = [
        part for part in structure.parts.values() if part.is_measured and part.measure in PROVEN
    ]
    agencies = list({row.sheet.agency_id: row.sheet.agency for row in rows}.values())
    again = counted_for(proven, Counting(index.year, agencies, cut_off=rows[0].cut_off))
    numbers = structure.numbers
    for row in rows:
        what = f"{row.sheet.agency.name}, {numbers[row.part]}"
        part = structure.parts[row.part]
        kept = Measured(row.numerator, row.denominator, row.sample, row.least)
        points = measured_points(part, kept)
        if points != row.points:
            yield _told(index, what, f"đã khóa {row.points} điểm, tính lại là {points}")
        if row.measure in PROVEN and row.formula == MEASURES[row.measure].formula:
            check.counted += 1
            found = again[row.sheet.agency_id][row.part]
            if (found.part, found.whole) != (row.numerator, row.denominator):
                yield _told(
                    index,
                    what,
                    f"đã khóa {row.numerator} trên {row.denominator}, đếm lại đến "
                    f"{clock.local(row.cut_off):%d/%m/%Y} là {found.part} trên {found.whole}",
                )


def _told(index: RankingIndex, what: str, text: str) -> Difference:
    subject = f"Xếp hạng {index.tier.label.lower()} năm {index.year}"
    return Difference(f"{subject}, {what}" if what else subject, 0, text)
