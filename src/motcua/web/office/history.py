"""What was done to a dossier: the ledger's events and the calls, in words, the latest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.models import Officer
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Consultation, Dossier, DossierEvent, Pause, Result, Step
from motcua.kernel import clock
from motcua.kernel.money import Dong
from motcua.kernel.punctuality import Punctuality
from motcua.notifications.models import Message
from motcua.payments.models import PaymentMethod
from motcua.procedures.models import Channel
from motcua.procedures.process import Process
from motcua.web import formats
from motcua.web.languages.told import joined

Facts = Mapping[str, Any]
_HANDED_IN_LATER: Final = (Action.RESUME, Action.RESUBMIT, Action.SETTLE)
_MONEY_WORDS: Final = {
    "refund": _("hoàn tiền đã thu"),
    "keep": _("tiền đã thu không hoàn"),
    "none": _("không có tiền phải hoàn"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of an event may name beyond the event itself."""

    steps: Mapping[int, Step]
    step_names: Mapping[str, str]
    outcomes: Mapping[str, str]
    officers: Mapping[int, str]
    consultations: Mapping[int, Consultation]
    events: Mapping[int, DossierEvent]

    def step(self, facts: Facts) -> str:
        """Return the name of the step that an event is about."""
        step = self.steps.get(facts.get("order") or 0)
        return step.name if step is not None else self.named(facts.get("step"))

    def named(self, key: Any) -> str:
        """Return the name of the step called ``key`` in the process."""
        return self.step_names.get(str(key), str(key or ""))

    def note(self, facts: Facts) -> str:
        """Return what was written for the next step."""
        step = self.steps.get(facts.get("order") or 0)
        return f": {step.note.strip('. ')}" if step is not None and step.note else ""


def history_of(
    dossier: Dossier,
    process: Process,
    steps: Sequence[Step],
    consultations: Iterable[Consultation] = (),
) -> dict[str, Any]:
    """Return the time line, the messages, and how many papers came later.

    Four queries at most.
    """
    events = list(dossier.events.select_related("actor", "on_behalf_of"))
    known = Known(
        steps={step.order: step for step in steps},
        step_names={
            **{step.key: step.name for step in steps},
            **{step.key: step.name for step in process.steps},
        },
        outcomes={
            f"{step.key}/{outcome.key}": outcome.label
            for step in process.steps
            for outcome in step.outcomes
        },
        officers=_names(events),
        consultations={asked.pk: asked for asked in consultations},
        events={event.sequence: event for event in events},
    )
    undone = {event.payload.get("undoes") for event in events if event.action == Action.UNDO}
    lines = [_event_line(event, known, is_undone=event.sequence in undone) for event in events]
    lines += [
        {
            "at": call.called_at,
            "strong": _("Gọi điện:"),
            "text": joined(
                " ",
                (call.get_outcome_display() + ".", call.note, call.officer.full_name),
            ),
        }
        for call in dossier.calls.select_related("officer")
    ]
    lines.sort(key=_when)
    lines.reverse()
    abouts = [key for key in (dossier.code, dossier.tracking_code) if key]
    messages = Message.objects.filter(about__in=abouts).order_by("created_at")
    later = sum(
        event.payload.get("papers", 0) for event in events if event.action in _HANDED_IN_LATER
    )
    return {"events": lines, "messages_sent": list(messages), "later_papers": later}


def _names(events: Iterable[DossierEvent]) -> dict[int, str]:
    """Return the names of officers to whom steps were given. No query when there are none."""
    wanted = {
        event.payload["officer"]
        for event in events
        if event.action == Action.ASSIGN and event.payload.get("officer")
    }
    if not wanted:
        return {}
    return dict(Officer.objects.filter(pk__in=wanted).values_list("pk", "full_name"))


def _when(line: Facts) -> datetime:
    at: datetime = line["at"]
    return at


def _event_line(event: DossierEvent, known: Known, *, is_undone: bool) -> dict[str, Any]:
    action = Action(event.action)
    words = _WORDS.get(action, _nothing)(event.payload, known)
    ended = words.rstrip(".") + "." if words else ""
    undone = _("Việc này đã được hoàn tác.") if is_undone else ""
    return {
        "at": event.happened_at,
        "strong": action.label + (":" if words else "."),
        "text": joined(" ", (ended, _who(event), undone)),
    }


_PARTS: Final = {
    "applicant": _("Người nộp, trực tuyến"),
    "principal": _("Chủ hồ sơ, trực tuyến"),
    "proxy": _("Người được ủy quyền, trực tuyến"),
}


def _who(event: DossierEvent) -> str:
    if event.actor is None:
        return _PARTS.get(event.payload.get("by", ""), _("Hệ thống"))
    if event.on_behalf_of is None:
        return str(event.actor.full_name)
    absent: Officer = event.on_behalf_of
    return _("%(name)s thay %(absent)s") % {
        "name": event.actor.full_name,
        "absent": absent.full_name,
    }


def _moment(text: Any) -> str:
    return formats.moment(clock.local(datetime.fromisoformat(str(text))))


def _day(text: Any) -> str:
    return formats.day(date.fromisoformat(str(text)[:10]))


def _dong(amount: Any) -> str:
    return formats.dong(Dong(int(amount)))


def _joined(*parts: str) -> str:
    return joined(", ", parts)


def _nothing(_facts: Facts, _known: Known) -> str:
    return ""


def _lodge(facts: Facts, _known: Known) -> str:
    channel = str(Channel(facts["channel"]).label).lower() if "channel" in facts else ""
    return _("ở hệ thống cũ, %(how)s") % {"how": channel} if _is_moved_in(facts) else channel


def _is_moved_in(facts: Facts) -> bool:
    """Say whether the event was done elsewhere, and written here when the dossier came."""
    return "moved_in_at" in facts


def _promise(facts: Facts, _known: Known) -> str:
    if not facts.get("due_at"):
        return ""
    if _is_moved_in(facts):
        return _("ở hệ thống cũ, hẹn trả %(due)s; chuyển vào đây lúc %(moved)s") % {
            "due": _moment(facts["due_at"]),
            "moved": _moment(facts["moved_in_at"]),
        }
    word = _("dự kiến trả") if facts.get("is_expected") else _("hẹn trả")
    return joined(" ", (word, _moment(facts["due_at"])))


def _refuse(facts: Facts, _known: Known) -> str:
    return _("%(n)s lý do, ghi trên phiếu mẫu 03") % {"n": facts.get("reasons", 1)}


def _complete(facts: Facts, known: Known) -> str:
    outcome = known.outcomes.get(f"{facts.get('step')}/{facts.get('outcome')}", "")
    return _joined(known.step(facts), outcome.lower()) + known.note(facts)


def _step(facts: Facts, known: Known) -> str:
    return known.step(facts)


def _assign(facts: Facts, known: Known) -> str:
    officer = facts.get("officer")
    given = _("không giao riêng ai") if officer is None else known.officers.get(officer, "")
    return _joined(known.step(facts), given)


def _return_step(facts: Facts, known: Known) -> str:
    words = _("từ “%(step)s” về “%(to)s”") % {
        "step": known.step(facts),
        "to": known.named(facts.get("to")),
    }
    return words + known.note(facts)


def _consult(facts: Facts, known: Known) -> str:
    asked = known.consultations.get(facts.get("consultation") or 0)
    who = asked.agency.name if asked is not None else str(facts.get("agency", ""))
    if "due_at" in facts:
        return _("%(agency)s, đề nghị trả lời trước %(due)s") % {
            "agency": who,
            "due": _moment(facts["due_at"]),
        }
    return _joined(who, _("trả lời chậm") if facts.get("is_late") else "")


def _correct(facts: Facts, _known: Known) -> str:
    return _("bản số %(n)s") % {"n": facts.get("version", "")}


def _ask_supplement(facts: Facts, _known: Known) -> str:
    return _joined(
        str(Pause.Kind(facts["kind"]).label).lower() if "kind" in facts else "",
        _("%(n)s giấy tờ") % {"n": facts["papers"]} if facts.get("papers") else "",
        _("đề nghị trước %(day)s") % {"day": _day(facts["reply_by"])}
        if facts.get("reply_by")
        else "",
        _("thời hạn tính lại từ đầu khi đủ") if facts.get("restarts") else "",
        _("lần nữa, lãnh đạo cho phép") if facts.get("is_second") else "",
    )


def _ask_payment(facts: Facts, _known: Known) -> str:
    return _dong(facts["amount_dong"]) if facts.get("amount_dong") else ""


def _resume(facts: Facts, _known: Known) -> str:
    return _joined(
        _("nộp thêm %(n)s giấy tờ") % {"n": facts["papers"]} if facts.get("papers") else "",
        _("thời hạn tính lại từ đầu") if facts.get("restarted") else "",
        _("hẹn trả %(due)s") % {"due": _moment(facts["due_at"])} if facts.get("due_at") else "",
    )


def _money(facts: Facts, _known: Known) -> str:
    method = facts.get("method")
    return _joined(
        _dong(facts["amount_dong"]) if facts.get("amount_dong") else "",
        str(PaymentMethod(method).label).lower() if method in PaymentMethod.values else "",
    )


def _reckon(facts: Facts, _known: Known) -> str:
    granted = facts.get("granted")
    asked = "" if granted is None else _("được miễn, giảm") if granted else _("không miễn, giảm")
    copies = facts.get("copies")
    return _joined(
        asked,
        _("%(n)s bản") % {"n": copies} if copies else "",
        _("phải nộp %(sum)s") % {"sum": _dong(facts["amount_dong"])}
        if facts.get("amount_dong") is not None
        else "",
    )


def _apologize(facts: Facts, _known: Known) -> str:
    return _joined(
        _("hẹn lại %(due)s") % {"due": _moment(facts["due_at"])} if facts.get("due_at") else "",
        _("thay cho %(due)s") % {"due": _moment(facts["old_due_at"])}
        if facts.get("old_due_at")
        else "",
        "" if facts.get("is_in_time", True) else _("báo sau thời điểm phải báo"),
        _("lần nữa") if facts.get("is_second") else "",
    )


def _attach(facts: Facts, _known: Known) -> str:
    outcome = facts.get("outcome")
    label = Result.Outcome(outcome).label if outcome in Result.Outcome.values else ""
    return _joined(
        _("bản số %(n)s") % {"n": facts.get("version", 1)},
        str(label).lower(),
        _("bản đã duyệt trước đó không còn hiệu lực") if facts.get("approval_lost") else "",
    )


def _approve(facts: Facts, _known: Known) -> str:
    return _joined(
        _("bản số %(n)s") % {"n": facts.get("version", 1)}, str(facts.get("title") or "")
    )


def _number(facts: Facts, _known: Known) -> str:
    if not facts.get("number"):
        return ""
    return _("số %(number)s ngày %(day)s") % {
        "number": facts["number"],
        "day": _day(facts.get("dated")),
    }


def _ended(facts: Facts, known: Known) -> str:
    return _joined(
        _("đang ở bước “%(step)s”") % {"step": known.step(facts)} if facts.get("step") else "",
        _MONEY_WORDS.get(str(facts.get("money")), ""),
        _("trả lại %(n)s giấy tờ") % {"n": facts["papers"]} if facts.get("papers") else "",
    )


def _finish(facts: Facts, _known: Known) -> str:
    kept = facts.get("punctuality")
    outcome = facts.get("result")
    return _joined(
        Punctuality(kept).label.lower() if kept in set(Punctuality) else "",
        _("kết quả là từ chối, có lý do") if outcome == Result.Outcome.REFUSED else "",
    )


def _return_result(facts: Facts, _known: Known) -> str:
    if facts.get("by_post"):
        other = _("người khác ký nhận") if facts.get("by_other") else ""
        return _joined(_("bưu chính phát tận tay"), other)
    if facts.get("electronic"):
        return _("người dân nhận bản điện tử")
    return _joined(
        _("người khác nhận thay, có giấy ủy quyền") if facts.get("by_other") else "",
        "" if facts.get("has_receipt", True) else _("không nộp lại giấy hẹn"),
    )


def _hand_to_post(facts: Facts, _known: Known) -> str:
    cash = facts.get("cash_dong")
    return _("thu hộ %(sum)s") % {"sum": formats.dong(Dong(cash))} if cash else ""


def _reopen(facts: Facts, _known: Known) -> str:
    return _joined(
        _("thêm %(n)s ngày làm việc") % {"n": facts["working_days"]}
        if facts.get("working_days")
        else "",
        _("hẹn trả %(due)s") % {"due": _moment(facts["due_at"])} if facts.get("due_at") else "",
    )


def _undo(facts: Facts, known: Known) -> str:
    event = known.events.get(facts.get("undoes") or 0)
    if event is None:
        return ""
    return _("việc “%(act)s” lúc %(when)s") % {
        "act": Action(event.action).label,
        "when": formats.moment(event.happened_at),
    }


def _erase(facts: Facts, _known: Known) -> str:
    return _joined(
        _("giữ %(n)s năm sau khi kết thúc") % {"n": facts["years"]} if facts.get("years") else "",
        str(facts.get("basis") or ""),
        _("xóa %(n)s ô, %(files)s tệp")
        % {"n": facts.get("fields", 0), "files": facts.get("files", 0)},
    )


_WORDS: Final[Mapping[Action, Callable[[Facts, Known], str]]] = {
    Action.LODGE: _lodge,
    Action.ACCEPT: _promise,
    Action.RECEIVE: _promise,
    Action.REFUSE: _refuse,
    Action.COMPLETE_STEP: _complete,
    Action.TAKE: _step,
    Action.ASSIGN: _assign,
    Action.RETURN_STEP: _return_step,
    Action.CONSULT: _consult,
    Action.ANSWER_CONSULTATION: _consult,
    Action.CORRECT_RECEIPT: _correct,
    Action.ASK_SUPPLEMENT: _ask_supplement,
    Action.ASK_PAYMENT: _ask_payment,
    Action.RESUME: _resume,
    Action.RESUBMIT: _resume,
    Action.SETTLE: _resume,
    Action.COLLECT_FEE: _money,
    Action.REFUND_FEE: _money,
    Action.RECKON_FEE: _reckon,
    Action.APOLOGIZE: _apologize,
    Action.ATTACH_RESULT: _attach,
    Action.APPROVE_RESULT: _approve,
    Action.NUMBER_RESULT: _number,
    Action.WITHDRAW: _ended,
    Action.STOP: _ended,
    Action.FINISH: _finish,
    Action.HAND_TO_POST: _hand_to_post,
    Action.RETURN_RESULT: _return_result,
    Action.REOPEN: _reopen,
    Action.UNDO: _undo,
    Action.ERASE: _erase,
}
"""Words for every act; one that needs none beyond its name (START) has none."""
