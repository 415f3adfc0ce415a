"""Restoring on a server that is not ours: whichever the run was given, 15 or later."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from motcua.backup import restoring, tools
from motcua.runtime.errors import OperatorError
from tests.backup.conftest import Lived, contents_of
from tests.dossiers.conftest import database_url, drop_database

NAME = "motcua_ngoai"


@pytest.fixture
def given(lived: Lived) -> Iterator[str]:
    """Make an empty database on the server of this run; yield its address."""
    del lived  # its making has told Django where the server is
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        yield database_url(NAME)
        for ending in ("", restoring.BESIDE, restoring.BEFORE):
            drop_database(server, NAME + ending)


def test_everything_is_the_same_and_the_old_database_is_kept(
    lived: Lived, given: str, tmp_path: Path
) -> None:
    assert restoring.is_empty(given)

    with restoring.draft_database(given) as draft:
        restored = restoring.fill(lived.archive, lived.key.identity, draft, tmp_path, print)
        before = restoring.swap(given)

    assert (restored.differences, restored.losses) == ([], [])
    assert contents_of(given) == lived.contents
    assert not restoring.is_empty(given)
    assert contents_of(database_url(before)) == {"sequences": []}


def test_a_difference_between_archive_and_database_is_named(
    lived: Lived, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = restoring.contents_of(lived.archive, lived.key.identity)
    contents.tables["dossiers_dossier"] += 1
    contents.triggers.append("dossiers_dossierevent.mai_sau:O")
    monkeypatch.setattr(restoring, "_contents", lambda *_given: contents)

    with restoring.draft_database(given) as draft:
        restored = restoring.fill(lived.archive, lived.key.identity, draft, tmp_path, print)

    assert "Bảng dossiers_dossier: có" in restored.differences[0]
    assert "trigger" in restored.differences[1]


def test_whoever_else_is_connected_is_counted(given: str) -> None:
    assert restoring.others_connected(given) == 0
    with psycopg.connect(given):
        assert restoring.others_connected(given) == 1


def test_what_the_server_does_of_itself_is_nobody_connected(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    execute = psycopg.Connection.execute

    def listen(self: Any, query: Any, *rest: Any, **named: Any) -> Any:
        asked.append(str(query))
        return execute(self, query, *rest, **named)

    monkeypatch.setattr(psycopg.Connection, "execute", listen)

    restoring.others_connected(given)

    # A cleaner comes when it likes; no test can call one.
    assert "backend_type = 'client backend'" in asked[-1]


def test_password_is_in_no_argument() -> None:
    address, environment = tools.without_password("postgresql://an:bi-mat@may:5433/motcua")

    assert "bi-mat" not in address
    assert environment["PGPASSWORD"] == "bi-mat"


def test_a_server_newer_than_every_program_is_named() -> None:
    with pytest.raises(OperatorError, match="postgresql-client-99"):
        tools.find_tool("pg_dump", 99)
