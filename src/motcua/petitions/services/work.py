"""One act on feedback: its row held, its right and its arrow checked, its event written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.kernel import clock
from motcua.kernel.limits import Pause, due
from motcua.kernel.punctuality import by_instant
from motcua.petitions import policies
from motcua.petitions.lifecycle import FeedbackAction, FeedbackState, next_state
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import Feedback, FeedbackEvent, FeedbackPromise, Petitioner
from motcua.petitions.selectors import limits_on, promises_of


@dataclass(slots=True)
class Work:
    """An act while it is done. ``state`` is where it leads."""

    feedback: Feedback
    action: FeedbackAction
    actor: Actor
    at: datetime
    state: FeedbackState

    @property
    def petitioner(self) -> Petitioner:
        """Return who sent it."""
        return self.feedback.petitioner

    def record(
        self,
        *,
        ends: LimitKind | None = None,
        value: int | None = None,
        payload: dict[str, Any] | None = None,
        turn: int | None = None,
    ) -> FeedbackEvent:
        """Write the event and the row; ``ends`` names the limit by which the turn is judged."""
        one = self.feedback
        before, one.state = one.state, self.state
        due_at = None
        if ends is not None:
            promise = promises_of(one).get(ends)
            due_at = promise.due_at if promise is not None else None
        event = FeedbackEvent.objects.create(
            feedback=one,
            action=self.action,
            state_before=before,
            state_after=self.state,
            agency_id=one.agency_id,
            officer_id=self.actor.officer_id,
            turn=turn,
            due_at=due_at,
            in_time=by_instant(self.at, due_at).is_kept if due_at is not None else None,
            value=value,
            payload=payload or {},
            happened_at=self.at,
        )
        one.save()
        return event


def begin(feedback_id: int, action: FeedbackAction, *, actor: Actor, at: datetime) -> Work:
    """Hold the feedback to the end of the transaction and see that ``action`` may be done.

    Raises Feedback.DoesNotExist, PermissionDenied, IllegalTransitionError.
    """
    one = (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("agency", "petitioner")
        .get(pk=feedback_id)
    )
    policies.require(actor, action, one)
    state = next_state(FeedbackState(one.state), action)
    return Work(one, action, actor, at, state)


def promise(
    one: Feedback,
    kinds: tuple[LimitKind, ...],
    *,
    counted_from: datetime,
    pauses: tuple[Pause, ...] = (),
) -> dict[LimitKind, FeedbackPromise]:
    """Issue what is due of ``kinds`` in the turn that runs; rows that stay. Raises DomainError."""
    agency = one.agency
    calendar = calendar_of(agency)
    limits = limits_on(clock.day_of(counted_from))
    made = {}
    for kind in kinds:
        found = due(counted_from, limits[kind].limit, calendar, pauses).due
        assert found is not None  # noqa: S101 - no pause is open
        made[kind] = FeedbackPromise.objects.create(
            feedback=one,
            agency=agency,
            turn=one.turn,
            kind=kind,
            counted_from=counted_from,
            due_at=found,
            limit_value=limits[kind].limit.value,
            limit_unit=limits[kind].limit.unit,
            legal_basis=limits[kind].legal_basis,
            calendar_version_id=_calendar_id(agency),
            pauses=[[pause.start.isoformat(), _end(pause)] for pause in pauses],
        )
    return made


def _end(pause: Pause) -> str:
    assert pause.end is not None  # noqa: S101 - only what is over is counted
    return pause.end.isoformat()


def _calendar_id(agency: Agency) -> int:
    assert agency.calendar_version_id is not None  # noqa: S101 - else no calendar was found
    return agency.calendar_version_id
