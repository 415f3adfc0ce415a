"""What the acceptance screen shows of a draft: the form, the promise, what to watch out for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.selectors import DeskContext, agencies_of_province
from motcua.documents.held_papers import Known, kind_for, known_of
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.policies import draft_context
from motcua.dossiers.promises import Promise
from motcua.dossiers.services.acceptance import likely_duplicates, promise_for
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.models import Person
from motcua.people.selectors import person_by_number
from motcua.procedures.models import Channel, FeeExemption, Procedure
from motcua.procedures.selectors import LEVEL_OF_KIND, Terms, fee_exemptions, terms_to_lodge
from motcua.web.desk.forms import PAPER, SELF, AcceptanceForm, paper_key
from motcua.web.desk.typed import NO_NUMBER, Identity, read_identity


@dataclass(slots=True)
class Screen:
    """A draft with everything that is known about what has been typed so far."""

    draft: Draft
    context: DeskContext
    at: datetime
    values: dict[str, str]
    procedure: Procedure | None = None
    agencies: Sequence[Agency] = ()
    agency: Agency | None = None
    terms: Terms | None = None
    promise: Promise | None = None
    problem: str = ""
    files: list[StoredFile] = field(default_factory=list)
    exemptions: Sequence[FeeExemption] = ()
    known: Mapping[str, Known] = field(default_factory=dict)
    """What the store or a database has of each paper, by its name, for the person concerned."""

    @property
    def on(self) -> date:
        """Return the day in Vietnam."""
        return clock.day_of(self.at)

    def form(self, *, is_bound: bool) -> AcceptanceForm:
        """Return the form: checked when ``is_bound``, only filled in otherwise."""
        return AcceptanceForm(
            self.values,
            is_bound=is_bound,
            is_known=self.procedure is not None,
            agencies=self.agencies,
            terms=self.terms,
            content=self.terms.content if self.terms else None,
            exemptions=self.exemptions,
            on=self.on,
            known=self.known,
        )

    def files_by_paper(self) -> dict[str, list[StoredFile]]:
        """Return the scans by the key of the paper they were said to be; "" for none."""
        keys = {paper_key(paper) for paper in self.terms.content.papers} if self.terms else set()
        keys |= {
            name.removesuffix("_name")
            for name in self.values
            if name.startswith("other") and name.endswith("_name")
        }
        sorted_files: dict[str, list[StoredFile]] = {}
        for file in self.files:
            said = self.values.get(f"file-{file.ref}", "")
            sorted_files.setdefault(said if said in keys else "", []).append(file)
        return sorted_files


def read_screen(draft: Draft, values: Mapping[str, str], at: datetime) -> Screen:
    """Return the screen of ``draft`` with ``values`` typed, at ``at``."""
    context = draft_context(draft)
    screen = Screen(draft=draft, context=context, at=at, values=dict(values))
    if draft.has_files:  # type: ignore[attr-defined]
        screen.files = list(draft.files.order_by("stored_at", "pk"))
    code = screen.values.get("procedure", "")
    screen.procedure = _procedure(code, context.stamp) if code else None
    if screen.procedure is None:
        return screen
    screen.agencies = competent_agencies(screen.procedure, context, screen.on)
    screen.agency = _chosen_agency(screen)
    screen.exemptions = exemptions_on(screen.on, context.stamp)
    if screen.agency is not None:
        screen.values["agency"] = screen.agency.code
        _read_terms(screen, screen.agency, code)
        screen.known = _known_papers(screen)
    for key in screen.files_by_paper():
        # What has been scanned has been handed in.
        if key.startswith(PAPER):
            screen.values.setdefault(key, "on")
    return screen


def _known_papers(screen: Screen) -> Mapping[str, Known]:
    """Return what is had already of the papers of the principal, who is the applicant at times."""
    if screen.terms is None:
        return {}
    names = {paper.name for paper in screen.terms.content.papers_to_hand_in()}
    stamp = screen.context.stamp
    if not any(kind_for(name, stamp) for name in names):
        return {}
    is_own = screen.values.get("relation", SELF) == SELF
    known = known_person(screen.values, "applicant" if is_own else "principal", screen.on)
    person_id = known.person.pk if known.person is not None else None
    return known_of(person_id, names, at=screen.at, stamp=stamp)


def _read_terms(screen: Screen, agency: Agency, code: str) -> None:
    channel = screen.values.get("channel", "")
    if channel not in Channel.values:
        channel = Channel.DIRECT.value
    try:
        screen.terms = terms_to_lodge(
            code, agency.pk, agency.province_id, channel, screen.on, screen.context.stamp
        )
        screen.promise = promise_for(
            agency, screen.context.agency.pk, screen.terms, clock.local(screen.at)
        )
    except DomainError as error:
        screen.problem = str(error)


def _chosen_agency(screen: Screen) -> Agency | None:
    """Return the agency typed, or the desk's own, or the only one that is competent."""
    by_code = {agency.code: agency for agency in screen.agencies}
    chosen = by_code.get(screen.values.get("agency", ""))
    if chosen is not None:
        return chosen
    own = by_code.get(screen.context.agency.code)
    return own or (screen.agencies[0] if len(screen.agencies) == 1 else None)


def competent_agencies(procedure: Procedure, context: DeskContext, on: date) -> list[Agency]:
    """Return the agencies of the province that decide on ``procedure``, the desk's own first."""
    levels = set(procedure.levels)
    found = [
        agency
        for agency in _agencies(context.agency.province_id, on, context.stamp)
        if LEVEL_OF_KIND[AgencyKind(agency.kind)] in levels
        and (not agency.fields_handled or procedure.field in agency.fields_handled)
    ]
    return sorted(found, key=lambda agency: (agency.pk != context.agency.pk, agency.code))


@lru_cache(maxsize=4096)
def _procedure(code: str, stamp: int) -> Procedure | None:
    del stamp  # part of the cache's key only
    return Procedure.objects.filter(code=code).first()


@lru_cache(maxsize=64)
def _agencies(province_id: int, on: date, stamp: int) -> tuple[Agency, ...]:
    del stamp  # part of the cache's key only
    return tuple(agencies_of_province(province_id, on).order_by("code"))


@lru_cache(maxsize=64)
def exemptions_on(on: date, stamp: int) -> tuple[FeeExemption, ...]:
    """Return the categories that pay nothing on ``on``."""
    del stamp  # part of the cache's key only
    return tuple(fee_exemptions(on))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What is known of somebody by the number typed."""

    identity: Identity
    person: Person | None


def known_person(values: Mapping[str, str], who: str, on: date) -> KnownPerson:
    """Return what the number of ``who`` says, and who was last known under it."""
    try:
        identity = read_identity(values.get(f"{who}_number", ""), on=on)
    except ValidationError:
        return KnownPerson(NO_NUMBER, None)
    person = person_by_number(identity.number) if identity.number else None
    return KnownPerson(identity, person)


def filled_in(values: Mapping[str, str], who: str, known: KnownPerson) -> dict[str, str]:
    """Return ``values`` with the blanks of ``who`` filled from the person known."""
    person = known.person
    if person is None:
        return dict(values)
    found = {
        "name": person.full_name,
        "birth_on": f"{person.birth_on:%d/%m/%Y}" if person.birth_on else "",
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
    }
    blanks = {
        f"{who}_{name}": value
        for name, value in found.items()
        if value and not values.get(f"{who}_{name}")
    }
    return {**values, **blanks}


def duplicates_of(screen: Screen, applicant: KnownPerson, principal: KnownPerson) -> list[Dossier]:
    """Return dossiers that this one may repeat: same principal, same procedure."""
    is_own = screen.values.get("relation", SELF) == SELF
    person = applicant.person if is_own else principal.person
    if person is None or screen.procedure is None:
        return []
    found = likely_duplicates(person.pk, screen.procedure.pk, at=screen.at)
    return list(found[:3])


def papers_for_files(form: AcceptanceForm) -> list[tuple[str, str]]:
    """Return the papers that a scan can be said to be."""
    listed = [(paper_key(paper), paper.name) for paper in form.papers]
    typed: list[tuple[str, Any]] = [
        (f"other{place}", form[f"other{place}_name"].value()) for place in range(form.other_count)
    ]
    return [*listed, *((key, str(name)) for key, name in typed if name)]
