"""Measure the work list and the search, at ten thousand and at a million dossiers.

Eight officers, each over one connection, with about sixty open steps each at both sizes.

    python -m bench.lists worklist search
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from bench.acceptance import CONNECTIONS, sign_in
from bench.figures import line, machine, usage_of
from bench.premises import Premises, move_in, premises, web_server
from bench.visitors import Crowd, Errand, Outcome

if TYPE_CHECKING:
    from bench.staff import Seat

PAGES = ("worklist", "search")
WARM_UP = 400
NAMES = 40


@dataclass(frozen=True, slots=True)
class Size:
    """How many dossiers there are, how many of them open, at how many agencies."""

    rows: int
    open_rows: int
    agencies: int


def sizes(most: int) -> tuple[Size, Size]:
    """Return the two sizes, which give each officer as much to do."""
    small = Size(10_000, 2_000, 8)
    return small, Size(most - small.rows, 10_000, 40)


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help=" ".join(PAGES))
    parser.add_argument("--many", type=int, default=2_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    arguments.pages = arguments.pages or PAGES
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        reached: dict[str, list[float]] = {page: [] for page in arguments.pages}
        for size in sizes(arguments.rows):
            for page, rate in measure(size, place, arguments).items():
                reached[page].append(rate)
    for page, (small, large) in reached.items():
        line(f"{page}: 10,000 against {arguments.rows:,}", f"{small / large:.2f}", "aim under 1.5")


def measure(size: Size, place: Premises, arguments: argparse.Namespace) -> dict[str, float]:
    """Add dossiers, open the pages, and return how many of each come a second."""
    from bench import staff  # noqa: PLC0415 - needs Django set up
    from motcua.dossiers.models import Dossier  # noqa: PLC0415 - so does this

    places = staff.fill(size.rows, size.open_rows, size.agencies, with_events=False)
    seats = staff.seats(places, staff.ROLES, CONNECTIONS)
    print(f"\n  {Dossier.objects.count():,} dossiers, {machine()}")
    rates = {}
    for page in arguments.pages:
        addresses = {"worklist": work_lists, "search": searches}[page]
        with web_server(place, workers=arguments.workers, threads=arguments.threads) as (
            pid,
            port,
        ):
            signed_in = [sign_in(port, seat.account.username)[0] for seat in seats]
            asked = [addresses(seat) for seat in seats]

            def go(many: int) -> Outcome:
                return look(port, signed_in, asked, many // CONNECTIONS)  # noqa: B023

            go(WARM_UP)
            rates[page] = say(page, lambda: go(arguments.many), pid, place)
        ask(seats[0], asked[0][0])
    return rates


def work_lists(seat: "Seat") -> list[str]:
    """Return the address of the work list."""
    from django.urls import reverse  # noqa: PLC0415 - needs Django set up

    del seat
    return [reverse("office:work")]


def searches(seat: "Seat") -> list[str]:
    """Return searches for people of the officer's agency, as names are typed in a hurry.

    Every second one is a beginning of two words, which very many people share.
    """
    from django.urls import reverse  # noqa: PLC0415 - needs Django set up

    from motcua.dossiers.models import Dossier  # noqa: PLC0415 - so do these
    from motcua.kernel.text import fold  # noqa: PLC0415

    dossiers = Dossier.objects.filter(agency_id=seat.officer.agency_id).order_by("pk")
    step = max(1, dossiers.count() // NAMES)
    names = dossiers.values_list("principal_name", flat=True)[: NAMES * step : step]
    words = [fold(name) for name in names]
    words[1::2] = [" ".join(name.split()[:2]) for name in words[1::2]]
    return [reverse("office:find", query={"q": typed}) for typed in words]


def look(
    port: int, signed_in: Sequence[dict[str, str]], asked: Sequence[Sequence[str]], each: int
) -> Outcome:
    """Open the pages in turn. Raises RuntimeError when one does not come."""
    errands = [
        Errand(headers, [(addresses[n % len(addresses)], "") for n in range(each)])
        for headers, addresses in zip(signed_in, asked, strict=True)
    ]
    outcome = Crowd(port, errands).go()
    if set(outcome.statuses) != {str(HTTPStatus.OK.value)}:
        raise RuntimeError(f"not every page came: {outcome.statuses}")
    return outcome


def say(page: str, go: Callable[[], Outcome], pid: int, place: Premises) -> float:
    """Print how fast and at what cost a page comes; return how many a second."""
    before = usage_of(pid), usage_of(place.database_pid)
    outcome = go()
    after = usage_of(pid), usage_of(place.database_pid)
    web, database = (
        now.since(then) / len(outcome.taken) * 1e3 for now, then in zip(after, before, strict=True)
    )
    rate = len(outcome.taken) / outcome.seconds
    line(f"{page}: pages a second, 8 connections", f"{rate:.0f}", "aim 250")
    line("  answered within, median", f"{outcome.quantile(0.5):.1f} ms")
    line("  99 of 100", f"{outcome.quantile(0.99):.1f} ms")
    line("  processor time each, web", f"{web:.2f} ms")
    line("  and database", f"{database:.2f} ms")
    return rate


def ask(seat: "Seat", address: str) -> None:
    """Print how many statements one page takes and where the web's time goes."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - so do these

    from bench import statements  # noqa: PLC0415

    client = statements.client_of(seat.account)
    client.get(address)
    body = client.get(address).content.decode()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    rows = body.count("<tr") - 1
    line("  rows on the page, its size", f"{rows}, {len(body) / 1000:.0f} kB")
    statements.say_how_many(statements.texts_of(captured), "aim at most 8")
    statements.layers(lambda: client.get(address))
    connection.close()


if __name__ == "__main__":
    main()
