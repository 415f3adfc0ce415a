"""Answering a slip: after the return, once, by no officer; doubtful ones are marked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from motcua.accounts.models import AccountSession
from motcua.agencies.roles import Role
from motcua.dossiers.closing import database_now
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.kernel.clock import VIETNAM
from motcua.surveys.models import Entry, OfficeNetwork, Remark, Response, Slip, Tablet
from motcua.surveys.questions import AnswersError
from motcua.surveys.selectors import just_returned, tablet_of
from motcua.surveys.services.answering import (
    RatedAlreadyError,
    RatingError,
    Sender,
    rate,
    rate_visit,
)
from motcua.surveys.services.papers import enter_paper
from motcua.surveys.services.tablets import TabletError, pair_tablet, register_tablet
from tests import factories
from tests.dossiers.lives import Office
from tests.surveys.counter import (
    AT_HOME,
    DAY,
    DISLIKED,
    LATER,
    LIKED,
    RETURNED_AT,
    rated,
    rated_office,
    returned,
    sender,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return rated_office()


def test_a_slip_goes_with_the_result(office: Office) -> None:
    dossier = returned(office)

    slip = Slip.objects.get(dossier=dossier)

    assert (slip.day, slip.is_refusal) == (DAY, False)
    assert slip.officer_id == office.people[Role.DESK_OFFICER].officer_id
    assert slip.agency_id == dossier.receiving_agency_id


def test_a_slip_goes_with_a_refusal(office: Office) -> None:
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency), **office.by(Role.DESK_OFFICER)
    )

    refuse_dossier(
        lodged.pk,
        reasons=["Thiếu chữ ký"],
        legal_basis="Điều 12",
        advice="",
        **office.by(Role.DESK_OFFICER),
    )

    lodged.refresh_from_db()
    assert Slip.objects.get(dossier=lodged).is_refusal
    assert not rate(lodged, DISLIKED, sender=sender(), at=LATER).is_satisfied


def test_an_answer_says_what_was_chosen_and_from_where_unnamed(office: Office) -> None:
    dossier = returned(office)

    response = rate(dossier, LIKED, sender=sender("bi-mat"), at=LATER)

    assert (response.entry, response.is_satisfied, response.is_counted) == ("link", True, True)
    assert len(response.device_key) == len(response.address_key) == 64
    assert AT_HOME not in response.address_key
    assert response.entered_by_id is None


def test_before_the_return_nothing_is_rated(office: Office) -> None:
    dossier = office.advance(office.accepted(Settlement.NOTHING_DUE), 3)

    with pytest.raises(RatingError, match="chưa trả kết quả"):
        rate(dossier, LIKED, sender=sender(), at=LATER)

    assert not Response.objects.exists()


def test_a_second_rating_finds_the_first(office: Office) -> None:
    dossier = returned(office)
    rate(dossier, LIKED, sender=sender(), at=LATER)

    with pytest.raises(RatedAlreadyError, match="đã có một đánh giá"):
        rate(dossier, DISLIKED, sender=sender("khac"), at=LATER)

    assert [one.is_satisfied for one in Response.objects.all()] == [True]


def test_what_ended_before_there_were_slips_has_none(office: Office) -> None:
    dossier = office.accepted(Settlement.NOTHING_DUE)
    dossier.state = "returned"

    with pytest.raises(RatingError, match="trước khi có phiếu"):
        rate(dossier, LIKED, sender=sender(), at=LATER)


def test_the_general_question_cannot_be_left_out(office: Office) -> None:
    dossier = returned(office)

    with pytest.raises(AnswersError):
        rate(dossier, {"thai-do": "3"}, sender=sender(), at=LATER)

    assert not Response.objects.exists()


def test_an_answer_is_neither_changed_nor_deleted(office: Office) -> None:
    response = rated(office, 1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(is_satisfied=False)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Response.objects.filter(pk=response.pk).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Slip.objects.update(day=DAY)


def test_the_database_says_when_it_was_recorded(office: Office) -> None:
    response = rated(office, 1)

    response.refresh_from_db()

    assert response.happened_at == LATER
    assert abs(database_now() - response.recorded_at) < timedelta(hours=1)


def test_from_where_officers_work_it_is_marked_and_told_beside(office: Office) -> None:
    account = office.people[Role.DESK_OFFICER].account_id
    AccountSession.objects.create(
        session_key="mot-phien",
        account_id=account,
        created_at=LATER,
        expire_date=LATER + timedelta(days=1),
        ip_address=AT_HOME,
    )
    AccountSession.objects.update(seen_at=LATER)

    response = rated(office, 1)

    assert (response.office_address, response.is_counted) == (True, False)


def test_an_address_of_another_agencys_officers_is_nobodys(office: Office) -> None:
    other = factories.OfficerFactory.create()
    AccountSession.objects.create(
        session_key="phien-khac",
        account=other.account,
        created_at=LATER,
        expire_date=LATER + timedelta(days=1),
        ip_address=AT_HOME,
    )

    assert not rated(office, 1).office_address


@pytest.mark.parametrize(("network", "marks"), [("203.0.113.0/28", 1), ("10.0.0.1", 0)])
def test_a_network_that_an_administrator_names_is_marked(
    office: Office, network: str, marks: int
) -> None:
    OfficeNetwork.objects.create(agency=office.desk.agency, network=network, added_at=LATER)

    assert int(rated(office, 1).office_address) == marks


def test_the_device_of_an_officer_is_marked(office: Office) -> None:
    dossier = returned(office)

    response = rate(dossier, LIKED, sender=sender(is_office_device=True), at=LATER)

    assert (response.office_device, response.is_counted) == (True, False)


def test_the_fourth_answer_of_a_day_from_one_device_is_marked(office: Office) -> None:
    one = sender("mot-may")

    marks = [
        rate(returned(office, number), LIKED, sender=one, at=LATER).many_from_device
        for number in range(1, 5)
    ]
    next_day = rate(returned(office, 5), LIKED, sender=one, at=LATER + timedelta(days=2))

    assert marks == [False, False, False, True]
    assert not next_day.many_from_device


def a_tablet(office: Office) -> Tablet:
    administrator = factories.actor_with(Role.ADMINISTRATOR, agency=office.desk.agency)
    tablet = register_tablet(office.desk, "Quầy 1", actor=administrator, at=LATER)
    code = f" {tablet.code[:4].lower()}-{tablet.code[4:]}"
    return pair_tablet(code, "bi-mat-cua-may", at=LATER)


def test_a_tablet_of_the_desk_is_no_office_device(office: Office) -> None:
    tablet = a_tablet(office)
    OfficeNetwork.objects.create(agency=office.desk.agency, network=AT_HOME, added_at=LATER)
    answers = [
        rate(
            returned(office, number),
            LIKED,
            sender=Sender("", AT_HOME, tablet=tablet),
            at=LATER,
        )
        for number in range(1, 6)
    ]

    assert {(one.entry, one.is_counted, one.device_key) for one in answers} == {
        (Entry.TABLET, True, "")
    }


def test_a_tablet_is_paired_once_and_known_by_its_secret(office: Office) -> None:
    code = register_tablet(
        office.desk,
        "Quầy 2",
        actor=factories.actor_with(Role.ADMINISTRATOR, agency=office.desk.agency),
        at=LATER,
    ).code
    tablet = pair_tablet(code, "bi-mat", at=LATER)

    assert tablet_of("bi-mat") == tablet
    assert tablet_of("") is None
    with pytest.raises(TabletError, match="đã dùng"):
        pair_tablet(code, "bi-mat-khac", at=LATER)
    with pytest.raises(TabletError):
        pair_tablet("", "bi-mat-khac", at=LATER)


def test_only_an_administrator_of_the_agency_registers_a_tablet(office: Office) -> None:
    stranger = factories.actor_with(Role.ADMINISTRATOR, agency=factories.AgencyFactory.create())

    with pytest.raises(PermissionDenied):
        register_tablet(office.desk, "Quầy 1", actor=stranger, at=LATER)


def test_a_tablet_offers_what_was_handed_back_a_moment_ago(office: Office) -> None:
    tablet = a_tablet(office)
    first, second = returned(office, 1), returned(office, 2)
    rate(first, LIKED, sender=sender(), at=RETURNED_AT)

    offered = just_returned(tablet, RETURNED_AT + timedelta(minutes=5))

    assert [slip.dossier_id for slip in offered] == [second.pk]
    assert just_returned(tablet, RETURNED_AT + timedelta(minutes=21)) == []


def test_a_visit_without_a_dossier_is_kept_apart(office: Office) -> None:
    tablet = a_tablet(office)

    response = rate_visit(tablet, LIKED, sender=Sender("", AT_HOME, tablet=tablet), at=LATER)

    assert (response.slip_id, response.agency_id) == (None, office.desk.agency_id)


def test_words_wait_beside_the_answer(office: Office) -> None:
    response = rated(office, 1, {"chung": "dislike", "gop-y": "Chờ lâu"})

    assert (response.remark.raw, response.remark.shown) == ("Chờ lâu", "")
    assert response.remark.state == Remark.State.WAITING
    assert "gop-y" not in response.answers


def enter(office: Office, number: str = "P-01", **changes: object) -> Response:
    values: dict[str, object] = {"dated": DAY, "actor": office.people[Role.DESK_OFFICER]}
    values |= changes
    dossier = values.pop("dossier", None) or returned(office)
    return enter_paper(dossier, LIKED, number=number, at=LATER, **values)  # type: ignore[arg-type]


def test_a_slip_of_paper_is_entered_as_paper(office: Office) -> None:
    response = enter(office)

    assert (response.entry, response.paper_number) == ("paper", "P-01")
    assert response.day == DAY
    assert response.happened_at.astimezone(VIETNAM).hour == 12
    assert response.entered_by_id == office.people[Role.DESK_OFFICER].officer_id
    assert not response.office_address


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": " "}, "số của phiếu"),
        ({"number": "9" * 41}, "số của phiếu"),
        ({"dated": DAY + timedelta(days=1)}, "chưa tới"),
        ({"dated": DAY - timedelta(days=1)}, "trước ngày trả"),
    ],
)
def test_a_slip_of_paper_that_cannot_be_is_refused(
    office: Office, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(RatingError, match=words):
        enter(office, **changes)  # type: ignore[arg-type]


def test_paper_and_link_are_together_one_answer(office: Office) -> None:
    dossier = returned(office)
    rate(dossier, LIKED, sender=sender(), at=LATER)

    with pytest.raises(RatedAlreadyError):
        enter(office, dossier=dossier)


def test_one_paper_is_not_entered_for_two_dossiers(office: Office) -> None:
    enter(office)

    with pytest.raises(RatingError, match="P-01 đã được nhập"):
        enter(office, dossier=returned(office, 2))


def test_nobody_enters_papers_of_another_desk(office: Office) -> None:
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=factories.AgencyFactory.create())

    with pytest.raises(PermissionDenied):
        enter(office, actor=stranger)


def test_the_database_takes_no_answer_that_an_officer_wrote_as_a_citizen(office: Office) -> None:
    response = rated(office, 1)
    response.pk, response.slip_id = None, None
    response.entered_by_id = office.people[Role.DESK_OFFICER].officer_id

    with pytest.raises(DatabaseError, match="response_not_by_an_officer"):
        response.save(force_insert=True)
