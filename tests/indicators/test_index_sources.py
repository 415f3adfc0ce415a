"""Where the items of index 766 come from: catalogue, papers, money, answers, feedback."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from motcua.agencies.models import AgencyKind
from motcua.dossiers.models import AskedAgain, DossierPaper
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tally
from motcua.indicators.indexing.counting import Asked, counted
from motcua.indicators.indexing.offered import offered_on
from motcua.indicators.keeping import catch_up
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.payments.models import Collector, OrderEvent
from motcua.procedures.models import Procedure, ProcedureVersion
from tests.dossiers.lives import TUESDAY, Office, open_office
from tests.factories import CONTENT, AgencyFactory, ProcedureFactory
from tests.surveys.counter import DISLIKED, rated, rated_office

pytestmark = pytest.mark.django_db
NOVEMBER = NamedPeriod(Kind.MONTH, 2026, 11)
LATER = datetime(9998, 1, 1, tzinfo=UTC)
LAST = date(2026, 11, 30)


def november(office: Office) -> dict[str, Tally]:
    catch_up(at=TUESDAY)
    asked = Asked(NOVEMBER, NOVEMBER.days(1), LATER)
    return dict(counted(asked, [office.desk.agency])[office.desk.agency.pk])


def changed(procedure: Procedure, **changes: Any) -> Procedure:
    content = {**deepcopy(CONTENT), **changes}
    ProcedureVersion.objects.filter(procedure=procedure).update(content=content)
    return procedure


def test_dossiers_that_somebody_disliked_are_taken_off() -> None:
    office = rated_office()
    for number in range(1, 4):
        rated(office, number)
    rated(office, 4, DISLIKED)

    assert november(office)[items.SATISFIED] == Tally(3, 4)


def test_papers_are_digitised_when_all_of_a_finished_dossier_are() -> None:
    office = open_office()
    whole, half = (office.advance(office.accepted(number=n), 3) for n in (1, 2))
    office.accepted(number=3)
    DossierPaper.objects.filter(dossier=whole).update(form="electronic")
    DossierPaper.objects.filter(dossier=half).update(form="original")
    DossierPaper.objects.create(dossier=half, order=9, name="Giấy", form="electronic")

    assert november(office)[items.DIGITISED] == Tally(1, 2)


def test_papers_are_reused_or_were_asked_for_all_the_same() -> None:
    office = open_office()
    reused, asked, _neither = (office.accepted(number=n) for n in (1, 2, 3))
    assert november(office)[items.REUSED] == Tally(0, 0)
    DossierPaper.objects.filter(dossier=reused).update(is_reused=True)
    AskedAgain.objects.create(dossier=asked, paper_id="p1", reason="Bản cũ mờ", asked_at=TUESDAY)

    assert november(office)[items.REUSED] == Tally(1, 2)


def test_whoever_takes_money_offers_to_pay_online() -> None:
    office = open_office()
    before = november(office)
    Collector.objects.create(
        agency=office.desk.agency,
        name="UBND",
        tax_code="3500000000",
        form_symbol="01",
        series_symbol="AA",
    )
    office.accepted(number=1)

    after = november(office)

    assert before[items.PAYMENT_OFFERED].part == 0
    assert after[items.PAYMENT_OFFERED].part == after[items.PAYMENT_OFFERED].whole >= 1
    assert after[items.PAYMENT_USED].part == 0


def test_money_that_a_bank_or_the_gateway_told_of_is_paid_online() -> None:
    office = open_office()
    online, _at_desk = (office.accepted(number=n) for n in (1, 2))
    payment = online.charges.get().payment
    last = OrderEvent.objects.filter(order__payment=payment).latest("sequence")
    OrderEvent.objects.create(
        order=last.order,
        sequence=last.sequence + 1,
        act="settle",
        provider="vnpay",
        provider_txn="1",
        at=TUESDAY,
    )

    found = november(office)

    assert found[items.PAID_ONLINE] == Tally(1, 2)
    assert found[items.PAYMENT_USED].part == 1


def test_procedures_are_of_the_level_and_the_fields_of_an_agency() -> None:
    commune = AgencyFactory.create()
    justice = AgencyFactory.create(kind=AgencyKind.DEPARTMENT, fields_handled=["Hộ tịch"])
    other = AgencyFactory.create(kind=AgencyKind.DEPARTMENT, fields_handled=["Đất đai"])
    of_commune = ProcedureFactory.create(levels=["commune"])
    of_province = ProcedureFactory.create(levels=["province"])
    of_all = ProcedureFactory.create(levels=[])

    found = offered_on(LAST, [commune, justice, other])

    assert found[commune.pk].all == {of_commune.pk, of_all.pk}
    assert found[justice.pk].all == {of_province.pk, of_all.pk}
    assert found[other.pk].all == set()


@pytest.mark.parametrize(
    "missing",
    [
        {"steps": " "},
        {"applicant": ""},
        {"legal_basis": ""},
        {"executing_agency": "", "competent_authority": ""},
        {"papers": []},
        {"results": []},
        {"channels": []},
    ],
)
def test_a_procedure_that_lacks_a_part_is_not_complete(missing: dict[str, Any]) -> None:
    agency = AgencyFactory.create()
    full = {
        "steps": "Nộp, xem, trả",
        "applicant": "Công dân",
        "legal_basis": "Luật Hộ tịch",
        "executing_agency": "UBND cấp xã",
        "results": [{"code": "KQ", "name": "Giấy xác nhận"}],
    }
    complete = changed(ProcedureFactory.create(), **full)
    lacking = changed(ProcedureFactory.create(), **{**full, **missing})

    found = offered_on(LAST, [agency])[agency.pk]

    assert found.all == {complete.pk, lacking.pk}
    assert found.complete == {complete.pk}


def test_what_was_not_in_force_that_day_is_not_offered() -> None:
    agency = AgencyFactory.create()
    procedure = ProcedureFactory.create()
    ProcedureVersion.objects.filter(procedure=procedure).update(
        valid_from=LAST, valid_to=LAST + timedelta(days=1)
    )

    days = [LAST + timedelta(days=n) for n in (-1, 0, 1, 2)]

    assert [bool(offered_on(day, [agency])[agency.pk].all) for day in days] == [
        False,
        True,
        True,
        False,
    ]
