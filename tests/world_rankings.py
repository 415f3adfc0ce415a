"""Rankings in the small province: one published, one appraised, one being scored, one drafted."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from motcua.agencies.actors import SYSTEM
from motcua.rankings.lifecycle import Level
from motcua.rankings.models import IndexLead, RankingIndex, Sheet
from motcua.rankings.services import appraising, drafting, publishing, scoring
from motcua.rankings.services.appraising import Judged
from motcua.rankings.services.drafting import Deadlines
from motcua.rankings.services.scoring import Said
from tests.rankings.unit import GOOD, SMALL

if TYPE_CHECKING:
    from tests.world import World

POINTS: Final = {"ke-hoach": "2", "dung-han": "2.5", "cong-khai": "4", "khac": "5.5"}


def play_rankings(world: "World", at: datetime) -> None:
    """Let the commune here, which runs the council, rank both communes year by year."""
    published = _issued(world, 2025, at)
    _score(published, at)
    publishing.close_scoring(published, actor=SYSTEM, at=at)
    for sheet in published.sheets.all():
        is_here = sheet.agency_id == world.here.agency.pk
        _appraise(sheet, at, khac="3" if is_here else "5.5")
        scoring.agree(sheet, actor=SYSTEM, at=at)
    publishing.propose(published, actor=SYSTEM, at=at)
    publishing.approve(published, number="9/QĐ-UBND", on=at.date(), actor=SYSTEM, at=at)
    publishing.publish(published, actor=SYSTEM, at=at)
    appraised = _issued(world, 2024, at)
    _score(appraised, at)
    publishing.close_scoring(appraised, actor=SYSTEM, at=at)
    _appraise(appraised.sheets.get(agency=world.here.agency), at, khac="3")
    scored = _issued(world, 2026, at)
    said = [Said("dung-han", GOOD["dung-han"])]
    scoring.save(scored.sheets.get(agency=world.here.agency), said, actor=SYSTEM, at=at)
    _drafted(world, 2027, at)


def _drafted(world: "World", year: int, at: datetime) -> RankingIndex:
    index = drafting.begin_draft(
        world.here.agency,
        year=year,
        level=Level.COMMUNE,
        deadlines=Deadlines(
            date(2026, 12, 20), date(2027, 1, 15), date(2027, 1, 25), date(2027, 2, 5)
        ),
        actor=SYSTEM,
        at=at,
    )
    drafting.rewrite(index, SMALL, actor=SYSTEM)
    return RankingIndex.objects.get(pk=index.pk)


def _issued(world: "World", year: int, at: datetime) -> RankingIndex:
    index = _drafted(world, year, at)
    IndexLead.objects.create(index=index, area=0, agency=world.elsewhere.agency)
    drafting.issue(index, actor=SYSTEM, at=at)
    return RankingIndex.objects.get(pk=index.pk)


def _score(index: RankingIndex, at: datetime) -> None:
    for sheet in index.sheets.all():
        said = [Said(key, value, note="Kèm kế hoạch") for key, value in GOOD.items()]
        scoring.save(sheet, said, actor=SYSTEM, at=at)
        scoring.submit(sheet, actor=SYSTEM, at=at)


def _appraise(sheet: Sheet, at: datetime, **changes: str) -> None:
    judged = [
        Judged(key, Decimal(points), note="Chưa có báo cáo" if key in changes else "")
        for key, points in (POINTS | changes).items()
    ]
    appraising.appraise(sheet, judged, actor=SYSTEM, at=at)
    appraising.finish(sheet, actor=SYSTEM, at=at)


def the_sheet(world: "World", year: int, *, here: bool = True) -> Sheet:
    """Return the sheet of a commune in a year: 2024 appraised, 2025 published, 2026 scored."""
    place = world.here if here else world.elsewhere
    found: Sheet = Sheet.objects.select_related("index__issue", "agency").get(
        index__year=year, agency=place.agency
    )
    return found


def the_index(year: int) -> RankingIndex:
    """Return the index of a year; 2027 is the draft."""
    found: RankingIndex = RankingIndex.objects.get(year=year)
    return found
