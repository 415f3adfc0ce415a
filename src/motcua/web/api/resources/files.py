"""Files sent ahead: the body is the file itself, what it is is told by its content."""

from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.documents.models import StoredFile
from motcua.exchange.scopes import Scope
from motcua.exchange.services.files import KEPT, keep_file
from motcua.kernel import clock
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read, write
from motcua.web.api.receiving import receive

router = Router(tags=["Tệp"])


class FileOut(Schema):
    """A file that was sent."""

    ref: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    pages: int | None
    scan: str = Field(description="unscanned, waiting, clean, infected")
    kept_days: int = Field(description="Tệp chưa vào hồ sơ nào thì giữ bấy nhiêu ngày.")


@write(
    router,
    "/files",
    needs(Scope.LODGE),
    answer=FileOut,
    before=receive,
    summary="Gửi một tệp",
    extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
def send_file(
    request: ApiRequest, name: Annotated[str, Query(min_length=1, max_length=200)]
) -> FileOut:
    """Nội dung lời gọi là chính tệp ấy. Nhận PDF và ảnh; loại tệp xét theo nội dung."""
    del name  # it was read with the body
    file = keep_file(request.caller.client, request.received, at=clock.now())
    return _out(file)


@read(router, "/files/{uuid:ref}", needs(Scope.LODGE), answer=FileOut, summary="Một tệp đã gửi")
def get_file(request: ApiRequest, ref: UUID) -> FileOut:
    """Tệp do chính bên gọi gửi, đã quét mã độc đến đâu."""
    rows = StoredFile.objects.filter(api_file__client=request.caller.client)
    return _out(get_object_or_404(rows, ref=ref, erased_at__isnull=True))


def _out(file: StoredFile) -> FileOut:
    return FileOut(
        ref=file.ref,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        pages=file.pages,
        scan=str(file.scan_state),
        kept_days=KEPT.days,
    )
