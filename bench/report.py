"""Measure report II.06a of a province, of an agency, and the list behind it as files.

python -m bench.report --rows 1000000
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil  # type: ignore[import-untyped]

from bench.figures import MEGABYTE, line, machine
from bench.premises import Premises, move_in, premises

AGENCIES: Final = 40
DAYS: Final = 91
_COUNT: Final = "SELECT agency_id, state, count(*) FROM dossiers_dossier GROUP BY 1, 2"


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(place, arguments.rows)


def measure(place: Premises, rows: int) -> None:
    """Fill the database; ask for reports; take the list away as both kinds of file."""
    from bench import staff  # noqa: PLC0415 - needs Django set up
    from motcua.agencies.models import Agency  # noqa: PLC0415 - so do these
    from motcua.indicators import reports  # noqa: PLC0415
    from motcua.indicators.periods import Period  # noqa: PLC0415
    from motcua.indicators.rules import shipped_rule  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    begun = time.monotonic()
    staff.fill(rows, rows // 100, AGENCIES, with_events=False)
    line("dossiers made", f"{rows:,}", f"in {time.monotonic() - begun:.0f} s")
    line("facts looked over for the first time", f"{seconds_of(look_over, 1):.2f} s")
    line("and again, nothing having happened", f"{seconds_of(look_over, 5) * 1e3:.1f} ms")
    today = clock.today()
    quarter = Period(today - timedelta(days=DAYS), today)
    province = reports.Question(quarter, shipped_rule(), clock.now())
    agency = Agency.objects.order_by("pk").values_list("pk", flat=True)[0]
    one = reports.Question(quarter, shipped_rule(), clock.now(), agency)
    baseline = seconds_of(plain_count, 3)
    line("plain count of the dossiers by agency and state", f"{baseline * 1e3:.0f} ms", "baseline")
    for name, report, asked, aim in (
        ("II.06a by field, province", reports.by_field, province, "aim 2 s at a million"),
        ("II.06a by agency, province", reports.by_agency, province, ""),
        ("by both clocks and three dates, province", reports.timeliness, province, ""),
        ("II.06a by field, one agency", reports.by_field, one, ""),
    ):
        taken = seconds_of(lambda: report(asked), 3)  # noqa: B023 - called at once
        line(name, f"{taken * 1e3:.0f} ms", aim)
        line("  against the plain count", f"{taken / baseline:.1f}")
    for form in ("csv", "xlsx"):
        take_away(place, form, quarter.first - timedelta(days=3_000), quarter.last)


def plain_count() -> None:
    """Count what every report has to look at, with nothing to decide."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        cursor.fetchall()


def look_over() -> None:
    """Bring the facts up to date."""
    from motcua.indicators.keeping import catch_up  # noqa: PLC0415 - needs Django set up
    from motcua.kernel import clock  # noqa: PLC0415 - so does this

    catch_up(at=clock.now())


def seconds_of(work: Callable[[], object], times: int) -> float:
    """Return the seconds that ``work`` takes, the best of so many times."""
    best = float("inf")
    for _attempt in range(times):
        begun = time.monotonic()
        work()
        best = min(best, time.monotonic() - begun)
    return best


def take_away(place: Premises, form: str, first: object, last: object) -> None:
    """Write the list of all dossiers with ``motcua report dossiers``; print what it took."""
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        target = Path(folder) / f"list.{form}"
        period = ["--from", f"{first}", "--to", f"{last}"]
        command = [sys.executable, "-m", "motcua", "report", "dossiers", *period]
        begun = time.monotonic()
        with subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--format", form, "--output", str(target)],
            env=dict(place.environment),
            stderr=subprocess.DEVNULL,
        ) as process:
            most = most_memory(process)
        taken = time.monotonic() - begun
        if process.returncode:
            raise RuntimeError(f"the {form} file was not written")
        size = target.stat().st_size / MEGABYTE
    line(f"list of all dossiers, {form}", f"{taken:.0f} s", f"{size:.0f} MB")
    line("  memory at most", f"{most:.0f} MB", "aim under 300 MB")


def most_memory(process: "subprocess.Popen[bytes]") -> float:
    """Return the most memory that ``process`` held while it ran, in megabytes."""
    most = 0.0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss / MEGABYTE)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    process.wait()
    return most


if __name__ == "__main__":
    main()
