"""A dossier from the national portal becomes one here: lodged online, to be answered by its desk.

The same act as a citizen's own lodging, but nobody fills in a form any more: what our form asks
and the portal did not, the desk sees missing; what the portal asked besides is kept beside.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM
from motcua.agencies.places import StoredUnits
from motcua.agencies.selectors import DeskContext, agency_by_code, configuration_stamp
from motcua.documents.models import StoredFile
from motcua.documents.services import FileRefusedError, Owner, store_upload
from motcua.dossiers.models import Dossier, LodgedForm, PaperForm
from motcua.dossiers.services.acceptance import gathered, take_down
from motcua.dossiers.services.lodging import FeeInput, Lodging, PaperInput, Settlement
from motcua.dossiers.services.online import online_context
from motcua.dossiers.services.online_fee import counts_told
from motcua.dossiers.services.receipts import announcement
from motcua.exchange.models import PortalLodging
from motcua.exchange.portal.client import PortalError
from motcua.exchange.portal.receiving_answers import KEPT, Laid, laid
from motcua.exchange.portal.receiving_lists import Door, Entry
from motcua.exchange.portal.receiving_message import (
    MessageError,
    Offered,
    OfferedFile,
    read_offered,
)
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.text import fold
from motcua.notifications.services import queue_messages
from motcua.people.models import IdentityKind, Person
from motcua.people.services import PersonInput
from motcua.procedures.content import Content
from motcua.procedures.eforms import definition_of, kept_form
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.selectors import Terms, terms_to_lodge

THROUGH: Final = "national-portal"
"""What the event of lodging says of the way on which a dossier came."""
CLOCKS_APART: Final = timedelta(minutes=10)
"""So much later than ours the portal's clock may be."""
_GONE: Final = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it was fetched; ``trouble`` says why there is none."""

    about: OfferedFile
    upload: TemporaryUploadedFile | None
    trouble: str = ""


@dataclass(slots=True)
class _Work:
    """What is known of a dossier while it is taken in."""

    offered: Offered
    context: DeskContext
    terms: Terms
    definition: Definition
    form_version: int
    at: datetime
    files: dict[str, StoredFile] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@contextmanager
def files_of(entry: Entry, door: Door, at: datetime) -> Iterator[list[Fetched]]:
    """Fetch the files of an entry, each held against its hash; gone from the disk afterwards.

    Raises MessageError for one that the portal no longer has or that came broken, PortalError
    where the portal does not answer.
    """
    offered = read_offered(entry)
    with ExitStack() as stack:
        is_known = PortalLodging.objects.filter(portal_code=offered.code).exists()
        yield [] if is_known else [_fetched(one, door, at, stack) for one in offered.files]


def _fetched(about: OfferedFile, door: Door, at: datetime, stack: ExitStack) -> Fetched:
    limit = settings.UPLOAD_MAX_BYTES
    too_big = _("lớn hơn mức nhận %(limit)d MB") % {"limit": limit // 1024**2}
    if about.size > limit:
        return Fetched(about, None, too_big)
    path = f"/tep-nop/{quote(about.ref, safe='')}"
    try:
        content = door.read_file(path, at=at, most=limit)
    except PortalError as error:
        if error.status not in _GONE:
            raise
        raise MessageError(_("Cổng không còn tệp %(ref)s.") % {"ref": about.ref}) from error
    if hashlib.sha256(content).hexdigest() != about.sha256:
        raise MessageError(
            _("Tệp %(ref)s tải về không đúng dấu vết mà Cổng ghi.") % {"ref": about.ref}
        )
    upload = TemporaryUploadedFile(about.name, "application/octet-stream", len(content), None)
    stack.callback(upload.close)
    upload.write(content)
    upload.seek(0)
    return Fetched(about, upload)


def take_lodged(entry: Entry, fetched: Sequence[Fetched], *, at: datetime) -> bool:
    """Lodge what an entry says, once; the portal is told afterwards. Call it in a transaction.

    Raises MessageError, and the errors of ``gathered`` and ``terms_to_lodge``.
    """
    offered = read_offered(entry)
    # Offered again: our word was lost, so it is said again.
    if PortalLodging.objects.filter(portal_code=offered.code).update(told_at=None):
        return False
    work = _begun(offered, at)
    _store(work, fetched)
    answers = _laid(work)
    lodging = _lodging(work, answers, fetched)
    dossier = _taken_down(work, lodging)
    beside = _beside(work, answers)
    LodgedForm.objects.create(
        dossier=dossier,
        form_version_id=work.form_version,
        values=answers.values | ({KEPT: beside} if beside else {}),
    )
    PortalLodging.objects.create(
        dossier=dossier,
        portal_code=offered.code,
        number=offered.number,
        is_identified=offered.is_identified,
        says_paid=offered.says_paid,
        taken_at=at,
    )
    return True


def _begun(offered: Offered, at: datetime) -> _Work:
    if offered.lodged_at > at + CLOCKS_APART:
        raise MessageError(_("Tin sai: ngày nộp đang ở sau bây giờ."))
    stamp, day = configuration_stamp(), clock.day_of(at)
    agency = agency_by_code(offered.agency, stamp)
    context = online_context(agency, day)
    terms = terms_to_lodge(
        offered.procedure, agency.pk, agency.province_id, str(Channel.ONLINE), day, stamp
    )
    procedure = Procedure.objects.select_related("eform").get(pk=terms.procedure_id)
    version = kept_form(procedure, day)
    return _Work(offered, context, terms, definition_of(version.pk), version.pk, at)


def _store(work: _Work, fetched: Sequence[Fetched]) -> None:
    """Keep the files, checked and scanned as every file; one that cannot be kept is told of."""
    for one in fetched:
        why = one.trouble
        if one.upload is not None:
            try:
                file = store_upload(one.upload, owner=Owner(), at=work.at)
            except FileRefusedError as error:
                why = str(error)
            else:
                work.files[one.about.ref] = file
        if why:
            work.notes.append(
                _("Không giữ được tệp “%(name)s”: %(why)s. Xin hỏi người nộp bản khác.")
                % {"name": one.about.name, "why": why.rstrip(".")}
            )


def _laid(work: _Work) -> Laid:
    by_paper: dict[str, list[str]] = {}
    for one in work.offered.files:
        if one.paper and one.ref in work.files:
            by_paper.setdefault(one.paper, []).append(str(work.files[one.ref].ref))
    return laid(
        work.definition,
        work.offered.answers,
        by_paper,
        on=clock.day_of(work.at),
        units=StoredUnits(work.context.stamp),
    )


def _lodging(work: _Work, answers: Laid, fetched: Sequence[Fetched]) -> Lodging:
    offered = work.offered
    owner = _person(work, offered.owner)
    applicant = owner if offered.applicant == offered.owner else _person(work, offered.applicant)
    if offered.says_paid:
        work.notes.append(
            _("Cổng báo đã nộp phí, lệ phí tại Cổng. Xin kế toán đối chiếu trước khi thu.")
        )
    return Lodging(
        procedure_code=work.terms.procedure_code,
        agency_id=work.context.agency.pk,
        applicant=applicant,
        principal=None if applicant is owner else owner,
        channel=Channel.ONLINE,
        papers=[_paper(work, one.about) for one in fetched],
        fee=_fee(work, answers.values),
        submitted_at=min(offered.lodged_at, work.at),
        # Whether it is one too many the desk decides, as with any other that came online.
        knows_of_duplicate=True,
    )


def _person(work: _Work, said: PersonInput) -> PersonInput:
    """Return who it is. Somebody known by another name is renamed by nobody but VNeID."""
    if not said.identity_number or work.offered.is_identified:
        return said
    known = Person.objects.filter(
        identity_kind=said.identity_kind, identity_number=said.identity_number
    ).first()
    if known is None or fold(known.full_name) == fold(said.full_name):
        return said
    work.notes.append(
        _("Số %(number)s khai cho %(name)s là của người khác ở đây. Xin kiểm tra giấy tờ.")
        % {"number": said.identity_number, "name": said.full_name}
    )
    return replace(said, identity_kind=IdentityKind.NONE, identity_number="")


def _paper(work: _Work, about: OfferedFile) -> PaperInput:
    content: Content = work.terms.content
    named = next((one for one in content.papers if one.id == about.paper), None)
    file = work.files.get(about.ref)
    return PaperInput(
        name=named.name if named is not None else about.name,
        form=PaperForm.ELECTRONIC,
        paper_id=named.id if named is not None else "",
        file_id=file.pk if file is not None else None,
    )


def _fee(work: _Work, values: Mapping[str, Any]) -> FeeInput:
    rule = work.terms.fee
    if rule is None or not rule.amount_dong:
        return FeeInput(settlement=Settlement.NOTHING_DUE)
    counts = counts_told(work.definition, values, rule) or ()
    return FeeInput(settlement=Settlement.LATER, counts=counts)


def _taken_down(work: _Work, lodging: Lodging) -> Dossier:
    gathering = gathered(lodging, context=work.context, actor=SYSTEM, at=work.at)
    told = {
        "form": work.form_version,
        "through": THROUGH,
        "portal_code": work.offered.code,
    }
    dossier = take_down(gathering, told)
    if email := lodging.applicant.email:
        queue_messages(announcement(dossier, "lodged", email, context=work.context, at=work.at))
    return dossier


def _beside(work: _Work, answers: Laid) -> dict[str, Any]:
    """Return what has no place of its own, for the desk to see; erased with the answers."""
    found = {"answers": answers.others, "notes": work.notes}
    return {name: value for name, value in found.items() if value}
