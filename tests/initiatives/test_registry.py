"""Writing, registering, checking, deciding, publishing; what is refused; what only grows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from motcua.agencies.roles import Role
from motcua.initiatives import policies, selectors
from motcua.initiatives.content import Kind, Reach
from motcua.initiatives.lifecycle import Action, IllegalTransitionError, State
from motcua.initiatives.models import Initiative, InitiativeEvent, InitiativeVersion
from motcua.initiatives.services import councils, registry
from motcua.initiatives.services.registry import InitiativeError
from tests import factories
from tests.initiatives.unit import MONDAY, SAID, Province, open_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    """Return the province."""
    return open_province()


def test_a_draft_has_a_version_and_no_code(province: Province) -> None:
    draft = province.draft()

    assert (draft.state, draft.code, draft.versions_count) == (State.DRAFT, "", 1)
    assert draft.versions.get().author_parts == list(SAID.authors)
    assert not draft.events.exists()


def test_registering_gives_a_code_a_day_a_council_and_an_event(province: Province) -> None:
    first, second = province.registered(), province.registered(title="Việc khác")

    assert (first.code, second.code) == ("MH-2026-0001", "MH-2026-0002")
    assert first.registered_on == date(2026, 11, 23)
    assert first.council == province.council
    event = first.events.get()
    assert (event.action, event.from_state, event.to_state) == ("register", "draft", "registered")
    assert event.officer_id == province.here_officer.officer_id


def test_a_change_is_a_new_version_and_the_old_one_stays(province: Province) -> None:
    found = province.registered()

    registry.revise(
        found, replace(SAID, title="2 đạt, bản hai"), actor=province.here_officer, at=MONDAY
    )

    assert [one.title for one in found.versions.all()] == [SAID.title, "2 đạt, bản hai"]
    assert found.title == "2 đạt, bản hai"
    assert [one.action for one in found.events.all()] == ["register", "revise"]


def test_kind_and_area_stay_once_registered(province: Province) -> None:
    draft = province.draft()
    said = {"actor": province.here_officer, "at": MONDAY, "kind": Kind.SOLUTION, "area": 7}
    registry.revise(draft, SAID, **said)  # type: ignore[arg-type]
    registered = registry.register(draft, actor=province.here_officer, at=MONDAY)
    assert (registered.kind, registered.area, registered.code) == ("solution", 7, "GP-2026-0001")

    registry.revise(registered, SAID, **said | {"kind": Kind.MODEL, "area": 1})  # type: ignore[arg-type]

    assert (registered.kind, registered.area) == ("solution", 7)


def test_nothing_is_rewritten_while_it_is_judged(province: Province) -> None:
    found = province.eligible()

    with pytest.raises(IllegalTransitionError):
        registry.revise(found, SAID, actor=province.here_officer, at=MONDAY)


@pytest.mark.parametrize("table", [InitiativeVersion, InitiativeEvent])
def test_what_was_said_and_done_cannot_be_changed(
    province: Province, table: type[InitiativeVersion] | type[InitiativeEvent]
) -> None:
    province.registered()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.update(recorded_at=MONDAY)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.all().delete()


def test_the_database_says_when_it_was_recorded(province: Province) -> None:
    event = province.registered().events.get()

    event.refresh_from_db()
    assert event.recorded_at != MONDAY


def test_the_unit_writes_and_the_council_judges(province: Province) -> None:
    found = province.registered()

    with pytest.raises(PermissionDenied):
        registry.advance(found, Action.TAKE_UP, actor=province.here_officer, at=MONDAY)
    with pytest.raises(PermissionDenied):
        registry.revise(found, SAID, actor=province.secretary, at=MONDAY)
    with pytest.raises(PermissionDenied):
        registry.begin_draft(
            province.here, Kind.MODEL, 3, SAID, actor=province.elsewhere_officer, at=MONDAY
        )


def test_another_unit_finds_nothing_and_the_council_no_draft(province: Province) -> None:
    draft, found = province.draft(), province.registered()

    assert policies.access_initiative(province.secretary, found.ref) == found
    for actor, ref in (
        (province.elsewhere_officer, found.ref),
        (province.secretary, draft.ref),
        (factories.actor_with(Role.DESK_OFFICER, agency=province.here), found.ref),
    ):
        with pytest.raises(Http404):
            policies.access_initiative(actor, ref)


def test_sent_back_it_is_written_anew_and_checked_again(province: Province) -> None:
    found = registry.advance(
        province.registered(), Action.TAKE_UP, actor=province.secretary, at=MONDAY
    )
    with pytest.raises(InitiativeError, match="cần bổ sung gì"):
        registry.send_back(found, actor=province.secretary, at=MONDAY, note="  ")

    back = registry.send_back(found, actor=province.secretary, at=MONDAY, note="Thiếu minh chứng")
    registry.revise(back, SAID, actor=province.here_officer, at=MONDAY)
    again = registry.advance(back, Action.TAKE_UP, actor=province.secretary, at=MONDAY)

    assert again.state == State.UNDER_REVIEW
    assert found.events.get(action="send_back").note == "Thiếu minh chứng"


def test_a_decision_has_a_number_and_a_possible_day(province: Province) -> None:
    found = province.recommended()
    said = {"reach": Reach.PROVINCE, "actor": province.secretary, "at": MONDAY}
    for number, on, sentence in (
        (" ", MONDAY.date(), "số quyết định"),
        ("1/QĐ", MONDAY.date() + timedelta(days=1), "tương lai"),
        ("1/QĐ", MONDAY.date() - timedelta(days=1), "trước ngày đăng ký"),
    ):
        with pytest.raises(InitiativeError, match=sentence):
            registry.recognise(found, number=number, on=on, **said)  # type: ignore[arg-type]

    decided = registry.recognise(found, number=" 1/QĐ-UBND ", on=MONDAY.date(), **said)  # type: ignore[arg-type]

    assert (decided.state, decided.decision_number) == (State.RECOGNISED, "1/QĐ-UBND")
    assert decided.recognised_reach == Reach.PROVINCE


def test_the_library_holds_what_is_published_and_nothing_else(province: Province) -> None:
    published = province.published()
    province.registered(title="Chưa công nhận")

    assert [one.pk for one in selectors.library()] == [published.pk]
    assert [one.pk for one in selectors.library("hai long som hen")] == [published.pk]
    assert not selectors.library("chữ ký số").exists()
    assert not selectors.library(area=7).exists()
    with pytest.raises(InitiativeError, match="đã ở trong thư viện"):
        registry.publish(published, actor=province.secretary, at=MONDAY)

    registry.withdraw_publication(
        published, actor=province.secretary, at=MONDAY, note="Sai số điện thoại"
    )

    assert not selectors.library().exists()
    with pytest.raises(Http404):
        policies.access_public(published.code)


def test_what_is_alike_is_shown_before_registering(province: Province) -> None:
    first = province.registered()
    draft = province.draft(title="Mô hình 2 đạt - sớm hẹn cao, hài lòng cao")

    assert [(one.initiative, one.score) for one in selectors.similar_to(draft)] == [(first, 100)]
    assert selectors.similar_to(first) == []


def test_what_was_registered_before_there_was_a_council_goes_to_it() -> None:
    agency = factories.AgencyFactory.create()
    actor = factories.actor_with(Role.REFORM_OFFICER, agency=agency)
    draft = registry.begin_draft(agency, Kind.INITIATIVE, 7, SAID, actor=actor, at=MONDAY)
    registry.register(draft, actor=actor, at=MONDAY)
    department = factories.AgencyFactory.create(
        kind="department", province=agency.province, unit=agency.province
    )
    secretary = factories.actor_with(Role.REFORM_OFFICER, agency=department)
    with pytest.raises(PermissionDenied):
        councils.found_council(agency, "Hội đồng", actor=actor, at=MONDAY)

    council = councils.found_council(department, "Hội đồng", actor=secretary, at=MONDAY)

    draft.refresh_from_db()
    assert draft.council == council
    assert draft.code == "SK-2026-0001"


def test_a_target_is_of_a_year_and_a_line_tells_how_far_it_is(province: Province) -> None:
    province.registered()
    for target in (3, 1):
        registry.set_target(province.here, 2026, target, actor=province.here_officer, at=MONDAY)
    with pytest.raises(InitiativeError):
        registry.set_target(province.here, 2026, 0, actor=province.here_officer, at=MONDAY)

    lines = selectors.unit_lines(province.here.province_id, date(2026, 1, 1), date(2026, 11, 30))

    by_name = {one.agency.name: one for one in lines}
    assert set(by_name) == {"UBND xã An Ngãi", "UBND xã Phước Tỉnh", "Sở Nội vụ"}
    here, elsewhere = by_name["UBND xã An Ngãi"], by_name["UBND xã Phước Tỉnh"]
    assert (here.registered, here.target, here.in_year, here.is_reached) == (1, 1, 1, True)
    assert (elsewhere.registered, elsewhere.target, elsewhere.is_reached) == (0, None, False)


def test_what_has_ended_stays_in_the_registry(province: Province) -> None:
    ended = registry.end(
        province.registered(), actor=province.here_officer, at=MONDAY, note="Trùng việc khác"
    )

    assert ended.state == State.ENDED
    assert Initiative.objects.filter(code=ended.code).exists()
