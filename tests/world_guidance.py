"""Guidance in the small province: two forces, a week's roster with a gap, sessions, a swap."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.roles import Role
from motcua.guidance.models import (
    Assignment,
    Attendance,
    Force,
    GuidanceSession,
    Helper,
    Shift,
    ShiftPattern,
    Swap,
)
from motcua.guidance.selectors import helper_of, monday_of
from motcua.guidance.services import people, rosters
from motcua.guidance.services.sessions import Told, record_session

if TYPE_CHECKING:
    from tests.world import World

HELPERS: Final = (
    ("Nguyễn Mai Anh", "Đoàn Thanh niên"),
    ("Trần Hữu Lộc", "Dân quân"),
    ("Phạm Thị Bé", "Hội Phụ nữ"),
)
NUMBER: Final = "077101900001"


def play_guidance(world: "World", at: datetime) -> None:
    """Let a unit's guidance be organised, and the afternoon's helper be at work."""
    agency, desk = world.here.agency, world.here.desk
    organiser = world.here.actor(Role.ORGANISER)
    people.found_programme(at=at)
    forces = {
        name: people.add_force(agency, name, actor=organiser)
        for name in sorted({force for _name, force in HELPERS})
    }
    for name, force in HELPERS:
        _join(name, forces[force], world, at)
    for name, begins, ends in (("Ca sáng", 7, 11), ("Ca chiều", 13, 17)):
        rosters.save_pattern(
            ShiftPattern(desk=desk),
            {
                "name": name,
                "weekdays": [0, 1, 2, 3, 4],
                "begins": time(begins, 30 if begins == 7 else 0),
                "ends": time(ends, 30 if begins == 7 else 0),
                "least": 2,
                "least_of": {str(forces["Dân quân"].pk): 1},
            },
            actor=organiser,
        )
    monday = monday_of(at.date())
    rosters.propose_week(desk, monday, actor=organiser, at=at - timedelta(days=3))
    rosters.publish_week(desk, monday, actor=organiser, at=at)
    mai_anh = Helper.objects.get(full_name="Nguyễn Mai Anh")
    people.set_consent(mai_anh, may_be_named=True, at=at)
    people.add_training(
        mai_anh, title="Hướng dẫn dịch vụ công", on=date(2026, 3, 4), hours=8, actor=organiser
    )
    _stand_today(world, mai_anh, at)
    _guide(mai_anh, at)
    officers = [world.here.officers[role] for role in (Role.DESK_OFFICER, Role.CLERK)]
    people.note_guided(officers, on=at.date(), actor=organiser, at=at)


def _join(name: str, force: Force, world: "World", at: datetime) -> None:
    helper = people.save_helper(
        Helper(),
        {"force": force, "full_name": name, "phone": "0900000031"},
        actor=world.here.actor(Role.ORGANISER),
        at=at,
    )
    helper.account = Account.objects.create(
        username=f"huong-dan-{helper.pk}", display_name=name, kind=AccountKind.HELPER
    )
    helper.save(update_fields=["account"])


def _stand_today(world: "World", helper: Helper, at: datetime) -> None:
    """Put the helper into this afternoon's shift; a colleague came late, another asks to swap."""
    shift = Shift.objects.get(desk=world.here.desk, on=at.date(), name="Ca chiều")
    Assignment.objects.get_or_create(shift=shift, helper=helper)
    other = Assignment.objects.filter(shift=shift).exclude(helper=helper).first()
    assert other is not None
    Attendance.objects.create(assignment=other, came_at=at, minutes_late=65)
    later = Assignment.objects.filter(shift__on__gt=at.date()).exclude(helper=helper).first()
    assert later is not None
    rosters.ask_swap(later, at=at)
    # One shift of the week lacks somebody.
    last = Shift.objects.filter(desk=world.here.desk).latest("on", "begins")
    Assignment.objects.filter(shift=last).exclude(shift=later.shift).delete()


def _guide(helper: Helper, at: datetime) -> None:
    assert helper.account is not None
    own = helper_of(helper.account)
    assert own is not None
    for minutes, number in ((53, ""), (34, NUMBER), (13, "")):
        told = Told(
            ref=uuid.uuid4(),
            topics=["nop-ho-so", "cai-dat"],
            outcomes=["nop-ho-so"],
            minutes=10,
            number=number,
            hard=["cai-dat"],
            remark="Mạng chậm" if number else "",
        )
        record_session(told, helper=own, at=at - timedelta(minutes=minutes))


def the_helper() -> Helper:
    """Return the helper of the visits."""
    found: Helper = Helper.objects.get(full_name="Nguyễn Mai Anh")
    return found


def own_session() -> GuidanceSession:
    """Return a session that the helper of the visits wrote."""
    found: GuidanceSession = GuidanceSession.objects.filter(helper=the_helper()).latest("at")
    return found


def open_swap() -> Swap:
    """Return the swap that somebody asks for."""
    found: Swap = Swap.objects.get(state=Swap.State.ASKED)
    return found
