"""Every scope against every operation, and every token that opens nothing."""

from datetime import timedelta
from typing import Final

import pytest
import time_machine
from django.test import Client

from motcua.accounts.models import Account
from motcua.agencies.actors import SYSTEM
from motcua.exchange.callers import Caller as Calling
from motcua.exchange.models import ApiToken, ApiUsage
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import change_client, rotate_secret, switch
from motcua.web.api import door
from motcua.web.api.pages import document
from tests.api_clients import Caller, caller, terms
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
PUBLIC, LODGE, READ, AGENCY = Scope.PUBLIC, Scope.LODGE, Scope.READ, Scope.AGENCY
PERSONAL, PAY = Scope.PERSONAL, Scope.PAY
EITHER: Final = [{READ}, {AGENCY}]
HOOKS: Final = Scope.HOOKS
HOOKING: Final = [{HOOKS, READ}, {HOOKS, AGENCY}]
WHO: Final[dict[str, list[set[Scope]]]] = {
    # Written apart from the code: any of these sets of scopes is enough, nothing less is.
    "search_catalogue": [{PUBLIC}],
    "get_procedure": [{PUBLIC}],
    "get_terms": [{PUBLIC}],
    "get_form": [{PUBLIC}],
    "list_units": [{PUBLIC}],
    "list_agencies": [{PUBLIC}],
    "get_agency": [{PUBLIC}],
    "get_calendar": [{PUBLIC}],
    "count_due_date": [{PUBLIC}],
    "get_figures": [{PUBLIC}],
    "get_index": [{PUBLIC}],
    "list_open_data": [{PUBLIC}],
    "get_roster": [{PUBLIC}],
    "send_file": [{LODGE}],
    "get_file": [{LODGE}],
    "lodge_dossier": [{LODGE}],
    "check_dossier": [{LODGE}],
    "get_supplement": [{LODGE}],
    "answer_supplement": [{LODGE}],
    "list_dossiers": EITHER,
    "get_dossier": EITHER,
    "get_payment": EITHER,
    "get_result": EITHER,
    "list_messages": [{PERSONAL, READ}, {PERSONAL, AGENCY}],
    "get_result_file": [{PERSONAL, READ}, {PERSONAL, AGENCY}],
    "open_payment_order": [{PAY, READ}, {PAY, AGENCY}],
    "take_result": [{LODGE, PERSONAL}],
    "send_petition": [{Scope.PETITION}],
    "get_petition": [{Scope.PETITION_READ}],
    "list_webhooks": HOOKING,
    "make_webhook": HOOKING,
    "get_webhook": HOOKING,
    "change_webhook": HOOKING,
    "rotate_webhook_secret": HOOKING,
    "switch_webhook": HOOKING,
    "ping_webhook": HOOKING,
    "list_webhook_deliveries": HOOKING,
    "send_webhook_again": HOOKING,
}
GIVEN: Final = {
    "send_file": "?name=x.pdf",
    "count_due_date": "?value=1",
    "get_terms": "?agency=khong-co",
}
BODIES: Final = {
    "lodge_dossier": {
        "procedure": "x",
        "agency": "x",
        "applicant": {"full_name": "Ai Đó", "number": "1", "level": 1, "how": "vneid"},
    },
    "answer_supplement": {"answers": [{"number": 1}]},
    "open_payment_order": {"how": "vietqr"},
    "send_petition": {
        "agency": "x",
        "subject": "delay",
        "text": "x",
        "full_name": "Ai Đó",
        "address": "Số 1",
    },
    "make_webhook": {"address": "http://vidu.vn/", "kinds": ["dossier.returned"]},
    "change_webhook": {"address": "http://vidu.vn/", "kinds": ["dossier.returned"]},
    "switch_webhook": {"is_on": True},
}


def operations() -> dict[str, tuple[str, str]]:
    """Return method and address of every operation, by its name, from the schema itself."""
    found = {}
    for path, methods in document()["paths"].items():
        for method, one in methods.items():
            address = path.removeprefix("/api/v1/")
            address = address.replace("{ref}", "00000000-0000-0000-0000-000000000007")
            for part in ("{code}", "{key}"):
                address = address.replace(part, "KHONG-CO")
            found[one["operationId"]] = (method, address)
    return found


def call(client: Caller, name: str) -> int:
    method, address = operations()[name]
    address += GIVEN.get(name, "")
    if method == "get":
        return int(client.get(address).status_code)
    body = BODIES.get("lodge_dossier" if name == "check_dossier" else name, {})
    if name == "send_file":
        return int(client.post(address, b"x").status_code)
    return int(client.post(address, body).status_code)


def test_the_table_names_every_operation() -> None:
    assert set(WHO) == set(operations())


def test_every_scope_opens_what_the_table_says_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = caller(calls_per_minute=10_000)
    pairs = [{PERSONAL, READ}, {PERSONAL, AGENCY}, {PAY, READ}, {PAY, AGENCY}, {LODGE, PERSONAL}]
    pairs += [set(one) for one in HOOKING]
    wrong = []
    for scopes in [set(), *({one} for one in Scope), *pairs, set(Scope)]:
        calling = Calling(asked.client, frozenset(scopes), None)
        monkeypatch.setattr(door, "caller_of", lambda _token, who=calling, **_more: who)
        for name, enough in WHO.items():
            is_open = any(need <= scopes for need in enough)
            status = call(asked, name)
            if status == 500 or (status == 403) == is_open:
                wrong.append((name, sorted(scopes), status))

    assert wrong == []


def test_a_session_opens_nothing_and_a_token_opens_no_page(notary: Caller) -> None:
    browser = Client()
    browser.force_login(notary.client.account, backend="motcua.accounts.backends.AccountBackend")

    assert browser.get("/api/v1/roster").status_code == 401
    assert browser.get("/tai-khoan/").status_code == 403
    assert notary.client.account.has_usable_password() is False
    token = {"Authorization": f"Bearer {notary.token}"}
    assert Client(headers=token).get("/can-bo/viec/").status_code == 302
    answer = notary.get("roster")
    assert "Set-Cookie" not in answer
    assert not answer.cookies


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer x", "Basic x", "bearer " + "x" * 5000])
def test_what_is_no_token_is_answered_with_how_to_get_one(db: None, said: str) -> None:
    del db
    answer = Client().get("/api/v1/roster", headers={"Authorization": said})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_tokens_end_by_time_by_rotation_and_when_the_client_ends() -> None:
    one, two, three, four = (caller(PUBLIC) for _number in range(4))
    rotate_secret(one.client, actor=SYSTEM, at=MONDAY)
    switch(two.client, is_on=False, actor=SYSTEM, at=MONDAY)
    change_client(three.client, terms(LODGE), actor=SYSTEM, at=MONDAY)

    assert one.get("roster").status_code == 401
    assert two.get("roster").status_code == 401
    assert three.get("roster").status_code == 403
    assert four.get("roster").status_code == 200
    with time_machine.travel(MONDAY + timedelta(minutes=31), tick=False):
        assert four.get("roster").status_code == 401
    assert not ApiToken.objects.filter(digest=four.token).exists()
    assert not Account.objects.filter(password__contains=four.secret).exists()


def test_calls_are_counted_with_what_was_refused() -> None:
    one = caller(PUBLIC, calls_per_minute=3)
    one.get("roster")
    one.get("dossiers")
    one.get("roster")

    slowed = one.get("roster")

    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) <= 60
    counted = {
        (use.operation, use.refusal): use.calls
        for use in ApiUsage.objects.filter(client=one.client)
    }
    assert counted == {
        ("get_roster", ""): 2,
        ("list_dossiers", "scope-missing"): 1,
        ("-", "too-many-calls"): 1,
    }
