"""What each process of an accepting group does until it is killed."""

import os
from collections.abc import Callable, Iterator
from itertools import count

from django.db import OperationalError

from motcua.agencies.models import Desk, Officer
from motcua.agencies.selectors import actor_of, desk_context
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.procedures.models import Procedure
from tests import factories

CUT_OFF, BROKEN = 1, 2


def accept_for_ever(worker: int, say: Callable[[str], None]) -> None:
    """Accept one dossier after the other and ``say`` each when it has been committed.

    Ends the process when the database is no more.
    """
    try:
        context = desk_context(Desk.objects.get().pk)
        account = Officer.objects.get().account
        assert account is not None
        actor = actor_of(account, factories.THURSDAY_MORNING.date())
        procedure = Procedure.objects.get()
        for number in _personal_numbers(worker):
            dossier = accept_at_desk(
                factories.lodging(
                    procedure,
                    context.agency,
                    applicant=factories.applicant(number),
                    knows_of_duplicate=True,
                ),
                context=context,
                actor=actor,
                at=factories.THURSDAY_MORNING,
            )
            say(f"answered {dossier.code} {dossier.tracking_code}")
    except OperationalError:
        os._exit(CUT_OFF)
    finally:
        os._exit(BROKEN)


def _personal_numbers(worker: int) -> Iterator[str]:
    """Yield numbers of people that no other process of this run uses."""
    first = (os.getpid() * 10 + worker) % 10_000
    return (f"077{first:04}{n:05}" for n in count())
