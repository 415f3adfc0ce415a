"""What came of a dossier: facts of the document, the file, and taking it electronically."""

from datetime import date, datetime
from typing import Final

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from motcua.agencies.actors import Actor
from motcua.documents.selectors import file_response, is_openable
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.own_acts import (
    OwnActError,
    collect_online,
    electronic_result,
    is_to_take,
)
from motcua.exchange.policies import access_followed, access_lodged
from motcua.exchange.scopes import Scope
from motcua.kernel import clock
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read, write
from motcua.web.api.shapes import Code
from motcua.web.reading import read_by_client

router = Router(tags=["Kết quả"])
FOLLOW: Final = needs(following=True)
PEOPLE: Final = needs(Scope.PERSONAL, following=True)
TAKE: Final = needs(Scope.LODGE, Scope.PERSONAL)


class ResultFacts(Schema):
    """The document, without what it says of anybody."""

    outcome: str = Field(description="granted hay refused")
    document_number: str
    dated: date | None
    finished_at: datetime
    is_signed: bool
    content_type: str
    size: int
    sha256: str
    must_be_taken: bool = Field(description="Kết quả điện tử chưa nhận: gọi /result/take trước.")


class TakenOut(Schema):
    """When the result was taken."""

    tracking_code: str
    state: str
    returned_at: datetime


@read(router, "/dossiers/{key}/result", FOLLOW, answer=ResultFacts, summary="Kết quả")
def get_result(request: ApiRequest, key: Code) -> ResultFacts:
    """Số, ngày, dấu băm của văn bản kết quả; không có nội dung."""
    dossier = access_followed(request.caller, key)
    found = _result(dossier)
    file = found.issued_file
    assert dossier.finished_at is not None  # noqa: S101 - there is a result
    return ResultFacts(
        outcome=found.outcome,
        document_number=found.document_number,
        dated=found.dated,
        finished_at=clock.local(dossier.finished_at),
        is_signed=found.signed_file is not None,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        must_be_taken=is_to_take(dossier),
    )


@read(
    router,
    "/dossiers/{key}/result/file",
    PEOPLE,
    summary="Tệp kết quả",
    binary=True,
)
def get_result_file(request: ApiRequest, key: Code) -> HttpResponseBase:
    """Chính tệp đã ký; mỗi lần tải được ghi lại."""
    dossier = access_followed(request.caller, key)
    found = _result(dossier)
    if is_to_take(dossier):
        raise OwnActError(_("Kết quả điện tử này chưa nhận. Xin gọi /result/take trước."))
    at = clock.now()
    if not is_openable(found.issued_file, at=at):
        raise Http404
    try:
        response = file_response(found.issued_file, is_original=True)
    except FileNotFoundError as error:
        raise Http404 from error
    read_by_client(request.caller.client, [dossier], request.operation, at)
    response["Cache-Control"] = "private, no-store"
    return response


@write(router, "/dossiers/{key}/result/take", TAKE, answer=TakenOut, summary="Nhận kết quả")
def take_result(request: ApiRequest, key: Code) -> TakenOut:
    """Ghi nhận người nộp đã nhận kết quả điện tử; hồ sơ thành đã trả."""
    dossier = access_lodged(request.caller, key)
    actor = Actor(
        officer_id=None,
        account_id=request.caller.client.account_id,
        name=dossier.applicant.full_name,
        person_id=dossier.applicant_id,
    )
    taken = collect_online(dossier, actor=actor, at=clock.now())
    assert taken.returned_at is not None  # noqa: S101 - it was just taken
    return TakenOut(
        tracking_code=taken.tracking_code,
        state=taken.state,
        returned_at=clock.local(taken.returned_at),
    )


def _result(dossier: Dossier) -> Result:
    found = electronic_result(dossier)
    if found is None:
        raise Http404
    return found
