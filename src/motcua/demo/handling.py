"""Carrying a dossier on from wherever it stands, in whosever hands it is."""

import random
from datetime import datetime, timedelta
from typing import Final

from motcua.demo.enacting import usual_path
from motcua.demo.moments import Pace, finishing, shared_out
from motcua.demo.outcomes import bring_about
from motcua.demo.town import Town
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.procedures.process import Process, ProcessStep
from motcua.procedures.selectors import content_of

SHORTEST_REST: Final = timedelta(minutes=30)


def carry_through(
    dossier: Dossier, town: Town, chance: random.Random, *, began_at: datetime
) -> datetime:
    """Complete the remaining steps: by the due date where there is still time for it.

    Returns when the result was ready.
    """
    dossier = Dossier.objects.select_related("procedure", "procedure_version", "agency").get(
        pk=dossier.pk
    )
    assert dossier.due_at is not None  # noqa: S101 - the clock runs
    process = content_of(dossier.procedure_version_id, town.hall.context.stamp).process
    remaining = _remaining(dossier, process)
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
        chance, town.time, began_at=began_at, finished_at=finished_at, count=len(remaining)
    )
    for definition, at in zip(remaining, instants, strict=True):
        _do_step(dossier, definition, process, town, chance, at=at)
    return finished_at


def _remaining(dossier: Dossier, process: Process) -> list[ProcessStep]:
    step = open_step_of(dossier)
    assert step is not None  # noqa: S101 - it is being handled
    path = usual_path(process)
    keys = [definition.key for definition in path]
    return path[keys.index(step.key) :]


def _do_step(
    dossier: Dossier,
    definition: ProcessStep,
    process: Process,
    town: Town,
    chance: random.Random,
    *,
    at: datetime,
) -> None:
    step = open_step_of(dossier)
    assert step is not None  # noqa: S101 - it is the next one
    actor = town.doer(step, chance)
    context = town.office_of(dossier.receiving_agency_id).context
    if process.needs_result:
        bring_about(dossier, definition, process, actor, context, at=at)
    complete_step(
        dossier.pk,
        outcome=definition.outcomes[0].key,
        context=context,
        actor=actor,
        at=at,
    )
