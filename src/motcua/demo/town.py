"""UBND phường Vũng Tàu as it stands on the morning of the reference day."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import AbsenceCover, Agency, Desk
from motcua.agencies.roles import Role
from motcua.agencies.services import cover_absence
from motcua.demo.accounts import ACCOUNT_OF_LAND, LIVING_ACCOUNTS, open_accounts
from motcua.demo.enacting import Venue
from motcua.demo.listeners import staff_listeners
from motcua.demo.moments import OfficeTime, midnight
from motcua.demo.offices import Chair, Office, fill_chairs, office_at, small_office
from motcua.demo.ward_processes import LAND_DEPARTMENT
from motcua.dossiers.models import Step
from motcua.kernel.limits import due
from motcua.procedures.selectors import LimitUnpublishedError, NotInForceError, Terms, terms_for

PROVINCE_CODE: Final = "79"
UNIT_CODE: Final = "26506"
PLACE: Final = "phường Vũng Tàu"
NEIGHBOURS: Final = ("26526", "26659")
DEPARTMENTS: Final = (LAND_DEPARTMENT, "H29.02", "H29.01")
"""Land and environment, which also does a step of a linked procedure; building; justice."""
SINCE: Final = date(2025, 7, 1)
DAYS_BEFORE: Final = 75
EARLIEST_MORNING: Final = SINCE + timedelta(days=DAYS_BEFORE)
DAYS_AFTER: Final = 60
PROCEDURES: Final = {
    "2.000815": 18,  # certified copies
    "1.001193": 14,  # births
    "2.000635": 12,  # copies from the civil register
    "1.004873": 12,  # marital status
    "2.000884": 8,  # certified signatures
    "1.000894": 6,  # marriages
    "1.000656": 6,  # deaths
    "1.001612": 8,  # household businesses
    "2.000720": 4,  # their changes
    "1.004859": 5,  # corrections
    "1.004884": 3,  # births registered again
    "2.001035": 3,  # certified contracts
    "1.004837": 1,  # guardianship
    "2.000908": 4,  # copies from the register of originals
    "2.000575": 2,  # household businesses: certificates issued again
    "1.001266": 2,  # household businesses: closing
    "1.013225": 4,  # building permits
    "1.013227": 2,  # building permits extended
    "1.012796": 3,  # land certificates corrected
    "1.013978": 2,  # land registered for the first time
    "1.002693": 1,  # trees felled
}
"""How often each is asked for at the ward's centre; what is not in force is left out."""
CHAIRS: Final[tuple[tuple[str, tuple[Role, ...], str], ...]] = (
    ("Nhân viên tiếp nhận", (Role.DESK_OFFICER,), "Quầy 1"),
    ("Chuyên viên phòng Tư pháp", (Role.HANDLING_OFFICER,), ""),
    ("Trưởng phòng Kinh tế, Hạ tầng và Đô thị", (Role.REVIEWER,), ""),
    ("Chủ tịch UBND phường", (Role.APPROVER,), ""),
    ("Văn thư", (Role.CLERK,), ""),
    ("Kế toán - thủ quỹ", (Role.CASHIER,), "Quầy thu phí"),
    ("Phó Giám đốc Trung tâm", (Role.HEAD_OF_DESK,), ""),
    ("Chuyên viên công nghệ thông tin", (Role.ADMINISTRATOR,), ""),
    ("Chuyên viên kiểm soát thủ tục", (Role.AUDITOR,), ""),
    ("Nhân viên tiếp nhận", (Role.DESK_OFFICER,), "Quầy 2"),
    ("Chuyên viên phòng Kinh tế", (Role.HANDLING_OFFICER,), ""),
    ("Phó Chủ tịch UBND phường", (Role.APPROVER,), ""),
)
"""In the order of the accounts; whoever comes after them has none."""
DEPUTY: Final = 11
COVERING: Final = 2
"""The head of a room signs for the deputy chairman while he is away."""
COVER_REASON: Final = "Đi tập huấn (dữ liệu trình diễn)"


@dataclass(frozen=True, slots=True)
class Town:
    """The ward's office, its neighbours, and the reference day; chance is the play's own."""

    hall: Office
    neighbours: list[Office]
    departments: list[Office]
    reference_on: date
    time: OfficeTime
    seed: int
    since: date | None
    terms: dict[str, Terms] = field(default_factory=dict)

    @property
    def venue(self) -> Venue:
        """Return the ward's office as a place to play in."""
        others = {office.agency.code: office for office in self.departments}
        return Venue(self.hall, self.time, self.until, others)

    @property
    def yesterday(self) -> date:
        """Return the last working day before the reference day."""
        return self.days_before(1)[0]

    @property
    def until(self) -> datetime:
        """Return the last instant at which anything happens in the play."""
        close = self.time.worked(midnight(self.yesterday + timedelta(days=1)))
        return self.time.after(close - 10)

    def later(self, instant: datetime, minutes: int) -> datetime:
        """Return the instant so many working minutes after ``instant``, in the play."""
        return min(self.time.after(self.time.worked(instant) + minutes), self.until)

    def office_of(self, agency_id: int) -> Office:
        """Return the office of an agency that has a part in the play."""
        offices = (self.hall, *self.neighbours, *self.departments)
        return next(office for office in offices if office.agency.pk == agency_id)

    def doer(self, step: Step, chance: random.Random) -> Actor:
        """Return who does ``step``: whom it was given to, or somebody who may."""
        holders = self.office_of(step.agency_id).by_role[Role(step.role)]
        own = [holder for holder in holders if holder.officer_id == step.assignee_id]
        return chance.choice(own or holders)

    def days_before(self, number: int) -> list[date]:
        """Return the last working days before the reference day, in order."""
        first = self.reference_on - timedelta(days=DAYS_BEFORE)
        return self.time.working_days(first, self.reference_on - timedelta(days=1))[-number:]

    def open_days(self, number: int) -> list[date]:
        """Return the last working days on which somebody may still come in.

        The days before an earlier reference day are closed: nothing is added to them.
        """
        days = self.days_before(number)
        return [day for day in days if self.since is None or day >= self.since]

    def next_days(self, number: int) -> list[date]:
        """Return the first working days from the reference day on."""
        last = self.reference_on + timedelta(days=DAYS_AFTER)
        return self.time.working_days(self.reference_on, last)[:number]

    def due_day(self, terms: Terms, accepted_at: datetime) -> date:
        """Return the day that would be promised."""
        answer = due(accepted_at, terms.limit, self.hall.calendar)
        assert answer.due is not None  # noqa: S101 - nothing is paused
        return answer.due.date()


def town_on(reference_on: date, *, seed: int, since: date | None = None) -> Town:
    """Return the ward's office as it is staffed, seen on ``reference_on``.

    ``since`` is the reference day before, if there was one.
    """
    hall = office_at(_desk(UNIT_CODE))
    time = OfficeTime.between(
        hall.calendar,
        reference_on - timedelta(days=DAYS_BEFORE),
        reference_on + timedelta(days=DAYS_AFTER),
    )
    terms = {
        code: found
        for code in PROCEDURES
        if (found := _terms(hall, code, reference_on)) is not None
    }
    neighbours = [office_at(_desk(code)) for code in NEIGHBOURS]
    departments = [office_at(_department_desk(code)) for code in DEPARTMENTS]
    return Town(hall, neighbours, departments, reference_on, time, seed, since, terms)


def _terms(office: Office, code: str, on: date) -> Terms | None:
    agency = office.agency
    try:
        return terms_for(code, agency.pk, agency.province_id, "direct", on, office.context.stamp)
    except (NotInForceError, LimitUnpublishedError):
        return None


def _desk(unit_code: str) -> Desk:
    desk: Desk = Desk.objects.select_related("agency").get(
        agency__unit__code=unit_code, agency__province__code=PROVINCE_CODE
    )
    return desk


def _department_desk(code: str) -> Desk:
    desk: Desk = Desk.objects.select_related("agency").get(agency__code=code)
    return desk


def living_desk() -> Desk:
    """Return the ward's own desk."""
    return _desk(UNIT_CODE)


def staff_the_town(*, seed: int) -> None:
    """Fill the chairs of the ward and of those around it, and open the accounts of the roles."""
    desk = _desk(UNIT_CODE)
    chairs = [Chair(desk.agency, desk, *chair) for chair in CHAIRS]
    officers = fill_chairs(chairs, seed=seed, since=SINCE)
    open_accounts({account.username: officers[i] for i, account in enumerate(LIVING_ACCOUNTS)})
    staff_listeners(desk, seed=seed, since=SINCE, with_accounts=True)
    for code in DEPARTMENTS:
        staff_listeners(_department_desk(code), seed=seed, since=SINCE)
    around = [_desk(code) for code in NEIGHBOURS]
    fill_chairs(
        [chair for d in around for chair in small_office(d.agency, d, is_department=False)],
        seed=seed,
        since=SINCE,
    )
    asked = [_department_desk(code) for code in DEPARTMENTS]
    _desk_officer, land_officer, *_others = fill_chairs(
        [chair for d in asked for chair in small_office(d.agency, d, is_department=True)],
        seed=seed,
        since=SINCE,
    )
    open_accounts({ACCOUNT_OF_LAND.username: land_officer})


def cover_the_deputy(town: Town) -> AbsenceCover:
    """Let the head of a room sign for the deputy chairman around the reference day."""
    agency: Agency = town.hall.agency
    officers = list(agency.officers.order_by("pk"))
    days = town.days_before(3)
    return cover_absence(
        absent=officers[DEPUTY],
        covering=officers[COVERING],
        from_on=days[0],
        to_on=town.next_days(5)[-1],
        reason=COVER_REASON,
        actor=SYSTEM,
    )
