"""Lodging from home: a draft that stands up to every question becomes a dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Desk
from motcua.agencies.selectors import (
    DeskContext,
    calendar_of,
    desk_context,
)
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import (
    Dossier,
    Entitlement,
    LodgedForm,
    OnlineDraft,
    Origin,
    PaperForm,
    Standing,
)
from motcua.dossiers.online_document import drawn, principal_input
from motcua.dossiers.services.acceptance import gathered, take_down
from motcua.dossiers.services.lodging import (
    Lodging,
    LodgingError,
    PaperInput,
)
from motcua.dossiers.services.online_drafts import (
    access_online_draft,
    definition_for,
    file_fields,
    judged,
)
from motcua.dossiers.services.online_fee import DraftFee, draft_fee
from motcua.dossiers.services.online_papers import held_among, paper_of
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.standing_in import (
    StandingIn,
    check_standing,
    entitling_paper,
    note_standing_in,
    parties,
)
from motcua.kernel import clock
from motcua.kernel.canonical import digest
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.eforms.showing import address_text
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Due, Limit, LimitUnit, due
from motcua.notifications.services import queue_messages
from motcua.people.citizens import Citizen
from motcua.people.models import IdentityKind, Person, PersonKind
from motcua.people.services import PersonInput
from motcua.procedures.content import Content
from motcua.procedures.models import Channel
from motcua.procedures.selectors import Terms, terms_to_lodge

ANSWER_WITHIN: Final = Limit(8, LimitUnit.WORKING_HOUR)
"""Within which the desk answers what came online.

Legal source: Nghị định 45/2020/NĐ-CP, Điều 13.
"""


AUTHORITY: Final = "authority_paper"
"""The field of every form for what entitles somebody to lodge for another."""


class AnswersRefusedError(DomainError):
    """Something is missing or cannot stand; ``errors`` are sentences by path."""

    code: ClassVar[str] = "answers-refused"

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(_("Còn câu chưa trả lời hoặc cần sửa."))


def answer_due(agency: Agency, at: datetime) -> Due:
    """Return until when the desk of ``agency`` answers what came at ``at``, and why."""
    return due(at, ANSWER_WITHIN, calendar_of(agency))


def online_context(agency: Agency, on: date) -> DeskContext:
    """Return the desk that receives for ``agency`` what comes online. Raises LodgingError."""
    desk = Desk.objects.valid_on(on).filter(agency=agency).order_by("pk").first()
    if desk is None:
        raise LodgingError(
            _("%(agency)s chưa có bộ phận tiếp nhận trực tuyến. Xin chọn cơ quan khác.")
            % {"agency": agency.name},
            field_name="agency",
        )
    return desk_context(desk.pk)


def terms_online(draft: OnlineDraft, on: date, stamp: int) -> Terms:
    """Return the terms that ``draft`` would be lodged under; raises as ``terms_to_lodge`` does."""
    agency = draft.agency
    return terms_to_lodge(
        draft.procedure.code, agency.pk, agency.province_id, str(Channel.ONLINE), on, stamp
    )


@transaction.atomic
def make_document(draft: OnlineDraft, *, citizen: Citizen, at: datetime) -> StoredFile:
    """Return the PDF of what was answered, made anew only where an answer has changed.

    It is this file that the citizen signs before lodging; ``replace_document`` brings the
    signed one back. Raises AnswersRefusedError, DraftLodgedError.
    """
    locked = access_online_draft(citizen, draft.ref, lock=True)
    return _document(locked, _cleaned(locked, at), at)


@transaction.atomic
def replace_document(draft: OnlineDraft, signed: StoredFile, *, citizen: Citizen) -> None:
    """Lodge with ``signed``, the citizen's signed copy, as long as no answer changes."""
    locked = access_online_draft(citizen, draft.ref, lock=True)
    locked.document = signed
    locked.save(update_fields=["document"])


@transaction.atomic
def lodge_online(
    draft: OnlineDraft,
    *,
    citizen: Citizen,
    at: datetime,
    knows_of_duplicate: bool = False,
    origin: Origin = Origin.LIVE,
    told: Mapping[str, Any] | None = None,
) -> Dossier:
    """Lodge ``draft`` and return its dossier, which waits for the desk's answer.

    ``told`` is what else its event says: through which system it came. A second time it
    returns the same dossier. Raises AnswersRefusedError, LodgingError,
    DuplicateDossierError, and the errors of ``terms_to_lodge``.
    """
    locked = access_online_draft(citizen, draft.ref, lock=True)
    if locked.dossier is not None:
        return locked.dossier
    cleaned = _cleaned(locked, at)
    context = online_context(locked.agency, clock.day_of(at))
    terms = terms_online(locked, clock.day_of(at), context.stamp)
    document = _document(locked, cleaned, at)
    standing = _standing(locked, cleaned)
    fee = draft_fee(locked, cleaned, terms, clock.day_of(at))
    if fee.problem:
        raise LodgingError(fee.problem, field_name="fee")
    lodging = _lodging(locked, cleaned, terms, document, standing=standing, fee=fee, at=at)
    work = gathered(
        replace(lodging, knows_of_duplicate=knows_of_duplicate, origin=origin),
        context=context,
        actor=citizen.actor,
        at=at,
    )
    said: dict[str, Any] = {"form": locked.form_version_id, **(told or {})}
    if fee.claim is not None:
        said["asks_relief"] = True
    dossier = take_down(work, said)
    _keep_form(locked, dossier, citizen, cleaned, document)
    if email := lodging.applicant.email:
        queue_messages(announcement(dossier, "lodged", email, context=context, at=at))
    if standing is not None:
        note_standing_in(dossier, standing, context=context, at=at)
    _empty(locked, dossier, at)
    return dossier


def _keep_form(
    draft: OnlineDraft,
    dossier: Dossier,
    citizen: Citizen,
    cleaned: Mapping[str, Any],
    document: StoredFile,
) -> None:
    """Keep what was answered with the dossier. Raises LodgingError where it is nobody's own."""
    if dossier.part_of(citizen.person_id) is None:
        raise LodgingError(_("Định danh của ông/bà không có số nên chưa nộp trực tuyến được."))
    LodgedForm.objects.create(
        dossier=dossier,
        form_version_id=draft.form_version_id,
        values=cleaned,
        document=document,
    )


def _empty(draft: OnlineDraft, dossier: Dossier, at: datetime) -> None:
    """Leave nothing in the draft but which dossier it became."""
    draft.dossier = dossier
    draft.values, draft.origins, draft.principal, draft.fee = {}, {}, {}, {}
    draft.document, draft.saved_at = None, at
    draft.save()
    draft.files.clear()


def _cleaned(draft: OnlineDraft, at: datetime) -> dict[str, Any]:
    found = judged(draft, clock.day_of(at))
    if found.errors:
        raise AnswersRefusedError(found.errors)
    return found.cleaned


def _document(draft: OnlineDraft, cleaned: Mapping[str, Any], at: datetime) -> StoredFile:
    says = digest(
        {
            "values": dict(cleaned),
            "principal": draft.principal,
            "standing": draft.standing,
            "agency": draft.agency_id,
        }
    )
    if draft.document is not None and draft.document_digest == says:
        return draft.document
    definition = definition_for(draft)
    context = online_context(draft.agency, clock.day_of(at))
    content = drawn(
        draft,
        definition,
        cleaned,
        files={str(file.ref): file.name for file in draft.files.all()},
        applicant=_applicant(draft, definition, cleaned),
        context=context,
        at=at,
    )
    file = store_content(content, name=_("Tờ khai điện tử.pdf"), actor=SYSTEM, at=at)
    draft.document, draft.document_digest = file, says
    draft.save(update_fields=["document", "document_digest"])
    return file


def _standing(draft: OnlineDraft, cleaned: Mapping[str, Any]) -> StandingIn | None:
    """Return by what right it is lodged for somebody else. Raises LodgingError."""
    if draft.standing == Standing.SELF:
        return None
    refs = cleaned.get(AUTHORITY) or ()
    paper = draft.files.filter(ref__in=refs).first()
    if paper is None:
        raise LodgingError(
            _("Nộp cho người khác thì cần gửi kèm bản chụp giấy tờ cho phép nộp thay."),
            field_name=AUTHORITY,
        )
    return StandingIn(
        ground=Entitlement.Ground(draft.standing),
        principal=principal_input(draft),
        document=str(draft.principal.get("document", "")),
        file_id=paper.pk,
    )


def _lodging(
    draft: OnlineDraft,
    cleaned: Mapping[str, Any],
    terms: Terms,
    document: StoredFile,
    *,
    standing: StandingIn | None,
    fee: DraftFee,
    at: datetime,
) -> Lodging:
    definition = definition_for(draft)
    applicant = _applicant(draft, definition, cleaned)
    if standing is not None:
        check_standing(standing, applicant)
    mode = _fact(definition, cleaned, "result_mode")
    return Lodging(
        procedure_code=draft.procedure.code,
        agency_id=draft.agency_id,
        **parties(applicant, standing),
        channel=Channel.ONLINE,
        papers=(
            *_papers(draft, definition, cleaned, terms.content, document=document, at=at),
            *([entitling_paper(standing)] if standing is not None else []),
            *fee.papers(),
        ),
        fee=fee.to_input(),
        result_mode=ResultMode(mode) if mode in set(ResultMode) else ResultMode.AT_DESK,
    )


def _applicant(
    draft: OnlineDraft, definition: Definition, cleaned: Mapping[str, Any]
) -> PersonInput:
    """Return who lodges: name and number as the identity knows them, the rest as answered."""
    person: Person = draft.person
    address = _fact(definition, cleaned, "applicant.address")
    return PersonInput(
        full_name=person.full_name,
        kind=PersonKind(person.kind),
        identity_kind=IdentityKind(person.identity_kind),
        identity_number=person.identity_number or "",
        birth_on=person.birth_on,
        address=(address_text(address) if address else person.address)[:255],
        phone=_fact(definition, cleaned, "applicant.phone") or person.phone,
        email=_fact(definition, cleaned, "applicant.email") or person.email,
    )


def _fact(definition: Definition, cleaned: Mapping[str, Any], name: str) -> Any:
    found = (field.id for field in definition.fields() if field.get("fact") == name)
    return next((cleaned[one] for one in found if cleaned.get(one)), None)


def _papers(
    draft: OnlineDraft,
    definition: Definition,
    cleaned: Mapping[str, Any],
    content: Content,
    *,
    document: StoredFile,
    at: datetime,
) -> Sequence[PaperInput]:
    """Return the form itself, then each file under the name of the paper that it is."""
    files = {str(file.ref): file for file in draft.files.all()}
    held = held_among(draft, at=at)
    papers = [PaperInput(name=definition.title(), form=PaperForm.ELECTRONIC, file_id=document.pk)]
    for field in file_fields(definition):
        if field.id == AUTHORITY and draft.standing != Standing.SELF:
            continue  # it is named as the entitling paper
        paper_id, name = paper_of(field, content)
        papers += [
            PaperInput(
                name=name,
                form=PaperForm.ELECTRONIC,
                paper_id=paper_id,
                file_id=files[ref].pk,
                held_id=held[files[ref].pk].pk if files[ref].pk in held else None,
            )
            for ref in cleaned.get(field.id, ())
            if ref in files
        ]
    return tuple(papers)
