"""One row of the table as it was typed: what it says, and all that is wrong with it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from motcua.dossiers.lifecycle import MoneyState
from motcua.kernel import clock
from motcua.kernel.codes import (
    check_old_id,
    check_personal_id,
    check_tax_code,
    normalize_tracking_code,
)
from motcua.kernel.text import clean, fold
from motcua.people.models import IdentityKind, PersonKind
from motcua.people.services import PersonInput
from motcua.procedures.models import Channel
from motcua.reference.moving.columns import COLUMNS, TITLES
from motcua.reference.moving.sheets import Cell

EARLIEST: Final = date(2000, 1, 1)
LONGEST_CODE: Final = 60
LONGEST_NAME: Final = 255
LONGEST_PHONE: Final = 32
LONGEST_EMAIL: Final = 254
MOST_DONG: Final = 1_000_000_000_000
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
"""What stands in an address, is written in capitals, and is no formula in a spreadsheet."""
_DATE: Final = re.compile(
    r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2}))"
    r"(?:[ T]+(?P<H>\d{1,2})[:hg](?P<N>\d{2})(?::\d{2})?)?",
    re.ASCII,
)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CHANNELS: Final = {
    "": Channel.DIRECT,
    "truc tiep": Channel.DIRECT,
    "truc tuyen": Channel.ONLINE,
    "buu chinh": Channel.POST,
    "buu chinh cong ich": Channel.POST,
}
_MONEY: Final = {
    "": MoneyState.NOTHING_DUE,
    "khong thu": MoneyState.NOTHING_DUE,
    "khong": MoneyState.NOTHING_DUE,
    "da thu": MoneyState.PAID,
    "chua thu": MoneyState.DUE,
    "duoc mien": MoneyState.EXEMPT,
    "mien": MoneyState.EXEMPT,
}
_IDENTITY_LENGTHS: Final = {12: IdentityKind.PERSONAL_ID, 9: IdentityKind.OLD_ID}
_ZERO_LOST: Final = {8: 9, 10: 12, 11: 12}
"""Lengths that numbers have after Excel took zeros from their beginning."""
_PHONE_WITHOUT_ZERO: Final = re.compile(r"[1-9][0-9]{8}")
_PHONE: Final = re.compile(r"\+?[0-9]{8,12}")


@dataclass(frozen=True, slots=True)
class When:
    """A day, with its minute where one was written."""

    day: date
    minute: int | None


@dataclass(slots=True)
class OldRow:
    """What a row says, as far as it could be read; ``errors`` are (column, sentence)."""

    line: int
    texts: dict[str, str]
    errors: list[tuple[str, str]] = field(default_factory=list)
    submitted: When | None = None
    accepted: When | None = None
    due: When | None = None
    channel: Channel = Channel.DIRECT
    applicant: PersonInput | None = None
    principal: PersonInput | None = None
    money: MoneyState = MoneyState.NOTHING_DUE
    amount_dong: int | None = None

    def refuse(self, key: str, sentence: str) -> None:
        """Keep what is wrong with one column."""
        self.errors.append((TITLES[key], sentence))


def read_row(line: int, cells: Mapping[str, Cell], on: date) -> OldRow:
    """Return what the row at ``line`` says on the day ``on``."""
    row = OldRow(line, {column.key: _text(cells.get(column.key)) for column in COLUMNS})
    for column in COLUMNS:
        if column.is_required and not row.texts[column.key]:
            row.refuse(column.key, "Thiếu.")
    _read_code(row)
    row.submitted = _when(row, "submitted", cells.get("submitted"))
    row.accepted = _when(row, "accepted", cells.get("accepted"))
    row.due = _when(row, "due", cells.get("due"))
    _read_choices(row)
    row.applicant = _person(row, "applicant", "identity", on)
    row.principal = _person(row, "principal", "principal_identity", on)
    if row.principal is None and row.texts["principal_identity"]:
        row.refuse("principal", "Có số giấy tờ mà thiếu tên.")
    return row


def _read_code(row: OldRow) -> None:
    """Write the code in capitals, as it is looked up, and refuse what cannot be."""
    code = row.texts["code"]
    if not code:
        return
    if not _CODE.fullmatch(code):
        row.refuse(
            "code",
            "Mã chỉ gồm chữ không dấu từ A đến Z (không có Đ), chữ số, dấu chấm, gạch ngang và "
            "gạch dưới, bắt đầu bằng chữ hoặc số. Xin thay dấu “/” và dấu cách bằng “-”, như "
            "15/2026-TNHS thành 15-2026-TNHS.",
        )
        return
    row.texts["code"] = code.upper()
    if len(code) > LONGEST_CODE:
        row.refuse("code", f"Dài quá {LONGEST_CODE} ký tự.")
    if normalize_tracking_code(code):
        row.refuse(
            "code",
            "Mã này có dạng của mã tra cứu ở đây nên tra sẽ nhầm. Xin thêm chữ vào trước, như "
            f"CU-{code.upper()}.",
        )


def _text(cell: Cell) -> str:
    """Return a cell as text; a whole number that Excel keeps with a point is one."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell)) if cell is not None else ""


def _when(row: OldRow, key: str, cell: Cell) -> When | None:
    if isinstance(cell, datetime):
        minute = cell.hour * 60 + cell.minute
        return _checked(row, key, When(cell.date(), minute or None))
    if isinstance(cell, date):
        return _checked(row, key, When(cell, None))
    text = row.texts[key]
    if not text:
        return None
    when = _written(text)
    if when is None:
        row.refuse(key, f"“{text}” không phải ngày có thật; xin ghi như 28/11/2026 14:30.")
        return None
    return _checked(row, key, when)


def _written(text: str) -> When | None:
    """Return the day, and the minute if there is one, that ``text`` says; None when none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[low] or parts[low.upper()]) for low in "ymd")
    hour, minute = int(parts["H"] or 0), int(parts["N"] or 0)
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=clock.VIETNAM)
    except ValueError:
        return None
    return When(moment.date(), hour * 60 + minute if parts["H"] else None)


def _checked(row: OldRow, key: str, when: When) -> When | None:
    if when.day < EARLIEST:
        row.refuse(key, f"Năm {when.day.year} quá xa; xin xem lại.")
        return None
    return when


def _read_choices(row: OldRow) -> None:
    channel = _CHANNELS.get(fold(row.texts["channel"]))
    if channel is None:
        row.refuse("channel", "Xin ghi Trực tiếp, Trực tuyến hoặc Bưu chính.")
    else:
        row.channel = channel
    money = _MONEY.get(fold(row.texts["money"]))
    if money is None:
        row.refuse("money", "Xin ghi Đã thu, Chưa thu, Được miễn hoặc Không thu.")
    else:
        row.money = money
    amount = re.sub(r"[.,\s]|đồng|đ", "", row.texts["amount"])
    if not amount:
        return
    if not (amount.isascii() and amount.isdecimal()):
        row.refuse("amount", "Xin ghi số đồng, như 25000.")
    elif len(amount) > len(str(MOST_DONG)) or int(amount) > MOST_DONG:
        row.refuse("amount", "Số tiền quá 1.000 tỷ đồng; xin xem lại.")
    elif row.money is MoneyState.NOTHING_DUE:
        row.refuse("amount", "Có số tiền mà cột Lệ phí không thu; xin xem lại.")
    else:
        row.amount_dong = int(amount)


def _person(row: OldRow, name_key: str, number_key: str, on: date) -> PersonInput | None:
    name = row.texts[name_key]
    if not name:
        return None
    if len(name) > LONGEST_NAME:
        row.refuse(name_key, f"Dài quá {LONGEST_NAME} ký tự.")
    kind, number = _identity(row, number_key, on)
    is_applicant = name_key == "applicant"
    return PersonInput(
        full_name=name,
        kind=PersonKind.ORGANISATION if kind is IdentityKind.TAX_CODE else PersonKind.CITIZEN,
        identity_kind=kind,
        identity_number=number,
        address=row.texts["address"][:LONGEST_NAME] if is_applicant else "",
        phone=_phone(row) if is_applicant else "",
        email=_email(row) if is_applicant else "",
    )


def _identity(row: OldRow, key: str, on: date) -> tuple[IdentityKind, str]:
    number = re.sub(r"[\s.]", "", row.texts[key]).upper()
    if not number:
        return IdentityKind.NONE, ""
    if not (number.isascii() and number.replace("-", "").isdecimal()):
        if re.fullmatch(r"[A-Z]{1,2}[0-9]{6,8}", number):
            return IdentityKind.PASSPORT, number
        row.refuse(key, f"“{row.texts[key]}” không phải số giấy tờ nào.")
        return IdentityKind.NONE, ""
    by_tax = check_tax_code(number, on=on)
    if len(number) in _IDENTITY_LENGTHS:
        kind = _IDENTITY_LENGTHS[len(number)]
        found = (
            check_personal_id(number, on=on)
            if kind is IdentityKind.PERSONAL_ID
            else check_old_id(number)
        )
        if not found.valid:
            row.refuse(key, found.reason)
        return kind, number
    if by_tax.valid:
        return IdentityKind.TAX_CODE, by_tax.normalized
    if (whole := _ZERO_LOST.get(len(number))) is not None:
        row.refuse(
            key,
            f"{number} có {len(number)} chữ số: có lẽ Excel đã bỏ số 0 ở đầu "
            f"({number.zfill(whole)}?). Xin định dạng cột là Văn bản rồi ghi lại đủ số.",
        )
    else:
        row.refuse(key, f"{number} có {len(number)} chữ số, không phải số giấy tờ nào.")
    return IdentityKind.NONE, ""


def _phone(row: OldRow) -> str:
    number = re.sub(r"[\s.\-()]", "", row.texts["phone"])
    if _PHONE_WITHOUT_ZERO.fullmatch(number):
        return f"0{number}"  # every number here begins with it, so there is nothing to guess
    if number and not _PHONE.fullmatch(number):
        row.refuse("phone", f"“{row.texts['phone']}” không phải số điện thoại.")
    return number[:LONGEST_PHONE]


def _email(row: OldRow) -> str:
    address = row.texts["email"]
    if address and not _EMAIL.fullmatch(address):
        row.refuse("email", f"“{address}” không phải địa chỉ thư điện tử.")
    if len(address) > LONGEST_EMAIL:
        row.refuse("email", f"Dài quá {LONGEST_EMAIL} ký tự.")
    return address


def instant(when: When, minute: int) -> datetime:
    """Return the instant of ``when``, at ``minute`` of the day where none was written."""
    hour, rest = divmod(minute if when.minute is None else when.minute, 60)
    return datetime(when.day.year, when.day.month, when.day.day, hour, rest, tzinfo=clock.VIETNAM)
