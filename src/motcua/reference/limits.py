"""Limits and fees as they were published, and what is wrong with them. Pure.

What cannot be promised from is not guessed: the limit becomes ``None`` and a warning says
what the source has. Two laws let a missing unit be read with certainty, see ``LAWFUL``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from motcua.kernel.limits import LimitUnit
from motcua.kernel.text import clean

CHANNELS: Final = {
    "Trực tiếp": "direct",
    "Trực tuyến": "online",
    "Dịch vụ bưu chính": "post",
}
CHANNEL_WORDS: Final = {code: name for name, code in CHANNELS.items()}
UNITS: Final = {
    "Ngày làm việc": LimitUnit.WORKING_DAY,
    "Ngày": LimitUnit.CALENDAR_DAY,
    "Tháng": LimitUnit.MONTH,
    "Giờ": LimitUnit.WORKING_HOUR,
}
CIVIL_STATUS: Final = "Hộ tịch"
CERTIFICATION: Final = "Chứng thực"
LONGEST_DAY_OF_WORK: Final = 8
"""More hours than this may be hours of the clock; nobody but an administrator can tell."""
LONGEST_PUBLISHED: Final = 1_000
"""A longer limit than this many units is a slip of the source."""
SMALLEST_FEE_DONG: Final = 1_000
"""No fee of the catalogue is less: a smaller figure has lost its thousands."""
NOTE_LENGTH: Final = 300
"""The source keeps this many characters of a note; what is as long was cut."""
_MONEY: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+|[1-9][0-9]*\s*(?:đồng|đ\b|vnđ)", re.IGNORECASE
)
_FOREIGN_MONEY: Final = re.compile(r"\b(?:USD|EUR|CNY|LAK)\b")


class Lawful(NamedTuple):
    """A limit that the law gives where the source gives none."""

    value: int
    unit: LimitUnit
    basis: str


SAME_DAY_OF_CIVIL_STATUS: Final = Lawful(
    1, LimitUnit.SAME_DAY, "Luật Hộ tịch 60/2014/QH13, Điều 5 khoản 3"
)
SAME_DAY_OF_CERTIFICATION: Final = Lawful(1, LimitUnit.SAME_DAY, "Nghị định 23/2015/NĐ-CP, Điều 7")
CONTRACTS: Final = Lawful(2, LimitUnit.WORKING_DAY, "Nghị định 23/2015/NĐ-CP, Điều 37")
_CONTRACT_WORDS: Final = ("giao dịch", "hợp đồng", "di chúc", "di sản")


class Terms(NamedTuple):
    """The channels of one procedure and the sentences of warning about them."""

    channels: list[dict[str, Any]]
    warnings: list[str]


def read_channels(rows: Sequence[Mapping[str, str]], *, field: str, name: str) -> Terms:
    """Return the channels of a procedure, in the published order, with warnings."""
    said: dict[str, list[str]] = {}
    channels = []
    for row in rows:
        channel = CHANNELS[row["channel"]]
        heard: list[str] = []
        limit = _limit(row, field, name, heard)
        fee = _fee(row, heard)
        for sentence in heard:
            words = said.setdefault(sentence, [])
            if row["channel"] not in words:
                words.append(row["channel"])
        channels.append(
            {
                "channel": channel,
                "limit": limit,
                "fee_dong": fee,
                "fee_note": _whole(row.get("fee_note", "")),
                "fee_by_province": row.get("fee_by_province") == "1",
                "description": _whole(row.get("description", "")),
            }
        )
    warnings = [f"{', '.join(words)}: {sentence}" for sentence, words in said.items()]
    if not rows:
        warnings.append("Nguồn không công bố cách thức nộp nào.")
    warnings += _disagreements(channels)
    return Terms(channels, warnings)


def _limit(
    row: Mapping[str, str], field: str, name: str, warnings: list[str]
) -> dict[str, Any] | None:
    written = row.get("time_value", "").strip()
    unit = row.get("time_unit", "").strip()
    if row.get("parse_note") == "time not split":
        warnings.append(
            "nguồn viết dính thời hạn với mức thu trong một ô, nên chưa có thời hạn. Xin xem lại."
        )
        return None
    if not written:
        return _lawful_limit(field, name, warnings)
    if not written.isdecimal() or int(written) < 1 or int(written) > LONGEST_PUBLISHED:
        shown = written.replace(".", ",")
        warnings.append(
            f"nguồn ghi thời hạn “{shown} {unit.lower()}”, không phải số nguyên từ 1 trở lên, "
            "nên chưa hẹn ngày trả được."
        )
        return None
    if not unit:
        return _limit_without_unit(int(written), field, warnings)
    return _limit_with_unit(int(written), unit, warnings)


def _limit_with_unit(value: int, unit: str, warnings: list[str]) -> dict[str, Any] | None:
    if unit == "Giờ" and value > LONGEST_DAY_OF_WORK:
        warnings.append(
            f"nguồn ghi thời hạn “{value} giờ”, không rõ là giờ làm việc hay giờ đồng hồ, "
            "nên chưa hẹn ngày trả được."
        )
        return None
    return {"value": value, "unit": UNITS[unit].value}


def _limit_without_unit(value: int, field: str, warnings: list[str]) -> dict[str, Any] | None:
    if field != CIVIL_STATUS:
        warnings.append(
            f"nguồn ghi thời hạn “{value}” mà không ghi là ngày, giờ hay tháng, "
            "nên chưa hẹn ngày trả được."
        )
        return None
    if value == 1:
        warnings.append(
            "nguồn ghi thời hạn “1” không có đơn vị; hiểu là trong ngày, theo "
            f"{SAME_DAY_OF_CIVIL_STATUS.basis}."
        )
        return _document(SAME_DAY_OF_CIVIL_STATUS)
    warnings.append(
        f"nguồn ghi thời hạn “{value}” không có đơn vị; hiểu là {value} ngày làm việc, "
        "như các thủ tục hộ tịch khác."
    )
    return {"value": value, "unit": LimitUnit.WORKING_DAY.value}


def _lawful_limit(field: str, name: str, warnings: list[str]) -> dict[str, Any] | None:
    lawful = None
    if field == CIVIL_STATUS:
        lawful = SAME_DAY_OF_CIVIL_STATUS
    elif field == CERTIFICATION:
        is_contract = any(word in name.lower() for word in _CONTRACT_WORDS)
        copies_one = name.lower().startswith("cấp bản sao")
        lawful = CONTRACTS if is_contract and not copies_one else SAME_DAY_OF_CERTIFICATION
    if lawful is None:
        warnings.append("nguồn không công bố thời hạn, nên chưa hẹn ngày trả được.")
        return None
    words = "trong ngày" if lawful.unit is LimitUnit.SAME_DAY else f"{lawful.value} ngày làm việc"
    warnings.append(f"nguồn không công bố thời hạn; dùng {words}, theo {lawful.basis}.")
    return _document(lawful)


def _document(lawful: Lawful) -> dict[str, Any]:
    return {"value": lawful.value, "unit": lawful.unit.value}


def _fee(row: Mapping[str, str], warnings: list[str]) -> int | None:
    written = row.get("fee_vnd", "").strip()
    note = " ".join([row.get("fee_note", ""), row.get("description", "")])
    if row.get("fee_by_province") == "1":
        warnings.append(
            f"nguồn ghi mức thu “{written or 'để trống'}” nhưng mức cụ thể do Hội đồng nhân dân "
            "tỉnh quyết định; đây không có nghĩa là miễn phí."
        )
        return None
    if not written:
        if _FOREIGN_MONEY.search(note):
            warnings.append("nguồn ghi mức thu bằng ngoại tệ trong phần mô tả, chưa tách được.")
        elif row.get("parse_note") == "fee not published":
            warnings.append("nguồn không công bố mức thu.")
        return None
    fee = int(written)
    if row.get("parse_note") == "time not split":
        warnings.append(
            f"nguồn ghi “{_dong(fee)}” nhưng thời hạn có thể dính vào con số này, nên không dùng."
        )
        return None
    if 0 < fee < SMALLEST_FEE_DONG:
        warnings.append(f"nguồn ghi mức thu {_dong(fee)}, có lẽ thiếu phần nghìn, nên không dùng.")
        return None
    if fee == 0 and _MONEY.search(row.get("fee_note", "")):
        warnings.append(
            "nguồn ghi mức thu 0 đồng nhưng phần ghi chú nêu mức khác, nên không dùng số 0."
        )
        return None
    return fee


def _disagreements(channels: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say where one channel has several limits or fees."""
    sentences = []
    for channel, word in CHANNEL_WORDS.items():
        same = [item for item in channels if item["channel"] == channel]
        limits = {(i["limit"]["value"], i["limit"]["unit"]) for i in same if i["limit"]}
        if len(limits) > 1:
            sentences.append(
                f"{word}: nguồn có {len(limits)} thời hạn khác nhau cho các trường hợp; "
                "khi tiếp nhận, hệ thống dùng thời hạn ghi đầu tiên."
            )
        fees = {i["fee_dong"] for i in same if i["fee_dong"] is not None}
        if len(fees) > 1:
            sentences.append(
                f"{word}: nguồn có {len(fees)} mức thu khác nhau cho các trường hợp; "
                "khi tiếp nhận, hệ thống gợi ý mức ghi đầu tiên."
            )
    return sentences


def _whole(text: str) -> str:
    """Return ``text`` clean, with a sign that it was cut where it was."""
    is_cut = len(text) >= NOTE_LENGTH
    cleaned = clean(text)
    return f"{cleaned}…" if is_cut else cleaned


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
