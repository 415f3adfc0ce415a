"""What a dossier counts for, told from its events by one function. Pure.

Reports, indices and pages read facts; nothing else says when a dossier was accepted, due or
done, nor whether that was in time (``kernel.punctuality`` does, and is only asked here and
for what is still open at the end of a period).

What an act does to the fact:

- **accepted**: counts from now on. What was refused before acceptance has no fact.
- **promised** (at acceptance, or when the deciding agency receives it): the date, and if it is
  the first one, the original date for good.
- **asked for papers** or for money, before the date: the date is unknown until it goes on.
  Asked after the date: late stays late.
- **apology**: the date moves; the one before is kept as the date without apology.
- **done, withdrawn, stopped**: the end. What is handed over later changes nothing.
- **opened again**: no end any more, a new date, the original one as it was.
- **undone**: as if what was undone had not been.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.dossiers.lifecycle import Action
from motcua.kernel import clock
from motcua.kernel.punctuality import Punctuality, by_day, by_instant

FORMULA: Final = 1
"""The version of the definitions here and in ``columns``; another one derives all anew."""


class Outcome(StrEnum):
    """How a dossier ended, or that it has not. Values are stored."""

    OPEN = "open"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _LABELS[self]


_LABELS: Final = {
    Outcome.OPEN: "Đang giải quyết",
    Outcome.FINISHED: "Đã xử lý xong",
    Outcome.WITHDRAWN: "Đã rút hồ sơ",
    Outcome.STOPPED: "Dừng xử lý",
}
_ENDS: Final = {
    Action.FINISH: Outcome.FINISHED,
    Action.WITHDRAW: Outcome.WITHDRAWN,
    Action.STOP: Outcome.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What facts need to know of one event of the ledger."""

    sequence: int
    action: Action
    happened_at: datetime
    due_at: datetime | None = None
    is_expected: bool = False
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The three dates a dossier can be measured by: first, without apology, as it stands."""

    original: datetime | None = None
    unextended: datetime | None = None
    current: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one accepted dossier counts for.

    ``waiting_at`` is set while papers are awaited from the applicant. ``apologized_at`` is the
    first apology since the date was promised.
    """

    accepted_at: datetime
    due: Dates
    outcome: Outcome = Outcome.OPEN
    ended_at: datetime | None = None
    waiting_at: datetime | None = None
    apologized_at: datetime | None = None
    supplement_requests: int = 0
    reopenings: int = 0

    @property
    def measured_at(self) -> datetime | None:
        """Return the instant that is held against the dates: the end, else the request."""
        return self.ended_at or self.waiting_at

    def day_class(self, due_at: datetime | None) -> Punctuality | None:
        """Return how it stands to ``due_at`` by the day, as statutory reports count."""
        return self._classed(due_at, by_instants=False)

    def instant_class(self, due_at: datetime | None) -> Punctuality | None:
        """Return how it stands to ``due_at`` by the instant, as index 766 counts."""
        return self._classed(due_at, by_instants=True)

    def _classed(self, due_at: datetime | None, *, by_instants: bool) -> Punctuality | None:
        if self.measured_at is None:
            return None
        if due_at is None:
            return Punctuality.ON_TIME
        found = (by_instant if by_instants else by_day)(self.measured_at, due_at)
        if self.outcome is not Outcome.FINISHED and found.is_kept:
            # Nobody was served before the date: withdrawn, stopped or waiting is no "early".
            return Punctuality.ON_TIME
        return found


def fact_of(deeds: Iterable[Deed]) -> Fact | None:
    """Return what a dossier with these events, in their order, counts for.

    None when it was never accepted.
    """
    told = list(deeds)
    undone = {deed.undoes for deed in told if deed.action is Action.UNDO}
    story = Story()
    for deed in told:
        if deed.action is not Action.UNDO and deed.sequence not in undone:
            story.tell(deed)
    return story.fact()


@dataclass(slots=True)
class Story:
    """What has happened to a dossier so far; ``current`` is the date that holds now."""

    accepted_at: datetime | None = None
    original: datetime | None = None
    unextended: datetime | None = None
    current: datetime | None = None
    outcome: Outcome = Outcome.OPEN
    ended_at: datetime | None = None
    waiting_at: datetime | None = None
    apologies: list[datetime] = field(default_factory=list)
    supplement_requests: int = 0
    reopenings: int = 0

    def tell(self, deed: Deed) -> None:
        """Go on with one event."""
        match deed.action:
            case Action.ACCEPT:
                self.accepted_at = deed.happened_at
                self._promise(deed)
            case Action.RECEIVE:
                self._promise(deed)
            case Action.ASK_SUPPLEMENT:
                self.supplement_requests += 1
                self.waiting_at = deed.happened_at
                self._stop_the_clock(deed)
            case Action.ASK_PAYMENT:
                self._stop_the_clock(deed)
            case Action.RESUME | Action.RESUBMIT:
                self.waiting_at = None
                self.current = deed.due_at or self.current
            case Action.APOLOGIZE:
                self.unextended = self.unextended or self.current
                self.apologies.append(deed.happened_at)
                self.current = deed.due_at or self.current
            case Action.REOPEN:
                self._open_again(deed)
            case Action.FINISH | Action.WITHDRAW | Action.STOP:
                self._end(_ENDS[deed.action], deed)
            case _:
                pass

    def fact(self) -> Fact | None:
        """Return what it comes to."""
        if self.accepted_at is None:
            return None
        return Fact(
            accepted_at=self.accepted_at,
            due=Dates(self.original, self.unextended or self.current, self.current),
            outcome=self.outcome,
            ended_at=self.ended_at,
            waiting_at=self.waiting_at,
            apologized_at=self.apologies[0] if self.apologies else None,
            supplement_requests=self.supplement_requests,
            reopenings=self.reopenings,
        )

    def _promise(self, deed: Deed) -> None:
        if deed.is_expected:
            return
        self.current = deed.due_at
        self.original = self.original or deed.due_at

    def _stop_the_clock(self, deed: Deed) -> None:
        if self.ended_at is None and self.current is not None:
            begins = clock.local(deed.happened_at).replace(second=0, microsecond=0)
            if begins < clock.local(self.current):
                self.current = None

    def _open_again(self, deed: Deed) -> None:
        self.reopenings += 1
        self.outcome, self.ended_at = Outcome.OPEN, None
        self.unextended, self.apologies = None, []
        self.current = deed.due_at
        self.original = self.original or deed.due_at

    def _end(self, outcome: Outcome, deed: Deed) -> None:
        self.outcome, self.ended_at, self.waiting_at = outcome, deed.happened_at, None
