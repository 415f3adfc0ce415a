"""What each officer did to a dossier, as far as signs of gaming ask for it. Pure.

One trace is of the whole dossier (``officer_id`` None), one of each officer who acted. Both are
told from the events by one function, so a sign is counted of a unit and of an officer by the same
words. The dates that held when something was done are those of ``facts.Story``; minutes are
working minutes of the agency's calendar, counted where due dates are counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from motcua.dossiers.lifecycle import Action
from motcua.indicators.facts import Deed, Outcome, Story
from motcua.kernel import clock
from motcua.kernel.limits import working_minutes_between
from motcua.kernel.workdays import Calendar

FORMULA: Final = 1
"""The version of what is told here; another one derives all anew."""
_MINUTE: Final = 60
_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=clock.VIETNAM)
_PAUSING: Final = frozenset({Action.ASK_SUPPLEMENT, Action.ASK_PAYMENT})
_ENDING: Final = {
    Action.FINISH: Outcome.FINISHED,
    Action.WITHDRAW: Outcome.WITHDRAWN,
    Action.STOP: Outcome.STOPPED,
}
_HANDLING: Final = frozenset({Action.COMPLETE_STEP, Action.APOLOGIZE, *_PAUSING, *_ENDING})


@dataclass(frozen=True, slots=True)
class Act(Deed):
    """What traces need to know of one event of the ledger, beside what facts do.

    ``limit`` is what was promised in words of the ledger ("5 working_day"). ``has_form`` is None
    where the event does not say which forms were issued.
    """

    recorded_at: datetime = _LONG_AGO
    officer_id: int | None = None
    limit: str = ""
    has_form: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change of a dossier: calendars, and what its procedure asks for.

    ``is_unpublished``: the text names no time limit and the agency committed itself to none, so
    whoever accepted has stated the days. ``is_live``: recorded as it happened, neither
    demonstration nor moved in.
    """

    desk: Calendar | None
    handling: Calendar | None
    is_unpublished: bool = False
    needs_result: bool = False
    is_live: bool = True


@dataclass(slots=True)
class Trace:
    """What one officer did to a dossier, or (``officer_id`` None) what was done by anybody.

    ``waited_minutes`` is None for what was accepted the minute it was handed in.
    ``pause_left`` is the fewest working minutes left to the due date when the clock was
    stopped on the due day, ``end_left`` the same of finishing; None on any other day.
    ``latest_minutes`` is how long after its instant the latest act was recorded.
    """

    officer_id: int | None
    acted_on: date | None = None
    last_on: date | None = None
    lodged_on: date | None = None
    accepted_on: date | None = None
    waited_minutes: int | None = None
    is_undated: bool = False
    stated_limit: str = ""
    handled_on: date | None = None
    asked: int = 0
    asked_again: int = 0
    paused_on: date | None = None
    due_day_pauses: int = 0
    pause_left: int | None = None
    apologized_on: date | None = None
    apologized_again: int = 0
    due_day_apologies: int = 0
    ended_on: date | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    is_dated: bool = False
    end_left: int | None = None
    owes_result: bool = False
    lacks_result: bool = False
    turned_back_on: date | None = None
    lacks_form: int = 0
    recorded_on: date | None = None
    latest_minutes: int = 0


def traces_of(acts: Iterable[Act], ground: Ground) -> list[Trace]:
    """Return the trace of the dossier, then one of each officer who acted, by their number."""
    told = list(acts)
    undone = {act.undoes for act in told if act.action is Action.UNDO}
    teller = _Teller(ground)
    for act in told:
        if act.action is not Action.UNDO and act.sequence not in undone:
            teller.tell(act)
    return teller.traces()


@dataclass(slots=True)
class _Teller:
    ground: Ground
    story: Story = field(default_factory=Story)
    found: dict[int | None, Trace] = field(default_factory=lambda: {None: Trace(None)})
    lodged_at: datetime | None = None
    requests: int = 0
    apologies: int = 0
    has_result: bool = False
    is_approved: bool = False
    is_numbered: bool = False

    def traces(self) -> list[Trace]:
        return [self.found[None], *(self.found[key] for key in sorted(filter(None, self.found)))]

    def tell(self, act: Act) -> None:
        """Go on with one event; what it stands against is how things were before it."""
        for trace in self._concerned(act):
            self._move_days(trace, act)
            self._mark(trace, act)
        self._remember(act)
        self.story.tell(act)

    def _concerned(self, act: Act) -> list[Trace]:
        if act.officer_id is None:
            return [self.found[None]]
        return [
            self.found[None],
            self.found.setdefault(act.officer_id, Trace(act.officer_id)),
        ]

    def _move_days(self, trace: Trace, act: Act) -> None:
        day = clock.day_of(act.happened_at)
        trace.acted_on = min(trace.acted_on or day, day)
        trace.last_on = max(trace.last_on or day, day)
        if act.action in _HANDLING:
            trace.handled_on = trace.handled_on or day
        if self.ground.is_live:
            trace.recorded_on = trace.recorded_on or day
            late = int((act.recorded_at - act.happened_at).total_seconds()) // _MINUTE
            trace.latest_minutes = max(trace.latest_minutes, late)

    def _mark(self, trace: Trace, act: Act) -> None:
        day = clock.day_of(act.happened_at)
        match act.action:
            case Action.LODGE:
                trace.lodged_on = day
            case Action.ACCEPT:
                self._accepted(trace, act, day)
            case Action.ASK_SUPPLEMENT | Action.ASK_PAYMENT:
                self._paused(trace, act, day)
            case Action.REFUSE:
                self._turned_back(trace, act, day)
            case Action.APOLOGIZE:
                trace.apologized_on = trace.apologized_on or day
                trace.apologized_again += bool(self.apologies)
                trace.due_day_apologies += self._is_due_day(day)
            case Action.FINISH | Action.WITHDRAW | Action.STOP:
                self._ended(trace, act, day)
            case Action.REOPEN:
                self._opened_again()
            case _:
                pass

    def _accepted(self, trace: Trace, act: Act, day: date) -> None:
        trace.accepted_on = day
        trace.is_undated = act.due_at is None and not act.is_expected
        if self.ground.is_unpublished:
            trace.stated_limit = act.limit
        if self.lodged_at is not None and self.lodged_at < act.happened_at:
            trace.waited_minutes = _between(self.ground.desk, self.lodged_at, act.happened_at)

    def _paused(self, trace: Trace, act: Act, day: date) -> None:
        if act.action is Action.ASK_SUPPLEMENT:
            trace.asked += 1
            trace.asked_again += bool(self.requests)
            self._turned_back(trace, act, day)
        if self.story.current is None or self.story.ended_at is not None:
            return
        trace.paused_on = trace.paused_on or day
        if self._is_due_day(day):
            trace.due_day_pauses += 1
            left = self._left(act)
            if left is not None:
                trace.pause_left = (
                    left if trace.pause_left is None else min(trace.pause_left, left)
                )

    def _turned_back(self, trace: Trace, act: Act, day: date) -> None:
        trace.turned_back_on = trace.turned_back_on or day
        trace.lacks_form += act.has_form is False

    def _ended(self, trace: Trace, act: Act, day: date) -> None:
        trace.ended_on, trace.ended_at = day, act.happened_at
        trace.outcome = _ENDING[act.action].value
        trace.is_dated = self.story.current is not None
        trace.end_left = self._left(act) if self._is_due_day(day) else None
        if act.action is Action.FINISH:
            trace.owes_result = self.ground.needs_result or self.has_result
            trace.lacks_result = trace.owes_result and not (self.is_approved and self.is_numbered)

    def _opened_again(self) -> None:
        for trace in self.found.values():
            trace.ended_on = trace.ended_at = trace.end_left = None
            trace.outcome, trace.is_dated = "", False
            trace.owes_result = trace.lacks_result = False

    def _remember(self, act: Act) -> None:
        match act.action:
            case Action.LODGE | Action.RESUBMIT:
                self.lodged_at = act.happened_at
            case Action.ASK_SUPPLEMENT:
                self.requests += 1
            case Action.APOLOGIZE:
                self.apologies += 1
            case Action.ATTACH_RESULT:
                self.has_result, self.is_approved, self.is_numbered = True, False, False
            case Action.APPROVE_RESULT:
                self.is_approved = True
            case Action.NUMBER_RESULT:
                self.is_numbered = True
            case _:
                pass

    def _is_due_day(self, day: date) -> bool:
        return self.story.current is not None and clock.day_of(self.story.current) == day

    def _left(self, act: Act) -> int | None:
        assert self.story.current is not None  # noqa: S101 - asked of the due day alone
        return _between(self.ground.handling, act.happened_at, self.story.current)


def _between(calendar: Calendar | None, earlier: datetime, later: datetime) -> int | None:
    if calendar is None:
        return None
    return working_minutes_between(calendar, clock.local(earlier), clock.local(later))
