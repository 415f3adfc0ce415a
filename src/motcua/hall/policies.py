"""Who may see and do what in the hall. The only door to a hall, ticket or appointment."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import desks_for
from motcua.dossiers.policies import require_at_desk
from motcua.hall.models import Appointment, Counter, Hall, Ticket

LONGEST_TOKEN: Final = 32
LEADING: Final = (Role.HEAD_OF_DESK, Role.APPROVER)


def halls_for(actor: Actor, on: date) -> QuerySet[Hall]:
    """Return the halls of the desks at which ``actor`` works."""
    return (
        Hall.objects.filter(desk__in=desks_for(actor, on))
        .select_related("desk__agency")
        .order_by("desk__code")
    )


def halls_led_by(actor: Actor) -> QuerySet[Hall]:
    """Return the halls whose days ``actor`` looks over."""
    return (
        Hall.objects.filter(desk__agency_id__in=actor.agencies_with(*LEADING))
        .select_related("desk__agency")
        .order_by("desk__code")
    )


def access_hall(desk_code: str, on: date) -> Hall:
    """Return the hall of a desk, for everybody. Raises Http404."""
    hall = get_object_or_404(Hall.objects.select_related("desk__agency"), desk__code=desk_code)
    if not hall.desk.is_valid_on(on):
        raise Http404
    return hall


def access_counter(actor: Actor, ref: UUID) -> Counter:
    """Return a counter of a desk at which ``actor`` works. Raises Http404."""
    counter = get_object_or_404(
        Counter.objects.select_related("hall__desk__agency"), ref=ref, is_active=True
    )
    try:
        require_at_desk(actor, counter.hall.desk.agency_id)
    except PermissionDenied:
        raise Http404 from None
    return counter


def access_ticket(token: str) -> Ticket:
    """Return the ticket to whoever holds it: its token cannot be guessed. Raises Http404."""
    return get_object_or_404(
        Ticket.objects.select_related("group__hall__desk__agency", "counter", "appointment"),
        token=token[:LONGEST_TOKEN],
    )


def access_desk_ticket(actor: Actor, token: str) -> Ticket:
    """Return a ticket of a desk at which ``actor`` works. Raises Http404."""
    ticket = access_ticket(token)
    try:
        require_at_desk(actor, ticket.group.hall.desk.agency_id)
    except PermissionDenied:
        raise Http404 from None
    return ticket


def access_appointment(token: str) -> Appointment:
    """Return the appointment to whoever has its address. Raises Http404."""
    return get_object_or_404(
        Appointment.objects.select_related("slot__group__hall__desk__agency", "procedure"),
        token=token[:LONGEST_TOKEN],
    )


def own_appointments(person_id: int) -> QuerySet[Appointment]:
    """Return what somebody signed in has booked."""
    return Appointment.objects.filter(person_id=person_id).select_related(
        "slot__group__hall__desk__agency", "procedure"
    )


def require_at_counter(actor: Actor, counter: Counter) -> None:
    """Raise PermissionDenied unless ``actor`` works at the desk and sits at ``counter``."""
    require_at_desk(actor, counter.hall.desk.agency_id)
    if actor is not SYSTEM and counter.officer_id != actor.officer_id:
        raise PermissionDenied
