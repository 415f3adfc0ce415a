"""POST /api/v1/token by RFC 6749, section 4.4, and /api/v1/revoke by RFC 7009."""

import base64
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from motcua.exchange import keys
from motcua.exchange.models import ApiClient, ApiToken, ApiUsage
from motcua.exchange.scopes import Scope
from motcua.exchange.services.tokens import MOST_TOKENS
from tests.api_clients import Caller, caller
from tests.world import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk(db: None) -> Caller:
    """Return a client of two scopes."""
    del db
    return caller(Scope.PUBLIC, Scope.PETITION)


def ask(client: Caller, **changes: str) -> Any:
    said = {
        "grant_type": "client_credentials",
        "client_id": client.client.client_id,
        "client_secret": client.secret,
        **changes,
    }
    return Client(enforce_csrf_checks=True).post("/api/v1/token", said)


def test_a_secret_gives_a_token_that_is_kept_as_a_hash(kiosk: Caller) -> None:
    answer = ask(kiosk)

    told = answer.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 1800)
    assert told["scope"] == "petitions:lodge public:read"
    assert answer["Cache-Control"] == "no-store"
    kept = ApiToken.objects.latest("pk")
    assert kept.digest == keys.digest_of(told["access_token"])
    assert kiosk.get("roster", token=told["access_token"]).status_code == 200


def test_fewer_scopes_may_be_asked_for_and_no_others(kiosk: Caller) -> None:
    narrow = ask(kiosk, scope="petitions:lodge").json()["access_token"]

    assert kiosk.get("roster", token=narrow).status_code == 403
    assert ask(kiosk, scope="dossiers:read").json() == {"error": "invalid_scope"}
    assert ask(kiosk, scope="public:read khong:co").status_code == 400


def test_basic_is_taken_too(kiosk: Caller) -> None:
    pair = base64.b64encode(f"{kiosk.client.client_id}:{kiosk.secret}".encode()).decode()

    answer = Client().post(
        "/api/v1/token",
        {"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {pair}"},
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "mcs_x"}, 401, "invalid_client"),
        ({"client_secret": ""}, 401, "invalid_client"),
        ({"client_secret": "bí mật"}, 401, "invalid_client"),
        ({"client_id": "mc-khong-co"}, 401, "invalid_client"),
        ({"client_id": "x" * 5000}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
    ],
)
def test_what_is_refused(kiosk: Caller, changes: dict[str, str], status: int, error: str) -> None:
    answer = ask(kiosk, **changes)

    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_a_wrong_secret_is_counted_against_its_client(kiosk: Caller) -> None:
    ask(kiosk, client_secret="mcs_x")  # noqa: S106, a wrong one

    assert ApiUsage.objects.get().refusal == "invalid_client"


def test_past_its_day_or_switched_off_a_client_gets_nothing(kiosk: Caller) -> None:
    with time_machine.travel(MONDAY + timedelta(days=300), tick=False):
        assert ask(kiosk).status_code == 401
    account = kiosk.client.account
    account.is_active = False
    account.save(update_fields=["is_active"])

    assert ask(kiosk).status_code == 401


def test_a_token_is_ended_before_its_time(kiosk: Caller) -> None:
    said = {"client_id": kiosk.client.client_id, "client_secret": kiosk.secret}

    assert Client().post("/api/v1/revoke", {**said, "token": kiosk.token}).status_code == 200
    assert Client().post("/api/v1/revoke", {**said, "token": "khong-co"}).status_code == 200
    assert kiosk.get("roster").status_code == 401
    assert Client().post("/api/v1/revoke", {"token": kiosk.token}).status_code == 401


def test_a_client_has_so_many_tokens_at_once(kiosk: Caller) -> None:
    for _number in range(MOST_TOKENS):
        ask(kiosk)

    live = ApiClient.objects.get().tokens.filter(revoked_at__isnull=True)
    assert live.count() == MOST_TOKENS
    assert kiosk.get("roster").status_code == 401


def test_somebody_who_tries_secrets_is_stopped(kiosk: Caller, settings: Any) -> None:
    settings.SIGN_INS_PER_MINUTE = 2

    statuses = [ask(kiosk, client_secret="x").status_code for _n in range(3)]  # noqa: S106, a wrong one

    assert statuses == [401, 401, 429]
