"""One consistent view of the database: its facts, its dump, and the files that it names."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from motcua.backup.tools import find_tool, last_words, without_password
from motcua.runtime.errors import OperatorError

PIECE_BYTES: Final = 4 * 1024 * 1024
VERSION_UNIT: Final = 10_000
_TABLES: Final[LiteralString] = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
_TRIGGERS: Final[LiteralString] = """
    SELECT relname || '.' || tgname || ':' || tgenabled::text FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
_MIGRATIONS: Final[LiteralString] = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
_FILES: Final[LiteralString] = "SELECT DISTINCT sha256 FROM documents_storedfile ORDER BY sha256"
_FILES_LEFT: Final[LiteralString] = """
    SELECT DISTINCT sha256 FROM documents_storedfile WHERE erased_at IS NULL ORDER BY sha256
"""
_KNOWS_ERASURE: Final[LiteralString] = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = 'public.documents_storedfile'::regclass AND attname = 'erased_at'
        AND NOT attisdropped
"""
"""Whether the schema is one in which contents are erased and their rows stay."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database holds, to compare it with its copy."""

    server: int
    tables: dict[str, int]
    triggers: list[str]
    migrations: list[str]


def facts_of(connection: psycopg.Connection[Any]) -> Facts:
    """Count every table, and list triggers and migrations, as the connection sees them."""
    names = [name for (name,) in connection.execute(_TABLES)]
    tables = {}
    for name in names:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))
        (tables[name],) = connection.execute(query).fetchone() or (0,)
    return Facts(
        server=connection.info.server_version // VERSION_UNIT,
        tables=tables,
        triggers=[line for (line,) in connection.execute(_TRIGGERS)],
        migrations=_column(connection, _MIGRATIONS) if "django_migrations" in tables else [],
    )


def _column(connection: psycopg.Connection[Any], query: LiteralString) -> list[str]:
    return [value for (value,) in connection.execute(query)]


class Snapshot:
    """The database as it was when this began, whatever is written meanwhile."""

    def __init__(self, connection: psycopg.Connection[Any], url: str) -> None:
        self._connection = connection
        self._url = url
        self._name = "".join(_column(connection, "SELECT pg_export_snapshot()"))
        self.facts = facts_of(connection)

    def dump(self) -> Iterator[bytes]:
        """Yield the database as SQL, compressed, in pieces. Raises OperatorError."""
        address, environment = without_password(self._url)
        command = [
            *(str(find_tool("pg_dump", self.facts.server)), f"--dbname={address}"),
            *("--format=plain", "--compress=gzip:1", "--encoding=UTF8"),
            *("--no-owner", "--no-privileges", "--lock-wait-timeout=60000"),
            f"--snapshot={self._name}",
        ]
        with (
            tempfile.TemporaryFile() as complaints,
            subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
                command, stdout=subprocess.PIPE, stderr=complaints, env=dict(environment)
            ) as process,
        ):
            assert process.stdout is not None  # noqa: S101 - asked for above
            try:
                while piece := process.stdout.read(PIECE_BYTES):
                    yield piece
                if process.wait():
                    complaints.seek(0)
                    raise OperatorError(
                        f"pg_dump không đọc hết cơ sở dữ liệu: {last_words(complaints.read())}"
                    )
            finally:
                process.kill()

    def files(self) -> Iterator[str]:
        """Yield the hash of every file that a row still lives on, each once."""
        if "documents_storedfile" not in self.facts.tables:
            return
        query = _FILES_LEFT if _column(self._connection, _KNOWS_ERASURE) else _FILES
        with self._connection.cursor(name="files") as cursor:
            for (sha256,) in cursor.execute(query):
                yield sha256


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Yield a view of the database that does not change. Raises OperatorError."""
    try:
        with psycopg.connect(url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield Snapshot(connection, url)
    except psycopg.Error as error:
        raise OperatorError(
            f"Không đọc được cơ sở dữ liệu để sao lưu: {str(error).strip()}"
        ) from error
