"""Measure how many numbers a hall calls a second: 8 counters at once, each call whole.

Beside it, in the same run and on the same rows, one bare ``UPDATE … RETURNING`` of the first
waiting row: no rule, no record, and two at once may wait for the same row.

    python -m bench.hall --many 800
"""

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.figures import line, machine
from bench.premises import move_in, premises

COUNTERS = 8
_BARE = """
    UPDATE hall_ticket SET announced = 1
    WHERE id = (SELECT id FROM hall_ticket WHERE state = 'waiting' AND announced IS NULL
        ORDER BY taken_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id
"""


def main() -> None:
    """Print both rates and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=800)
    many = parser.parse_args().many
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        called, ours = _calls(many)
        bare_called, bare = _bare(many)
    line("numbers called a second, 8 counters", f"{called / ours:.0f}")
    line("bare updates a second, same rows", f"{bare_called / bare:.0f}")
    line("ratio", f"{called / ours / (bare_called / bare):.2f}")


def _calls(many: int) -> tuple[int, float]:
    from motcua.hall.services import serving  # noqa: PLC0415 - needs Django set up
    from motcua.hall.services.taking import take_ticket  # noqa: PLC0415
    from tests.hall.conftest import THURSDAY, open_place  # noqa: PLC0415

    place = open_place(COUNTERS)
    for _ticket in range(many):
        take_ticket(place.civil, at=THURSDAY)

    def work(seat: int) -> int:
        acting: dict[str, Any] = {"actor": place.officers[seat], "at": THURSDAY}
        done = 0
        while (ticket := serving.call_next(place.counters[seat], **acting)) is not None:
            done += 1
            serving.begin_serving(ticket, with_draft=False, **acting)
        return done

    found = _at_once(work)
    for _ticket in range(many):
        take_ticket(place.civil, at=THURSDAY)
    return found


def _bare(many: int) -> tuple[int, float]:
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    def work(_seat: int) -> int:
        done = 0
        with connection.cursor() as cursor:
            while done < many:
                cursor.execute(_BARE)
                if cursor.fetchone() is None:
                    break
                done += 1
        return done

    return _at_once(work)


def _at_once(work: Callable[[int], int]) -> tuple[int, float]:
    """Let all counters work; return how many they called and the seconds it took."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    def counter(seat: int) -> int:
        try:
            return work(seat)
        finally:
            connection.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(COUNTERS) as crowd:
        called = sum(crowd.map(counter, range(COUNTERS)))
    return called, time.perf_counter() - began


if __name__ == "__main__":
    main()
