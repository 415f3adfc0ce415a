"""The statements of acts sent again by psql: what the database does of them without Python.

The acts are done and taken back, their statements written down; then several psql at once
send them, each those of its own officer. Needs Django set up.
"""

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import conninfo_to_dict

from bench.premises import Premises
from motcua.runtime.binaries import find_binaries


class _TakenBackError(Exception):
    """Ends a transaction that was only for writing statements down."""


def acts_a_second(act: Callable[[int], None], officers: int, each: int, place: Premises) -> float:
    """Return how many acts a second come of the statements of ``act`` alone."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = []
        for officer in range(officers):
            script = Path(folder) / f"{officer}.sql"
            acts = [_written_down(lambda: act(officer)) for _number in range(each)]  # noqa: B023
            script.write_text("\n".join(acts), encoding="utf-8")
            scripts.append(script)
        connection.close()
        begun = time.perf_counter()
        running = [_psql(script, place) for script in scripts]
        for program in running:
            _out, problems = program.communicate()
            if program.returncode:
                raise RuntimeError(problems[-2000:])
        return officers * each / (time.perf_counter() - begun)


def _written_down(act: Callable[[], None]) -> str:
    """Do ``act``, take it back, and return its statements as psql takes them."""
    texts: list[str] = []
    reset_queries()  # the list is not endless
    try:
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            act()
            texts += [query["sql"].strip().rstrip(";") for query in captured.captured_queries]
            raise _TakenBackError  # noqa: TRY301 - leaving is what takes it back
    except _TakenBackError:
        pass
    depth = 0
    lines = []
    for text in texts:
        # Within the transaction that is taken back, its own one is a savepoint.
        if text.startswith("SAVEPOINT"):
            depth += 1
            lines.append("BEGIN" if depth == 1 else text)
        elif text.startswith("RELEASE"):
            depth -= 1
            lines.append("COMMIT" if depth == 0 else text)
        else:
            lines.append(text)
    return "".join(f"{text};\n" for text in lines)


def _psql(script: Path, place: Premises) -> "subprocess.Popen[str]":
    parts = conninfo_to_dict(place.cluster.url)
    return subprocess.Popen(  # noqa: S603 - the program that PostgreSQL brings
        [
            str(find_binaries().postgres.with_name("psql")),
            "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={script}",
            "--output=/dev/null", f"--host={parts['host']}", f"--username={parts['user']}",
            str(parts["dbname"]),
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
