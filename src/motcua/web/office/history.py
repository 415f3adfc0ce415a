"""What was done to a dossier: the ledger's events, messages and calls, the latest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies.models import Officer
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier, DossierEvent, Step
from motcua.kernel import clock
from motcua.notifications.models import Message
from motcua.procedures.models import Channel
from motcua.procedures.process import Process
from motcua.web import formats


def history_of(dossier: Dossier, process: Process, steps: Sequence[Step]) -> dict[str, Any]:
    """Return the time line and the messages. Three queries."""
    names = {step.order: step.name for step in steps}
    labels = _outcome_labels(process)
    lines = [
        _event_line(event, names, labels)
        for event in dossier.events.select_related("actor", "on_behalf_of")
    ]
    lines += [
        {
            "at": call.called_at,
            "strong": _("Gọi điện:"),
            "text": " ".join([str(call.get_outcome_display()) + ".", call.note]).strip()
            + f" {call.officer.full_name}",
        }
        for call in dossier.calls.select_related("officer")
    ]
    lines.sort(key=_when)
    lines.reverse()
    abouts = [key for key in (dossier.code, dossier.tracking_code) if key]
    messages = Message.objects.filter(about__in=abouts).order_by("created_at")
    return {"events": lines, "messages_sent": list(messages)}


def _when(line: Mapping[str, Any]) -> datetime:
    at: datetime = line["at"]
    return at


def _event_line(
    event: DossierEvent, steps: Mapping[int, str], labels: Mapping[str, str]
) -> dict[str, Any]:
    action = Action(event.action)
    return {
        "at": event.happened_at,
        "strong": action.label + (":" if _detail(action, event.payload, steps, labels) else "."),
        "text": f"{_detail(action, event.payload, steps, labels)} {_who(event)}".strip(),
    }


def _detail(
    action: Action,
    payload: Mapping[str, Any],
    steps: Mapping[int, str],
    labels: Mapping[str, str],
) -> str:
    if action is Action.LODGE:
        return str(Channel(payload["channel"]).label).lower() + "."
    if action in {Action.ACCEPT, Action.RECEIVE} and payload.get("due_at"):
        due_at = datetime.fromisoformat(payload["due_at"])
        word = _("dự kiến trả") if payload.get("is_expected") else _("hẹn trả")
        return f"{word} {formats.moment(clock.local(due_at))}."
    if action is Action.COMPLETE_STEP:
        name = steps.get(payload.get("order", 0), payload.get("step", ""))
        outcome = labels.get(f"{payload.get('step')}/{payload.get('outcome')}", "")
        return f"{name}, {outcome.lower()}." if outcome else f"{name}."
    if action is Action.CORRECT_RECEIPT:
        return _("bản số %(n)s.") % {"n": payload.get("version", "")}
    if action is Action.RETURN_RESULT and payload.get("by_other"):
        return _("người khác nhận thay, có giấy ủy quyền.")
    return ""


def _who(event: DossierEvent) -> str:
    if event.actor is None:
        return _("Hệ thống")
    if event.on_behalf_of is None:
        return str(event.actor.full_name)
    absent: Officer = event.on_behalf_of
    return _("%(name)s thay %(absent)s") % {
        "name": event.actor.full_name,
        "absent": absent.full_name,
    }


def _outcome_labels(process: Process) -> dict[str, str]:
    return {
        f"{step.key}/{outcome.key}": outcome.label
        for step in process.steps
        for outcome in step.outcomes
    }
