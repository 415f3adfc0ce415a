"""The statements of one acceptance run by pgbench: what the database alone could do."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from bench import desks
from bench.premises import Premises
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Draft
from motcua.runtime.binaries import find_binaries

CONNECTIONS: Final = 8
SECONDS: Final = 8
# What must differ from one acceptance to the next is recognised by these numbers, so
# high that nothing else is written like them.
FIRST_IDS: Final = {
    "dossiers_dossier": 1_000_000,
    "people_person": 2_000_000,
    "dossiers_draft": 3_000_000,
}
_REFERENCE: Final = re.compile(r"'[0-9a-f]{32}'::uuid")
_INSTANT: Final = re.compile(r"'(\d{4}-\d\d-\d\d \d\d:\d\d[^']*)'::timestamptz")
_LITERAL: Final = re.compile(r"E?'(?:[^']|'')*'")
_TPS: Final = re.compile(r"tps = ([\d.]+)")


def acceptances_a_second(asked: Sequence[str], window: desks.Window, place: Premises) -> float:
    """Return how many acceptances a second pgbench makes of the statements ``asked``."""
    pgbench = find_binaries().postgres.with_name("pgbench")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "acceptance.sql"
        script.write_text(_script(asked, window), encoding="utf-8")
        parts = conninfo_to_dict(place.cluster.url)
        done = subprocess.run(  # noqa: S603 - the program that PostgreSQL brings
            [
                str(pgbench), "--no-vacuum", "--protocol=prepared", f"--client={CONNECTIONS}",
                "--jobs=2", f"--time={SECONDS}", f"--file={script}",
                f"--host={parts['host']}", f"--username={parts['user']}", str(parts["dbname"]),
            ],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
    found = _TPS.search(done.stdout)
    if found is None or " ERROR" in done.stderr:
        raise RuntimeError(done.stderr[-2000:])
    return float(found.group(1))


def number_apart() -> None:
    """Let dossiers, people and drafts be numbered so that their numbers can be told apart."""
    with connection.cursor() as cursor:
        for table, first in FIRST_IDS.items():
            cursor.execute("SELECT setval(%s, %s)", [f"{table}_id_seq", first])


def _script(asked: Sequence[str], window: desks.Window) -> str:
    """Return the statements with what must differ each time taken from variables.

    Each connection works on a draft and a counter of its own, as eight desks do.
    """
    dossier = Dossier.objects.latest("pk")
    drafts = Draft.objects.filter(officer=window.officer).order_by("pk")[:CONNECTIONS]
    agencies = [*Agency.objects.order_by("pk")[:CONNECTIONS]]
    own_draft = _own([draft.pk for draft in drafts], "bigint")
    replaced = {
        f"'{dossier.code}'": "concat('P', :d_nextval::text)",
        f"'{dossier.tracking_code}'": "concat('T', :d_nextval::text)",
        f"'{dossier.tracking_code}:accepted:2'": "concat('M', :d_nextval::text)",
        f"'{dossier.applicant.identity_number}'": "lpad(:person::text, 12, '0')",
    }
    lines = [r"\set person random(1, 99999999999)"]
    for text in asked:
        is_draft = '"dossiers_draft"."ref" =' in text
        new = _REFERENCE.sub(
            _own([draft.ref for draft in drafts], "uuid") if is_draft else "gen_random_uuid()",
            text,
        )
        for literal, expression in replaced.items():
            new = new.replace(literal, expression)
        new = _INSTANT.sub(lambda found: _seconds(found.group(1)), new)
        new = _LITERAL.sub(_without_colon, new)
        new = re.sub(rf"\b{dossier.pk}\b", ":d_nextval", new)
        new = re.sub(rf"\b{dossier.applicant_id}\b", ":p_id", new)
        new = re.sub(r"\b3\d{6}\b", own_draft, new)
        if "dossiers_codecounter" in new:
            own = _own([agency.pk for agency in agencies], "bigint")
            new = re.sub(r"VALUES \(\d+,", f"VALUES ({own},", new)
        lines.append(new.strip() + _kept(new))
    return "\n".join(lines) + "\n"


def _own(values: Sequence[object], kind: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{listed}]::{kind}[])[:client_id + 1]"


def _seconds(instant: str) -> str:
    return f"to_timestamp({datetime.fromisoformat(instant).timestamp()})"


def _without_colon(found: re.Match[str]) -> str:
    """Return a literal in which pgbench sees no variable."""
    text = found.group(0)
    if ":" not in text:
        return text
    if not text.startswith("E"):
        text = "E" + text.replace("\\", "\\\\")
    return text.replace(":", r"\x3a")


def _kept(statement: str) -> str:
    """Return how the statement ends: with its answer kept, where a later one needs it."""
    if re.match(r'INSERT INTO "?people_person\b', statement):
        return r" \gset p_"
    if "nextval(" in statement and "pg_get_serial_sequence" in statement:
        return r" \gset d_"
    return ";"
