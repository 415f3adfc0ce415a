"""The commands ``motcua check``, ``version`` and ``database``, and parts run alone."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner

from motcua.cli import check as checking, cli, tables
from motcua.reference import everything
from motcua.reference.findings import Finding, Grade

pytestmark = pytest.mark.django_db


@contextmanager
def _here() -> Iterator[None]:
    yield


@pytest.fixture(autouse=True)
def _open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands work on the database of the test."""
    for module in (checking, tables):
        monkeypatch.setattr(module, "with_django", _here)


def let_it_be(monkeypatch: pytest.MonkeyPatch, *grades: Grade) -> None:
    findings = [Finding("Đĩa", grade, "Thế nào.", "Làm gì.") for grade in grades]
    monkeypatch.setattr(everything, "LOOKS", {"disk": lambda _at: findings})


@pytest.mark.parametrize(
    ("grades", "options", "code"),
    [
        ([Grade.GOOD], [], 0),
        ([Grade.GOOD, Grade.WARNING], [], 0),
        ([Grade.GOOD, Grade.WARNING], ["--strict"], 1),
        ([Grade.WARNING, Grade.BAD], [], 1),
    ],
)
def test_the_exit_code_says_whether_to_mend(
    monkeypatch: pytest.MonkeyPatch, grades: list[Grade], options: list[str], code: int
) -> None:
    let_it_be(monkeypatch, *grades)

    said = CliRunner().invoke(cli, ["check", *options])

    assert said.exit_code == code
    assert said.output.count("Làm gì.") == len(grades)


def test_programs_read_json(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, Grade.BAD)

    said = CliRunner().invoke(cli, ["check", "--json"])
    found: dict[str, Any] = json.loads(said.output)

    assert (said.exit_code, found["is_well"]) == (1, False)
    assert found["findings"] == [
        {
            "name": "disk",
            "subject": "Đĩa",
            "grade": "bad",
            "sentence": "Thế nào.",
            "advice": "Làm gì.",
        }
    ]


def test_one_thing_is_asked_for_alone() -> None:
    alone = CliRunner().invoke(cli, ["check", "--only", "time-zone"])
    wrong = CliRunner().invoke(cli, ["check", "--only", "khong-co"])

    assert (alone.exit_code, alone.output.count("\n")) == (0, 1)
    assert wrong.exit_code == 2


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(cli, ["version"]).output.startswith("motcua 0.")


def test_tables_that_are_whole_need_nothing() -> None:
    assert "Không có gì phải cập nhật" in CliRunner().invoke(cli, ["database", "migrate"]).output
    assert CliRunner().invoke(cli, ["database", "status"]).output.startswith("Đủ, bản")


def test_a_part_alone_becomes_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr("os.execve", lambda _path, words, _env: became.append(words))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    refused = CliRunner().invoke(cli, ["worker"])

    monkeypatch.setenv("DATABASE_URL", "postgresql://may/motcua")
    CliRunner().invoke(cli, ["worker"])
    CliRunner().invoke(cli, ["web", "--host", "0.0.0.0", "--port", "8080", "--workers", "4"])  # noqa: S104

    assert "Hãy đặt DATABASE_URL" in refused.output
    assert became == [
        [sys.executable, "-m", "motcua.conf.worker"],
        [sys.executable, "-m", "motcua.runtime.web", "0.0.0.0", "8080", "4", "4"],  # noqa: S104
    ]
