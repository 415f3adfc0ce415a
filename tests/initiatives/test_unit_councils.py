"""A unit judges what it has itself, by its own people; the province may judge it again."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Officer
from motcua.initiatives.content import Level, Reach
from motcua.initiatives.lifecycle import Action, IllegalTransitionError, State
from motcua.initiatives.models import Council, Initiative, Recognition
from motcua.initiatives.scoring import ScoringError
from motcua.initiatives.services import councils, registry
from motcua.initiatives.services.registry import InitiativeError
from tests import factories
from tests.initiatives.unit import MONDAY, Province, open_province

pytestmark = pytest.mark.django_db
ON = MONDAY.date()


@dataclass(frozen=True)
class Own:
    """A commune with its own council, and who sits there."""

    province: Province
    council: Council
    members: list[Officer]

    def judged(self, points: tuple[int, int, int] = (20, 35, 25)) -> Initiative:
        """Return what the commune's people have scored."""
        actor = self.province.here_officer
        found = self.province.registered()
        for action in (Action.TAKE_UP, Action.FIND_ELIGIBLE):
            found = registry.advance(found, action, actor=actor, at=MONDAY)
        councils.open_scoring(found, actor=actor, at=MONDAY)
        for officer in self.members[1:]:
            self.province.score(found, officer, points)
        councils.close_scoring(found, minutes="Nhất trí.", actor=actor, at=MONDAY)
        found.refresh_from_db()
        return found

    def recognised(self) -> Initiative:
        """Return what the commune has recognised."""
        return registry.recognise(
            self.judged(),
            number="5/QĐ-UBND",
            on=ON,
            reach=Reach.COMMUNE,
            actor=self.province.here_officer,
            at=MONDAY,
        )


def commune_with_its_own() -> Own:
    """Return a commune that judges itself; the first of four members is an author."""
    province = open_province()
    actor = province.here_officer
    council = councils.found_council(
        province.here, "Hội đồng xã", actor=actor, at=MONDAY, level=Level.COMMUNE
    )
    names = ("Trần Văn Khởi", "Bùi Một", "Đỗ Hai", "Hồ Ba")
    members = [
        factories.OfficerFactory.create(agency=province.here, full_name=name) for name in names
    ]
    for officer in members:
        councils.seat_member(council, officer, actor=actor, on=ON)
    return Own(province, council, members)


@pytest.fixture
def own() -> Own:
    """Return a commune that judges itself."""
    return commune_with_its_own()


def test_what_a_unit_registers_goes_to_its_own_council(own: Own) -> None:
    assert own.province.registered().council == own.council
    assert councils.level_of(own.province.department) is Level.DEPARTMENT


def test_its_own_people_score_but_not_the_authors(own: Own) -> None:
    found = own.judged()

    seats = {seat.officer.full_name: seat.conflict for seat in found.evaluations.get().seats.all()}
    assert seats == {
        "Trần Văn Khởi": "là tác giả",
        "Bùi Một": "",
        "Đỗ Hai": "",
        "Hồ Ba": "",
    }
    assert found.state == State.RECOMMENDED


def test_people_of_another_unit_have_no_seat_and_another_secretary_no_word(own: Own) -> None:
    stranger = own.province.members[1]

    with pytest.raises(ScoringError, match="chỉ gồm người của đơn vị"):
        councils.seat_member(own.council, stranger, actor=own.province.here_officer, on=ON)
    with pytest.raises(PermissionDenied):
        registry.advance(
            own.province.registered(), Action.TAKE_UP, actor=own.province.secretary, at=MONDAY
        )
    with pytest.raises(PermissionDenied):
        councils.found_council(
            own.province.elsewhere,
            "Của người khác",
            actor=own.province.here_officer,
            at=MONDAY,
            level=Level.COMMUNE,
        )
    with pytest.raises(ScoringError, match="vừa được lập"):
        councils.found_council(
            own.province.here, "Lần hai", actor=SYSTEM, at=MONDAY, level=Level.COMMUNE
        )


def test_a_commune_recognises_at_its_level_and_no_wider_reach(own: Own) -> None:
    found = own.recognised()

    told = Recognition.objects.get()
    assert (told.initiative, told.level, told.reach) == (found, "commune", "commune")
    assert found.events.latest("pk").note == "Cấp xã: 5/QĐ-UBND, 23/11/2026"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Recognition.objects.update(number="6/QĐ-UBND")
    with pytest.raises(InitiativeError, match="Gửi lên hội đồng tỉnh"):
        registry.recognise(
            found,
            number="6/QĐ-UBND",
            on=ON,
            reach=Reach.PROVINCE,
            actor=own.province.here_officer,
            at=MONDAY,
        )


def _referred_up(own: Own) -> Initiative:
    found = registry.refer_up(own.recognised(), actor=own.province.here_officer, at=MONDAY)
    for action in (Action.TAKE_UP, Action.FIND_ELIGIBLE):
        found = registry.advance(found, action, actor=own.province.secretary, at=MONDAY)
    return found


def test_what_is_referred_up_is_recognised_by_the_province_too(own: Own) -> None:
    found = _referred_up(own)
    councils.open_scoring(found, actor=own.province.secretary, at=MONDAY)
    for officer in own.province.members[1:]:
        own.province.score(found, officer, (20, 35, 25))
    councils.close_scoring(found, minutes="", actor=own.province.secretary, at=MONDAY)

    registry.recognise(
        found,
        number="90/QĐ-UBND",
        on=ON,
        reach=Reach.PROVINCE,
        actor=own.province.secretary,
        at=MONDAY,
    )

    levels = list(Recognition.objects.values_list("level", "number"))
    assert levels == [("commune", "5/QĐ-UBND"), ("province", "90/QĐ-UBND")]
    found.refresh_from_db()
    assert (found.state, found.recognised_reach) == (State.RECOGNISED, "province")
    assert found.evaluations.count() == 2
    with pytest.raises(InitiativeError, match="hội đồng đơn vị"):
        registry.refer_up(found, actor=own.province.here_officer, at=MONDAY)


def test_what_the_province_refuses_stays_recognised_in_its_commune(own: Own) -> None:
    found = registry.refuse(
        _refusable(own), actor=own.province.secretary, at=MONDAY, note="Chỉ hợp với một xã."
    )

    assert (found.state, found.council) == (State.RECOGNISED, own.council)
    assert found.decision_number == "5/QĐ-UBND"
    registry.publish(found, actor=own.province.here_officer, at=MONDAY)


def _refusable(own: Own) -> Initiative:
    found = registry.refer_up(own.recognised(), actor=own.province.here_officer, at=MONDAY)
    return registry.advance(found, Action.TAKE_UP, actor=own.province.secretary, at=MONDAY)


def test_what_its_own_council_rejects_is_rejected_and_goes_nowhere(own: Own) -> None:
    found = own.judged((5, 5, 5))

    assert found.state == State.REJECTED
    with pytest.raises(IllegalTransitionError):
        registry.refer_up(found, actor=own.province.here_officer, at=MONDAY)
