"""Guidance in the demonstration: a ward of 2024 as the newspaper has it, and the living ward.

Nobody here exists; the numbers say that their holders were born in 1901.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Desk, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.demo.accounts import (
    ACCOUNT_OF_GUIDANCE,
    ACCOUNT_OF_THANG_NHI,
    DEMO_PASSWORD,
    HELPER_USERNAME,
    open_accounts,
)
from motcua.demo.names import full_name
from motcua.demo.offices import Chair, fill_chairs
from motcua.demo.province import Share, plan
from motcua.demo.town import SINCE, Town
from motcua.dossiers.models import Dossier
from motcua.guidance.models import (
    Assignment,
    Attendance,
    Force,
    GuidanceSession,
    Helper,
    ProgrammeVersion,
    SessionRemark,
    Shift,
    ShiftPattern,
)
from motcua.guidance.rostering import NOON
from motcua.guidance.selectors import instant, monday_of
from motcua.guidance.services import people, rosters
from motcua.indicators.guiding_acts import keep_later_acts
from motcua.kernel import clock
from motcua.people.keyed import number_key
from motcua.procedures.models import Channel

INSTALLED: Final = 2_454
"""People and businesses that installed a signature, as the newspaper reports of Thắng Nhì."""
BUSINESSES: Final = 154
INSTALL: Final = "cai-dat"
FIRST_SERIAL: Final = 400_000
FIRST_DAY: Final = date(2024, 3, 4)
LAST_DAY: Final = date(2024, 9, 13)
FORCES: Final = (("Đoàn Thanh niên", 5), ("Hội Liên hiệp Phụ nữ", 4), ("Dân quân", 3))
MAI_ANH: Final = "Nguyễn Mai Anh"
WEEKS_BACK: Final = 18
SHARE_TAUGHT: Final = 0.7
SHARE_LEARNT: Final = 0.5
SHARE_KNOWN: Final = 0.6
SHARE_PRESENT: Final = 0.94
FIRST_TAX_CODE: Final = 350_970_100
TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
CHAIR: Final = "Cán bộ Đoàn, điều phối hướng dẫn"
_OF_OTHERS: Final = 42
"""Added to the seed, so that the organiser has a name of their own."""
_BEFORE: Final = (4, 8, 12, 20, 45, 70)
"""Days between being guided and lodging alone."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit that guides: its desk and its people."""

    desk: Desk
    helpers: Sequence[Helper]
    version: ProgrammeVersion

    def session(
        self, at: datetime, helper: Helper, key: str, chance: random.Random, shift: Shift | None
    ) -> GuidanceSession:
        """Return one session, not yet stored."""
        topics = [one.id for one in self.version.topic_items if chance.random() < SHARE_TAUGHT]
        outcomes = [one.id for one in self.version.outcome_items if chance.random() < SHARE_LEARNT]
        topics = topics or [self.version.topic_items[0].id]
        return GuidanceSession(
            ref=uuid.UUID(int=chance.getrandbits(128), version=4),
            agency_id=self.desk.agency_id,
            desk=self.desk,
            helper=helper,
            force_id=helper.force_id,
            shift=shift,
            programme=self.version,
            on=clock.day_of(at),
            at=at,
            is_morning=clock.local(at).time() < NOON,
            person_key=key,
            topics=topics,
            outcomes=outcomes,
            hard=[topic for topic in topics if chance.random() < _hard(topic)],
            is_install=INSTALL in topics,
            minutes=chance.choice((5, 10, 10, 20, 30)),
            recorded_at=at,
        )


def _hard(topic: str) -> float:
    return 0.3 if topic == INSTALL else 0.1


def settle(*, seed: int, at: datetime, thang_nhi: Agency, desk: Desk) -> None:
    """Open the programme and the accounts of the organisers."""
    people.found_programme(at=at)
    chairs = [
        Chair(desk.agency, desk, CHAIR, (Role.ORGANISER,)),
        Chair(thang_nhi, Desk.objects.get(agency=thang_nhi), CHAIR, (Role.ORGANISER,)),
    ]
    here, there = fill_chairs(chairs, seed=seed + _OF_OTHERS, since=date(2024, 1, 1))
    open_accounts({ACCOUNT_OF_GUIDANCE.username: here, ACCOUNT_OF_THANG_NHI.username: there})


def tell_2024(share: Share, *, seed: int, at: datetime) -> None:
    """Tell the 2024 of phường Thắng Nhì; some who lodge online later are among the guided."""
    chance = random.Random(f"{seed}:thang-nhi")  # noqa: S311 - a play, no secret
    desk = Desk.objects.select_related("agency").get(agency=share.agency)
    unit = _Unit(desk, _recruit(desk.agency, chance, at), people.found_programme(at=at))
    calendar = calendar_of(desk.agency)
    span = (LAST_DAY - FIRST_DAY).days + 1
    days = [FIRST_DAY + timedelta(days=n) for n in range(span)]
    days = [day for day in days if calendar.is_working_day(day)]
    guided = _guided_before(share, days, chance, seed=seed)
    for serial in range(INSTALLED - len(guided)):
        guided[_number(serial, chance)] = days[serial * len(days) // INSTALLED]
    rows = []
    for number, on in guided.items():
        begins = datetime.combine(on, chance.choice((time(7, 45), time(13, 15))), clock.VIETNAM)
        moment = begins + timedelta(minutes=chance.randint(0, 200))
        helper = chance.choice(unit.helpers)
        row = unit.session(moment, helper, number_key(number), chance, None)
        if not row.is_install:
            row.topics, row.is_install = [*row.topics, INSTALL], True
        rows.append(row)
    GuidanceSession.objects.bulk_create(rows, batch_size=500)
    officers = list(Officer.objects.filter(agency=desk.agency))
    people.note_guided(officers, on=date(2024, 3, 29), actor=SYSTEM, at=at)


def _guided_before(
    share: Share, days: Sequence[date], chance: random.Random, *, seed: int
) -> dict[str, date]:
    """Return the numbers of people who lodge online later, and on which day they were guided."""
    found: dict[str, date] = {}
    for planned in plan(share, calendar_of(share.agency), seed=seed):
        on = clock.day_of(planned.submitted_at) - timedelta(days=chance.choice(_BEFORE))
        number = planned.applicant.identity_number
        if planned.channel == Channel.ONLINE and number and on in days:
            found.setdefault(number, on)
    return found


def _number(serial: int, chance: random.Random) -> str:
    """Return the number of somebody who does not exist, each another's; some are businesses."""
    each, rest = divmod(serial, INSTALLED // BUSINESSES)
    if rest == 0 and each < BUSINESSES:
        return _tax_code(FIRST_TAX_CODE + serial)
    return f"077{chance.choice('01')}01{FIRST_SERIAL + serial:06}"


def _tax_code(first_nine: int) -> str:
    digits = f"{first_nine:09}"
    check = 10 - sum(w * int(d) for w, d in zip(TAX_WEIGHTS, digits, strict=True)) % 11
    return f"{digits}{check % 10}"


def _recruit(agency: Agency, chance: random.Random, at: datetime) -> list[Helper]:
    """Return the helpers of a unit, in three forces."""
    found = []
    for name, size in FORCES:
        force = people.add_force(agency, name, actor=SYSTEM)
        for number in range(size):
            sex = "female" if "Phụ nữ" in name else chance.choice(("male", "female"))
            values = {
                "force": force,
                "full_name": full_name(chance, sex),
                "phone": f"0900000{chance.randint(300, 399)}",
                "may_be_named": number % 2 == 0,
            }
            helper = people.save_helper(Helper(), values, actor=SYSTEM, at=at)
            title, on = "Tập huấn dịch vụ công trực tuyến", date(2024, 2, 27)
            people.add_training(helper, title=title, on=on, hours=8, actor=SYSTEM)
            found.append(helper)
    return found


def guide(town: Town) -> None:
    """Lay out the living ward's weeks up to the next one, with a gap; tell past sessions."""
    chance = random.Random(f"{town.seed}:guidance:{town.reference_on}")  # noqa: S311 - a play
    desk = Desk.objects.select_related("agency").get(agency=town.hall.agency)
    if not Force.objects.filter(agency=desk.agency).exists():
        _open(desk, chance, at=town.until)
    helpers = list(Helper.objects.filter(force__agency=desk.agency).select_related("force"))
    unit = _Unit(desk, helpers, people.found_programme(at=town.until))
    this_week = monday_of(town.reference_on)
    first = monday_of(town.since) if town.since else this_week - timedelta(weeks=WEEKS_BACK)
    _train_the_militia(unit, this_week + timedelta(days=10), at=town.until)
    week = max(first, monday_of(SINCE))
    while week <= this_week + timedelta(weeks=1):
        before = datetime.combine(week, time(6), clock.VIETNAM)
        rosters.propose_week(desk, week, actor=SYSTEM, at=before)
        rosters.publish_week(desk, week, actor=SYSTEM, at=before)
        week += timedelta(weeks=1)
    _come(unit, town, chance)
    _log(unit, town, chance)
    _ask_for_a_swap(unit, town)
    keep_later_acts(at=clock.now())


def _open(desk: Desk, chance: random.Random, *, at: datetime) -> None:
    """Let the ward begin: forces, people, the account of one of them, two shifts a day."""
    helpers = _recruit(desk.agency, chance, at)
    first = helpers[0]
    people.save_helper(first, {"full_name": MAI_ANH, "may_be_named": True}, actor=SYSTEM, at=at)
    first.account = Account.objects.create(
        username=HELPER_USERNAME,
        display_name=MAI_ANH,
        kind=AccountKind.HELPER,
        is_demo=True,
        password=make_password(DEMO_PASSWORD),
    )
    first.save(update_fields=["account"])
    militia = Force.objects.get(agency=desk.agency, name="Dân quân")
    for name, begins, ends, least_of in (
        ("Ca sáng", time(7, 30), time(11, 30), {}),
        ("Ca chiều", time(13), time(17), {str(militia.pk): 1}),
    ):
        values = {
            "name": name,
            "weekdays": [0, 1, 2, 3, 4],
            "begins": begins,
            "ends": ends,
            "least": 2,
            "least_of": least_of,
        }
        rosters.save_pattern(ShiftPattern(desk=desk), values, actor=SYSTEM)
    officers = list(Officer.objects.filter(agency=desk.agency, is_active=True).order_by("pk"))
    people.note_guided(officers[:-3], on=clock.day_of(at), actor=SYSTEM, at=at)


def _train_the_militia(unit: _Unit, on: date, *, at: datetime) -> None:
    """Take the whole militia away for a day of next week: nobody can take their place."""
    for helper in unit.helpers:
        if helper.force.name == "Dân quân":
            rosters.report_absence(helper, from_on=on, to_on=on, reason="Huấn luyện", at=at)


def _past(unit: _Unit, town: Town) -> Iterator[Assignment]:
    """Yield who stood in shifts that are over and that nobody has told of yet."""
    held = Assignment.objects.filter(
        shift__desk=unit.desk,
        shift__on__lt=town.reference_on,
        attendance__isnull=True,
    ).select_related("shift", "helper__force")
    if town.since is not None:
        held = held.filter(shift__on__gte=town.since)
    yield from held.order_by("shift__on", "shift__begins", "helper_id")


def _come(unit: _Unit, town: Town, chance: random.Random) -> None:
    rows = []
    for held in _past(unit, town):
        if chance.random() < SHARE_PRESENT:
            late = chance.choice((-10, -6, -3, 0, 0, 2, 12))
            at = instant(held.shift.on, held.shift, is_end=False) + timedelta(minutes=late)
            rows.append(Attendance(assignment=held, came_at=at, minutes_late=late))
    Attendance.objects.bulk_create(rows)


def _log(unit: _Unit, town: Town, chance: random.Random) -> None:
    """Let the shifts of past days have helped people; some of them lodged online afterwards."""
    since = town.since or town.reference_on - timedelta(weeks=WEEKS_BACK)
    by_day: dict[date, list[Assignment]] = {}
    held = Assignment.objects.filter(
        shift__desk=unit.desk, shift__on__gte=since, shift__on__lt=town.reference_on
    ).select_related("shift", "helper")
    for one in held.order_by("shift__on", "shift__begins", "helper_id"):
        by_day.setdefault(one.shift.on, []).append(one)
    rows = [
        _session(unit, chance.choice(by_day[on]), number_key(number), chance)
        for number, on in _who_came_back(unit.desk.agency, chance)
        if on in by_day
    ]
    serial = FIRST_SERIAL + 100_000 + town.reference_on.toordinal() % 1_000 * 100
    for on in sorted(by_day):
        for _n in range(chance.randint(1, 3)):
            serial += 1
            key = number_key(f"077{chance.choice('01')}01{serial:06}")
            is_named = chance.random() < SHARE_KNOWN
            stood = chance.choice(by_day[on])
            rows.append(_session(unit, stood, key if is_named else "", chance))
    GuidanceSession.objects.bulk_create(rows)
    for row in GuidanceSession.objects.filter(ref__in=[row.ref for row in rows[:4]]):
        SessionRemark.objects.create(session=row, text="Quên mật khẩu thư điện tử")


def _session(unit: _Unit, stood: Assignment, key: str, chance: random.Random) -> GuidanceSession:
    begins = instant(stood.shift.on, stood.shift, is_end=False)
    at = begins + timedelta(minutes=chance.randint(5, 220))
    return unit.session(at, stood.helper, key, chance, stood.shift)


def _who_came_back(agency: Agency, chance: random.Random) -> Iterator[tuple[str, date]]:
    """Yield who lodged online in the ward, and on which day they had been guided before."""
    lodged = (
        Dossier.objects.filter(
            agency=agency, channel=Channel.ONLINE, applicant__identity_number__isnull=False
        )
        .order_by("submitted_at", "tracking_code")
        .values_list("applicant__identity_number", "submitted_at")
    )
    told: set[str] = set()
    for number, at in lodged:
        if number and number not in told and chance.random() < SHARE_KNOWN:
            told.add(number)
            yield number, clock.day_of(at) - timedelta(days=chance.choice(_BEFORE))


def _ask_for_a_swap(unit: _Unit, town: Town) -> None:
    """Put Mai Anh into today's shifts; let a colleague ask that somebody take one of theirs."""
    mai_anh = next(one for one in unit.helpers if one.full_name == MAI_ANH)
    for shift in Shift.objects.filter(desk=unit.desk, on=town.reference_on):
        Assignment.objects.get_or_create(shift=shift, helper=mai_anh)
    free = (
        Assignment.objects.filter(shift__desk=unit.desk, shift__on__gt=town.reference_on)
        .exclude(helper=mai_anh)
        .exclude(shift__assignments__helper=mai_anh)
        .order_by("shift__on", "shift__begins", "helper_id")
        .first()
    )
    if free is not None:
        rosters.ask_swap(free, at=town.until)
