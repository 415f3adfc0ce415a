"""Measure figures over files of facts: DuckDB beside a query written by hand, and Spark.

python -m bench.analytics --rows 10000000
"""

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psutil  # type: ignore[import-untyped]

from bench.figures import MEGABYTE, line, machine
from motcua.analytics import files, generating
from motcua.analytics.engines import DuckDB, Engine, answer, duckdb_on, spark_on
from motcua.analytics.figures import FIGURES, Asked
from motcua.analytics.manifest import PATTERN
from motcua.indicators.facts import FORMULA
from motcua.indicators.periods import Period

BYTES_A_ROW: Final = 60
"""Of Parquet, at most, with what is written before it takes the place of the old."""
SPARE: Final = 5_000_000_000
TIMES: Final = 3
YEAR: Final = Period(date(2024, 1, 1), date(2024, 12, 31))
ASKED: Final = Asked(FIGURES["on_time"], YEAR, YEAR.last, by=("agency", "month"))
BY_HAND: Final = """
    SELECT agency_code, date_trunc('month', coalesce(ended_on, waiting_on)) AS month,
        count(*) FILTER (by_day IN ('early', 'on_time')), count(*)
    FROM read_parquet('{files}')
    WHERE coalesce(ended_on, waiting_on) BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'
    GROUP BY ALL
"""
_SAMPLE_SECONDS: Final = 0.05


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--engine", choices=("duckdb", "spark"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--master", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine is not None:
        measure(arguments.engine, arguments.folder, arguments.master)
        return
    print(f"  {machine()}")
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        free = shutil.disk_usage(folder).free
        rows = min(arguments.rows, max(0, free - SPARE) // BYTES_A_ROW)
        if rows < arguments.rows:
            print(f"  {free / 1e9:.0f} GB free: {rows:,} facts instead of {arguments.rows:,}")
        if rows == 0:
            sys.exit("  no room for facts")
        fill(folder / "facts", rows)
        in_a_process("duckdb", folder / "facts")
        if shutil.which("java") is None:
            print("  no Java: Spark is left out")
            return
        from tests.analytics import cluster  # noqa: PLC0415 - PySpark, a heavy one

        with cluster.running(folder, memory="2g", quick=False) as found:
            with sampled((found.master_pid, *found.worker_pids)) as most:
                in_a_process("spark", folder / "facts", found.master)
            line("Spark: master, workers and executors together", f"{most():.0f} MB")


def fill(folder: Path, rows: int) -> None:
    """Generate the facts."""
    begun = time.monotonic()
    wish = generating.Wish(rows=rows)
    manifest = files.write(
        folder,
        generating.batches(wish),
        source="generated",
        formula=FORMULA,
        cut_off=generating.cut_off(wish),
    )
    size = sum(int(one["bytes"]) for one in manifest.files)
    line(
        f"{rows:,} facts generated",
        f"{time.monotonic() - begun:.0f} s",
        f"{size / MEGABYTE:.0f} MB of Parquet",
    )


def in_a_process(engine: str, folder: Path, master: str = "") -> None:
    """Measure one engine in a process that has held nothing before."""
    command = [sys.executable, "-m", "bench.analytics", "--engine", engine]
    subprocess.run(  # noqa: S603 - our own program
        [*command, "--folder", str(folder), "--master", master], check=True
    )


def measure(engine: str, folder: Path, master: str) -> None:
    """Ask for figures; print seconds, ratio and memory."""
    if engine == "spark":
        with sampled((os.getpid(),)) as most, spark_on(folder, master) as spark:
            figures(spark, "Spark")
        line("Spark: driver, Python and Java", f"{most():.0f} MB")
        return
    with sampled((os.getpid(),)) as most, duckdb_on(folder) as engine_here:
        ours = figures(engine_here, "DuckDB")
        plain = by_hand(engine_here, folder)
    line("the same query written by hand, best of three", f"{plain:.2f} s", "baseline")
    line("ratio of ours to it", f"{ours / plain:.2f}", "aim 1.2")
    line("DuckDB: the whole process at most", f"{most():.0f} MB")


def figures(engine: Engine, name: str) -> float:
    """Print the time of each figure; return that of the one that is compared."""
    reached = best_of(lambda: answer(engine, ASKED))
    line(f"{name}: on time by agency and month, best of three", f"{reached:.2f} s")
    everything = [
        Asked(figure, YEAR, YEAR.last, by=("agency", "field")) for figure in FIGURES.values()
    ]
    all_of_them = best_of(lambda: [answer(engine, asked) for asked in everything])
    line(f"{name}: all {len(everything)} by agency and field", f"{all_of_them:.2f} s")
    return reached


def by_hand(engine: DuckDB, folder: Path) -> float:
    """Return the time of the query written by hand, which has to find the same."""
    text = BY_HAND.format(files=folder / PATTERN)
    found = {(code, f"{month:%Y-%m}"): rest for code, month, *rest in engine.rows(text)}
    ours = {line.of: list(line.sums) for line in answer(engine, ASKED)}
    assert found == ours  # noqa: S101 - nothing is measured that is not the same
    return best_of(lambda: engine.rows(text))


def best_of(act: Callable[[], Any]) -> float:
    """Return the seconds of the quickest of some tries."""
    best = float("inf")
    for _attempt in range(TIMES):
        begun = time.monotonic()
        act()
        best = min(best, time.monotonic() - begun)
    return best


@contextmanager
def sampled(roots: tuple[int, ...]) -> Iterator[Callable[[], float]]:
    """Look again and again at the memory of processes and all below them; tell the most."""
    most = [0.0]
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_SAMPLE_SECONDS):
            most[0] = max(most[0], sum(map(_memory, roots)))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield lambda: most[0]
    finally:
        ended.set()
        looking.join()


def _memory(root: int) -> float:
    try:
        top = psutil.Process(root)
        return float(
            sum(one.memory_info().rss for one in (top, *top.children(recursive=True))) / MEGABYTE
        )
    except psutil.NoSuchProcess:
        return 0.0


if __name__ == "__main__":
    main()
