"""Measure an act through HTTP: a step done, the folder handed over, the next step open.

Web workers as ``motcua serve`` starts them, the embedded PostgreSQL with its own settings
(each commit waits for the disk); eight officers of eight agencies, each over one connection.

    python -m bench.handover --many 2000
"""

import argparse
from collections.abc import Sequence
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING

from bench.acceptance import CONNECTIONS, sign_in
from bench.figures import line, machine, usage_of
from bench.premises import Premises, move_in, premises, web_server
from bench.visitors import Crowd, Errand, form_body

if TYPE_CHECKING:
    from bench.staff import Seat

ROWS = 14_000
WARM_UP = 400
RAW = 800


def main() -> None:
    """Print what is reached beside the aims, and where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(place, arguments)


def measure(place: Premises, arguments: argparse.Namespace) -> None:
    """Hand over, count, compare."""
    from django.urls import reverse  # noqa: PLC0415 - needs Django set up

    from bench import staff  # noqa: PLC0415 - so do these
    from motcua.agencies.roles import Role  # noqa: PLC0415
    from motcua.dossiers.models import DossierEvent  # noqa: PLC0415

    places = staff.fill(ROWS, ROWS, CONNECTIONS, with_events=True)
    seats = staff.seats(places, [Role.HANDLING_OFFICER], CONNECTIONS)
    with web_server(place, workers=arguments.workers, threads=arguments.threads) as (pid, port):
        signed_in = [sign_in(port, seat.account.username) for seat in seats]
        waiting = [iter(seat.open_steps()) for seat in seats]

        def errands(many: int) -> list[Errand]:
            return [
                Errand(
                    headers,
                    [
                        (
                            reverse("office:complete", args=[code]),
                            form_body({**token, "outcome": "done", "order": str(order)}),
                        )
                        for code, order in islice(steps, many // CONNECTIONS)
                    ],
                )
                for steps, (headers, token) in zip(waiting, signed_in, strict=True)
            ]

        Crowd(port, errands(WARM_UP)).go()
        crowd = Crowd(port, errands(arguments.many))
        written = DossierEvent.objects.filter(action="complete_step").count()
        before = usage_of(pid), usage_of(place.database_pid)
        outcome = crowd.go()
        after = usage_of(pid), usage_of(place.database_pid)
        written = DossierEvent.objects.filter(action="complete_step").count() - written
    many = len(outcome.taken)
    if set(outcome.statuses) != {str(HTTPStatus.FOUND.value)} or written != many:
        raise RuntimeError(f"not every step was done: {outcome.statuses}, {written} events")
    web, database = (now.since(then) / many * 1e3 for now, then in zip(after, before, strict=True))
    rate = many / outcome.seconds
    line("steps handed over a second, 8 connections", f"{rate:.0f}", "aim 200")
    line("answered within, median and 99 of 100", f"{outcome.quantile(0.5):.0f} ms")
    line("", f"{outcome.quantile(0.99):.0f} ms")
    line("processor time each, web", f"{web:.2f} ms")
    line("  and database", f"{database:.2f} ms")
    compare(staff.seats(places, [Role.REVIEWER], CONNECTIONS), place, rate)


def compare(seats: Sequence["Seat"], place: Premises, rate: float) -> None:
    """Print statements, the same without Python, and the layers that the time goes to."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - so do these
    from django.urls import reverse  # noqa: PLC0415

    from bench import replay, statements  # noqa: PLC0415

    clients = [statements.client_of(seat.account) for seat in seats]
    waiting = [iter(seat.open_steps()) for seat in seats]

    def hand_over(number: int = 0) -> None:
        code, order = next(waiting[number])
        answer = clients[number].post(
            reverse("office:complete", args=[code]), {"outcome": "done", "order": str(order)}
        )
        if answer.status_code != HTTPStatus.FOUND:
            raise RuntimeError(answer.content.decode())

    for _number in range(20):
        hand_over()
    with CaptureQueriesContext(connection) as captured:
        hand_over()
    statements.say_how_many(statements.texts_of(captured), "aim at most 20")
    same = replay.acts_a_second(hand_over, len(seats), RAW // len(seats), place)
    line("the same statements in psql, 8 connections", f"{same:.0f}/s")
    line("  ratio", f"{rate / same:.2f}", "aim 0.33")
    statements.layers(hand_over)


if __name__ == "__main__":
    main()
