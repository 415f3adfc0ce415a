"""Measure backup and restore beside the bare programs of PostgreSQL, in the same run.

python -m bench.backup --rows 50000 --files 500

A restore is only done when the ledger has been compared with every table, as ``motcua restore``
does; that is timed apart.
"""

import argparse
import hashlib
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.figures import line, machine
from bench.premises import Premises, move_in, premises

PAPER_BYTES = 200_000
MEGABYTE = 1e6


def main() -> None:
    """Print how long each takes, and how that compares with the bare programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=500)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        from bench import staff  # noqa: PLC0415 - needs Django set up

        staff.fill(arguments.rows, arguments.rows // 100, 40, with_events=True)
        folder = Path(place.environment["MOTCUA_DATA"])
        store_files(folder / "files", arguments.files)
        measure(place, folder, arguments)


def store_files(folder: Path, many: int) -> None:
    """Keep ``many`` files that do not shrink, as scans do not."""
    from motcua.documents.models import StoredFile  # noqa: PLC0415 - needs Django set up
    from motcua.kernel import clock  # noqa: PLC0415

    rows = []
    for _number in range(many):
        content = secrets.token_bytes(PAPER_BYTES)
        sha256 = hashlib.sha256(content).hexdigest()
        path = folder / sha256[:2] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        rows.append(
            StoredFile(
                sha256=sha256,
                name="ban-quet.pdf",
                content_type="application/pdf",
                size=PAPER_BYTES,
                stored_at=clock.now(),
            )
        )
    StoredFile.objects.bulk_create(rows, batch_size=1_000)


def measure(place: Premises, folder: Path, arguments: argparse.Namespace) -> None:
    """Save and restore, ours and bare, and print the figures."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.backup import restoring  # noqa: PLC0415 - so do these
    from motcua.backup.creating import make_backup  # noqa: PLC0415
    from motcua.backup.keys import make_key  # noqa: PLC0415
    from motcua.backup.tools import find_tool  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    connection.close()
    url = place.environment["DATABASE_URL"]
    key = make_key(folder / "backup-key")
    bare = folder / "bare.sql.gz"
    dump = [
        str(find_tool("pg_dump", 15)),
        f"--dbname={url}",
        "--compress=gzip:1",
        f"--file={bare}",
    ]
    bare_out = timed(lambda: subprocess.run(dump, check=True))  # noqa: S603 - PostgreSQL's own
    made, ours_out = answered(
        lambda: make_backup(url, folder / "files", folder / "backups", key, at=clock.now())
    )
    with restoring.draft_database(url) as draft:
        restored, ours_in = answered(
            lambda: restoring.fill(made.path, key.identity, draft, folder / "back", quiet)
        )
        differences, audited = answered(lambda: compare_ledger(draft))
    with restoring.draft_database(url) as draft:
        bare_in = timed(lambda: read_in(bare, draft))
    if restored.differences or restored.losses or differences or restored.files != arguments.files:
        sys.exit("what came back is not what was saved")
    line("rows and files", f"{made.rows:,} and {made.files:,}")
    line("archive", f"{made.size / MEGABYTE:.0f} MB", f"bare {size(bare):.0f} MB, no files")
    line("backup", f"{ours_out:.1f} s", f"bare pg_dump {bare_out:.1f} s")
    line("  times the bare one", f"{ours_out / bare_out:.2f}")
    line("restore, compared", f"{ours_in:.1f} s", f"bare psql {bare_in:.1f} s")
    line("  times the bare one", f"{ours_in / bare_in:.2f}")
    line("ledger compared", f"{audited:.1f} s")
    line("  restore, all in all", f"{ours_in + audited:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    line("memory of this process at most", f"{peak:.0f} MB")


def compare_ledger(url: str) -> list[Any]:
    """Compare the restored ledger with every table, as the command does; return what differs."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.conf.database import django_database  # noqa: PLC0415 - so do these
    from motcua.dossiers.auditing import audit  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(django_database(url))
    try:
        return list(audit(at=clock.now()).differences)
    finally:
        connection.close()
        connection.settings_dict.update(before)


def read_in(bare: Path, url: str) -> None:
    """Give the bare dump to psql."""
    from motcua.backup.tools import find_tool  # noqa: PLC0415 - needs the settings

    psql = [str(find_tool("psql", 15)), f"--dbname={url}", "--no-psqlrc", "--quiet"]
    psql += ["--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"]
    with subprocess.Popen(["gunzip", "--stdout", bare], stdout=subprocess.PIPE) as source:  # noqa: S603, S607
        subprocess.run(psql, stdin=source.stdout, check=True)  # noqa: S603 - PostgreSQL's own


def size(path: Path) -> float:
    """Return the megabytes of a file."""
    return path.stat().st_size / MEGABYTE


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that ``act`` takes."""
    return answered(act)[1]


def answered(act: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``act`` answers and the seconds it takes."""
    begun = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - begun


def quiet(_text: str) -> None:
    """Report to nobody."""


if __name__ == "__main__":
    main()
