"""What changed from one version of a procedure to the next, line by line. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from motcua.procedures.content import SupplementEffect
from motcua.procedures.process import STANDARD_DAY_MINUTES

Document = Mapping[str, Any]
_TEXTS: Final = {
    "name": "Tên",
    "field": "Lĩnh vực",
    "decision_no": "Quyết định công bố",
    "applicant": "Đối tượng thực hiện",
    "executing_agency": "Cơ quan thực hiện",
    "competent_authority": "Cơ quan có thẩm quyền",
    "cooperating_agency": "Cơ quan phối hợp",
    "steps": "Trình tự thực hiện",
    "conditions": "Yêu cầu, điều kiện",
    "legal_basis": "Căn cứ pháp lý",
}
_UNITS: Final = {
    "working_day": "ngày làm việc",
    "working_hour": "giờ làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
    "same_day": "trong ngày",
}
_CHANNELS: Final = {
    "direct": "Nộp trực tiếp",
    "online": "Nộp trực tuyến",
    "post": "Nộp qua bưu chính",
}
_PAPER_KINDS: Final = {"submit": "nộp", "present": "xuất trình", "note": "ghi chú"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is not the same; empty ``before`` was added, empty ``after`` taken away."""

    where: str
    before: str
    after: str


def differences(before: Document, after: Document) -> list[Difference]:
    """Return what differs, in the order of the document; empty when nothing does."""
    found = [
        Difference(label, str(before.get(key) or ""), str(after.get(key) or ""))
        for key, label in _TEXTS.items()
        if (before.get(key) or "") != (after.get(key) or "")
    ]
    for listed, line in (
        ("channels", _channel),
        ("papers", _paper),
        ("results", _result),
    ):
        found += _lines(before.get(listed) or (), after.get(listed) or (), line)
    old, new = (
        SupplementEffect(document.get("supplement", "by_law")) for document in (before, after)
    )
    if old is not new:
        found.append(Difference("Thời hạn khi yêu cầu bổ sung", old.label, new.label))
    return found + _process(before.get("process"), after.get("process"))


def _lines(
    before: Sequence[Document],
    after: Sequence[Document],
    line: Callable[[Document], tuple[str, str, str]],
) -> list[Difference]:
    """Compare two lists by the key of each line; a line is (key, where, text)."""
    old, new = _keyed(before, line), _keyed(after, line)
    found = []
    for key in dict.fromkeys([*old, *new]):
        where = (new.get(key) or old[key])[0]
        old_text = old[key][1] if key in old else ""
        new_text = new[key][1] if key in new else ""
        if old_text != new_text:
            found.append(Difference(where, old_text, new_text))
    common_old = [key for key in old if key in new]
    common_new = [key for key in new if key in old]
    if common_old != common_new and new:
        found.append(Difference(next(iter(new.values()))[0], "thứ tự cũ", "thứ tự mới"))
    return found


def _keyed(
    items: Sequence[Document], line: Callable[[Document], tuple[str, str, str]]
) -> dict[str, tuple[str, str]]:
    """Return (where, text) by key; lines that share a key are told apart by their order."""
    keyed: dict[str, tuple[str, str]] = {}
    for item in items:
        key, where, text = line(item)
        number, unique = 1, key
        while unique in keyed:
            number += 1
            unique = f"{key}#{number}"
        keyed[unique] = (where, text)
    return keyed


def limit_words(limit: Document | None) -> str:
    """Return a stored limit in words."""
    if not limit:
        return "chưa công bố thời hạn"
    if limit["unit"] == "same_day":
        return _UNITS["same_day"]
    return f"{limit['value']} {_UNITS.get(limit['unit'], limit['unit'])}"


def _channel(item: Document) -> tuple[str, str, str]:
    fee = item.get("fee_dong")
    if item.get("fee_by_province"):
        fee_words = "phí do tỉnh quy định"
    elif fee is None:
        fee_words = "chưa ghi phí"
    else:
        fee_words = f"{fee:,} đồng".replace(",", ".")
    parts = [limit_words(item.get("limit")), fee_words]
    parts += [str(item[key]) for key in ("fee_note", "description") if item.get(key)]
    channel = str(item["channel"])
    return channel, _CHANNELS.get(channel, channel), "; ".join(parts)


def _paper(item: Document) -> tuple[str, str, str]:
    kind = _PAPER_KINDS.get(str(item.get("kind", "submit")), "")
    text = (
        f"{item['name']} ({kind}; {item.get('originals', 0)} bản chính, "
        f"{item.get('copies', 0)} bản sao)"
    )
    case = item.get("case")
    return str(item["id"]), "Giấy tờ", f"{text}; {case}" if case else text


def _result(item: Document) -> tuple[str, str, str]:
    return str(item["code"] or item["name"]), "Kết quả", str(item["name"])


def _process(before: Document | None, after: Document | None) -> list[Difference]:
    if bool(before) != bool(after):
        words = {True: "quy trình riêng", False: "quy trình mặc định"}
        told = [Difference("Quy trình", words[bool(before)], words[bool(after)])]
    else:
        told = []
    old, new = (bool(process and process.get("needs_result")) for process in (before, after))
    if old is not new:
        words = {True: "bắt buộc văn bản được duyệt", False: "không bắt buộc"}
        told.append(Difference("Văn bản kết quả", words[old], words[new]))
    return told + _lines(before["steps"] if before else (), after["steps"] if after else (), _step)


def _step(item: Document) -> tuple[str, str, str]:
    ways = ", ".join(f"{way['label']} → {way['next']}" for way in item["outcomes"])
    text = f"{item['name']}; {item['role']}; {budget_words(int(item['budget_minutes']))}; {ways}"
    if item.get("agency"):
        text += f"; cơ quan {item['agency']}"
    return str(item["key"]), "Bước của quy trình", text


def budget_words(minutes: int) -> str:
    """Return working minutes in days, hours and minutes."""
    if not minutes:
        return "không giao thời gian riêng"
    days, rest = divmod(minutes, STANDARD_DAY_MINUTES)
    hours, left = divmod(rest, 60)
    parts = ((days, "ngày làm việc"), (hours, "giờ"), (left, "phút"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
