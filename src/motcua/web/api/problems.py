"""What goes wrong, as problem details (RFC 9457), in Vietnamese or English.

``type`` and ``code`` never change; titles and sentences may.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse

from motcua.kernel import tracing
from motcua.web.languages.retelling import retold

PROBLEM: Final = "application/problem+json"
TYPE: Final = "urn:motcua:problem:"
ROOT: Final = "/api/v1/"
_LONGEST_LANGUAGES: Final = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem, with its title in both languages."""

    code: str
    status: HTTPStatus
    vi: str
    en: str


_UNPROCESSABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY
_LISTED: Final = (
    Problem(
        "bad-request",
        HTTPStatus.BAD_REQUEST,
        "Lời gọi không đọc được.",
        "The request cannot be read.",
    ),
    Problem(
        "idempotency-key-missing",
        HTTPStatus.BAD_REQUEST,
        "Thiếu đầu mục Idempotency-Key, hoặc khóa không hợp lệ.",
        "The Idempotency-Key header is missing or malformed.",
    ),
    Problem(
        "token-missing",
        HTTPStatus.UNAUTHORIZED,
        "Cần mã truy cập: xin lấy ở /api/v1/token.",
        "An access token is needed; ask /api/v1/token for one.",
    ),
    Problem(
        "token-invalid",
        HTTPStatus.UNAUTHORIZED,
        "Mã truy cập sai, đã hết hạn hoặc đã thu hồi.",
        "The access token is wrong, expired or revoked.",
    ),
    Problem(
        "scope-missing",
        HTTPStatus.FORBIDDEN,
        "Mã truy cập này không được làm việc ấy.",
        "This access token does not allow that.",
    ),
    Problem(
        "agency-not-allowed",
        HTTPStatus.FORBIDDEN,
        "Hệ thống này không được làm việc cùng cơ quan ấy.",
        "This client may not act for that agency.",
    ),
    Problem("forbidden", HTTPStatus.FORBIDDEN, "Không được làm việc này.", "Not allowed."),
    Problem("not-found", HTTPStatus.NOT_FOUND, "Không tìm thấy.", "Not found."),
    Problem(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Địa chỉ này không nhận cách gọi ấy.",
        "This address does not take that method.",
    ),
    Problem(
        "too-big",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Nội dung gửi lên quá lớn.",
        "What was sent is too large.",
    ),
    Problem(
        "validation",
        _UNPROCESSABLE,
        "Nội dung gửi lên chưa đúng; xem errors.",
        "What was sent is not valid; see errors.",
    ),
    Problem(
        "answers-refused",
        _UNPROCESSABLE,
        "Tờ khai còn câu chưa trả lời hoặc cần sửa; xem errors.",
        "The form has answers missing or wrong; see errors.",
    ),
    Problem("refused", _UNPROCESSABLE, "Không làm được việc này.", "This cannot be done."),
    Problem(
        "idempotency-key-reused",
        _UNPROCESSABLE,
        "Khóa Idempotency-Key đã dùng cho lời gọi khác.",
        "The Idempotency-Key was used for another request.",
    ),
    Problem("conflict", HTTPStatus.CONFLICT, "Đã có hồ sơ như vậy.", "There is such a dossier."),
    Problem(
        "too-many-calls",
        HTTPStatus.TOO_MANY_REQUESTS,
        "Gọi quá nhiều trong một phút; xin chờ theo Retry-After.",
        "Too many calls in a minute; wait as Retry-After says.",
    ),
    Problem(
        "not-yet",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Số liệu đang được tính lần đầu, xin thử lại sau.",
        "The figures are being counted for the first time; try again later.",
    ),
    Problem(
        "database-away",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Cơ sở dữ liệu tạm không trả lời; xin thử lại sau Retry-After, cùng Idempotency-Key.",
        "The database does not answer; try again after Retry-After, same Idempotency-Key.",
    ),
    Problem(
        "switched-off",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Quản trị đang tạm dừng chức năng này.",
        "An administrator has switched this off for now.",
    ),
    Problem(
        "server-error",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Hệ thống gặp lỗi. Không dữ liệu nào mất; xin thử lại với cùng Idempotency-Key.",
        "Something failed here. Nothing was lost; try again with the same Idempotency-Key.",
    ),
)
PROBLEMS: Final[Mapping[str, Problem]] = {one.code: one for one in _LISTED}


def is_api(request: HttpRequest) -> bool:
    """Say whether ``request`` is one of another system, which reads no pages."""
    return request.path_info.startswith(ROOT)


def language_of(request: HttpRequest) -> str:
    """Return ``vi`` or ``en``, whichever the request would rather have; ``vi`` in silence."""
    header = request.headers.get("Accept-Language", "")[:_LONGEST_LANGUAGES]
    best = ("vi", 0.0)
    for part in header.split(","):
        name, _semicolon, weight = part.strip().partition(";q=")
        language = name.strip().lower()[:2]
        try:
            wanted = float(weight) if weight else 1.0
        except ValueError:
            continue
        if language in {"vi", "en"} and wanted > best[1]:
            best = (language, wanted)
    return best[0]


def problem(
    request: HttpRequest,
    code: str,
    detail: str = "",
    errors: list[dict[str, str]] | None = None,
    *,
    domain_code: str = "",
) -> HttpResponse:
    """Answer with the problem ``code``; ``detail`` says more, ``errors`` where.

    Their sentences are Vietnamese by value; who asks for English is told that of the catalogue.
    ``domain_code`` is the stable code of the rule that refused; the problem's own is its type.
    """
    known = PROBLEMS[code]
    language = language_of(request)
    body: dict[str, Any] = {
        "type": TYPE + code,
        "title": known.en if language == "en" else known.vi,
        "status": int(known.status),
        "code": domain_code or code,
    }
    said = retold if language == "en" else str
    if detail:
        body["detail"] = said(detail)
    if errors:
        body["errors"] = [{**one, "message": said(one["message"])} for one in errors]
    request_id = tracing.request_id()
    if request_id:
        body["request_id"] = request_id
    request.api_refusal = domain_code or code  # type: ignore[attr-defined]
    response = HttpResponse(orjson.dumps(body), status=known.status, content_type=PROBLEM)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    return response
