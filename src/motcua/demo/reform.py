"""Reform in the demonstration: what the province registered in 2024, its council, who copied.

189 models and initiatives of 82 communes and 21 agencies by the end of August, none in September,
more than 200 in the year: the figures of the newspaper. Nobody named here exists.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Desk, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.demo import an_ngai, province
from motcua.demo.accounts import (
    ACCOUNT_OF_REFORM,
    ACCOUNTS_OF_REFORM_2024,
    open_accounts,
)
from motcua.demo.names import full_name
from motcua.demo.offices import Chair, fill_chairs
from motcua.demo.reform_own import judge_itself
from motcua.demo.reform_words import FIELDS, PRACTICES, THREE_AND_FIVE, TWO, told_of
from motcua.initiatives.content import Author, Kind
from motcua.initiatives.lifecycle import Action, AdoptionAction, State, next_state
from motcua.initiatives.models import (
    Council,
    CouncilMember,
    Delegation,
    Evaluation,
    Initiative,
    InitiativeEvent,
    InitiativeVersion,
    Recognition,
    ScoreSheet,
    Seat,
    YearPlan,
)
from motcua.initiatives.models.adoptions import Way
from motcua.initiatives.models.councils import CouncilSeatTitle
from motcua.initiatives.scoring import Scheme, conflict_of
from motcua.initiatives.services import adoptions, councils, delegations
from motcua.initiatives.services.registry import Description, fill, version_of
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import Calendar

BY_AUGUST: Final = 189
IN_AUTUMN: Final = 27
"""Registered from October on; none in September."""
FIRST_DAY: Final = date(2024, 1, 8)
END_OF_AUGUST: Final = date(2024, 8, 31)
AUTUMN: Final = date(2024, 10, 1)
LAST_DAY: Final = date(2024, 12, 20)
YEAR: Final = 2024
TARGET: Final = 2
STAFFED_SINCE: Final = date(2024, 1, 1)
POSITION: Final = "Công chức Văn phòng, cải cách hành chính"
QUORUM_PERCENT: Final = 50
_APART: Final = 12_000
"""Added to the seed, so that these officers have names of their own."""
_WAY: Final = (
    (Action.REGISTER, 0),
    (Action.TAKE_UP, 3),
    (Action.FIND_ELIGIBLE, 5),
    (Action.OPEN_SCORING, 10),
    (Action.RECOMMEND, 20),
    (Action.RECOGNISE, 30),
    (Action.PUBLISH, 32),
)
"""What happens after so many days."""
_SCORING_AT: Final = 3
_RECOGNISED_AT: Final = 5


@dataclass(frozen=True, slots=True)
class _Told:
    """What is registered: by whom, when, what it says and how far it comes on ``_WAY``."""

    agency: Agency
    on: date
    kind: Kind
    area: int
    said: Description
    reaches: int = len(_WAY)
    is_rejected: bool = False


def settle(agencies: Sequence[Agency], *, seed: int, at: datetime, desk: Desk) -> None:
    """Seat reform officers and the council, tell the year 2024 and who copied whom."""
    commune = next(one for one in agencies if one.unit.code == an_ngai.UNIT_CODE)
    council = _seat(agencies, commune, desk, seed=seed, at=at)
    tell_2024(agencies, council, seed=seed, at=at)
    _copy(agencies, commune)
    _travel(commune)
    judge_itself(commune, seed=seed)


def tell_2024(agencies: Sequence[Agency], council: Council, *, seed: int, at: datetime) -> None:
    """Register what the province registered in 2024, in order of its days."""
    chance = random.Random(f"{seed}:reform")  # noqa: S311 - a play, no secret
    told = sorted(_planned(agencies, chance), key=lambda one: one.on)
    counts: dict[Kind, int] = dict.fromkeys(Kind, 0)
    rows = []
    for one in told:
        counts[one.kind] += 1
        rows.append(_row(one, council, counts[one.kind], chance))
    Initiative.objects.bulk_create([row for row, _said in rows])
    InitiativeVersion.objects.bulk_create(
        version_of(row, said, 1, officer_id=None, at=at) for row, said in rows
    )
    InitiativeEvent.objects.bulk_create(
        event
        for one, (row, _said) in zip(told, rows, strict=True)
        for event in _events(one, row, at)
    )
    Recognition.objects.bulk_create(
        Recognition(
            initiative=row,
            council=council,
            level=council.level,
            number=row.decision_number,
            decided_on=row.decision_on,
            reach=row.recognised_reach,
            recorded_at=at,
        )
        for row, _said in rows
        if row.decision_on is not None
    )
    _score(council, told, rows, chance)
    YearPlan.objects.bulk_create(
        YearPlan(agency=agency, year=YEAR, target=TARGET, set_at=at) for agency in agencies
    )


def _planned(agencies: Sequence[Agency], chance: random.Random) -> list[_Told]:
    """Deal 189 to all units by the end of August, and the rest from October on."""
    calendar = calendar_of(agencies[0])
    spring, autumn = (
        _working_days(calendar, first, last)
        for first, last in ((FIRST_DAY, END_OF_AUGUST), (AUTUMN, LAST_DAY))
    )
    full = {an_ngai.UNIT_CODE: TWO, province.THANG_NHI: THREE_AND_FIVE}
    found = [
        _Told(one, _on_or_after(spring, said.started_on), Kind.MODEL, 3, said)
        for one in agencies
        if (said := full.get(one.unit.code)) is not None
    ]
    others = [one for one in agencies if one.unit.code not in full]
    wants = [*others, *(chance.choice(others) for _n in range(BY_AUGUST - len(agencies)))]
    wants += [chance.choice(others) for _n in range(IN_AUTUMN)]
    stories = [(practice, field) for practice in PRACTICES for field in FIELDS]
    chance.shuffle(stories)
    for agency, (practice, field) in zip(wants, stories, strict=False):
        on = chance.choice(spring if len(found) < BY_AUGUST else autumn)
        said = told_of(practice, field, f"{agency.name}, bộ phận một cửa")
        lot = chance.random()
        found.append(
            _Told(
                agency,
                on,
                practice.kind,
                practice.area,
                said,
                reaches=len(_WAY) if lot < 0.6 else len(_WAY) - 1 if lot < 0.8 else 5,  # noqa: PLR2004, shares of a play
                is_rejected=lot >= 0.8,  # noqa: PLR2004, so is this
            )
        )
    return found


def _row(
    one: _Told, council: Council, number: int, chance: random.Random
) -> tuple[Initiative, Description]:
    names = [full_name(chance, chance.choice(("male", "female"))) for _n in range(2)]
    parts = (100,) if names[0] == names[1] or chance.random() < 0.4 else (60, 40)  # noqa: PLR2004, a share of a play
    said = replace(
        one.said,
        authors=tuple(Author(name, part) for name, part in zip(names, parts, strict=False)),
    )
    row = Initiative(
        agency=one.agency,
        kind=one.kind.value,
        area=one.area,
        code=f"{one.kind.letters}-{YEAR}-{number:04}",
        council=council,
        registered_on=one.on,
        created_at=_moment(one.on, 0),
    )
    fill(row, said, 1)
    row.state = _states(one)[-1].value
    if one.reaches > _RECOGNISED_AT:
        decided = _moment(one.on, _WAY[_RECOGNISED_AT][1]).date()
        row.decision_number = f"{100 + number}/QĐ-UBND"
        row.decision_on = decided
        row.recognised_reach = said.reach.value
    if one.reaches == len(_WAY):
        row.published_at = _moment(one.on, _WAY[-1][1])
    return row, said


def _done(one: _Told) -> list[tuple[Action, int]]:
    """Return what was done with it and after how many days."""
    way = list(_WAY[: one.reaches])
    if one.is_rejected:
        way[-1] = (Action.NOT_RECOMMEND, way[-1][1])
    return way


def _states(one: _Told) -> list[State]:
    states = [State.DRAFT]
    for action, _days in _done(one):
        states.append(next_state(states[-1], action))
    return states


def _events(one: _Told, row: Initiative, at: datetime) -> list[InitiativeEvent]:
    states = _states(one)
    return [
        InitiativeEvent(
            initiative=row,
            action=action.value,
            from_state=states[number].value,
            to_state=states[number + 1].value,
            version=1,
            note=row.decision_number if action is Action.RECOGNISE else "",
            happened_at=_moment(one.on, days),
            recorded_at=at,
        )
        for number, (action, days) in enumerate(_done(one))
    ]


def _score(
    council: Council,
    told: Sequence[_Told],
    rows: Sequence[tuple[Initiative, Description]],
    chance: random.Random,
) -> None:
    """Let the council have scored whatever came that far; what it rejected got too little."""
    scheme = council.schemes.latest("number")
    sitting = list(council.members.select_related("officer"))
    judged = [
        (one, row, said)
        for one, (row, said) in zip(told, rows, strict=True)
        if one.reaches > _SCORING_AT
    ]
    rounds = Evaluation.objects.bulk_create(
        Evaluation(
            initiative=row,
            number=1,
            scheme=scheme,
            version=1,
            opened_at=_moment(one.on, _WAY[_SCORING_AT][1]),
            closed_at=_moment(one.on, _WAY[_SCORING_AT + 1][1]),
            minutes="Hội đồng thống nhất.",
        )
        for one, row, _said in judged
    )
    seats = [
        Seat(
            evaluation=evaluation,
            officer=member.officer,
            title=member.title,
            conflict=conflict_of(
                member.officer.agency_id,
                member.officer.full_name,
                row.agency_id,
                [author.name for author in said.authors],
            ),
        )
        for evaluation, (_one, row, said) in zip(rounds, judged, strict=True)
        for member in sitting
    ]
    Seat.objects.bulk_create(seats)
    rejected = {row.pk for one, row, _said in judged if one.is_rejected}
    ScoreSheet.objects.bulk_create(
        _sheet(seat, scheme.scheme, chance, is_weak=seat.evaluation.initiative_id in rejected)
        for seat in seats
        if not seat.conflict
    )


def _sheet(seat: Seat, scheme: Scheme, chance: random.Random, *, is_weak: bool) -> ScoreSheet:
    """Return the points of one member, not yet stored."""
    low, high = (0.4, 0.65) if is_weak else (0.72, 0.98)
    points = {one.id: round(one.most * chance.uniform(low, high)) for one in scheme.criteria}
    locked_at = seat.evaluation.opened_at + timedelta(days=2)
    return ScoreSheet(
        seat=seat,
        points=points,
        total=sum(points.values()),
        locked_at=locked_at,
        recorded_at=locked_at,
    )


def _seat(
    agencies: Sequence[Agency], commune: Agency, desk: Desk, *, seed: int, at: datetime
) -> Council:
    """Give reform officers their chairs and accounts, and found the council with five members."""
    departments = [one for one in agencies if one.kind == "department"]
    standing = next((one for one in departments if "Nội vụ" in one.name), departments[0])
    desks = {one.agency_id: one for one in Desk.objects.filter(agency__in=[commune, *departments])}
    roles = (Role.REFORM_OFFICER,)
    chairs = [Chair(desk.agency, desk, POSITION, roles)]
    chairs += [Chair(one, desks[one.pk], POSITION, roles) for one in (commune, standing)]
    here, there, secretary = fill_chairs(chairs, seed=seed + _APART, since=STAFFED_SINCE)
    leaders = [
        officer
        for one in departments
        if one.pk != standing.pk
        for officer in Officer.objects.filter(
            agency=one, assignments__role=Role.APPROVER, account__isnull=True
        )[:1]
    ][:4]
    officers = [here, there, secretary, *leaders[:2]]
    accounts = (ACCOUNT_OF_REFORM, *ACCOUNTS_OF_REFORM_2024)
    open_accounts({one.username: who for one, who in zip(accounts, officers, strict=False)})
    council = councils.found_council(
        standing, "Hội đồng sáng kiến cải cách hành chính tỉnh", actor=SYSTEM, at=at
    )
    councils.set_scheme(council, Scheme(quorum_percent=QUORUM_PERCENT), actor=SYSTEM, at=at)
    CouncilMember.objects.bulk_create(
        CouncilMember(
            council=council,
            officer=officer,
            title=CouncilSeatTitle.SECRETARY if officer is secretary else CouncilSeatTitle.MEMBER,
            valid_from=STAFFED_SINCE,
        )
        for officer in (secretary, *leaders)
    )
    return council


def _copy(agencies: Sequence[Agency], commune: Agency) -> None:
    """Let two more communes take “2 đạt” over, the third from the second."""
    model = Initiative.objects.get(agency=commune, title=TWO.title)
    others = [
        one
        for one in agencies
        if one.kind == "commune_committee"
        and one.unit.code not in {an_ngai.UNIT_CODE, province.THANG_NHI}
    ][:2]
    source = None
    for number, agency in enumerate(others):
        begun = date(2024, 6, 3) + timedelta(days=28 * number)
        wish = adoptions.Wish(
            starts_on=begun,
            way=Way.ADAPTED if number else Way.AS_IS,
            changes="Chỉ làm với chứng thực và hộ tịch; họp đứng hai buổi mỗi tuần."
            if number
            else "",
            source=source,
            steps=tuple((step.title, begun + timedelta(days=7)) for step in TWO.steps),
        )
        at = _moment(begun, 0)
        planned = _moment(begun - timedelta(days=14), 0)
        source = adoptions.adopt(model, agency, wish, actor=SYSTEM, at=planned)
        adoptions.begin(source, on=begun, actor=SYSTEM, at=at)
        model.refresh_from_db()
        if not number:
            adoptions.finish_step(source, 1, on=begun, actor=SYSTEM, at=at)
            adoptions.conclude(
                source,
                AdoptionAction.KEEP,
                result="Ba tháng đầu giấy hẹn chứng thực đều trả trong ngày; làm thường xuyên.",
                actor=SYSTEM,
                at=at + timedelta(days=90),
            )


def _travel(commune: Agency) -> None:
    """Let the commune have gone to see a province that ranks first."""
    journey = delegations.save_delegation(
        Delegation(agency=commune),
        {
            "title": "Học cách làm trung tâm phục vụ hành chính công",
            "host": "Tỉnh Quảng Ninh",
            "rank_par": 1,
            "rank_year": 2022,
            "topics": "Cam kết ngày trả ngắn hơn luật; báo kết quả ngay khi xong.",
            "begins_on": date(2024, 1, 15),
            "ends_on": date(2024, 1, 17),
            "decision_number": "12/QĐ-UBND",
            "decision_on": date(2024, 1, 10),
            "cost_dong": 24_000_000,
        },
        [("Phạm Hữu Lành", "Phó Chủ tịch"), ("Võ Thị Bưởi", "Bộ phận một cửa")],
        actor=SYSTEM,
        at=_moment(date(2024, 1, 10), 0),
    )
    delegations.tell_lessons(
        journey,
        "Ngày hẹn phải là ngày mình tin là giữ được, rồi giữ.\n"
        "Người trả lời phiếu chưa hài lòng có tên, có ngày.",
        actor=SYSTEM,
        on=date(2024, 1, 22),
    )
    for text, due_on in (
        ("Rà 12 thủ tục hẹn sớm được", date(2024, 2, 16)),
        ("Công bố ngày cam kết", date(2024, 3, 1)),
    ):
        promise = delegations.commit_to(
            journey, text=text, responsible="Bộ phận một cửa", due_on=due_on, actor=SYSTEM
        )
        delegations.fulfil(promise, on=due_on, note="Đã xong", actor=SYSTEM)
    Initiative.objects.filter(agency=commune, title=TWO.title).update(delegation=journey)


def _working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if calendar.is_working_day(day)]


def _on_or_after(days: Sequence[date], on: date | None) -> date:
    return next(day for day in days if on is None or day >= on)


def _moment(on: date, days: int) -> datetime:
    """Return nine in the morning of the day so much later, or of the Monday after it."""
    day = on + timedelta(days=days)
    weekend = max(day.weekday() - 4, 0)
    day += timedelta(days=3 - weekend if weekend else 0)
    return datetime.combine(day, time(9), tzinfo=VIETNAM)
