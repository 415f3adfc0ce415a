"""A unit whose guidance somebody organises: forces, people in them, the shifts of a week."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.guidance.helping import HelperAtWork
from motcua.guidance.models import Assignment, Force, GuidanceSession, Helper, Shift, ShiftPattern
from motcua.guidance.selectors import helper_of, monday_of
from motcua.guidance.services.people import add_force, found_programme, save_helper
from motcua.guidance.services.rosters import lay_out, publish_week, save_pattern
from motcua.guidance.services.sessions import Told, record_session
from motcua.kernel.clock import VIETNAM
from tests import factories

MONDAY: Final = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
WEEK: Final = monday_of(MONDAY.date())
NEXT_WEEK: Final = monday_of(MONDAY.date().replace(day=30))
NUMBER: Final = "077101900001"


@dataclass
class Guided:
    """What a test points at."""

    desk: Desk
    organiser: Actor
    youth: Force
    women: Force

    def helper(self, name: str = "Nguyễn Mai Anh", force: Force | None = None) -> Helper:
        """Return a helper with an account, free all week."""
        helper = save_helper(
            Helper(),
            {"force": force or self.youth, "full_name": name, "phone": "0900000021"},
            actor=self.organiser,
            at=MONDAY,
        )
        helper.account = Account.objects.create(
            username=f"huong-dan-{helper.ref.hex[:12]}",
            display_name=name,
            kind=AccountKind.HELPER,
        )
        helper.save(update_fields=["account"])
        return helper

    def pattern(self, **values: Any) -> ShiftPattern:
        """Return a shift that is held in the afternoons of all working days."""
        given = {
            "desk": self.desk,
            "name": "Ca chiều",
            "weekdays": [0, 1, 2, 3, 4],
            "begins": time(13),
            "ends": time(17),
            "least": 1,
            "least_of": {},
            **values,
        }
        return save_pattern(ShiftPattern(), given, actor=self.organiser)

    def published(self) -> list[Shift]:
        """Return the shifts of this week, for everybody to see."""
        lay_out(self.desk, WEEK, actor=self.organiser)
        publish_week(self.desk, WEEK, actor=self.organiser, at=MONDAY)
        return list(Shift.objects.filter(desk=self.desk))

    def place(self, helper: Helper, shift: Shift) -> Assignment:
        """Put somebody into a shift, as it stands."""
        return Assignment.objects.create(helper=helper, shift=shift)


def open_unit(**agency: Any) -> Guided:
    """Return a unit with two forces and the programme of three and five."""
    desk = factories.DeskFactory.create(agency=factories.AgencyFactory.create(**agency))
    organiser = factories.actor_with(Role.ORGANISER, agency=desk.agency)
    found_programme(at=MONDAY)
    return Guided(
        desk,
        organiser,
        add_force(desk.agency, "Đoàn Thanh niên", actor=organiser),
        add_force(desk.agency, "Hội Phụ nữ", actor=organiser),
    )


def at_work(helper: Helper) -> HelperAtWork:
    """Return the helper as the room sees them."""
    assert helper.account is not None
    found = helper_of(helper.account)
    assert found is not None
    return found


def guide(helper: Helper, at: datetime = MONDAY, number: str = "", **told: Any) -> GuidanceSession:
    """Write one session."""
    values: dict[str, Any] = {
        "ref": uuid.uuid4(),
        "topics": ["nop-ho-so"],
        "outcomes": ["nop-ho-so"],
        "minutes": 10,
        **told,
    }
    return record_session(Told(number=number, **values), helper=at_work(helper), at=at)
