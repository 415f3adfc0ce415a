"""The fees of 2024: 72.83 % of the dossiers with one paid it online, found in the tables."""

import random
from datetime import datetime

import pytest
from django.db.models import QuerySet
from hypothesis import given, strategies as st

from motcua.demo import an_ngai, fees
from motcua.demo.enacting import Paying, Planned
from motcua.demo.loading import AGENCY, AN_NGAI, load_next
from motcua.demo.models import DemoPart, Stage
from motcua.demo.moments import Pace
from motcua.demo.names import citizen
from motcua.demo.progress import figures_of_2024
from motcua.demo.province import Share
from motcua.dossiers.auditing import audit
from motcua.dossiers.cash_desk import paid_online
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Charge, Dossier
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import Incoming, Order
from motcua.procedures.models import Channel

MORNING = datetime(2024, 5, 6, 8, tzinfo=VIETNAM)
CHANNELS = [Channel.ONLINE] * 17 + [Channel.DIRECT, Channel.POST]


def of_an_ngai() -> QuerySet[Dossier]:
    return Dossier.objects.filter(agency__unit__code=an_ngai.UNIT_CODE)


def dealt_to(key: str) -> dict[str, list[int]]:
    part = DemoPart.objects.filter(key__startswith=key).first()
    assert part is not None
    dealt: dict[str, list[int]] = part.facts["dealt"]
    return dealt


def plans(number: int, place: str) -> list[Planned]:
    chance = random.Random(place)  # noqa: S311 - a play
    return [
        Planned(
            key=f"{place}:{serial}",
            procedure_code="2.000635" if serial % 5 else "1.001193",
            channel=chance.choice(CHANNELS),
            applicant=citizen(chance, serial=serial, place=place),
            submitted_at=MORNING,
            accepted_at=MORNING,
            pace=Pace.EARLY,
        )
        for serial in range(number)
    ]


def has_fee(planned: Planned) -> bool:
    return planned.procedure_code == "2.000635"


@pytest.mark.usefixtures("demo")
def test_of_the_dossiers_with_a_fee_72_83_percent_are_dealt_out_as_paid_online() -> None:
    agencies = DemoPart.objects.filter(key__startswith=f"{AGENCY}:")
    dealt = [dealt_to(f"{AN_NGAI}:"), *(Share.from_facts(one.facts).dealt for one in agencies)]
    online = sum(len(one.get(Paying.ONLINE, ())) for one in dealt)
    ways = (Paying.ONLINE, Paying.AT_DESK, Paying.OWED)
    with_fee = sum(len(one.get(way, ())) for one in dealt for way in ways)

    assert with_fee > 1_500
    assert round(online / with_fee * 100, 2) == 72.83


@pytest.mark.usefixtures("demo")
def test_an_ngai_has_paid_as_it_was_dealt() -> None:
    dealt = dealt_to(f"{AN_NGAI}:")

    found = paid_online(of_an_ngai())

    assert found.online == len(dealt[Paying.ONLINE])
    assert found.with_fee == found.online + len(dealt[Paying.AT_DESK]) + len(dealt[Paying.OWED])
    assert found.percent is not None
    assert 65 < found.percent < 80
    exempt = of_an_ngai().filter(money_state=MoneyState.EXEMPT)
    assert exempt.count() == len(dealt[Paying.EXEMPT])


@pytest.mark.usefixtures("demo")
def test_what_was_paid_online_came_from_a_bank_or_the_gateway_and_through_no_officer() -> None:
    orders = Order.objects.filter(
        payment__charges__dossier__in=of_an_ngai(), payment__received_by__isnull=True
    ).select_related("payment")
    settled = {line.order_id: line for line in Incoming.objects.filter(order__in=orders)}

    assert len(orders) == paid_online(of_an_ngai()).online
    assert {order.payment.method for order in orders if order.payment} == {"transfer", "gateway"}
    for order in orders:
        assert settled[order.pk].state == Incoming.State.SETTLED
        assert settled[order.pk].amount_dong == order.amount_dong
    charges = Charge.objects.filter(payment__order__in=orders).select_related("dossier", "payment")
    for charge in charges:
        assert charge.dossier.channel == Channel.ONLINE
        assert charge.dossier.money_state == MoneyState.PAID
        assert charge.payment is not None
        assert charge.payment.received_at == charge.dossier.submitted_at


@pytest.mark.usefixtures("demo")
def test_a_commune_pays_as_it_was_dealt() -> None:
    DemoPart.objects.filter(stage=Stage.REST).update(order=1)
    part = next(
        one
        for one in DemoPart.objects.filter(key__startswith=f"{AGENCY}:").order_by("pk")
        if one.facts["dealt"].get(Paying.ONLINE)
    )
    DemoPart.objects.filter(pk=part.pk).update(order=0)

    load_next(Stage.REST)

    found = paid_online(Dossier.objects.filter(agency__code=part.facts["agency"]))
    assert found.online == len(part.facts["dealt"][Paying.ONLINE])


@pytest.mark.usefixtures("demo")
def test_the_ledger_holds_over_what_was_paid_online() -> None:
    assert audit(at=datetime(2026, 11, 23, 8, tzinfo=VIETNAM)).differences == []


@pytest.mark.usefixtures("demo")
def test_the_demonstration_says_that_it_is_scaled_down() -> None:
    found = paid_online(of_an_ngai())

    sentence = figures_of_2024()

    assert "thu nhỏ từ 209.390 hồ sơ của bài báo còn 747" in sentence
    assert f"trong {found.with_fee} hồ sơ có phí" in sentence
    assert f"{found.percent:.2f} % nộp tiền".replace(".", ",") in sentence


def test_whoever_came_to_the_counter_pays_there() -> None:
    some = plans(400, "chợ")

    dealt = fees.deal({"a": some[:150], "b": some[150:]}, has_fee, seed=1)

    paid = [*fees.paying(some[:150], dealt["a"]), *fees.paying(some[150:], dealt["b"])]
    online = [one for one in paid if one.paying is Paying.ONLINE]
    with_fee = [one for one in paid if one.paying and one.paying is not Paying.EXEMPT]
    assert round(len(online) / len(with_fee), 4) == fees.SHARE_PAID_ONLINE
    assert {one.channel for one in online} == {Channel.ONLINE}
    assert [one.key for one in paid if one.paying] == [one.key for one in some if has_fee(one)]


@given(st.integers(min_value=100, max_value=20_000))
def test_a_number_is_found_of_which_the_share_can_be_made(at_most: int) -> None:
    number = fees.fitting_number(at_most)

    assert 0 < number <= at_most
    assert round(round(number * 0.7283) / number * 100, 2) == 72.83
