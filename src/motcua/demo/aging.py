"""What was open on an earlier reference day goes on, so that the unit lives up to today.

The ledger keeps everything: nothing is taken away or moved. Open dossiers of the play are
carried through their remaining steps and handed over on the days that have passed since.
"""

import random
from datetime import datetime
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.handling import SHORTEST_REST, carry_through
from motcua.demo.moments import collecting, midnight
from motcua.demo.offices import Office
from motcua.demo.town import Town
from motcua.dossiers.lifecycle import DeliveryState, State
from motcua.dossiers.models import Consultation, Dossier, Origin, Pause
from motcua.dossiers.services.consulting import answer
from motcua.dossiers.services.handling import receive_dossier
from motcua.dossiers.services.money import approve_refund, pay_refund
from motcua.dossiers.services.pausing import resume
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.submitted import accept_submitted
from motcua.kernel import clock
from motcua.payments.models import PaymentMethod, Refund

DAYS_LATE: Final = 4
"""Nothing stays late for longer than so many working days."""
SHARE_LEFT_LATE: Final = 0.15
SHARE_SETTLED_EARLY: Final = 0.3
SHARE_COLLECTED: Final = 0.6
DAYS_WAITED: Final = 3
SHARE_HEARD_FROM: Final = 0.5
CAME: Final = "Người nộp mang giấy tờ, biên lai tới quầy."
ANSWER: Final = "Qua kiểm tra, không có thông tin khác với nội dung người yêu cầu kê khai."
OPEN_STATES: Final = (State.SUBMITTED, State.ACCEPTED, State.IN_PROGRESS, State.FINISHED)


def carry_on(town: Town) -> int:
    """Carry the ward's older open dossiers of the play on, most of them to their hand-over.

    Before that, some of those who were waited for come: with papers, with a receipt, for
    their money; agencies that were asked answer. Returns how many moved. One that somebody
    has worked on since the last working day is theirs, and one that another agency decides is
    left to it.
    """
    chance = random.Random(f"{town.seed}:{town.reference_on}:aging")  # noqa: S311 - a play
    _answer_questions(town, chance)
    _pay_refunds(town, chance)
    _hear_from_applicants(town, chance)
    older = (
        Dossier.objects.filter(origin=Origin.DEMO, agency=town.hall.agency, state__in=OPEN_STATES)
        # What is at the post is for the post to end.
        .exclude(delivery_state=DeliveryState.ON_THE_WAY)
        .select_related("receiving_agency")
    )
    moved = 0
    for dossier in older.order_by("pk"):
        draw = chance.random()
        last_act = clock.local(dossier.events.latest("sequence").happened_at)
        if last_act + SHORTEST_REST < town.until and _moves(dossier, town, draw):
            _carry_one(dossier, town, chance, last_act)
            moved += 1
    return moved


def _answer_questions(town: Town, chance: random.Random) -> None:
    asked = Consultation.objects.filter(
        dossier__origin=Origin.DEMO,
        dossier__agency=town.hall.agency,
        answered_at__isnull=True,
        closed_at__isnull=True,
        asked_at__lt=_some_days_ago(town),
    )
    for question in asked.order_by("pk"):
        if chance.random() < SHARE_HEARD_FROM:
            answer(
                question,
                answer=ANSWER,
                file=None,
                actor=town.office_of(question.agency_id).actor(Role.HANDLING_OFFICER),
                at=town.until,
            )


def _pay_refunds(town: Town, chance: random.Random) -> None:
    decided = Refund.objects.filter(
        paid_at__isnull=True, decided_at__lt=_some_days_ago(town), decided_by__isnull=False
    )
    for refund in decided.order_by("pk"):
        if chance.random() < SHARE_HEARD_FROM:
            head = town.hall.actor(Role.HEAD_OF_DESK)
            by_head = refund.decided_by_id == head.officer_id
            approver = town.hall.actor(Role.APPROVER) if by_head else head
            approve_refund(refund, actor=approver, at=town.until)
            pay_refund(
                refund,
                method=PaymentMethod.CASH,
                actor=town.hall.actor(Role.CASHIER),
                at=town.until,
            )


def _hear_from_applicants(town: Town, chance: random.Random) -> None:
    waited_for = Pause.objects.filter(
        dossier__origin=Origin.DEMO,
        dossier__agency=town.hall.agency,
        dossier__receiving_agency=town.hall.agency,
        ended_at__isnull=True,
        started_at__lt=_some_days_ago(town),
    )
    for pause in waited_for.order_by("pk"):
        if chance.random() < SHARE_HEARD_FROM:
            resume(
                pause.dossier_id,
                note=CAME,
                context=town.hall.context,
                actor=town.hall.actor(Role.DESK_OFFICER),
                at=town.until,
            )


def _some_days_ago(town: Town) -> datetime:
    return midnight(town.days_before(DAYS_WAITED)[0])


def _moves(dossier: Dossier, town: Town, draw: float) -> bool:
    """Say whether somebody found time for the dossier."""
    if dossier.state == State.SUBMITTED or dossier.clock_from is None:
        return True
    longest_late = midnight(town.days_before(DAYS_LATE)[0])
    if dossier.state == State.FINISHED:
        assert dossier.finished_at is not None  # noqa: S101 - it is finished
        return dossier.finished_at < longest_late or draw < SHARE_COLLECTED
    assert dossier.due_at is not None  # noqa: S101 - the clock has started
    if dossier.due_at >= midnight(town.reference_on):
        return draw < SHARE_SETTLED_EARLY
    return dossier.due_at < longest_late or draw >= SHARE_LEFT_LATE


def _carry_one(dossier: Dossier, town: Town, chance: random.Random, last_act: datetime) -> None:
    received_by = _office_of(dossier, town)
    at = town.time.after(town.time.worked(last_act) + chance.randint(5, 60))
    at = min(at, town.until)
    if dossier.state == State.SUBMITTED:
        dossier = accept_submitted(
            dossier.pk,
            context=received_by.context,
            actor=received_by.actor(Role.DESK_OFFICER),
            at=at,
        )
    if dossier.state != State.FINISHED and dossier.clock_from is None:
        dossier = receive_dossier(
            dossier.pk,
            context=received_by.context,
            actor=town.hall.actor(Role.HANDLING_OFFICER),
            at=at,
        )
    finished_at = dossier.finished_at
    if dossier.state != State.FINISHED:
        finished_at = carry_through(dossier, town, chance, began_at=at)
    assert finished_at is not None  # noqa: S101 - finished just now, or before
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=received_by.actor(Role.DESK_OFFICER),
        at=collecting(
            chance,
            town.time,
            finished_at=max(clock.local(finished_at), at),
            not_after=town.until,
            is_electronic=False,
        ),
    )


def _office_of(dossier: Dossier, town: Town) -> Office:
    offices = [town.hall, *town.neighbours]
    return next(o for o in offices if o.agency.pk == dossier.receiving_agency_id)
