"""Questions about rankings: what a sheet says by now, lists, published places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from motcua.agencies.models import Agency, AgencyKind
from motcua.rankings.lifecycle import IndexState, Level, SheetAction, SheetState
from motcua.rankings.models import (
    ComputedValue,
    Entry,
    EntryKind,
    RankingIndex,
    RankingResult,
    Sheet,
)
from motcua.rankings.scoring import UNKNOWN, Given, Score, change_of, score_of
from motcua.rankings.structure import Part, Structure

KINDS: Mapping[Level, AgencyKind] = {
    Level.COMMUNE: AgencyKind.COMMUNE_COMMITTEE,
    Level.DEPARTMENT: AgencyKind.DEPARTMENT,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A sub-criterion of a sheet with the latest that everybody said, and what was counted."""

    part: Part
    number: str
    own: Entry | None = None
    appraisal: Entry | None = None
    explanation: Entry | None = None
    reply: Entry | None = None
    computed: ComputedValue | None = None

    @property
    def self_given(self) -> Given:
        """Return the score that the unit gave itself, or that was counted."""
        if self.computed is not None:
            return self.computed.given
        return self.own.given if self.own is not None else UNKNOWN

    @property
    def given(self) -> Given:
        """Return the score that holds by now."""
        said = self.reply or self.appraisal
        if self.computed is not None:
            return self.computed.given
        return said.given if said is not None else self.self_given

    @property
    def differs(self) -> bool:
        """Say whether the appraisal differs from what the unit scored."""
        return self.appraisal is not None and self.appraisal.given != self.self_given

    @property
    def is_scored(self) -> bool:
        """Say whether the unit has scored it, or said that it does not apply."""
        return self.own is not None and self.own.given != UNKNOWN


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet as it stands."""

    sheet: Sheet
    structure: Structure
    items: Mapping[str, Item]

    @property
    def self_score(self) -> Score:
        """Return what the unit gave itself, with what was counted."""
        return score_of(self.structure, {key: i.self_given for key, i in self.items.items()})

    @property
    def score(self) -> Score:
        """Return what holds by now."""
        return score_of(self.structure, {key: i.given for key, i in self.items.items()})

    def of_area(self, number: int) -> list[Item]:
        """Return the items of an area in order."""
        area = self.structure.area(number)
        return [self.items[part.id] for part in area.parts] if area is not None else []

    @property
    def unscored(self) -> list[Item]:
        """Return what the unit should score and has not."""
        return [
            i for i in self.items.values() if not i.part.is_measured and i.self_given == UNKNOWN
        ]

    @property
    def unappraised(self) -> list[Item]:
        """Return what is to be appraised and is not."""
        return [i for i in self.items.values() if not i.part.is_measured and i.appraisal is None]

    @property
    def differing(self) -> list[Item]:
        """Return where the appraisal differs."""
        return [i for i in self.items.values() if i.differs]

    @property
    def unexplained(self) -> list[Item]:
        """Return where the appraisal differs and the unit has not answered yet."""
        return [i for i in self.differing if not _is_after(i.explanation, i.appraisal)]

    @property
    def unreplied(self) -> list[Item]:
        """Return explanations without a reply."""
        return [
            i
            for i in self.differing
            if _is_after(i.explanation, i.appraisal) and not _is_after(i.reply, i.explanation)
        ]


def _is_after(entry: Entry | None, other: Entry | None) -> bool:
    return entry is not None and (other is None or entry.pk > other.pk)


def standing_of(sheet: Sheet) -> Standing:
    """Return a sheet as it stands, with files and who said what. Three queries."""
    structure: Structure = sheet.index.issue.structure
    latest: dict[tuple[str, str], Entry] = {}
    rows = sheet.entries.select_related("officer").prefetch_related("files__file").order_by("pk")
    for entry in rows:
        latest[entry.part, entry.kind] = entry
    computed = {one.part: one for one in sheet.computed.all()}
    return Standing(sheet, structure, _items(structure, latest, computed))


def standings_of(index: RankingIndex, sheets: Sequence[Sheet]) -> dict[int, Standing]:
    """Return many sheets of one index as they stand, without files. Two queries."""
    structure: Structure = index.issue.structure
    latest: dict[int, dict[tuple[str, str], Entry]] = {one.pk: {} for one in sheets}
    for entry in Entry.objects.filter(sheet__in=sheets).order_by("pk"):
        latest[entry.sheet_id][entry.part, entry.kind] = entry
    computed: dict[int, dict[str, ComputedValue]] = {one.pk: {} for one in sheets}
    for value in ComputedValue.objects.filter(sheet__in=sheets):
        computed[value.sheet_id][value.part] = value
    return {
        one.pk: Standing(one, structure, _items(structure, latest[one.pk], computed[one.pk]))
        for one in sheets
    }


def _items(
    structure: Structure,
    latest: Mapping[tuple[str, str], Entry],
    computed: Mapping[str, ComputedValue],
) -> dict[str, Item]:
    numbers = structure.numbers
    found = {}
    for part_id, part in structure.parts.items():
        appraisal = latest.get((part_id, EntryKind.APPRAISAL))
        reply = latest.get((part_id, EntryKind.REPLY))
        found[part_id] = Item(
            part=part,
            number=numbers[part_id],
            own=latest.get((part_id, EntryKind.SELF)),
            appraisal=appraisal,
            explanation=latest.get((part_id, EntryKind.EXPLANATION)),
            # An appraisal begun anew takes the place of the reply to the one before.
            reply=reply if _is_after(reply, appraisal) else None,
            computed=computed.get(part_id),
        )
    return found


def units_ranked(province_id: int, level: Level, on: date) -> QuerySet[Agency]:
    """Return the units of a province that an index of that level ranks."""
    return (
        Agency.objects.valid_on(on)
        .filter(province_id=province_id, kind=KINDS[level])
        .order_by("name", "pk")
    )


def tally_of_sheets(index: RankingIndex) -> dict[SheetState, int]:
    """Return how many sheets stand where. One query."""
    rows = index.sheets.order_by().values_list("state").annotate(count=Count("pk"))
    return {SheetState(state): count for state, count in rows}


def published() -> QuerySet[RankingIndex]:
    """Return what is published, the latest first."""
    return RankingIndex.objects.filter(state=IndexState.CLOSED).select_related("province")


def previous_of(index: RankingIndex) -> RankingIndex | None:
    """Return the published ranking of the year before. One query."""
    return (
        published()
        .filter(province=index.province_id, level=index.level, year=index.year - 1)
        .first()
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a published ranking; ``change`` is by how many places it went up."""

    result: RankingResult
    agency: Agency
    before: RankingResult | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A published ranking with the year before, and who was left out for what reason."""

    index: RankingIndex
    rows: list[Row]
    previous: RankingIndex | None
    excluded: list[tuple[Agency, str]] = field(default_factory=list)

    @property
    def classes(self) -> dict[str, int]:
        """Return how many units are of each class, the best class first."""
        counts: dict[str, int] = {}
        for row in self.rows:
            counts[row.result.klass] = counts.get(row.result.klass, 0) + 1
        return counts

    @property
    def mean(self) -> Decimal | None:
        """Return the mean of all units."""
        values = [row.result.value for row in self.rows]
        return sum(values, Decimal(0)) / len(values) if values else None


def ranking_of(index: RankingIndex) -> Ranking:
    """Return a published ranking. Four queries."""
    previous = previous_of(index)
    before = {}
    if previous is not None:
        before = {one.sheet.agency_id: one for one in previous.results.select_related("sheet")}
    rows = []
    found = index.results.select_related("sheet__agency").order_by("place", "sheet__agency__name")
    for result in found:
        agency = result.sheet.agency
        last = before.get(agency.pk)
        change = change_of(result.place, last.place if last is not None else None)
        rows.append(Row(result, agency, last, change))
    excluded = [
        (sheet.agency, _why(sheet))
        for sheet in index.sheets.filter(state=SheetState.EXCLUDED)
        .select_related("agency")
        .prefetch_related("events")
        .order_by("agency__name")
    ]
    return Ranking(index, rows, previous, excluded)


def _why(sheet: Sheet) -> str:
    notes = [one.note for one in sheet.events.all() if one.action == SheetAction.EXCLUDE]
    return notes[-1] if notes else ""


def score_of_result(result: RankingResult, structure: Structure) -> Score:
    """Return the published points of a unit. One query."""
    return score_of(structure, {one.part: one.given for one in result.items.all()})


def results_of_unit(agency_id: int) -> list[RankingResult]:
    """Return the published results of a unit, the latest year first. One query."""
    return list(
        RankingResult.objects.filter(sheet__agency_id=agency_id)
        .select_related("index", "sheet")
        .order_by("-index__year")
    )
