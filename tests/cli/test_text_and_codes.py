"""The commands for text and codes, and the table of commands itself."""

import importlib.util
import io
import json
import sys
from types import SimpleNamespace

import pytest

from motcua.cli import COMMANDS, run


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_fold_gives_a_line_for_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "Đăng ký  Khai sinh\n\nXã An Ngãi".encode())

    assert run(["text", "fold"]) == 0

    assert capsys.readouterr().out == "dang ky khai sinh\n\nxa an ngai\n"


def test_clean_puts_text_into_its_stored_form(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "\ufeffÐặng  Văn\r\n".encode())

    assert run(["text", "clean"]) == 0

    assert capsys.readouterr().out == "Đặng Văn\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["Đặng Thị Bé", "Nguyễn Văn An", "Trần Thị Ánh"]),
        (["--by", "given"], ["Nguyễn Văn An", "Trần Thị Ánh", "Đặng Thị Bé"]),
    ],
)
def test_names_are_sorted_in_vietnamese_order(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    expected: list[str],
) -> None:
    feed(monkeypatch, "Trần Thị Ánh\nNguyễn Văn An\nĐặng Thị Bé\n".encode())

    assert run(["text", "sort", *options]) == 0

    assert capsys.readouterr().out.splitlines() == expected


def test_nothing_in_is_nothing_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, b"")

    assert run(["text", "sort"]) == 0

    assert capsys.readouterr().out == ""


def test_text_that_is_not_utf8_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "Đặng".encode("utf-16"))

    assert run(["text", "fold"]) == 2

    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "value", "valid"),
    [
        ("personal-id", "077090000001", True),
        ("personal-id", "077 090 000 001", False),
        ("old-id", "273456789", True),
        ("tax-code", "3501234565-001", True),
        ("dossier-code", "H06.26-240912-0744", True),
        ("dossier-code", "", False),
    ],
)
def test_code_is_judged_in_json(
    capsys: pytest.CaptureFixture[str],
    kind: str,
    value: str,
    valid: bool,  # noqa: FBT001
) -> None:
    assert run(["codes", "check", kind, value, "--json", "--on", "2026-11-23"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["valid"] is valid
    assert answer["warnings"] == []


def test_code_is_judged_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["codes", "check", "personal-id", "077090000001", "--sex", "nữ"]

    assert run([*said, "--birth-on", "1991-05-04"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Hợp lệ."
    assert len(lines) == 3


def test_wrong_code_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codes", "check", "tax-code", "3501234566"]) == 1

    assert "kiểm tra" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nope"], "nope"),
        (["codes", "check", "passport", "x"], "personal-id"),
        (["codes", "check", "old-id"], "value"),
        (["codes", "check", "old-id", "1", "--on", "hôm nay"], "--on"),
    ],
)
def test_slip_on_the_command_line_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    assert run(arguments) == 2

    shown = capsys.readouterr()
    assert word in shown.err
    assert shown.err.count("\n") == 1


def test_help_reads_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0

    shown = capsys.readouterr().out
    for name, entry in COMMANDS.items():
        assert f"  {name} " in shown
        assert entry.vietnamese in shown
        assert entry.english in shown


def test_help_alone_is_shown_when_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0

    assert "serve" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["due", "codes", "text"])
def test_each_command_explains_itself_in_both_languages(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run([name, "--help"]) == 0

    shown = capsys.readouterr().out
    assert "Cách dùng / Usage" in shown
    assert "Show this message." in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_exists(name: str) -> None:
    module, _ = COMMANDS[name].place.split(":")

    assert importlib.util.find_spec(module) is not None
