"""What an officer can do with a dossier now: the usual act first, the others by group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.lifecycle import Action, MoneyState, State, actions_from
from motcua.dossiers.models import Dossier, DossierEvent, Result, Step
from motcua.dossiers.policies import may_do_step
from motcua.dossiers.rights import may
from motcua.dossiers.services.fees import is_claim_open
from motcua.procedures.process import END, Outcome, Process

MOVE: Final = _("Chuyển bước")
ASK: Final = _("Hỏi người nộp")
RESULT: Final = _("Kết quả")
MONEY: Final = _("Phí, lệ phí")
END_IT: Final = _("Kết thúc")
PRINT: Final = _("Giấy tờ để in")
GROUPS: Final = (MOVE, ASK, RESULT, MONEY, END_IT, PRINT)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that decides what can be done, read once."""

    dossier: Dossier
    actor: Actor
    step: Step | None
    process: Process
    result: Result | None = None
    undo: DossierEvent | None = None

    @property
    def state(self) -> State:
        """Return the state of the dossier."""
        return State(self.dossier.state)

    @property
    def has_clock(self) -> bool:
        """Say whether the competent agency has the dossier."""
        return self.dossier.clock_from is not None

    def allows(self, action: Action) -> bool:
        """Say whether state and rights allow ``action``."""
        if self.dossier.erased_at is not None:
            return False
        return action in actions_from(self.state) and may(
            self.actor, action, self.dossier, self.step
        )


Condition = Callable[[Situation], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """One act with the page on which it is done."""

    action: Action
    view: str
    label: str
    icon: str
    group: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An act that is open now."""

    url: str
    label: str
    icon: str


def _is_handled(situation: Situation) -> bool:
    return situation.step is not None and situation.has_clock


def _was_gone_through(situation: Situation) -> bool:
    return _is_handled(situation) and situation.step is not None and situation.step.order > 1


def _waits_before_acceptance(situation: Situation) -> bool:
    return situation.dossier.accepted_at is None


def _waits_in_handling(situation: Situation) -> bool:
    dossier = situation.dossier
    return dossier.accepted_at is not None and dossier.finished_at is None


def _waits_after_finishing(situation: Situation) -> bool:
    return situation.dossier.finished_at is not None


def _is_unapproved(situation: Situation) -> bool:
    return situation.result is not None and situation.result.approved_at is None


def _is_unnumbered(situation: Situation) -> bool:
    result = situation.result
    return result is not None and result.approved_at is not None and result.numbered_at is None


def _owes(situation: Situation) -> bool:
    return situation.dossier.money_state == MoneyState.DUE


ACTS: Final = (
    Act(
        Action.ASSIGN,
        "office:assign",
        _("Phân công, giao lại"),
        "users",
        MOVE,
        lambda s: s.step is not None,
    ),
    Act(
        Action.RETURN_STEP,
        "office:return-step",
        _("Trả lại bước trước"),
        "back",
        MOVE,
        _was_gone_through,
    ),
    Act(
        Action.CONSULT, "office:consult", _("Lấy ý kiến cơ quan khác"), "speak", MOVE, _is_handled
    ),
    Act(Action.ASK_SUPPLEMENT, "office:supplement", _("Yêu cầu bổ sung (mẫu 02)"), "pause", ASK),
    Act(
        Action.RESUBMIT,
        "office:resume",
        _("Đã nộp bổ sung"),
        "check",
        ASK,
        _waits_before_acceptance,
    ),
    Act(
        Action.RESUME,
        "office:resume",
        _("Đã đủ, tiếp tục xử lý"),
        "check",
        ASK,
        _waits_in_handling,
    ),
    Act(
        Action.SETTLE,
        "office:resume",
        _("Đã xong nghĩa vụ tài chính"),
        "check",
        ASK,
        _waits_after_finishing,
    ),
    Act(Action.ASK_PAYMENT, "office:payment", _("Thông báo nghĩa vụ tài chính"), "money", ASK),
    Act(
        Action.APOLOGIZE,
        "office:apology",
        _("Xin lỗi, hẹn lại (mẫu 04)"),
        "speak",
        ASK,
        lambda s: s.has_clock,
    ),
    Act(
        Action.ATTACH_RESULT, "office:result", _("Soạn, kèm kết quả"), "file", RESULT, _is_handled
    ),
    Act(
        Action.APPROVE_RESULT,
        "office:approve-result",
        _("Xem và duyệt kết quả"),
        "stamp",
        RESULT,
        _is_unapproved,
    ),
    Act(
        Action.NUMBER_RESULT,
        "office:number-result",
        _("Vào số kết quả"),
        "stamp",
        RESULT,
        _is_unnumbered,
    ),
    Act(Action.RETURN_RESULT, "desk:return", _("Trả kết quả"), "hand", RESULT),
    Act(Action.RETURN_RESULT, "desk:call", _("Gọi báo kết quả"), "phone", RESULT),
    Act(Action.COLLECT_FEE, "office:collect", _("Thu phí, lệ phí"), "money", MONEY, _owes),
    Act(Action.ACCEPT, "desk:answer", _("Tiếp nhận hoặc từ chối"), "check", MOVE),
    Act(Action.WITHDRAW, "office:withdraw", _("Người nộp rút hồ sơ (mẫu 05)"), "back", END_IT),
    Act(Action.STOP, "office:stop", _("Dừng giải quyết (mẫu 05)"), "stop", END_IT),
    Act(Action.REOPEN, "office:reopen", _("Mở lại hồ sơ"), "moving", END_IT),
    Act(Action.CORRECT_RECEIPT, "desk:correct", _("Sửa giấy tiếp nhận (mẫu 01)"), "pen", PRINT),
)
"""Every act that has a page, in the order in which a group lists them."""

_USUAL: Final = (
    Action.ACCEPT,
    Action.RESUBMIT,
    Action.RESUME,
    Action.SETTLE,
    Action.APPROVE_RESULT,
    Action.NUMBER_RESULT,
    Action.RETURN_RESULT,
)
"""Acts that, when open, are what one has opened the page for; the first of them."""
_IN_ONES_STEP: Final = (Action.APPROVE_RESULT, Action.NUMBER_RESULT)
_NEXT_BEST: Final = (Action.ASK_SUPPLEMENT, Action.ATTACH_RESULT, Action.APOLOGIZE)
"""Acts shown as buttons under the usual one; the rest is folded."""
_MOST_BUTTONS: Final = 2


def doable(situation: Situation) -> dict[str, Any]:
    """Return what this officer can do with the dossier now, for ``office/_actions.html``."""
    outcomes = _outcomes(situation)
    open_acts = [
        (act, Link(_address(act.view, situation.dossier), act.label, act.icon))
        for act in ACTS
        if situation.allows(act.action) and (act.when is None or act.when(situation))
    ]
    usual = _usual(situation, open_acts, outcomes)
    buttons = [
        (act, link) for act, link in open_acts if act.action in _NEXT_BEST and link is not usual
    ][:_MOST_BUTTONS]
    shown = {id(link) for _act, link in buttons} | {id(usual)}
    return {
        "step": situation.step,
        "outcomes": outcomes,
        "covers": bool(outcomes) and _covers(situation),
        "can_receive": _can_receive(situation),
        "can_take": _can_take(situation),
        "usual": usual,
        "buttons": [link for _act, link in buttons],
        "groups": _grouped([(act, link) for act, link in open_acts if id(link) not in shown]),
        "prints": _prints(situation),
        "undo": _undo(situation),
        **_about_money(situation),
    }


def _about_money(situation: Situation) -> dict[str, bool]:
    may_reckon = situation.allows(Action.RECKON_FEE)
    return {
        "may_refund": situation.allows(Action.REFUND_FEE),
        "may_reckon": may_reckon,
        "asks_relief": may_reckon and is_claim_open(situation.dossier),
    }


def _address(view: str, dossier: Dossier) -> str:
    return reverse(view, args=[dossier.code or dossier.tracking_code])


def _outcomes(situation: Situation) -> tuple[Outcome, ...]:
    """Return the ways out of the open step, if the actor may take one."""
    step = situation.step
    if step is None or not situation.has_clock or not may_do_step(situation.actor, step):
        return ()
    if situation.state not in {State.ACCEPTED, State.IN_PROGRESS}:
        return ()
    definition = situation.process.step(step.key)
    return definition.outcomes if definition else ()


def _covers(situation: Situation) -> bool:
    step = situation.step
    return (
        step is not None
        and situation.actor.acting_for([Role(step.role)], step.agency_id) is not None
    )


def _can_receive(situation: Situation) -> bool:
    dossier = situation.dossier
    return (
        dossier.accepted_at is not None
        and not situation.has_clock
        and situation.allows(Action.RECEIVE)
        and situation.actor.has(*STEP_ROLES, agency_id=dossier.agency_id)
    )


def _can_take(situation: Situation) -> bool:
    step = situation.step
    return step is not None and step.received_at is None and bool(_outcomes(situation))


def _usual(
    situation: Situation, open_acts: list[tuple[Act, Link]], outcomes: tuple[Outcome, ...]
) -> Link | None:
    """Return the act to be done before anything else; None when that is to close the step."""
    by_action: Mapping[Action, Link] = {act.action: link for act, link in reversed(open_acts)}
    for action in _USUAL:
        # Whoever may approve while the step is still another's is not waited for yet.
        is_early = action in _IN_ONES_STEP and not outcomes
        if action in by_action and not is_early:
            return by_action[action]
    lacks_result = situation.process.needs_result and situation.result is None
    is_last = any(outcome.next == END for outcome in outcomes[:1])
    if lacks_result and is_last:
        return by_action.get(Action.ATTACH_RESULT)
    return None


def _grouped(open_acts: list[tuple[Act, Link]]) -> list[dict[str, Any]]:
    return [
        {"title": str(group), "links": links}
        for group in GROUPS
        if (links := [link for act, link in open_acts if act.group == group])
    ]


def _undo(situation: Situation) -> Link | None:
    """Return the way to take back what was just done."""
    if situation.undo is None:
        return None
    label = Action(situation.undo.action).label.lower()
    words = _("Hoàn tác việc vừa làm: %(act)s") % {"act": label}
    return Link(_address("office:undo", situation.dossier), words, "back")


def _prints(situation: Situation) -> list[Link]:
    """Return what can be printed whatever the state."""
    dossier = situation.dossier
    found = []
    if situation.step is not None or dossier.accepted_at is not None:
        found.append(
            Link(
                _address("office:control-slip", dossier),
                _("In phiếu kiểm soát (mẫu 06)"),
                "print",
            )
        )
    is_at_desk = situation.actor.has(
        Role.DESK_OFFICER, Role.HEAD_OF_DESK, agency_id=dossier.receiving_agency_id
    )
    if is_at_desk and dossier.code:
        found.append(Link(_address("desk:accepted", dossier), _("In giấy hẹn, tem"), "print"))
    return found
