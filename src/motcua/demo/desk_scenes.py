"""What happens at the ward's counters: results to return, post to open, neighbours' dossiers."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.cast import Cast, Entrance, enter
from motcua.demo.enacting import Planned, accept, finish, lodging_of, play, terms_at
from motcua.demo.moments import midnight
from motcua.demo.offices import Office
from motcua.demo.planning import Mix, Place, spread
from motcua.demo.town import PLACE, PROCEDURES, Town
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import CallLog, Dossier
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.drafts import open_draft
from motcua.dossiers.services.handling import receive_dossier
from motcua.dossiers.services.receipts import correct_receipt
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.procedures.models import Channel

RETURNED: Final = Mix(received=60, late=1, online=38, by_post=2)
RETURNED_DAYS: Final = (34, 9)
READY: Final = 14
READY_DAYS: Final = 5
CALLED: Final = 3
READY_TO_SEND: Final = 2
"""How many of those want their result by post."""
WAITING: Final = (Channel.POST,) * 5 + (Channel.ONLINE,) * 6
CORRECTED: Final = 3
ELSEWHERE: Final = 3
HALF_TYPED: Final = ("1.004873", "1.001612")
QUICK: Final = ("2.000635", "2.000815", "1.001193", "1.004873", "2.000884", "1.000656")
REFUSALS: Final = (
    (
        "Tờ khai chưa có chữ ký của người yêu cầu.",
        "Luật Hộ tịch năm 2014, Điều 5",
        "Xin ký vào tờ khai rồi nộp lại; các giấy tờ khác không phải làm lại.",
    ),
    (
        "Việc này do nơi đang thường trú giải quyết, không phải phường Vũng Tàu.",
        "Luật Hộ tịch năm 2014, Điều 13",
        "Xin nộp tại trung tâm phục vụ hành chính công nơi đang thường trú, hoặc trực tuyến.",
    ),
    (
        "Bản chụp giấy tờ mờ, không đọc được số và ngày cấp.",
        "Nghị định 61/2018/NĐ-CP, Điều 17",
        "Xin chụp lại từng trang cho rõ bốn góc rồi nộp lại.",
    ),
)


def returned(cast: Cast) -> list[Entrance]:
    """Play the dossiers of the last weeks to their end."""
    town = cast.town
    first, last = (town.days_before(number)[0] for number in RETURNED_DAYS)
    plans = spread(
        cast.chance,
        town.time,
        RETURNED,
        {code: PROCEDURES[code] for code in _quick(town)},
        days=town.time.working_days(first, last),
        place=Place(f"{town.reference_on}:returned", PLACE, next(cast.serials)),
    )
    return [enter(planned, partial(_play, planned, town)) for planned in plans]


def _play(planned: Planned, town: Town, _chance: random.Random) -> None:
    play(planned, town.venue, seed=town.seed)


def ready(cast: Cast) -> list[Entrance]:
    """Leave results waiting for their people; half have no mail and must be called."""
    town = cast.town
    days = town.open_days(READY_DAYS)
    entrances = []
    for number in range(READY):
        planned = cast.plan(
            cast.chance.choice(_quick(town)),
            town.time.in_day(cast.chance, cast.chance.choice(days), latest=0.5),
            has_mail=bool(number % 2),
        )
        if number >= READY - READY_TO_SEND:
            planned = replace(planned, result_mode=ResultMode.BY_POST)
        is_called = not number % 2 and number < 2 * CALLED
        act = partial(_make_ready, planned, town, is_called=is_called)
        entrances.append(enter(planned, act))
    return entrances


def _make_ready(planned: Planned, town: Town, chance: random.Random, *, is_called: bool) -> None:
    dossier = accept(planned, town.hall, chance)
    finish(dossier, planned, town.venue, chance)
    if is_called:
        log_call(
            dossier,
            outcome=CallLog.Outcome.NO_ANSWER,
            note="",
            actor=town.hall.actor(Role.DESK_OFFICER),
            at=town.until,
        )


def waiting(cast: Cast) -> list[Entrance]:
    """Leave what came by post in the afternoon and on line in the evening unanswered."""
    town = cast.town
    evening = midnight(town.yesterday) + timedelta(hours=18)
    entrances = []
    for channel in WAITING:
        submitted_at = town.time.in_day(cast.chance, town.yesterday)
        if channel is Channel.ONLINE:
            submitted_at = evening + timedelta(minutes=cast.chance.randrange(240))
        planned = cast.plan(cast.chance.choice(_quick(town)), submitted_at, channel=channel)
        entrances.append(enter(planned, partial(_lodge, planned, town)))
    return entrances


def _lodge(planned: Planned, town: Town, chance: random.Random) -> Dossier:
    hall = town.hall
    return lodge_dossier(
        lodging_of(planned, terms_at(hall, planned), chance, hall.agency),
        context=hall.context,
        actor=hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at,
    )


def refused(cast: Cast) -> list[Entrance]:
    """Refuse a few before acceptance, each with form 03."""
    town = cast.town
    days = town.open_days(len(REFUSALS))
    entrances = []
    for number, refusal in enumerate(REFUSALS):
        day = days[number % len(days)]
        lodged_at = town.time.in_day(cast.chance, day, latest=0.5)
        code = cast.chance.choice(_quick(town))
        planned = cast.plan(code, lodged_at, channel=Channel.POST)
        entrances.append(enter(planned, partial(_refuse, planned, refusal, town)))
    return entrances


def _refuse(
    planned: Planned, refusal: tuple[str, str, str], town: Town, chance: random.Random
) -> None:
    reason, legal_basis, advice = refusal
    refuse_dossier(
        _lodge(planned, town, chance).pk,
        reasons=[reason],
        legal_basis=legal_basis,
        advice=advice,
        context=town.hall.context,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at + timedelta(minutes=15),
    )


def corrected(cast: Cast) -> list[Entrance]:
    """Correct a receipt: version 2 with its reason, version 1 void."""
    town = cast.town
    entrances = []
    for _receipt in range(CORRECTED):
        accepted_at = town.time.in_day(cast.chance, town.yesterday, latest=0.4)
        planned = cast.plan(cast.chance.choice(_slow(town)), accepted_at)
        entrances.append(enter(planned, partial(_correct, planned, town)))
    return entrances


def _correct(planned: Planned, town: Town, chance: random.Random) -> None:
    dossier = accept(planned, town.hall, chance)
    correct_receipt(
        dossier.pk,
        changes={"address": f"{chance.randint(1, 250)} Hoa Sứ, {PLACE}"},
        reason="Ghi sai địa chỉ của người nộp.",
        context=town.hall.context,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at + timedelta(minutes=10),
    )


def neighbours(cast: Cast) -> list[Entrance]:
    """Accept for the ward at other desks, and for a neighbour at the ward's own."""
    town = cast.town
    entrances = [
        _for_other(cast, town.neighbours[number % 2], town.hall, town.yesterday)
        for number in range(ELSEWHERE)
    ]
    days = town.open_days(3)
    if len(days) > 1:
        entrances += [
            _for_other(cast, neighbour, town.hall, days[0], received_on=days[1])
            for neighbour in town.neighbours
        ]
    entrances.append(_for_other(cast, town.hall, town.neighbours[0], town.yesterday))
    return entrances


def _for_other(
    cast: Cast, at_desk: Office, competent: Office, day: date, received_on: date | None = None
) -> Entrance:
    town = cast.town
    accepted_at = town.time.in_day(cast.chance, day, latest=0.6)
    planned = cast.plan(cast.chance.choice(_slow(town)), accepted_at)
    received_at = None
    if received_on is not None:
        received_at = town.time.in_day(cast.chance, received_on, latest=0.3)
    return enter(planned, partial(_accept_for, planned, at_desk, competent, received_at))


def _accept_for(
    planned: Planned,
    at_desk: Office,
    competent: Office,
    received_at: datetime | None,
    chance: random.Random,
) -> None:
    dossier = accept_at_desk(
        lodging_of(planned, terms_at(competent, planned), chance, competent.agency),
        context=at_desk.context,
        actor=at_desk.actor(Role.DESK_OFFICER),
        at=planned.accepted_at,
    )
    if received_at is not None:
        receive_dossier(
            dossier.pk,
            context=at_desk.context,
            actor=competent.actor(Role.HANDLING_OFFICER),
            at=received_at,
        )


def drafts(cast: Cast) -> list[Entrance]:
    """Leave two drafts half typed at the first counter."""
    town = cast.town
    plans = [cast.plan(code, town.until) for code in HALF_TYPED]
    return [
        replace(enter(planned, partial(_begin_draft, planned, town)), is_dossier=False)
        for planned in plans
    ]


def _begin_draft(planned: Planned, town: Town, _chance: random.Random) -> None:
    person = planned.applicant
    open_draft(
        town.hall.context.desk,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at,
        values={
            "procedure": planned.procedure_code,
            "agency": town.hall.agency.code,
            "channel": str(Channel.DIRECT),
            "applicant_number": person.identity_number,
            "applicant_name": person.full_name,
            "applicant_phone": person.phone,
        },
    )


def _quick(town: Town) -> list[str]:
    return [code for code in QUICK if code in town.terms]


def _slow(town: Town) -> list[str]:
    """Return procedures that leave at least two days, longest limit first."""
    opening = town.time.opening(town.yesterday)
    due = {code: town.due_day(terms, opening) for code, terms in town.terms.items()}
    beyond = town.next_days(2)[-1]
    slow = [code for code, day in due.items() if day > beyond]
    return sorted(slow, key=lambda code: (-due[code].toordinal(), code))
