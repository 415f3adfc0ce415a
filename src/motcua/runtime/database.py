"""The database that the product works on: a given one, or the embedded one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import Cluster, running_address

OLDEST_VERSION: Final = 15
VERSION_UNIT: Final = 10_000  # PostgreSQL 15.3 calls itself 150003
CONNECT_SECONDS: Final = 5
# What PostgreSQL says, and what it means to somebody who has to mend it.
CAUSES: Final = (
    ("does not exist", "không có cơ sở dữ liệu hoặc người dùng này"),
    ("authentication failed", "sai mật khẩu hoặc người dùng"),
    ("no password supplied", "thiếu mật khẩu"),
    ("refused", "không có PostgreSQL nào đang nghe ở đó"),
    ("No such file", "không có PostgreSQL nào đang nghe ở đó"),
    ("resolve", "không tìm thấy tên máy này"),
    ("not known", "không tìm thấy tên máy này"),
    ("timeout", "máy đó không trả lời"),
    ("too many", "máy chủ đã hết kết nối"),
    ("read-only", "các máy trong danh sách chỉ cho đọc, chưa máy nào là máy chính"),
)
_AWAY_CLASSES: Final = ("08", "57P")
"""Of SQLSTATE: the line broke, the server is shut down or starts."""
_AWAY: Final = frozenset({"25006", "53300"})
"""The server has become a copy of another; it has no room for one more connection."""


def is_away(error: BaseException | None) -> bool:
    """Say whether ``error`` means that no database answers, or takes anything, at this moment.

    The same may well succeed in a minute: the server starts anew, or another takes its place.
    """
    while error is not None:
        if isinstance(error, psycopg.Error):
            if error.sqlstate is None:
                return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
            return error.sqlstate.startswith(_AWAY_CLASSES) or error.sqlstate in _AWAY
        error = error.__cause__
    return False


def check_reachable(url: str) -> None:
    """Connect once. Raises OperatorError when that fails or the server is too old."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version = connection.info.server_version // VERSION_UNIT
    except psycopg.ProgrammingError as error:
        raise OperatorError(
            "DATABASE_URL viết chưa đúng; hãy viết như "
            "postgresql://nguoidung:matkhau@may:5432/tencsdl."
        ) from error
    except psycopg.OperationalError as error:
        raise OperatorError(
            f"Không kết nối được cơ sở dữ liệu {place_of(url)}: {_cause(str(error))}. "
            "Hãy kiểm tra DATABASE_URL, hoặc bỏ biến này để dùng PostgreSQL đi kèm."
        ) from error
    if version < OLDEST_VERSION:
        raise OperatorError(
            f"Cơ sở dữ liệu {place_of(url)} là PostgreSQL {version}; "
            f"cần PostgreSQL {OLDEST_VERSION} trở lên."
        )


def _cause(message: str) -> str:
    for sign, meaning in CAUSES:
        if sign in message:
            return meaning
    return message.strip().splitlines()[-1]


def place_of(url: str) -> str:
    """Return where ``url`` points, without its password."""
    parts = conninfo_to_dict(url)
    name = parts.get("dbname") or parts.get("user") or "?"
    host = parts.get("host") or "máy này"
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"“{name}” tại {host}{port}"


@contextmanager
def available(
    given: str | None, data: Path, report: Callable[[str], None] = lambda _text: None
) -> Iterator[str]:
    """Yield the address of a database that answers, for the length of a command.

    ``given`` is DATABASE_URL. Without it the embedded server that already runs
    is used, or one is started and stopped again.
    """
    if given is not None:
        check_reachable(given)
        yield given
        return
    running = running_address(data)
    if running is not None:
        yield running
        return
    with Cluster(data, report=report) as cluster:
        yield cluster.url
