"""Reading the statement of a bank: a CSV file with a head line. Pure.

Columns are found by their names, in Vietnamese or English, with or without marks; the
separator is a comma, a semicolon or a tab. Withdrawals are left out.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold

MOST_LINES: Final = 20_000
MOST_BYTES: Final = 5 * 1024 * 1024
_COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "at": ("ngay giao dich", "ngay", "thoi gian", "ngay gio", "date", "time"),
    "txn": ("so giao dich", "ma giao dich", "so but toan", "so tham chieu", "id", "reference"),
    "amount": ("ghi co", "so tien", "tien vao", "credit", "amount"),
    "content": ("noi dung", "dien giai", "noi dung giao dich", "description", "content"),
    "account": ("tai khoan", "so tai khoan", "account"),
}
_NEEDED: Final = ("at", "txn", "amount", "content")
_WHEN: Final = (
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y-%m-%d",
)


class StatementError(DomainError):
    """The file is no statement that can be read; the sentence names the line."""

    code: ClassVar[str] = "statement"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One credit. ``account`` "" where the file does not say."""

    txn: str
    amount_dong: int
    content: str
    at: datetime
    account: str = ""


def read_statement(raw: bytes) -> list[StatementLine]:
    """Return the credits of a statement, in the order of the file. Raises StatementError."""
    if len(raw) > MOST_BYTES:
        raise StatementError("Tệp sao kê lớn hơn 5 MB. Xin chia theo ngày.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StatementError(
            "Tệp không phải CSV mã hóa UTF-8. Xin lưu lại từ Excel là CSV UTF-8."
        ) from None
    rows = list(csv.reader(io.StringIO(text), delimiter=_separator(text)))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) > MOST_LINES:
        raise StatementError(f"Sao kê dài quá {MOST_LINES} dòng. Xin chia theo ngày.")
    columns = _columns(rows[0]) if rows else {}
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise StatementError(
            "Dòng đầu phải có các cột: Ngày giao dịch, Số giao dịch, Ghi có, Nội dung."
        )
    lines = [_line(row, number, columns) for number, row in enumerate(rows[1:], start=2)]
    return [line for line in lines if line is not None]


def _separator(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _columns(head: Sequence[str]) -> dict[str, int]:
    names = [" ".join(fold(cell).split()) for cell in head]
    return {
        column: names.index(known)
        for column, spellings in _COLUMNS.items()
        for known in reversed(spellings)
        if known in names
    }


def _line(row: Sequence[str], number: int, columns: Mapping[str, int]) -> StatementLine | None:
    told = {
        name: row[place].strip() if place < len(row) else "" for name, place in columns.items()
    }
    amount = _amount(told["amount"], number)
    if amount <= 0:
        return None
    if not told["txn"]:
        raise StatementError(f"Dòng {number}: thiếu số giao dịch.")
    return StatementLine(
        txn=told["txn"][:80],
        amount_dong=amount,
        content=told["content"][:255],
        at=_moment(told["at"], number),
        account=re.sub(r"\W", "", told.get("account", ""))[:19],
    )


def _amount(text: str, number: int) -> int:
    """Read an amount as banks write it: 8.000, 8,000.00, +8000 VND; empty is none."""
    bare = re.sub(r"(?i)\s|vn[dđ]|đ", "", text)
    if not bare or bare == "-":
        return 0
    found = re.fullmatch(r"([+-]?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]0{1,2})?", bare)
    if found is None:
        raise StatementError(f"Dòng {number}: không đọc được số tiền “{text[:40]}”.")
    digits = int(re.sub(r"\D", "", found.group(2)))
    return -digits if found.group(1) == "-" else digits


def _moment(text: str, number: int) -> datetime:
    for form in _WHEN:
        try:
            return datetime.strptime(text, form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    raise StatementError(f"Dòng {number}: không đọc được ngày “{text[:40]}”.")
