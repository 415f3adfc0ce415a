"""What the portal keeps: one SQLite file, so that it may be killed and has what it answered for.

A simulator is one process; its threads share one connection behind one lock.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PAGE: Final = 200
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS unit (unit TEXT PRIMARY KEY, secret TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (
    unit TEXT, id TEXT, sha256 TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (unit, id)
);
CREATE TABLE IF NOT EXISTS message (
    unit TEXT, code TEXT, number INTEGER, sha256 TEXT NOT NULL, status INTEGER NOT NULL,
    files TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (unit, code, number)
);
CREATE TABLE IF NOT EXISTS asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, unit TEXT NOT NULL,
    code TEXT NOT NULL, number INTEGER NOT NULL, answer TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS asked_of ON asked (unit, code, number);
"""


class Store:
    """The tables. Other parts of the portal make their own with ``run``."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing by it; only a machine without power would.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(_TABLES)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Do everything in the block, or nothing, and alone."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def secret_of(self, unit: str) -> str | None:
        """Return the secret that was agreed with ``unit``, or None for the usual one."""
        rows = self.run("SELECT secret FROM unit WHERE unit = ?", [unit])
        return str(rows[0][0]) if rows else None

    def file_hash(self, unit: str, name: str) -> str | None:
        """Return the hash of what lies under ``name``."""
        rows = self.run("SELECT sha256 FROM file WHERE unit = ? AND id = ?", [unit, name])
        return str(rows[0][0]) if rows else None

    def keep_file(self, unit: str, name: str, sha256: str, content: bytes) -> None:
        """Put a file there."""
        self.run("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", [unit, name, sha256, content])

    def missing_of(self, unit: str, names: Sequence[str]) -> list[str]:
        """Return which of ``names`` are not there."""
        return [name for name in names if self.file_hash(unit, name) is None]

    def last_number(self, unit: str, code: str) -> int:
        """Return the number of the last message of a dossier; 0 before the first."""
        rows = self.run(
            "SELECT max(number) FROM message WHERE unit = ? AND code = ?", [unit, code]
        )
        return int(rows[0][0] or 0)

    def hash_of(self, unit: str, code: str, number: int) -> str | None:
        """Return the hash of one message."""
        rows = self.run(
            "SELECT sha256 FROM message WHERE unit = ? AND code = ? AND number = ?",
            [unit, code, number],
        )
        return str(rows[0][0]) if rows else None

    def keep_message(
        self, unit: str, code: str, number: int, sha256: str, told: dict[str, Any]
    ) -> None:
        """Put a message there."""
        dossier = told["HoSo"]
        self.run(
            "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                unit,
                code,
                number,
                sha256,
                int(dossier["TrangThaiHoSo"]),
                json.dumps(files_in(dossier)),
                json.dumps(told, ensure_ascii=False),
            ],
        )

    def note(self, at: float, unit: str, code: str, number: int, answer: str) -> None:
        """Remember that somebody asked, and what the answer was."""
        self.run(
            "INSERT INTO asked (at, unit, code, number, answer) VALUES (?, ?, ?, ?, ?)",
            [at, unit, code, number, answer],
        )

    def listed(self, unit: str, after: str, most: int = PAGE) -> list[dict[str, Any]]:
        """Return the last message of each dossier of ``unit``, by code, from ``after`` on."""
        rows = self.run(
            "SELECT code, max(number), status, sha256, files FROM message"
            " WHERE unit = ? AND code > ? GROUP BY code ORDER BY code LIMIT ?",
            [unit, after, most],
        )
        return [
            {
                "MaHoSo": code,
                "SoThuTu": number,
                "TrangThaiHoSo": status,
                "Sha256": sha256,
                "Tep": [
                    name for name in json.loads(files) if self.file_hash(unit, name) is not None
                ],
            }
            for code, number, status, sha256, files in rows
        ]

    def forget(self, unit: str, code: str, from_number: int) -> None:
        """Lose the messages of a dossier from a number on, as after an old copy was put back."""
        self.run(
            "DELETE FROM message WHERE unit = ? AND code = ? AND number >= ?",
            [unit, code, from_number],
        )

    def taken_twice(self) -> list[tuple[Any, ...]]:
        """Return unit, code, number and count of messages taken as new more than once."""
        return self.run(
            "SELECT unit, code, number, count(*) FROM asked WHERE answer = 'nhan'"
            " GROUP BY unit, code, number HAVING count(*) > 1"
        )

    def answers(self) -> dict[str, int]:
        """Return how often each answer was given."""
        rows = self.run("SELECT answer, count(*) FROM asked GROUP BY answer ORDER BY answer")
        return {str(answer): int(count) for answer, count in rows}


def files_in(dossier: dict[str, Any]) -> list[str]:
    """Return the files that a message names, each once, in its order."""
    named = [paper.get("TepDinhKemId") for paper in dossier.get("TaiLieuNop", [])]
    named += [paper.get("GiayToId") for paper in dossier.get("DanhSachGiayToKetQua", [])]
    for asked in dossier.get("DanhSachHoSoBoSung", []):
        named += [paper.get("TepDinhKemId") for paper in asked.get("TaiLieuNop", [])]
    return list(dict.fromkeys(str(name) for name in named if name))
