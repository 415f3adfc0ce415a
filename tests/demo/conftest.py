"""The first part of the demonstration, loaded once and committed, as ``make run`` has it."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

import psycopg
import pytest
from django.db import transaction
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from motcua.demo.loading import DEFAULT_SEED, load_parts
from motcua.demo.models import Stage
from motcua.demo.preparing import prepare
from motcua.kernel.clock import VIETNAM
from tests.dossiers.conftest import (
    connected_to,
    database_url,
    migrated_template,
    number_apart,
)

__all__ = ["migrated_template"]
REFERENCE_ON = date(2026, 11, 23)
LOADED_AT = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)
_DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
_COPY = sql.SQL("CREATE DATABASE {} TEMPLATE {}")


def silent(_text: str) -> None:
    """Report to nobody."""


def copy_of(template: str, name: str) -> str:
    """Make the database ``name`` as a copy of ``template``; return its address."""
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(_DROP.format(sql.Identifier(name)))
        server.execute(_COPY.format(sql.Identifier(name), sql.Identifier(template)))
    return database_url(name)


def drop(name: str) -> None:
    """Drop the database ``name``."""
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(_DROP.format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def prepared_database(
    migrated_template: str,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """Return the name of a database with reference data, officers and the list of parts."""
    name = migrated_template.replace("template", "prepared")
    with django_db_blocker.unblock():
        with connected_to(copy_of(migrated_template, name)):
            number_apart()
            prepare(seed=DEFAULT_SEED, reference_on=REFERENCE_ON, at=LOADED_AT, report=silent)
        yield name
        drop(name)


@pytest.fixture(scope="session")
def loaded_database(prepared_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Return the address of a database in which the first parts are loaded."""
    name = prepared_database.replace("prepared", "demo")
    with django_db_blocker.unblock():
        url = copy_of(prepared_database, name)
        with connected_to(url):
            load_parts(Stage.FIRST, silent)
        yield url
        drop(name)


@pytest.fixture
def demo(loaded_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test see the loaded demonstration; what it changes is rolled back."""
    with django_db_blocker.unblock(), connected_to(loaded_database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def second_run(prepared_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test load the demonstration a second time, in a database of its own."""
    name = prepared_database.replace("prepared", "again")
    with django_db_blocker.unblock():
        with connected_to(copy_of(prepared_database, name)):
            yield
        drop(name)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Spare the log a line for each acceptance."""
    caplog.set_level(logging.WARNING, logger="motcua.dossiers")
