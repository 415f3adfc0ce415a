"""News of dossiers to a real server: in order, signed, again until it is switched off."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.services.pausing import SupplementItem, ask_supplement
from motcua.exchange.models import (
    ApiClientEvent,
    ApiLodging,
    DeliveryState,
    HookState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)
from motcua.exchange.reminders import sweep_exchange
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import change_client, switch
from motcua.exchange.webhooks.addresses import AddressError
from motcua.exchange.webhooks.hearing import on_news_of_dossier
from motcua.exchange.webhooks.selectors import calls_of_a_day
from motcua.exchange.webhooks.services import (
    MOST_HOOKS,
    HookError,
    Wish,
    change_hook,
    make_hook,
    ping_hook,
    rotate_hook,
    send_again,
    send_stretch_again,
    switch_hook,
)
from motcua.notifications.models import Message
from tests.api_clients import caller, terms
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, open_office
from tests.exchange.hooked import ALL, follower, hook_to, loopback, send_all
from tests.exchange.listening import CLOSES, REDIRECTS, Listener, listening
from tests.factories import AgencyFactory, OfficerFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def told(server: Listener, settings: Any) -> Listener:
    """Return the server, listening anew, in a network that may be called."""
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    server.arrived.clear()
    server.answer = 204
    return server


@pytest.fixture
def office(db: None) -> Office:
    del db
    return open_office()


def ask_papers(office: Office, dossier_id: int, at: datetime) -> None:
    ask_supplement(
        dossier_id,
        items=[SupplementItem("p1", "original", "Thiếu chữ ký")],
        reason="Thiếu giấy",
        legal_basis="Điều 17",
        reply_by=None,
        **office.by(Role.HANDLING_OFFICER, at),
    )


def test_what_is_done_is_told_in_order_signed_and_of_nobody(
    told: Listener, office: Office
) -> None:
    hook, secret = hook_to(told.address)
    dossier = office.accepted()
    office.advance(dossier, 3)

    assert send_all(TUESDAY) == 3

    assert told.kinds == ["dossier.lodged", "dossier.accepted", "dossier.result_ready"]
    assert all(one.is_signed_with(secret) for one in told.arrived)
    assert {one.path for one in told.arrived} == {"/tin?khoa=bi-mat"}
    accepted = told.arrived[1].said["data"]
    dossier.refresh_from_db()
    assert accepted["code"] == dossier.code
    assert accepted["state"] == {"code": "accepted", "national_code": 2}
    assert accepted["due_at"] == "2026-11-05T17:00:00+07:00"
    assert accepted["agency"] == office.desk.agency.code
    assert accepted["money_state"] == "paid"
    # What was told is what was so at that moment, not what is so now.
    assert told.arrived[2].said["data"]["state"]["code"] == "finished"
    everything = b"".join(one.body for one in told.arrived).decode()
    for private in (dossier.principal_name, dossier.applicant.full_name, "077190000001"):
        assert private
        assert private not in everything
    hook.refresh_from_db()
    assert hook.told_at == TUESDAY
    assert send_all(TUESDAY + DAY) == 0


def test_an_act_that_comes_to_nothing_tells_nothing_and_twice_told_is_told_once(
    told: Listener, office: Office
) -> None:
    hook_to(told.address)
    dossier = office.accepted()
    before = WebhookDelivery.objects.count()

    on_news_of_dossier(dossier, [Action.ACCEPT, Action.TAKE], SYSTEM, TUESDAY)

    assert WebhookDelivery.objects.count() == before == 2


def test_who_hears_is_who_may_follow(told: Listener, office: Office) -> None:
    here, elsewhere = office.desk.agency, AgencyFactory.create()
    clients = {
        "here": caller(Scope.AGENCY, agencies=(here,)).client,
        "elsewhere": caller(Scope.AGENCY, agencies=(elsewhere,)).client,
        "own": caller(Scope.READ).client,
        "others": caller(Scope.READ).client,
        "switched off": follower(),
        "other news": follower(),
    }
    for name, client in clients.items():
        kinds = ("dossier.returned",) if name == "other news" else ALL
        hook_to(told.address, client, kinds)
    switch(clients["switched off"], is_on=False, actor=SYSTEM, at=ACCEPTED_AT)
    dossier = office.accepted()
    ApiLodging.objects.create(
        client=clients["own"],
        dossier=dossier,
        level=2,
        how="vneid",
        standing="self",
        reference="HD-7",
        at=ACCEPTED_AT,
    )
    ask_papers(office, dossier.pk, TUESDAY)

    told_of = WebhookDelivery.objects.values_list("kind", flat=True)
    heard = {name: sorted(told_of.filter(hook__client=client)) for name, client in clients.items()}
    assert heard == {
        "here": ["dossier.accepted", "dossier.lodged", "dossier.supplement_asked"],
        "own": ["dossier.supplement_asked"],
        **{name: [] for name in ("elsewhere", "others", "switched off", "other news")},
    }
    send_all(TUESDAY)
    assert {one.said["data"]["reference"] for one in told.arrived} == {None, "HD-7"}


def test_what_may_no_longer_be_heard_is_not_sent(told: Listener, office: Office) -> None:
    client = follower()
    hook_to(told.address, client)
    office.accepted()
    change_client(client, terms(Scope.READ), actor=SYSTEM, at=ACCEPTED_AT)

    send_all(TUESDAY)

    assert told.arrived == []
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"dropped"}


def test_one_that_fails_holds_back_its_own_dossier_alone(told: Listener, office: Office) -> None:
    hook_to(told.address, kinds=("dossier.accepted", "dossier.result_ready"))
    bad = office.accepted(number=1)
    office.advance(bad, 3)
    good = office.accepted(number=2)
    told.answer = lambda one: 500 if one.code == bad.tracking_code else 200

    send_all(TUESDAY)
    send_all(TUESDAY + SECOND)
    assert [one.code for one in told.arrived] == [bad.tracking_code, good.tracking_code]

    told.answer = 200
    send_all(TUESDAY + 22 * SECOND)
    assert [one.said["type"] for one in told.arrived[2:]] == [
        "dossier.accepted",
        "dossier.result_ready",
    ]
    assert told.arrived[2].id == told.arrived[0].id
    first = WebhookDelivery.objects.earliest("pk")
    tries = list(first.attempts.order_by("pk").values_list("status", "answer"))
    assert [status for status, _answer in tries] == [500, 200]
    assert tries[0][1].startswith("lỗi ở bên nhận")
    assert len(tries[0][1]) <= 300


@pytest.mark.parametrize("answer", [REDIRECTS, 404, CLOSES, 199])
def test_only_a_plain_yes_is_one(told: Listener, office: Office, answer: int) -> None:
    hook_to(told.address, kinds=("dossier.accepted",))
    office.accepted()
    told.answer = answer

    send_all(TUESDAY)

    one = WebhookDelivery.objects.get()
    assert (one.state, one.attempts_made) == ("waiting", 1)
    assert one.next_attempt_at == TUESDAY + 22 * SECOND
    tried = one.attempts.get()
    assert tried.status == (None if answer == CLOSES else answer)
    assert bool(tried.problem) == (tried.status is None)
    assert len(told.arrived) == 1  # a redirection was not followed


def test_after_thirteen_tries_it_is_given_up_and_the_next_of_the_dossier_leaves(
    told: Listener, office: Office
) -> None:
    hook, _secret = hook_to(told.address, kinds=("dossier.accepted", "dossier.result_ready"))
    bad = office.accepted(number=1)
    office.advance(bad, 3)
    told.answer = lambda one: 500 if one.said["type"] == "dossier.accepted" else 200

    at = TUESDAY
    for _try in range(13):
        at = WebhookDelivery.objects.earliest("pk").next_attempt_at
        # Something else is taken in between, so the hook itself is well.
        ping_hook(hook, actor=SYSTEM, at=at)
        send_all(at)

    first, second = WebhookDelivery.objects.exclude(kind="webhook.ping").order_by("pk")
    assert (first.state, first.attempts_made) == ("failed", 13)
    assert second.state == "sent"
    hook.refresh_from_db()
    assert hook.state == HookState.ON


def test_what_went_wrong_long_ago_is_no_day_of_failing(told: Listener, office: Office) -> None:
    hook, _secret = hook_to(told.address, kinds=("dossier.accepted",))
    office.accepted()
    told.answer = lambda one: 500 if one.said["type"] == "dossier.accepted" else 200
    bad = WebhookDelivery.objects.get()
    at = TUESDAY
    for number in range(13):
        at = WebhookDelivery.objects.get(pk=bad.pk).next_attempt_at
        send_all(at)
        if number < 12:
            ping_hook(hook, actor=SYSTEM, at=at)
            send_all(at)
    told.answer = 500

    ping_hook(hook, actor=SYSTEM, at=at + 3 * DAY)
    send_all(at + 3 * DAY)

    bad.refresh_from_db()
    hook.refresh_from_db()
    assert bad.state == DeliveryState.FAILED
    assert (hook.state, hook.failing_since) == (HookState.ON, at + 3 * DAY)


def test_a_day_of_failing_switches_the_hook_off_and_nothing_is_lost(
    told: Listener, office: Office
) -> None:
    chief = OfficerFactory.create(roles=[Role.ADMINISTRATOR])
    assert chief.account is not None
    chief.account.email = "quan-tri@tinh.example"
    chief.account.save()
    client = follower()
    hook, secret = hook_to(told.address, client)
    dossier = office.accepted()
    told.answer = 503
    first = WebhookDelivery.objects.earliest("pk")

    calls = 0
    while Webhook.objects.get(pk=hook.pk).state == HookState.ON:
        first.refresh_from_db()
        calls += send_all(first.next_attempt_at)
    hook.refresh_from_db()
    first.refresh_from_db()

    assert calls == 13
    assert DAY < first.attempts.latest("pk").at - first.attempts.earliest("pk").at < 1.1 * DAY
    assert hook.state == HookState.STOPPED
    assert "HTTP 503" in hook.stopped_why
    letters = Message.objects.filter(topic="webhook-stopped")
    assert set(letters.values_list("recipient", flat=True)) == {
        client.contact_email,
        "quan-tri@tinh.example",
    }
    body = letters.earliest("pk").body
    assert "bi-mat" not in body
    assert f"/quan-tri/bao-tin/{hook.ref}/" in body
    assert ApiClientEvent.objects.filter(client=client, act="hook_stopped").count() == 1

    # What happens meanwhile waits; switched on again, everything leaves in its order.
    office.advance(dossier, 3, TUESDAY + DAY)
    later = TUESDAY + 3 * DAY
    assert send_all(later) == 0
    told.answer, told.arrived[:] = 200, []
    switch_hook(hook, is_on=True, actor=SYSTEM, at=later)
    send_all(later)
    assert told.kinds == ["dossier.lodged", "dossier.accepted", "dossier.result_ready"]
    assert all(one.is_signed_with(secret) for one in told.arrived)
    hook.refresh_from_db()
    assert (hook.state, hook.failing_since, hook.stopped_why) == ("on", None, "")


def test_gone_switches_off_at_once(told: Listener, office: Office) -> None:
    hook, _secret = hook_to(told.address)
    office.accepted()
    told.answer = 410

    assert send_all(TUESDAY) == 1

    hook.refresh_from_db()
    assert hook.state == HookState.STOPPED
    assert "410" in hook.stopped_why
    assert WebhookDelivery.objects.filter(state="waiting").count() == 2
    assert send_all(TUESDAY + DAY) == 0


def test_switched_off_by_hand_nothing_is_written_at_all(told: Listener, office: Office) -> None:
    hook, _secret = hook_to(told.address)
    switch_hook(hook, is_on=False, actor=SYSTEM, at=ACCEPTED_AT)
    office.accepted()

    assert not WebhookDelivery.objects.exists()
    hook.refresh_from_db()
    with pytest.raises(HookError, match="đang tắt"):
        ping_hook(hook, actor=SYSTEM, at=TUESDAY)


def test_who_does_not_even_answer_is_asked_once_a_minute(told: Listener, office: Office) -> None:
    hook, _secret = hook_to(told.address, kinds=("dossier.accepted",))
    for number in range(5):
        office.accepted(number=number)
    told.answer = CLOSES

    assert send_all(TUESDAY) == 3
    assert send_all(TUESDAY + 59 * SECOND) == 0
    assert send_all(TUESDAY + 60 * SECOND) == 1

    told.answer = 200
    assert send_all(TUESDAY + 120 * SECOND) == 5
    hook.refresh_from_db()
    assert (hook.unanswered, hook.rests_until, hook.failing_since) == (0, None, None)


def test_for_a_day_two_secrets_sign_and_then_the_new_one_alone(told: Listener) -> None:
    hook, old = hook_to(told.address)
    new = rotate_hook(hook, actor=SYSTEM, at=TUESDAY)
    hook.refresh_from_db()

    for at in (TUESDAY, TUESDAY + DAY - SECOND, TUESDAY + DAY):
        ping_hook(hook, actor=SYSTEM, at=at)
        send_all(at)

    signed = [(one.is_signed_with(old), one.is_signed_with(new)) for one in told.arrived]
    assert signed == [(True, True), (True, True), (False, True)]
    assert new != old
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange_webhook")
        kept = str(cursor.fetchall())
    assert old not in kept
    assert new not in kept


def test_with_another_key_outside_nothing_is_sent_unsigned(told: Listener, settings: Any) -> None:
    hook, _secret = hook_to(told.address)
    ping_hook(hook, actor=SYSTEM, at=TUESDAY)
    settings.NUMBER_KEY = "khác"

    send_all(TUESDAY)

    assert told.arrived == []
    assert "Xin đổi khóa ký" in WebhookAttempt.objects.get().problem


def test_one_and_a_stretch_are_sent_again_under_the_same_ids(
    told: Listener, office: Office
) -> None:
    hook, _secret = hook_to(told.address)
    other, _secret = hook_to(told.address)
    office.accepted()
    send_all(TUESDAY)
    before = {one.id for one in told.arrived}
    told.arrived.clear()
    first = hook.deliveries.earliest("pk")

    assert send_again(hook, [first.ref], actor=SYSTEM, at=TUESDAY) == 1
    assert send_again(other, [first.ref], actor=SYSTEM, at=TUESDAY) == 0
    send_all(TUESDAY)
    assert [one.id for one in told.arrived] == [first.message_id]

    stretch = (ACCEPTED_AT, ACCEPTED_AT + SECOND)
    assert send_stretch_again(hook, *stretch, actor=SYSTEM, at=TUESDAY) == 2
    assert send_stretch_again(hook, *stretch, actor=SYSTEM, at=TUESDAY) == 0  # they wait
    send_all(TUESDAY)
    assert {one.id for one in told.arrived} < before
    assert told.kinds[1:] == ["dossier.lodged", "dossier.accepted"]
    for since, until, words in (
        (TUESDAY, ACCEPTED_AT, "trước lúc đầu"),
        (ACCEPTED_AT - 30 * DAY, ACCEPTED_AT - 20 * DAY, "bảy ngày"),
    ):
        with pytest.raises(HookError, match=words):
            send_stretch_again(hook, since, until, actor=SYSTEM, at=TUESDAY)


def test_the_journal_goes_after_a_week(told: Listener, office: Office) -> None:
    hook_to(told.address)
    office.accepted()
    send_all(TUESDAY)
    assert calls_of_a_day(TUESDAY) == {"made": 2, "missed": 0}

    sweep_exchange(at=ACCEPTED_AT + 7 * DAY, report=Report())
    assert WebhookDelivery.objects.count() == 2
    sweep_exchange(at=ACCEPTED_AT + 7 * DAY + SECOND, report=Report())
    assert not WebhookDelivery.objects.exists()
    assert not WebhookAttempt.objects.exists()


def test_a_hook_is_made_by_an_administrator_or_the_client_itself(
    told: Listener, settings: Any
) -> None:
    client, stranger = follower(), follower()
    wish = Wish(told.address, ("dossier.accepted",))
    itself = Actor(officer_id=None, account_id=client.account_id, name="")
    other = Actor(officer_id=None, account_id=stranger.account_id, name="")

    hook, _secret = make_hook(client, wish, actor=itself, at=TUESDAY)
    acts: list[Callable[[], object]] = [
        lambda: make_hook(client, wish, actor=other, at=TUESDAY),
        lambda: change_hook(hook, wish, actor=other, at=TUESDAY),
        lambda: rotate_hook(hook, actor=other, at=TUESDAY),
        lambda: switch_hook(hook, is_on=False, actor=other, at=TUESDAY),
        lambda: ping_hook(hook, actor=other, at=TUESDAY),
        lambda: send_again(hook, [], actor=other, at=TUESDAY),
        lambda: send_stretch_again(hook, TUESDAY, TUESDAY, actor=other, at=TUESDAY),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    changed = Wish(told.address, ("dossier.returned", "dossier.accepted"))
    change_hook(hook, changed, actor=itself, at=TUESDAY)
    done = list(client.events.order_by("pk").values_list("act", flat=True))
    assert done == ["created", "hook_made", "hook_changed"]
    settings.WEBHOOK_NETWORKS = ()
    refused: list[tuple[Any, Wish, str]] = [
        (client, wish, "mạng riêng"),
        (client, Wish("https://vidu.vn:22/", ALL), "cổng"),
        (client, Wish(told.address, ()), "ít nhất một việc"),
        (client, Wish(told.address, ("khong.co",)), "ít nhất một việc"),
        (caller(Scope.PUBLIC).client, wish, "chưa được theo dõi"),
    ]
    for whose, wanted, words in refused:
        with pytest.raises((HookError, AddressError), match=words):
            make_hook(whose, wanted, actor=SYSTEM, at=TUESDAY)


def test_a_client_has_so_many_hooks_and_no_more(told: Listener) -> None:
    client = follower()
    for _number in range(MOST_HOOKS):
        hook_to(told.address, client)

    with pytest.raises(HookError, match="nhiều nhất 10"):
        hook_to(told.address, client)


def test_where_nobody_listens_an_act_asks_once_more_and_writes_nothing(
    office: Office, django_assert_num_queries: Any
) -> None:
    dossier = office.accepted()

    # who wants to hear of it
    with django_assert_num_queries(1):
        on_news_of_dossier(dossier, [Action.ACCEPT], SYSTEM, TUESDAY)
    with django_assert_num_queries(0):
        on_news_of_dossier(dossier, [Action.TAKE, Action.COMPLETE_STEP], SYSTEM, TUESDAY)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path
