"""The hall of the living ward: groups and counters, the numbers of a morning, appointments."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.demo.names import citizen
from motcua.demo.town import SINCE, Town
from motcua.dossiers.daily.jobs import Report
from motcua.hall.hours import instant, receiving, session_at
from motcua.hall.lifecycle import Priority, TicketState
from motcua.hall.models import AppointmentRule, Counter, Hall, ServiceGroup, Ticket
from motcua.hall.selectors import active_groups, free_slots
from motcua.hall.services import serving
from motcua.hall.services.booking import Guest, arrive, book
from motcua.hall.services.sweeping import give_up_missed
from motcua.hall.services.taking import take_ticket
from motcua.kernel import clock

GROUPS: Final[tuple[tuple[str, str, list[str], bool], ...]] = (
    ("A", "Hộ tịch", ["Hộ tịch"], False),
    ("B", "Chứng thực, bản sao", ["Chứng thực"], False),
    ("C", "Đất đai, xây dựng, kinh doanh và việc khác", [], False),
    ("H", "Hướng dẫn nộp trực tuyến", [], True),
)
COUNTERS: Final = (("Quầy 1", "ABH"), ("Quầy 2", "ABC"), ("Quầy 3", "CH"))
DAYS_BEFORE: Final = 2
ARRIVALS: Final = 18
WAITING: Final = 5
PLAYED_MINUTES: Final = 130
LAST_MINUTES: Final = 12
PRIORITIES: Final = (Priority.ELDERLY, Priority.DISABLED, Priority.PREGNANT)
FIRST_SHARE: Final = 0.15
NO_SHOW_SHARE: Final = 0.07
AHEAD: Final = ((1, 3), (2, 2), (3, 1))
"""Appointments on the next working days: which day, how many."""
FIRST_SERIAL: Final = 700
TAKES: Final = (4, 6, 7, 9, 12, 16)
"""Minutes at the counter, as they fall."""


def set_up_hall(desk: Desk, *, since: date = SINCE) -> Hall:
    """Give ``desk`` a hall with groups, counters and hours that may be booked."""
    hall, is_new = Hall.objects.get_or_create(desk=desk)
    if not is_new:
        return hall
    groups = ServiceGroup.objects.bulk_create(
        ServiceGroup(
            hall=hall, letter=letter, name=name, fields=fields, is_guidance=guidance, order=order
        )
        for order, (letter, name, fields, guidance) in enumerate(GROUPS, start=1)
    )
    for name, letters in COUNTERS:
        counter = Counter.objects.create(hall=hall, name=name)
        counter.groups.set([group for group in groups if group.letter in letters])
    AppointmentRule.objects.bulk_create(
        AppointmentRule(group=group, valid_from=since, capacity=1 if group.is_guidance else 2)
        for group in groups
    )
    return hall


def play_hall(town: Town, *, at: datetime) -> None:
    """Play the last days in the hall and the morning of the reference day; book what comes."""
    hall = Hall.objects.select_related("desk__agency").get(desk=town.hall.context.desk)
    chance = random.Random(f"{town.seed}:hall:{town.reference_on}")  # noqa: S311, a play
    officers = _officers(town)
    for day in town.days_before(DAYS_BEFORE) if town.since is None else []:
        session = receiving(town.hall.calendar, day)[0]
        _play(hall, officers, instant(day, session.end), chance, goes_on=False)
    give_up_missed(at=instant(town.reference_on, 0), report=Report())
    until = _until(town, at)
    if town.next_days(1)[0] == town.reference_on:
        _play(hall, officers, until, chance, goes_on=True)
    _book_ahead(hall, town, until, chance)


def _until(town: Town, at: datetime) -> datetime:
    """Return until when the reference day is played: now if the desk is open, else mid-morning."""
    day = town.reference_on
    session = session_at(town.hall.calendar, at)
    is_open = session is not None and at - session.starts_at > timedelta(minutes=30)
    if is_open and clock.day_of(at) == day:
        return clock.local(at).replace(second=0, microsecond=0)
    return instant(day, 9 * 60 + 40)


def _officers(town: Town) -> list[Actor]:
    return [*town.hall.by_role[Role.DESK_OFFICER][:2], town.hall.actor(Role.HEAD_OF_DESK)]


def _play(
    hall: Hall, officers: list[Actor], until: datetime, chance: random.Random, *, goes_on: bool
) -> None:
    """Let people come and be called, minute by minute, until ``until``.

    A morning that ``goes_on`` leaves some waiting and one called; else nobody is left.
    """
    session = session_at(calendar_of(hall.desk.agency), until - timedelta(minutes=1))
    if session is None:
        raise ValueError("nobody comes while the desk is closed")
    begins = max(session.starts_at, until - timedelta(minutes=PLAYED_MINUTES))
    length = int((until - begins).total_seconds() // 60)
    groups = active_groups(hall)
    counters = list(hall.counters.select_related("hall__desk__agency")[:2])
    for counter, officer in zip(counters, officers, strict=False):
        serving.sit_down(counter, actor=officer, at=begins)
    comes = [chance.randrange(max(1, length - 25)) for _n in range(ARRIVALS)]
    comes += [length - n for n in range(2, WAITING + 3)] if goes_on else []
    calls_until = length - LAST_MINUTES if goes_on else length
    free = [0, 3]
    for minute in range(length):
        now = begins + timedelta(minutes=minute)
        for _person in range(comes.count(minute)):
            priority = chance.choice(PRIORITIES) if chance.random() < FIRST_SHARE else ""
            take_ticket(chance.choice(groups[:3]), at=now, priority=Priority(priority))
        for seat, since in enumerate(free):
            if since <= minute < calls_until:
                free[seat] = minute + _turn(counters[seat], officers[seat], now, chance)
    if goes_on:
        _leave_one_called(counters[0], officers[0], until)


def _turn(counter: Counter, officer: Actor, at: datetime, chance: random.Random) -> int:
    """Call and serve whoever is next; return after how many minutes the counter is free."""
    ticket = serving.call_next(counter, actor=officer, at=at)
    if ticket is None:
        return 1
    if chance.random() < NO_SHOW_SHARE:
        serving.no_show(ticket, actor=officer, at=at + timedelta(minutes=2))
        return 3
    serving.begin_serving(ticket, actor=officer, at=at + timedelta(minutes=1), with_draft=False)
    return chance.choice(TAKES)


def _leave_one_called(counter: Counter, officer: Actor, at: datetime) -> None:
    current = serving.current_ticket(counter)
    if current is None or current.state == TicketState.SERVING:
        serving.call_next(counter, actor=officer, at=at)


def _book_ahead(hall: Hall, town: Town, at: datetime, chance: random.Random) -> None:
    groups = active_groups(hall)
    serial = FIRST_SERIAL + 10 * (town.reference_on.toordinal() % 20)
    people = _people(serial)
    days = [day for day in town.next_days(5) if day > clock.day_of(at)]
    for place, count in AHEAD:
        for _n in range(count):
            group = chance.choice(groups[:3])
            slots = free_slots(group, days[place - 1], at)
            book(group, chance.choice(slots).span.starts_at, next(people), at=at)
    later = [slot for slot in free_slots(groups[0], clock.day_of(at), at) if not slot.is_running]
    if later:
        book(groups[0], later[0].span.starts_at, next(people), at=at)
    served = Ticket.objects.filter(group__hall=hall, appointment__isnull=False)
    running = [slot for slot in free_slots(groups[1], clock.day_of(at), at) if slot.is_running]
    if running and not served.exists():
        came = book(groups[1], running[0].span.starts_at, next(people), at=at)
        arrive(came, at=at)


def _people(serial: int) -> Iterator[Guest]:
    number = serial
    while True:
        chance = random.Random(f"hall:{number}")  # noqa: S311, names
        person = citizen(chance, serial=number, place="phường Vũng Tàu")
        yield Guest(person.full_name, f"0900000{number:03}", person.email)
        number += 1
