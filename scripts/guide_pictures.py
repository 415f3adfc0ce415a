"""Take the pictures of the guides from a running demonstration.

    python scripts/guide_pictures.py [--address http://127.0.0.1:8000] [--folder docs/pictures]

Everybody in them is made up. They are cut to what one sees without scrolling and kept in few
colors, so that all of them together stay small.
"""

import argparse
import io
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP: Final = (1280, 860)
PHONE: Final = (390, 780)
COLORS: Final = 96
PASSWORD: Final = "motcua2026"  # noqa: S105 - the demonstration prints it
SIGN_IN: Final = "/tai-khoan/dang-nhap/"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: who opens it (empty: anybody), from where, through which link, how wide."""

    name: str
    account: str
    path: str
    link: str = ""
    size: tuple[int, int] = DESKTOP


PICTURES: Final = (
    Picture("home-phone", "", "/", size=PHONE),
    Picture("catalogue-phone", "", "/thu-tuc/?q=xac+nhan+doc+than", size=PHONE),
    Picture("desk-ready", "motcua", "/can-bo/quay/tra-ket-qua/"),
    Picture("work-list", "thuly", "/can-bo/viec/"),
    Picture("dossier", "thuly", "/can-bo/viec/", link="main tbody a[href*='/ho-so/']"),
    Picture("leader-home", "lanhdao", "/can-bo/don-vi/"),
    Picture("approve-result", "lanhdao", "/can-bo/don-vi/cho/ket-qua/", link="main tbody a"),
    Picture("figures-phone", "", "/cong-khai/", size=PHONE),
    Picture("figures", "lanhdao", "/can-bo/don-vi/so-lieu/"),
    Picture("overdue", "lanhdao", "/can-bo/don-vi/so-lieu/qua-han/"),
    Picture("reads", "kiemtra", "/can-bo/du-lieu/luot-xem/"),
    Picture("manage-home", "quantri", "/quan-tri/"),
    Picture("moving-in", "quantri", "/quan-tri/chuyen-ho-so/"),
    Picture("daily-jobs", "quantri", "/quan-tri/viec-hang-ngay/"),
    Picture("calendar", "quantri", "/quan-tri/lich/", link="main a[href*='/quan-tri/lich/']"),
)


def sign_in(page: Page, address: str, account: str) -> None:
    """Sign in as an account of the demonstration."""
    page.goto(address + SIGN_IN)
    page.fill("input[name=username]", account)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: SIGN_IN not in url)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Take one picture and write it in few colors."""
    width, height = picture.size
    context = browser.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    if picture.account:
        sign_in(page, address, picture.account)
    page.goto(address + picture.path)
    if picture.link:
        page.locator(picture.link).first.click()
        page.wait_for_load_state()
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(COLORS).save(folder / f"{picture.name}.png", optimize=True)
    context.close()


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--folder", type=Path, default=Path("docs/pictures"))
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    with sync_playwright() as playwright:
        unsafe = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=unsafe)
        for picture in PICTURES:
            take(browser, arguments.address, picture, arguments.folder)
            print(picture.name, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
