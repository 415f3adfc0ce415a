"""What a citizen has typed at home outlives a session, a second device, and the server itself."""

import hashlib
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from motcua.accounts.models import AccountSession
from motcua.documents.models import StoredFile
from motcua.dossiers.models import OnlineDraft
from tests.citizens import person_of, sign_in_citizen
from tests.documents.test_upload_killed import HOST, free_port, serving
from tests.dossiers.conftest import database_url
from tests.filled_forms import offer_forms
from tests.journeys.conftest import Made, a_copy
from tests.journeys.filling import (
    answer,
    around,
    begin,
    fit_at_home,
    hour_of_the_machine,
    onward,
)
from tests.journeys.house import PATIENCE, PHONE, SESSION_COOKIE, House
from tests.papers import a_pdf
from tests.signatures.house import House as Signers
from tests.vneid import Simulation, running

__all__ = ["around"]
NAME: Final = "Trần Thị Hoa"
TYPED: Final = "Vay vốn xây nhà"
MEGABYTE: Final = 1024 * 1024
SLOW_LINE: Final = 2 * MEGABYTE


@pytest.fixture(scope="module")
def provider() -> Iterator[Simulation]:
    """Run the provider of electronic identity."""
    with running() as simulation:
        yield simulation


def sign_in(page: Page) -> None:
    """Sign in at the provider, from the page that asks for it."""
    page.get_by_role("link", name="Đăng nhập bằng VNeID (mô phỏng)").click()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Ông/bà là ai?")


def to_purpose(page: Page, house: House) -> str:
    """Begin a form and open its page about the purpose; return where that is."""
    begin(page, house)
    address = page.url.replace("/applicant/", "/purpose/")
    page.goto(address)
    return address


@pytest.fixture
def at_provider(provider: Simulation, settings: Any) -> Simulation:
    """Let citizens come by the provider."""
    provider.reset()
    settings.IDENTITY_PROVIDERS = {provider.provider.slug: provider.provider}
    return provider


def test_a_session_that_ends_while_filling_takes_nothing_with_it(
    house: House, around: Signers, at_provider: Simulation
) -> None:
    del around, at_provider
    page = house.visitor(PHONE)
    with hour_of_the_machine():
        page.goto("/cua-toi/nop/1.004873/")
        sign_in(page)
        address = to_purpose(page, house)
        AccountSession.objects.all().delete()

        answer(page, "purpose", "other")
        answer(page, "purpose_text", TYPED)
        alarm = page.get_by_role("alert").filter(has_text="Chưa lưu được")
        expect(alarm).to_contain_text("Những gì đã gõ vẫn còn trên trang này")
        fit_at_home(page)
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
        sign_in(opened.value)
        opened.value.close()
        answer(page, "had_before", "no")
        expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")
        expect(alarm).to_be_hidden()
        page.goto(address)

    expect(page.locator("[name=purpose_text]")).to_have_value(TYPED)
    assert OnlineDraft.objects.latest("saved_at").values["had_before"] == "no"


def test_without_scripts_what_was_sent_after_the_session_waits_behind_the_sign_in(
    house: House, around: Signers, at_provider: Simulation
) -> None:
    del around, at_provider
    page = house.visitor(PHONE, with_scripts=False)
    with hour_of_the_machine():
        page.goto("/cua-toi/nop/1.004873/")
        sign_in(page)
        to_purpose(page, house)
        AccountSession.objects.all().delete()

        page.locator("[name=purpose][value=other]").check()
        onward(page)
        sign_in(page)
        expect(page.get_by_role("alert")).to_contain_text("Đây là điều ông/bà đã gõ")
        expect(page.locator("[name=purpose][value=other]")).to_be_checked()
        onward(page)

    assert OnlineDraft.objects.latest("saved_at").values["purpose"] == "other"


def test_of_two_devices_the_later_is_asked_and_both_answers_are_shown(
    house: House, around: Signers
) -> None:
    del around
    person = person_of()
    telephone, laptop = house.citizen(person, PHONE), house.citizen(person)
    address = to_purpose(telephone, house)
    laptop.goto(address)
    answer(telephone, "purpose", "other")
    answer(telephone, "purpose_text", "gõ ở điện thoại")
    expect(telephone.locator("#da-luu")).to_contain_text("Đã lưu lúc")

    answer(laptop, "purpose", "other")
    answer(laptop, "purpose_text", "gõ ở máy tính")
    alarm = laptop.get_by_role("alert").filter(has_text="Chưa lưu được")
    expect(alarm).to_contain_text("xem hai bản và chọn bản giữ lại")
    onward(laptop)
    main = laptop.get_by_role("main")
    expect(main).to_contain_text("gõ ở điện thoại")
    expect(main).to_contain_text("gõ ở máy tính")
    fit_at_home(laptop)
    assert OnlineDraft.objects.latest("saved_at").values["purpose_text"] == "gõ ở điện thoại"
    with laptop.expect_navigation():
        laptop.get_by_role("button", name="Giữ bản vừa gõ ở đây").click()

    expect(laptop.locator("[name=purpose_text]")).to_have_value("gõ ở máy tính")
    telephone.reload()
    expect(telephone.locator("[name=purpose_text]")).to_have_value("gõ ở máy tính")


@pytest.fixture
def apart(
    made_world: Made, browser: Browser, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, House]]:
    """Yield the address of a copy of the world's database, and a house not yet open."""
    name = made_world.name.replace("world", "apart")
    with django_db_blocker.unblock(), a_copy(made_world.name, name):
        offer_forms(made_world.world)
        house = House(f"http://{HOST}:{free_port()}", made_world.world, browser)
        yield database_url(name), house
        house.close()
    assert not house.complaints, "\n".join(house.complaints)


def test_a_large_file_goes_on_where_it_was_when_the_server_was_killed(
    apart: tuple[str, House], tmp_path: Path
) -> None:
    url, house = apart
    port = int(house.address.rpartition(":")[2])
    client = Client()
    person = sign_in_citizen(client)
    content = a_pdf() + os.urandom(12 * MEGABYTE) + a_pdf()
    large = tmp_path / "ban-an.pdf"
    large.write_bytes(content)

    with serving(port, tmp_path, url) as server:
        page = house.visitor(PHONE, session=client.cookies[SESSION_COOKIE].value)
        begin(page, house)
        page.goto(page.url.replace("/applicant/", "/papers/"))
        narrow(page)
        page.locator("[name=authority_paper]").set_input_files(large)
        told = page.get_by_role("status").filter(has_text="ban-an.pdf")
        expect(told).to_contain_text(re.compile(r": [1-8]\d%"))
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        expect(told).to_contain_text("Mất kết nối, đang tự nối lại")
    with serving(port, tmp_path, url):
        expect(told).to_contain_text("Đã nhận đủ.", timeout=2 * PATIENCE)
        expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")
        page.reload()
        expect(page.get_by_role("link", name="ban-an.pdf")).to_be_visible()

    file = StoredFile.objects.get(stored_by_person=person)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert OnlineDraft.objects.latest("pk").files.get() == file


def narrow(page: Page) -> None:
    """Give the page a line on which the file takes some seconds."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 5,
            "downloadThroughput": SLOW_LINE,
            "uploadThroughput": SLOW_LINE,
        },
    )
