"""Killed at any moment: what was answered is there, what is there is whole, codes go on."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.procedures.models import Procedure
from motcua.runtime import processes
from motcua.runtime.postgres import Cluster
from tests import factories
from tests.dossiers.conftest import connected_to, number_apart
from tests.dossiers.whole_records import accepted_after, assert_whole, numbers_of
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

ROUNDS = 24
WORKERS = 4
LONGEST_LIFE_SECONDS = 0.4
PATIENCE_SECONDS = 30.0
ROOT = Path(__file__).resolve().parents[2]


class Groups:
    """The program that accepts in groups, and what its groups have answered."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program
        self.answered: dict[str, str] = {}
        """Tracking codes by code, of acceptances that were answered."""

    @classmethod
    @contextmanager
    def on(cls, url: str) -> Iterator[Self]:
        """Run the program against the database at ``url`` for the length of a block."""
        with (
            tempfile.TemporaryDirectory() as data,
            subprocess.Popen(
                [sys.executable, "-m", "tests.dossiers.accepting_group", str(WORKERS)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": url,
                    "MOTCUA_DATA": data,
                    "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            ) as program,
        ):
            try:
                yield cls(program)
            finally:
                program.kill()

    def start(self) -> int:
        """Start a group; return its process number."""
        assert self._program.stdin is not None
        self._program.stdin.write("\n")
        self._program.stdin.flush()
        while True:
            line = self._read()
            if line[0] == "group":
                return int(line[1])

    def wait_for_answers(self, many: int) -> None:
        """Wait until that many acceptances have been answered in all."""
        while len(self.answered) < many:
            self._read()

    def wait_until_gone(self) -> None:
        """Read what the last group still answered, until all of it has ended."""
        while self._read()[0] != "gone":
            pass

    def _read(self) -> list[str]:
        assert self._program.stdout is not None
        line = self._program.stdout.readline().split()
        assert line, "the accepting program has ended"
        if line[0] == "answered":
            _word, code, tracking_code = line
            assert code not in self.answered, "a code was answered twice"
            self.answered[code] = tracking_code
        return line


class Office:
    """The one desk of the database, at which the groups accept and so can we."""

    def __init__(self) -> None:
        factories.form_templates()
        factories.message_templates()
        self.procedure: Procedure = ProcedureFactory.create()
        desk = DeskFactory.create()
        self.actor: Actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
        self.context: DeskContext = factories.context_of(desk)
        self._last_id = 0
        self._count = 0

    def accept(self) -> Dossier:
        """Accept one dossier from this process."""
        self._count += 1
        return accept_at_desk(
            factories.lodging(
                self.procedure,
                self.context.agency,
                applicant=factories.applicant(f"0790{self._count:08}"),
            ),
            context=self.context,
            actor=self.actor,
            at=THURSDAY_MORNING,
        )

    def check(self, answered: dict[str, str]) -> None:
        """Assert that what was answered is there, and that what is there is whole."""
        dossiers = accepted_after(self._last_id)
        assert_whole(dossiers)
        self._last_id = max([self._last_id, *(dossier.pk for dossier in dossiers)])
        stored = dict(Dossier.objects.values_list("code", "tracking_code"))
        lost = {code for code, key in answered.items() if stored.get(code) != key}
        assert not lost
        everyone = list(Dossier.objects.all())
        assert numbers_of(everyone) == list(range(1, len(everyone) + 1))


def wait_until_alone() -> None:
    """Wait until the server has ended the work of clients that are no more."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
            assert time.monotonic() < deadline, "a connection of a killed process stays"
            time.sleep(0.01)


def test_acceptances_survive_the_killing_of_those_who_accept(committed_database: str) -> None:
    office = Office()
    chance = random.Random(20_240_912)  # noqa: S311, no secret: the same moments each time

    with Groups.on(committed_database) as groups:
        for _round in range(ROUNDS):
            before = len(groups.answered)
            group = groups.start()
            if chance.random() < 0.8:  # the others are killed while they begin
                groups.wait_for_answers(before + 1)
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            os.killpg(group, signal.SIGKILL)
            groups.wait_until_gone()
            wait_until_alone()
            office.check(groups.answered)
            own = office.accept()
            groups.answered[str(own.code)] = own.tracking_code

    assert len(groups.answered) > ROUNDS * 2
    assert numbers_of([office.accept()]) == [Dossier.objects.count()]
    office.check(groups.answered)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """Start a PostgreSQL as the product runs it, safe against power failures; stop it after."""
    with tempfile.TemporaryDirectory(prefix="motcua-crash-") as folder:
        # PostgreSQL may run under another account, which has to pass through.
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


def kill_server(cluster: Cluster) -> None:
    """Kill the server and every process of it, as a failing machine would."""
    assert cluster.pid is not None
    folder = Path(f"/proc/{cluster.pid}/cwd").readlink()
    for pid in processes.working_in(folder):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_acceptances_survive_the_killing_of_the_database(
    own_cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), connected_to(own_cluster.url):
        call_command("migrate", interactive=False, verbosity=0)
        number_apart()
        office = Office()
        connection.close()
        with Groups.on(own_cluster.url) as groups:
            groups.start()
            groups.wait_for_answers(20)
            kill_server(own_cluster)
            groups.wait_until_gone()
        own_cluster.stop()
        own_cluster.start()

        with connected_to(own_cluster.url):
            office.check(groups.answered)
            stored = Dossier.objects.count()
            assert numbers_of([office.accept()]) == [stored + 1]
