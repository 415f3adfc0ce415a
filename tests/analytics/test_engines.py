"""A hundred thousand facts: DuckDB, a real Spark cluster and plain Python count the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import psutil  # type: ignore[import-untyped]
import pyarrow.parquet as pq
import pytest

from motcua.analytics import files, generating
from motcua.analytics.engines import EngineError, Name, answer, duckdb_on, opened
from motcua.analytics.figures import Line
from motcua.analytics.manifest import PATTERN
from motcua.indicators.facts import FORMULA
from tests.analytics import cluster, plain
from tests.analytics.spark_driver import asked_of

ROWS: Final = 100_000
WISH: Final = generating.Wish(rows=ROWS, seed=2026)
FIRST, LAST, AS_OF = date(2024, 1, 1), date(2024, 9, 30), date(2024, 9, 30)
RATES: Final[list[tuple[str, tuple[str, ...]]]] = [
    ("on_time", ("agency", "month")),
    ("on_time", ()),
    ("early", ("agency", "field")),
    ("late", ("field", "month")),
    ("online", ("agency", "month")),
]
QUESTIONS: Final[list[dict[str, Any]]] = [
    {
        "figure": key,
        "by": by,
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "as_of_on": AS_OF.isoformat(),
        "waiting_is_settled": True,
    }
    for key, by in [*RATES, ("06a", ("field",))]
]
Counted = list[list[tuple[tuple[str, ...], tuple[int, ...]]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the facts."""
    # Whoever takes part in a cluster may be another account; a path may hold a quote.
    place = tmp_path_factory.mktemp("facts") / "số liệu '24"
    files.write(
        place,
        generating.batches(WISH),
        source="generated",
        formula=FORMULA,
        cut_off=generating.cut_off(WISH),
    )
    return place


@pytest.fixture(scope="module")
def by_hand(folder: Path) -> Counted:
    """Count everything in plain Python."""
    facts = [
        fact
        for path in sorted(folder.glob(PATTERN))
        for fact in pq.ParquetFile(path).read().to_pylist()
    ]
    assert len(facts) == ROWS
    return [
        *(plain.rates(facts, key, FIRST, LAST, by) for key, by in RATES),
        plain.report(facts, FIRST, LAST, AS_OF),
    ]


@pytest.fixture(scope="module")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[cluster.Cluster]:
    """Run a master and two workers."""
    if cluster.java() is None:
        pytest.skip("no Java")
    with cluster.running(tmp_path_factory.mktemp("spark")) as found:
        yield found


def _driven(master: str, folder: Path) -> dict[str, Any]:
    """Ask everything of the cluster in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.analytics.spark_driver", master, str(folder)],
        input=json.dumps(QUESTIONS),
        capture_output=True,
        text=True,
        check=False,
        env=cluster.environment(),
        timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _as_counted(lines: list[Line]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    return [(line.of, line.sums) for line in lines]


def test_duckdb_counts_as_plain_python_does(folder: Path, by_hand: Counted) -> None:
    with duckdb_on(folder) as engine:
        found = [_as_counted(answer(engine, asked_of(question))) for question in QUESTIONS]

    assert found == by_hand
    assert sum(len(lines) for lines in found) > 4_000
    assert all(sums[0] <= sums[1] for _of, sums in found[0])


@pytest.mark.timeout(600)
def test_a_cluster_of_three_processes_counts_the_same(
    folder: Path, by_hand: Counted, spark_cluster: cluster.Cluster
) -> None:
    pids = {spark_cluster.master_pid, *spark_cluster.worker_pids}
    names = {psutil.Process(pid).name() for pid in pids}

    said = _driven(spark_cluster.master, folder)

    assert len(pids | {said["pid"]}) == 4
    assert names == {"java"}
    assert _worked_elsewhere(said["executors"])
    assert [
        [(tuple(of), tuple(sums)) for of, sums in lines] for lines in said["answers"]
    ] == by_hand


def test_spark_within_its_driver_is_refused(folder: Path) -> None:
    with (
        pytest.raises(EngineError, match="MOTCUA_SPARK_MASTER"),
        opened(Name.SPARK, folder, master="local[*]"),
    ):
        pass


def test_a_driver_that_does_the_work_itself_is_no_cluster() -> None:
    assert not _worked_elsewhere({"driver": 8})
    assert not _worked_elsewhere({"driver": 0, "0": 8})
    assert not _worked_elsewhere({"driver": 0, "0": 8, "1": 0})
    assert _worked_elsewhere({"driver": 0, "0": 5, "1": 3})


def _worked_elsewhere(executors: dict[str, int]) -> bool:
    """Say whether both workers, and not the driver, have done the tasks."""
    others = {name: tasks for name, tasks in executors.items() if name != "driver"}
    return (
        len(others) >= cluster.WORKERS and all(others.values()) and not executors.get("driver", 0)
    )
