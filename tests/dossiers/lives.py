"""What the tests of a dossier's later life share: an office, its people, a dossier with a fee."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.money import approve_refund
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import Refund
from motcua.procedures.models import Procedure
from tests import factories
from tests.factories import DeskFactory, ProcedureFactory

ACCEPTED_AT: Final = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
"""A Monday; three working days later is Thursday the 5th, 17:00."""
DUE_AT: Final = datetime(2026, 11, 5, 17, 0, tzinfo=VIETNAM)
TUESDAY: Final = ACCEPTED_AT + timedelta(days=1)
PEOPLE: Final = {
    Role.DESK_OFFICER: "Lê Thị Thu Hà",
    Role.HANDLING_OFFICER: "Trần Minh Đức",
    Role.REVIEWER: "Võ Thị Ngọc",
    Role.APPROVER: "Phạm Quốc Hưng",
    Role.CLERK: "Ngô Thị Lan",
    Role.CASHIER: "Bùi Văn Tài",
    Role.HEAD_OF_DESK: "Đặng Thị Mai",
    Role.AUDITOR: "Hồ Văn Thanh",
}


@dataclass(frozen=True, slots=True)
class Office:
    """A desk with one officer for each role."""

    desk: Desk
    context: DeskContext
    people: dict[Role, Actor]
    procedure: Procedure

    def by(self, role: Role, at: datetime = TUESDAY) -> dict[str, Any]:
        """Return who does an act, from which desk and when."""
        return {"context": self.context, "actor": self.people[role], "at": at}

    def who(self, role: Role, at: datetime = TUESDAY) -> dict[str, Any]:
        """Return who does an act, and when."""
        return {"actor": self.people[role], "at": at}

    def accepted(
        self,
        settlement: Settlement = Settlement.PAID,
        number: int = 1,
        at: datetime = ACCEPTED_AT,
        **fields: Any,
    ) -> Dossier:
        """Return a dossier with a fee of 8.000 đồng, accepted on Monday morning."""
        taken = factories.lodging(
            self.procedure,
            self.desk.agency,
            **{
                "applicant": factories.applicant(f"077190{number:06}"),
                "fee": FeeInput(settlement),
                **fields,
            },
        )
        return accept_at_desk(taken, **self.by(Role.DESK_OFFICER, at))

    def approve(self, refund: Refund, at: datetime = TUESDAY) -> Refund:
        """Let the head of the desk approve what was asked to be given back."""
        return approve_refund(refund, **self.who(Role.HEAD_OF_DESK, at))

    def advance(self, dossier: Dossier, steps: int, at: datetime = TUESDAY) -> Dossier:
        """Go through ``steps`` steps of the default process, each by its role."""
        roles = (Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
        for _step in range(steps):
            key = dossier.steps.get(closed_at__isnull=True).role
            role = next(role for role in roles if role.value == key)
            dossier = complete_step(dossier.pk, outcome="done", **self.by(role, at))
        return dossier


def open_office(fee_dong: int | None = 8_000) -> Office:
    """Return an office whose procedure costs ``fee_dong``, due in three working days."""
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    channels = [{**channel, "fee_dong": fee_dong} for channel in factories.CONTENT["channels"]]
    procedure = ProcedureFactory.create(content={"channels": channels})
    people = {
        role: factories.actor_with(role, agency=desk.agency, full_name=name)
        for role, name in PEOPLE.items()
    }
    return Office(desk, factories.context_of(desk), people, procedure)


def closing(**changes: Any) -> dict[str, Any]:
    """Return what a withdrawal or a stop says."""
    return {
        "reason": "Không còn nhu cầu",
        "money": "refund",
        "money_basis": "",
        "returned_papers": ["Tờ khai (bản chính)"],
        **changes,
    }
