"""Measure the page on which anybody follows a dossier, over eight kept connections.

python -m bench.lookup --many 4000
"""

import argparse
from http import HTTPStatus

from bench.figures import line, machine, usage_of
from bench.premises import Premises, move_in, premises, web_server
from bench.visitors import Crowd, Errand, Outcome

CONNECTIONS = 8
DOSSIERS = 40
WARM_UP = 400


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=4_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        addresses = lodge_some()
        with web_server(place, workers=arguments.workers, threads=arguments.threads) as (
            pid,
            port,
        ):
            look_up(port, addresses, WARM_UP)
            measure(place, pid, port, addresses, arguments.many)


def measure(place: Premises, pid: int, port: int, addresses: list[str], many: int) -> None:
    """Look up, and print how fast and at what cost."""
    before = usage_of(pid), usage_of(place.database_pid)
    outcome = look_up(port, addresses, many)
    after = usage_of(pid), usage_of(place.database_pid)
    web, database = (
        now.since(then) / len(outcome.taken) * 1e3 for now, then in zip(after, before, strict=True)
    )
    line("pages a second, 8 connections", f"{len(outcome.taken) / outcome.seconds:.0f}", "aim 400")
    line("answered within, median", f"{outcome.quantile(0.5):.1f} ms")
    line("  99 of 100", f"{outcome.quantile(0.99):.1f} ms")
    line("processor time each, web", f"{web:.2f} ms")
    line("  and database", f"{database:.2f} ms")


def look_up(port: int, addresses: list[str], many: int) -> Outcome:
    """Open the pages in turn. Raises RuntimeError when one does not come."""
    each = [addresses[n % len(addresses)] for n in range(many // CONNECTIONS)]
    errands = [Errand({}, [(address, "") for address in each]) for _visitor in range(CONNECTIONS)]
    outcome = Crowd(port, errands).go()
    if set(outcome.statuses) != {str(HTTPStatus.OK.value)}:
        raise RuntimeError(f"not every page came: {outcome.statuses}")
    return outcome


def lodge_some() -> list[str]:
    """Accept some dossiers; return the addresses at which they are followed."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up
    from django.urls import reverse  # noqa: PLC0415 - so do these

    from bench import desks  # noqa: PLC0415
    from motcua.agencies.selectors import actor_of, desk_context  # noqa: PLC0415
    from motcua.dossiers.services.acceptance import accept_at_desk  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    procedure = desks.furnish()
    (window,) = desks.open_windows(1)
    account = window.officer.account
    assert account is not None  # noqa: S101 - given one when the window was opened
    context = desk_context(window.desk.pk)
    actor = actor_of(account, clock.today())
    accepted = [
        accept_at_desk(
            factories.lodging(
                procedure,
                window.desk.agency,
                applicant=factories.applicant(f"077190{number:06}"),
            ),
            context=context,
            actor=actor,
            at=clock.now(),
        )
        for number in range(DOSSIERS)
    ]
    connection.close()
    return [reverse("public:track", args=[dossier.tracking_code]) for dossier in accepted]


if __name__ == "__main__":
    main()
