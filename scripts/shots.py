"""Take a picture of every page, in both widths, as every account of the demo.

    python scripts/shots.py [--address http://127.0.0.1:8000] [--folder shots]

The product has to run with its demo. Pages are found by following links from
where each account begins, and the screens of halls from the desks that take
appointments; of each route one page is taken, and nothing is sent. What was not
reached is told at the end: pages behind a form that nobody fills in here.
"""

import argparse
import os
import re
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import django
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from playwright.sync_api import Browser, Error, Page, sync_playwright

WIDTHS: Final = {"1280": (1280, 900), "390": (390, 844)}
NOBODY: Final = "khach"
SIGN_IN: Final = "/tai-khoan/dang-nhap/"
SECOND_STEP: Final = "/tai-khoan/dang-nhap/buoc-hai/"
START: Final = ("/tai-khoan/", "/")
HELPERS_START: Final = ("/ho-tro/", *START)
PUBLIC_START: Final = ("/", "/mo-hinh/", "/cong-khai/", "/danh-gia/may/", "/ngoai-mang/", *START)
"""Of nobody: to the tablet of a desk no link leads."""
CITIZENS_SIGN_IN: Final = "/cua-toi/dang-nhap/"
CITIZENS_START: Final = ("/cua-toi/",)
MOST_PAGES: Final = 150
_DESK: Final = re.compile(r"/dat-lich/noi/([-a-z0-9_]+)/")
_SCREENS: Final = ("/sanh/{}/bang/", "/sanh/{}/lay-so/", "/cong-khai/man-hinh/{}/")
ROOT: Final = Path(__file__).resolve().parents[1]


def route_of(path: str) -> str | None:
    """Return the name of the route that serves ``path``, or None when none does."""
    try:
        return resolve(path).view_name or None
    except Resolver404:
        return None


def sign_in(page: Page, address: str, username: str, password: str) -> None:
    """Sign in through the form, as a person does. Raises RuntimeError when refused."""
    page.goto(address + SIGN_IN)
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("form[method=post] button[type=submit]:near(input[name=password])")
    page.wait_for_load_state()
    if urlsplit(page.url).path == SECOND_STEP:
        # The phone of this account is not there, so the page tells the code.
        page.fill("input[name=code]", page.inner_text("b.num"))
        page.click("form[method=post] button[type=submit]")
        page.wait_for_load_state()
    if urlsplit(page.url).path in {SIGN_IN, SECOND_STEP}:
        raise RuntimeError(f"{username} cannot sign in")


def sign_in_citizen(page: Page, address: str, key: str) -> None:
    """Sign in as a citizen of the demo. Raises RuntimeError when refused."""
    page.goto(address + CITIZENS_SIGN_IN)
    page.click(f"button[name=who][value={key}]")
    page.wait_for_load_state()
    if urlsplit(page.url).path == CITIZENS_SIGN_IN:
        raise RuntimeError(f"{key} cannot sign in")


def links_of(page: Page) -> list[str]:
    """Return the paths on the same host that the page links to, in its order."""
    host = urlsplit(page.url).netloc
    targets = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    whole = (urlsplit(urljoin(page.url, target)) for target in targets)
    return [
        part.path + (f"?{part.query}" if part.query else "")
        for part in whole
        if part.netloc == host and part.scheme.startswith("http")
    ]


def screens_of(path: str) -> tuple[str, ...]:
    """Return the screens of the hall whose desk takes appointments at ``path``; else none."""
    found = _DESK.match(path)
    return tuple(screen.format(found[1]) for screen in _SCREENS) if found else ()


def all_routes(patterns: Iterable[Any], space: str = "") -> Iterator[str]:
    """Yield the name of every route, with that of its part of the product."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from all_routes(pattern.url_patterns, inner)


def unreached(routes: Iterable[str], reached: Iterable[str], no_pages: Iterable[str]) -> list[str]:
    """Return which routes are pages that nobody came to, in their order."""
    return sorted(set(routes) - set(reached) - set(no_pages))


def walk(page: Page, address: str, folder: Path, start: tuple[str, ...]) -> set[str]:
    """Take one picture per route and width; return the routes."""
    waiting, seen = deque(start), set[str]()
    while waiting and len(seen) < MOST_PAGES:
        target = waiting.popleft()
        route = route_of(urlsplit(target).path)
        if route is None or route in seen:
            continue
        seen.add(route)
        try:
            answer = page.goto(address + target)
        except Error as error:
            # A page that downloads a file has no picture.
            if "Download is starting" not in error.message:
                raise
            continue
        kind = answer.headers.get("content-type", "") if answer else ""
        if not kind.startswith("text/html"):
            continue
        for link in links_of(page):
            waiting.extend((link, *screens_of(link)))
        name = re.sub(r"[^a-z0-9-]+", "-", route)
        for width, (across, down) in WIDTHS.items():
            page.set_viewport_size({"width": across, "height": down})
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    return seen


def shoot(browser: Browser, address: str, folder: Path) -> set[str]:
    """Walk the product as nobody and as each account of the demo; return every route seen."""
    from motcua.demo import accounts  # noqa: PLC0415 - needs Django
    from motcua.demo.citizens import DEMO_CITIZENS  # noqa: PLC0415 - as above

    reached: set[str] = set()
    citizens = [one.key for one in DEMO_CITIZENS]
    people = [
        NOBODY,
        *citizens,
        *(username for username, _role, _place in accounts.demo_accounts()),
    ]
    for username in people:
        own = folder / username
        own.mkdir(parents=True)
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page = context.new_page()
        page.on("download", lambda download: download.cancel())
        start: tuple[str, ...] = HELPERS_START if username == accounts.HELPER_USERNAME else START
        if username in citizens:
            sign_in_citizen(page, address, username)
            start = CITIZENS_START
        elif username == NOBODY:
            start = PUBLIC_START
        else:
            sign_in(page, address, username, accounts.DEMO_PASSWORD)
        seen = walk(page, address, own, start)
        print(f"{username}: {len(seen)} pages", flush=True)
        reached |= seen
        context.close()
    return reached


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--folder", type=Path, default=Path("shots"))
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    # The browser's own loop makes Django believe that it is called from one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    sys.path.append(str(ROOT))
    from tests.journeys.no_pages import NO_PAGES  # noqa: PLC0415 - what is no page is told once

    shutil.rmtree(arguments.folder, ignore_errors=True)
    with sync_playwright() as playwright:
        unsafe = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=unsafe)
        reached = shoot(browser, arguments.address, arguments.folder)
        browser.close()
    left = unreached(all_routes(get_resolver().url_patterns), reached, NO_PAGES)
    print(f"Not reached: {len(left)} pages", *left, sep="\n  ")


if __name__ == "__main__":
    main()
