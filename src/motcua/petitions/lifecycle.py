"""Three lifecycles by three laws: feedback, complaint, denunciation. Pure.

Legal sources: Nghị định 20/2008/NĐ-CP (phản ánh, kiến nghị), Luật Khiếu nại 02/2011/QH13,
Luật Tố cáo 25/2018/QH14. The last two are taken in and routed on here; what the competent
authority then does is not kept in this product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Generic, TypeVar

from motcua.kernel.errors import DomainError


class FeedbackState(StrEnum):
    """Where feedback stands. Values are stored: add, never rename."""

    RECEIVED = "received"
    PROCESSING = "processing"
    AWAITING_PETITIONER = "awaiting_petitioner"
    AWAITING_APPROVAL = "awaiting_approval"
    ANSWERED = "answered"
    PUBLISHED = "published"
    KEPT_PRIVATE = "kept_private"
    NOT_ACCEPTED = "not_accepted"
    TURNED_OVER = "turned_over"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _FEEDBACK_FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _FEEDBACK_FACES[self][1]


_FEEDBACK_FACES: Final = {
    FeedbackState.RECEIVED: ("Mới nhận", "new"),
    FeedbackState.PROCESSING: ("Đang xử lý", "moving"),
    FeedbackState.AWAITING_PETITIONER: ("Chờ người gửi nói thêm", "waiting"),
    FeedbackState.AWAITING_APPROVAL: ("Chờ lãnh đạo duyệt", "moving"),
    FeedbackState.ANSWERED: ("Đã trả lời, chờ công khai", "done"),
    FeedbackState.PUBLISHED: ("Đã trả lời, đã công khai", "done"),
    FeedbackState.KEPT_PRIVATE: ("Đã trả lời, không công khai", "done"),
    FeedbackState.NOT_ACCEPTED: ("Không tiếp nhận", "ended"),
    FeedbackState.TURNED_OVER: ("Đã chuyển theo luật khác", "ended"),
}


class FeedbackAction(StrEnum):
    """What can be done to feedback; also the name of its event."""

    LODGE = "lodge"
    ACCEPT = "accept"
    REFUSE = "refuse"
    FORWARD = "forward"
    TURN_OVER = "turn_over"
    ASK = "ask"
    SUPPLY = "supply"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    KEEP_PRIVATE = "keep_private"
    WITHDRAW_PUBLICATION = "withdraw_publication"
    REOPEN = "reopen"
    ASK_SETTLED = "ask_settled"
    SAY_SETTLED = "say_settled"
    RATE = "rate"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _ACTION_WORDS[self]


_ACTION_WORDS: Final = {
    FeedbackAction.LODGE: "Gửi phản ánh",
    FeedbackAction.ACCEPT: "Tiếp nhận để xử lý",
    FeedbackAction.REFUSE: "Không tiếp nhận",
    FeedbackAction.FORWARD: "Chuyển cơ quan khác",
    FeedbackAction.TURN_OVER: "Chuyển theo luật khiếu nại, tố cáo",
    FeedbackAction.ASK: "Hỏi thêm người gửi",
    FeedbackAction.SUPPLY: "Người gửi nói thêm",
    FeedbackAction.PROPOSE: "Trình câu trả lời",
    FeedbackAction.SEND_BACK: "Trả lại để sửa",
    FeedbackAction.APPROVE: "Duyệt, gửi trả lời",
    FeedbackAction.PUBLISH: "Công khai",
    FeedbackAction.KEEP_PRIVATE: "Không công khai",
    FeedbackAction.WITHDRAW_PUBLICATION: "Gỡ khỏi trang công khai",
    FeedbackAction.REOPEN: "Mở lại",
    FeedbackAction.ASK_SETTLED: "Hỏi lại sau bốn tuần",
    FeedbackAction.SAY_SETTLED: "Người gửi trả lời đã ổn chưa",
    FeedbackAction.RATE: "Người gửi đánh giá",
}


class CaseState(StrEnum):
    """Where a complaint or a denunciation stands as far as it is followed here."""

    RECEIVED = "received"
    ROUTED = "routed"
    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _CASE_FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _CASE_FACES[self][1]


_CASE_FACES: Final = {
    CaseState.RECEIVED: ("Đã nhận đơn", "new"),
    CaseState.ROUTED: ("Đã chuyển cơ quan có thẩm quyền", "moving"),
    CaseState.TAKEN_UP: ("Đã thụ lý", "moving"),
    CaseState.NOT_TAKEN_UP: ("Không thụ lý, có lý do", "ended"),
    CaseState.WITHDRAWN: ("Đã rút đơn", "ended"),
}


class CaseAction(StrEnum):
    """What can be done to a complaint or a denunciation; also the name of its event."""

    LODGE = "lodge"
    ROUTE = "route"
    TAKE_UP = "take_up"
    NOT_TAKE_UP = "not_take_up"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _CASE_WORDS[self]


_CASE_WORDS: Final = {
    CaseAction.LODGE: "Nhận đơn",
    CaseAction.ROUTE: "Chuyển cơ quan có thẩm quyền",
    CaseAction.TAKE_UP: "Thụ lý",
    CaseAction.NOT_TAKE_UP: "Không thụ lý",
    CaseAction.WITHDRAW: "Ghi nhận rút đơn",
}

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One arrow; it may begin in several states. ``target`` None leaves the state as it is."""

    sources: frozenset[S]
    target: S | None


def _arrow(*sources: S, to: S | None) -> Transition[S]:
    return Transition(frozenset(sources), to)


_F = FeedbackState
OPEN: Final = frozenset({_F.RECEIVED, _F.PROCESSING, _F.AWAITING_PETITIONER, _F.AWAITING_APPROVAL})
"""States in which the agency still owes an answer, or waits for the petitioner."""
REPLIED: Final = frozenset({_F.ANSWERED, _F.PUBLISHED, _F.KEPT_PRIVATE})
FEEDBACK: Final[Mapping[FeedbackAction, Transition[FeedbackState]]] = {
    FeedbackAction.ACCEPT: _arrow(_F.RECEIVED, to=_F.PROCESSING),
    FeedbackAction.REFUSE: _arrow(_F.RECEIVED, to=_F.NOT_ACCEPTED),
    # Also once it was accepted: whose it is may show only then.
    FeedbackAction.FORWARD: _arrow(_F.RECEIVED, _F.PROCESSING, to=_F.RECEIVED),
    FeedbackAction.TURN_OVER: _arrow(_F.RECEIVED, _F.PROCESSING, to=_F.TURNED_OVER),
    FeedbackAction.ASK: _arrow(_F.RECEIVED, _F.PROCESSING, to=_F.AWAITING_PETITIONER),
    FeedbackAction.SUPPLY: _arrow(_F.AWAITING_PETITIONER, to=_F.PROCESSING),
    FeedbackAction.PROPOSE: _arrow(_F.PROCESSING, to=_F.AWAITING_APPROVAL),
    FeedbackAction.SEND_BACK: _arrow(_F.AWAITING_APPROVAL, to=_F.PROCESSING),
    FeedbackAction.APPROVE: _arrow(_F.AWAITING_APPROVAL, to=_F.ANSWERED),
    FeedbackAction.PUBLISH: _arrow(_F.ANSWERED, _F.KEPT_PRIVATE, to=_F.PUBLISHED),
    FeedbackAction.KEEP_PRIVATE: _arrow(_F.ANSWERED, to=_F.KEPT_PRIVATE),
    FeedbackAction.WITHDRAW_PUBLICATION: _arrow(_F.PUBLISHED, to=_F.ANSWERED),
    FeedbackAction.REOPEN: _arrow(*sorted(REPLIED), to=_F.PROCESSING),
    FeedbackAction.ASK_SETTLED: _arrow(*sorted(REPLIED), to=None),
    FeedbackAction.SAY_SETTLED: _arrow(*sorted(REPLIED), to=None),
    FeedbackAction.RATE: _arrow(*sorted(REPLIED), to=None),
}
_C = CaseState
COMPLAINT: Final[Mapping[CaseAction, Transition[CaseState]]] = {
    CaseAction.ROUTE: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.ROUTED),
    CaseAction.TAKE_UP: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.TAKEN_UP),
    CaseAction.NOT_TAKE_UP: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.NOT_TAKEN_UP),
    # Whoever complains may withdraw at any time (Luật Khiếu nại, Điều 10).
    CaseAction.WITHDRAW: _arrow(_C.RECEIVED, _C.ROUTED, _C.TAKEN_UP, to=_C.WITHDRAWN),
}
DENUNCIATION: Final[Mapping[CaseAction, Transition[CaseState]]] = {
    CaseAction.ROUTE: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.ROUTED),
    CaseAction.TAKE_UP: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.TAKEN_UP),
    CaseAction.NOT_TAKE_UP: _arrow(_C.RECEIVED, _C.ROUTED, to=_C.NOT_TAKEN_UP),
    # No withdrawal here: it does not by itself end the matter, the authority decides.
}


class IllegalTransitionError(DomainError):
    """It is not in a state from which this can be done."""

    code: ClassVar[str] = "petition-transition"


def next_state(state: FeedbackState, action: FeedbackAction) -> FeedbackState:
    """Return the state that ``action`` leads to. Raises IllegalTransitionError."""
    arrow = FEEDBACK.get(action)
    if arrow is None or state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    return arrow.target or state


def next_case_state(
    table: Mapping[CaseAction, Transition[CaseState]], state: CaseState, action: CaseAction
) -> CaseState:
    """Return where ``action`` leads by the lifecycle ``table``. Raises IllegalTransitionError."""
    arrow = table.get(action)
    if arrow is None or state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    return arrow.target or state


def _refusal(action: str, state: str) -> str:
    return (
        f"Không thể làm việc “{action.lower()}” khi đơn đang ở tình trạng “{state.lower()}”. "
        "Xin tải lại trang để xem ai vừa xử lý."
    )
