"""The closed days for everybody, and the extract for whoever has the paper or the right."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from motcua.agencies.roles import Role
from motcua.dossiers.closing import close_day
from motcua.dossiers.extract_check import check_file
from motcua.dossiers.models import ClosedDay, Dossier, DossierRead
from motcua.kernel import clock
from motcua.web.public import ledger, tracking
from motcua.web.throttle import Throttle
from tests.dossiers.counter import ONE_DAY, after_midnight, today
from tests.dossiers.lives import Office, open_office
from tests.factories import AgencyFactory, OfficerFactory
from tests.web.office_pages import say_why

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Open an office with a dossier, three days of its ledger closed, for the module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        opened = open_office()
        opened.advance(opened.accepted(), steps=3)
        for number in range(3):
            close_day(today() + number * ONE_DAY, at=after_midnight(3))
        yield opened
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _unhurried(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    del office
    monkeypatch.setattr(tracking, "throttle", Throttle())


@pytest.fixture
def dossier() -> Dossier:
    return Dossier.objects.get()


@pytest.fixture
def first_day() -> ClosedDay:
    return ClosedDay.objects.earliest("day")


def at(name: str, *args: Any) -> str:
    return reverse(f"public:{name}", args=args)


def body_of(response: Any) -> Any:
    return json.loads(b"".join(response.streaming_content))


def test_the_days_are_listed_with_number_and_hash(
    client: Client, first_day: ClosedDay, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(reverse("public:ledger"))

    # The days; the installation and its desk for head and foot.
    with django_assert_num_queries(2):
        page = client.get(at("ledger"))

    assertContains(page, first_day.hash)
    assertContains(page, "chưa có dấu vết: sổ của hôm nay khóa sau nửa đêm")
    assertContains(page, "motcua verify trich-so.json")
    assertNotContains(page, first_day.salt)


def test_the_list_is_read_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PAGE", 2)
    latest, middle, earliest = ClosedDay.objects.order_by("-day")

    page = client.get(at("ledger"))
    rest = client.get(at("ledger"), {"truoc": middle.day.isoformat()})

    assertContains(page, latest.hash)
    assertContains(page, f"?truoc={middle.day.isoformat()}")
    assertNotContains(page, earliest.hash)
    assertContains(rest, earliest.hash)
    assertNotContains(rest, latest.hash)
    assert client.get(at("ledger"), {"truoc": "hôm qua"}).status_code == HTTPStatus.OK


def test_before_the_first_close_the_page_says_when_it_will_be(client: Client) -> None:
    ledger_of_nobody = ClosedDay.objects.filter(day__lt=today()).exists()

    page = client.get(at("ledger"), {"truoc": today().isoformat()})

    assert not ledger_of_nobody
    assertContains(page, "Chưa có ngày nào được khóa sổ.")


def test_a_day_shows_its_seal_and_its_leaves(client: Client, first_day: ClosedDay) -> None:
    page = client.get(at("ledger-day", first_day.day.isoformat()))

    assertContains(page, first_day.root)
    assertContains(page, f"Dòng 1 đến {first_day.events} trên {first_day.events}")
    assertContains(page, bytes(first_day.blocks.get().leaves)[:32].hex())
    assertNotContains(page, first_day.salt)
    assertContains(client.get(at("ledger-day", today().isoformat())), "đây là ngày đầu tiên")


def test_a_day_on_which_nothing_was_recorded_is_shown_too(client: Client) -> None:
    quiet = today() + ONE_DAY

    page = client.get(at("ledger-day", quiet.isoformat()))

    assertContains(page, "Ngày này không có việc nào được ghi.")
    assert body_of(client.get(at("ledger-day-file", quiet.isoformat())))["leaves"] == []


@pytest.mark.parametrize("name", ["ledger-day", "ledger-day-file"])
@pytest.mark.parametrize("day", ["2020-01-01", "20240101", "hom-nay", "2024-13-45", "0"])
def test_a_day_that_is_not_closed_is_not_there(client: Client, name: str, day: str) -> None:
    assert client.get(at(name, day)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("block", ["-1", "x", "9" * 400, ""])
def test_an_odd_block_shows_the_first(client: Client, first_day: ClosedDay, block: str) -> None:
    page = client.get(at("ledger-day", first_day.day.isoformat()), {"khoi": block})

    assertContains(page, "Dòng 1 đến")
    gone = client.get(at("ledger-day", first_day.day.isoformat()), {"khoi": "7"})
    assert gone.status_code == HTTPStatus.NOT_FOUND


def test_the_file_of_a_day_is_sound_and_may_be_kept(client: Client, first_day: ClosedDay) -> None:
    response = client.get(at("ledger-day-file", first_day.day.isoformat()))
    document = body_of(response)

    assert check_file(document).wrong == []
    assert (document["hash"], document["events"]) == (first_day.hash, first_day.events)
    assert "immutable" in response.headers["Cache-Control"]
    assert "salt" not in document


def test_whoever_has_the_paper_gets_the_extract(client: Client, dossier: Dossier) -> None:
    page = client.get(at("track", dossier.tracking_code))
    file = client.get(at("extract", dossier.tracking_code))

    assertContains(page, at("extract", dossier.tracking_code))
    assert check_file(file.json()).wrong == []
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Cache-Control"] == "private, no-store"


def test_whoever_has_only_the_code_does_not(client: Client, dossier: Dossier) -> None:
    code = str(dossier.code)

    assertNotContains(client.get(at("track", code)), "trich-so.json")
    assert client.get(at("extract", code)).status_code == HTTPStatus.NOT_FOUND
    assert client.get(at("extract", "AAAA-BBBB-CCCC")).status_code == HTTPStatus.NOT_FOUND


def test_asking_for_extracts_is_counted_like_looking_up(
    client: Client, dossier: Dossier, settings: Any
) -> None:
    settings.LOOKUPS_PER_MINUTE = 1

    with time_machine.travel(clock.now(), tick=False):  # both in one minute
        answers = [client.get(at("extract", dossier.tracking_code)).status_code for _n in range(2)]

    assert answers == [HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS]


def signed_in(role: Role, agency: Any) -> Client:
    officer = OfficerFactory.create(agency=agency, roles=[role])
    client = Client()
    assert officer.account is not None
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


@pytest.mark.parametrize("role", [Role.HANDLING_OFFICER, Role.AUDITOR, Role.DESK_OFFICER])
def test_officers_who_may_see_the_dossier_get_it_and_it_is_remembered(
    office: Office, dossier: Dossier, role: Role
) -> None:
    client = signed_in(role, office.desk.agency)
    before = DossierRead.objects.count()
    if role is Role.AUDITOR:
        say_why(client, dossier)

    file = client.get(reverse("office:extract", args=[dossier.code]))
    page = client.get(reverse("office:dossier", args=[dossier.code]))

    assert check_file(file.json()).wrong == []
    assert DossierRead.objects.count() == before + 1
    assertContains(page, "trich-so.json")


def test_officers_of_another_agency_do_not(dossier: Dossier) -> None:
    client = signed_in(Role.HANDLING_OFFICER, AgencyFactory.create())

    response = client.get(reverse("office:extract", args=[dossier.code]))

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path", ["/cong-khai/", "/cong-khai/bieu-06a.csv", "/cong-khai/so-cai/{}/"]
)
def test_whoever_asks_too_often_waits_a_minute(
    client: Client, settings: Settings, path: str
) -> None:
    settings.LOOKUPS_PER_MINUTE = 2
    with time_machine.travel("2026-11-03T09:00:00+07:00", tick=False):
        statuses = [client.get(path).status_code for _time in range(3)]
    with time_machine.travel("2026-11-03T09:01:00+07:00", tick=False):
        later = client.get(path).status_code

    assert statuses[-1] == HTTPStatus.TOO_MANY_REQUESTS
    assert HTTPStatus.TOO_MANY_REQUESTS not in {*statuses[:2], later}


def test_a_proxy_may_keep_public_figures_for_a_minute_but_nobodys_bar(
    office: Office, first_day: ClosedDay
) -> None:
    officer = signed_in(Role.DESK_OFFICER, office.desk.agency)

    for path in ("/cong-khai/", at("ledger-day", first_day.day.isoformat())):
        for_an_officer = officer.get(path)
        assert Client().get(path)["Cache-Control"] == "public, max-age=60", path
        assert "public" not in for_an_officer.get("Cache-Control", "")
        assert "Cookie" in for_an_officer["Vary"]
