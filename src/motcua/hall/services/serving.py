"""At the counter: calling whose turn it is, calling again, beginning, ending.

Calls of one hall are made one after another: each holds the row of the hall's day until it is
committed. So two counters that call at the same moment get the two who are next, in order, and a
call that is rolled back leaves its person where they were.
"""

from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.models import Draft
from motcua.dossiers.policies import require_at_desk
from motcua.dossiers.services.drafts import open_draft
from motcua.hall.calling import Waiting, next_to_call, run_of_first
from motcua.hall.errors import CounterError
from motcua.hall.lifecycle import AT_COUNTER, TicketAct, TicketState, after
from motcua.hall.models import Counter, HallDay, Ticket
from motcua.hall.policies import require_at_counter
from motcua.hall.services.recording import note_ticket
from motcua.kernel import clock

_LOCK_DAY: Final = """
    INSERT INTO hall_hallday (hall_id, day, last_call) VALUES (%s, %s, 0)
    ON CONFLICT (hall_id, day) DO NOTHING
"""


@transaction.atomic
def sit_down(counter: Counter, *, actor: Actor, at: datetime) -> Counter:
    """Take a counter: whoever sat there before is gone, and so is one's own counter elsewhere.

    Raises CounterError while somebody is still being served at either.
    """
    require_at_desk(actor, counter.hall.desk.agency_id)
    mine = Counter.objects.filter(officer=actor.officer_id)
    held = list((mine | Counter.objects.filter(pk=counter.pk)).select_for_update().order_by("pk"))
    taken = next(one for one in held if one.pk == counter.pk)
    if taken.officer_id != actor.officer_id:
        for one in held:
            _refuse_busy(one)
        mine.update(officer=None, seated_at=None, paused_at=None)
    Counter.objects.filter(pk=counter.pk).update(
        officer_id=actor.officer_id, seated_at=at, paused_at=None
    )
    counter.refresh_from_db()
    return counter


@transaction.atomic
def stand_up(counter: Counter, *, actor: Actor) -> None:
    """Leave a counter. Raises CounterError while somebody is being served there."""
    locked = _hold(counter, actor)
    _refuse_busy(locked)
    Counter.objects.filter(pk=locked.pk).update(officer=None, seated_at=None, paused_at=None)


@transaction.atomic
def pause(counter: Counter, *, is_paused: bool, actor: Actor, at: datetime) -> None:
    """Close a counter for a while, or open it again; nobody is called meanwhile."""
    locked = _hold(counter, actor)
    Counter.objects.filter(pk=locked.pk).update(paused_at=at if is_paused else None)


@transaction.atomic
def call_next(counter: Counter, *, actor: Actor, at: datetime) -> Ticket | None:
    """Call whose turn it is in the groups of ``counter``; None when nobody waits.

    Who is being served there has been served with that. Raises CounterError when the counter is
    paused, or when somebody called there has neither come nor been given up.
    """
    locked = _hold(counter, actor)
    if locked.paused_at is not None:
        raise CounterError(_("Quầy đang tạm ngừng. Xin mở lại quầy trước khi gọi."))
    current = current_ticket(locked)
    if current is not None:
        if current.state == TicketState.CALLED:
            raise CounterError(
                _("Số %(code)s vừa gọi. Xin chọn “Bắt đầu” hoặc “Không đến” trước.")
                % {"code": current.code}
            )
        _end(current, TicketAct.FINISH, actor=actor, at=at)
    # From here on the day's row is held: what is read next is what all calls before left.
    day = _hold_day(locked.hall_id, clock.day_of(at))
    chosen, ticket = _whose_turn(locked, day, at), None
    while chosen is not None:
        ticket = _held_ticket(chosen.key)
        if ticket.state == TicketState.WAITING:
            break
        # Given back a moment ago: whoever comes after.
        chosen = _whose_turn(locked, day, at)
    if chosen is None or ticket is None:
        return None
    ticket.state = after(TicketState(ticket.state), TicketAct.CALL)
    ticket.counter, ticket.officer_id = locked, actor.officer_id
    ticket.called_at, ticket.went_first = at, chosen.goes_first(at)
    ticket.call_order = ticket.announced = _next_call(day)
    ticket.save(
        update_fields=[
            "state", "counter", "officer", "called_at", "went_first", "call_order", "announced",
        ]
    )  # fmt: skip
    note_ticket(ticket, TicketAct.CALL, at=at, officer_id=actor.officer_id)
    return ticket


@transaction.atomic
def call_again(ticket: Ticket, counter: Counter, *, actor: Actor, at: datetime) -> Ticket:
    """Call the number at the counter once more, or one that did not come and now is here.

    Raises TicketStateError, and CounterError while another is at the counter.
    """
    locked = _hold(counter, actor)
    day = _hold_day(locked.hall_id, clock.day_of(at))
    held = _held_ticket(ticket.pk)
    current = current_ticket(locked)
    is_ours = held.group.hall_id == locked.hall_id and held.day == day.day
    if (current is not None and current.pk != held.pk) or not is_ours:
        raise CounterError(_("Quầy đang có người. Xin làm xong rồi gọi số này."))
    if held.state in AT_COUNTER and held.counter_id != locked.pk:
        raise CounterError(_("Số này đang ở quầy khác."))
    held.state = after(TicketState(held.state), TicketAct.RECALL)
    held.counter, held.officer_id, held.ended_at = locked, actor.officer_id, None
    held.announced = _next_call(day)
    held.save(update_fields=["state", "counter", "officer", "ended_at", "announced"])
    note_ticket(held, TicketAct.RECALL, at=at, officer_id=actor.officer_id)
    return held


@transaction.atomic
def begin_serving(
    ticket: Ticket, *, actor: Actor, at: datetime, with_draft: bool
) -> tuple[Ticket, Draft | None]:
    """Note that the one called has come; with a draft of an acceptance if one is wanted.

    The draft's visit carries the ticket, so accepting it ends the ticket. Raises
    TicketStateError.
    """
    held = _held_ticket(ticket.pk)
    counter = _counter_of(held)
    require_at_counter(actor, counter)
    held.state = after(TicketState(held.state), TicketAct.SERVE)
    draft = None
    if with_draft:
        draft = open_draft(held.group.hall.desk, actor=actor, at=at, values=_known(held))
        held.visit = draft.visit
    held.save(update_fields=["state", "visit"])
    note_ticket(held, TicketAct.SERVE, at=at, officer_id=actor.officer_id)
    return held, draft


@transaction.atomic
def no_show(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Give up somebody who was called and did not come. Raises TicketStateError."""
    held = _held_ticket(ticket.pk)
    require_at_counter(actor, _counter_of(held))
    return _end(held, TicketAct.NO_SHOW, actor=actor, at=at)


@transaction.atomic
def finish(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """End what was done for the one at the counter. Raises TicketStateError."""
    held = _held_ticket(ticket.pk)
    require_at_counter(actor, _counter_of(held))
    return _end(held, TicketAct.FINISH, actor=actor, at=at)


def finish_where_served(*, actor: Actor, at: datetime, visit_id: int | None = None) -> None:
    """End the number that ``actor`` is serving, if any: a dossier was taken in or given back.

    With ``visit_id`` only the number of that visit. One query where there is none.
    """
    serving = Ticket.objects.filter(officer=actor.officer_id, state=TicketState.SERVING)
    if visit_id is not None:
        serving = serving.filter(visit_id=visit_id)
    for pk in list(serving.values_list("pk", flat=True)):
        with transaction.atomic():
            held = _held_ticket(pk)
            if held.state == TicketState.SERVING:
                _end(held, TicketAct.FINISH, actor=actor, at=at)


def current_ticket(counter: Counter) -> Ticket | None:
    """Return who is called to or served at ``counter``."""
    return (
        Ticket.objects.filter(counter=counter, state__in=AT_COUNTER)
        .select_related("group__hall__desk__agency", "counter", "appointment__procedure", "visit")
        .first()
    )


def _whose_turn(counter: Counter, day: HallDay, at: datetime) -> Waiting | None:
    todays = Ticket.objects.filter(group__counters=counter, day=day.day)
    rows = todays.filter(state=TicketState.WAITING).values_list(
        "taken_at", "pk", "priority", "appointed_at"
    )
    waiting = [Waiting(taken, pk, bool(priority), hour) for taken, pk, priority, hour in rows]
    most = counter.hall.priority_in_a_row
    called = todays.filter(call_order__isnull=False).order_by("-call_order")
    row = run_of_first(list(called.values_list("went_first", flat=True)[:most]))
    return next_to_call(waiting, first_in_a_row=row, most=most, at=at)


def _hold(counter: Counter, actor: Actor) -> Counter:
    """Return the counter with its row held, as the one at which ``actor`` sits."""
    locked = (
        Counter.objects.select_for_update(of=("self",))
        .select_related("hall__desk__agency")
        .get(pk=counter.pk)
    )
    require_at_counter(actor, locked)
    return locked


def _hold_day(hall_id: int, day: date) -> HallDay:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_DAY, [hall_id, day])
    return HallDay.objects.select_for_update().get(hall_id=hall_id, day=day)


def _next_call(day: HallDay) -> int:
    day.last_call += 1
    day.save(update_fields=["last_call"])
    return day.last_call


def _held_ticket(pk: int) -> Ticket:
    return (
        Ticket.objects.select_for_update(of=("self",))
        .select_related(
            "group__hall__desk__agency", "counter__hall__desk__agency", "appointment__procedure"
        )
        .get(pk=pk)
    )


def _counter_of(ticket: Ticket) -> Counter:
    if ticket.counter is None:
        raise CounterError(_("Số này chưa được gọi."))
    return ticket.counter


def _end(ticket: Ticket, act: TicketAct, *, actor: Actor, at: datetime) -> Ticket:
    ticket.state = after(TicketState(ticket.state), act)
    ticket.ended_at = at
    ticket.save(update_fields=["state", "ended_at"])
    note_ticket(ticket, act, at=at, officer_id=actor.officer_id)
    return ticket


def _refuse_busy(counter: Counter) -> None:
    current = current_ticket(counter)
    if current is not None:
        raise CounterError(
            _("%(counter)s đang có số %(code)s. Xin làm xong số này trước.")
            % {"counter": counter.name, "code": current.code}
        )


def _known(ticket: Ticket) -> dict[str, Any]:
    """Return what an appointment has told already, for the acceptance screen."""
    appointment = ticket.appointment
    if appointment is None:
        return {}
    known = {
        "applicant_name": appointment.name,
        "applicant_phone": appointment.phone,
        "applicant_email": appointment.email,
        "procedure": appointment.procedure.code if appointment.procedure else "",
    }
    return {name: value for name, value in known.items() if value}
