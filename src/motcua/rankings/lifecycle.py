"""The life of a yearly index and that of the sheet of one unit. Pure.

Issue, self-scoring, appraisal, explanation, approval, publication: the order that the yearly
plans of provinces lay down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Generic, TypeVar

from motcua.kernel.errors import DomainError


class Level(StrEnum):
    """Whom an index ranks. Values are stored and stand in addresses."""

    COMMUNE = "xa"
    DEPARTMENT = "so"

    @property
    def label(self) -> str:
        """Return the level as people read it."""
        return _LEVELS[self]


_LEVELS: Final = {Level.COMMUNE: "Cấp xã", Level.DEPARTMENT: "Sở, ban, ngành"}


class IndexState(StrEnum):
    """Where an index stands. Values are stored: add, never rename."""

    DRAFT = "draft"
    ISSUED = "issued"
    APPRAISING = "appraising"
    PROPOSED = "proposed"
    APPROVED = "approved"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _INDEX_FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _INDEX_FACES[self][1]


_INDEX_FACES: Final = {
    IndexState.DRAFT: ("Đang soạn", "new"),
    IndexState.ISSUED: ("Đơn vị đang tự chấm", "moving"),
    IndexState.APPRAISING: ("Đang thẩm định", "moving"),
    IndexState.PROPOSED: ("Đã trình phê duyệt", "waiting"),
    IndexState.APPROVED: ("Đã phê duyệt", "done"),
    IndexState.CLOSED: ("Đã công bố", "done"),
}


class IndexAction(StrEnum):
    """What is done to an index; also the name of its event."""

    ISSUE = "issue"
    CLOSE_SCORING = "close_scoring"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _INDEX_WORDS[self]


_INDEX_WORDS: Final = {
    IndexAction.ISSUE: "Ban hành",
    IndexAction.CLOSE_SCORING: "Khóa tự chấm",
    IndexAction.PROPOSE: "Trình phê duyệt",
    IndexAction.RETURN: "Trả lại để xem lại",
    IndexAction.APPROVE: "Phê duyệt",
    IndexAction.PUBLISH: "Công bố",
}


class SheetState(StrEnum):
    """Where the sheet of a unit stands. Values are stored: add, never rename."""

    SCORING = "scoring"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    EXPLAINED = "explained"
    CONCLUDED = "concluded"
    EXCLUDED = "excluded"

    @property
    def label(self) -> str:
        """Return the state as people read it."""
        return _SHEET_FACES[self][0]

    @property
    def badge(self) -> str:
        """Return the badge kind of the visual language."""
        return _SHEET_FACES[self][1]


_SHEET_FACES: Final = {
    SheetState.SCORING: ("Đang tự chấm", "new"),
    SheetState.SUBMITTED: ("Chờ thẩm định", "waiting"),
    SheetState.APPRAISED: ("Chờ đơn vị giải trình", "waiting"),
    SheetState.EXPLAINED: ("Đã giải trình, chờ trả lời", "moving"),
    SheetState.CONCLUDED: ("Đã chốt điểm", "done"),
    SheetState.EXCLUDED: ("Không xếp hạng", "ended"),
}


class SheetAction(StrEnum):
    """What is done to a sheet; those that move it are also names of events."""

    SAVE = "save"
    SUBMIT = "submit"
    REOPEN = "reopen"
    TAKE_UP = "take_up"
    APPRAISE = "appraise"
    FINISH = "finish"
    ANSWER = "answer"
    AGREE = "agree"
    EXPLAIN = "explain"
    REPLY = "reply"
    CONCLUDE = "conclude"
    REVIEW = "review"
    EXCLUDE = "exclude"

    @property
    def label(self) -> str:
        """Return the act as people read it."""
        return _SHEET_WORDS[self]


_SHEET_WORDS: Final = {
    SheetAction.SAVE: "Ghi điểm tự chấm",
    SheetAction.SUBMIT: "Nộp phiếu tự chấm",
    SheetAction.REOPEN: "Mở lại để tự chấm",
    SheetAction.TAKE_UP: "Thẩm định khi đơn vị chưa nộp",
    SheetAction.APPRAISE: "Ghi điểm thẩm định",
    SheetAction.FINISH: "Xong thẩm định, gửi đơn vị",
    SheetAction.ANSWER: "Ghi giải trình",
    SheetAction.AGREE: "Đồng ý với điểm thẩm định",
    SheetAction.EXPLAIN: "Gửi giải trình",
    SheetAction.REPLY: "Trả lời giải trình",
    SheetAction.CONCLUDE: "Chốt điểm",
    SheetAction.REVIEW: "Thẩm định lại",
    SheetAction.EXCLUDE: "Không xếp hạng đơn vị này",
}

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One arrow; it may begin in several states. ``target`` None leaves the state as it is."""

    sources: frozenset[S]
    target: S | None


def _arrow(*sources: S, to: S | None) -> Transition[S]:
    return Transition(frozenset(sources), to)


_I, _S = IndexState, SheetState
INDEX: Final[Mapping[IndexAction, Transition[IndexState]]] = {
    IndexAction.ISSUE: _arrow(_I.DRAFT, to=_I.ISSUED),
    IndexAction.CLOSE_SCORING: _arrow(_I.ISSUED, to=_I.APPRAISING),
    IndexAction.PROPOSE: _arrow(_I.APPRAISING, to=_I.PROPOSED),
    IndexAction.RETURN: _arrow(_I.PROPOSED, to=_I.APPRAISING),
    IndexAction.APPROVE: _arrow(_I.PROPOSED, to=_I.APPROVED),
    IndexAction.PUBLISH: _arrow(_I.APPROVED, to=_I.CLOSED),
}
OPEN: Final = frozenset({_S.SCORING, _S.SUBMITTED, _S.APPRAISED, _S.EXPLAINED})
"""Somebody still has something to do with the sheet."""
SHEET: Final[Mapping[SheetAction, Transition[SheetState]]] = {
    SheetAction.SAVE: _arrow(_S.SCORING, to=None),
    SheetAction.SUBMIT: _arrow(_S.SCORING, to=_S.SUBMITTED),
    SheetAction.REOPEN: _arrow(_S.SCORING, _S.SUBMITTED, to=_S.SCORING),
    SheetAction.TAKE_UP: _arrow(_S.SCORING, to=_S.SUBMITTED),
    SheetAction.APPRAISE: _arrow(_S.SUBMITTED, to=None),
    SheetAction.FINISH: _arrow(_S.SUBMITTED, to=_S.APPRAISED),
    SheetAction.ANSWER: _arrow(_S.APPRAISED, to=None),
    SheetAction.AGREE: _arrow(_S.APPRAISED, to=_S.CONCLUDED),
    SheetAction.EXPLAIN: _arrow(_S.APPRAISED, to=_S.EXPLAINED),
    SheetAction.REPLY: _arrow(_S.EXPLAINED, to=None),
    SheetAction.CONCLUDE: _arrow(_S.APPRAISED, _S.EXPLAINED, to=_S.CONCLUDED),
    SheetAction.REVIEW: _arrow(_S.CONCLUDED, to=_S.SUBMITTED),
    SheetAction.EXCLUDE: _arrow(*sorted(OPEN), _S.CONCLUDED, to=_S.EXCLUDED),
}
WHILE: Final[Mapping[SheetAction, frozenset[IndexState]]] = {
    SheetAction.SAVE: frozenset({_I.ISSUED, _I.APPRAISING}),
    SheetAction.SUBMIT: frozenset({_I.ISSUED, _I.APPRAISING}),
    SheetAction.REOPEN: frozenset({_I.ISSUED, _I.APPRAISING}),
    SheetAction.EXCLUDE: frozenset({_I.ISSUED, _I.APPRAISING}),
}
"""In which states of the index; everything else only while it is appraised."""


class IllegalTransitionError(DomainError):
    """It is not in a state from which this can be done."""

    code: ClassVar[str] = "ranking-transition"


def next_index_state(state: IndexState, action: IndexAction) -> IndexState:
    """Return the state that ``action`` leads an index to. Raises IllegalTransitionError."""
    arrow = INDEX[action]
    if state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    return arrow.target or state


def next_sheet_state(state: SheetState, action: SheetAction, index: IndexState) -> SheetState:
    """Return the state that ``action`` leads a sheet to. Raises IllegalTransitionError."""
    arrow = SHEET[action]
    if state not in arrow.sources:
        raise IllegalTransitionError(_refusal(action.label, state.label))
    if index not in WHILE.get(action, frozenset({IndexState.APPRAISING})):
        raise IllegalTransitionError(_refusal(action.label, index.label))
    return arrow.target or state


def is_possible(state: SheetState, action: SheetAction, index: IndexState) -> bool:
    """Say whether ``action`` leads on from there."""
    return state in SHEET[action].sources and index in WHILE.get(
        action, frozenset({IndexState.APPRAISING})
    )


def _refusal(action: str, state: str) -> str:
    return (
        f"Không thể làm việc “{action.lower()}” khi đang ở tình trạng “{state.lower()}”. "
        "Xin tải lại trang để xem ai vừa làm."
    )
