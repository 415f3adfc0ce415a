"""A citizen with a form in front of them, and the stand-ins of those around the product."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.fixtures import Settings

from motcua.agencies.roles import Role
from tests.filled_forms import offer_forms, typed_on
from tests.journeys.accessibility import WIDTHS, faults_of
from tests.journeys.house import PHONE, House
from tests.signatures.house import House as Signers, open_house
from tests.surroundings import standing_around

MARITAL: Final = "1.004873"
FORM: Final = "tinh-trang-hon-nhan"
PAGES: Final = ("applicant", "subject", "status", "purpose", "papers", "result")


@pytest.fixture
def around(house: House, settings: Settings, tmp_path: Path) -> Iterator[Signers]:
    """Let everybody else be there: who certifies, signs from afar, and takes money."""
    settings.PUBLIC_ADDRESS = house.address
    settings.BANK_SECRET = "khoa-ngan-hang-mo-phong"  # noqa: S105 - of the simulator
    offer_forms(house.world)
    files = settings.FILES_FOLDER
    with standing_around(tmp_path) as address:
        settings.SIMULATORS = address
        signers = open_house(address, settings, tmp_path)
        settings.FILES_FOLDER = files  # where those of the world are
        yield signers


def give_keys(house: House, signers: Signers) -> None:
    """Let the leader sign and the clerk seal."""
    leader, agency = house.world.here.officers[Role.APPROVER], house.world.here.agency
    signers.identity(leader, leader.full_name, "lanh-dao")
    signers.identity(agency, agency.name, "co-quan", organisation=agency.name)


@contextmanager
def hour_of_the_machine() -> Iterator[None]:
    """Let the product have the hour that a program outside of the test has."""
    with time_machine.travel(time_machine.escape_hatch.time.time(), tick=True):
        yield


def fit_at_home(page: Page) -> None:
    """See that a page of the citizen's can be used by everybody; go on with the telephone."""
    faults = faults_of(page, WIDTHS[1:])
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not faults, "\n".join(faults)


def chosen(name: str, content: bytes) -> FilePayload:
    """Return a file as somebody chooses it on their telephone."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def begin(page: Page, house: House, procedure: str = MARITAL) -> None:
    """Say with which agency, and begin the form."""
    page.goto(f"/cua-toi/nop/{procedure}/")
    page.get_by_label("Nơi giải quyết").select_option(label=house.world.here.agency.name)
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_text("Trang 1 trên")).to_be_visible()


def fill_page(page: Page, typed: Mapping[str, str]) -> None:
    """Answer what is asked on the open page; what is hidden must have appeared by then."""
    for name, value in typed.items():
        answer(page, name, value)


def answer(page: Page, name: str, value: str) -> None:
    """Answer one question of the open page."""
    found = page.locator(f'form [name="{name}"]')
    kind: Any = found.first.evaluate("one => one.type")
    if kind in {"radio", "checkbox"}:
        found.and_(page.locator(f'[value="{value}"]')).check()
    elif kind == "select-one":
        found.select_option(value)
    else:
        found.fill(value)


def onward(page: Page) -> None:
    """Go on to the next page."""
    with page.expect_response(lambda found: found.request.method == "POST"):
        page.get_by_role("button", name="Tiếp tục", exact=True).last.click()
    page.wait_for_load_state()


def fill_form(page: Page, *, is_looked_at: bool = False) -> None:
    """Answer the form on marital status from the first page to the check."""
    for number, name in enumerate(PAGES, start=1):
        expect(page.get_by_text(f"Trang {number} trên")).to_be_visible()
        if is_looked_at:
            fit_at_home(page)
        fill_page(page, typed_on(FORM, name))
        onward(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi nộp")
