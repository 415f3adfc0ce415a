"""The desk in a real browser: by keyboard alone, with a lost session, for a screen reader.

Every request of the browser is answered by the test's own client, inside the test's own
transaction: no server, no port, nothing committed.
"""

import os
from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, Route, expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.services.acceptance import accept_at_desk
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

# The browser's driver runs a loop in this thread, in which Django would refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.django_db
HOST = "http://desk.test"
PASSED_ON = {"content-type", "location"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture
def screen(page: Page, at_desk: AtDesk) -> Page:
    page.route(lambda url: url.startswith(HOST), answering(at_desk.client))
    return page


def answering(client: Client) -> Callable[[Route], None]:
    # The driver calls back in a context of its own; the connection is in the test's.
    here = copy_context()

    def answer(route: Route) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        response = here.run(
            client.generic,
            asked.method,
            parts.path,
            asked.post_data_buffer or b"",
            content_type=asked.headers.get("content-type", ""),
            headers={"X-Fragment": "1"} if "x-fragment" in asked.headers else None,
            QUERY_STRING=parts.query,
        )
        status, body = response.status_code, response.getvalue()
        headers = {n: v for n, v in response.headers.items() if n.lower() in PASSED_ON}
        if asked.is_navigation_request() and status == HTTPStatus.FOUND:
            # The driver hands on only what a page asks for, not where an answer sends it.
            onward = f'<meta http-equiv="refresh" content="0;url={headers.pop("Location")}">'
            status, body = HTTPStatus.OK, onward.encode()
        route.fulfill(status=status, headers=headers, body=body)

    return answer


def test_a_dossier_is_accepted_by_keyboard_alone(screen: Page) -> None:
    screen.goto(HOST + address("home"))
    keyboard = screen.keyboard

    keyboard.press("Alt+n")
    expect(screen.locator("[name=q]")).to_be_focused()
    keyboard.type("tinh trang hon nhan")
    keyboard.press("Enter")
    expect(screen.locator("[name=applicant_number]")).to_be_focused()
    for typed in ("077196004213", "18/04/1996", "Đỗ Nguyễn Thùy Dương", "27/4 đường Mẫu"):
        keyboard.type(typed)
        keyboard.press("Enter")
    keyboard.type("0900000213")
    screen.locator("[name=paper-p1]").focus()
    keyboard.press("Space")
    keyboard.press("Control+Enter")

    expect(screen.get_by_role("heading", level=1)).to_contain_text("Đã tiếp nhận")
    dossier = Dossier.objects.get()
    assert dossier.principal_name == "Đỗ Nguyễn Thùy Dương"
    assert [paper.name for paper in dossier.papers.all()] == ["Tờ khai"]


def test_typing_by_telex_and_vni_sets_nothing_off(screen: Page, at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())
    screen.goto(HOST + address("draft", draft.ref))
    name = screen.locator("[name=applicant_name]")
    name.fill("")

    name.type("Nguyeenx Thij Thuyf 123456789 fjrxsz")

    expect(name).to_have_value("Nguyeenx Thij Thuyf 123456789 fjrxsz")
    expect(name).to_be_focused()
    assert not Dossier.objects.exists()


def test_what_is_typed_is_saved_and_the_screen_says_when(screen: Page, at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())
    screen.goto(HOST + address("draft", draft.ref))

    with time_machine.travel(MONDAY + timedelta(minutes=7), tick=False):
        screen.locator("[name=note]").fill("Vay vốn")
        expect(screen.locator("#da-luu")).to_have_text("Đã lưu nháp lúc 14:12:00")

        # What is said is when something was saved last; the last letters follow in a moment.
        for _try in range(50):
            draft.refresh_from_db()
            if draft.values["note"] == "Vay vốn":
                break
            screen.wait_for_timeout(100)
    assert draft.values["note"] == "Vay vốn"


def test_a_lost_session_raises_an_alarm_and_costs_no_letter(screen: Page, at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())
    screen.goto(HOST + address("draft", draft.ref))
    alarm = screen.locator("#mat-phien")
    at_desk.client.logout()

    screen.locator("[name=note]").fill("Gõ khi đã mất phiên")
    expect(alarm).to_be_visible()
    expect(alarm).to_be_focused()
    # Not before the attempt to send has failed is the session there again.
    with screen.expect_event("requestfailed"):
        screen.keyboard.press("Control+Enter")
    expect(screen.locator("[name=note]")).to_have_value("Gõ khi đã mất phiên")
    assert at_desk.officer.account is not None
    at_desk.client.force_login(at_desk.officer.account, "motcua.accounts.backends.AccountBackend")
    screen.locator("[data-again]").click()

    expect(alarm).to_be_hidden()
    draft.refresh_from_db()
    assert draft.values["note"] == "Gõ khi đã mất phiên"


def test_nothing_personal_stays_in_the_browser(screen: Page, at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())
    screen.goto(HOST + address("draft", draft.ref))
    at_desk.client.logout()

    screen.locator("[name=applicant_name]").fill("Trần Gia Bảo")
    expect(screen.locator("#mat-phien")).to_be_visible()

    assert screen.evaluate("localStorage.length + sessionStorage.length") == 0


def test_somebody_known_is_filled_in_while_typing_goes_on(screen: Page, at_desk: AtDesk) -> None:
    accept(at_desk)
    draft = at_desk.draft(procedure=at_desk.procedure.code)
    screen.goto(HOST + address("draft", draft.ref))

    screen.locator("[name=applicant_number]").type("077196000001")
    screen.keyboard.press("Enter")

    expect(screen.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Hoà")
    expect(screen.locator("#nguoi-nop")).to_contain_text("Đã có từ hồ sơ trước")
    expect(screen.locator("#luu-y")).to_contain_text("Đã có hồ sơ cùng người")


def test_the_promise_follows_the_procedure_and_the_folded_fields_the_choice(
    screen: Page, at_desk: AtDesk
) -> None:
    draft = at_desk.draft(procedure=at_desk.procedure.code)
    screen.goto(HOST + address("draft", draft.ref))

    expect(screen.locator("#loi-hen .leaf__day")).to_have_text("27")
    expect(screen.locator("#chu-ho-so")).to_be_hidden()
    screen.locator("[name=relation]").select_option("proxy")
    expect(screen.locator("#chu-ho-so")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_desk_and_office_bars_anybody(
    screen: Page, at_desk: AtDesk, width: int
) -> None:
    screen.set_viewport_size({"width": width, "height": 900})
    dossier = accept(at_desk)
    draft = at_desk.draft(**at_desk.typed())
    pages = [
        address("home"),
        address("draft", draft.ref),
        address("draft", at_desk.draft().ref),
        address("refuse-draft", draft.ref),
        address("accepted", dossier.code),
        address("correct", dossier.code),
        address("waiting"),
        address("ready"),
        address("calls"),
        address("call", dossier.code),
        "/can-bo/viec/",
        "/can-bo/tim/?q=nguyen",
        f"/can-bo/ho-so/{dossier.code}/",
    ]

    for path in pages:
        screen.goto(HOST + path)
        found = Axe().run(screen)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        wide = screen.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the screen"
    assert Draft.objects.count() == 2


def accept(at_desk: AtDesk) -> Dossier:
    return accept_at_desk(
        factories.lodging(
            at_desk.procedure,
            at_desk.desk.agency,
            applicant=factories.applicant("077196000001"),
        ),
        context=factories.context_of(at_desk.desk),
        actor=at_desk.actor,
        at=MONDAY,
    )
