"""The commands of whoever runs the machine, on a database of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

NAME = "motcua_of_commands"
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(database_server: str, tmp_path: Path) -> Iterator[Command]:
    """Run ``motcua`` on an empty database of the run's server."""
    name = f"{NAME}_{os.getpid()}"
    with psycopg.connect(
        make_conninfo(database_server, dbname="postgres"), autocommit=True
    ) as own:
        own.execute(f'CREATE DATABASE "{name}"')
        environment = {
            **os.environ,
            "DATABASE_URL": make_conninfo(database_server, dbname=name),
            "MOTCUA_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
        }

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-m", "motcua", *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=240,
            )

        yield run
        own.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_empty_province_is_set_up_and_looked_after(command: Command) -> None:
    before = command("check")
    assert before.returncode == 1
    assert "Cấu trúc dữ liệu" in before.stdout
    assert "motcua init" in command("user", "list").stderr

    unknown = command("init", "--province", "Atlantis")
    assert unknown.returncode == 1
    assert "46 Huế" in unknown.stderr

    founded = command("init", "--province", "hue", "--site-name", "Một cửa thành phố Huế")
    assert founded.returncode == 0, founded.stderr
    assert "Thủ tục: 2.655 mới." in founded.stdout
    assert "Đăng nhập bằng “quantri”" in founded.stdout

    again = command("init", "--province", "79")
    assert again.returncode == 1
    assert "đã có tài khoản, nơi cài đặt, cơ quan, thủ tục" in again.stderr
    _accounts_are_looked_after(command)

    after = command("check")
    assert "✓ Tốt      Cơ quan: 41 cơ quan, đều có lịch làm việc." in after.stdout
    assert "✓ Tốt      Quản trị: 1 người giữ vai trò quản trị." in after.stdout
    _daily_jobs_are_run_by_hand(command)
    imported = command("import", "units", "--shipped")
    assert imported.stdout == "Đơn vị hành chính: 14.677 đã có.\n"


def _accounts_are_looked_after(command: Command) -> None:
    added = command(
        "user", "add", "lan", "--full-name", "Lê Thị Lan", "--agency", "H57.001",
        "--role", "desk_officer", "--role", "cashier",
    )  # fmt: skip
    assert "Mật khẩu đầu tiên: " in added.stdout
    twice = command("user", "add", "Lan", "--full-name", "Lan", "--agency", "H57.001")
    assert "đã có người dùng" in twice.stderr
    nowhere = command("user", "add", "hoa", "--full-name", "Hoa", "--agency", "X99")
    assert "Không có cơ quan nào" in nowhere.stderr
    assert "lan: Lê Thị Lan, UBND phường Phú Xuân. Cán bộ một cửa, Thủ quỹ." in (
        command("user", "list", "--agency", "H57.001").stdout
    )
    given = command("user", "roles", "lan", "--give", "clerk", "--give", "cashier")
    assert given.stdout.endswith("Cán bộ một cửa, Thủ quỹ, Văn thư.\n")
    last = command("user", "roles", "quantri", "--take", "administrator")
    assert "quản trị hệ thống cuối cùng" in last.stderr
    weak = command("user", "password", "lan", "--password", "12345")
    assert weak.returncode == 1
    assert "Đã đặt lại mật khẩu" in command("user", "password", "lan").stdout
    command("user", "disable", "lan")
    assert "lan (đã khóa)" in command("user", "list").stdout
    assert "quản trị hệ thống cuối cùng" in command("user", "disable", "quantri").stderr
    assert "quantri: Quản trị hệ thống" in command("user", "list").stdout
    assert "Không có cán bộ nào" in command("user", "disable", "nobody").stderr


def _daily_jobs_are_run_by_hand(command: Command) -> None:
    assert "digest     07:15  Thư sáng" in command("daily", "--list").stdout
    unknown = command("daily", "--job", "tomorrow")
    assert unknown.returncode == 2
    assert (
        "Các việc: facts, index-running, scans, stale-uploads, erasure, payments, portal-in,"
        in unknown.stderr
    )
    run = command("daily")
    assert run.returncode == 0, run.stderr
    assert "Soạn sẵn văn bản xin lỗi: 0 việc." in run.stdout
