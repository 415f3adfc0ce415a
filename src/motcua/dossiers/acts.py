"""Doing something to a dossier: hold it, change it, write it all down, or leave it as it was.

Every service that moves a dossier goes through ``doing``, so no act is without its event
and no event without its act::

    with doing(dossier_id, actor=actor, at=at) as work:
        require(actor, Action.STOP, work.dossier, None)
        ...
        work.record(Action.STOP, {"reason": "..."})
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from motcua.agencies.actors import Actor
from motcua.dossiers import kept, ledger, news
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import Dossier, DossierPersonalData, DueDate, IssuedForm
from motcua.dossiers.writing import insert_together
from motcua.notifications.models import Message
from motcua.notifications.services import queue_messages

_MOVING_FIELDS: Final = [
    "state",
    "money_state",
    "delivery_state",
    "clock_from",
    "due_at",
    "original_due_at",
    "finished_at",
    "returned_at",
    "ended_at",
    "collector",
    "collector_proof",
    "events_count",
    "last_hash",
]


@dataclass(slots=True)
class Doing:
    """One dossier held for the length of a transaction, and what is being done to it."""

    dossier: Dossier
    actor: Actor
    at: datetime
    recorded_at: datetime
    before: Mapping[str, Any]
    acts: list[ledger.Act] = field(default_factory=list)
    news: list[Callable[[], list[Message]]] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)
    dates: list[DueDate] = field(default_factory=list)
    forms: list[IssuedForm] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Return the state that the dossier has reached."""
        return State(self.dossier.state)

    def record(
        self,
        action: Action,
        facts: Mapping[str, Any] | None = None,
        *,
        behalf: int | None = None,
        to: State | None = None,
    ) -> None:
        """Take ``action``: check the arrow, move the state, keep the event for the ledger.

        ``facts`` must hold nothing personal. ``to`` is where an arrow without a fixed end
        leads (undoing). Raises IllegalTransitionError.
        """
        before = self.state
        after = to or next_state(before, action)
        if to is not None:
            next_state(before, action)
        self.dossier.state = after
        self.acts.append(ledger.Act(action, before, after, self.at, dict(facts or {}), behalf))

    def tell(self, messages: Callable[[], list[Message]]) -> None:
        """Queue what ``messages`` returns once the events are numbered, which its keys rest on."""
        self.news.append(messages)

    def insert(self, row: Model) -> None:
        """Have ``row`` written together with the events; nothing needs its key before."""
        self.rows.append(row)

    def dated(self, *dates: DueDate) -> None:
        """Have the ledger say that ``dates`` were issued by this act."""
        self.dates.extend(dates)

    def issued(self, form: IssuedForm) -> IssuedForm:
        """Have the ledger say that ``form`` was issued by this act; return it."""
        self.forms.append(form)
        return form

    def write(self) -> None:
        """Chain the events, save the dossier's row, append to the ledger, queue the messages."""
        self._say_what_is_kept()
        events = ledger.chain(
            self.dossier, self.acts, actor=self.actor, recorded_at=self.recorded_at
        )
        self.dossier.save(update_fields=_MOVING_FIELDS)
        insert_together(*([row] for row in self.rows), events)
        messages = [message for written in self.news for message in written()]
        if messages:
            queue_messages(messages)
        if self.acts:
            news.tell(self.dossier, [act.action for act in self.acts], self.actor, self.at)

    def _say_what_is_kept(self) -> None:
        """Let the last event say what the act leaves in the tables."""
        if not self.acts:
            return
        salt = ""
        if self.forms:
            of_dossier = DossierPersonalData.objects.filter(dossier_id=self.dossier.pk)
            salt = of_dossier.values_list("salt", flat=True).get()
        left = kept.kept(self.before, self.dossier, self.dates, self.forms, salt)
        *_earlier, last = self.acts
        self.acts[-1] = replace(last, payload={**last.payload, "kept": left})


@contextmanager
def doing(dossier_id: int, *, actor: Actor, at: datetime) -> Iterator[Doing]:
    """Hold the dossier, let the block change it, and write everything when it succeeds.

    An exception in the block undoes everything. Raises Dossier.DoesNotExist.
    """
    with transaction.atomic():
        dossier, recorded_at = lock_dossier(dossier_id)
        work = Doing(dossier, actor, at, recorded_at, kept.row_of(dossier))
        yield work
        work.write()
