"""The hatch through which PostgreSQL's account hands files over, by the shell alone."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from motcua.runtime.hatch import FOLDER, Answer, Hatch, Kind

NAME = "000000010000000000000007"
Start = Callable[[Kind, Answer], tuple[Hatch, str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what opens a hatch that answers always the same; all are closed afterwards."""
    begun: list[Hatch] = []

    def begin(kind: Kind, answer: Answer) -> tuple[Hatch, str]:
        def hand(name: str, piece: Path) -> Answer:
            if kind is Kind.OUT:
                (tmp_path / f"kho-{name}").write_bytes(piece.read_bytes())
            elif answer.code == 0:
                piece.write_bytes(b"ve")
            return answer

        hatch = Hatch(kind, hand)
        home = tmp_path / "nhà 100% 'lạ'"
        home.mkdir()
        command = hatch.install(home, lambda _path: None)
        hatch.start()
        begun.append(hatch)
        return hatch, command

    yield begin
    for hatch in begun:
        hatch.stop()


def called(command: str, path: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command as PostgreSQL does."""
    text = command.replace("%p", str(path)).replace("%f", NAME).replace("%%", "%")
    return subprocess.run(["/bin/sh", "-c", text], capture_output=True, text=True, check=False)


def left_in(hatch_home: Path) -> list[str]:
    return sorted(path.name for path in (hatch_home / FOLDER).iterdir())


def test_a_piece_goes_out_and_nothing_of_it_stays(start: Start, tmp_path: Path) -> None:
    (tmp_path / "wal").write_bytes(b"dong lich su")
    _hatch, command = start(Kind.OUT, Answer(0))

    done = called(command, tmp_path / "wal")

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / f"kho-{NAME}").read_bytes() == b"dong lich su"
    assert (tmp_path / "wal").exists()
    assert left_in(tmp_path / "nhà 100% 'lạ'") == ["giao.sh"]


@pytest.mark.parametrize("code", [1, 200])
def test_a_refusal_is_said_with_its_code(start: Start, tmp_path: Path, code: int) -> None:
    hatch, command = start(Kind.IN, Answer(code, "Kho WAL thiếu tệp."))

    done = called(command, tmp_path / "wal")

    assert (done.returncode, done.stderr.strip()) == (code, "Kho WAL thiếu tệp.")
    assert hatch.refusal == "Kho WAL thiếu tệp."
    assert not (tmp_path / "wal").exists()


def test_a_piece_comes_back(start: Start, tmp_path: Path) -> None:
    _hatch, command = start(Kind.IN, Answer(0))

    assert called(command, tmp_path / "wal").returncode == 0
    assert (tmp_path / "wal").read_bytes() == b"ve"


@pytest.mark.skipif(not Path("/proc/1").is_dir(), reason="processes are not shown here")
def test_nobody_waits_for_somebody_who_was_killed(start: Start, tmp_path: Path) -> None:
    (tmp_path / "wal").write_bytes(b"x")
    hatch, command = start(Kind.OUT, Answer(0))
    hatch.stop()
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )

    done = called(
        command.replace(f" {os.getpid()} ", f" {gone.stdout.strip()} "), tmp_path / "wal"
    )

    assert done.returncode == 1
    assert "nobody at the hatch" in done.stderr
