"""A hall with two groups and two counters, in whatever database the test works."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.hall.models import AppointmentRule, Counter, Hall, ServiceGroup
from motcua.hall.services.serving import sit_down
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.dossiers.conftest import committed_database, migrated_template
from tests.factories import LONG_AGO, DeskFactory

__all__ = ["committed_database", "migrated_template"]
THURSDAY = datetime(2024, 9, 12, 8, 30, tzinfo=VIETNAM)
"""In the morning session of the nation's calendar."""


@dataclass
class Place:
    """A hall at work."""

    desk: Desk
    hall: Hall
    civil: ServiceGroup
    copies: ServiceGroup
    counters: list[Counter]
    officers: list[Actor]


def open_place(counters: int = 2, **fields: Any) -> Place:
    """Return a hall whose counters all serve both groups, with an officer at each."""
    desk: Desk = DeskFactory.create()
    hall = Hall.objects.create(desk=desk, **fields)
    civil = ServiceGroup.objects.create(hall=hall, letter="A", name="Hộ tịch", fields=["Hộ tịch"])
    copies = ServiceGroup.objects.create(hall=hall, letter="B", name="Việc khác", order=2)
    made, officers = [], []
    for number in range(1, counters + 1):
        counter = Counter.objects.create(hall=hall, name=f"Quầy {number}")
        counter.groups.set([civil, copies])
        officer = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
        made.append(sit_down(counter, actor=officer, at=THURSDAY))
        officers.append(officer)
    return Place(desk, hall, civil, copies, made, officers)


def bookable(group: ServiceGroup, **fields: Any) -> AppointmentRule:
    """Let ``group`` be booked, half an hour at a time, one place each."""
    values: dict[str, Any] = {
        "capacity": 1, "slot_minutes": 30, "days_ahead": 14, "valid_from": LONG_AGO, **fields
    }  # fmt: skip
    rule: AppointmentRule = AppointmentRule.objects.create(group=group, **values)
    return rule
