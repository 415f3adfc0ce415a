"""Lodging a whole dossier, and looking first at what would become of it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from motcua.agencies.models import Agency
from motcua.agencies.selectors import NoCalendarError
from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.dossiers.models import Dossier, Standing
from motcua.dossiers.services.lodging import LodgingError
from motcua.dossiers.services.online import answer_due
from motcua.dossiers.services.online_drafts import ForWhom
from motcua.exchange.models import ApiLodging
from motcua.exchange.scopes import Scope
from motcua.exchange.services.lodging import (
    Identified,
    Wanted,
    applicant_input,
    lodge_for,
    look_at,
)
from motcua.kernel import clock
from motcua.kernel.text import clean
from motcua.people.models import IdentityKind
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import look, needs, write
from motcua.web.api.resources.catalogue import active_procedure
from motcua.web.api.shapes import Code, Given, ReasonOut, local, reasons_out
from motcua.web.desk.typed import read_identity

router = Router(tags=["Nộp hồ sơ"])
LODGE = needs(Scope.LODGE)
Name = Annotated[str, StringConstraints(min_length=2, max_length=120, pattern=r"^[^\x00]+$")]
Number = Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9A-Za-z .-]*$")]
Reference = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9._:/-]*$")]
FileRef = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Words = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00]*$")]


class ApplicantIn(Given):
    """Who lodges, and how the client knows that it is them."""

    full_name: Name
    number: Number = Field(description="Số định danh cá nhân, hoặc mã số thuế của tổ chức.")
    birth_on: date | None = None
    level: Annotated[int, Field(ge=1, le=3, description="Mức định danh bên gọi đã xác nhận.")]
    how: Literal["vneid", "chip_card", "in_person", "signature"]


class PrincipalIn(Given):
    """For whom it is lodged, where that is somebody else."""

    full_name: Name
    number: Number = ""
    birth_on: date | None = None
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00\s]*$")] = ""
    document: Annotated[str, StringConstraints(min_length=1, max_length=255)] = Field(
        description="Giấy tờ cho phép nộp thay: tên giấy, số, ngày; bản chụp ở authority_paper."
    )


class FeeIn(Given):
    """How much is wanted, and who asks to be let off with what paper."""

    copies: Annotated[int, Field(ge=1, le=1000)] | None = None
    pages: Annotated[int, Field(ge=1, le=1000)] | None = None
    relief: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9-]*$")] = ""
    relief_file: Annotated[str, StringConstraints(max_length=40)] = ""


class DossierIn(Given):
    """A whole dossier."""

    procedure: Code
    agency: Code
    applicant: ApplicantIn
    standing: Literal["self", "parent", "guardian", "proxy"] = "self"
    principal: PrincipalIn | None = None
    answers: dict[str, Any] = Field(
        default_factory=dict, description="Theo id các câu của tờ khai, trừ câu kiểu file."
    )
    files: dict[str, list[FileRef]] = Field(
        default_factory=dict, description="Theo id các câu kiểu file: số hiệu tệp đã gửi."
    )
    fee: FeeIn | None = None
    reference: Reference = ""
    knows_of_duplicate: bool = False


class LodgedOut(Schema):
    """The dossier that was made; the desk answers within 8 working hours."""

    tracking_code: str
    state: str
    submitted_at: datetime
    answer_by: datetime | None
    answer_reasons: list[ReasonOut]
    track_url: str


class FeeLooked(Schema):
    """What would be due."""

    amount_dong: int | None
    amount_if_relief_is_granted_dong: int | None
    text: str


class CheckedError(Schema):
    """What cannot stand, and where."""

    path: str
    message: str


class CheckedOut(Schema):
    """What would become of the dossier; nothing was kept."""

    may_be_lodged: bool
    errors: list[CheckedError]
    problem: str
    fee: FeeLooked | None


@write(router, "/dossiers", LODGE, answer=LodgedOut, summary="Nộp một hồ sơ trọn vẹn")
def lodge_dossier(request: ApiRequest, dossier: DossierIn) -> LodgedOut:
    """Nộp thay người mà bên gọi đã xác định danh tính; hỏi, kiểm như tờ khai trực tuyến."""
    wanted = _wanted(dossier)
    require_on(Feature.LODGING, wanted.agency.pk, request.caller.stamp)
    made = lodge_for(wanted, caller=request.caller, at=clock.now())
    return _lodged(made)


@look(router, "/dossiers/check", LODGE, answer=CheckedOut, summary="Kiểm thử, không nộp")
def check_dossier(request: ApiRequest, dossier: DossierIn) -> CheckedOut:
    """Báo câu còn thiếu, còn sai và lệ phí; không lưu gì, không cần Idempotency-Key."""
    looked = look_at(_wanted(dossier), caller=request.caller, at=clock.now())
    fee = None
    if looked.fee is not None and looked.fee.fee is not None:
        granted = looked.fee.if_granted
        rule = looked.fee.rule
        fee = FeeLooked(
            amount_dong=looked.fee.fee.due_dong,
            amount_if_relief_is_granted_dong=granted.due_dong if granted is not None else None,
            text=rule.words() if rule is not None else "",
        )
    return CheckedOut(
        may_be_lodged=not looked.errors and not looked.problem,
        errors=[
            CheckedError(path=f"answers.{path}", message=said)
            for path, said in looked.errors.items()
        ],
        problem=looked.problem,
        fee=fee,
    )


def _lodged(dossier: Dossier) -> LodgedOut:
    try:
        answer = answer_due(dossier.receiving_agency, dossier.submitted_at)
    except NoCalendarError:
        answer = None
    submitted = local(dossier.submitted_at)
    assert submitted is not None  # noqa: S101 - it was just lodged
    return LodgedOut(
        tracking_code=dossier.tracking_code,
        state=dossier.state,
        submitted_at=submitted,
        answer_by=local(answer.due) if answer is not None else None,
        answer_reasons=reasons_out(answer.explanation.days) if answer is not None else [],
        track_url=settings.PUBLIC_ADDRESS + reverse("public:track", args=[dossier.tracking_code]),
    )


def _wanted(given: DossierIn) -> Wanted:
    """Return what is wanted. Raises Http404, LodgingError."""
    fee = given.fee or FeeIn()
    return Wanted(
        procedure=active_procedure(given.procedure),
        agency=get_object_or_404(Agency, code=given.agency),
        applicant=_identified(given.applicant),
        answers=given.answers,
        files={name: tuple(refs) for name, refs in given.files.items()},
        whom=_whom(given),
        copies=fee.copies,
        pages=fee.pages,
        relief=fee.relief,
        relief_file=fee.relief_file,
        reference=given.reference,
        knows_of_duplicate=given.knows_of_duplicate,
    )


def _identified(given: ApplicantIn) -> Identified:
    kind, number = _number(given.number, given.birth_on, "applicant.number")
    if kind not in {IdentityKind.PERSONAL_ID, IdentityKind.TAX_CODE}:
        raise LodgingError(
            _("Cần số định danh cá nhân 12 chữ số, hoặc mã số thuế của tổ chức."),
            field_name="applicant.number",
        )
    person = applicant_input(
        clean(given.full_name),
        number,
        given.birth_on,
        is_organisation=kind is IdentityKind.TAX_CODE,
    )
    return Identified(person, given.level, ApiLodging.How(given.how))


def _whom(given: DossierIn) -> ForWhom:
    standing = Standing(given.standing)
    if standing is Standing.SELF:
        return ForWhom()
    principal = given.principal
    if principal is None:
        raise LodgingError(
            _("Nộp cho người khác thì cần ghi người đó ở principal."), field_name="principal"
        )
    _kind, number = _number(principal.number, principal.birth_on, "principal.number")
    return ForWhom(
        standing,
        {
            "full_name": clean(principal.full_name),
            "number": number,
            "birth_on": principal.birth_on.isoformat() if principal.birth_on else "",
            "email": principal.email,
            "document": clean(principal.document),
        },
    )


def _number(typed: str, birth_on: date | None, path: str) -> tuple[IdentityKind, str]:
    try:
        identity = read_identity(typed, on=clock.today(), birth_on=birth_on)
    except ValidationError as error:
        raise LodgingError(" ".join(error.messages), field_name=path) from error
    return identity.kind, identity.number
