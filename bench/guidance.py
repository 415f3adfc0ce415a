"""Measure following the people who were guided, beside the plainest SQL that asks the same.

python -m bench.guidance --rows 100000
"""

import argparse
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from bench.figures import line, machine
from bench.premises import move_in, premises

FIRST: Final = date(2025, 7, 1)
DAYS: Final = 365
WINDOW: Final = 30
_PLAIN: Final = """
    SELECT count(DISTINCT session.person_key) FROM guidance_guidancesession AS session
    WHERE EXISTS (SELECT FROM guidance_lateract AS act
        WHERE act.person_key = session.person_key
            AND act."on" > session."on" AND act."on" <= session."on" + 30)
"""
_FILL: Final = """
    INSERT INTO guidance_guidancesession (ref, agency_id, desk_id, helper_id, force_id,
        programme_id, "on", at, is_morning, person_key, topics, outcomes, hard, is_install,
        minutes, recorded_at)
    SELECT gen_random_uuid(), %(agency)s, %(desk)s, %(helper)s, %(force)s, %(programme)s,
        %(first)s + n %% %(days)s, (%(first)s + n %% %(days)s)::timestamp + interval '9 hours',
        n %% 2 = 0, md5(n::text) || md5(n::text), '["nop-ho-so", "cai-dat"]', '["nop-ho-so"]',
        '[]', true, 10, now()
    FROM generate_series(0, %(rows)s - 1) AS n
"""
_ACTS: Final = """
    INSERT INTO guidance_lateract (person_key, skill, "on")
    SELECT person_key, 'lodge', "on" + 1 + (id %% 60)::int FROM guidance_guidancesession
    WHERE id %% 3 = 0
"""


def main() -> None:
    """Print what is reached beside the baseline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(arguments.rows)


def measure(rows: int) -> None:
    """Write sessions of as many people, a third of whom come back; ask who did."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.indicators import guiding  # noqa: PLC0415 - so does this

    begun = time.monotonic()
    agency_id = fill(rows)
    line("sessions and people", f"{rows:,}", f"made in {time.monotonic() - begun:.0f} s")
    last = FIRST + timedelta(days=DAYS)
    period = guiding.Period((agency_id,), FIRST, last, last + timedelta(days=WINDOW + 1))
    with connection.cursor() as cursor:
        plain = seconds_of(lambda: cursor.execute(_PLAIN))
        cursor.execute(_PLAIN)
        [expected] = cursor.fetchone()
    line("plain SQL: who came back within 30 days", f"{plain * 1e3:.0f} ms", "baseline")
    questions: dict[str, Callable[[], object]] = {
        "who came back": lambda: guiding.followed(period, days=WINDOW),
        "by month": lambda: guiding.followed(period, days=WINDOW, by="month"),
        "by topic": lambda: guiding.by_topic(period, days=WINDOW),
    }
    for name, question in questions.items():
        taken = seconds_of(question)
        line(name, f"{taken * 1e3:.0f} ms", f"{taken / plain:.1f} of the baseline")
    [everybody] = guiding.followed(period, days=WINDOW)
    same = "the same" if everybody.rate.part == expected else f"not {expected:,}"
    line("came back", f"{everybody.rate.part:,}", f"of {everybody.rate.whole:,}; {same}")


def fill(rows: int) -> int:
    """Write the sessions in a unit of their own; return its agency."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.agencies.actors import SYSTEM  # noqa: PLC0415 - so do these
    from motcua.guidance.models import Helper  # noqa: PLC0415
    from motcua.guidance.services import people  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    at: datetime = clock.now()
    desk = factories.DeskFactory.create()
    force = people.add_force(desk.agency, "Lực lượng đo", actor=SYSTEM)
    values = {"force": force, "full_name": "Người Đo"}
    helper = people.save_helper(Helper(), values, actor=SYSTEM, at=at)
    told: dict[str, Any] = {
        "agency": desk.agency_id,
        "desk": desk.pk,
        "helper": helper.pk,
        "force": force.pk,
        "programme": people.found_programme(at=at).pk,
        "first": FIRST,
        "days": DAYS,
        "rows": rows,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FILL, told)
        cursor.execute(_ACTS, [])
        cursor.execute("ANALYZE guidance_guidancesession")
        cursor.execute("ANALYZE guidance_lateract")
    return int(desk.agency_id)


def seconds_of(act: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of so many runs."""
    taken = []
    for _n in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    main()
