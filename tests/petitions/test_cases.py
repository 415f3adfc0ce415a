"""Complaints and denunciations: only the right officer opens them, and each opening is a row."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.models import AbsenceCover, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.notifications.models import Message
from motcua.petitions import policies
from motcua.petitions.lifecycle import CaseState, FeedbackState
from motcua.petitions.models import CaseRead, Complaint, Denunciation, FeedbackWay
from motcua.petitions.sealing import seal, unseal
from motcua.petitions.services import cases, turning_over
from motcua.petitions.services.cases import CaseError, Said
from tests import factories
from tests.factories import THURSDAY_MORNING
from tests.petitions.conftest import House

AT = THURSDAY_MORNING
SAID = Said(
    text="Cán bộ nhận tiền để làm nhanh hồ sơ đất.",
    about="Ông Ngô Văn Quyền, địa chính phường",
    full_name="Nguyễn Thị Hoà",
    address="12 Lê Lợi",
    phone="0900000012",
)


def denounced(house: House, **fields: Any) -> Denunciation:
    said = Said(**{**{name: getattr(SAID, name) for name in Said.__slots__}, **fields})
    return cases.lodge_denunciation(said, agency_id=house.ward.pk, way=FeedbackWay.DESK, at=AT)


def complained(house: House) -> Complaint:
    return cases.lodge_complaint(SAID, agency_id=house.ward.pk, way=FeedbackWay.ONLINE, at=AT)


def test_the_database_alone_tells_nothing_of_people(house: House) -> None:
    denounced(house)

    with connection.cursor() as cursor:
        cursor.execute("SELECT petitions_denunciation::text FROM petitions_denunciation")
        [(row,)] = cursor.fetchall()

    packed = bytes.fromhex(row.split("\\\\x")[1].split('"')[0])
    for word in ("Hoà", "Quyền", "Lê Lợi", "0900000012", "nhận tiền"):
        assert word not in row
        assert word.encode() not in packed


def test_a_seal_holds_for_one_row_only() -> None:
    sealed = seal({"text": "kín"}, about="AAAA-CCCC-DDDD")

    assert unseal(sealed, about="AAAA-CCCC-DDDD") == {"text": "kín"}
    with pytest.raises(InvalidTag):
        unseal(sealed, about="AAAA-CCCC-EEEE")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPLAINT_OFFICER])
def test_no_other_role_sees_that_there_is_one(house: House, role: Role) -> None:
    actor = factories.actor_with(role, agency=house.ward)
    denunciation, complaint = denounced(house), complained(house)

    assert not policies.cases_for(actor, Denunciation).exists()
    assert not policies.cases_for(actor, Complaint).exists()
    with pytest.raises(Http404):
        policies.access_case(actor, Denunciation, denunciation.code)
    with pytest.raises(Http404):
        policies.access_case(actor, Complaint, complaint.code)
    with pytest.raises(PermissionDenied):
        cases.open_case(denunciation, actor=actor, at=AT)
    with pytest.raises(PermissionDenied):
        cases.open_case(complaint, actor=actor, at=AT)
    assert not CaseRead.objects.exists()


def test_the_right_officer_opens_it_and_each_time_is_a_row(house: House) -> None:
    case = denounced(house)

    found = policies.access_case(house.receiver, Denunciation, case.code)
    cases.open_case(found, actor=house.receiver, at=AT)
    said = cases.open_case(found, actor=house.receiver, at=AT)

    assert said.full_name == "Nguyễn Thị Hoà"
    assert case.reads.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        case.reads.all().delete()
    with pytest.raises(PermissionDenied):
        cases.open_case(case, actor=house.elsewhere_receiver, at=AT)


def test_who_looks_through_the_right_officers_eyes_sees_none(house: House) -> None:
    case = denounced(house)
    looking = replace(house.receiver, looks_on=True)

    assert policies.cases_for(house.receiver, Denunciation).exists()
    assert not policies.cases_for(looking, Denunciation).exists()
    with pytest.raises(PermissionDenied):
        cases.open_case(case, actor=looking, at=AT)


def test_who_is_named_cannot_open_it_even_with_the_role(house: House) -> None:
    factories.actor_with(Role.COMPLAINT_OFFICER, agency=house.ward, full_name="Ai Khác Nữa")
    case = denounced(house, about="bà PHAN THI KIN, tiếp công dân")

    assert case.agency == house.ward
    assert not policies.cases_for(house.receiver, Denunciation).exists()
    with pytest.raises(PermissionDenied):
        cases.open_case(case, actor=house.receiver, at=AT)


def test_who_covers_for_the_one_named_sees_no_more(house: House) -> None:
    factories.actor_with(Role.COMPLAINT_OFFICER, agency=house.ward, full_name="Ai Khác Nữa")
    named = Officer.objects.get(full_name="Phan Thị Kín")
    standing_in = factories.OfficerFactory.create(agency=house.ward, full_name="Mai Văn Thay")
    AbsenceCover.objects.create(
        absent=named, covering=standing_in, from_on=AT.date(), to_on=AT.date()
    )
    assert standing_in.account is not None
    actor = actor_of(standing_in.account, AT.date())
    plain = denounced(house)

    about_them = denounced(house, about="bà Phan Thị Kín")

    assert list(policies.cases_for(actor, Denunciation)) == [plain]
    with pytest.raises(PermissionDenied):
        cases.open_case(about_them, actor=actor, at=AT)


def test_named_receiver_or_head_sends_it_to_the_superior(house: House) -> None:
    above = factories.actor_with(
        Role.COMPLAINT_OFFICER, agency=house.above, full_name="Lý Cấp Trên"
    )

    of_the_only_receiver = denounced(house, about="bà Phan Thị Kín")
    of_the_head = denounced(house, text="Chủ tịch vo thanh dat nhận tiền.")

    for case in (of_the_only_receiver, of_the_head):
        assert case.agency == case.received_by == house.above
        assert cases.open_case(case, actor=above, at=AT).about
        with pytest.raises(PermissionDenied):
            cases.open_case(case, actor=house.receiver, at=AT)


def test_without_a_name_it_is_taken_in_and_nobody_is_written_to(house: House) -> None:
    case = denounced(house, full_name="", address="", phone="")

    assert case.is_anonymous
    assert not Message.objects.exists()
    with pytest.raises(CaseError, match="rõ việc gì"):
        denounced(house, text=" ")


def test_a_complaint_has_a_name(house: House) -> None:
    with pytest.raises(CaseError, match="họ tên"):
        cases.lodge_complaint(
            Said(text="Không cấp phép", about="UBND"),
            agency_id=house.ward.pk,
            way=FeedbackWay.ONLINE,
            at=AT,
        )


def test_it_is_routed_on_with_a_record_and_only_who_has_it_acts(house: House) -> None:
    case = complained(house)

    routed = cases.route(
        case,
        to_agency_id=house.department.pk,
        document="12/CV-UBND",
        legal_basis="Luật Khiếu nại, Điều 17",
        reason="Thuộc thẩm quyền của Sở.",
        actor=house.receiver,
        at=AT,
    )

    assert (routed.state, routed.agency) == (CaseState.ROUTED, house.department)
    last = routed.events.last()
    assert last is not None
    assert (last.document, last.agency) == ("12/CV-UBND", house.department)
    for actor in (house.receiver, house.elsewhere_receiver):
        assert cases.open_case(routed, actor=actor, at=AT).about == SAID.about
    with pytest.raises(PermissionDenied):
        cases.take_up(routed, document="1", legal_basis="", actor=house.receiver, at=AT)
    taken = cases.take_up(
        routed, document="5/TB", legal_basis="Điều 27", actor=house.elsewhere_receiver, at=AT
    )
    assert taken.state == CaseState.TAKEN_UP


@pytest.mark.parametrize(
    "missing",
    [{"document": " "}, {"legal_basis": ""}],
    ids=["no letter", "no law"],
)
def test_nothing_is_routed_without_letter_and_law(house: House, missing: dict[str, str]) -> None:
    said = {"document": "12/CV", "legal_basis": "Điều 17", "reason": "", **missing}

    with pytest.raises(CaseError):
        cases.route(
            complained(house),
            to_agency_id=house.department.pk,
            actor=house.receiver,
            at=AT,
            **said,
        )


def test_feedback_that_is_a_denunciation_leaves_the_way_of_feedback(house: House) -> None:
    one = house.feedback(text="Ông Ngô Văn Quyền nhận tiền để làm nhanh hồ sơ đất.")

    case = turning_over.turn_over(
        one.pk, to="denunciation", about="Ông Ngô Văn Quyền", actor=house.officer, at=AT
    )

    one.refresh_from_db()
    one.petitioner.refresh_from_db()
    assert one.state == FeedbackState.TURNED_OVER
    assert "Quyền" not in one.petitioner.text + one.petitioner.title
    assert (one.petitioner.full_name, one.petitioner.phone) == ("(đã chuyển)", "")
    assert isinstance(case, Denunciation)
    assert "nhận tiền" in cases.open_case(case, actor=house.receiver, at=AT).text
    [told] = Message.objects.filter(topic="petition_turned_over")
    assert case.code in told.subject + told.body
    assert one.code not in told.subject + told.body


def test_nobody_is_no_officer(house: House) -> None:
    case = denounced(house)

    with pytest.raises(PermissionDenied):
        cases.open_case(case, actor=Actor(None, None, ""), at=AT)
