"""The small scripts, in a real browser. Pages work without them; here they add."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

import motcua.web
from tests.papers import a_pdf

SCRIPTS = Path(motcua.web.__file__).parent / "static" / "motcua" / "scripts"
HOST = "http://127.0.0.1:1"  # nothing listens there: every answer is given below


def show(page: Page, script: str, body: str) -> None:
    """Show ``body`` with one of our scripts, as the product would send it."""
    source = f'<!doctype html><script type="module" src="/{script}"></script><body>{body}'

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(path=SCRIPTS / script, content_type="text/javascript")
        else:
            route.fulfill(body=source, content_type="text/html; charset=utf-8")

    page.route(f"{HOST}/{script}", answer)
    page.route(f"{HOST}/page", answer)
    page.goto(f"{HOST}/page")


def test_a_printed_key_presses_what_it_is_printed_on(page: Page) -> None:
    show(
        page,
        "keys.js",
        '<input id="find" data-key="F4" value="an"><input id="typing">'
        '<label><input type="checkbox" id="paper" data-key="Alt+1"> Tờ khai</label>',
    )
    page.locator("#typing").focus()

    page.keyboard.press("Alt+Digit1")
    expect(page.locator("#paper")).to_be_checked()
    page.keyboard.press("F4")
    expect(page.locator("#find")).to_be_focused()


def test_a_single_character_is_only_typed(page: Page) -> None:
    show(page, "keys.js", '<input id="typing"><input type="checkbox" id="paper" data-key="1">')
    page.locator("#typing").focus()

    page.keyboard.type("nguye6n1")

    expect(page.locator("#typing")).to_have_value("nguye6n1")
    expect(page.locator("#paper")).not_to_be_checked()


def test_the_answer_follows_the_typing(page: Page) -> None:
    asked: list[str] = []

    def find(route: Route) -> None:
        asked.append(urlsplit(route.request.url).query)
        route.fulfill(body="<li>Khai sinh</li>", content_type="text/html; charset=utf-8")

    page.route(f"{HOST}/find?*", find)
    show(
        page,
        "fragments.js",
        '<input name="q" data-fragment="/find" data-into="#found"><ul id="found"></ul>',
    )

    page.locator("[name=q]").press_sequentially("khai")

    expect(page.locator("#found li")).to_have_text("Khai sinh")
    assert asked == ["q=khai"]


def test_a_dropped_file_joins_those_chosen_before(page: Page) -> None:
    show(
        page,
        "drop.js",
        '<div data-drop><input type="file" multiple><p data-drop-list></p></div>',
    )
    page.locator("input").set_input_files(
        {"name": "to-khai.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    dropped = page.evaluate_handle(
        "() => { const all = new DataTransfer();"
        " all.items.add(new File(['x'], 'anh.jpg', {type: 'image/jpeg'})); return all; }"
    )

    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})

    expect(page.locator("[data-drop-list]")).to_have_text("to-khai.pdf, anh.jpg")
