"""What of taking pictures needs no browser: which screens there are, and what nobody came to."""

from django.urls import get_resolver

from scripts.shots import PUBLIC_START, all_routes, route_of, screens_of, unreached
from tests.journeys.no_pages import NO_PAGES
from tests.web.test_access import ADDRESSES


def test_every_route_is_looked_for() -> None:
    found = list(all_routes(get_resolver().url_patterns))

    assert set(found) == set(ADDRESSES)
    assert unreached(found, ["public:home"], NO_PAGES) == sorted(
        set(ADDRESSES) - set(NO_PAGES) - {"public:home"}
    )


def test_a_desk_leads_to_the_screens_of_its_hall_and_they_are_pages() -> None:
    screens = screens_of("/dat-lich/noi/vung-tau/?ngay=2026-11-30")

    assert [route_of(one) for one in screens] == ["public:board", "public:kiosk", "public:wall"]
    assert screens_of("/dat-lich/") == ()
    assert None not in map(route_of, PUBLIC_START)
    assert "public:tablet" in map(route_of, PUBLIC_START)
