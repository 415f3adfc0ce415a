"""The simulators of gateway and bank against the product, over real HTTP, good and bad."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler
from pytest_django.fixtures import Settings

from motcua.kernel import clock
from motcua.payments.gateway import attempts, pay_address
from motcua.payments.merchants import Merchant
from motcua.payments.models import Incoming, Order, PaymentMethod, Refund
from motcua.payments.selectors import qr_of
from motcua.payments.services.bank import take_statement
from motcua.payments.services.orders import ask
from motcua.payments.services.reconciling import ask_about_open_orders, reconcile
from motcua.payments.services.vnpay import GatewayError, refund_at_gateway
from motcua.payments.statements import read_statement
from simulators.host import running
from tests.dossiers.conftest import committed_database, migrated_template
from tests.dossiers.lives import Office
from tests.payments.online import BANK_SECRET, US, collecting_office, order_for, owing

__all__ = ["committed_database", "migrated_template"]


@dataclass(frozen=True, slots=True)
class Town:
    """The product and the simulators, each behind an address."""

    office: Office
    product: str
    simulators: str

    def post(self, path: str, body: Any = None) -> Any:
        """Tell a simulator something; return what it says of itself."""
        data = json.dumps(body or {}).encode()
        with urlopen(Request(f"{self.simulators}{path}", data=data, method="POST")) as answer:
            return json.loads(answer.read())

    def pay(self, order: Order, outcome: str = "pay") -> Any:
        """Go through the pay page of the gateway; return what the gateway remembers."""
        us = merchant(self.simulators)
        back = f"{self.product}/thanh-toan/vnpay/ve/"
        address = pay_address(us, order, attempts(order)[-1], return_to=back, visitor="127.0.0.1")
        fields = dict(parse_qsl(urlsplit(address).query)) | {"outcome": outcome}
        with urlopen(address) as page:
            assert "Thẻ không đủ số dư" in page.read().decode()
        data = urlencode(fields).encode()
        with urlopen(Request(f"{self.simulators}/vnpay/chon", data=data)) as back_at_ours:
            assert f"/nop-tien/{order.ref}/" in back_at_ours.url
        return self.post("/vnpay/_state")

    def behave(self, name: str, mode: str, **more: Any) -> None:
        """Tell a simulator how to misbehave."""
        notify = f"{self.product}/thanh-toan/ngan-hang/"
        self.post(f"/{name}/_behave", {"mode": mode, "notify": notify, **more})


def merchant(simulators: str) -> Merchant:
    return Merchant(
        tmn_code=US.tmn_code,
        secret=US.secret,
        pay_address=f"{simulators}/vnpay/paymentv2/vpcpay.html",
        api_address=f"{simulators}/vnpay/merchant_webapi/api/transaction",
    )


@pytest.fixture
def town(committed_database: str, settings: Settings) -> Iterator[Town]:
    """Serve the product and both simulators."""
    del committed_database
    office = collecting_office()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    with running("vnpay", "bank") as simulators:
        settings.VNPAY, settings.BANK_SECRET = merchant(simulators), BANK_SECRET
        settings.SECURE_SSL_REDIRECT = False
        yield Town(office, f"http://127.0.0.1:{server.server_port}", simulators)
    server.shutdown()
    server.server_close()
    thread.join()
    connection.close()


def fresh(town: Town, number: int, how: str = "vnpay") -> Order:
    """Return an order of now, whose links hold."""
    order = order_for(owing(town.office, number))
    return ask(order, how, at=clock.now())


def state_of(order: Order) -> str:
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def test_the_gateway_well_and_badly_behaved(town: Town) -> None:
    paid = fresh(town, 1)
    assert town.pay(paid)["answers"] == [{"RspCode": "00", "Message": "Confirm Success"}]
    assert state_of(paid) == "settled"

    town.post("/vnpay/_reset")
    town.behave("vnpay", "twice", copies=5)
    twice = fresh(town, 2)
    codes = sorted(answer["RspCode"] for answer in town.pay(twice)["answers"])
    assert codes == ["00", "02", "02", "02", "02"]

    for number, (mode, code) in enumerate((("forged", "97"), ("wrong_amount", "04")), start=3):
        town.post("/vnpay/_reset")
        town.behave("vnpay", mode)
        order = fresh(town, number)
        assert town.pay(order)["answers"][0]["RspCode"] == code
        assert state_of(order) == "waiting"

    town.post("/vnpay/_reset")
    town.behave("vnpay", "success_after_failure")
    order = fresh(town, 5)
    town.pay(order)
    assert state_of(order) == "failed"
    assert town.post("/vnpay/_release")["answers"][-1]["RspCode"] == "00"
    assert state_of(order) == "settled"


def test_a_callback_that_never_comes_is_found_by_asking(town: Town) -> None:
    town.behave("vnpay", "never")
    lost, abandoned = fresh(town, 1), fresh(town, 2)
    town.pay(lost)
    town.pay(abandoned, "abandon")
    assert state_of(lost) == "waiting"

    settled, problems = ask_about_open_orders(at=clock.now())

    assert (settled, problems) == (1, [])
    assert (state_of(lost), state_of(abandoned)) == ("settled", "failed")
    assert reconcile(at=clock.now()) == (0, [])
    town.post("/vnpay/_reset")
    assert reconcile(at=clock.now())[0] == 1


def test_the_gateway_gives_back_once(town: Town) -> None:
    order = fresh(town, 1)
    town.pay(order)
    order.refresh_from_db()
    assert order.payment is not None
    assert order.payment.method == PaymentMethod.GATEWAY
    refund = Refund(
        payment=order.payment, amount_dong=3_000, reason="Thu thừa", decided_at=clock.now()
    )
    us = merchant(town.simulators)

    refund_at_gateway(us, refund, who="cb1", at=clock.now())
    refund_at_gateway(us, refund, who="cb1", at=clock.now())

    [payment] = town.post("/vnpay/_state")["payments"].values()
    assert payment["refunded"] == 300_000
    other = Refund(
        payment=order.payment, amount_dong=6_000, reason="Quá số", decided_at=clock.now()
    )
    with pytest.raises(GatewayError, match="từ chối"):
        refund_at_gateway(us, other, who="cb1", at=clock.now())


def test_the_bank_well_and_badly_behaved(town: Town) -> None:
    collector = town.office.desk.agency.collector
    outcomes = []
    for number, mode in enumerate(("normal", "twice", "forged", "wrong_amount", "never"), start=1):
        order = fresh(town, number, "vietqr")
        town.behave("bank", mode)
        town.post("/bank/_transfer", {"qr": qr_of(order, collector)})
        outcomes.append(state_of(order))

    assert outcomes == ["settled", "settled", "waiting", "waiting", "waiting"]
    assert Incoming.objects.filter(state="wrong_amount").count() == 1
    # The statement tells what notifications did not, and nothing twice.
    with urlopen(f"{town.simulators}/bank/sao-ke.csv") as answer:
        statement = answer.read()

    tally = take_statement(read_statement(statement), at=clock.now())
    assert (tally.lines, tally.settled, tally.known) == (5, 2, 3)
