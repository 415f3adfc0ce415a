"""What a dossier must look like, told by its events alone. Pure: no database, no clock.

Events are read as the documents that the ledger hashes. What an event says under ``kept``
holds; older events without it are followed as far as their action and facts go, and the
fields that they leave open are not claimed (``is_complete`` is then False).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from motcua.dossiers.lifecycle import TRANSITIONS, Action, DeliveryState, State

ROW_FIELDS: Final = (
    "code",
    "book_number",
    "procedure_id",
    "procedure_version_id",
    "agency_id",
    "receiving_agency_id",
    "linked_agency_id",
    "channel",
    "result_mode",
    "money_state",
    "delivery_state",
    "submitted_at",
    "accepted_at",
    "clock_from",
    "original_due_at",
    "due_at",
    "finished_at",
    "returned_at",
    "ended_at",
)
"""Of the dossier's row, what its events answer for besides the state; nothing personal."""
RECEIPT: Final = "receipt"
_LEFT_OPEN: Final[Mapping[str, tuple[str, ...]]] = {
    Action.ACCEPT: ("procedure_version_id", "book_number", "linked_agency_id", "clock_from"),
    Action.RECEIVE: ("clock_from", "original_due_at", "due_at"),
    Action.ASK_SUPPLEMENT: ("due_at",),
    Action.ASK_PAYMENT: ("due_at", "money_state"),
    Action.RESUME: ("due_at", "money_state"),
    Action.RESUBMIT: ("money_state",),
    Action.SETTLE: ("money_state",),
    Action.APOLOGIZE: ("due_at",),
    Action.COLLECT_FEE: ("money_state",),
    Action.REFUND_FEE: ("money_state",),
    Action.RECKON_FEE: ("money_state",),
    Action.CORRECT_RECEIPT: ("result_mode",),
    Action.REFUSE: ("money_state",),
    Action.WITHDRAW: ("due_at", "money_state"),
    Action.STOP: ("due_at", "money_state"),
    Action.REOPEN: ("clock_from", "original_due_at", "due_at", "money_state"),
}
"""What an act may change that an older event says nothing of."""
_OLDER: Final[Mapping[str, str]] = {"code": "code", "money": "money_state"}
"""What an older acceptance says of the row beside its date."""
_DATING: Final = frozenset(
    {Action.ACCEPT, Action.RECEIVE, Action.RESUME, Action.APOLOGIZE, Action.REOPEN}
)
_GIVING_A_RECEIPT: Final = frozenset({Action.ACCEPT, Action.RECEIVE, Action.CORRECT_RECEIPT})
_WAITING: Final = frozenset({Action.ASK_SUPPLEMENT, Action.ASK_PAYMENT})
_GOING_ON: Final = frozenset(
    {Action.RESUME, Action.RESUBMIT, Action.SETTLE, Action.WITHDRAW, Action.STOP}
)
_CARRIED: Final[Mapping[str, DeliveryState]] = {
    Action.HAND_TO_POST: DeliveryState.ON_THE_WAY,
    Action.COME_BACK: DeliveryState.READY,
}
_ENDS: Final = frozenset({Action.REFUSE, Action.WITHDRAW, Action.STOP})


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A due date that was issued, as a row of the table has to say it."""

    kind: str
    due_at: str
    issued_at: str
    counted_from: str
    limit: tuple[int, str, str]
    calendar: int


@dataclass(slots=True)
class Waited:
    """One interval in which the applicant had the move."""

    kind: str
    restarts: bool
    started_at: str
    ended_at: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Issued:
    """A form that was issued; ``commitment`` "" is one of which nothing more is known."""

    kind: str
    version: int
    issued_at: str
    commitment: str = ""


@dataclass(slots=True)
class Replayed:
    """What the events of one dossier come to.

    ``row`` holds what is known of the fields of its row, ``broken`` the events that cannot
    follow the ones before, each with a sentence.
    """

    state: str = ""
    row: dict[str, Any] = field(default_factory=dict)
    dates: list[Dated] = field(default_factory=list)
    pauses: list[Waited] = field(default_factory=list)
    apologies: list[tuple[str, str | None]] = field(default_factory=list)
    forms: list[Issued] = field(default_factory=list)
    people: str = ""
    erased_at: str | None = None
    is_complete: bool = True
    older_dates: list[str] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_erased(self) -> bool:
        """Say whether the ledger tells that the personal data were erased."""
        return self.erased_at is not None


def replay(events: Iterable[Mapping[str, Any]]) -> Replayed:
    """Return what ``events``, in their order, come to."""
    come_to = Replayed()
    undoable: dict[int, Mapping[str, Any]] = {}
    for event in events:
        _check_arrow(come_to, event)
        come_to.state = event["to"]
        _follow(come_to, event, undoable)
        _take_what_was_kept(come_to, event)
        undoable[event["sequence"]] = event
    return come_to


def _check_arrow(so_far: Replayed, event: Mapping[str, Any]) -> None:
    before, action, after = event["from"], event["action"], event["to"]
    if before != so_far.state:
        sentence = f"bắt đầu từ tình trạng “{before}” trong khi hồ sơ đang ở “{so_far.state}”"
        so_far.broken.append((event["sequence"], sentence))
        return
    arrow = TRANSITIONS.get(action)
    if arrow is None:
        return
    leads = after if arrow.target is None and action == Action.UNDO else arrow.target or before
    if before not in arrow.sources or after != leads:
        sentence = f"việc “{action}” không đi từ “{before}” đến “{after}” được"
        so_far.broken.append((event["sequence"], sentence))


def _follow(
    so_far: Replayed, event: Mapping[str, Any], earlier: Mapping[int, Mapping[str, Any]]
) -> None:
    """Change what follows from the act itself, whatever its event says it kept."""
    action, payload = event["action"], event["payload"]
    _wait(so_far, event)
    if "people" in payload:
        so_far.people = payload["people"]
    if action == Action.ERASE:
        so_far.erased_at = event["happened_at"]
    if action == Action.UNDO:
        _undo(so_far.row, earlier.get(payload.get("undoes", 0), {}).get("action", ""))
    else:
        _pass(so_far.row, action, event["happened_at"])


def _wait(so_far: Replayed, event: Mapping[str, Any]) -> None:
    action, at, payload = event["action"], event["happened_at"], event["payload"]
    if action in _WAITING:
        kind = payload.get("kind", "supplement")
        so_far.pauses.append(Waited(kind, bool(payload.get("restarts")), at))
    elif action in _GOING_ON and so_far.pauses and so_far.pauses[-1].ended_at is None:
        # Two officers' clocks may differ by a moment; a pause never ends before it began.
        so_far.pauses[-1].ended_at = max(at, so_far.pauses[-1].started_at)


def _pass(row: dict[str, Any], action: str, at: str) -> None:
    if action == Action.LODGE:
        row["submitted_at"] = at
    elif action == Action.ACCEPT:
        row["accepted_at"] = at
    elif action == Action.FINISH:
        row["finished_at"], row["delivery_state"] = at, str(DeliveryState.READY)
    elif action in _CARRIED:
        row["delivery_state"] = str(_CARRIED[action])
    elif action == Action.RETURN_RESULT:
        row["returned_at"] = row["ended_at"] = at
        row["delivery_state"] = str(DeliveryState.HANDED_OVER)
    elif action in _ENDS:
        row["ended_at"] = at
    elif action == Action.REOPEN:
        row["finished_at"] = row["returned_at"] = row["ended_at"] = None
        row["delivery_state"] = str(DeliveryState.NOT_READY)


def _undo(row: dict[str, Any], action: str) -> None:
    if action == Action.FINISH:
        row["finished_at"], row["delivery_state"] = None, str(DeliveryState.NOT_READY)
    elif action in _CARRIED:
        row["delivery_state"] = str(_CARRIED[action])
    elif action == Action.RETURN_RESULT:
        row["returned_at"] = row["ended_at"] = None
        row["delivery_state"] = str(DeliveryState.READY)


def _take_what_was_kept(so_far: Replayed, event: Mapping[str, Any]) -> None:
    action, at, payload = event["action"], event["happened_at"], event["payload"]
    left = payload.get("kept")
    if left is None:
        _take_older(so_far, event)
    else:
        so_far.row.update(left.get("row", {}))
        so_far.dates.extend(
            Dated(
                date["kind"],
                date["due_at"] or "",
                date.get("issued_at", at),
                date["counted_from"],
                tuple(date["limit"]),
                date["calendar"],
            )
            for date in left.get("dates", ())
        )
        so_far.forms.extend(
            Issued(form["kind"], form["version"], at, form["commitment"])
            for form in left.get("forms", ())
        )
    if action == Action.APOLOGIZE:
        so_far.apologies.append((at, so_far.row.get("due_at")))


def _take_older(so_far: Replayed, event: Mapping[str, Any]) -> None:
    """Follow an event that does not say what it kept; nothing more is claimed of what it moved."""
    action, payload, row = event["action"], event["payload"], so_far.row
    open_fields = _LEFT_OPEN.get(action)
    if open_fields is None:
        return
    so_far.is_complete = False
    for name in open_fields:
        row.pop(name, None)
    if action == Action.ACCEPT:
        row |= {_OLDER[key]: payload[key] for key in _OLDER if key in payload}
    if action in _GIVING_A_RECEIPT:
        so_far.forms.append(Issued(RECEIPT, _next_receipt(so_far), event["happened_at"]))
    is_promised = action in _DATING and not payload.get("is_expected", False)
    if is_promised and payload.get("due_at"):
        row["due_at"] = _to_the_microsecond(payload["due_at"])
        so_far.older_dates.append(row["due_at"])
        if action in {Action.ACCEPT, Action.RECEIVE}:
            row["original_due_at"] = row["due_at"]


def _next_receipt(so_far: Replayed) -> int:
    return 1 + sum(form.kind == RECEIPT for form in so_far.forms)


def _to_the_microsecond(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds")


def state_label(state: str) -> str:
    """Return a state as people read it, also one that this version does not know."""
    return State(state).label if state in set(State) else state
