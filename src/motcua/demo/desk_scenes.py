"""What happens at the ward's counters: results to hand back, post to open, neighbours' dossiers."""

from datetime import date, timedelta
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.cast import Cast
from motcua.demo.enacting import Planned, accept, finish, lodging_of, play, terms_at
from motcua.demo.moments import midnight
from motcua.demo.offices import Office
from motcua.demo.planning import Mix, Place, spread
from motcua.demo.town import PLACE, PROCEDURES
from motcua.dossiers.models import CallLog, Dossier
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.drafts import open_draft
from motcua.dossiers.services.handling import log_call, receive_dossier, refuse_dossier
from motcua.dossiers.services.receipts import correct_receipt
from motcua.procedures.models import Channel

RETURNED: Final = Mix(received=60, late=1, online=38, by_post=2)
RETURNED_DAYS: Final = (34, 9)
READY: Final = 14
READY_DAYS: Final = 5
CALLED: Final = 3
WAITING: Final = (Channel.POST,) * 5 + (Channel.ONLINE,) * 6
CORRECTED: Final = 3
ELSEWHERE: Final = 3
RECEIVED: Final = 2
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


def returned(cast: Cast) -> int:
    """Play the dossiers of the last weeks to their end."""
    town = cast.town
    first, last = (town.days_before(number)[0] for number in RETURNED_DAYS)
    weights = {code: PROCEDURES[code] for code in _quick(cast)}
    plans = spread(
        cast.chance,
        town.time,
        RETURNED,
        weights,
        days=town.time.working_days(first, last),
        place=Place(f"{town.reference_on}:returned", PLACE, next(cast.serials)),
    )
    for planned in plans:
        play(planned, cast.venue, seed=town.seed)
    return len(plans)


def ready(cast: Cast) -> int:
    """Leave results waiting for their people; half have no mail and must be called."""
    days = cast.town.days_before(READY_DAYS)[:-1]
    called = 0
    for number in range(READY):
        planned = cast.plan(
            cast.chance.choice(_quick(cast)),
            cast.town.time.in_day(cast.chance, cast.chance.choice(days), latest=0.6),
            has_mail=bool(number % 2),
        )
        dossier = accept(planned, cast.town.hall, cast.chance)
        finish(dossier, planned, cast.venue, cast.chance)
        if not planned.applicant.email and called < CALLED:
            called += 1
            _call(cast, dossier)
    return READY


def _call(cast: Cast, dossier: Dossier) -> None:
    dossier.refresh_from_db()
    log_call(
        dossier,
        outcome=CallLog.Outcome.NO_ANSWER,
        note="",
        actor=cast.town.hall.actor(Role.DESK_OFFICER),
        at=cast.town.until,
    )


def waiting(cast: Cast) -> int:
    """Leave what came by post in the afternoon and on line in the evening unanswered."""
    town = cast.town
    evening = midnight(town.yesterday) + timedelta(hours=18)
    for channel in WAITING:
        afternoon = town.time.in_day(cast.chance, town.yesterday)
        submitted_at = afternoon
        if channel is Channel.ONLINE:
            submitted_at = evening + timedelta(minutes=cast.chance.randrange(240))
        planned = cast.plan(cast.chance.choice(_quick(cast)), submitted_at, channel=channel)
        _lodge(cast, planned)
    return len(WAITING)


def _lodge(cast: Cast, planned: Planned) -> Dossier:
    hall = cast.town.hall
    return lodge_dossier(
        lodging_of(planned, terms_at(hall, planned), cast.chance, hall.agency),
        context=hall.context,
        actor=hall.actor(Role.DESK_OFFICER),
        at=planned.accepted_at,
    )


def refused(cast: Cast) -> int:
    """Refuse a few before acceptance, each with form 03."""
    hall = cast.town.hall
    for day, (reason, basis, advice) in zip(
        cast.town.days_before(len(REFUSALS)), REFUSALS, strict=True
    ):
        lodged_at = cast.town.time.in_day(cast.chance, day, latest=0.5)
        planned = cast.plan(cast.chance.choice(_quick(cast)), lodged_at, channel=Channel.POST)
        dossier = _lodge(cast, planned)
        refuse_dossier(
            dossier.pk,
            reasons=[reason],
            legal_basis=basis,
            advice=advice,
            context=hall.context,
            actor=hall.actor(Role.DESK_OFFICER),
            at=lodged_at + timedelta(minutes=15),
        )
    return len(REFUSALS)


def corrected(cast: Cast) -> int:
    """Correct a receipt: version 2 with its reason, version 1 void."""
    hall = cast.town.hall
    for _receipt in range(CORRECTED):
        accepted_at = cast.town.time.in_day(cast.chance, cast.town.yesterday, latest=0.4)
        planned = cast.plan(cast.chance.choice(_slow(cast)), accepted_at)
        dossier = accept(planned, hall, cast.chance)
        correct_receipt(
            dossier.pk,
            changes={"address": f"{cast.chance.randint(1, 250)} Hoa Sứ, {PLACE}"},
            reason="Ghi sai địa chỉ của người nộp.",
            context=hall.context,
            actor=hall.actor(Role.DESK_OFFICER),
            at=accepted_at + timedelta(minutes=10),
        )
    return CORRECTED


def neighbours(cast: Cast) -> int:
    """Accept for the ward at other desks, and for a neighbour at the ward's own."""
    town = cast.town
    for number in range(ELSEWHERE + RECEIVED):
        neighbour = town.neighbours[number % len(town.neighbours)]
        is_received = number >= ELSEWHERE
        day = town.days_before(3 if is_received else 1)[0]
        dossier = _accept_for(cast, neighbour, town.hall, day)
        if is_received:
            receive_dossier(
                dossier.pk,
                context=neighbour.context,
                actor=town.hall.actor(Role.HANDLING_OFFICER),
                at=town.time.in_day(cast.chance, town.days_before(2)[0], latest=0.3),
            )
    _accept_for(cast, town.hall, town.neighbours[0], town.yesterday)
    return ELSEWHERE + RECEIVED + 1


def _accept_for(cast: Cast, at_desk: Office, competent: Office, day: date) -> Dossier:
    accepted_at = cast.town.time.in_day(cast.chance, day, latest=0.6)
    planned = cast.plan(cast.chance.choice(_slow(cast)), accepted_at)
    terms = terms_at(competent, planned)
    return accept_at_desk(
        lodging_of(planned, terms, cast.chance, competent.agency),
        context=at_desk.context,
        actor=at_desk.actor(Role.DESK_OFFICER),
        at=accepted_at,
    )


def drafts(cast: Cast) -> int:
    """Leave two drafts half typed at the first counter."""
    hall = cast.town.hall
    for procedure_code in _slow(cast)[:2]:
        planned = cast.plan(procedure_code, cast.town.until)
        person = planned.applicant
        open_draft(
            hall.context.desk,
            actor=hall.actor(Role.DESK_OFFICER),
            at=cast.town.until,
            values={
                "procedure": procedure_code,
                "agency": hall.agency.code,
                "channel": str(Channel.DIRECT),
                "applicant_number": person.identity_number,
                "applicant_name": person.full_name,
                "applicant_phone": person.phone,
            },
        )
    return 0


def _quick(cast: Cast) -> list[str]:
    return [code for code in QUICK if code in cast.town.terms]


def _slow(cast: Cast) -> list[str]:
    """Return procedures that leave at least two days, longest limit first."""
    town = cast.town
    opening = town.time.opening(town.yesterday)
    due = {code: town.due_day(terms, opening) for code, terms in town.terms.items()}
    beyond = town.next_days(2)[-1]
    slow = [code for code, day in due.items() if day > beyond]
    return sorted(slow, key=lambda code: (-due[code].toordinal(), code))
