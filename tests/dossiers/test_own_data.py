"""A person's own data: complete, everybody else masked, found only by number and name."""

import json
from datetime import datetime
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.models import CalendarVersion
from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, Dossier, SubjectRequest
from motcua.dossiers.own_data import own_data, people_known_as
from motcua.dossiers.services.reading import Reader
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.subject_requests import (
    SubjectRequestError,
    UnknownPersonError,
    answer_request,
    identify,
    receive_request,
    record_hand_over,
)
from motcua.kernel.clock import VIETNAM
from motcua.people.models import Person
from motcua.people.services import PersonInput
from tests import factories
from tests.dossiers.lives import TUESDAY, Office, open_office

pytestmark = pytest.mark.django_db
MINE: Final = "077190000001"
THEIRS: Final = "077190000777"
FRIDAY_EVENING: Final = datetime(2026, 11, 6, 17, 0, tzinfo=VIETNAM)


@pytest.fixture
def office() -> Office:
    return open_office()


def other() -> PersonInput:
    return factories.applicant(
        THEIRS,
        full_name="Phan Thanh Giản",
        phone="0911222333",
        email="gian@example.vn",
        address="Số 9 đường Sau",
    )


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """Return a dossier of two people, in which free words name the other one."""
    found = office.accepted(principal=other(), note="Nộp thay cho Phan Thanh Giản 0911222333")
    office.advance(found, 3)
    return_result(
        found.pk,
        collector=PersonInput(full_name="Lê Văn Nhận", phone="0933444555"),
        proof="Giấy ủy quyền của Phan Thanh Giản",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER),
    )
    return Dossier.objects.get(pk=found.pk)


def told(number: str, name: str) -> dict[str, Any]:
    return own_data(people_known_as(number, name), at=TUESDAY)


def test_the_applicant_gets_all_of_their_own_and_nothing_of_others(dossier: Dossier) -> None:
    held = told(MINE, "nguyen thi hoa")
    text = json.dumps(held, ensure_ascii=False)

    (one,) = held["dossiers"]
    assert one["code"] == dossier.code
    assert one["roles"] == ["applicant"]
    assert one["people_as_said"]["applicant"]["phone"] == "0900000012"
    assert one["payments"][0]["amount_dong"] == 8_000
    assert {"papers", "forms", "steps", "messages", "reads", "events"} <= set(one)
    assert one["messages"][0]["to"] == "hoa@example.vn"
    for hidden in ("Phan Thanh Giản", THEIRS, "0911222333", "gian@example.vn", "Số 9 đường Sau"):
        assert hidden not in text
    assert "Lê Văn Nhận" not in text
    assert "Phan T. G." in text


def test_the_principal_gets_the_same_dossier_the_other_way_round(dossier: Dossier) -> None:
    held = told(THEIRS, "Phan Thanh Giản")
    text = json.dumps(held, ensure_ascii=False)

    (one,) = held["dossiers"]
    assert one["code"] == dossier.code
    assert one["roles"] == ["principal"]
    assert "0911222333" in text
    for hidden in ("Nguyễn Thị Hoà", MINE, "0900000012", "hoa@example.vn"):
        assert hidden not in text


def test_whoever_only_collected_gets_it_too(dossier: Dossier) -> None:
    assert dossier.collector is not None

    held = own_data([dossier.collector], at=TUESDAY)

    assert held["dossiers"][0]["roles"] == ["collector"]
    assert "Nguyễn Thị Hoà" not in json.dumps(held, ensure_ascii=False)


def test_reads_are_told_by_agency_and_role_without_a_name(
    office: Office, dossier: Dossier
) -> None:
    from motcua.dossiers.services.reading import remember_reading  # noqa: PLC0415

    remember_reading(dossier, Reader(office.people[Role.CLERK], TUESDAY))

    held = told(MINE, "Nguyễn Thị Hoà")

    (read,) = held["dossiers"][0]["reads"]
    assert (read["role"], read["times"]) == ("Văn thư", 1)
    assert office.people[Role.CLERK].name not in json.dumps(held["dossiers"][0]["reads"])


def test_more_dossiers_cost_no_more_queries(
    office: Office, dossier: Dossier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del dossier
    people = people_known_as(MINE, "Nguyễn Thị Hoà")
    with django_assert_num_queries(28):
        own_data(people, at=TUESDAY)
    for _number in range(3):
        office.accepted(knows_of_duplicate=True)

    with django_assert_num_queries(28):
        own_data(people, at=TUESDAY)


@pytest.mark.parametrize(
    ("number", "name", "is_found"),
    [
        pytest.param("077 190 000 001", "Nguyễn Thị Hoà", True, id="number and name"),
        pytest.param(MINE, "nguyen thi hoa", True, id="without marks"),
        pytest.param(MINE, "Nguyễn Thị Hồng", False, id="another name"),
        pytest.param("077190000002", "Nguyễn Thị Hoà", False, id="another number"),
        pytest.param("", "Nguyễn Thị Hoà", False, id="no number"),
    ],
)
def test_both_number_and_name_must_be_right_and_every_try_is_logged(
    office: Office, dossier: Dossier, number: str, name: str, *, is_found: bool
) -> None:
    del dossier
    reader = Reader(office.people[Role.HEAD_OF_DESK], TUESDAY)

    try:
        found = bool(identify(number, name, reader, agency=office.desk.agency))
    except UnknownPersonError:
        found = False

    assert found is is_found
    assert AccessRecord.objects.get().rows == int(is_found)


def test_who_has_no_number_is_found_by_the_paper_and_the_name(dossier: Dossier) -> None:
    collected = people_known_as(dossier.tracking_code, "Phan Thanh Giản")

    assert [person.identity_number for person in collected] == [THEIRS]
    assert people_known_as(dossier.tracking_code, "Lê Văn Khác") == []


@pytest.mark.parametrize(
    "role", [Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.AUDITOR]
)
def test_nobody_else_takes_requests_or_hands_data_over(
    office: Office, dossier: Dossier, role: Role
) -> None:
    reader = Reader(office.people[role], TUESDAY)

    with pytest.raises(PermissionDenied):
        identify(MINE, "Nguyễn Thị Hoà", reader, agency=office.desk.agency)
    with pytest.raises(PermissionDenied):
        record_hand_over(
            [dossier.applicant],
            agency=office.desk.agency,
            words="Xem",
            sha256="ab" * 32,
            dossiers_count=1,
            reader=reader,
        )


def asked_by(office: Office, person: Person, **fields: Any) -> SubjectRequest:
    return receive_request(
        "correct",
        [person],
        agency=office.desk.agency,
        words="Số điện thoại sai",
        actor=office.people[Role.HEAD_OF_DESK],
        at=TUESDAY,
        stamp=office.context.stamp,
        **fields,
    )


def test_a_request_is_due_after_the_days_of_the_rule(office: Office, dossier: Dossier) -> None:
    assert CalendarVersion.objects.exists()

    asked = asked_by(office, dossier.applicant, dossier=dossier)

    assert asked.due_at == FRIDAY_EVENING


def test_a_request_about_a_dossier_of_others_is_refused(office: Office, dossier: Dossier) -> None:
    stranger = office.accepted(number=5).applicant

    with pytest.raises(SubjectRequestError, match="không có tên"):
        asked_by(office, stranger, dossier=dossier)


def test_a_request_is_answered_once(office: Office, dossier: Dossier) -> None:
    asked = asked_by(office, dossier.applicant)
    how = {"actor": office.people[Role.HEAD_OF_DESK], "at": FRIDAY_EVENING}
    with pytest.raises(SubjectRequestError, match="ghi câu trả lời"):
        answer_request(asked, granted=True, answer=" ", **how)  # type: ignore[arg-type]

    answered = answer_request(asked, granted=False, answer="Không có căn cứ", **how)  # type: ignore[arg-type]
    with pytest.raises(SubjectRequestError, match="đã có người trả lời"):
        answer_request(asked, granted=True, answer="Đã sửa", **how)  # type: ignore[arg-type]

    assert (answered.state, answered.answered_at) == ("refused", FRIDAY_EVENING)
