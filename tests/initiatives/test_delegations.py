"""Study journeys, what they bring home, and being reminded of what was promised."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from motcua.accounts.models import Account
from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.initiatives import policies
from motcua.initiatives.content import Kind
from motcua.initiatives.models import Delegation
from motcua.initiatives.reminders import TOPIC, is_reminded_on, remind_of_commitments
from motcua.initiatives.services import delegations, registry
from motcua.initiatives.services.delegations import DelegationError
from motcua.notifications.models import Message
from tests.initiatives.unit import MONDAY, SAID, Province, open_province

pytestmark = pytest.mark.django_db
WENT: dict[str, Any] = {
    "title": "Học mô hình trung tâm hành chính công",
    "host": "Tỉnh Quảng Ninh",
    "rank_par": 1,
    "rank_sipas": 1,
    "rank_year": 2025,
    "topics": "Trung tâm phục vụ hành chính công",
    "begins_on": date(2026, 11, 2),
    "ends_on": date(2026, 11, 4),
    "decision_number": "45/QĐ-UBND",
    "decision_on": date(2026, 10, 20),
}
PEOPLE = [("Nguyễn Văn Đi", "Phó Chủ tịch"), ("", "")]


@pytest.fixture
def province() -> Province:
    """Return the province, whose reform officer reads mail."""
    found = open_province()
    Account.objects.filter(officer=found.here_officer.officer_id).update(email="cchc@example.vn")
    return found


def journey(province: Province, **changes: Any) -> Delegation:
    """Return a journey of the commune here."""
    return delegations.save_delegation(
        Delegation(agency=province.here),
        {**WENT, **changes},
        PEOPLE,
        actor=province.here_officer,
        at=MONDAY,
    )


def reminded(at: datetime) -> list[str]:
    """Run the job; return the letters that it wrote."""
    before = set(Message.objects.values_list("pk", flat=True))
    remind_of_commitments(at=at, report=Report())
    fresh = Message.objects.filter(topic=TOPIC).exclude(pk__in=before)
    return list(fresh.values_list("body", flat=True))


def test_a_journey_has_people_lessons_and_what_came_of_it(province: Province) -> None:
    found = journey(province)
    delegations.tell_lessons(
        found, "Một bàn tiếp nhận.", actor=province.here_officer, on=MONDAY.date()
    )
    registry.begin_draft(
        province.here,
        Kind.MODEL,
        3,
        SAID,
        actor=province.here_officer,
        at=MONDAY,
        delegation=found,
    )

    assert [one.full_name for one in found.members.all()] == ["Nguyễn Văn Đi"]
    assert found.brought_home.count() == 1
    assert found.lessons == "Một bàn tiếp nhận."


@pytest.mark.parametrize(
    ("changes", "people", "sentence"),
    [
        ({"decision_on": None}, PEOPLE, "cả số và ngày"),
        ({"rank_year": None}, PEOPLE, "của năm nào"),
        ({}, [("", "Phó Chủ tịch")], "chưa có ai"),
    ],
)
def test_what_is_half_told_is_refused(
    province: Province, changes: dict[str, Any], people: list[tuple[str, str]], sentence: str
) -> None:
    with pytest.raises(DelegationError, match=sentence):
        delegations.save_delegation(
            Delegation(agency=province.here),
            {**WENT, **changes},
            people,
            actor=province.here_officer,
            at=MONDAY,
        )

    assert not Delegation.objects.exists()


def test_another_unit_changes_and_finds_nothing(province: Province) -> None:
    found = journey(province)

    with pytest.raises(PermissionDenied):
        delegations.tell_lessons(found, "Khác", actor=province.elsewhere_officer, on=MONDAY.date())
    with pytest.raises(Http404):
        policies.access_delegation(province.elsewhere_officer, found.ref)


def test_lessons_and_promises_come_after_the_journey_began(province: Province) -> None:
    found = journey(province, begins_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))

    with pytest.raises(DelegationError, match="chưa đi"):
        delegations.tell_lessons(found, "Hay", actor=province.here_officer, on=MONDAY.date())
    with pytest.raises(DelegationError, match="trước ngày đi"):
        delegations.commit_to(
            found,
            text="Lập bàn",
            responsible="",
            due_on=MONDAY.date(),
            actor=province.here_officer,
        )


def test_a_promise_is_reminded_of_until_it_is_kept(province: Province) -> None:
    found = journey(province)
    promise = delegations.commit_to(
        found,
        text="Lập bàn tiếp nhận chung",
        responsible="Văn phòng",
        due_on=date(2026, 11, 30),
        actor=province.here_officer,
    )

    with time_machine.travel(MONDAY, tick=False):
        [letter] = reminded(MONDAY)
        assert "Lập bàn tiếp nhận chung" in letter
        assert "còn 7 ngày" in letter
        assert reminded(MONDAY + timedelta(hours=1)) == []
    assert reminded(MONDAY + timedelta(days=1)) == []
    [late] = reminded(MONDAY + timedelta(days=14))
    assert "trễ 7 ngày" in late

    delegations.fulfil(promise, on=date(2026, 12, 8), note="Xong", actor=province.here_officer)

    assert all("Lập bàn" not in one for one in reminded(MONDAY + timedelta(days=21)))
    with pytest.raises(DelegationError, match="đã ghi xong"):
        delegations.fulfil(promise, on=date(2026, 12, 9), note="", actor=province.here_officer)


def test_lessons_not_told_are_asked_for_after_two_weeks(province: Province) -> None:
    journey(province)
    home = datetime.combine(WENT["ends_on"], MONDAY.timetz())

    assert reminded(home + timedelta(days=13)) == []
    [letter] = reminded(home + timedelta(days=14))
    assert "chưa ghi bài học" in letter


def test_whoever_looks_after_two_units_reads_of_both_in_one_letter(province: Province) -> None:
    officer_id = province.here_officer.officer_id
    assert officer_id is not None
    RoleAssignment.objects.create(
        officer_id=officer_id,
        agency=province.elsewhere,
        role=Role.REFORM_OFFICER,
        valid_from=date(2026, 1, 1),
    )
    for place, title in ((province.here, "Đi Huế"), (province.elsewhere, "Đi Vinh")):
        delegations.save_delegation(
            Delegation(agency=place), {**WENT, "title": title}, PEOPLE, actor=SYSTEM, at=MONDAY
        )
    home = datetime.combine(WENT["ends_on"], MONDAY.timetz())

    letters = reminded(home + timedelta(days=14))

    assert len(letters) == 1
    assert "Đi Huế" in letters[0]
    assert "Đi Vinh" in letters[0]


def test_a_promise_that_nobody_can_be_reminded_of_is_told(province: Province) -> None:
    delegations.save_delegation(
        Delegation(agency=province.department), WENT, PEOPLE, actor=SYSTEM, at=MONDAY
    )
    Account.objects.filter(officer=province.secretary.officer_id).update(email="")
    report = Report()

    remind_of_commitments(
        at=datetime.combine(WENT["ends_on"], MONDAY.timetz()) + timedelta(days=14), report=report
    )

    assert [subject for subject, _why in report.problems] == [province.department.name]


@pytest.mark.parametrize(
    ("left", "is_told"), [(8, False), (7, True), (3, False), (0, True), (-1, False), (-7, True)]
)
def test_on_which_days_one_is_reminded(
    left: int,
    is_told: bool,  # noqa: FBT001, a parameter of the test
) -> None:
    today = date(2026, 11, 23)

    assert is_reminded_on(today + timedelta(days=left), today) is is_told
