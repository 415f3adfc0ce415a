"""Measure the public pages of figures over very many dossiers, right after a fact has moved.

python -m bench.dashboard --rows 1000000
python -m bench.dashboard --rows 10000000
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Final

from bench.figures import MEGABYTE, line, machine, usage_of
from bench.premises import HOST, Premises, move_in, premises, web_server
from bench.report import look_over, seconds_of

AGENCIES: Final = 130
BLOCK: Final = 20_000
"""Dossiers made as real ones are; the others are copies of them."""
BYTES_A_DOSSIER: Final = 2_500
"""Of tables, indexes and log at most, while they are being filled."""
SPARE: Final = 3_000_000_000
TIMES: Final = 15
_PLAIN: Final = """
    SELECT agency_id, by_day, count(*) FROM indicators_dossierfact
    WHERE ended_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2
"""
_SIZES: Final = """
    SELECT pg_total_relation_size('indicators_spancount'),
        (SELECT count(*) FROM indicators_spancount),
        pg_total_relation_size('indicators_dossierfact'), pg_database_size(current_database())
"""


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    needed = rows * BYTES_A_DOSSIER + SPARE
    free = shutil.disk_usage(tempfile.gettempdir()).free
    print(f"  {machine()}")
    print(f"  {free / 1e9:.0f} GB free in {tempfile.gettempdir()}, {needed / 1e9:.0f} GB needed")
    if free < needed:
        sys.exit("  not enough room; fewer --rows, or another TMPDIR")
    with premises() as place:
        move_in(place)
        fill(rows)
        baseline()
        look(place)
        sizes(rows)


def fill(rows: int) -> None:
    """Make the dossiers and their facts, and add up what their days come to."""
    from bench import staff  # noqa: PLC0415 - needs Django set up
    from bench.multiplied import multiply  # noqa: PLC0415 - so do these

    block = min(BLOCK, rows)
    staff.fill(block, block // 100, AGENCIES, with_events=False)
    multiply(rows, block)
    line("days added up for the first time", f"{seconds_of(look_over, 1):.0f} s")
    line("looking for facts, nothing having happened", f"{seconds_of(look_over, 5) * 1e3:.0f} ms")


def baseline() -> None:
    """Count the same over the facts, as pages did before days were added up."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.indicators import reports  # noqa: PLC0415 - so do these
    from motcua.indicators.periods import Period  # noqa: PLC0415
    from motcua.indicators.rules import shipped_rule  # noqa: PLC0415
    from motcua.indicators.spans import reading  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    def plain(period: Period) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_PLAIN, {"first": period.first, "last": period.last})
            cursor.fetchall()

    for name, first, last in stretches(clock.today()):
        period = Period(first, last)
        asked = reports.Question(period, shipped_rule(), clock.now())
        counted = [reports.by_field(asked), reports.by_agency(asked)]
        if counted != [reading.by_field(asked), reading.by_agency(asked)]:
            raise RuntimeError("what days come to is not what the facts come to")
        alone = seconds_of(lambda: plain(period), 3)  # noqa: B023 - called at once, as below
        facts = seconds_of(lambda: (reports.by_field(asked), reports.by_agency(asked)), 3)  # noqa: B023
        days = seconds_of(lambda: (reading.by_field(asked), reading.by_agency(asked)), 3)  # noqa: B023
        line(f"{name}: plain count of what ended", f"{alone * 1e3:.0f} ms", "baseline")
        line("  both tables of the page, from the facts", f"{facts * 1e3:.0f} ms", "as it was")
        line("  both tables of the page, from days", f"{days * 1e3:.1f} ms", "the same figures")
        line("  days against the plain count", f"{days / alone:.3f}")


def stretches(today: date) -> list[tuple[str, date, date]]:
    """Return a month, a year and days that nobody has a name for."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return [
        ("a month", month, today.replace(day=1) - timedelta(days=1)),
        ("a year", today - timedelta(days=365), today),
        ("317 odd days", today - timedelta(days=340), today - timedelta(days=23)),
    ]


def look(place: Premises) -> None:
    """Ask the web server for every page, first of all, after a fact has moved, and again."""
    from motcua.agencies.models import Agency  # noqa: PLC0415 - needs Django set up
    from motcua.indicators.models import DossierFact  # noqa: PLC0415 - so do these
    from motcua.kernel import clock  # noqa: PLC0415

    open_ones = iter(
        DossierFact.objects.filter(outcome="open").values_list("pk", flat=True)[:1_000]
    )
    code = Agency.objects.order_by("pk").values_list("code", flat=True)[7]
    periods = {
        name: f"?tu={first.isoformat()}&den={last.isoformat()}"
        for name, first, last in stretches(clock.today())
    }
    odd = periods["317 odd days"]
    pages = {name: f"/cong-khai/{query}" for name, query in periods.items()}
    pages |= {
        "the newest quarter": "/cong-khai/",
        "317 odd days, JSON": f"/cong-khai/{odd}&format=json",
        "317 odd days, one agency": f"/cong-khai/co-quan/{code}/{odd}",
        "the screen of a hall": f"/cong-khai/man-hinh/{code}/",
    }
    with web_server(place, workers=1) as (pid, port):
        first = taken(port, pages["317 odd days"])
        line("first page of figures of a new process", f"{first:.0f} ms", "templates compiled too")
        for name, path in pages.items():
            moved, web, database = [], 0.0, 0.0
            for _time in range(TIMES):
                move_a_fact(next(open_ones))
                before = usage_of(pid), usage_of(place.database_pid)
                moved.append(taken(port, path))
                web += usage_of(pid).since(before[0]) * 1e3 / TIMES
                database += usage_of(place.database_pid).since(before[1]) * 1e3 / TIMES
            again = [taken(port, path) for _time in range(TIMES)]
            line(
                f"{name}, a fact having moved",
                f"{statistics.median(moved):.0f} ms",
                f"{max(moved):.0f} ms at most of {TIMES}; aim under 50 ms",
            )
            line("  of it processor time, web and database", f"{web:.0f} + {database:.0f} ms")
            line("  and again", f"{statistics.median(again):.0f} ms")
        line("memory of the web process", f"{usage_of(pid).largest_megabytes:.0f} MB")
    spent = [seconds_of(lambda: move_a_fact(next(open_ones)), 1) for _time in range(TIMES)]
    line("a fact written, with what its days come to", f"{statistics.median(spent) * 1e3:.0f} ms")


def move_a_fact(dossier: int) -> None:
    """Let a dossier that is open be done, as catching up writes it; what was kept is no more."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs Django set up

    from motcua.indicators import keeping  # noqa: PLC0415 - so do these
    from motcua.indicators.models import FactMark  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    columns = ", ".join(keeping.COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM indicators_dossierfact WHERE dossier_id = %s",  # noqa: S608
            [dossier],
        )
        values = dict(zip(keeping.COLUMNS, cursor.fetchone(), strict=True))
        ended = {"outcome": "finished", "ended_on": clock.today(), "waiting_on": None}
        counted = {"events_count": values["events_count"] + 1, "by_day": "late"}
        keeping.write([tuple((values | ended | counted).values())])
        FactMark.objects.update(changed_at=keeping.ClockTimestamp())


def taken(port: int, path: str) -> float:
    """Return the milliseconds until a page is there. Raises RuntimeError where there is none."""
    connection = HTTPConnection(HOST, port, timeout=120)
    connection.connect()
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - begun) * 1e3
    connection.close()
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return spent


def sizes(rows: int) -> None:
    """Print what days take on disk beside the facts."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        found: Sequence[int] = cursor.fetchone()
    spans, count, facts, database = found
    line("what days come to, on disk", f"{spans / MEGABYTE:.0f} MB", f"{count:,} rows")
    line("  the facts, on disk", f"{facts / MEGABYTE:.0f} MB")
    line(
        "  the database", f"{database / MEGABYTE:.0f} MB", f"{database / rows:.0f} bytes a dossier"
    )


if __name__ == "__main__":
    main()
