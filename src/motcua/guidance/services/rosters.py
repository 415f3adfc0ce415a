"""Everything that changes the roster: weeks, who stands where, absences, swaps, coming."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.selectors import calendar_of
from motcua.guidance.models import (
    Absence,
    Assignment,
    Attendance,
    Helper,
    Shift,
    ShiftPattern,
    Swap,
)
from motcua.guidance.policies import require_organiser
from motcua.guidance.rostering import Proposal, is_held, propose
from motcua.guidance.selectors import (
    candidates,
    current_shift,
    instant,
    monday_of,
    pattern_of,
    slot_of,
    week_of,
    week_views,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.workdays import DayKind

_DIGITS: Final = "23456789"
"""Read from a screen across a counter: nothing that looks like a letter."""
_CODE_LENGTH: Final = 4
_MINUTE: Final = timedelta(minutes=1)


class RosterError(DomainError):
    """The roster cannot be changed like that."""

    code: ClassVar[str] = "roster"


@transaction.atomic
def save_pattern(
    pattern: ShiftPattern, values: Mapping[str, Any], *, actor: Actor
) -> ShiftPattern:
    """Write a shift of the week, new or known. Weeks already laid out stay as they are."""
    for name, value in values.items():
        setattr(pattern, name, value)
    require_organiser(actor, pattern.desk.agency_id)
    if pattern.ends <= pattern.begins:
        raise RosterError(_("Giờ kết thúc phải sau giờ bắt đầu."))
    if sum(int(least) for least in pattern.least_of.values()) > pattern.least:
        raise RosterError(_("Các lực lượng cộng lại nhiều hơn số người của cả ca."))
    others = ShiftPattern.objects.filter(desk=pattern.desk).exclude(pk=pattern.pk)
    if others.filter(name__iexact=pattern.name).exists():
        raise RosterError(_("Đã có ca tên này."))
    clash = others.filter(begins__lt=pattern.ends, ends__gt=pattern.begins)
    if any(set(one.weekdays) & set(pattern.weekdays) for one in clash):
        raise RosterError(_("Giờ của ca này chồng lên một ca khác cùng ngày."))
    pattern.save()
    return pattern


@transaction.atomic
def remove_pattern(pattern: ShiftPattern, *, actor: Actor) -> None:
    """Have a shift no more in weeks to come."""
    require_organiser(actor, pattern.desk.agency_id)
    pattern.delete()


@transaction.atomic
def lay_out(desk: Desk, monday: date, *, actor: Actor) -> list[Shift]:
    """Make the shifts that the desk's patterns and calendar ask for and that are not there yet.

    A shift on what has become a day off goes, unless somebody was guided in it or it was
    published: then it is the organiser who takes it away, having told people.
    """
    require_organiser(actor, desk.agency_id)
    # Two organisers who open the same week must not lay it out twice.
    Desk.objects.select_for_update().get(pk=desk.pk)
    calendar = calendar_of(desk.agency)
    patterns = [pattern_of(row) for row in desk.shift_patterns.all()]
    there = {
        (one.on, one.begins): one
        for one in Shift.objects.filter(desk=desk, on__range=_span(monday))
    }
    wanted: dict[tuple[date, time], Shift] = {}
    for on in week_of(monday):
        note = calendar.day_note(on)
        sessions = (*calendar.sessions_on(on), *calendar.reception_sessions_on(on))
        is_makeup = note is not None and note.kind is DayKind.MAKEUP
        for pattern in patterns:
            if is_held(pattern, on, sessions, is_makeup=is_makeup):
                wanted[on, pattern.begins] = Shift(
                    desk=desk,
                    on=on,
                    name=pattern.name,
                    begins=pattern.begins,
                    ends=pattern.ends,
                    least=pattern.least,
                    least_of={str(force): least for force, least in pattern.least_of.items()},
                    code=new_code(),
                )
    for place, shift in there.items():
        if place not in wanted and shift.published_at is None:
            shift.delete()
    Shift.objects.bulk_create(row for place, row in wanted.items() if place not in there)
    return list(Shift.objects.filter(desk=desk, on__range=_span(monday)))


@transaction.atomic
def propose_week(desk: Desk, monday: date, *, actor: Actor, at: datetime) -> Proposal:
    """Fill the shifts of a week that have not begun; whoever stands in one already stays."""
    shifts = lay_out(desk, monday, actor=actor)
    to_fill = [one for one in shifts if instant(one.on, one, is_end=False) > at]
    kept: dict[int, list[int]] = {one.pk: [] for one in to_fill}
    for shift_id, helper_id in Assignment.objects.filter(shift__in=to_fill).values_list(
        "shift_id", "helper_id"
    ):
        kept[shift_id].append(helper_id)
    # Who already stands at another desk is not free then.
    people = candidates(desk.agency, monday)
    elsewhere = _elsewhere(desk, monday)
    proposal = propose(
        [*[slot_of(one) for one in to_fill], *[slot_of(one) for one in elsewhere]],
        people,
        {**kept, **{one.pk: [a.helper_id for a in one.assignments.all()] for one in elsewhere}},
        seed=f"{desk.code}:{monday.isoformat()}",
    )
    ours = {one.pk for one in to_fill}
    Assignment.objects.bulk_create(
        Assignment(shift_id=shift_id, helper_id=helper_id)
        for shift_id, helpers in proposal.placed.items()
        if shift_id in ours
        for helper_id in helpers
        if helper_id not in kept[shift_id]
    )
    gaps = tuple(gap for gap in proposal.gaps if gap.slot in ours)
    placed = {key: people for key, people in proposal.placed.items() if key in ours}
    return Proposal(placed, gaps)


@transaction.atomic
def publish_week(desk: Desk, monday: date, *, actor: Actor, at: datetime) -> int:
    """Let helpers and the public see a week, gaps and all; return how many shifts are new."""
    require_organiser(actor, desk.agency_id)
    return Shift.objects.filter(
        desk=desk, on__range=_span(monday), published_at__isnull=True
    ).update(published_at=at)


@transaction.atomic
def assign(shift: Shift, helper: Helper, *, actor: Actor) -> Assignment:
    """Put somebody into a shift by hand. Raises RosterError when they are away or elsewhere.

    The organiser may have asked them: a half day on which they are usually not free is no bar.
    """
    require_organiser(actor, shift.desk.agency_id)
    if helper.force.agency_id != shift.desk.agency_id:
        raise RosterError(_("Người này không thuộc đơn vị của ca trực."))
    return _place(shift, helper)


@transaction.atomic
def unassign(assignment: Assignment, *, actor: Actor) -> None:
    """Take somebody out of a shift to which they have not come."""
    require_organiser(actor, assignment.shift.desk.agency_id)
    if Attendance.objects.filter(assignment=assignment).exists():
        raise RosterError(_("Người này đã ghi có mặt ở ca đó."))
    _withdraw_swaps(assignment.shift_id, assignment.helper_id)
    assignment.delete()


@transaction.atomic
def report_absence(
    helper: Helper, *, from_on: date, to_on: date, reason: str, at: datetime
) -> list[Shift]:
    """Note days on which a helper is away; return the shifts that lose them by that."""
    if to_on < from_on:
        raise RosterError(_("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
    if to_on < clock.day_of(at):
        raise RosterError(_("Những ngày này đã qua."))
    Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    Absence.objects.create(
        helper=helper, from_on=from_on, to_on=to_on, reason=reason, created_at=at
    )
    lost = []
    held = Assignment.objects.filter(helper=helper, shift__on__range=(from_on, to_on))
    for row in held.select_related("shift__desk").filter(attendance__isnull=True):
        if instant(row.shift.on, row.shift, is_end=True) > at:
            lost.append(row.shift)
            _withdraw_swaps(row.shift_id, helper.pk)
            row.delete()
    return lost


@transaction.atomic
def ask_swap(assignment: Assignment, *, at: datetime) -> Swap:
    """Ask whoever may to take this shift; until somebody does, it stays the asker's."""
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("shift")
    row = locked.get(pk=assignment.pk)
    if row.shift.published_at is None or instant(row.shift.on, row.shift, is_end=False) <= at:
        raise RosterError(_("Chỉ đổi được ca đã công bố và chưa bắt đầu."))
    found, _is_new = Swap.objects.get_or_create(
        shift=row.shift, asker=row.helper, state=Swap.State.ASKED, defaults={"asked_at": at}
    )
    return found


@transaction.atomic
def take_swap(swap_id: int, taker: Helper, *, at: datetime) -> Swap:
    """Take the shift of whoever asked; of two who try at once the second is told so."""
    swap = (
        Swap.objects.select_for_update(of=("self",))
        .select_related("shift__desk", "asker__force")
        .get(pk=swap_id, asker__force__agency=taker.force.agency_id)
    )
    if swap.state != Swap.State.ASKED:
        raise RosterError(_("Ca này đã có người nhận, hoặc người nhờ đã thôi nhờ."))
    if swap.asker_id == taker.pk:
        raise RosterError(_("Đây là ca của chính ông/bà."))
    if instant(swap.shift.on, swap.shift, is_end=False) <= at:
        raise RosterError(_("Ca này đã bắt đầu."))
    held = Assignment.objects.filter(shift=swap.shift, helper=swap.asker).first()
    if held is None:
        raise RosterError(_("Người nhờ không còn ở ca này."))
    _withdraw_swaps(swap.shift_id, taker.pk)
    held.delete()
    _place(swap.shift, taker)
    swap.state, swap.taker, swap.settled_at = Swap.State.TAKEN, taker, at
    swap.save(update_fields=["state", "taker", "settled_at"])
    return swap


@transaction.atomic
def withdraw_swap(swap_id: int, asker: Helper, *, at: datetime) -> None:
    """No longer ask; what somebody has taken stays taken."""
    Swap.objects.filter(pk=swap_id, asker=asker, state=Swap.State.ASKED).update(
        state=Swap.State.WITHDRAWN, settled_at=at
    )


@transaction.atomic
def attend(helper_id: int, code: str, *, at: datetime) -> Attendance:
    """Note that a helper came, by the code on the desk's screen. Raises RosterError."""
    held = current_shift(helper_id, at)
    if held is None:
        raise RosterError(_("Lúc này ông/bà không có ca trực."))
    if not constant_time_compare("".join(code.split()), held.shift.code):
        raise RosterError(_("Mã chưa đúng. Xin xem mã trên màn hình của quầy."))
    late = (at - instant(held.shift.on, held.shift, is_end=False)) // _MINUTE
    row, _is_new = Attendance.objects.get_or_create(
        assignment=held, defaults={"came_at": at, "minutes_late": late}
    )
    return row


def new_code() -> str:
    """Return a code for one shift."""
    return "".join(secrets.choice(_DIGITS) for _n in range(_CODE_LENGTH))


def _span(monday: date) -> tuple[date, date]:
    days = week_of(monday_of(monday))
    return days[0], days[-1]


def _elsewhere(desk: Desk, monday: date) -> list[Shift]:
    others = Shift.objects.filter(desk__agency=desk.agency_id, on__range=_span(monday))
    return [
        view.shift
        for other in {
            one.desk_id: one.desk for one in others.exclude(desk=desk).select_related("desk")
        }.values()
        for view in week_views(other, monday_of(monday))
    ]


def _place(shift: Shift, helper: Helper) -> Assignment:
    """Write an assignment; whoever changes where a helper stands waits for the others."""
    locked = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if not locked.is_active:
        raise RosterError(_("Người này không còn tham gia."))
    away = Absence.objects.filter(helper=helper, from_on__lte=shift.on, to_on__gte=shift.on)
    if away.exists():
        raise RosterError(_("Người này báo vắng ngày đó."))
    same = Q(shift__begins__lt=shift.ends, shift__ends__gt=shift.begins)
    if Assignment.objects.filter(same, helper=helper, shift__on=shift.on).exists():
        raise RosterError(_("Người này đã có ca vào giờ đó."))
    return Assignment.objects.create(shift=shift, helper=helper)


def _withdraw_swaps(shift_id: int, helper_id: int) -> None:
    Swap.objects.filter(shift=shift_id, asker=helper_id, state=Swap.State.ASKED).update(
        state=Swap.State.WITHDRAWN
    )
