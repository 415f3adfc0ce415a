"""What was open on an earlier reference day goes on, so that the unit lives up to today.

The ledger keeps everything: nothing is taken away or moved. Open dossiers of the play are
carried through their remaining steps and handed over on the days that have passed since.
"""

import random
from datetime import datetime, timedelta
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.enacting import usual_path
from motcua.demo.moments import Pace, collecting, finishing, midnight, shared_out
from motcua.demo.offices import Office
from motcua.demo.town import Town
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Origin, Step
from motcua.dossiers.services.handling import complete_step, receive_dossier
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.submitted import accept_submitted
from motcua.kernel import clock
from motcua.procedures.selectors import content_of

SHORTEST_REST: Final = timedelta(minutes=30)
DAYS_LATE: Final = 4
"""Nothing stays late for longer than so many working days."""
SHARE_LEFT_LATE: Final = 0.15
SHARE_SETTLED_EARLY: Final = 0.3
SHARE_COLLECTED: Final = 0.6
OPEN_STATES: Final = (State.SUBMITTED, State.ACCEPTED, State.IN_PROGRESS, State.FINISHED)


def carry_on(town: Town) -> int:
    """Carry the ward's older open dossiers of the play on, most of them to their hand-over.

    Returns how many moved. One that somebody has worked on since the last working day is
    theirs, and one that another agency decides is left to it.
    """
    chance = random.Random(f"{town.seed}:{town.reference_on}:aging")  # noqa: S311 - a play
    older = Dossier.objects.filter(
        origin=Origin.DEMO, agency=town.hall.agency, state__in=OPEN_STATES
    ).select_related("receiving_agency")
    moved = 0
    for dossier in older.order_by("pk"):
        draw = chance.random()
        last_act = clock.local(dossier.events.latest("sequence").happened_at)
        if last_act + SHORTEST_REST < town.until and _moves(dossier, town, draw):
            _carry_one(dossier, town, chance, last_act)
            moved += 1
    return moved


def _moves(dossier: Dossier, town: Town, draw: float) -> bool:
    """Say whether somebody found time for the dossier."""
    if dossier.state == State.SUBMITTED or dossier.clock_from is None:
        return True
    longest_late = midnight(town.days_before(DAYS_LATE)[0])
    if dossier.state == State.FINISHED:
        assert dossier.finished_at is not None  # noqa: S101 - it is finished
        return dossier.finished_at < longest_late or draw < SHARE_COLLECTED
    assert dossier.due_at is not None  # noqa: S101 - the clock has started
    if dossier.due_at >= midnight(town.reference_on):
        return draw < SHARE_SETTLED_EARLY
    return dossier.due_at < longest_late or draw >= SHARE_LEFT_LATE


def _carry_one(dossier: Dossier, town: Town, chance: random.Random, last_act: datetime) -> None:
    received_by = _office_of(dossier, town)
    at = town.time.after(town.time.worked(last_act) + chance.randint(5, 60))
    at = min(at, town.until)
    if dossier.state == State.SUBMITTED:
        dossier = accept_submitted(
            dossier.pk,
            context=received_by.context,
            actor=received_by.actor(Role.DESK_OFFICER),
            at=at,
        )
    if dossier.state != State.FINISHED and dossier.clock_from is None:
        dossier = receive_dossier(
            dossier.pk,
            context=received_by.context,
            actor=town.hall.actor(Role.HANDLING_OFFICER),
            at=at,
        )
    finished_at = dossier.finished_at
    if dossier.state != State.FINISHED:
        finished_at = _finish(dossier, town, received_by, chance, at)
    assert finished_at is not None  # noqa: S101 - finished just now, or before
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=received_by.actor(Role.DESK_OFFICER),
        at=collecting(
            chance,
            town.time,
            finished_at=max(clock.local(finished_at), at),
            not_after=town.until,
            is_electronic=False,
        ),
    )


def _office_of(dossier: Dossier, town: Town) -> Office:
    offices = [town.hall, *town.neighbours]
    return next(o for o in offices if o.agency.pk == dossier.receiving_agency_id)


def _finish(
    dossier: Dossier, town: Town, received_by: Office, chance: random.Random, began_at: datetime
) -> datetime:
    """Complete the remaining steps: by the due date where there is still time for it."""
    assert dossier.due_at is not None  # noqa: S101 - the clock has started
    process = content_of(dossier.procedure_version_id, received_by.context.stamp).process
    keys = [step.key for step in usual_path(process)]
    step = Step.objects.get(dossier_id=dossier.pk, closed_at__isnull=True)
    remaining = usual_path(process)[keys.index(step.key) :]
    due_at = clock.local(dossier.due_at)
    has_time = due_at > began_at + SHORTEST_REST
    finished_at = finishing(
        chance,
        town.time,
        began_at=began_at,
        due_at=due_at if has_time else began_at,
        pace=Pace.ON_TIME if has_time else Pace.LATE,
        not_after=town.until,
    )
    finished_at = min(finished_at, town.until)
    instants = shared_out(
        chance,
        town.time,
        began_at=began_at,
        finished_at=finished_at,
        count=len(remaining),
    )
    for definition, at in zip(remaining, instants, strict=True):
        complete_step(
            dossier.pk,
            outcome=definition.outcomes[0].key,
            context=received_by.context,
            actor=town.hall.actor(Role(definition.role), chance),
            at=at,
        )
    return finished_at
