"""A database with dossiers and files that is really there, to be saved and destroyed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.conf import settings
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from motcua.backup.creating import make_backup
from motcua.backup.keys import BackupKey, make_key
from motcua.backup.snapshot import facts_of
from motcua.kernel.clock import VIETNAM
from tests import world
from tests.dossiers.conftest import (
    connected_to,
    database_url,
    drop_database,
    migrated_template,
    number_apart,
)

__all__ = ["migrated_template"]
NIGHT = datetime(2026, 11, 24, 1, 30, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Lived:
    """An archive of a small province at work, its key, and what was in it."""

    archive: Path
    key: BackupKey
    key_file: Path
    files: Path
    contents: dict[str, list[str]]


def contents_of(url: str) -> dict[str, list[str]]:
    """Return every row of every table, as text, and where each sequence stands."""
    with psycopg.connect(url) as connection:
        found = {}
        for name in facts_of(connection).tables:
            query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name))
            found[name] = [row for (row,) in connection.execute(query)]
        sequences = connection.execute(
            "SELECT sequencename || ' ' || coalesce(last_value, 0) FROM pg_sequences ORDER BY 1"
        )
        found["sequences"] = [line for (line,) in sequences]
    return found


@pytest.fixture(scope="session")
def lived(
    migrated_template: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Lived:
    """Play the small province, committed, and save it; then its database goes."""
    folder = tmp_path_factory.mktemp("lived")
    name = migrated_template.replace("template", "lived")
    key = make_key(folder / "khoa")
    files = Path(settings.FILES_FOLDER)
    with (
        django_db_blocker.unblock(),
        psycopg.connect(database_url("postgres"), autocommit=True) as server,
    ):
        drop_database(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(migrated_template)
            )
        )
        url = database_url(name)
        with connected_to(url):
            number_apart()
            with time_machine.travel(world.MONDAY, tick=False):
                world.build_world()
        made = make_backup(url, files, folder / "ban", key, at=NIGHT)
        contents = contents_of(url)
        drop_database(server, name)
    assert made.is_complete
    return Lived(made.path, key, folder / "khoa", files, contents)


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer of an office: a data folder with a PostgreSQL of its own, and the command."""

    data: Path

    def motcua(
        self, *words: object, said: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run one command there, and say ``said`` when it asks."""
        return subprocess.run(
            self.command(*words),
            env=self.environment(**environment),
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )

    @staticmethod
    def command(*words: object) -> list[str]:
        """Return how the command is called."""
        return [sys.executable, "-m", "motcua.cli", *map(str, words)]

    def environment(self, **changes: str) -> dict[str, str]:
        """Return what the command finds around it."""
        return {**os.environ, "MOTCUA_DATA": str(self.data), **changes}


@pytest.fixture
def machine(place: Path) -> Machine:
    """Return a computer on which nothing has run yet."""
    return Machine(place / "du-lieu")


@contextmanager
def short_folder(*, within: Path | None = None) -> Iterator[Path]:
    """Make a folder with a short path that every account may pass through."""
    with tempfile.TemporaryDirectory(prefix="motcua-backup-", dir=within) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def place() -> Iterator[Path]:
    """Make a folder for one test."""
    with short_folder() as folder:
        yield folder
