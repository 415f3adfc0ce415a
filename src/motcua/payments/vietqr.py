"""VietQR: the string behind a bank's QR code, written and read. Pure.

EMVCo merchant-presented QR with the template of NAPAS in field 38. Each field is its number
(two digits), the length of its value (two digits) and the value; the last one is a checksum
over everything before it, its own number and length included.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from motcua.kernel.errors import DomainError

NAPAS: Final = "A000000727"
TO_ACCOUNT: Final = "QRIBFTTA"
TO_CARD: Final = "QRIBFTTC"
LONGEST_MESSAGE: Final = 25
"""Banks cut longer messages, and the reference with them."""
_LONGEST_FIELD: Final = 99
_POLYNOMIAL: Final = 0x1021
_START: Final = 0xFFFF
_TOP_BIT: Final = 0x8000
_CHECKSUM_HEAD: Final = "6304"
_CHECKSUM_LENGTH: Final = 4
_HEAD: Final = 4
_INITIATION: Final = {"11": "static", "12": "dynamic"}


class QRError(DomainError):
    """The string is no VietQR, or none can be made of what was given."""

    code: ClassVar[str] = "vietqr"


@dataclass(frozen=True, slots=True)
class QR:
    """What a QR code of a bank says. Texts are as in the code; "" where it says nothing."""

    initiation: str
    currency: str = ""
    amount: str = ""
    country: str = ""
    guid: str = ""
    bank_bin: str = ""
    account: str = ""
    service: str = ""
    bill_number: str = ""
    purpose: str = ""
    merchant_name: str = ""
    merchant_city: str = ""


def crc(text: str) -> str:
    """Return the CRC-16/CCITT-FALSE of ``text`` in four upper-case hexadecimal digits."""
    register = _START
    for byte in text.encode():
        register ^= byte << 8
        for _bit in range(8):
            register = (register << 1) ^ (_POLYNOMIAL if register & _TOP_BIT else 0)
            register &= _START
    return f"{register:04X}"


def encode(
    *,
    bank_bin: str,
    account: str,
    amount_dong: int | None = None,
    message: str = "",
    bill_number: str = "",
    service: str = TO_ACCOUNT,
) -> str:
    """Return the string of a transfer to ``account``; without an amount the payer types it.

    Raises QRError when a part cannot be in a QR code.
    """
    if not re.fullmatch(r"[0-9]{6}", bank_bin):
        raise QRError("Mã ngân hàng (BIN) gồm đúng 6 chữ số.")
    if not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
        raise QRError("Số tài khoản gồm 1 đến 19 chữ cái không dấu hoặc chữ số.")
    if service not in {TO_ACCOUNT, TO_CARD}:
        raise QRError(f"Dịch vụ chuyển tiền là {TO_ACCOUNT} (tài khoản) hoặc {TO_CARD} (thẻ).")
    if amount_dong is not None and not 0 < amount_dong < 10**13:
        raise QRError("Số tiền là số đồng nguyên, lớn hơn 0, nhiều nhất 13 chữ số.")
    for text in (message, bill_number):
        if not text.isascii() or not text.isprintable():
            raise QRError("Nội dung chuyển khoản chỉ gồm chữ không dấu, chữ số và dấu thường.")
    to_whom = _field("00", bank_bin) + _field("01", account)
    more = _optional("01", bill_number) + _optional("08", message)
    body = (
        _field("00", "01")
        + _field("01", "11" if amount_dong is None else "12")
        + _field("38", _field("00", NAPAS) + _field("01", to_whom) + _field("02", service))
        + _field("53", "704")
        + _optional("54", "" if amount_dong is None else str(amount_dong))
        + _field("58", "VN")
        + _optional("62", more)
        + _CHECKSUM_HEAD
    )
    return body + crc(body)


def decode(payload: str) -> QR:
    """Read a QR string, whose checksum must be right. Raises QRError."""
    if not has_right_checksum(payload):
        raise QRError("Mã QR hỏng hoặc bị sửa: mã kiểm tra ở cuối không đúng.")
    fields = _fields(payload[: -_CHECKSUM_LENGTH - _HEAD])
    if fields.get("00") != "01":
        raise QRError("Đây không phải mã QR thanh toán theo chuẩn EMVCo.")
    napas = _fields(fields.get("38", ""))
    to_whom = _fields(napas.get("01", ""))
    more = _fields(fields.get("62", ""))
    return QR(
        initiation=_INITIATION.get(fields.get("01", "11"), ""),
        currency=fields.get("53", ""),
        amount=fields.get("54", ""),
        country=fields.get("58", ""),
        guid=napas.get("00", ""),
        bank_bin=to_whom.get("00", ""),
        account=to_whom.get("01", ""),
        service=napas.get("02", ""),
        bill_number=more.get("01", ""),
        purpose=more.get("08", ""),
        merchant_name=fields.get("59", ""),
        merchant_city=fields.get("60", ""),
    )


def has_right_checksum(payload: str) -> bool:
    """Say whether the last field of ``payload`` is the checksum of all before it."""
    body, given = payload[:-_CHECKSUM_LENGTH], payload[-_CHECKSUM_LENGTH:]
    return body.endswith(_CHECKSUM_HEAD) and given == crc(body)


def plain(text: str) -> str:
    """Return ``text`` without marks, as banks let messages through, cut to what they keep."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = "".join(letter for letter in bare if letter.isascii() and letter.isprintable())
    return " ".join(re.sub(r"[^0-9A-Za-z .\-]", " ", ascii_only).split())[:LONGEST_MESSAGE].strip()


def _field(number: str, value: str) -> str:
    if len(value) > _LONGEST_FIELD:
        raise QRError("Nội dung quá dài cho một mã QR (nhiều nhất 99 ký tự một trường).")
    return f"{number}{len(value):02}{value}"


def _optional(number: str, value: str) -> str:
    return _field(number, value) if value else ""


def _fields(text: str) -> Mapping[str, str]:
    """Cut ``text`` into its fields. Raises QRError when it does not come out even."""
    found: dict[str, str] = {}
    while text:
        head, rest = text[:_HEAD], text[_HEAD:]
        if not re.fullmatch(r"[0-9]{4}", head):
            raise QRError("Mã QR sai cấu trúc: thiếu số hiệu hoặc độ dài của một trường.")
        number, length = head[:2], int(head[2:])
        if len(rest) < length or number in found:
            raise QRError("Mã QR sai cấu trúc: một trường bị cắt hoặc lặp.")
        found[number], text = rest[:length], rest[length:]
    return found
