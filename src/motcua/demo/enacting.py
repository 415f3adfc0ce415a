"""Playing planned dossiers through the services, as officers would have done it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.demo.moments import OfficeTime, Pace, collecting, finishing, shared_out
from motcua.demo.offices import Office
from motcua.demo.outcomes import bring_about
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import Dossier, Origin, PaperForm
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, Lodging, PaperInput, Settlement
from motcua.dossiers.services.returning import return_result
from motcua.kernel import clock
from motcua.payments.gateway import VNPAY
from motcua.payments.models import PaymentMethod
from motcua.payments.services.incoming import BANK
from motcua.payments.services.orders import Paid
from motcua.people.services import PersonInput
from motcua.procedures.content import Content
from motcua.procedures.models import Channel
from motcua.procedures.process import END, Process, ProcessStep
from motcua.procedures.selectors import Terms, terms_for

MOST_PAPERS: Final = 4
SHARE_EXEMPT: Final = 0.12
SHARE_UNPAID: Final = 0.06
SHARE_BY_GATEWAY: Final = 0.3
EXEMPTIONS: Final = ("Người thuộc hộ nghèo", "Người có công với cách mạng", "Người khuyết tật")


class Paying(StrEnum):
    """How a fee is dealt with; what is left open is left to chance."""

    ONLINE = "online"
    AT_DESK = "at_desk"
    EXEMPT = "exempt"
    OWED = "owed"


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier as it shall have been; instants left None are found by chance."""

    key: str
    procedure_code: str
    channel: Channel
    applicant: PersonInput
    submitted_at: datetime
    accepted_at: datetime
    pace: Pace = Pace.ON_TIME
    result_mode: ResultMode = ResultMode.AT_DESK
    paying: Paying | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def transaction(self) -> str:
        """Return the number under which money for it came in."""
        return f"TD-{self.key}"


@dataclass(frozen=True, slots=True)
class Venue:
    """Where plans are played: an office, its working time, and the last instant of the play.

    ``others`` are the offices that steps of linked procedures are given to, by code.
    """

    office: Office
    time: OfficeTime
    until: datetime
    others: Mapping[str, Office] = field(default_factory=dict)

    def office_of(self, step: ProcessStep) -> Office:
        """Return the office that does ``step``."""
        return self.others[step.agency] if step.agency else self.office


def terms_at(office: Office, planned: Planned, agency: Agency | None = None) -> Terms:
    """Return the terms under which a plan is accepted; raises as ``terms_for`` does."""
    competent = agency or office.agency
    return terms_for(
        planned.procedure_code,
        competent.pk,
        competent.province_id,
        str(planned.channel),
        clock.day_of(planned.accepted_at),
        office.context.stamp,
    )


def lodging_of(planned: Planned, terms: Terms, chance: random.Random, agency: Agency) -> Lodging:
    """Return what the applicant hands in."""
    return Lodging(
        procedure_code=planned.procedure_code,
        agency_id=agency.pk,
        applicant=planned.applicant,
        channel=planned.channel,
        papers=papers_of(terms.content, planned.channel),
        fee=_fee(terms, planned, chance),
        result_mode=planned.result_mode,
        submitted_at=planned.submitted_at,
        origin=Origin.DEMO,
    )


def papers_of(content: Content, channel: Channel) -> tuple[PaperInput, ...]:
    """Return the papers of the first case, as handed in by ``channel``."""
    listed = content.papers_to_hand_in()
    chosen = [paper for paper in listed if paper.case == listed[0].case][:MOST_PAPERS]
    return tuple(
        PaperInput(
            name=paper.name,
            form=PaperForm.ELECTRONIC
            if channel is Channel.ONLINE
            else (PaperForm.ORIGINAL if paper.originals else PaperForm.COPY),
            count=max(1, paper.originals + paper.copies),
            paper_id=paper.id,
        )
        for paper in chosen
    )


def _fee(terms: Terms, planned: Planned, chance: random.Random) -> FeeInput:
    draw = chance.random()
    if not terms.fee_dong:
        return FeeInput()
    paying = planned.paying or _by_chance(draw)
    if paying is Paying.OWED:
        return FeeInput(Settlement.LATER)
    if paying is Paying.EXEMPT:
        return FeeInput(Settlement.EXEMPT, exemption=chance.choice(EXEMPTIONS))
    if paying is Paying.ONLINE:
        return FeeInput(Settlement.PAID, told=_told(planned, draw))
    method = PaymentMethod.CASH if planned.channel is Channel.DIRECT else PaymentMethod.TRANSFER
    return FeeInput(Settlement.PAID, method=method)


def _by_chance(draw: float) -> Paying:
    if draw < SHARE_EXEMPT:
        return Paying.EXEMPT
    return Paying.OWED if draw < SHARE_EXEMPT + SHARE_UNPAID else Paying.AT_DESK


def _told(planned: Planned, draw: float) -> Paid:
    """Return how a bank, or now and then the gateway, told of the money for ``planned``."""
    if draw < SHARE_BY_GATEWAY:
        return Paid(PaymentMethod.GATEWAY, VNPAY, planned.transaction)
    return Paid(PaymentMethod.TRANSFER, BANK, planned.transaction)


def accept(planned: Planned, office: Office, chance: random.Random) -> Dossier:
    """Accept a plan at its desk."""
    terms = terms_at(office, planned)
    return accept_at_desk(
        lodging_of(planned, terms, chance, office.agency),
        context=office.context,
        actor=office.actor(Role.DESK_OFFICER, chance),
        at=planned.accepted_at,
    )


def play(planned: Planned, venue: Venue, *, seed: int) -> Dossier:
    """Play a plan from acceptance to the hand-over of the result."""
    chance = random.Random(f"{seed}:{planned.key}")  # noqa: S311 - a play, no secret
    dossier = accept(planned, venue.office, chance)
    finished_at = finish(dossier, planned, venue, chance)
    return hand_over(dossier, planned, venue, chance, finished_at=finished_at)


def finish(dossier: Dossier, planned: Planned, venue: Venue, chance: random.Random) -> datetime:
    """Carry an accepted dossier through its steps; return when the result was ready."""
    assert dossier.due_at is not None  # noqa: S101 - the clock of one's own desk has started
    finished_at = planned.finished_at or finishing(
        chance,
        venue.time,
        began_at=planned.accepted_at,
        due_at=dossier.due_at,
        pace=planned.pace,
        not_after=venue.until,
    )
    process = terms_at(venue.office, planned).content.process
    steps = usual_path(process)
    instants = shared_out(
        chance,
        venue.time,
        began_at=planned.accepted_at,
        finished_at=finished_at,
        count=len(steps),
    )
    for step, at in zip(steps, instants, strict=True):
        step_on(dossier, step, process, venue, chance, at=at)
    return finished_at


def usual_path(process: Process) -> list[ProcessStep]:
    """Return the steps that a dossier without complications goes through."""
    path = [process.steps[0]]
    while path[-1].outcomes[0].next != END:
        following = process.step(path[-1].outcomes[0].next)
        assert following is not None  # noqa: S101 - publishing refuses such a process
        path.append(following)
    return path


def step_on(
    dossier: Dossier,
    step: ProcessStep,
    process: Process,
    venue: Venue,
    chance: random.Random,
    *,
    at: datetime,
) -> Dossier:
    """Complete the open step of ``dossier``, which is ``step``, with its usual outcome."""
    actor = venue.office_of(step).actor(Role(step.role), chance)
    if process.needs_result:
        bring_about(dossier, step, process, actor, venue.office.context, at=at)
    return complete_step(
        dossier.pk,
        outcome=step.outcomes[0].key,
        context=venue.office.context,
        actor=actor,
        at=at,
    )


def hand_over(
    dossier: Dossier,
    planned: Planned,
    venue: Venue,
    chance: random.Random,
    *,
    finished_at: datetime,
) -> Dossier:
    """Return the result to the applicant."""
    is_electronic = planned.result_mode is ResultMode.ELECTRONIC
    returned_at = planned.returned_at or collecting(
        chance,
        venue.time,
        finished_at=finished_at,
        not_after=venue.until,
        is_electronic=is_electronic,
    )
    return return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=not is_electronic,
        actor=venue.office.actor(Role.DESK_OFFICER, chance),
        at=returned_at,
    )
