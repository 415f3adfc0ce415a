"""What people do with a dossier's page, and what they see after it."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from motcua.dossiers.models import Dossier
from tests.journeys.accessibility import faults_of
from tests.journeys.house import DESKTOP


def key_of(dossier: Dossier) -> str:
    """Return what a dossier's address holds."""
    return dossier.code or dossier.tracking_code


def open_dossier(page: Page, dossier: Dossier) -> None:
    """Open the dossier's page for staff."""
    page.goto(f"/can-bo/ho-so/{key_of(dossier)}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def choose_act(page: Page, dossier: Dossier, label: str) -> None:
    """Follow the link of an act from the dossier's page, unfolding what hides it."""
    open_dossier(page, dossier)
    link = page.get_by_role("main").get_by_role("link", name=label)
    page.evaluate(
        "() => document.querySelectorAll('main details').forEach((one) => one.open = true)"
    )
    link.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def fill(page: Page, values: Mapping[str, str]) -> None:
    """Type into the fields called so."""
    for label, value in values.items():
        field(page, label).fill(value)


def field(page: Page, label: str) -> Locator:
    """Return the field of the page whose label begins so."""
    return page.get_by_role("main").get_by_label(label).first


def press(page: Page, name: str) -> None:
    """Press a button of the page and wait for what comes."""
    # A field for files is a button to whoever listens, too.
    button = page.get_by_role("main").locator("button").filter(has_text=name)
    with page.expect_response(lambda found: found.request.method == "POST"):
        button.first.click()
    page.wait_for_load_state()


def refused(page: Page, kept: Mapping[str, str]) -> None:
    """See that a form was refused, is fit for everybody, and holds what was typed."""
    expect(page.get_by_role("alert").first).to_be_visible()
    for label, value in kept.items():
        expect(field(page, label)).to_have_value(value)
    fit(page)


def fit(page: Page) -> None:
    """See that the page can be used by everybody, wide and narrow."""
    faults = faults_of(page)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert not faults, "\n".join(faults)


def told(page: Page, words: str) -> None:
    """See the message of an act that was done."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()
