"""The product served for real, in a database that is copied for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tests.dossiers.conftest import (
    connected_to,
    database_url,
    drop_database,
    migrated_template,
    number_apart,
)
from tests.journeys.house import House, open_house
from tests.web.conftest import base_url, browser_type_launch_args
from tests.world import World, build_world

__all__ = ["base_url", "browser_type_launch_args", "migrated_template"]
_COPY = sql.SQL("CREATE DATABASE {} TEMPLATE {}")


@dataclass(frozen=True, slots=True)
class Made:
    """A database with the world in it, which nobody is connected to."""

    name: str
    world: World


def _drop(name: str) -> None:
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        drop_database(server, name)


@contextmanager
def a_copy(template: str, name: str) -> Iterator[None]:
    """Let Django talk to a new copy of ``template`` for the length of a block."""
    _drop(name)
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(_COPY.format(sql.Identifier(name), sql.Identifier(template)))
    with connected_to(database_url(name)):
        number_apart()
        yield


@pytest.fixture(scope="session")
def made_world(migrated_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """Make the world once; every test gets a copy."""
    name = migrated_template.replace("template", "world")
    with django_db_blocker.unblock():
        with a_copy(migrated_template, name):
            world = build_world()
        yield Made(name, world)
        _drop(name)


@contextmanager
def _house(made: Made, browser: Browser, name: str) -> Iterator[House]:
    with a_copy(made.name, name), open_house(made.world, browser) as house:
        yield house
    _drop(name)


@pytest.fixture
def house(
    made_world: Made, browser: Browser, django_db_blocker: DjangoDbBlocker
) -> Iterator[House]:
    """Open the product for one test, which may change everything."""
    name = made_world.name.replace("world", "house")
    with django_db_blocker.unblock(), _house(made_world, browser, name) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_day(
    made_world: Made, browser: Browser, django_db_blocker: DjangoDbBlocker
) -> Iterator[House]:
    """Open the product for a module whose tests only look."""
    name = made_world.name.replace("world", "open_day")
    with django_db_blocker.unblock(), _house(made_world, browser, name) as opened:
        yield opened
