"""The same news a hundred times at once, and many receipts at once, over real connections."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django.fixtures import Settings

from motcua.payments.models import Incoming, OrderEvent, Payment, PaymentReceipt
from motcua.payments.services.incoming import BANK, Money, receive
from tests.dossiers.lives import TUESDAY
from tests.payments.online import US, collecting_office, news, order_for, owing

CALLBACKS = 100
CONNECTIONS = 25


@pytest.fixture(autouse=True)
def _committed(committed_database: str, settings: Settings) -> None:
    """Commit for real, in a database that goes with the test."""
    del committed_database
    settings.VNPAY = US


def crowd(act: Callable[[int], Any], times: int) -> list[Any]:
    """Do ``act`` so many times, over several connections at once."""

    def alone(number: int) -> Any:
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return list(pool.map(alone, range(times)))


def test_a_hundred_identical_callbacks_settle_once() -> None:
    order = order_for(owing(collecting_office()), "vnpay")
    message = news(order)
    connection.close()

    def call(_number: int) -> str:
        answer = Client().get("/thanh-toan/vnpay/ipn/", message)
        return str(answer.json()["RspCode"])

    codes = Counter(crowd(call, CALLBACKS))

    assert codes == {"00": 1, "02": CALLBACKS - 1}
    assert Payment.objects.count() == Incoming.objects.count() == 1
    assert OrderEvent.objects.filter(act="settle").count() == 1
    assert PaymentReceipt.objects.get().number == 1


def test_receipts_taken_at_once_have_every_number_once() -> None:
    office = collecting_office()
    numbers = [order_for(owing(office, number)).number for number in range(1, 31)]
    connection.close()

    def settle(place: int) -> str:
        money = Money(
            provider=BANK,
            txn=f"FT{place}",
            source=Incoming.Source.NOTICE,
            amount_dong=8_000,
            content=numbers[place],
            at=TUESDAY,
        )
        return str(receive(money, at=TUESDAY + timedelta(minutes=1))[0].state)

    states = crowd(settle, len(numbers))

    assert set(states) == {"settled"}
    given = PaymentReceipt.objects.values_list("number", flat=True)
    assert sorted(given) == list(range(1, len(numbers) + 1))


def test_an_unknown_line_told_at_once_is_one_row() -> None:
    collecting_office()
    connection.close()

    def tell(_number: int) -> bool:
        money = Money(BANK, "FT9", Incoming.Source.NOTICE, 8_000, "khong ro", TUESDAY)
        return receive(money, at=TUESDAY)[1]

    told = crowd(tell, 40)

    assert sum(told) == Incoming.objects.count() == 1
