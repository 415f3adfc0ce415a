"""Rehearse the loss of a server whose log is archived: how much is lost, how long it takes.

A server with the product's settings and ``--megabytes`` of rows that do not shrink under it, so
that the base backup has the size of an office's; then acceptances through the services from one
connection, its log going to the archive as it does at an office; then the server is killed and its
folder deleted, in the middle of that.

    python -m bench.recovery --megabytes 300 --seconds 130
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg

from bench.figures import line, machine
from bench.premises import Premises, move_in, run
from motcua.backup import base, handing, recovering, wal
from motcua.backup.keys import BackupKey, make_key
from motcua.kernel import clock
from motcua.runtime.postgres import Cluster

MEGABYTE: Final = 1e6
SECONDS: Final = 130
ROWS_OF_A_MEGABYTE: Final = 1_000
_FILLER: Final = """
    CREATE TABLE bench_filler AS
    SELECT number, (SELECT string_agg(md5(number::text || part::text), '')
                    FROM generate_series(1, 30) AS part) AS words
    FROM generate_series(1, %s) AS number
"""
PAUSE_SECONDS: Final = 0.05


def main() -> None:
    """Print what is lost and how long it takes, to the newest and to a moment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        key = make_key(folder / "backup-key")
        wal.prepare(folder / "kho")
        hatch = handing.archiving(folder / "kho", key.recipient)
        with Cluster(folder / "goc", hatch=hatch) as cluster:
            environment = {
                **os.environ,
                "DATABASE_URL": cluster.url,
                "MOTCUA_DATA": str(folder / "goc"),
                "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
            }
            place = Premises(environment, cluster)
            run(place, "-m", "django", "migrate", "--no-input", "--verbosity", "0")
            move_in(place)
            live_and_die(place, folder, key, arguments)
        shutil.rmtree(folder / "goc")
        come_back(folder, key)


ACCEPTED: Final[list[tuple[datetime, str]]] = []
"""When each acceptance was answered, by this machine's clock, and its code."""


def live_and_die(
    place: Premises, folder: Path, key: BackupKey, arguments: argparse.Namespace
) -> None:
    """Fill, save, accept for a while, be killed."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from tests.dossiers.counter import Counter  # noqa: PLC0415

    counter = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_FILLER, [arguments.megabytes * ROWS_OF_A_MEGABYTE])
    begun = time.monotonic()
    made = base.make_base(base.as_superuser(place.cluster.url), folder / "kho", key.recipient)
    line("rows under it", f"{arguments.megabytes} MB")
    line("base backup", f"{time.monotonic() - begun:.1f} s", f"{made.size / MEGABYTE:.0f} MB")
    end = time.monotonic() + arguments.seconds
    while time.monotonic() < end:
        code = str(counter.accept().code)
        ACCEPTED.append((clock.now(), code))
        time.sleep(PAUSE_SECONDS)
    connection.close()
    os.kill(place.database_pid, signal.SIGKILL)


def come_back(folder: Path, key: BackupKey) -> None:
    """Recover to the newest, then to a moment; compare, and print."""
    kept = wal.find(folder / "kho")
    stored = [path.stat().st_size for path in (folder / "kho" / "wal").glob("*/*")]
    line("acceptances after it", f"{len(ACCEPTED):,}")
    line("pieces of log", f"{len(wal.segments(kept))}", f"{sum(stored) / MEGABYTE:.1f} MB")
    there = recovered(folder, key, None, "to the newest")
    lost = [moment for moment, code in ACCEPTED if code not in there]
    seconds = (ACCEPTED[-1][0] - lost[0]).total_seconds() if lost else 0.0
    line("lost: acceptances, of the last seconds (RPO)", f"{len(lost)}, {seconds:.0f} s", "60 s")
    middle = len(ACCEPTED) // 3
    moment = ACCEPTED[middle][0] + timedelta(milliseconds=PAUSE_SECONDS * 500)
    wanted = {code for at, code in ACCEPTED if at <= moment}
    there = recovered(folder, key, moment, "to a moment")
    if {code for _at, code in ACCEPTED if code in there} != wanted:
        sys.exit("what came back is not what had been accepted by then")
    line("exactly what had been accepted by then", "yes")


def recovered(folder: Path, key: BackupKey, to: datetime | None, words: str) -> set[str]:
    """Recover, time it, compare the ledger, remove it again; return the codes there."""
    from bench.backup import compare_ledger  # noqa: PLC0415 - needs Django set up

    begun = time.monotonic()
    into = folder / "ve"
    with recovering.recovered(folder / "kho", key.identity, into, to) as (_done, cluster):
        took = time.monotonic() - begun
        with psycopg.connect(cluster.url) as server:
            codes = {str(code) for (code,) in server.execute("SELECT code FROM dossiers_dossier")}
        begun = time.monotonic()
        differences = compare_ledger(cluster.url)
        compared = time.monotonic() - begun
    recovering.remove(into)
    line(f"recovered {words}, ready (RTO)", f"{took:.1f} s")
    line(
        "  ledger compared with every table",
        f"{compared:.1f} s",
        f"{len(differences)} differences",
    )
    return codes


if __name__ == "__main__":
    main()
