"""Lodging for somebody whom a client has identified: the citizen's own way, in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.models import Dossier, OnlineDraft
from motcua.dossiers.services.fees import MOST_COUNTED
from motcua.dossiers.services.lodging import LodgingError
from motcua.dossiers.services.online import AnswersRefusedError, lodge_online, terms_online
from motcua.dossiers.services.online_drafts import (
    ForWhom,
    attach_stored,
    begin_draft,
    definition_for,
    file_fields,
    judged,
    save_answers,
)
from motcua.dossiers.services.online_fee import DraftFee, FeeAnswers, draft_fee, save_fee
from motcua.exchange.callers import Caller
from motcua.exchange.errors import AgencyNotAllowedError, IdentityMismatchError
from motcua.exchange.models import ApiLodging
from motcua.exchange.services.files import files_called
from motcua.exchange.webhooks.hearing import tell_of_own_lodging
from motcua.kernel import clock
from motcua.kernel.text import fold
from motcua.people.citizens import Citizen
from motcua.people.models import IdentityKind, Person, PersonKind
from motcua.people.services import PersonInput, remember_people
from motcua.procedures.competence import agencies_for
from motcua.procedures.models import Procedure

SAID_BY_THE_CLIENT: Final = frozenset(
    f"{who}.{what}"
    for who in ("applicant", "principal")
    for what in ("full_name", "number", "birth_on")
)
"""Facts that a draft may begin with; what we know of somebody besides is not put in unasked."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Who lodges, as the client knows them: who, how surely (1 to 3), and by what."""

    person: PersonInput
    level: int
    how: ApiLodging.How


@dataclass(frozen=True, slots=True)
class Wanted:
    """A whole dossier: ``answers`` by the form's fields, files by the fields that take them."""

    procedure: Procedure
    agency: Agency
    applicant: Identified
    answers: Mapping[str, Any]
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whom: ForWhom = field(default_factory=ForWhom)
    copies: int | None = None
    pages: int | None = None
    relief: str = ""
    relief_file: str = ""
    reference: str = ""
    knows_of_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What would become of a dossier: sentences by path, the fee, why it could not be lodged."""

    errors: Mapping[str, str]
    fee: DraftFee | None
    problem: str


@transaction.atomic
def lodge_for(wanted: Wanted, *, caller: Caller, at: datetime) -> Dossier:
    """Lodge ``wanted`` and return its dossier.

    Raises AgencyNotAllowedError, IdentityMismatchError, UnknownFileError, FileRefusedError and
    what ``begin_draft`` and ``lodge_online`` raise.
    """
    citizen, draft = _filled(wanted, caller, at)
    told = {
        "through": caller.client.client_id,
        "level": wanted.applicant.level,
        "how": str(wanted.applicant.how),
    }
    dossier = lodge_online(
        draft,
        citizen=citizen,
        at=at,
        knows_of_duplicate=wanted.knows_of_duplicate,
        told=told,
    )
    ApiLodging.objects.create(
        client=caller.client,
        dossier=dossier,
        level=wanted.applicant.level,
        how=wanted.applicant.how,
        standing=wanted.whom.standing,
        reference=wanted.reference,
        at=at,
    )
    tell_of_own_lodging(dossier, caller.client, at)
    return dossier


@transaction.atomic
def look_at(wanted: Wanted, *, caller: Caller, at: datetime) -> Looked:
    """Say what ``wanted`` would come to; nothing of it is kept. Raises as ``lodge_for``."""
    _citizen, draft = _filled(wanted, caller, at)
    today = clock.day_of(at)
    found = judged(draft, today)
    fee, problem = None, ""
    try:
        terms = terms_online(draft, today, configuration_stamp())
        fee = draft_fee(draft, found.cleaned, terms, today)
        problem = fee.problem
    except LodgingError as error:
        problem = str(error)
    transaction.set_rollback(True)
    return Looked(found.errors, fee, problem)


def _filled(wanted: Wanted, caller: Caller, at: datetime) -> tuple[Citizen, OnlineDraft]:
    """Begin a draft and fill it in whole."""
    _check_agency(wanted, caller, clock.day_of(at))
    person = _person(wanted.applicant, at)
    citizen = Citizen(
        account_id=caller.client.account_id,
        person_id=person.pk,
        name=person.full_name,
        level=wanted.applicant.level,
        kind=PersonKind(person.kind),
    )
    draft = begin_draft(
        citizen=citizen,
        procedure=wanted.procedure,
        agency=wanted.agency,
        whom=wanted.whom,
        at=at,
    )
    _answer(draft, wanted, caller, at)
    if wanted.copies or wanted.pages or wanted.relief:
        evidence = None
        if wanted.relief_file:
            evidence = files_called(caller.client, {"fee.relief_file": wanted.relief_file})
        said = FeeAnswers(
            copies=_sensible(wanted.copies),
            pages=_sensible(wanted.pages),
            relief=wanted.relief,
            evidence=evidence["fee.relief_file"] if evidence else None,
        )
        save_fee(draft, said, citizen=citizen, at=at)
        draft.refresh_from_db()
    return citizen, draft


def _sensible(number: int | None) -> int | None:
    return None if number is None else min(number, MOST_COUNTED)


def _check_agency(wanted: Wanted, caller: Caller, on: date) -> None:
    if not caller.may_act_for(wanted.agency.pk):
        raise AgencyNotAllowedError(
            _("Hệ thống này không được làm việc cùng %(agency)s.") % {"agency": wanted.agency.name}
        )
    competent = agencies_for(wanted.procedure, wanted.agency.province_id, on)
    if wanted.agency.pk not in {one.pk for one in competent}:
        raise LodgingError(
            _("%(agency)s không nhận thủ tục này qua mạng.") % {"agency": wanted.agency.name},
            field_name="agency",
        )


def _answer(draft: OnlineDraft, wanted: Wanted, caller: Caller, at: datetime) -> None:
    definition = definition_for(draft)
    draft.values = {
        name: value
        for name, value in draft.values.items()
        if definition.by_id[name].get("fact") in SAID_BY_THE_CLIENT
    }
    draft.origins = {}
    draft.save(update_fields=["values", "origins"])
    taking_files = {one.id: one for one in file_fields(definition)}
    unknown = {
        f"answers.{name}": _("Tờ khai không có câu này.")
        for name in wanted.answers
        if name not in definition.by_id or name in taking_files
    }
    unknown |= {
        f"files.{name}": _("Tờ khai không hỏi tệp này.")
        for name in wanted.files
        if name not in taking_files
    }
    if unknown:
        raise AnswersRefusedError(unknown)
    save_answers(draft, wanted.answers, version=draft.version, at=at)
    named = {
        f"files.{name}.{place}": ref
        for name, refs in wanted.files.items()
        for place, ref in enumerate(refs)
    }
    files = files_called(caller.client, named)
    draft.refresh_from_db()
    for path, file in files.items():
        attach_stored(draft, taking_files[path.split(".")[1]], file, at=at)


def _person(applicant: Identified, at: datetime) -> Person:
    """Return who has the number. Somebody known by another name is not renamed by a client."""
    said = applicant.person
    known = Person.objects.filter(
        identity_kind=said.identity_kind, identity_number=said.identity_number
    ).first()
    if known is not None:
        if fold(known.full_name) != fold(said.full_name):
            raise IdentityMismatchError(
                _("Họ tên và số định danh không khớp nhau. Xin đọc lại từ thẻ căn cước.")
            )
        return known
    [saved] = remember_people([said], at=at)
    person: Person = Person.objects.get(pk=saved.pk)
    return person


def applicant_input(
    full_name: str, number: str, birth_on: date | None, *, is_organisation: bool
) -> PersonInput:
    """Return who lodges as a person; contacts are what the form's answers say."""
    return PersonInput(
        full_name=full_name,
        kind=PersonKind.ORGANISATION if is_organisation else PersonKind.CITIZEN,
        identity_kind=IdentityKind.TAX_CODE if is_organisation else IdentityKind.PERSONAL_ID,
        identity_number=number,
        birth_on=birth_on,
    )
