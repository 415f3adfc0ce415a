"""A council scores alone, by its scheme, without those who have an interest."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from motcua.accounts.models import Account
from motcua.initiatives.lifecycle import State
from motcua.initiatives.models import CouncilMember, ScoreSheet
from motcua.initiatives.policies import access_seat
from motcua.initiatives.scoring import Criterion, Scheme, ScoringError
from motcua.initiatives.services import councils
from motcua.notifications.models import Message
from tests import factories
from tests.initiatives.unit import MONDAY, Province, acting, open_province

pytestmark = pytest.mark.django_db
GOOD = (20, 35, 25)
WEAK = (10, 20, 10)


@pytest.fixture
def province() -> Province:
    """Return the province."""
    return open_province()


def test_each_member_has_a_seat_and_the_authors_unit_no_vote(province: Province) -> None:
    Account.objects.filter(officer=province.members[1]).update(email="hai@example.vn")

    seats = {seat.officer: seat.conflict for seat in province.opened().seats.all()}

    assert seats == {
        province.members[0]: "cùng đơn vị với tác giả",
        **dict.fromkeys(province.members[1:], ""),
    }
    message = Message.objects.get(topic=councils.TOPIC)
    assert message.recipient == "hai@example.vn"
    assert "Mời chấm điểm MH-2026-0001" in message.subject


def test_whoever_is_in_conflict_cannot_score(province: Province) -> None:
    initiative = province.opened().initiative

    with pytest.raises(ScoringError, match="cùng đơn vị với tác giả"):
        province.score(initiative, province.members[0], GOOD)


def test_a_sheet_is_locked_for_good(province: Province) -> None:
    initiative = province.opened().initiative
    province.score(initiative, province.members[1], GOOD)

    with pytest.raises(ScoringError, match="đã khóa"):
        province.score(initiative, province.members[1], WEAK)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ScoreSheet.objects.update(total=100)
    assert ScoreSheet.objects.get().total == 80


def test_nobody_scores_for_another(province: Province) -> None:
    initiative = province.opened().initiative
    seat = province.seat(initiative, province.members[1])

    with pytest.raises(PermissionDenied):
        councils.lock_sheet(seat, {}, remark="", actor=acting(province.members[2]), at=MONDAY)
    with pytest.raises(Http404):
        access_seat(province.here_officer, initiative.ref)


def test_a_conflict_is_declared_before_one_scores(province: Province) -> None:
    initiative = province.opened().initiative
    seat = province.seat(initiative, province.members[1])
    actor = acting(province.members[1])
    with pytest.raises(ScoringError, match="vì sao"):
        councils.declare_conflict(seat, " ", actor=actor)

    councils.declare_conflict(seat, "Anh em ruột với tác giả", actor=actor)

    with pytest.raises(ScoringError, match="Anh em ruột"):
        province.score(initiative, province.members[1], GOOD)
    province.score(initiative, province.members[2], GOOD)
    other = province.seat(initiative, province.members[2])
    with pytest.raises(ScoringError, match="không rút lại"):
        councils.declare_conflict(other, "Quen", actor=acting(province.members[2]))


@pytest.mark.parametrize(("points", "state"), [(GOOD, State.RECOMMENDED), (WEAK, State.REJECTED)])
def test_closing_recommends_from_the_pass_mark_on(
    province: Province, points: tuple[int, int, int], state: State
) -> None:
    evaluation = province.opened()
    for officer in province.members[1:3]:
        province.score(evaluation.initiative, officer, points)
    with pytest.raises(ScoringError, match="Mới có 2 phiếu, cần ít nhất 3"):
        councils.close_scoring(
            evaluation.initiative, minutes="", actor=province.secretary, at=MONDAY
        )
    province.score(evaluation.initiative, province.members[3], points)

    summary = councils.close_scoring(
        evaluation.initiative, minutes="Nhất trí.", actor=province.secretary, at=MONDAY
    )

    assert summary.mean == sum(points)
    evaluation.refresh_from_db()
    evaluation.initiative.refresh_from_db()
    assert evaluation.initiative.state == state
    assert (evaluation.closed_at, evaluation.minutes) == (MONDAY, "Nhất trí.")
    with pytest.raises(Http404):
        province.seat(evaluation.initiative, province.members[1])


def test_a_round_needs_three_who_may_score(province: Province) -> None:
    member = CouncilMember.objects.get(officer=province.members[3])
    councils.unseat_member(member, actor=province.secretary, on=date(2026, 11, 1))
    initiative = province.eligible()

    with pytest.raises(ScoringError, match="Chỉ có 2 thành viên"):
        councils.open_scoring(initiative, actor=province.secretary, at=MONDAY)

    initiative.refresh_from_db()
    assert initiative.state == State.ELIGIBLE


def test_a_second_round_begins_with_empty_sheets_and_keeps_the_first(province: Province) -> None:
    evaluation = province.opened()
    province.score(evaluation.initiative, province.members[1], GOOD)

    councils.score_again(
        evaluation.initiative, reason="Thiếu thành viên", actor=province.secretary, at=MONDAY
    )
    second = councils.open_scoring(evaluation.initiative, actor=province.secretary, at=MONDAY)

    assert second.number == 2
    assert councils.summary_of(second).sheets == 0
    assert councils.summary_of(evaluation).sheets == 1


def test_a_new_scheme_is_for_rounds_opened_after_it(province: Province) -> None:
    evaluation = province.opened()
    stricter = Scheme((Criterion("moi", "Tính mới", 100),), pass_mark=90, quorum_percent=100)

    councils.set_scheme(province.council, stricter, actor=province.secretary, at=MONDAY)

    evaluation.refresh_from_db()
    assert evaluation.scheme.pass_mark == 70
    assert province.opened(title="Khác").scheme.scheme == stricter
    with pytest.raises(PermissionDenied):
        councils.set_scheme(province.council, stricter, actor=province.here_officer, at=MONDAY)


def test_who_may_sit_in_a_council(province: Province) -> None:
    on = MONDAY.date()
    far = factories.OfficerFactory.create()
    silent = factories.OfficerFactory.create(agency=province.elsewhere, account=None)
    for officer, sentence in (
        (far, "tỉnh khác"),
        (silent, "chưa có tài khoản"),
        (province.members[1], "đang là thành viên"),
    ):
        with pytest.raises(ScoringError, match=sentence):
            councils.seat_member(province.council, officer, actor=province.secretary, on=on)
