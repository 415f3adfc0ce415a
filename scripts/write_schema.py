"""Write src/motcua/conf/schema.sql: what all migrations make of an empty database.

With --check nothing is written: the exit code says whether it would change.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import django
import psycopg
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from psycopg.conninfo import make_conninfo

from motcua.backup.tools import find_tool
from motcua.conf import env
from motcua.conf.schema import SCHEMA
from motcua.runtime.database import VERSION_UNIT, available

HEADING: Final = "-- What all migrations make of an empty database; written by `make schema`.\n"
LEFT_OUT: Final = ("SET ", "SELECT pg_catalog.set_config", "--", "\\")
"""How lines begin that say how the dump was made, or how the session should be set."""
UNUSED: Final = ", 1, false);"
"""How a line ends that sets a sequence to where it begins anyway."""


def main() -> None:
    """Migrate an empty database step by step, and write what came of it."""
    with tempfile.TemporaryDirectory(prefix="motcua-schema-") as name:
        folder = Path(name)
        # PostgreSQL may run under another account, which has to pass through.
        folder.chmod(0o711)
        with (
            available(None, folder) as url,
            env.using(
                DATABASE_URL=url, MOTCUA_DATA=name, DJANGO_SETTINGS_MODULE="motcua.conf.settings"
            ),
        ):
            django.setup()
            call_command(migrate.Command(), interactive=False, verbosity=0)
            noted = names()
            found = HEADING + tables(url_of_copy(url, tables(url))) + noted
            connection.close()
    if "--check" in sys.argv:
        sys.exit(
            found != SCHEMA.read_text(encoding="utf-8") and f"{SCHEMA.name}: run `make schema`"
        )
    SCHEMA.write_text(found, encoding="utf-8")


def tables(url: str) -> str:
    """Return the statements that make everything in the database at ``url``.

    With the few rows that migrations write themselves, but without what Django writes down
    of its own whenever it has migrated.
    """
    with psycopg.connect(url) as server:
        tool = find_tool("pg_dump", server.info.server_version // VERSION_UNIT)
    dump = [str(tool), f"--dbname={url}"]
    options = ["--inserts", "--no-owner", "--no-privileges", "--no-comments"]
    options += [f"--exclude-table-data={mask}" for mask in ("django_*", "auth_*")]
    # Only our own program, with arguments written here.
    told = subprocess.run([*dump, *options], check=True, capture_output=True, text=True)  # noqa: S603
    lines = told.stdout.splitlines()
    said = (one for one in lines if not one.startswith(LEFT_OUT) and not one.endswith(UNUSED))
    kept = "\n".join(said)
    while "\n\n\n" in kept:
        kept = kept.replace("\n\n\n", "\n\n")
    return kept.strip() + "\n\n"


def url_of_copy(url: str, statements: str) -> str:
    """Return the address of a second database, made by ``statements``.

    PostgreSQL words a condition that it has read once more a little differently, and then
    stays with it: so the file is the same however often it goes round.
    """
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE motcua_again")
    copy = make_conninfo(url, dbname="motcua_again")
    with psycopg.connect(copy) as made:
        made.execute("SET LOCAL check_function_bodies = off")
        made.execute(statements.encode())
    return copy


def names() -> str:
    """Return the statement that notes every migration as had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        rows = ",\n".join(f"    ('{app}', '{name}', now())" for app, name in cursor.fetchall())
    return f"INSERT INTO public.django_migrations (app, name, applied) VALUES\n{rows};\n"


if __name__ == "__main__":
    main()
