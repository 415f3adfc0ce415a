"""What every test can ask for, and the rules for a whole run."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from motcua.conf.database import django_database
from motcua.web.api import door, tokens
from motcua.web.public import limits
from motcua.web.throttle import Throttle
from tests.database_server import DatabaseServer
from tests.settings import TEST_FOLDER
from tests.world import MONDAY, World, build_world

TOGETHER = ("tests/backup/", "tests/demo/")
"""Folders whose modules share what is costly to make: one worker does all of them."""
FIRST = (
    *TOGETHER,
    "tests/journeys/test_every_page.py",
    "tests/runtime/",
    "tests/analytics/",
    "tests/effects/",
    "tests/journeys/",
    "tests/dossiers/test_verification.py",
)
"""What takes long, begun first, so that the workers end together."""
SERVER = pytest.StashKey[DatabaseServer]()
SKIPPED = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start one database server for all workers, where there are workers."""
    config.stash[SERVER] = DatabaseServer(TEST_FOLDER)
    config.stash[SKIPPED] = []
    is_controller = not hasattr(config, "workerinput") and bool(
        config.getoption("numprocesses", None)
    )
    if is_controller:
        config.stash[SERVER].share()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, sweep, and say last what was not tested."""
    config.stash[SERVER].stop()
    if hasattr(config, "workerinput"):
        return
    shutil.rmtree(TEST_FOLDER, ignore_errors=True)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"Skipped: {len(config.stash[SKIPPED])}")


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Hands out modules: each is made ready in one worker only."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return next((place for place in TOGETHER if nodeid.startswith(place)), module)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Return how tests are given to the workers: in their order."""
    config.option.loadscopereorder = False
    return _Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; the rest stays in its random order."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    turns = (turn for turn, place in enumerate(FIRST) if item.nodeid.startswith(place))
    return next(turns, len(FIRST))


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> str:
    """Return the address of the PostgreSQL of this run."""
    return request.config.stash[SERVER].url()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: str,
    request: pytest.FixtureRequest,
) -> None:
    """Point Django at the server of this run, each worker at a database of its own."""
    entry = settings.DATABASES["default"]
    entry.update(django_database(database_server))
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let no connection outlive the tests, or their database could not be dropped.

    While a browser is driven Django keeps a connection for each context that asks for one.
    """
    del django_db_setup
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.fixture
def open_database(monkeypatch: pytest.MonkeyPatch, database_server: str) -> None:
    """Let a command that is called in the test work on the database that is open here.

    Else it would start the embedded one, in the folder that all workers share.
    """
    monkeypatch.setenv("DATABASE_URL", database_server)


@pytest.fixture(autouse=True)
def _unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what public pages are asked anew for each test: all of them come from one address."""
    monkeypatch.setattr(limits, "throttle", Throttle())
    monkeypatch.setattr(tokens, "throttle", Throttle())
    monkeypatch.setattr(door, "strangers", Throttle())


class _SkipCount:
    """Counts what was skipped; with CI=true a skip is a failure."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._config.stash[SKIPPED].append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._config.stash[SKIPPED].append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        in_ci = os.environ.get("CI") == "true"
        if in_ci and self._config.stash[SKIPPED] and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Count skips where the results come together."""
    if not hasattr(session.config, "workerinput"):
        session.config.pluginmanager.register(_SkipCount(session.config))


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take away the variables that the product reads; the test sets its own."""
    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        if not name.startswith("MOTCUA_TEST_"):
            monkeypatch.delenv(name)
    for name in ("DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build the small province once for a module; each test works in a savepoint on it."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MONDAY, tick=False):
            built = build_world()
        yield built
        transaction.set_rollback(True)
