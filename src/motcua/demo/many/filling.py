"""Filling an empty database with very many dossiers, a block at a time, by COPY.

The same wish gives an empty database the same dossiers. Memory holds one block of them.
Receipts, messages and scans are left out: no list reads them.
"""

import random
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from motcua.agencies.selectors import calendar_version
from motcua.demo.many import ground, tables
from motcua.demo.many.cases import Case
from motcua.demo.many.chains import Chains
from motcua.demo.many.facts import Facts
from motcua.demo.many.ground import DONE, Place, Subject
from motcua.demo.many.lives import WINDOW, Fate, WorkTime, live
from motcua.demo.many.people import People, frozen_text
from motcua.demo.many.tables import Rows, first_free_id, numbered_up_to
from motcua.dossiers.codes import BOOK
from motcua.dossiers.lifecycle import DeliveryState, State
from motcua.dossiers.models import (
    CodeCounter,
    Dossier,
    DossierEvent,
    DossierPaper,
    DossierPersonalData,
    DueDate,
    PaperForm,
    Pause,
    RunningNumber,
    Step,
)
from motcua.dossiers.models.dossier import Origin
from motcua.dossiers.promises import promise
from motcua.dossiers.search import search_text
from motcua.dossiers.step_dates import step_dates
from motcua.indicators.models import DossierFact
from motcua.indicators.spans.adding import throw_away
from motcua.kernel import clock
from motcua.kernel.codes import DEFAULT_PATTERN, CodePattern, new_tracking_code
from motcua.people.models import Person
from motcua.procedures.process import STANDARD_DAY_MINUTES

BLOCK: Final = 5_000
A_DAY_AND_AGENCY: Final = 50
FEWEST_DAYS, MOST_DAYS = 30, 500
WRITTEN: Final = (
    Person,
    Dossier,
    DossierPersonalData,
    DossierPaper,
    DueDate,
    Step,
    Pause,
    DossierEvent,
    DossierFact,
    CodeCounter,
    RunningNumber,
)
_STATES: Final = {
    Fate.UNTOUCHED: State.ACCEPTED,
    Fate.OPEN: State.IN_PROGRESS,
    Fate.WAITING: State.AWAITING_SUPPLEMENT,
    Fate.WITHDRAWN: State.WITHDRAWN,
    Fate.FINISHED: State.FINISHED,
    Fate.RETURNED: State.RETURNED,
}
_DELIVERY: Final = {
    Fate.FINISHED: DeliveryState.READY,
    Fate.RETURNED: DeliveryState.HANDED_OVER,
}
_NOT_READY: Final = DeliveryState.NOT_READY


@dataclass(frozen=True, slots=True)
class Wish:
    """How many dossiers, how many of them open, at how many agencies, until when."""

    rows: int
    open_rows: int
    agencies: int
    at: datetime
    seed: int = 2026
    with_events: bool = False
    is_checked: bool = False
    """Whether foreign keys are looked up row by row, which takes as long as all the rest."""


def fill(wish: Wish, report: Callable[[int], None] = lambda _done: None) -> list[Place]:
    """Add the dossiers of ``wish``; tell ``report`` how many there are after each block."""
    first_id = first_free_id(Dossier)
    # A second filling of the same database must not make the same codes again.
    chance = random.Random(f"{wish.seed}/{first_id}")  # noqa: S311 - made-up dossiers, no secrets
    places = ground.lay_places(wish.agencies, chance)
    filling = Filling(wish, first_id, places, ground.lay_procedures(), chance)
    throw_away()  # facts are copied past whoever adds up; it is done anew at the next catching up
    for first in range(0, wish.rows, BLOCK):
        last = min(first + BLOCK, wish.rows)
        with transaction.atomic():
            filling.write_block(range(first, last))
        report(last)
    with transaction.atomic():
        filling.write_counters()
    return places


class Filling:
    """One filling under way: the rows that wait, and the numbers given so far."""

    def __init__(
        self,
        wish: Wish,
        first_id: int,
        places: list[Place],
        subjects: list[Subject],
        chance: random.Random,
    ) -> None:
        self.wish = wish
        self.first_id = first_id
        self.places = places
        self.subjects = subjects
        self.chance = chance
        version_id = places[0].agency.calendar_version_id
        assert version_id is not None  # noqa: S101 - the ground has laid it
        self.version_id = version_id
        self.calendar = calendar_version(version_id)
        days = wish.rows // (wish.agencies * A_DAY_AND_AGENCY)
        self.time = WorkTime(
            self.calendar, clock.local(wish.at), min(MOST_DAYS, max(FEWEST_DAYS, days))
        )
        self.people = People(chance, wish.rows, wish.at)
        self.pattern = CodePattern(DEFAULT_PATTERN)
        self.of_day: Counter[tuple[int, date]] = Counter()
        self.of_year: Counter[tuple[int, int]] = Counter()
        self.chains = Chains(self.time) if wish.with_events else None
        self.facts = Facts(self.time)
        self._lay_tables()

    def _lay_tables(self) -> None:
        self.dossiers = Rows(
            Dossier,
            *("id", "code", "tracking_code", "procedure_id", "procedure_version_id"),
            *("agency_id", "receiving_agency_id", "desk_id", "channel"),
            *("applicant_id", "principal_id", "principal_name", "search_text"),
            *("state", "delivery_state", "origin", "submitted_at", "accepted_at", "clock_from"),
            *("original_due_at", "due_at", "finished_at", "returned_at", "ended_at"),
            *("collector_id", "book_number", "events_count", "last_hash"),
        )
        self.personal = Rows(DossierPersonalData, "dossier_id", "salt", "values")
        self.papers = Rows(DossierPaper, "dossier_id", "order", "paper_id", "name", "form")
        self.dates = Rows(
            DueDate,
            *("dossier_id", "kind", "due_at", "issued_at", "counted_from"),
            *("limit_value", "limit_unit", "policy", "calendar_version_id"),
        )
        self.steps = Rows(
            Step,
            *("dossier_id", "order", "key", "name", "agency_id", "role", "budget_minutes"),
            *("opened_at", "due_at", "warn_at", "received_at", "received_by_id"),
            *("closed_at", "closed_by_id", "outcome"),
        )
        self.pauses = Rows(
            Pause,
            *("ref", "dossier_id", "kind", "reason", "legal_basis", "started_at"),
            "started_by_id",
        )

    def write_block(self, numbers: range) -> None:
        """Make and copy the dossiers ``numbers``."""
        tables.hurry(is_checked=self.wish.is_checked)
        if self.chains is not None:
            self.chains.begin()
        for number in numbers:
            self._add(number)
        self.people.write()
        for rows in (self.dossiers, self.personal, self.papers, self.dates, self.steps):
            rows.write()
        self.pauses.write()
        self.facts.write()
        if self.chains is not None:
            self.chains.write()
        numbered_up_to(Dossier, self.first_id + numbers[-1])

    def write_counters(self) -> None:
        """Store the numbers given, from which those of later dossiers follow."""
        days = Rows(CodeCounter, "agency_id", "day", "last_number")
        for (agency_id, day), last in self.of_day.items():
            days.add(agency_id, day, last)
        years = Rows(RunningNumber, "agency_id", "series", "year", "last_number")
        for (agency_id, year), last in self.of_year.items():
            years.add(agency_id, BOOK, year, last)
        days.write()
        years.write()

    def _add(self, number: int) -> None:
        case = self._case(number)
        self.personal.add(case.dossier_id, case.salt, frozen_text(case.applicant))
        self.papers.add(case.dossier_id, 1, "p1", "Tờ khai", PaperForm.ORIGINAL.value)
        self._add_dates(case)
        self._add_steps(case)
        count, last_hash = self.chains.add(case) if self.chains is not None else (0, "")
        self._add_dossier(case, count, last_hash)
        self.facts.add(case, count)

    def _case(self, number: int) -> Case:
        chance = self.chance
        place = self.places[int(chance.random() * len(self.places))]
        # Few procedures are most of the work.
        subject = self.subjects[int(chance.random() ** 2 * len(self.subjects))]
        life = live(
            accepted=number / self.wish.rows * (self.time.end - 1),
            limit_days=subject.limit.value,
            steps=len(subject.process.steps),
            is_open=self._is_open(number),
            end=self.time.end,
            chance=chance,
        )
        accepted_at = self.time.instant(life.accepted)
        day = accepted_at.date()
        agency = place.agency
        self.of_day[agency.pk, day] += 1
        self.of_year[agency.pk, day.year] += 1
        return Case(
            dossier_id=self.first_id + number,
            code=self.pattern.render(agency.code, day, self.of_day[agency.pk, day]),
            tracking_code=new_tracking_code(chance.choice),
            book_number=self.of_year[agency.pk, day.year],
            salt=f"{chance.getrandbits(256):064x}",
            place=place,
            subject=subject,
            applicant=self.people.draw(),
            life=life,
            promised=promise(accepted_at, subject.limit, subject.limit, self.calendar),
        )

    def _is_open(self, number: int) -> bool:
        window = min(self.wish.rows, self.wish.open_rows * WINDOW)
        is_late_enough = number >= self.wish.rows - window
        return is_late_enough and self.chance.random() * window < self.wish.open_rows

    def _add_dossier(self, case: Case, count: int, last_hash: str) -> None:
        life, instant = case.life, self.time.instant
        agency_id = case.place.agency.pk
        accepted_at, due_at = case.promised.counted_from, case.promised.due_at
        person_id = case.applicant.person_id
        is_finished = life.fate in {Fate.FINISHED, Fate.RETURNED}
        is_returned = life.fate is Fate.RETURNED
        ended_at = instant(life.ended) if life.ended is not None else None
        self.dossiers.add(
            *(case.dossier_id, case.code, case.tracking_code),
            *(case.subject.procedure_id, case.subject.version_id),
            *(agency_id, agency_id, case.place.desk.pk, "direct"),
            *(person_id, person_id, case.applicant.name),
            search_text([case.applicant.folded], case.code, [agency_id]),
            *(_STATES[life.fate].value, _DELIVERY.get(life.fate, _NOT_READY).value),
            *(Origin.DEMO.value, accepted_at, accepted_at, accepted_at),
            *(due_at, None if life.fate is Fate.WAITING else due_at),
            instant(life.edges[-1]) if is_finished else None,
            *(ended_at if is_returned else None, ended_at),
            *(person_id if is_returned else None, case.book_number, count, last_hash),
        )

    def _add_dates(self, case: Case) -> None:
        accepted_at, limit = case.promised.counted_from, case.subject.limit
        for kind in (DueDate.Kind.PROMISE, DueDate.Kind.STATUTORY):
            self.dates.add(
                *(case.dossier_id, kind.value, case.promised.due_at, accepted_at, accepted_at),
                *(limit.value, str(limit.unit), str(limit.policy), self.version_id),
            )

    def _add_steps(self, case: Case) -> None:
        life, instant = case.life, self.time.instant
        begun = life.accepted
        for order, edge in enumerate(life.edges, start=1):
            self._add_step(case, order, begun, edge, DONE)
            begun = edge
        order = len(life.edges) + 1
        if life.fate is Fate.WITHDRAWN:
            self._add_step(case, order, begun, life.ended or begun, Step.BROKEN_OFF)
        if not life.is_open:
            return
        step = case.subject.process.steps[order - 1]
        is_waiting = life.fate is Fate.WAITING
        dates = step_dates(
            instant(begun),
            step.budget_minutes,
            dossier_due_at=None if is_waiting else case.promised.due_at,
            clock_from=case.promised.counted_from,
            calendar=self.calendar,
            warn_percent=case.place.agency.warn_percent,
        )
        self.steps.add(
            *(case.dossier_id, order, step.key, step.name, case.place.agency.pk, step.role),
            *(step.budget_minutes, instant(begun), dates.due_at, dates.warn_at),
            *(None, None, None, None, ""),
        )
        if is_waiting:
            self.pauses.add(
                *(uuid.UUID(int=self.chance.getrandbits(128), version=4), case.dossier_id),
                *(Pause.Kind.SUPPLEMENT.value, "Thiếu giấy tờ", "Dữ liệu đo tải"),
                *(instant(life.waits_from), case.officer(step.role)),
            )

    def _add_step(self, case: Case, order: int, begun: float, closed: float, outcome: str) -> None:
        """Add a step that is over; its dates need not be counted to the minute."""
        step, instant = case.subject.process.steps[order - 1], self.time.instant
        budget = step.budget_minutes / STANDARD_DAY_MINUTES
        by = case.officer(step.role)
        self.steps.add(
            *(case.dossier_id, order, step.key, step.name, case.place.agency.pk, step.role),
            *(step.budget_minutes, instant(begun), instant(begun + budget)),
            *(instant(begun + budget * 0.8), instant(closed), by, instant(closed), by, outcome),
        )
