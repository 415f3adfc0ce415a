"""A desk at which dossiers are accepted one after another, and the days on which they are."""

from datetime import date, datetime, timedelta

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.closing import database_now
from motcua.dossiers.day_hashes import bounds
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.kernel import clock
from motcua.procedures.models import Procedure
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

ONE_DAY = timedelta(days=1)


class Counter:
    """A desk at which dossiers are accepted."""

    def __init__(self) -> None:
        factories.form_templates()
        factories.message_templates()
        desk = DeskFactory.create()
        self.procedure: Procedure = ProcedureFactory.create()
        self.officer: Actor = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
        self.context: DeskContext = factories.context_of(desk)
        self.number = 0

    def accept(self) -> Dossier:
        """Accept one dossier: two events."""
        self.number += 1
        person = factories.applicant(f"077190{self.number:06}")
        agency = self.context.agency
        return accept_at_desk(
            factories.lodging(self.procedure, agency, applicant=person),
            context=self.context,
            actor=self.officer,
            at=THURSDAY_MORNING,
        )


def today() -> date:
    """Return the day that the database has in Vietnam."""
    return clock.day_of(database_now())


def after_midnight(days: int = 1) -> datetime:
    """Return ten minutes past the next midnight, or one after it."""
    return bounds(today() + days * ONE_DAY)[0] + timedelta(minutes=10)
