"""Moving in: the open dossiers of an old system, written together or not at all.

Codes, dates and promises are kept as they were. Nobody is written to: the applicants hold the
old system's papers, and follow their dossiers here under the old code.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db import IntegrityError, connection, transaction

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Desk
from motcua.agencies.selectors import agency_by_code, calendar_of
from motcua.dossiers import forms, kept, ledger
from motcua.dossiers.codes import BOOK, pattern_for
from motcua.dossiers.lifecycle import Action, MoneyState, ResultMode, State
from motcua.dossiers.models import (
    Charge,
    Dossier,
    DossierEvent,
    DossierPersonalData,
    DueDate,
    Origin,
    Step,
)
from motcua.dossiers.promises import Promise, promise
from motcua.dossiers.search import search_text_of
from motcua.dossiers.services.stepping import agency_of_step, new_step
from motcua.kernel import clock
from motcua.kernel.codes import new_tracking_code
from motcua.kernel.errors import DomainError
from motcua.people.models import Person
from motcua.people.services import PersonInput, remember_people
from motcua.procedures.models import Channel
from motcua.procedures.process import ProcessStep
from motcua.procedures.selectors import Terms

BATCH: Final = 500
_RESERVE: Final = """
    SELECT array_agg(nextval(pg_get_serial_sequence('dossiers_dossier', 'id'))),
        transaction_timestamp()
    FROM generate_series(1, %s)
"""
_IN_BOOK: Final = """
    INSERT INTO dossiers_runningnumber AS running (agency_id, series, year, last_number)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (agency_id, series, year)
    DO UPDATE SET last_number = running.last_number + EXCLUDED.last_number
    RETURNING last_number
"""
_OF_DAY: Final = """
    INSERT INTO dossiers_codecounter AS counter (agency_id, day, last_number)
    VALUES (%s, %s, %s)
    ON CONFLICT (agency_id, day)
    DO UPDATE SET last_number = GREATEST(counter.last_number, EXCLUDED.last_number)
"""


class MovedMeanwhileError(DomainError):
    """Somebody has moved in a dossier of the table since it was looked at; nothing was written."""

    code: ClassVar[str] = "moved-meanwhile"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One open dossier of the old system, with everything it names found here."""

    code: str
    terms: Terms
    desk: Desk
    agency: Agency
    channel: Channel
    submitted_at: datetime
    accepted_at: datetime
    due_at: datetime
    step: ProcessStep
    applicant: PersonInput
    principal: PersonInput | None = None
    assignee_id: int | None = None
    money: MoneyState = MoneyState.NOTHING_DUE
    amount_dong: int | None = None
    note: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether handling had begun: the dossier is past the first step."""
        return self.step.key != self.terms.content.process.steps[0].key

    @property
    def people(self) -> dict[str, PersonInput]:
        """Return the people as a dossier keeps them."""
        found = {"applicant": self.applicant}
        if self.principal is not None and self.principal != self.applicant:
            found["principal"] = self.principal
        return found


@dataclass(slots=True)
class _Rows:
    """What is written for a batch, by table."""

    dossiers: list[Dossier]
    personal: list[DossierPersonalData]
    dates: list[DueDate]
    steps: list[Step]
    charges: list[Charge]
    events: list[DossierEvent]


def move_in(arrivals: Sequence[Arrival], *, actor: Actor, at: datetime, stamp: int) -> int:
    """Write the dossiers of ``arrivals`` in one transaction; return how many.

    Counters go on after the numbers that the old system gave, so that no code is given twice.
    Raises MovedMeanwhileError when a code is there by now: the caller has looked before.
    """
    ordered = sorted(arrivals, key=lambda arrival: (arrival.accepted_at, arrival.code))
    try:
        with transaction.atomic():
            numbers = _book_numbers(ordered)
            for first in range(0, len(ordered), BATCH):
                chosen = ordered[first : first + BATCH]
                _write(chosen, numbers[first : first + BATCH], actor=actor, at=at, stamp=stamp)
            _go_on_after(ordered, stamp)
    except IntegrityError as error:
        raise MovedMeanwhileError(
            "Một hồ sơ trong tệp vừa có người khác chuyển vào, nên lần này không chuyển dòng nào. "
            "Xin xem thử lại tệp: dòng đã chuyển sẽ được bỏ qua."
        ) from error
    return len(ordered)


def _write(
    arrivals: Sequence[Arrival], numbers: Sequence[int], *, actor: Actor, at: datetime, stamp: int
) -> None:
    keys, recorded_at = _reserve(len(arrivals))
    people = iter(
        remember_people([who for arrival in arrivals for who in arrival.people.values()], at=at)
    )
    rows = _Rows([], [], [], [], [], [])
    for key, number, arrival in zip(keys, numbers, arrivals, strict=True):
        stored = {role: next(people) for role in arrival.people}
        dossier = _dossier(key, number, arrival, stored, stamp)
        _add(rows, dossier, arrival, at=at, stamp=stamp)
        left = _left_behind(dossier, rows.dates[-2:], at)
        acts = _acts(dossier, arrival, rows.personal[-1], at, left)
        rows.events += ledger.chain(dossier, acts, actor=actor, recorded_at=recorded_at)
        rows.dossiers.append(dossier)
    Dossier.objects.bulk_create(rows.dossiers)
    DossierPersonalData.objects.bulk_create(rows.personal)
    DueDate.objects.bulk_create(rows.dates)
    Step.objects.bulk_create(rows.steps)
    Charge.objects.bulk_create(rows.charges)
    ledger.append(rows.events)


def _reserve(count: int) -> tuple[list[int], datetime]:
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [count])
        keys, instant = cursor.fetchone()
    return keys, instant


def _dossier(
    key: int, number: int, arrival: Arrival, people: dict[str, Person], stamp: int
) -> Dossier:
    principal = people.get("principal", people["applicant"])
    linked = arrival.terms.content.process.linked_agency
    dossier = Dossier(
        id=key,
        code=arrival.code,
        tracking_code=new_tracking_code(),
        procedure_id=arrival.terms.procedure_id,
        procedure_version_id=arrival.terms.version_id,
        agency=arrival.agency,
        receiving_agency=arrival.desk.agency,
        desk=arrival.desk,
        channel=arrival.channel,
        applicant=people["applicant"],
        principal=principal,
        principal_name=principal.full_name,
        state=State.IN_PROGRESS if arrival.is_begun else State.ACCEPTED,
        money_state=arrival.money,
        result_mode=ResultMode.AT_DESK,
        note=arrival.note,
        origin=Origin.IMPORTED,
        submitted_at=arrival.submitted_at,
        accepted_at=arrival.accepted_at,
        clock_from=arrival.accepted_at,
        original_due_at=arrival.due_at,
        due_at=arrival.due_at,
        book_number=number,
    )
    if linked and linked != arrival.agency.code:
        dossier.linked_agency = agency_by_code(linked, stamp)
    dossier.search_text = search_text_of(dossier)
    return dossier


def _add(rows: _Rows, dossier: Dossier, arrival: Arrival, *, at: datetime, stamp: int) -> None:
    """Add what belongs to ``dossier``: people, both dates, the open step, what is owed."""
    values = {role: person.to_dict() for role, person in arrival.people.items()}
    rows.personal.append(
        DossierPersonalData(dossier_id=dossier.pk, salt=ledger.new_salt(), values=values)
    )
    rows.dates += _dates(dossier, arrival, at)
    step = new_step(
        dossier, arrival.step, agency_of_step(dossier, arrival.step, stamp), order=1, at=at
    )
    step.assignee_id = arrival.assignee_id
    rows.steps.append(step)
    if arrival.money is MoneyState.DUE and arrival.amount_dong:
        rows.charges.append(
            Charge(
                dossier_id=dossier.pk,
                name="Lệ phí",
                amount_dong=arrival.amount_dong,
                legal_basis=arrival.terms.fee_basis,
            )
        )


def _counted(arrival: Arrival) -> Promise:
    """Return what would have been promised here: for the law's date only."""
    return promise(
        clock.local(arrival.accepted_at),
        arrival.terms.limit,
        arrival.terms.statutory,
        calendar_of(arrival.agency),
    )


def _dates(dossier: Dossier, arrival: Arrival, at: datetime) -> list[DueDate]:
    version_id = arrival.agency.calendar_version_id
    if version_id is None:
        raise ValueError("moved into an agency without a calendar")
    limit, law = arrival.terms.limit, arrival.terms.statutory
    return [
        DueDate(
            dossier_id=dossier.pk,
            kind=kind,
            due_at=due_at,
            issued_at=at,
            counted_from=counted_from,
            limit_value=counted.value,
            limit_unit=counted.unit,
            policy=counted.policy,
            calendar_version_id=version_id,
        )
        for kind, due_at, counted_from, counted in (
            (DueDate.Kind.IMPORTED, arrival.due_at, at, limit),
            (
                DueDate.Kind.STATUTORY,
                _counted(arrival).statutory_due_at,
                arrival.accepted_at,
                law,
            ),
        )
    ]


def _left_behind(dossier: Dossier, dates: Sequence[DueDate], at: datetime) -> dict[str, Any]:
    """Return what the last event says it kept; the dates were written down when moved in."""
    left = kept.kept({}, dossier, dates)
    left["dates"] = [{**fact, "issued_at": ledger.instant(at)} for fact in left["dates"]]
    return left


def _acts(
    dossier: Dossier,
    arrival: Arrival,
    personal: DossierPersonalData,
    at: datetime,
    left: dict[str, Any],
) -> list[ledger.Act]:
    """Return what the ledger says: lodged and accepted then, moved in now."""
    moved: dict[str, Any] = {"moved_in_at": forms.instant(at), "step": arrival.step.key}
    people = ledger.commitment(personal.salt, personal.values)
    lodged = ledger.Act(
        Action.LODGE,
        None,
        State.SUBMITTED,
        arrival.submitted_at,
        {**_lodging_facts(arrival), "people": people, **moved},
    )
    accepted = ledger.Act(
        Action.ACCEPT,
        State.SUBMITTED,
        State.ACCEPTED,
        arrival.accepted_at,
        {**_promise_facts(arrival), **moved, "kept": {} if arrival.is_begun else left},
    )
    if not arrival.is_begun:
        return [lodged, accepted]
    begun = ledger.Act(
        Action.START, State.ACCEPTED, State(dossier.state), at, {**moved, "kept": left}
    )
    return [lodged, accepted, begun]


def _lodging_facts(arrival: Arrival) -> dict[str, Any]:
    return {
        "procedure": arrival.terms.procedure_code,
        "version": arrival.terms.version_id,
        "channel": str(arrival.channel),
        "desk": arrival.desk.code,
        "receiving_agency": arrival.desk.agency.code,
        "agency": arrival.agency.code,
        "papers": 0,
    }


def _promise_facts(arrival: Arrival) -> dict[str, Any]:
    limit = arrival.terms.limit
    return {
        "code": arrival.code,
        "counted_from": forms.instant(arrival.accepted_at),
        "limit": [limit.value, str(limit.unit), str(limit.policy)],
        "due_at": forms.instant(arrival.due_at),
        "statutory_due_at": forms.instant(_counted(arrival).statutory_due_at),
        "is_expected": False,
        "calendar": arrival.agency.calendar_version_id,
        "money": str(arrival.money),
        "amount_dong": arrival.amount_dong or 0,
    }


def _book_numbers(ordered: Sequence[Arrival]) -> list[int]:
    """Return the number in the book of each, going on after the last of its agency and year."""
    places = [(a.desk.agency_id, clock.day_of(a.accepted_at).year) for a in ordered]
    following = {}
    with connection.cursor() as cursor:
        for (agency_id, year), count in sorted(Counter(places).items()):
            cursor.execute(_IN_BOOK, [agency_id, BOOK, year, count])
            (last,) = cursor.fetchone()
            following[agency_id, year] = last - count + 1
    numbers = []
    for place in places:
        numbers.append(following[place])
        following[place] += 1
    return numbers


def _go_on_after(arrivals: Sequence[Arrival], stamp: int) -> None:
    """Let the codes of each day begin after those that the old system gave on it."""
    highest: dict[tuple[int, date], int] = {}
    for arrival in arrivals:
        agency = arrival.desk.agency
        day = clock.day_of(arrival.accepted_at)
        parsed = pattern_for(agency.pk, day, stamp).parse(arrival.code)
        if parsed is not None and parsed.agency_code == agency.code:
            key = (agency.pk, parsed.day)
            highest[key] = max(highest.get(key, 0), parsed.number)
    with connection.cursor() as cursor:
        for (agency_id, day), number in sorted(highest.items()):
            cursor.execute(_OF_DAY, [agency_id, day, number])
