"""Every page, with something on it, for everybody: no fault of accessibility, no sideways scroll.

The pages come from the resolver: an address nobody visits here fails.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import WIDTHS, faults_of
from tests.journeys.house import House
from tests.journeys.no_pages import NO_PAGES
from tests.journeys.visits import CITIZEN, HELPER, VISITS, Visitor
from tests.web.test_access import ADDRESSES

PageOf = Callable[[Visitor], Page]


@pytest.fixture(scope="module")
def page_of(open_day: House) -> PageOf:
    """Return a function that gives each role its window, opened once."""
    windows: dict[Visitor, Page] = {}

    def window(role: Visitor) -> Page:
        if role not in windows:
            windows[role] = open_day.somebody(role)
        return windows[role]

    return window


@pytest.fixture
def window(page_of: PageOf, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return the window of the role that the page is for."""
    name: str = request.node.callspec.params["name"]
    page = page_of(VISITS[name].role)
    yield page
    page.goto("about:blank")  # a page that refreshes itself would go on doing so
    page.set_viewport_size({"width": 1280, "height": 900})


def test_every_address_is_a_page_to_visit_or_something_else() -> None:
    assert set(VISITS) | set(NO_PAGES) == set(ADDRESSES)
    assert not set(VISITS) & set(NO_PAGES)


@pytest.mark.parametrize("name", sorted(VISITS))
def test_a_page_can_be_used_by_everybody(name: str, window: Page, open_day: House) -> None:
    faults = []
    first, *others = VISITS[name].addresses(name, open_day.world)
    # Axe is slow: the same page with another content, and pages of the staff, whose width changes
    # little of what is in them, are looked at in one width; all have to fit the narrow screens.
    once = WIDTHS[1:] if VISITS[name].role in {None, CITIZEN, HELPER} else WIDTHS[:1]
    both = WIDTHS if VISITS[name].role in {None, CITIZEN, HELPER} else once
    for address, widths in [(first, both), *((other, once) for other in others)]:
        response = window.goto(address)
        assert response is not None
        assert response.status == HTTPStatus.OK, address
        assert window.url == f"{open_day.address}{address}"
        faults += faults_of(window, widths)

    assert not faults, "\n".join(faults)
