"""What is taught and what people can do afterwards: the content of a programme. Pure.

A programme is data: a unit may have its own topics and outcomes. What the product needs to know
of each is its skill, since whether somebody did the like again alone is told by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from motcua.kernel.errors import DomainError
from motcua.kernel.text import slug

MOST_ITEMS = 9
"""Of topics or outcomes: more are not tapped within seconds on a telephone."""
LONGEST_LABEL = 60


class Skill(StrEnum):
    """What somebody may do online by themselves. Values are stored: add, never rename."""

    LODGE = "lodge"
    PAY = "pay"
    SIGN = "sign"
    RECEIVE = "receive"
    FEEDBACK = "feedback"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the skill as people say it."""
        return LABELS[self]


LABELS = {
    Skill.LODGE: "Nộp hồ sơ trực tuyến",
    Skill.PAY: "Thanh toán trực tuyến",
    Skill.SIGN: "Cài chữ ký số, VNeID",
    Skill.RECEIVE: "Nhận kết quả tại nhà",
    Skill.FEEDBACK: "Phản ánh trực tuyến",
    Skill.OTHER: "Việc khác",
}


class ProgrammeError(DomainError):
    """The programme cannot be kept like that."""

    code: ClassVar[str] = "programme"


@dataclass(frozen=True, slots=True)
class Item:
    """One topic or outcome. ``id`` stays while the words change."""

    id: str
    label: str
    skill: Skill

    def to_dict(self) -> dict[str, str]:
        """Return what is stored."""
        return {"id": self.id, "label": self.label, "skill": self.skill.value}


def read_items(stored: Sequence[Mapping[str, Any]]) -> list[Item]:
    """Return stored topics or outcomes."""
    return [Item(str(one["id"]), str(one["label"]), Skill(one["skill"])) for one in stored]


def checked_items(typed: Sequence[tuple[str, str, str]], what: str) -> list[Item]:
    """Return items of (id or "", label, skill); a new one gets an id. Raises ProgrammeError."""
    items: list[Item] = []
    taken = {id_ for id_, _label, _skill in typed if id_}
    for id_, label, skill in typed:
        name = " ".join(label.split())
        if not name:
            continue
        if len(name) > LONGEST_LABEL:
            raise ProgrammeError(f"“{name[:30]}…” dài quá {LONGEST_LABEL} chữ. Xin viết ngắn lại.")
        key = id_ or _fresh(slug(name)[:30] or "muc", taken)
        taken.add(key)
        items.append(Item(key, name, Skill(skill)))
    if not items:
        raise ProgrammeError(f"Chưa có {what} nào. Xin ghi ít nhất một.")
    if len(items) > MOST_ITEMS:
        raise ProgrammeError(f"Nhiều nhất {MOST_ITEMS} {what}: nhiều hơn thì bấm không kịp.")
    if len({item.label.lower() for item in items}) < len(items):
        raise ProgrammeError(f"Có hai {what} trùng tên. Xin xem lại.")
    return items


def _fresh(wanted: str, taken: set[str]) -> str:
    number, key = 2, wanted
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


THREE_TOPICS = [
    Item("nop-ho-so", "Nộp hồ sơ", Skill.LODGE),
    Item("thanh-toan", "Thanh toán", Skill.PAY),
    Item("cai-dat", "Cài chữ ký số, VNeID", Skill.SIGN),
]
"""Ba hướng dẫn."""
FIVE_OUTCOMES = [
    Item("nop-ho-so", "Nộp hồ sơ", Skill.LODGE),
    Item("thanh-toan", "Thanh toán", Skill.PAY),
    Item("nhan-tai-nha", "Nhận tại nhà", Skill.RECEIVE),
    Item("phan-anh", "Phản ánh", Skill.FEEDBACK),
    Item("dung-ung-dung", "Dùng VNeID, chữ ký số", Skill.SIGN),
]
"""Năm biết."""
