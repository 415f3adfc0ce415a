"""Procedures: search, one with its papers and fees, its terms with an agency, its form."""

from datetime import date
from typing import Annotated, Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.agencies.models import Agency
from motcua.agencies.selectors import configuration_stamp
from motcua.exchange.scopes import Scope
from motcua.kernel import clock
from motcua.procedures.content import ChannelTerms, Content
from motcua.procedures.eforms import form_in_force
from motcua.procedures.models import Channel, Procedure, ProcedureVersion
from motcua.procedures.selectors import (
    NotInForceError,
    content_of,
    procedures_handled_by,
    search_procedures,
    terms_to_lodge,
    version_in_force,
)
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read
from motcua.web.api.paging import cursor_of, cut, key_of
from motcua.web.api.shapes import (
    USUAL_SIZE,
    AgencyOut,
    Code,
    Cursor,
    LimitOut,
    PageSize,
    agency_out,
    document_of,
    limit_out,
)

router = Router(tags=["Danh mục thủ tục"])
OPEN: Final = needs(Scope.PUBLIC)


class ProcedureLine(Schema):
    """A procedure in a list."""

    code: str
    name: str
    field: str
    levels: list[str]


class ProcedureList(Schema):
    """A page of procedures."""

    items: list[ProcedureLine]
    next_cursor: str | None


class PaperOut(Schema):
    """One line of the list of papers."""

    id: str
    name: str
    case: str
    kind: str = Field(description="submit: nộp; present: xuất trình; note: ghi chú")
    originals: int
    copies: int


class ChannelOut(Schema):
    """Limit and fee by one channel, as published."""

    channel: str = Field(description="direct, online, post")
    limit: LimitOut | None
    fee_dong: int | None
    fee_is_set_by_province: bool
    fee_note: str


class ResultOut(Schema):
    """What the applicant gets."""

    code: str
    name: str


class ProcedureOut(ProcedureLine):
    """A procedure as published."""

    version: int
    valid_from: date | None
    decision_no: str
    applicants: str
    competent_authority: str
    conditions: str
    steps: str
    legal_basis: str
    channels: list[ChannelOut]
    papers: list[PaperOut]
    results: list[ResultOut]
    page_url: str


class FeeOut(Schema):
    """A fee by its rule."""

    amount_dong: int
    per: str = Field(description="dossier, copy, page")
    text: str
    basis: str


class TermsOut(Schema):
    """Under what a dossier would be accepted by an agency today."""

    procedure: str
    agency: AgencyOut
    channel: str
    published_limit: LimitOut | None
    committed_limit: LimitOut | None
    fee: FeeOut | None


class FormOut(Schema):
    """The electronic form that a procedure asks with; ``definition`` as in the documentation."""

    procedure: str
    title: str
    version: int | None = Field(description="null: tờ khai chung lập từ nội dung thủ tục")
    definition: dict[str, Any]


class Search(Schema):
    """What is looked for."""

    q: Annotated[str, Field(max_length=200)] = ""
    level: Annotated[str, Field(max_length=16, description="commune, province, ministry")] = ""
    agency: Annotated[str, Field(max_length=60)] = ""
    limit: PageSize = USUAL_SIZE
    cursor: Cursor = ""


@read(router, "/procedures", OPEN, answer=ProcedureList, summary="Tìm thủ tục")
def search_catalogue(request: ApiRequest, search: Query[Search]) -> ProcedureList:
    """Tìm theo chữ (không cần dấu), cấp, cơ quan; không có q thì liệt kê theo mã."""
    del request
    among = Procedure.objects.filter(is_active=True)
    if search.agency:
        agency = Agency.objects.filter(code=search.agency).first()
        if agency is None:
            raise Http404
        among = procedures_handled_by(agency)
    if search.level:
        among = among.filter(levels__contains=[search.level])
    found = search_procedures(search.q, among)
    if "rank" in found.query.annotations:
        if search.cursor:
            rank, code = key_of(search.cursor, int, str)
            found = found.filter(Q(rank__lt=rank) | Q(rank=rank, code__gt=code))
        rows, has_more = cut(list(found[: search.limit + 1]), search.limit)
        after = cursor_of(int(rows[-1].rank), rows[-1].code) if has_more else None
    else:
        found = among.order_by("code")
        if search.cursor:
            (code,) = key_of(search.cursor, str)
            found = found.filter(code__gt=code)
        rows, has_more = cut(list(found[: search.limit + 1]), search.limit)
        after = cursor_of(rows[-1].code) if has_more else None
    return ProcedureList(items=[_line(row) for row in rows], next_cursor=after)


@read(router, "/procedures/{code}", OPEN, answer=ProcedureOut, summary="Một thủ tục")
def get_procedure(request: ApiRequest, code: Code) -> ProcedureOut:
    """Nội dung đang áp dụng: giấy tờ, phí, thời hạn, kết quả, căn cứ."""
    del request
    procedure = _procedure(code)
    version = _version(procedure)
    content = content_of(version.pk, configuration_stamp())
    document = content.document
    return ProcedureOut(
        **_line(procedure).model_dump(),
        version=version.number,
        valid_from=version.valid_from,
        decision_no=document.get("decision_no", ""),
        applicants=document.get("applicant", ""),
        competent_authority=document.get("competent_authority", ""),
        conditions=document.get("conditions", ""),
        steps=document.get("steps", ""),
        legal_basis=document.get("legal_basis", ""),
        channels=[_channel(one) for one in content.channels],
        papers=_papers(content),
        results=[ResultOut(code=one.code, name=one.name) for one in content.results],
        page_url=settings.PUBLIC_ADDRESS + reverse("public:procedure", args=[procedure.code]),
    )


@read(router, "/procedures/{code}/terms", OPEN, answer=TermsOut, summary="Thời hạn, phí tại nơi")
def get_terms(
    request: ApiRequest, code: Code, agency: Code, channel: Channel = Channel.ONLINE
) -> TermsOut:
    """Thời hạn công bố, thời hạn cơ quan cam kết, mức phí của tỉnh, vào hôm nay."""
    del request
    procedure = _procedure(code)
    place = get_object_or_404(Agency, code=agency)
    terms = terms_to_lodge(
        procedure.code,
        place.pk,
        place.province_id,
        str(channel),
        clock.today(),
        configuration_stamp(),
    )
    fee = terms.fee
    return TermsOut(
        procedure=procedure.code,
        agency=agency_out(place),
        channel=str(channel),
        published_limit=limit_out(terms.published),
        committed_limit=limit_out(terms.committed),
        fee=FeeOut(
            amount_dong=fee.amount_dong, per=str(fee.per), text=fee.words(), basis=fee.basis
        )
        if fee is not None
        else None,
    )


@read(router, "/procedures/{code}/form", OPEN, answer=FormOut, summary="Tờ khai điện tử")
def get_form(request: ApiRequest, code: Code) -> FormOut:
    """Các câu hỏi của tờ khai đang áp dụng; câu kiểu file nhận số hiệu tệp đã gửi."""
    del request
    procedure = _procedure(code)
    try:
        found = form_in_force(procedure, clock.today())
    except NotInForceError as error:
        raise Http404 from error
    return FormOut(
        procedure=procedure.code,
        title=found.definition.title(),
        version=found.version.number if found.version is not None else None,
        definition=document_of(found.definition.document),
    )


def active_procedure(code: str) -> Procedure:
    """Return the procedure in use with ``code``. Raises Http404."""
    return _procedure(code)


def _procedure(code: str) -> Procedure:
    rows = Procedure.objects.select_related("eform")
    found: Procedure = get_object_or_404(rows, code=code, is_active=True)
    return found


def _version(procedure: Procedure) -> ProcedureVersion:
    version = version_in_force(procedure, clock.today())
    if version is None:
        raise Http404
    return version


def _line(procedure: Procedure) -> ProcedureLine:
    return ProcedureLine(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        levels=list(procedure.levels),
    )


def _channel(terms: ChannelTerms) -> ChannelOut:
    return ChannelOut(
        channel=terms.channel,
        limit=limit_out(terms.limit),
        fee_dong=terms.fee_dong,
        fee_is_set_by_province=terms.fee_by_province,
        fee_note=terms.fee_note,
    )


def _papers(content: Content) -> list[PaperOut]:
    return [
        PaperOut(
            id=paper.id,
            name=paper.name,
            case=paper.case,
            kind=str(paper.kind),
            originals=paper.originals,
            copies=paper.copies,
        )
        for paper in content.papers
    ]
