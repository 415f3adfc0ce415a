"""Making, changing and ending clients; letters before the end; what goes after its time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from motcua.accounts.models import AccountKind
from motcua.agencies.actors import SYSTEM, Actor
from motcua.demo.connections import connect
from motcua.dossiers.daily.jobs import Report
from motcua.exchange import keys
from motcua.exchange.errors import ClientError
from motcua.exchange.models import ApiClientEvent, ApiFile, ApiToken, ApiUsage, IdempotencyKey
from motcua.exchange.reminders import EXPIRING, sweep_exchange, warn_of_expiry
from motcua.exchange.scopes import Scope, known
from motcua.exchange.selectors import clients_with_use, days_of_calls, expiring
from motcua.exchange.services.clients import (
    change_client,
    create_client,
    rotate_secret,
    switch,
)
from motcua.exchange.services.files import keep_file
from motcua.exchange.services.idempotency import Call, once
from motcua.exchange.services.usage import note_call
from motcua.notifications.models import Message
from tests.api_clients import caller, terms
from tests.factories import AgencyFactory
from tests.world import MONDAY, SCAN

pytestmark = pytest.mark.django_db


def test_a_client_is_a_profile_of_an_account_without_a_password() -> None:
    client, secret = create_client(terms(Scope.PUBLIC), actor=SYSTEM, at=MONDAY)

    assert client.account.kind == AccountKind.CLIENT
    assert not client.account.has_usable_password()
    assert client.secret_digest == keys.digest_of(secret)
    assert secret not in str(client.events.get().payload)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scopes": frozenset()}, "ít nhất một việc"),
        ({"expires_on": date(2026, 11, 22)}, "đã qua"),
        ({"expires_on": date(2028, 1, 1)}, "một năm"),
        ({"is_for_all_agencies": False}, "chọn cơ quan"),
    ],
)
def test_terms_that_make_no_sense_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ClientError, match=words):
        create_client(terms(**changes), actor=SYSTEM, at=MONDAY)


def test_nobody_but_an_administrator_touches_clients() -> None:
    client = caller().client
    somebody = Actor(officer_id=1, account_id=1, name="Ai đó")

    for act in (
        lambda: create_client(terms(), actor=somebody, at=MONDAY),
        lambda: change_client(client, terms(), actor=somebody, at=MONDAY),
        lambda: rotate_secret(client, actor=somebody, at=MONDAY),
        lambda: switch(client, is_on=False, actor=somebody, at=MONDAY),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_was_done_to_a_client_stays() -> None:
    client = caller(Scope.PUBLIC).client
    change_client(client, terms(Scope.LODGE), actor=SYSTEM, at=MONDAY)
    change_client(client, terms(Scope.LODGE), actor=SYSTEM, at=MONDAY)
    rotate_secret(client, actor=SYSTEM, at=MONDAY)
    switch(client, is_on=False, actor=SYSTEM, at=MONDAY)
    switch(client, is_on=False, actor=SYSTEM, at=MONDAY)

    done = [one.act for one in ApiClientEvent.objects.filter(client=client).order_by("pk")]
    assert done == ["created", "changed", "rotated", "switched_off"]
    changed = ApiClientEvent.objects.get(client=client, act="changed")
    assert changed.payload == {"scopes": [["public:read"], ["dossiers:lodge"]]}
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApiClientEvent.objects.filter(client=client).delete()


def test_scopes_that_are_none_are_left_out() -> None:
    assert known(["public:read", "khong:co", 7]) == {Scope.PUBLIC}
    assert known(None) == frozenset()


def test_letters_are_written_30_and_7_days_before_the_end_and_once_each() -> None:
    end = date(2026, 12, 23)
    client = caller(Scope.PUBLIC, expires_on=end).client
    off = caller(Scope.PUBLIC, expires_on=end).client
    switch(off, is_on=False, actor=SYSTEM, at=MONDAY)

    for days in range(35):
        warn_of_expiry(at=MONDAY + timedelta(days=days), report=Report())

    letters = Message.objects.filter(topic=EXPIRING, recipient=client.contact_email)
    assert [one.created_at.date() for one in letters.order_by("pk")] == [
        date(2026, 11, 23),
        date(2026, 12, 16),
    ]
    assert "còn 30 ngày" in letters.order_by("pk")[0].body


def test_what_is_too_old_goes() -> None:
    one = caller(Scope.LODGE)
    file = keep_file(one.client, SimpleUploadedFile("a.pdf", SCAN), at=MONDAY)
    once(Call(one.client, "k", "send_file", "f"), lambda: (201, "{}"), at=MONDAY)
    note_call(one.client, "send_file", "", at=MONDAY)

    sweep_exchange(at=MONDAY + timedelta(days=6), report=Report())
    assert (ApiFile.objects.count(), IdempotencyKey.objects.count()) == (1, 1)
    sweep_exchange(at=MONDAY + timedelta(days=91), report=Report())

    file.refresh_from_db()
    assert file.erased_at is not None
    for model in (ApiFile, IdempotencyKey, ApiUsage, ApiToken):
        assert not model.objects.filter(client=one.client).exists()


def test_the_demonstration_has_one_at_work_one_ending_and_one_switched_off() -> None:
    connect([AgencyFactory.create()], at=MONDAY)

    rows = {one.name: one for one in clients_with_use(MONDAY.date())}
    assert len(rows) == 3
    assert sum(not one.account.is_active for one in rows.values()) == 1
    assert [one.name for one in expiring(MONDAY.date())] == ["Ki-ốt tại ngân hàng"]
    days = days_of_calls(rows["Phần mềm công chứng Hoa Sen"], MONDAY.date())
    assert (sum(one.calls for one in days), sum(one.refused for one in days)) == (71, 3)
