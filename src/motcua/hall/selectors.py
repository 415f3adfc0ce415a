"""Questions about the hall that span more than one row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from motcua.agencies.selectors import calendar_of
from motcua.hall import duty
from motcua.hall.calling import Waiting, in_order, run_of_first
from motcua.hall.estimates import Estimate, estimate
from motcua.hall.hours import Span, is_morning, receiving, slots_of, span_of
from motcua.hall.lifecycle import AT_COUNTER, HOLDING, TicketState
from motcua.hall.models import (
    Appointment,
    AppointmentRule,
    Counter,
    Hall,
    ServiceGroup,
    Slot,
    Ticket,
)
from motcua.kernel import clock
from motcua.kernel.layers import Session
from motcua.people.models import Person
from motcua.procedures.models import Procedure


@dataclass(frozen=True, slots=True)
class Place:
    """Where a waiting ticket stands: how many before it, and how long that may take."""

    ahead: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot that may be booked, with the places left."""

    span: Span
    left: int
    is_running: bool


def active_groups(hall: Hall) -> list[ServiceGroup]:
    """Return the groups in use, each knowing its hall."""
    groups = list(hall.groups.filter(is_active=True))
    for group in groups:
        group.hall = hall
    return groups


def group_for(groups: Iterable[ServiceGroup], procedure: Procedure) -> ServiceGroup | None:
    """Return the group that serves ``procedure``: one that names its field, else the rest's."""
    served = [group for group in groups if not group.is_guidance]
    named = (group for group in served if procedure.field in group.fields)
    rest = (group for group in served if not group.fields)
    return next(named, None) or next(rest, None)


def place_of(ticket: Ticket, at: datetime) -> Place | None:
    """Return where a waiting ticket stands among those that the same counters serve; else None.

    What the rule would do if nobody else came: people with priority may still come before.
    """
    if ticket.state != TicketState.WAITING:
        return None
    counters = Counter.objects.filter(groups=ticket.group_id, is_active=True)
    group_ids = set(counters.values_list("groups", flat=True)) | {ticket.group_id}
    todays = Ticket.objects.filter(group_id__in=group_ids, day=ticket.day)
    keys = [one.key for one in _order(todays, ticket.group.hall.priority_in_a_row, at)]
    ahead = keys.index(ticket.pk) if ticket.pk in keys else 0
    open_now = counters.filter(officer__isnull=False, paused_at__isnull=True).count()
    return Place(ahead, estimate(ahead, durations(todays), counters=open_now))


def _order(todays: QuerySet[Ticket], most: int, at: datetime) -> list[Waiting]:
    rows = todays.filter(state=TicketState.WAITING).values_list(
        "taken_at", "pk", "priority", "appointed_at"
    )
    waiting = [Waiting(taken, pk, bool(priority), hour) for taken, pk, priority, hour in rows]
    called = todays.filter(call_order__isnull=False).order_by("-call_order")
    row = run_of_first(list(called.values_list("went_first", flat=True)[:most]))
    return in_order(waiting, first_in_a_row=row, most=most, at=at)


def durations(todays: QuerySet[Ticket]) -> list[timedelta]:
    """Return how long those served took, from the call to the end."""
    served = todays.filter(state=TicketState.SERVED, ended_at__isnull=False)
    return list(
        served.annotate(took=F("ended_at") - F("called_at")).values_list("took", flat=True)
    )


def waiting_by_group(
    hall: Hall, on: date, at: datetime
) -> list[tuple[ServiceGroup, list[Ticket]]]:
    """Return each group in use with those who wait, in the order in which they would be called."""
    waiting: dict[int, list[Ticket]] = defaultdict(list)
    todays = Ticket.objects.filter(group__hall=hall, day=on)
    by_key = {one.pk: one for one in todays.filter(state=TicketState.WAITING)}
    for one in _order(todays, hall.priority_in_a_row, at):
        waiting[by_key[one.key].group_id].append(by_key[one.key])
    return [(group, waiting[group.pk]) for group in active_groups(hall)]


def missed_today(hall: Hall, on: date) -> list[Ticket]:
    """Return who was called and did not come, the latest first."""
    return list(
        Ticket.objects.filter(group__hall=hall, day=on, state=TicketState.NO_SHOW)
        .select_related("counter")
        .order_by("-announced")
    )


def called_now(hall: Hall, on: date) -> list[Ticket]:
    """Return who is called to or served at each counter, the latest call first."""
    return list(
        Ticket.objects.filter(group__hall=hall, day=on, state__in=AT_COUNTER)
        .select_related("counter")
        .order_by("-announced")
    )


def waiting_counts(hall: Hall, on: date) -> dict[int, int]:
    """Return how many wait in each group."""
    counts: dict[int, int] = defaultdict(int)
    waiting = Ticket.objects.filter(group__hall=hall, day=on, state=TicketState.WAITING)
    for group_id in waiting.values_list("group_id", flat=True):
        counts[group_id] += 1
    return counts


def rule_on(group: ServiceGroup, day: date) -> AppointmentRule | None:
    """Return how ``group`` may be booked on ``day``."""
    found: AppointmentRule | None = (
        AppointmentRule.objects.valid_on(day).filter(group=group).order_by("-valid_from").first()
    )
    return found


def spans_on(group: ServiceGroup, rule: AppointmentRule, day: date) -> list[Span]:
    """Return the slots of ``day``, whoever has taken them: within the sessions of the calendar.

    Guidance has those in which a helper is on duty.
    """
    spans = [
        span_of(day, piece)
        for session in receiving(calendar_of(group.hall.desk.agency), day)
        if _is_in_part(session, rule.part)
        for piece in slots_of(session, rule.slot_minutes)
    ]
    return [span for span in spans if _is_staffed(group, span)]


def is_received(slot: Slot) -> bool:
    """Say whether the desk still receives at a slot that was booked, whatever the rule by now."""
    group, day = slot.group, clock.day_of(slot.starts_at)
    sessions = receiving(calendar_of(group.hall.desk.agency), day)
    spans = [span_of(day, session) for session in sessions]
    is_open = any(one.starts_at <= slot.starts_at and slot.ends_at <= one.ends_at for one in spans)
    return is_open and _is_staffed(group, Span(slot.starts_at, slot.ends_at))


def _is_staffed(group: ServiceGroup, span: Span) -> bool:
    return not group.is_guidance or duty.is_somebody_on_duty(
        desk_id=group.hall.desk_id, starts_at=span.starts_at, ends_at=span.ends_at
    )


def free_slots(group: ServiceGroup, day: date, at: datetime) -> list[FreeSlot]:
    """Return the slots of ``day`` that may still be booked; a running one too, for who is near."""
    rule = rule_on(group, day)
    if rule is None or not group.is_active or not _is_within(rule, day, at):
        return []
    spans = [span for span in spans_on(group, rule, day) if span.ends_at > at]
    taken = taken_places(group, [span.starts_at for span in spans])
    return [
        FreeSlot(span, left, is_running=span.starts_at <= at)
        for span in spans
        if (left := rule.capacity - taken.get(span.starts_at, 0)) > 0
    ]


def free_days(group: ServiceGroup, at: datetime) -> list[tuple[date, int]]:
    """Return the days that may be booked, each with the places left on it."""
    today = clock.day_of(at)
    rules = list(AppointmentRule.objects.filter(group=group))
    most = max((rule.days_ahead for rule in rules), default=0)
    days = (today + timedelta(days=ahead) for ahead in range(most + 1))
    return [
        (day, left)
        for day in days
        if (left := sum(slot.left for slot in free_slots(group, day, at)))
    ]


def taken_places(group: ServiceGroup, starts: Sequence[datetime]) -> dict[datetime, int]:
    """Return how many places of each slot are held."""
    counts: dict[datetime, int] = defaultdict(int)
    held = Appointment.objects.filter(
        slot__group=group, slot__starts_at__in=starts, state__in=HOLDING
    )
    for starts_at in held.values_list("slot__starts_at", flat=True):
        counts[clock.local(starts_at)] += 1
    return counts


def appointments_on(hall: Hall, day: date) -> list[Appointment]:
    """Return the appointments of a day in the order of their hours."""
    begin, end = span_of(day, Session(0, 24 * 60)).starts_at, day + timedelta(days=1)
    return list(
        Appointment.objects.filter(
            slot__group__hall=hall,
            slot__starts_at__gte=begin,
            slot__starts_at__lt=span_of(end, Session(0, 0)).starts_at,
        )
        .select_related("slot__group", "procedure", "ticket")
        .order_by("slot__starts_at", "pk")
    )


def bookable_halls(on: date) -> list[Hall]:
    """Return the halls in which some group may be booked, by name."""
    rules = AppointmentRule.objects.valid_on(on) | AppointmentRule.objects.filter(
        valid_from__gt=on
    )
    return list(
        Hall.objects.filter(groups__rules__in=rules, groups__is_active=True)
        .select_related("desk__agency")
        .distinct()
        .order_by("desk__agency__name")
    )


def _is_within(rule: AppointmentRule, day: date, at: datetime) -> bool:
    return 0 <= (day - clock.day_of(at)).days <= rule.days_ahead


def _is_in_part(session: Session, part: str) -> bool:
    if part == AppointmentRule.Part.ALL:
        return True
    return is_morning(session) == (part == AppointmentRule.Part.MORNING)


def own_appointments(people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return the appointments of one person that still name them. One query."""
    mine = Q(person__in=people)
    for one in people:
        if one.phone:
            mine |= Q(phone=one.phone, name=one.full_name)
    found = Appointment.objects.filter(mine).select_related("slot__group__hall__desk")
    return [
        {
            "code": one.code,
            "desk": one.slot.group.hall.desk.name,
            "group": one.slot.group.name,
            "starts_at": clock.local(one.slot.starts_at).isoformat(timespec="seconds"),
            "state": str(one.get_state_display()),
            "name": one.name,
            "phone": one.phone,
            "email": one.email,
        }
        for one in found.order_by("slot__starts_at")
    ]
