"""What the tests of the desk share: an officer at a desk, and a form filled in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.drafts import open_draft
from motcua.dossiers.services.handling import complete_step
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import Procedure
from tests import factories
from tests.factories import DeskFactory, OfficerFactory, ProcedureFactory

MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
"""The day before a holiday that falls in the middle of the week."""


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A signed-in officer at a desk with one procedure to accept."""

    client: Client
    desk: Desk
    officer: Officer
    actor: Actor
    procedure: Procedure

    def draft(self, **values: str) -> Draft:
        """Return a new draft with ``values`` typed."""
        return open_draft(self.desk, actor=self.actor, at=MONDAY, values=values)

    def typed(self, **changes: str) -> dict[str, str]:
        """Return the acceptance form as an ordinary dossier fills it in."""
        return {
            "procedure": self.procedure.code,
            "agency": self.desk.agency.code,
            "channel": "direct",
            "applicant_number": "077 196 004 213",
            "applicant_birth_on": "18/04/1996",
            "applicant_name": "Đỗ Nguyễn Thùy Dương",
            "applicant_address": "27/4 đường Mẫu, phường Vũng Tàu",
            "applicant_phone": "0900 000 213",
            "relation": "self",
            "paper-p1": "on",
            "paper-p1_form": "original",
            "paper-p1_count": "1",
            "fee": "nothing_due",
            "result_mode": "at_desk",
            "sets_count": "1",
            "note": "Dùng để vay vốn mua nhà",
            **changes,
        }


def sit_down(client: Client, *roles: Role) -> AtDesk:
    """Sign in an officer with ``roles`` (a desk officer if none) at a new desk."""
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    officer = OfficerFactory.create(
        agency=desk.agency, desk=desk, roles=list(roles or [Role.DESK_OFFICER])
    )
    assert officer.account is not None
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return AtDesk(
        client=client,
        desk=desk,
        officer=officer,
        actor=actor_of(officer.account, MONDAY.date()),
        procedure=ProcedureFactory.create(),
    )


def address(name: str, *args: object) -> str:
    """Return the address of the desk's page ``name``."""
    return reverse(f"desk:{name}", args=args)


def accepted(at_desk: AtDesk, number: str = "077196004213", **fields: object) -> Dossier:
    """Return a dossier of whoever has ``number``, accepted at the desk."""
    draft = at_desk.draft()
    assert draft.visit is not None
    return accept_at_desk(
        factories.lodging(
            at_desk.procedure,
            at_desk.desk.agency,
            applicant=factories.applicant(number, **fields),
            visit_id=draft.visit.pk,
        ),
        context=factories.context_of(at_desk.desk),
        actor=at_desk.actor,
        at=MONDAY,
    )


def finished(at_desk: AtDesk, number: str = "077196004213", **fields: object) -> Dossier:
    """Return such a dossier whose result waits at the desk."""
    dossier = accepted(at_desk, number, **fields)
    everybody: Actor = factories.actor_with(
        Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=at_desk.desk.agency
    )
    for _step in range(3):
        complete_step(
            dossier.pk,
            outcome="done",
            context=factories.context_of(at_desk.desk),
            actor=everybody,
            at=MONDAY + timedelta(minutes=1),
        )
    dossier.refresh_from_db()
    return dossier
