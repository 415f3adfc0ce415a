"""The tables of a new database are those that the migrations make."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader
from pytest_django.plugin import DjangoDbBlocker

from motcua.conf.schema import SCHEMA, lay_all
from scripts.write_schema import tables
from tests.database_server import GIVEN_VARIABLE
from tests.dossiers.conftest import connected_to, database_url, drop_database, migrated_template

__all__ = ["migrated_template"]
NOTED = re.compile(r"^    \('(\w+)', '(\w+)', now\(\)\)[,;]$", re.MULTILINE)


def test_the_file_knows_every_migration() -> None:
    written = set(NOTED.findall(SCHEMA.read_text(encoding="utf-8")))

    assert written == set(MigrationLoader(None).disk_migrations), "run `make schema`"


@pytest.mark.skipif(GIVEN_VARIABLE in os.environ, reason="written on the embedded server")
def test_the_file_is_what_the_migrations_make() -> None:
    # The script of this repository, without arguments of others.
    told = subprocess.run(
        [sys.executable, "scripts/write_schema.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(GIVEN_VARIABLE in os.environ, reason="written on the embedded server")
def test_a_new_database_has_the_tables_of_the_file(migrated_template: str) -> None:
    made = tables(database_url(migrated_template))

    assert made in SCHEMA.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_a_database_with_tables_is_left_alone() -> None:
    assert not lay_all(connection)


def test_all_tables_or_none(
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    del django_db_modify_db_settings
    broken = tmp_path / "broken.sql"
    broken.write_text(SCHEMA.read_text(encoding="utf-8") + "SELECT no_such_column;")
    monkeypatch.setattr("motcua.conf.schema.SCHEMA", broken)
    name = "motcua_broken_schema"
    with (
        django_db_blocker.unblock(),
        psycopg.connect(database_url("postgres"), autocommit=True) as server,
    ):
        drop_database(server, name)
        server.execute(f"CREATE DATABASE {name}")
        with connected_to(database_url(name)):
            with pytest.raises(ProgrammingError, match="no_such_column"):
                call_command("migrate", interactive=False, verbosity=0)
            left = connection.introspection.table_names()
        drop_database(server, name)

    assert left == []
