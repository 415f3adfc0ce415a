"""The hall of the small province: a counter with somebody called, people waiting, appointments."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from motcua.agencies.roles import Role
from motcua.hall.lifecycle import Priority
from motcua.hall.models import Appointment, AppointmentRule, Counter, Hall, ServiceGroup, Ticket
from motcua.hall.services import serving
from motcua.hall.services.booking import Guest, book
from motcua.hall.services.taking import take_ticket
from tests.factories import LONG_AGO

if TYPE_CHECKING:  # the world is built with this module
    from tests.world import World

GUEST: Final = Guest("Lý Thị Mận", "0900000911", "man@thu-dien-tu.example")
WEDNESDAY_NINE: Final = timedelta(days=1, hours=18, minutes=55)
"""From Monday 14:05; Tuesday is a holiday."""


def play_hall(world: "World", at: datetime) -> None:
    """Open the hall, let five people come, call two, book two appointments."""
    hall = Hall.objects.create(desk=world.here.desk)
    civil = ServiceGroup.objects.create(hall=hall, letter="A", name="Hộ tịch", fields=["Hộ tịch"])
    rest = ServiceGroup.objects.create(hall=hall, letter="B", name="Việc khác", order=2)
    guidance = ServiceGroup.objects.create(
        hall=hall, letter="H", name="Hướng dẫn nộp trực tuyến", order=3, is_guidance=True
    )
    for number, groups in (("Quầy 1", [civil, rest]), ("Quầy 2", [rest, guidance])):
        Counter.objects.create(hall=hall, name=number).groups.set(groups)
    for group in (civil, guidance):
        AppointmentRule.objects.create(group=group, valid_from=LONG_AGO)
    counter = hall.counters.select_related("hall__desk__agency").get(name="Quầy 1")
    officer = world.here.actor(Role.DESK_OFFICER)
    serving.sit_down(counter, actor=officer, at=at)
    for minute, group in ((-50, civil), (-45, rest), (-40, civil), (-20, civil)):
        take_ticket(group, at=at + timedelta(minutes=minute))
    take_ticket(civil, at=at - timedelta(minutes=10), priority=Priority.ELDERLY)
    called: dict[str, Any] = {"actor": officer, "at": at - timedelta(minutes=30)}
    first = serving.call_next(counter, **called)
    assert first is not None
    serving.finish(first, **called)
    missed = serving.call_next(counter, **called)
    assert missed is not None
    serving.no_show(missed, **called)
    serving.call_next(counter, actor=officer, at=at)
    book(civil, at + WEDNESDAY_NINE, GUEST, at=at, procedure=world.marital)
    citizen = Guest(
        "Đỗ Nguyễn Thùy Dương", "0900000012", "", world.dossiers["accepted"].applicant_id
    )
    book(civil, at + WEDNESDAY_NINE + timedelta(hours=1), citizen, at=at)


def a_ticket(state: str = "waiting") -> Ticket:
    """Return one of the world's numbers in a state."""
    found = Ticket.objects.filter(state=state).order_by("pk").first()
    assert found is not None
    return found


def an_appointment() -> Appointment:
    """Return the stranger's appointment."""
    found: Appointment = Appointment.objects.get(name=GUEST.name)
    return found
