"""What befalls open dossiers: papers are missing, folders come back, somebody gives up.

Each trouble says how many dossiers shall be in it on a morning. Those that are in it from
earlier days count, so the unit stays as full as it was, whatever the reference day.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.demo.citizens import personal_numbers
from motcua.demo.moments import midnight
from motcua.demo.town import Town
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Origin, Step
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock

MINUTES_AFTER: Final = (20, 90)
"""Nothing happens to a folder in the first minutes on somebody's table."""
BUSY: Final = (State.ACCEPTED, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Victim:
    """A dossier to which something happens at ``at``; ``actor`` does it.

    ``step`` is the open one, None before acceptance and after the last.
    """

    dossier: Dossier
    step: Step | None
    town: Town
    chance: random.Random
    actor: Actor
    at: datetime

    def later(self, minutes: int) -> datetime:
        """Return the instant so many working minutes later, in the play."""
        return self.town.later(self.at, minutes)

    @property
    def order(self) -> int:
        """Return the number of the open step."""
        assert self.step is not None  # noqa: S101 - asked of dossiers being handled
        return self.step.order


@dataclass(frozen=True, slots=True)
class Trouble:
    """``wanted`` dossiers shall be in it; ``there`` counts those that are, ``candidates`` could.

    ``act`` may change its mind and return False: another one is tried then. It is done by the
    ward's holder of ``role``, or (None) by who does the open step.
    """

    name: str
    wanted: int
    there: Callable[[Town], int]
    candidates: Callable[[Town], QuerySet[Dossier]]
    act: Callable[[Victim], object]
    role: Role | None = None


def befall(town: Town, troubles: tuple[Trouble, ...]) -> int:
    """Let every trouble come to as many dossiers as are missing; return how many."""
    number = 0
    for trouble in troubles:
        missing = trouble.wanted - trouble.there(town)
        chance = random.Random(f"{town.seed}:{town.reference_on}:{trouble.name}")  # noqa: S311
        for victim in _victims(trouble, town, chance):
            if missing <= 0:
                break
            if trouble.act(victim) is not False:
                missing -= 1
                number += 1
    return number


def _victims(trouble: Trouble, town: Town, chance: random.Random) -> Iterator[Victim]:
    found = list(trouble.candidates(town).order_by("pk").values_list("pk", flat=True))
    chance.shuffle(found)
    for pk in found:
        dossier = Dossier.objects.select_related("procedure", "procedure_version", "agency").get(
            pk=pk
        )
        step = open_step_of(dossier)
        after = clock.local(dossier.events.latest("sequence").happened_at)
        at = town.later(after, chance.randint(*MINUTES_AFTER))
        # What happened at the end of the play has no time left for anything more.
        if at > after:
            yield Victim(dossier, step, town, chance, _doer(trouble, step, town, chance), at)


def _doer(trouble: Trouble, step: Step | None, town: Town, chance: random.Random) -> Actor:
    if trouble.role is not None or step is None:
        return town.hall.actor(trouble.role or Role.DESK_OFFICER)
    return town.doer(step, chance)


def in_hand(town: Town) -> QuerySet[Dossier]:
    """Return the dossiers of the play that the ward is working on, its clock running.

    Those of citizens whom one can sign in as have stories of their own.
    """
    return (
        Dossier.objects.filter(
            origin=Origin.DEMO,
            agency=town.hall.agency,
            receiving_agency=town.hall.agency,
            state__in=BUSY,
            clock_from__isnull=False,
        )
        .exclude(_in_trouble())
        .exclude(applicant__identity_number__in=personal_numbers())
    )


def at_role(town: Town, role: str) -> QuerySet[Dossier]:
    """Return those whose open step is of ``role`` at the ward."""
    open_steps = Step.objects.filter(closed_at__isnull=True, role=role, agency=town.hall.agency)
    return in_hand(town).filter(pk__in=open_steps.values("dossier_id"))


def not_late(town: Town) -> Q:
    """Match what is not due before the reference day."""
    return Q(due_at__gte=midnight(town.reference_on))


def lately(town: Town, days: int = 3) -> datetime:
    """Return the beginning of the last few working days."""
    return midnight(town.days_before(days)[0]) - timedelta(days=1)


def _in_trouble() -> Q:
    """Match what something happened to already: one trouble is enough for a dossier."""
    happened = (
        "ask_supplement",
        "ask_payment",
        "return_step",
        "consult",
        "apologize",
        "undo",
        "reopen",
        "assign",
    )
    return Q(events__action__in=happened)
