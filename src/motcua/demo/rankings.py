"""Rankings in the demonstration: two published years, one being appraised, one being scored.

The communes of 2023 and 2024 and the departments of 2024 in the old province; the communes of
this year in the new one. Points are made up. The published years are scored by the units
throughout: what the product counts now it did not count then.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.rankings.lifecycle import IndexState, Level, SheetAction, SheetState
from motcua.rankings.models import (
    Entry,
    EntryKind,
    IndexEvent,
    IndexIssue,
    IndexLead,
    RankingIndex,
    Sheet,
    SheetEvent,
)
from motcua.rankings.scoring import Reached, points_of, rounded
from motcua.rankings.selectors import KINDS, units_ranked
from motcua.rankings.services import drafting, scoring
from motcua.rankings.services.drafting import Deadlines
from motcua.rankings.services.publishing import freeze_results
from motcua.rankings.services.scoring import Said
from motcua.rankings.shipped import sample_for
from motcua.rankings.structure import Part, Rule, RuleKind, Source, Structure

YEARS: Final = (2023, 2024)
OPEN_YEAR: Final = 2024
LOWERED: Final = 0.08
"""The share of items in which appraisers see less than the unit."""
_AT_ONCE: Final = 2_000
_REASONS: Final = (
    "Minh chứng chưa có số, ngày ban hành.",
    "Số liệu chưa khớp báo cáo đã gửi.",
    "Văn bản gửi sau thời hạn.",
)
_STAGES: Final = (
    SheetState.SUBMITTED,
    SheetState.APPRAISED,
    SheetState.EXPLAINED,
    SheetState.CONCLUDED,
    SheetState.SCORING,
)


def settle(
    agencies: Sequence[Agency], living: Agency, *, seed: int, reference_on: date, at: datetime
) -> None:
    """Tell the published years, begin the two that go on."""
    runs = _standing(one for one in agencies if one.kind == KINDS[Level.DEPARTMENT])
    heads = _heads(agencies)
    communes = [one for one in agencies if one.kind == KINDS[Level.COMMUNE]]
    strength = {
        one.pk: random.Random(f"{seed}:rank:{one.code}").uniform(0.74, 0.99)  # noqa: S311, a play
        for one in communes
    }
    for year in YEARS:
        chance = random.Random(f"{seed}:rankings:{year}")  # noqa: S311, a play, no secret
        index = _published(runs, year, at)
        sheets = Sheet.objects.bulk_create(
            Sheet(index=index, agency=one, state=SheetState.CONCLUDED.value, submitted_at=at)
            for one in communes
        )
        _score(index, sheets, strength, heads, chance)
        freeze_results(index, at=at)
    _departments(agencies, runs, heads, seed=seed, reference_on=reference_on, at=at)
    _this_year(living, seed=seed, reference_on=reference_on, at=at)


def by_hand(structure: Structure) -> Structure:
    """Return the same with everything scored by the units, from papers."""
    return replace(
        structure,
        areas=tuple(
            replace(
                area,
                criteria=tuple(
                    replace(one, parts=tuple(_part_by_hand(part) for part in one.parts))
                    for one in area.criteria
                ),
            )
            for area in structure.areas
        ),
    )


def _part_by_hand(part: Part) -> Part:
    return replace(part, source=Source.SELF, measure="") if part.is_measured else part


def _published(runs: Agency, year: int, at: datetime) -> RankingIndex:
    sample = sample_for(Level.COMMUNE, year)
    document = by_hand(sample.structure).to_document()
    issued, published = (
        datetime.combine(day, time(9), tzinfo=VIETNAM)
        for day in (date(year, 11, 6), date(year + 1, 2, 20))
    )
    index = RankingIndex.objects.create(
        slug=f"{year}-{Level.COMMUNE}-{runs.province.code}",
        province_id=runs.province_id,
        agency=runs,
        year=year,
        level=Level.COMMUNE.value,
        title=sample.title,
        note=sample.note,
        state=IndexState.CLOSED.value,
        document=document,
        score_until=date(year, 12, 20),
        appraise_until=date(year + 1, 1, 20),
        explain_until=date(year + 1, 1, 31),
        reply_until=date(year + 1, 2, 10),
        decision_number=f"{300 + year - 2000}/QĐ-UBND",
        decision_on=date(year + 1, 2, 19),
        published_at=published,
        created_at=issued,
    )
    IndexIssue.objects.create(
        index=index, document=document, note=sample.note, issued_at=issued, recorded_at=at
    )
    IndexEvent.objects.create(
        index=index,
        action="publish",
        from_state=IndexState.APPROVED.value,
        to_state=IndexState.CLOSED.value,
        happened_at=published,
        recorded_at=at,
    )
    return index


def _score(
    index: RankingIndex,
    sheets: Sequence[Sheet],
    strength: dict[int, float],
    heads: dict[int, Officer],
    chance: random.Random,
) -> None:
    """Write what units and appraisers said of every sub-criterion, in one go."""
    parts = list(index.issue.structure.parts.values())
    said = datetime.combine(index.score_until, time(10), tzinfo=VIETNAM)
    judged = datetime.combine(index.appraise_until, time(15), tzinfo=VIETNAM)
    entries: list[Entry] = []
    for sheet in sheets:
        level = min(max(strength[sheet.agency_id] + chance.uniform(-0.05, 0.05), 0.5), 1.0)
        for part in parts:
            own = _own(sheet, part, level, chance)
            own.officer = heads.get(sheet.agency_id)
            own.happened_at = own.recorded_at = said
            entries += [own, _judged(own, part, judged, chance)]
    Entry.objects.bulk_create(entries, batch_size=_AT_ONCE)


def _own(sheet: Sheet, part: Part, level: float, chance: random.Random) -> Entry:
    if part.id == "kien-nghi-kiem-toan" and chance.random() < 0.3:  # noqa: PLR2004, a share of a play
        return Entry(
            sheet=sheet,
            part=part.id,
            kind=EntryKind.SELF,
            is_inapplicable=True,
            note="Trong năm không có kiến nghị.",
        )
    reached = _reached(part.rule, part.max, level, chance)
    return Entry(
        sheet=sheet,
        part=part.id,
        kind=EntryKind.SELF,
        reached=reached.to_document(),
        points=points_of(part, reached),
        note="Kèm báo cáo, văn bản của đơn vị.",
    )


def _reached(rule: Rule, most: Decimal, level: float, chance: random.Random) -> Reached:
    if rule.kind is RuleKind.YES_NO:
        return Reached(is_yes=chance.random() < level + 0.05)
    if rule.kind is RuleKind.MANUAL:
        return Reached(points=rounded(Fraction(most) * Fraction(round(level * 20), 20)))
    if rule.kind is RuleKind.STEPS and rule.is_count:
        return Reached(value=Decimal(chance.choice((0, 1, 1, 2, 3))))
    whole = chance.randint(20, 200)
    share = min(level + chance.uniform(-0.12, 0.1), 1.0)
    return Reached(part=Decimal(round(whole * share)), whole=Decimal(whole))


def _judged(own: Entry, part: Part, at: datetime, chance: random.Random) -> Entry:
    points, note = own.points, ""
    if points and chance.random() < LOWERED:
        points = rounded(Fraction(points) * Fraction(chance.choice((0, 1, 2)), 4))
        note = chance.choice(_REASONS)
    return Entry(
        sheet=own.sheet,
        part=part.id,
        kind=EntryKind.APPRAISAL,
        points=points,
        is_inapplicable=own.is_inapplicable,
        note=note,
        happened_at=at,
        recorded_at=at,
    )


def _departments(
    agencies: Sequence[Agency],
    runs: Agency,
    heads: dict[int, Officer],
    *,
    seed: int,
    reference_on: date,
    at: datetime,
) -> None:
    """Let the departments of the old province be at every stage of their appraisal."""
    index = drafting.begin_draft(
        runs,
        year=OPEN_YEAR,
        level=Level.DEPARTMENT,
        deadlines=_around(reference_on, -5),
        actor=SYSTEM,
        at=at,
    )
    drafting.rewrite(index, by_hand(index.structure), actor=SYSTEM)
    index.refresh_from_db()
    others = [one for one in agencies if one.kind == KINDS[Level.DEPARTMENT] and one != runs]
    IndexLead.objects.create(index=index, area=0, agency=others[0])
    issued = index.structure.to_document()
    IndexIssue.objects.create(
        index=index, document=issued, note=index.note, issued_at=at, recorded_at=at
    )
    RankingIndex.objects.filter(pk=index.pk).update(state=IndexState.APPRAISING.value)
    chance = random.Random(f"{seed}:rankings:departments")  # noqa: S311, a play, no secret
    sheets = Sheet.objects.bulk_create(
        Sheet(index=index, agency=one, state=_STAGES[n % len(_STAGES)].value, submitted_at=at)
        for n, one in enumerate([runs, *others])
    )
    Sheet.objects.filter(index=index, state=SheetState.SCORING).update(submitted_at=None)
    _entries_of_departments(index, sheets, heads, chance, at)


def _entries_of_departments(
    index: RankingIndex,
    sheets: Sequence[Sheet],
    heads: dict[int, Officer],
    chance: random.Random,
    at: datetime,
) -> None:
    entries: list[Entry] = []
    for sheet in sheets:
        stage = sheet.stage
        parts = list(index.issue.structure.parts.values())
        for n, part in enumerate(parts[:9] if stage is SheetState.SCORING else parts):
            own = _own(sheet, part, chance.uniform(0.75, 0.97), chance)
            own.officer = heads.get(sheet.agency_id)
            own.happened_at = own.recorded_at = at
            entries.append(own)
            if stage in {SheetState.SCORING, SheetState.SUBMITTED}:
                continue
            judged = _judged(own, part, at, chance)
            if own.points and not n:
                judged.points, judged.note = Decimal(0), _REASONS[0]
            entries.append(judged)
            if judged.note and stage is SheetState.EXPLAINED:
                entries.append(_explained(own, at))
    Entry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    SheetEvent.objects.bulk_create(
        SheetEvent(
            sheet=sheet,
            action=SheetAction.SUBMIT.value,
            from_state=SheetState.SCORING.value,
            to_state=SheetState.SUBMITTED.value,
            officer=heads.get(sheet.agency_id),
            happened_at=at,
            recorded_at=at,
        )
        for sheet in sheets
        if sheet.stage is not SheetState.SCORING
    )


def _explained(own: Entry, at: datetime) -> Entry:
    return Entry(
        sheet=own.sheet,
        part=own.part,
        kind=EntryKind.EXPLANATION,
        note="Đơn vị đã gửi văn bản bổ sung, có số và ngày.",
        officer=own.officer,
        happened_at=at,
        recorded_at=at,
    )


def _this_year(living: Agency, *, seed: int, reference_on: date, at: datetime) -> None:
    """Let the communes of the new province score themselves; the ward has begun."""
    departments = units_ranked(living.province_id, Level.DEPARTMENT, reference_on)
    runs = _standing(departments.select_related("province"))
    index = drafting.begin_draft(
        runs,
        year=reference_on.year,
        level=Level.COMMUNE,
        deadlines=_around(reference_on, 20),
        actor=SYSTEM,
        at=at,
    )
    index = drafting.issue(index, actor=SYSTEM, at=at)
    sheet = index.sheets.get(agency=living)
    chance = random.Random(f"{seed}:rankings:ward")  # noqa: S311, a play, no secret
    said = [
        Said(
            part.id,
            _reached(part.rule, part.max, 0.9, chance),
            note="Theo báo cáo tháng gần nhất.",
        )
        for area in index.issue.structure.areas[:2]
        for part in area.parts
        if not part.is_measured
    ]
    scoring.save(sheet, said, actor=SYSTEM, at=at)


def _around(day: date, first: int) -> Deadlines:
    return Deadlines(*(day + timedelta(days=first + more) for more in (0, 20, 30, 40)))


def _standing(departments: Iterable[Agency]) -> Agency:
    found = list(departments)
    return next((one for one in found if "Nội vụ" in one.name), found[0])


def _heads(agencies: Sequence[Agency]) -> dict[int, Officer]:
    found = Officer.objects.filter(agency__in=agencies, assignments__role=Role.APPROVER).order_by(
        "-pk"
    )
    return {one.agency_id: one for one in found}
