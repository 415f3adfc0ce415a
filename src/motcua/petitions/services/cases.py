"""Taking complaints and denunciations in, routing them on, and logging who opens them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Officer, RoleAssignment
from motcua.agencies.selectors import calendar_of
from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.codes import new_tracking_code
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import due
from motcua.kernel.text import clean, fold
from motcua.petitions import policies
from motcua.petitions.lifecycle import (
    COMPLAINT,
    DENUNCIATION,
    CaseAction,
    CaseState,
    Transition,
    next_case_state,
)
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import (
    CaseRead,
    Complaint,
    ComplaintEvent,
    Denunciation,
    DenunciationEvent,
)
from motcua.petitions.sealing import officer_key, seal, unseal
from motcua.petitions.selectors import limits_on

MOST_FILES: Final = 6
LONGEST_TEXT: Final = 20_000
C = TypeVar("C", bound=Complaint | Denunciation)


class CaseError(DomainError):
    """The complaint or denunciation cannot be taken or done that way."""

    code: ClassVar[str] = "petition-case"


@dataclass(frozen=True, slots=True)
class Said:
    """What a complaint or a denunciation says; all of it is sealed. ``about`` is whom or what."""

    text: str
    about: str
    full_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def tidied(self) -> "Said":
        """Return it as it is kept."""
        lines = "\n".join(clean(line) for line in self.text.strip().splitlines())
        one_line = {name: clean(value) for name, value in asdict(self).items() if name != "text"}
        return Said(text=lines[:LONGEST_TEXT], **one_line)


def events_of(case: Complaint | Denunciation) -> Any:
    """Return the table in which the acts on ``case`` are written."""
    return ComplaintEvent if isinstance(case, Complaint) else DenunciationEvent


def table_of(
    case: Complaint | Denunciation,
) -> Mapping[CaseAction, Transition[CaseState]]:
    """Return the lifecycle of ``case``."""
    return COMPLAINT if isinstance(case, Complaint) else DENUNCIATION


@transaction.atomic
def lodge_complaint(
    said: Said,
    *,
    agency_id: int,
    way: str,
    files: Sequence[StoredFile] = (),
    officer_id: int | None = None,
    at: datetime,
) -> Complaint:
    """Take a complaint in. Raises CaseError without a name and an address."""
    tidy = said.tidied()
    if not tidy.full_name or not tidy.address:
        raise CaseError(_("Đơn khiếu nại phải có họ tên và địa chỉ người khiếu nại."))
    return _lodge(
        Complaint, tidy, agency_id=agency_id, way=way, files=files, officer_id=officer_id, at=at
    )


@transaction.atomic
def lodge_denunciation(
    said: Said,
    *,
    agency_id: int,
    way: str,
    files: Sequence[StoredFile] = (),
    officer_id: int | None = None,
    at: datetime,
) -> Denunciation:
    """Take a denunciation in, also one without a name; nobody is written to."""
    tidy = said.tidied()
    case = _lodge(
        Denunciation, tidy, agency_id=agency_id, way=way, files=files, officer_id=officer_id, at=at
    )
    case.is_anonymous = not tidy.full_name or not tidy.address
    case.save(update_fields=["is_anonymous"])
    return case


@transaction.atomic
def open_case(case: C, *, actor: Actor, at: datetime, is_file: bool = False) -> Said:
    """Break the seal for somebody who may, and write down that it was. Raises PermissionDenied."""
    if not policies.cases_for(actor, type(case)).filter(pk=case.pk).exists():
        raise PermissionDenied
    which: dict[str, Any] = {type(case)._meta.model_name or "": case}  # noqa: SLF001, Django's API
    CaseRead.objects.create(
        **which,
        officer_id=actor.officer_id or 0,
        is_file=is_file,
        read_at=at,
    )
    return Said(**unseal(bytes(case.sealed), about=case.code))


def route(
    case: C,
    *,
    to_agency_id: int,
    document: str,
    legal_basis: str,
    reason: str,
    actor: Actor,
    at: datetime,
) -> C:
    """Hand a case over to the authority whose it is, with the number of the letter.

    Raises CaseError, PermissionDenied, IllegalTransitionError.
    """
    to = Agency.objects.valid_on(clock.day_of(at)).filter(pk=to_agency_id).first()
    if to is None or to.pk == case.agency_id:
        raise CaseError(_("Xin chọn cơ quan có thẩm quyền khác để chuyển."))
    if not document.strip() or not legal_basis.strip():
        raise CaseError(_("Xin ghi số văn bản chuyển đơn và căn cứ."))
    return _act(
        case,
        CaseAction.ROUTE,
        actor=actor,
        at=at,
        to=to,
        document=document,
        legal_basis=legal_basis,
        reason=reason,
    )


def take_up(case: C, *, document: str, legal_basis: str, actor: Actor, at: datetime) -> C:
    """Say that the authority has taken the case up; what follows is kept elsewhere."""
    if not document.strip():
        raise CaseError(_("Xin ghi số quyết định hoặc thông báo thụ lý."))
    return _act(
        case, CaseAction.TAKE_UP, actor=actor, at=at, document=document, legal_basis=legal_basis
    )


def not_take_up(case: C, *, reason: str, legal_basis: str, actor: Actor, at: datetime) -> C:
    """Say that a case is not taken up, and why."""
    if not reason.strip() or not legal_basis.strip():
        raise CaseError(_("Xin ghi lý do và căn cứ không thụ lý để người gửi biết."))
    return _act(
        case, CaseAction.NOT_TAKE_UP, actor=actor, at=at, reason=reason, legal_basis=legal_basis
    )


def withdraw(case: C, *, document: str, actor: Actor, at: datetime) -> C:
    """Note that whoever complained has withdrawn, by a paper with a number."""
    if not document.strip():
        raise CaseError(_("Xin ghi đơn rút: ngày và số vào sổ."))
    return _act(case, CaseAction.WITHDRAW, actor=actor, at=at, document=document)


def _act(
    case: C,
    action: CaseAction,
    *,
    actor: Actor,
    at: datetime,
    to: Agency | None = None,
    document: str = "",
    legal_basis: str = "",
    reason: str = "",
) -> C:
    with transaction.atomic():
        # Only the agency that has it now acts; the one that had it first may still read.
        mine = policies.cases_for(actor, type(case)).filter(
            agency_id__in=actor.agencies_with(policies.CASE_ROLE)
        )
        locked = mine.select_for_update(of=("self",)).filter(pk=case.pk).first()
        if locked is None:
            raise PermissionDenied
        before = CaseState(locked.state)
        locked.state = next_case_state(table_of(locked), before, action)
        events_of(locked).objects.create(
            case=locked,
            action=action,
            state_before=before,
            state_after=locked.state,
            agency_id=to.pk if to is not None else locked.agency_id,
            officer_id=actor.officer_id,
            document=clean(document)[:80],
            legal_basis=clean(legal_basis)[:255],
            reason=clean(reason),
            happened_at=at,
        )
        locked.due_at = None
        if to is not None:
            locked.agency = to
            locked.due_at = _take_up_due(locked, to, at)
        locked.save(update_fields=["state", "agency", "due_at"])
    return locked


def _lodge(
    model: type[C],
    said: Said,
    *,
    agency_id: int,
    way: str,
    files: Sequence[StoredFile],
    officer_id: int | None,
    at: datetime,
) -> C:
    if not said.text or not said.about:
        raise CaseError(_("Xin ghi rõ việc gì, của ai hoặc của cơ quan nào."))
    if len(files) > MOST_FILES:
        raise CaseError(_("Xin gửi nhiều nhất %(most)d tệp.") % {"most": MOST_FILES})
    asked = Agency.objects.get(pk=agency_id)
    barred = _named_in(said, asked)
    agency = _receiver(asked, barred, clock.day_of(at))
    code = new_tracking_code()
    case = model(
        code=code,
        agency=agency,
        received_by=agency,
        way=way,
        lodged_at=at,
        sealed=seal(asdict(said), about=code),
        barred=sorted(officer_key(one) for one in barred),
    )
    case.due_at = _take_up_due(case, agency, at)
    case.save()
    case.files.set(files)
    events_of(case).objects.create(
        case=case,
        action=CaseAction.LODGE,
        state_after=CaseState.RECEIVED,
        agency=agency,
        # Who wrote it down at the desk of a denunciation is nobody else's business either.
        officer_id=officer_id,
        happened_at=at,
    )
    return case


def _named_in(said: Said, agency: Agency) -> frozenset[int]:
    """Return the officers of the province whose whole name stands in it. One query.

    Two of the same name are both kept from it: that costs little, the other mistake much.
    """
    words = f" {fold(said.about)} {fold(said.text)} "
    packed = "".join(sign if sign.isalnum() else " " for sign in words)
    spaced = f" {' '.join(packed.split())} "
    officers = Officer.objects.filter(agency__province_id=agency.province_id)
    return frozenset(
        pk
        for pk, name in officers.values_list("pk", "full_name")
        if len(name.split()) > 1 and f" {fold(name)} " in spaced
    )


def _receiver(asked: Agency, barred: frozenset[int], on: date) -> Agency:
    """Return who takes it in: the next superior where the head is named, or nobody else could.

    Legal source: a head is denounced to the head of the superior (Luật Tố cáo, Điều 13).
    """
    agency: Agency = asked
    while agency.parent is not None and _is_closed_to(agency, barred, on):
        agency = agency.parent
    return agency


def _is_closed_to(agency: Agency, barred: frozenset[int], on: date) -> bool:
    held: Any = RoleAssignment.objects.valid_on(on).filter(agency=agency, officer__is_active=True)
    if held.filter(role="approver", officer_id__in=barred).exists():
        return True
    receivers = held.filter(role=policies.CASE_ROLE)
    return bool(receivers.exists() and not receivers.exclude(officer_id__in=barred).exists())


def _take_up_due(case: Complaint | Denunciation, agency: Agency, at: datetime) -> datetime | None:
    kind = (
        LimitKind.COMPLAINT_TAKE_UP
        if isinstance(case, Complaint)
        else LimitKind.DENUNCIATION_TAKE_UP
    )
    limit = limits_on(clock.day_of(at))[kind].limit
    return due(at, limit, calendar_of(agency)).due
