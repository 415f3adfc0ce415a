"""Very many dossiers, and the officers who work on them. Needs Django set up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import make_password

from motcua.accounts.models import Account
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.demo.many import filling, tables
from motcua.demo.many.ground import Place
from motcua.dossiers.models import Step
from motcua.kernel import clock
from tests.factories import PASSWORD

ROLES: Final = (Role.HANDLING_OFFICER, Role.REVIEWER, Role.APPROVER, Role.CLERK)


@dataclass(frozen=True, slots=True)
class Seat:
    """An officer with the role worked in, and a name to sign in under."""

    officer: Officer
    account: Account
    role: Role

    def open_steps(self) -> list[tuple[str, int]]:
        """Return code of the dossier and order of each step that can be done now."""
        steps = Step.objects.filter(
            agency_id=self.officer.agency_id,
            role=self.role,
            closed_at=None,
            dossier__state__in=["accepted", "in_progress"],
        )
        listed = steps.order_by("due_at").values_list("dossier__code", "order")
        return [(str(code), order) for code, order in listed]


def fill(rows: int, open_rows: int, agencies: int, *, with_events: bool) -> list[Place]:
    """Add dossiers and let the database settle."""
    wish = filling.Wish(rows, open_rows, agencies, clock.now(), with_events=with_events)
    places = filling.fill(wish)
    tables.tidy(filling.WRITTEN)
    return places


def seats(places: Sequence[Place], roles: Sequence[Role], many: int) -> list[Seat]:
    """Return ``many`` officers, each of another agency, their roles in turn."""
    password = make_password(PASSWORD)
    found = []
    for number, place in enumerate(places[:many]):
        role = roles[number % len(roles)]
        officer = Officer.objects.select_related("account").get(pk=place.officers[role])
        assert officer.account is not None  # noqa: S101 - the ground has laid it
        officer.account.password = password
        officer.account.save(update_fields=["password"])
        found.append(Seat(officer, officer.account, role))
    return found
