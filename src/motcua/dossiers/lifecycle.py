"""The life of a dossier: its ten states, and the only ways from one to the next.

Pure: imports no model and touches no database, so the whole table can be read on one
screen. The codes 1 to 10 are those exchanged with the national portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from motcua.kernel.errors import DomainError


class State(StrEnum):
    """Where a dossier stands in its business. Values are stored: add, never rename."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    IN_PROGRESS = "in_progress"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    FINISHED = "finished"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _FACES[self].label

    @property
    def national_code(self) -> int:
        """Return the code that the national portal knows the state by."""
        return _FACES[self].code

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _FACES[self].badge


class MoneyState(StrEnum):
    """Where the money stands, whatever the business does."""

    NOTHING_DUE = "nothing_due"
    DUE = "due"
    PAID = "paid"
    EXEMPT = "exempt"
    REFUNDED = "refunded"


class DeliveryState(StrEnum):
    """Where the result stands on its way to the citizen."""

    NOT_READY = "not_ready"
    READY = "ready"
    ON_THE_WAY = "on_the_way"
    HANDED_OVER = "handed_over"


class SyncState(StrEnum):
    """Whether the national portal knows what happened."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class ResultMode(StrEnum):
    """How the applicant asked to receive the result."""

    AT_DESK = "at_desk"
    BY_POST = "by_post"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> str:
        """Return the mode as people read it."""
        return {"at_desk": "Tại quầy", "by_post": "Bưu chính về nhà", "electronic": "Bản điện tử"}[
            self.value
        ]


class Action(StrEnum):
    """What can be done to a dossier; also the name of its event."""

    LODGE = "lodge"
    ACCEPT = "accept"
    REFUSE = "refuse"
    RECEIVE = "receive"
    START = "start"
    COMPLETE_STEP = "complete_step"
    TAKE = "take"
    ASSIGN = "assign"
    RETURN_STEP = "return_step"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    CORRECT_RECEIPT = "correct_receipt"
    ASK_SUPPLEMENT = "ask_supplement"
    RESUME = "resume"
    RESUBMIT = "resubmit"
    ASK_PAYMENT = "ask_payment"
    SETTLE = "settle"
    COLLECT_FEE = "collect_fee"
    REFUND_FEE = "refund_fee"
    RECKON_FEE = "reckon_fee"
    APOLOGIZE = "apologize"
    ATTACH_RESULT = "attach_result"
    APPROVE_RESULT = "approve_result"
    NUMBER_RESULT = "number_result"
    WITHDRAW = "withdraw"
    STOP = "stop"
    FINISH = "finish"
    HAND_TO_POST = "hand_to_post"
    COME_BACK = "come_back"
    RETURN_RESULT = "return_result"
    REOPEN = "reopen"
    UNDO = "undo"
    ERASE = "erase"

    @property
    def label(self) -> str:
        """Return the act as people say it."""
        return _ACTION_LABELS[self]


@dataclass(frozen=True, slots=True)
class _Face:
    code: int
    label: str
    badge: str


_FACES: Final[Mapping[State, _Face]] = {
    State.SUBMITTED: _Face(1, "Mới đăng ký", "new"),
    State.ACCEPTED: _Face(2, "Được tiếp nhận", "moving"),
    State.NOT_ACCEPTED: _Face(3, "Không được tiếp nhận", "ended"),
    State.IN_PROGRESS: _Face(4, "Đang xử lý", "moving"),
    State.AWAITING_SUPPLEMENT: _Face(5, "Chờ bổ sung giấy tờ", "waiting"),
    State.AWAITING_PAYMENT: _Face(6, "Chờ thực hiện nghĩa vụ tài chính", "waiting"),
    State.WITHDRAWN: _Face(7, "Đã rút hồ sơ", "ended"),
    State.STOPPED: _Face(8, "Dừng xử lý", "ended"),
    State.FINISHED: _Face(9, "Đã xử lý xong", "done"),
    State.RETURNED: _Face(10, "Đã trả kết quả", "done"),
}
_ACTION_LABELS: Final[Mapping[Action, str]] = {
    Action.LODGE: "Nộp hồ sơ",
    Action.ACCEPT: "Tiếp nhận",
    Action.REFUSE: "Từ chối tiếp nhận",
    Action.RECEIVE: "Cơ quan có thẩm quyền nhận hồ sơ",
    Action.START: "Chuyển xử lý",
    Action.COMPLETE_STEP: "Xong bước",
    Action.TAKE: "Nhận bàn giao",
    Action.ASSIGN: "Phân công",
    Action.RETURN_STEP: "Trả lại bước trước",
    Action.CONSULT: "Lấy ý kiến cơ quan khác",
    Action.ANSWER_CONSULTATION: "Trả lời ý kiến",
    Action.CORRECT_RECEIPT: "Sửa giấy tiếp nhận",
    Action.ASK_SUPPLEMENT: "Yêu cầu bổ sung",
    Action.RESUME: "Tiếp tục xử lý",
    Action.RESUBMIT: "Nộp lại sau bổ sung",
    Action.ASK_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Action.SETTLE: "Xong nghĩa vụ tài chính, chờ trả",
    Action.COLLECT_FEE: "Thu phí",
    Action.REFUND_FEE: "Hoàn phí",
    Action.RECKON_FEE: "Tính lại phí, xét miễn giảm",
    Action.APOLOGIZE: "Xin lỗi và hẹn lại",
    Action.ATTACH_RESULT: "Kèm kết quả",
    Action.APPROVE_RESULT: "Duyệt kết quả",
    Action.NUMBER_RESULT: "Vào số kết quả",
    Action.WITHDRAW: "Rút hồ sơ",
    Action.STOP: "Dừng xử lý",
    Action.FINISH: "Hoàn thành xử lý",
    Action.HAND_TO_POST: "Giao bưu chính",
    Action.COME_BACK: "Bưu chính trả về",
    Action.RETURN_RESULT: "Trả kết quả",
    Action.REOPEN: "Mở lại hồ sơ",
    Action.UNDO: "Hoàn tác",
    Action.ERASE: "Xóa dữ liệu cá nhân hết hạn lưu trữ",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow; it may begin in several states. ``target`` None stays where it is."""

    sources: frozenset[State]
    target: State | None


def _arrow(*sources: State, to: State | None) -> Transition:
    return Transition(frozenset(sources), to)


OPEN_STATES: Final = frozenset(
    {
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_PAYMENT,
    }
)
"""Accepted, and the agency still owes an answer."""
ENDED_STATES: Final = frozenset(
    {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.RETURNED}
)
"""Over. Only a recorded reopening, or the undoing of a mistake, leads out."""
_BEING_HANDLED: Final = (State.ACCEPTED, State.IN_PROGRESS)
_OPEN: Final = tuple(sorted(OPEN_STATES))
TRANSITIONS: Final[Mapping[Action, Transition]] = {
    Action.ACCEPT: _arrow(State.SUBMITTED, to=State.ACCEPTED),
    Action.REFUSE: _arrow(State.SUBMITTED, to=State.NOT_ACCEPTED),
    Action.RECEIVE: _arrow(State.ACCEPTED, to=None),
    Action.START: _arrow(State.ACCEPTED, to=State.IN_PROGRESS),
    Action.TAKE: _arrow(State.IN_PROGRESS, to=None),
    Action.ASSIGN: _arrow(*_OPEN, to=None),
    Action.COMPLETE_STEP: _arrow(State.IN_PROGRESS, to=None),
    Action.RETURN_STEP: _arrow(State.IN_PROGRESS, to=None),
    Action.CONSULT: _arrow(*_BEING_HANDLED, to=None),
    Action.ANSWER_CONSULTATION: _arrow(*_OPEN, to=None),
    Action.CORRECT_RECEIPT: _arrow(*_BEING_HANDLED, State.AWAITING_PAYMENT, to=None),
    Action.ASK_SUPPLEMENT: _arrow(State.SUBMITTED, *_BEING_HANDLED, to=State.AWAITING_SUPPLEMENT),
    Action.RESUME: _arrow(State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, to=State.IN_PROGRESS),
    Action.RESUBMIT: _arrow(State.AWAITING_SUPPLEMENT, to=State.SUBMITTED),
    Action.ASK_PAYMENT: _arrow(*_BEING_HANDLED, State.FINISHED, to=State.AWAITING_PAYMENT),
    Action.SETTLE: _arrow(State.AWAITING_PAYMENT, to=State.FINISHED),
    # A fixed fee may be paid with the lodging; and a result is not kept from anybody for a fee,
    # so the fee may come after it.
    Action.COLLECT_FEE: _arrow(State.SUBMITTED, *_OPEN, State.FINISHED, State.RETURNED, to=None),
    Action.RECKON_FEE: _arrow(State.SUBMITTED, *_OPEN, State.FINISHED, State.RETURNED, to=None),
    # Also while it is handled: too much may have been taken, or twice.
    Action.REFUND_FEE: _arrow(*sorted(ENDED_STATES), *_OPEN, State.FINISHED, to=None),
    Action.APOLOGIZE: _arrow(*_OPEN, to=None),
    Action.ATTACH_RESULT: _arrow(*_BEING_HANDLED, to=None),
    Action.APPROVE_RESULT: _arrow(*_BEING_HANDLED, to=None),
    Action.NUMBER_RESULT: _arrow(*_BEING_HANDLED, State.FINISHED, to=None),
    Action.WITHDRAW: _arrow(State.SUBMITTED, *_OPEN, to=State.WITHDRAWN),
    Action.STOP: _arrow(*_OPEN, to=State.STOPPED),
    Action.FINISH: _arrow(*_BEING_HANDLED, State.AWAITING_PAYMENT, to=State.FINISHED),
    # On the axis of delivery alone: it is returned when it is in somebody's hands.
    Action.HAND_TO_POST: _arrow(State.FINISHED, to=None),
    Action.COME_BACK: _arrow(State.FINISHED, to=None),
    Action.RETURN_RESULT: _arrow(State.FINISHED, to=State.RETURNED),
    Action.REOPEN: _arrow(
        State.FINISHED, State.RETURNED, State.WITHDRAWN, State.STOPPED, to=State.IN_PROGRESS
    ),
    # Where it leads is written in the event that is undone.
    Action.UNDO: _arrow(State.IN_PROGRESS, State.FINISHED, State.RETURNED, to=None),
    # Nothing can be done to it afterwards; see locking.
    Action.ERASE: _arrow(*sorted(ENDED_STATES), to=None),
}
# A dossier that waits for papers was accepted before, or not: RESUME leads back into
# handling, RESUBMIT back to the desk's answer. The services choose by ``accepted_at``.


class IllegalTransitionError(DomainError):
    """The dossier is not in a state from which this action can be taken."""

    code: ClassVar[str] = "illegal-transition"


def next_state(state: State, action: Action) -> State:
    """Return the state that ``action`` leads to from ``state``.

    Raises IllegalTransitionError when no arrow leaves ``state`` under that name.
    """
    transition = TRANSITIONS.get(action)
    if transition is None or state not in transition.sources:
        raise IllegalTransitionError(
            f"Không thể thực hiện việc “{action.label.lower()}” khi hồ sơ đang ở tình trạng "
            f"“{state.label.lower()}”. Xin tải lại trang để xem hồ sơ vừa được ai xử lý."
        )
    return transition.target or state


def actions_from(state: State) -> list[Action]:
    """List the actions open from ``state``, in the order of the table."""
    return [action for action, arrow in TRANSITIONS.items() if state in arrow.sources]
