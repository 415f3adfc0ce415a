"""Databases that are really committed to, for what only several connections can show."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from time import sleep
from typing import Any, Final
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from motcua.conf.database import django_database

_STARTS: Final = count(1_000_000, 1_000_000)
_PARTS: Final = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
_DROP: Final = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
_DROP_TRIES: Final = 50
_MAKE: Final = sql.SQL("CREATE DATABASE {} TEMPLATE {}")


def drop_database(server: psycopg.Connection[Any], name: str) -> None:
    """Drop the database ``name``, waiting for the server's own vacuum where it is at work there.

    Only a superuser may end that, and it is over in a moment.
    """
    for left in reversed(range(_DROP_TRIES)):
        try:
            server.execute(_DROP.format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            sleep(0.1)
        else:
            return


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Let Django talk to the database at ``url`` for the length of a block."""
    settings: dict[str, Any] = connection.settings_dict
    before = {name: settings[name] for name in _PARTS}
    connection.close()
    settings.update({name: django_database(url)[name] for name in _PARTS})
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


def database_url(name: str) -> str:
    """Return the address of the database ``name`` on the server of this run."""
    settings: dict[str, Any] = connection.settings_dict
    parts = {key: str(settings[key.upper()]) for key in ("user", "password", "host", "port")}
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items() if value)
    return f"postgresql:///{quote(name)}?{query}"


def number_apart() -> None:
    """Count stamps, calendars and forms from where no other database of this process does.

    What is kept in memory is kept under these numbers.
    """
    start = next(_STARTS)
    with connection.cursor() as cursor:
        for counted in (
            "agencies_configurationstamp_seq",
            "agencies_calendarversion_id_seq",
            "procedures_eformversion_id_seq",
        ):
            cursor.execute("SELECT setval(%s, %s)", [counted, start])


@pytest.fixture(scope="session")
def migrated_template(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """Make a migrated database that nobody connects to, so that it can be copied."""
    del django_db_modify_db_settings  # from here on the settings name the server of this run
    name = f"motcua_template_{worker_id}"
    with django_db_blocker.unblock():
        with psycopg.connect(database_url("postgres"), autocommit=True) as server:
            drop_database(server, name)
            server.execute(_MAKE.format(sql.Identifier(name), sql.Identifier("template1")))
            with connected_to(database_url(name)):
                call_command("migrate", interactive=False, verbosity=0)
        yield name
        with psycopg.connect(database_url("postgres"), autocommit=True) as server:
            drop_database(server, name)


@pytest.fixture
def committed_database(
    migrated_template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Make an empty database for one test, point Django at it, yield its address.

    Other tests roll back what they did. Here it is committed, and since the ledger
    refuses to be emptied it can only go with the whole database.
    """
    copy = migrated_template.replace("template", "committed")
    with (
        django_db_blocker.unblock(),
        psycopg.connect(database_url("postgres"), autocommit=True) as server,
    ):
        drop_database(server, copy)
        server.execute(_MAKE.format(sql.Identifier(copy), sql.Identifier(migrated_template)))
        with connected_to(database_url(copy)):
            number_apart()
            yield database_url(copy)
        drop_database(server, copy)
