"""How soon something must be done with a petition. Rules as data, each with its source. Pure.

An administrator sets others from a day on (``models.PetitionLimit``); these hold where nobody
has. The times of the laws on complaints and denunciations are from memory and were not compared
with the texts in force: ``docs/operate/petitions.md`` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.kernel.limits import Limit, LimitUnit


class LimitKind(StrEnum):
    """What has to be done in time. Values are stored: add, never rename."""

    FIRST = "first"
    FORWARD = "forward"
    ASK = "ask"
    PROCESS = "process"
    PUBLISH = "publish"
    COMPLAINT_TAKE_UP = "complaint_take_up"
    COMPLAINT_ANSWER = "complaint_answer"
    DENUNCIATION_ROUTE = "denunciation_route"
    DENUNCIATION_TAKE_UP = "denunciation_take_up"
    DENUNCIATION_ANSWER = "denunciation_answer"

    @property
    def label(self) -> str:
        """Return what it is the limit of, as people say it."""
        return _WORDS[self]


_WORDS: Final = {
    LimitKind.FIRST: "Không tiếp nhận hoặc chuyển cơ quan khác",
    LimitKind.FORWARD: "Chuyển cơ quan có thẩm quyền (Nghị định 20/2008)",
    LimitKind.ASK: "Hỏi thêm người gửi",
    LimitKind.PROCESS: "Xử lý, trả lời",
    LimitKind.PUBLISH: "Công khai câu trả lời",
    LimitKind.COMPLAINT_TAKE_UP: "Khiếu nại: thụ lý",
    LimitKind.COMPLAINT_ANSWER: "Khiếu nại: giải quyết lần đầu, từ khi thụ lý",
    LimitKind.DENUNCIATION_ROUTE: "Tố cáo: chuyển cơ quan có thẩm quyền",
    LimitKind.DENUNCIATION_TAKE_UP: "Tố cáo: quyết định thụ lý",
    LimitKind.DENUNCIATION_ANSWER: "Tố cáo: giải quyết, từ khi thụ lý",
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit and where it comes from."""

    limit: Limit
    legal_basis: str


def _days(value: int, legal_basis: str, unit: LimitUnit = LimitUnit.WORKING_DAY) -> TimeLimit:
    return TimeLimit(Limit(value, unit), legal_basis)


_INDEX: Final = "Quyết định 766/QĐ-TTg, chỉ số 6.2"
_OF_2008: Final = "Nghị định 20/2008/NĐ-CP"
_COMPLAINTS: Final = "Luật Khiếu nại 02/2011/QH13"
_DENUNCIATIONS: Final = "Luật Tố cáo 25/2018/QH14"
_CALENDAR: Final = LimitUnit.CALENDAR_DAY
SHIPPED: Final[Mapping[LimitKind, TimeLimit]] = {
    LimitKind.FIRST: _days(2, _INDEX),
    LimitKind.FORWARD: _days(5, _OF_2008),
    LimitKind.ASK: _days(5, _INDEX),
    LimitKind.PROCESS: _days(15, _INDEX),
    LimitKind.PUBLISH: _days(2, _INDEX),
    LimitKind.COMPLAINT_TAKE_UP: _days(10, f"{_COMPLAINTS}, Điều 27", _CALENDAR),
    LimitKind.COMPLAINT_ANSWER: _days(30, f"{_COMPLAINTS}, Điều 28", _CALENDAR),
    LimitKind.DENUNCIATION_ROUTE: _days(5, f"{_DENUNCIATIONS}, Điều 24"),
    LimitKind.DENUNCIATION_TAKE_UP: _days(7, f"{_DENUNCIATIONS}, Điều 24"),
    LimitKind.DENUNCIATION_ANSWER: _days(30, f"{_DENUNCIATIONS}, Điều 30", _CALENDAR),
}
AT_LODGING: Final = (LimitKind.FIRST, LimitKind.FORWARD, LimitKind.ASK, LimitKind.PROCESS)
"""What runs from the moment an agency has the feedback."""
ASK_AGAIN_AFTER_DAYS: Final = 28
"""Days after the answer on which the petitioner is asked whether it was settled."""
