"""What people did online after they were guided, found from dossiers, money and signatures."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.guidance.models import LaterAct
from motcua.guidance.programmes import Skill
from motcua.indicators.guiding_acts import keep_later_acts
from motcua.payments.models import Order, Payment
from motcua.people.keyed import number_key
from motcua.petitions.models import Feedback, Petitioner
from tests.dossiers.lives import ACCEPTED_AT, Office, open_office
from tests.factories import OfficerFactory
from tests.guidance.unit import Guided, guide, open_unit

pytestmark = pytest.mark.django_db
GUIDED_AT = ACCEPTED_AT - timedelta(days=10)
NIGHT = ACCEPTED_AT + timedelta(days=40)
PAID_AT = ACCEPTED_AT + timedelta(days=1)


@pytest.fixture
def office() -> Office:
    """Return a desk at which dossiers come in."""
    return open_office()


@pytest.fixture
def unit() -> Guided:
    """Return a unit in which people were guided."""
    return open_unit()


def lodged(office: Office, unit: Guided, at: datetime = GUIDED_AT, **changes: Any) -> Dossier:
    """Return the dossier of somebody who was guided ``at``, as it is after ``changes``."""
    dossier = office.accepted()
    number = dossier.applicant.identity_number
    assert number is not None
    guide(unit.helper(), at, number)
    values = {"channel": "online", "submitted_at": ACCEPTED_AT, **changes}
    Dossier.objects.filter(pk=dossier.pk).update(**values)
    dossier.refresh_from_db()
    return dossier


def acts() -> set[tuple[str, date]]:
    """Return what was found, by what and when."""
    return {(one.skill, one.on) for one in LaterAct.objects.all()}


def test_lodging_online_is_found_once_and_names_nobody(office: Office, unit: Guided) -> None:
    dossier = lodged(office, unit)

    first, again = keep_later_acts(at=NIGHT), keep_later_acts(at=NIGHT)

    assert (first, again) == (1, 0)
    [row] = LaterAct.objects.values("person_key", "skill", "on")
    number = dossier.applicant.identity_number
    assert number is not None
    assert row == {
        "person_key": number_key(number),
        "skill": Skill.LODGE,
        "on": ACCEPTED_AT.date(),
    }


@pytest.mark.parametrize("how", ["direct", "post"])
def test_what_was_handed_in_is_no_act_online(office: Office, unit: Guided, how: str) -> None:
    lodged(office, unit, channel=how)

    assert keep_later_acts(at=NIGHT) == 0


def test_what_an_officer_helped_with_is_no_act_of_ones_own(office: Office, unit: Guided) -> None:
    lodged(office, unit, helper=OfficerFactory.create(agency=office.desk.agency))

    assert keep_later_acts(at=NIGHT) == 0


def test_what_was_done_on_the_day_or_before_is_not_kept(office: Office, unit: Guided) -> None:
    lodged(office, unit, at=ACCEPTED_AT - timedelta(hours=1))

    assert keep_later_acts(at=NIGHT) == 0


def test_whoever_was_not_guided_leaves_no_trace(office: Office, unit: Guided) -> None:
    guide(unit.helper(), GUIDED_AT, "077101900009")
    Dossier.objects.filter(pk=office.accepted().pk).update(channel="online")

    assert keep_later_acts(at=NIGHT) == 0


@pytest.mark.parametrize("mode", ["by_post", "electronic"])
def test_a_result_that_came_home_is_an_act(office: Office, unit: Guided, mode: str) -> None:
    lodged(office, unit, channel="direct", result_mode=mode, returned_at=PAID_AT)

    keep_later_acts(at=NIGHT)

    assert acts() == {(Skill.RECEIVE, PAID_AT.date())}


def test_a_result_fetched_at_the_desk_is_none(office: Office, unit: Guided) -> None:
    lodged(office, unit, channel="direct", returned_at=PAID_AT)

    assert keep_later_acts(at=NIGHT) == 0


@pytest.mark.parametrize("at_desk", [True, False])
def test_paying_counts_where_nobody_took_the_money(
    office: Office, unit: Guided, *, at_desk: bool
) -> None:
    dossier = lodged(office, unit, channel="direct")
    payment = Payment.objects.create(
        reference=dossier.tracking_code,
        amount_dong=15_000,
        method="transfer",
        received_at=PAID_AT,
        received_by_id=office.people[Role.CASHIER].officer_id if at_desk else None,
    )
    Order.objects.create(
        number="MC0000001",
        kind="charge",
        payable="1",
        reference=dossier.tracking_code,
        subject=dossier.tracking_code,
        purpose="Lệ phí",
        amount_dong=15_000,
        agency=office.desk.agency,
        state="settled",
        opened_at=ACCEPTED_AT,
        expires_at=PAID_AT,
        payment=payment,
    )

    keep_later_acts(at=NIGHT)

    assert acts() == (set() if at_desk else {(Skill.PAY, PAID_AT.date())})


@pytest.mark.parametrize(
    ("way", "is_known", "is_found"),
    [
        pytest.param("online", True, True, id="signed in"),
        pytest.param("online", False, False, id="a number that was only typed"),
        pytest.param("phone", True, False, id="an officer wrote it down"),
    ],
)
def test_feedback_is_ones_own_when_sent_online_signed_in(
    office: Office, unit: Guided, *, way: str, is_known: bool, is_found: bool
) -> None:
    person = office.accepted().applicant
    assert person.identity_number is not None
    guide(unit.helper(), GUIDED_AT, person.identity_number)
    sent = Feedback.objects.create(
        code="PA-1",
        agency=office.desk.agency,
        received_by=office.desk.agency,
        subject="delay",
        way=way,
        lodged_at=PAID_AT,
    )
    Petitioner.objects.create(
        feedback=sent,
        person=person if is_known else None,
        number_key=number_key(person.identity_number),
        full_name=person.full_name,
    )

    keep_later_acts(at=NIGHT)

    assert acts() == ({(Skill.FEEDBACK, PAID_AT.date())} if is_found else set())
