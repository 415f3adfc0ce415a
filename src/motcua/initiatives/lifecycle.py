"""The life of an initiative, and that of a unit's adoption of one. Pure.

Legal source: Nghị định 13/2012/NĐ-CP (Điều lệ Sáng kiến): who had it registers it, it is checked,
judged by a council, recognised by a decision, applied, copied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Generic, TypeVar

from motcua.kernel.errors import DomainError


class State(StrEnum):
    """Where an initiative stands. Values are stored: add, never rename."""

    DRAFT = "draft"
    REGISTERED = "registered"
    UNDER_REVIEW = "under_review"
    ELIGIBLE = "eligible"
    EVALUATING = "evaluating"
    RECOMMENDED = "recommended"
    RECOGNISED = "recognised"
    REJECTED = "rejected"
    APPLIED = "applied"
    REPLICATED = "replicated"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _FACES[self][1]


_FACES: Final = {
    State.DRAFT: ("Đang soạn", "new"),
    State.REGISTERED: ("Đã đăng ký", "new"),
    State.UNDER_REVIEW: ("Đang kiểm tra hợp lệ", "moving"),
    State.ELIGIBLE: ("Hợp lệ, chờ hội đồng", "waiting"),
    State.EVALUATING: ("Hội đồng đang chấm", "moving"),
    State.RECOMMENDED: ("Hội đồng đề nghị công nhận", "moving"),
    State.RECOGNISED: ("Đã công nhận", "done"),
    State.REJECTED: ("Không công nhận", "ended"),
    State.APPLIED: ("Đang áp dụng", "done"),
    State.REPLICATED: ("Đã nhân rộng", "done"),
    State.ENDED: ("Đã dừng", "ended"),
}


class Action(StrEnum):
    """What is done to an initiative; also the name of its event."""

    REGISTER = "register"
    TAKE_UP = "take_up"
    SEND_BACK = "send_back"
    FIND_ELIGIBLE = "find_eligible"
    REFUSE = "refuse"
    OPEN_SCORING = "open_scoring"
    RECOMMEND = "recommend"
    NOT_RECOMMEND = "not_recommend"
    SCORE_AGAIN = "score_again"
    RECOGNISE = "recognise"
    NOT_RECOGNISE = "not_recognise"
    APPLY = "apply"
    COPIED = "copied"
    REVISE = "revise"
    PUBLISH = "publish"
    WITHDRAW_PUBLICATION = "withdraw_publication"
    REFER_UP = "refer_up"
    END = "end"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _WORDS[self]


_WORDS: Final = {
    Action.REGISTER: "Đăng ký",
    Action.TAKE_UP: "Nhận kiểm tra",
    Action.SEND_BACK: "Trả lại để bổ sung",
    Action.FIND_ELIGIBLE: "Xác nhận hợp lệ",
    Action.REFUSE: "Không đủ điều kiện",
    Action.OPEN_SCORING: "Mở chấm điểm",
    Action.RECOMMEND: "Chốt điểm: đề nghị công nhận",
    Action.NOT_RECOMMEND: "Chốt điểm: không đề nghị",
    Action.SCORE_AGAIN: "Chấm lại",
    Action.RECOGNISE: "Công nhận",
    Action.NOT_RECOGNISE: "Không công nhận",
    Action.APPLY: "Ghi nhận áp dụng",
    Action.COPIED: "Đơn vị khác bắt đầu làm theo",
    Action.REVISE: "Viết bản mới",
    Action.PUBLISH: "Đưa vào thư viện",
    Action.WITHDRAW_PUBLICATION: "Gỡ khỏi thư viện",
    Action.REFER_UP: "Gửi lên hội đồng tỉnh",
    Action.END: "Dừng",
}


class AdoptionState(StrEnum):
    """How far a unit is with a model that it takes over. Values are stored."""

    PLANNED = "planned"
    RUNNING = "running"
    KEPT = "kept"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _ADOPTION_FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _ADOPTION_FACES[self][1]


_ADOPTION_FACES: Final = {
    AdoptionState.PLANNED: ("Đã đăng ký áp dụng", "new"),
    AdoptionState.RUNNING: ("Đang làm", "moving"),
    AdoptionState.KEPT: ("Đạt, làm thường xuyên", "done"),
    AdoptionState.FAILED: ("Không hợp, đã thôi", "ended"),
    AdoptionState.CANCELLED: ("Đã hủy đăng ký", "ended"),
}


class AdoptionAction(StrEnum):
    """What is done to an adoption; also the name of its event."""

    PLAN = "plan"
    BEGIN = "begin"
    STEP = "step"
    KEEP = "keep"
    GIVE_UP = "give_up"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _ADOPTION_WORDS[self]


_ADOPTION_WORDS: Final = {
    AdoptionAction.PLAN: "Đăng ký áp dụng",
    AdoptionAction.BEGIN: "Bắt đầu",
    AdoptionAction.STEP: "Xong một bước",
    AdoptionAction.KEEP: "Đạt, giữ lại",
    AdoptionAction.GIVE_UP: "Không hợp, thôi",
    AdoptionAction.CANCEL: "Hủy đăng ký",
}

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One arrow; it may begin in several states. ``target`` None leaves the state as it is."""

    sources: frozenset[S]
    target: S | None


def _arrow(*sources: S, to: S | None) -> Transition[S]:
    return Transition(frozenset(sources), to)


_S = State
STANDING: Final = frozenset({_S.RECOGNISED, _S.APPLIED, _S.REPLICATED})
"""Recognised and in use: what others may copy."""
WRITABLE: Final = frozenset({_S.DRAFT, _S.REGISTERED, *STANDING})
"""In which the unit may write a new version of the description."""
INITIATIVE: Final[Mapping[Action, Transition[State]]] = {
    Action.REGISTER: _arrow(_S.DRAFT, to=_S.REGISTERED),
    Action.TAKE_UP: _arrow(_S.REGISTERED, to=_S.UNDER_REVIEW),
    Action.SEND_BACK: _arrow(_S.UNDER_REVIEW, _S.ELIGIBLE, to=_S.REGISTERED),
    Action.FIND_ELIGIBLE: _arrow(_S.UNDER_REVIEW, to=_S.ELIGIBLE),
    Action.REFUSE: _arrow(_S.UNDER_REVIEW, to=_S.REJECTED),
    Action.OPEN_SCORING: _arrow(_S.ELIGIBLE, to=_S.EVALUATING),
    Action.RECOMMEND: _arrow(_S.EVALUATING, to=_S.RECOMMENDED),
    Action.NOT_RECOMMEND: _arrow(_S.EVALUATING, to=_S.REJECTED),
    # The marks of the first round stay; a new one begins with an empty sheet.
    Action.SCORE_AGAIN: _arrow(_S.EVALUATING, _S.RECOMMENDED, to=_S.ELIGIBLE),
    Action.RECOGNISE: _arrow(_S.RECOMMENDED, to=_S.RECOGNISED),
    Action.NOT_RECOGNISE: _arrow(_S.RECOMMENDED, to=_S.REJECTED),
    Action.APPLY: _arrow(_S.RECOGNISED, to=_S.APPLIED),
    Action.COPIED: _arrow(*sorted(STANDING), to=_S.REPLICATED),
    Action.REVISE: _arrow(*sorted(WRITABLE), to=None),
    # Recognised by the unit's own council, it goes to the province's: judged anew.
    Action.REFER_UP: _arrow(*sorted(STANDING), to=_S.REGISTERED),
    Action.PUBLISH: _arrow(*sorted(STANDING), to=None),
    Action.WITHDRAW_PUBLICATION: _arrow(*sorted(STANDING), _S.ENDED, to=None),
    Action.END: _arrow(
        _S.DRAFT, _S.REGISTERED, _S.UNDER_REVIEW, _S.ELIGIBLE, *sorted(STANDING), to=_S.ENDED
    ),
}
_A = AdoptionState
UNDER_WAY: Final = frozenset({_A.PLANNED, _A.RUNNING, _A.KEPT})
"""A unit has at most one adoption of a model in these."""
ADOPTION: Final[Mapping[AdoptionAction, Transition[AdoptionState]]] = {
    AdoptionAction.BEGIN: _arrow(_A.PLANNED, to=_A.RUNNING),
    AdoptionAction.STEP: _arrow(_A.PLANNED, _A.RUNNING, to=None),
    AdoptionAction.KEEP: _arrow(_A.RUNNING, to=_A.KEPT),
    AdoptionAction.GIVE_UP: _arrow(_A.RUNNING, _A.KEPT, to=_A.FAILED),
    AdoptionAction.CANCEL: _arrow(_A.PLANNED, to=_A.CANCELLED),
}


class IllegalTransitionError(DomainError):
    """It is not in a state from which this can be done."""

    code: ClassVar[str] = "initiative-transition"


def next_state(state: State, action: Action) -> State:
    """Return the state that ``action`` leads to. Raises IllegalTransitionError."""
    arrow = INITIATIVE[action]
    if state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    return arrow.target or state


def next_adoption_state(state: AdoptionState, action: AdoptionAction) -> AdoptionState:
    """Return where ``action`` leads an adoption. Raises IllegalTransitionError."""
    arrow = ADOPTION.get(action)
    if arrow is None or state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    return arrow.target or state


def _refusal(action: str, state: str) -> str:
    return (
        f"Không thể làm việc “{action.lower()}” khi đang ở tình trạng “{state.lower()}”. "
        "Xin tải lại trang để xem ai vừa làm."
    )
