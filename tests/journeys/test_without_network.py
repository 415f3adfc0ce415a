"""The site as an app on a telephone: what is left of it where there is no network."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.dossiers.models import Dossier
from tests.journeys.filling import fit_at_home
from tests.journeys.house import PHONE, House

READER = shutil.which("zbarimg") or ""


def keep(page: Page, dossier: Dossier) -> None:
    """Open the dossier and have this telephone keep its state."""
    page.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    page.get_by_role("button", name="Giữ trên máy này").click()
    expect(page.get_by_text("Đang giữ trên máy này.")).to_be_visible()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")


@pytest.mark.skipif(not READER, reason="zbarimg is not installed")
def test_without_a_network_the_last_state_and_the_code_are_shown(
    house: House, tmp_path: Path
) -> None:
    dossier = house.world.dossiers["accepted"]
    page = house.citizen(dossier.applicant, PHONE)
    keep(page, dossier)

    page.context.set_offline(offline=True)
    page.goto("/cua-toi/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có mạng")
    main = page.get_by_role("main")
    expect(main).to_contain_text(dossier.code or "")
    expect(main).to_contain_text("Xem lần cuối")
    fit_at_home(page)
    picture = tmp_path / "ma.png"
    page.get_by_role("img", name="Mã QR của giấy tiếp nhận").screenshot(path=picture)
    read = subprocess.run(
        [READER, "-q", "--raw", str(picture)], capture_output=True, text=True, check=True
    ).stdout
    assert read.strip().endswith(f"/tra-cuu/{dossier.tracking_code}/")

    page.context.set_offline(offline=False)
    page.goto(f"/cua-toi/ho-so/{dossier.tracking_code}/")
    page.get_by_role("button", name="Thôi giữ, xóa khỏi máy").click()
    page.goto("/ngoai-mang/")
    expect(page.get_by_text("Máy này chưa giữ hồ sơ nào.")).to_be_visible()


def test_nothing_of_a_citizen_stays_on_the_telephone_after_signing_out(house: House) -> None:
    dossier = house.world.dossiers["accepted"]
    page = house.citizen(dossier.applicant, PHONE)
    keep(page, dossier)
    page.goto("/cua-toi/")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng xuất").click()

    page.goto("/ngoai-mang/")
    expect(page.get_by_text("Máy này chưa giữ hồ sơ nào.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_the_site_can_be_installed(house: House) -> None:
    page = house.visitor(PHONE)
    page.goto("/")
    line = page.context.new_cdp_session(page)

    told: dict[str, Any] = line.send("Page.getAppManifest")

    assert told["errors"] == []
    manifest = page.request.get(told["url"]).json()
    assert (manifest["display"], manifest["lang"]) == ("standalone", "vi")
    for icon in manifest["icons"]:
        found = page.request.get(icon["src"])
        size = int(icon["sizes"].partition("x")[0])
        assert found.headers["content-type"] == "image/png"
        # Width and height stand at the same place of every PNG.
        assert [int.from_bytes(found.body()[at : at + 4]) for at in (16, 20)] == [size, size]
