"""From the draft to the published ranking, and everything that is refused on the way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from motcua.initiatives.models import Initiative
from motcua.kernel.errors import DomainError
from motcua.rankings.checking import check_rankings
from motcua.rankings.lifecycle import IndexState, Level, SheetState
from motcua.rankings.models import ComputedValue, Entry, EntryKind, RankingIndex, RankingResult
from motcua.rankings.scoring import Reached
from motcua.rankings.selectors import ranking_of, standing_of
from motcua.rankings.services import appraising, drafting, publishing, scoring
from motcua.rankings.services.appraising import Judged
from motcua.rankings.services.scoring import Said
from tests.initiatives.unit import SAID as INITIATIVE
from tests.rankings.unit import DEADLINES, GOOD, LATE, MONDAY, SMALL, Province, open_province

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def province() -> Province:
    """Return the province with its draft."""
    return open_province()


def test_issuing_freezes_the_index_and_gives_every_unit_a_sheet(province: Province) -> None:
    index = province.issue()

    assert index.state == IndexState.ISSUED
    assert index.issue.structure == SMALL
    assert {one.agency for one in index.sheets.all()} == set(province.communes)
    with pytest.raises(drafting.DraftError, match="đã ban hành"):
        drafting.rewrite(index, SMALL, actor=province.officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(index.issue).objects.update(document={})


def test_what_does_not_add_up_is_not_issued(province: Province) -> None:
    drafting.rewrite(province.index, replace(SMALL, total=D(100)), actor=province.officer)

    with pytest.raises(drafting.DraftError, match="Còn thiếu 80"):
        province.issue()


def test_next_year_begins_as_a_copy_of_what_was_issued(province: Province) -> None:
    origin = province.issue()

    copied = drafting.begin_draft(
        province.runs,
        year=2027,
        level=Level.COMMUNE,
        deadlines=DEADLINES,
        actor=province.officer,
        at=MONDAY,
        origin=origin,
    )

    assert copied.structure == SMALL
    assert dict(copied.leads.values_list("area", "agency_id")) == {3: province.leads.pk}
    with pytest.raises(drafting.DraftError, match="đã có"):
        drafting.begin_draft(
            province.runs,
            year=2027,
            level=Level.COMMUNE,
            deadlines=DEADLINES,
            actor=province.officer,
            at=MONDAY,
        )
    drafting.discard(copied, actor=province.officer)
    assert RankingIndex.objects.count() == 1


def test_a_unit_scores_part_by_part_and_cannot_hand_in_what_is_missing(
    province: Province,
) -> None:
    province.issue()
    head, sheet = province.head(0), province.sheet(0)
    said = [Said("ke-hoach", Reached(is_yes=True)), Said("dung-han", GOOD["dung-han"])]

    assert scoring.save(sheet, said, actor=head, at=MONDAY) == 2
    assert scoring.save(sheet, said, actor=head, at=MONDAY) == 0
    with pytest.raises(DomainError, match=r"1\.1\.1, 3\.2\.1, 3\.2\.2"):
        scoring.submit(sheet, actor=head, at=MONDAY)

    entry = Entry.objects.get(part="dung-han")
    assert (entry.points, entry.officer_id, entry.kind) == (D("2.50"), head.officer_id, "self")
    with pytest.raises(DomainError, match="hệ thống tính"):
        scoring.save(sheet, [Said("sang-kien", Reached(value=D(9)))], actor=head, at=MONDAY)


def test_late_scoring_needs_a_sheet_opened_again_with_a_reason(province: Province) -> None:
    province.issue()
    sheet, head = province.sheet(0), province.head(0)
    with pytest.raises(DomainError, match="Hạn tự chấm đã qua"):
        scoring.save(sheet, [Said("ke-hoach", Reached(is_yes=True))], actor=head, at=LATE)
    with pytest.raises(DomainError, match="Xin ghi vì sao"):
        appraising.reopen(
            sheet, until=date(2027, 3, 5), reason=" ", actor=province.officer, at=LATE
        )

    appraising.reopen(
        sheet, until=date(2027, 3, 5), reason="Mất điện", actor=province.officer, at=LATE
    )

    said = [Said("ke-hoach", Reached(is_yes=True))]
    assert scoring.save(province.sheet(0), said, actor=head, at=LATE) == 1
    event = sheet.events.get()
    assert (event.note, event.officer_id) == ("Mất điện", province.officer.officer_id)


def test_self_scoring_closes_when_all_have_handed_in_and_counts_are_frozen(
    province: Province,
) -> None:
    province.issue()
    province.submit(0)
    with pytest.raises(DomainError, match="Còn 2 đơn vị chưa nộp"):
        province.close()
    province.submit(1)
    province.leave_out(2)
    _recognise(province, 1, 2)

    province.close()

    points = {row.sheet.agency_id: row.points for row in ComputedValue.objects.all()}
    assert points == {province.communes[0].pk: D(0), province.communes[1].pk: D(3)}
    row = ComputedValue.objects.get(points=3)
    assert (row.numerator, row.first, row.cut_off) == (2, date(2026, 1, 1), MONDAY)


def test_a_lowered_score_needs_a_reason_is_explained_replied_to_and_concluded(
    province: Province,
) -> None:
    province.issue()
    province.submit(0)
    province.leave_out(1, 2)
    province.close()
    sheet = province.sheet(0)
    low = [Judged("khac", D(3))]
    with pytest.raises(DomainError, match="xin ghi lý do"):
        appraising.appraise(sheet, low, actor=province.officer, at=MONDAY)

    province.appraise(0, khac="3")
    with pytest.raises(DomainError, match="còn quyền giải trình"):
        appraising.conclude(sheet, actor=province.officer, at=MONDAY)
    scoring.answer(sheet, "khac", note="Đã có báo cáo", actor=province.head(0), at=MONDAY)
    scoring.explain(sheet, actor=province.head(0), at=MONDAY)
    with pytest.raises(DomainError, match="1 giải trình chưa trả lời"):
        appraising.conclude(sheet, actor=province.officer, at=MONDAY)
    replied = [Judged("khac", D("4.5"), note="Nhận một phần")]
    appraising.reply(sheet, replied, actor=province.lead_officer, at=MONDAY)
    appraising.conclude(sheet, actor=province.officer, at=MONDAY)

    standing = standing_of(province.sheet(0))
    assert standing.sheet.state == SheetState.CONCLUDED
    assert standing.items["khac"].given.points == D("4.5")
    assert [e.kind for e in Entry.objects.filter(part="khac")] == list(EntryKind)


def test_a_lead_agency_appraises_its_area_and_no_other(province: Province) -> None:
    province.issue()
    province.submit(0)
    province.leave_out(1, 2)
    province.close()
    sheet = province.sheet(0)

    appraising.appraise(sheet, [Judged("khac", D("5.5"))], actor=province.lead_officer, at=MONDAY)
    with pytest.raises(PermissionDenied):
        appraising.appraise(
            sheet, [Judged("ke-hoach", D(2))], actor=province.lead_officer, at=MONDAY
        )
    with pytest.raises(DomainError, match="Còn 3 mục chưa thẩm định"):
        appraising.finish(sheet, actor=province.officer, at=MONDAY)


def test_days_gone_by_let_a_silent_unit_be_appraised_and_concluded(province: Province) -> None:
    province.issue()
    with pytest.raises(DomainError):
        appraising.take_up(province.sheet(0), reason="x", actor=province.officer, at=MONDAY)
    publishing.close_scoring(province.index, actor=province.officer, at=LATE)
    appraising.take_up(province.sheet(0), reason="Chưa nộp", actor=province.officer, at=LATE)
    judged = [Judged(key, D(0), note="Không có minh chứng") for key in GOOD]
    appraising.appraise(province.sheet(0), judged, actor=province.officer, at=LATE)
    appraising.finish(province.sheet(0), actor=province.officer, at=LATE)

    concluded = appraising.conclude(province.sheet(0), actor=province.officer, at=LATE)

    assert concluded.state == SheetState.CONCLUDED


def test_the_published_ranking_is_frozen_and_reckoned_again(province: Province) -> None:
    province.issue()
    _recognise(province, 1, 1)
    province.conclude(0, 1)

    index = province.publish()

    ranking = ranking_of(index)
    told = [(row.agency.name, row.result.place, row.result.value) for row in ranking.rows]
    assert told == [("UBND xã Hai", 1, D("15.00")), ("UBND xã Một", 2, D("14.00"))]
    assert [(agency.name, why) for agency, why in ranking.excluded] == [
        ("UBND xã Ba", "Đã sáp nhập")
    ]
    check = check_rankings()
    assert (check.indices, check.results, check.differences) == (1, 2, [])
    with pytest.raises(DatabaseError), transaction.atomic():
        RankingResult.objects.update(place=1)


def test_equals_share_a_place_and_a_false_sum_is_named(province: Province) -> None:
    province.issue()
    province.conclude(0, 1)
    index = province.publish()
    places = [(row.result.place, row.result.is_shared) for row in ranking_of(index).rows]

    # What nobody may do: an entry slipped in beside the published result.
    Entry.objects.create(
        sheet=province.sheet(0),
        part="khac",
        kind=EntryKind.APPRAISAL,
        points=D(6),
        happened_at=MONDAY,
        recorded_at=MONDAY,
    )

    assert places == [(1, True), (1, True)]
    assert [str(one) for one in check_rankings().differences] == [
        "Xếp hạng cấp xã năm 2026, UBND xã Một, 3.2.2: công bố 5.50 điểm, phiếu chấm ghi 6.00"
    ]


def test_the_council_sends_back_and_a_sheet_is_appraised_again(province: Province) -> None:
    province.issue()
    province.conclude(0)
    publishing.propose(province.index, actor=province.officer, at=MONDAY)
    sheet = province.sheet(0)
    with pytest.raises(DomainError, match="Xin ghi phải xem lại gì"):
        publishing.send_back(province.index, reason="", actor=province.leader, at=MONDAY)
    with pytest.raises(DomainError, match="đã trình"):
        appraising.review(sheet, reason="Xem lại 3.2.2", actor=province.officer, at=MONDAY)

    publishing.send_back(province.index, reason="Xem lại 3.2.2", actor=province.leader, at=MONDAY)
    appraising.review(sheet, reason="Xem lại 3.2.2", actor=province.officer, at=MONDAY)
    province.appraise(0, khac="4")
    scoring.agree(province.sheet(0), actor=province.head(0), at=MONDAY)

    assert standing_of(province.sheet(0)).items["khac"].given.points == D(4)


def _recognise(province: Province, number: int, count: int) -> None:
    for n in range(count):
        Initiative.objects.create(
            agency=province.communes[number],
            kind="model",
            area=3,
            state="recognised",
            title=INITIATIVE.title,
            code=f"MH-2026-{number}00{n}",
            registered_on=date(2026, 5, 4),
            decision_number="9/QĐ",
            decision_on=date(2026, 6, 1),
            created_at=MONDAY,
        )
