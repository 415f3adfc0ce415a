"""The people who work in the demonstration's offices, and who acts in which role."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.agencies.actors import Actor, Grant
from motcua.agencies.models import Agency, Desk, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, calendar_of, desk_context
from motcua.demo.names import full_name
from motcua.kernel.text import given_name_sort_key
from motcua.kernel.workdays import Calendar

FOUR_CHAIRS: Final[tuple[tuple[str, tuple[Role, ...]], ...]] = (
    ("Công chức một cửa", (Role.DESK_OFFICER, Role.CASHIER, Role.HEAD_OF_DESK)),
    ("Công chức tư pháp - hộ tịch", (Role.HANDLING_OFFICER, Role.REVIEWER)),
    ("Phó Chủ tịch", (Role.APPROVER,)),
    ("Văn thư", (Role.CLERK,)),
)
"""How a small commune shares the roles among four people."""
FOUR_CHAIRS_OF_A_DEPARTMENT: Final = (
    ("Chuyên viên một cửa", FOUR_CHAIRS[0][1]),
    ("Chuyên viên", FOUR_CHAIRS[1][1]),
    ("Phó Giám đốc", FOUR_CHAIRS[2][1]),
    ("Văn thư", FOUR_CHAIRS[3][1]),
)


@dataclass(frozen=True, slots=True)
class Chair:
    """A place of work to fill: what its holder is called and may do."""

    agency: Agency
    desk: Desk
    position: str
    roles: tuple[Role, ...]
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An agency at work: its desk, its calendar and its officers by role."""

    context: DeskContext
    calendar: Calendar
    by_role: dict[Role, list[Actor]]

    @property
    def agency(self) -> Agency:
        """Return the agency that the desk receives for."""
        return self.context.agency

    def actor(self, role: Role, chance: random.Random | None = None) -> Actor:
        """Return somebody who holds ``role``: the first, or one by chance."""
        holders = self.by_role[role]
        return chance.choice(holders) if chance else holders[0]


def fill_chairs(chairs: Sequence[Chair], *, seed: int, since: date) -> list[Officer]:
    """Make an officer with a made-up name for each chair, in the same order."""
    officers = []
    for number, chair in enumerate(chairs):
        chance = random.Random(f"{seed}:officer:{chair.agency.code}:{number}")  # noqa: S311, names
        name = full_name(chance, chance.choice(("male", "female")))
        officers.append(
            Officer(
                agency=chair.agency,
                desk=chair.desk,
                full_name=name,
                sort_key=given_name_sort_key(name),
                position=chair.position,
                counter=chair.counter,
            )
        )
    Officer.objects.bulk_create(officers)
    RoleAssignment.objects.bulk_create(
        RoleAssignment(officer=officer, agency=chair.agency, role=role, valid_from=since)
        for officer, chair in zip(officers, chairs, strict=True)
        for role in chair.roles
    )
    return officers


def small_office(agency: Agency, desk: Desk, *, is_department: bool) -> list[Chair]:
    """Return the four chairs of an agency that is shown only from outside."""
    shared = FOUR_CHAIRS_OF_A_DEPARTMENT if is_department else FOUR_CHAIRS
    return [Chair(agency, desk, position, roles) for position, roles in shared]


def office_at(desk: Desk) -> Office:
    """Return the office around ``desk`` as it is staffed now."""
    context = desk_context(desk.pk)
    return Office(
        context=context,
        calendar=calendar_of(context.agency),
        by_role=_holders(context.agency),
    )


def _holders(agency: Agency) -> dict[Role, list[Actor]]:
    held = RoleAssignment.objects.filter(agency=agency, officer__is_active=True)
    grants: dict[int, list[Role]] = {}
    names: dict[int, tuple[str, int | None]] = {}
    rows = held.order_by("officer_id", "role").values_list(
        "officer_id", "officer__full_name", "officer__account_id", "role"
    )
    for officer_id, name, account_id, role in rows:
        grants.setdefault(officer_id, []).append(Role(role))
        names[officer_id] = (name, account_id)
    by_role: dict[Role, list[Actor]] = {}
    for officer_id, roles in grants.items():
        actor = acting(officer_id, *names[officer_id], agency.pk, roles)
        for role in roles:
            by_role.setdefault(role, []).append(actor)
    return by_role


def acting(
    officer_id: int, name: str, account_id: int | None, agency_id: int, roles: Iterable[Role]
) -> Actor:
    """Return an officer at work, in his or her own right."""
    grants = tuple(Grant(agency_id=agency_id, role=role, officer_id=officer_id) for role in roles)
    return Actor(officer_id=officer_id, account_id=account_id, name=name, grants=grants)
