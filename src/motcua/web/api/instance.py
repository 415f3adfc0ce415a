"""The API itself: its name, how bodies are read, how each error is answered."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, TypeVar

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from motcua.dossiers.services.lodging import DuplicateDossierError, LodgingError
from motcua.dossiers.services.online import AnswersRefusedError
from motcua.exchange.errors import AgencyNotAllowedError, KeyReusedError, UnknownFileError
from motcua.kernel.errors import DomainError
from motcua.web.api.problems import PROBLEMS, language_of, problem

DESCRIPTION: Final = (
    "Cho hệ thống khác nộp và theo dõi hồ sơ, đọc danh mục, lịch, số liệu. Lấy mã truy cập ở "
    "/api/v1/token (OAuth 2.0, client credentials). Ngày là năm-tháng-ngày, thời điểm có +07:00, "
    "tiền là số đồng. Mỗi lời gọi ghi cần đầu mục Idempotency-Key."
)
_VI: Final[Mapping[str, str]] = {
    "missing": "Thiếu.",
    "extra_forbidden": "Không có trường này.",
    "string_type": "Cần là chữ.",
    "string_too_short": "Ngắn quá.",
    "string_too_long": "Dài quá.",
    "string_pattern_mismatch": "Không đúng dạng.",
    "int_type": "Cần là số nguyên.",
    "int_parsing": "Cần là số nguyên.",
    "bool_type": "Cần là đúng hay sai.",
    "bool_parsing": "Cần là đúng hay sai.",
    "greater_than_equal": "Nhỏ quá.",
    "less_than_equal": "Lớn quá.",
    "enum": "Không có trong các giá trị được chọn.",
    "literal_error": "Không có trong các giá trị được chọn.",
    "list_type": "Cần là một danh sách.",
    "dict_type": "Cần là một đối tượng.",
    "uuid_parsing": "Không đúng dạng số hiệu.",
}
_USUAL: Final = "Giá trị không hợp lệ."
Failure = TypeVar("Failure", bound=Exception)


class StrictParser(Parser):
    """Reads JSON as the standard says: no NaN, no half characters; and none with NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body says. Raises ValueError."""
        body = request.body
        if b"\\u0000" in body or b"\x00" in body:
            raise ValueError("NUL")
        return orjson.loads(body)


api = NinjaAPI(
    title="Một Cửa",
    version="1.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)


def answers(kind: type[Failure]) -> Callable[..., Any]:
    """Register how one kind of exception is answered."""
    return api.exception_handler(kind)


@answers(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    is_english = language_of(request) == "en"
    errors = [
        {
            "path": ".".join(str(part) for part in _path(one["loc"])),
            "message": one["msg"] if is_english else _VI.get(one["type"], _USUAL),
        }
        for one in error.errors[:100]
    ]
    return problem(request, "validation", errors=errors)


def _path(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out where in the request it stood, and the name of the argument of a body."""
    return place[2:] if place and place[0] == "body" else place[1:]


@answers(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = "bad-request" if error.status_code == HTTPStatus.BAD_REQUEST else "forbidden"
    return problem(request, code)


@answers(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    del error
    return problem(request, "not-found")


@answers(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    del error
    return problem(request, "forbidden")


@answers(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    del error
    return problem(request, "too-big")


@answers(DomainError)
def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    errors = []
    if isinstance(error, AnswersRefusedError):
        errors = [{"path": _answer(path), "message": said} for path, said in error.errors.items()]
    elif isinstance(error, UnknownFileError):
        errors = [{"path": error.path, "message": str(error)}]
    elif isinstance(error, LodgingError) and error.field_name:
        errors = [{"path": error.field_name, "message": str(error)}]
    kinds = {
        AnswersRefusedError: "answers-refused",
        AgencyNotAllowedError: "agency-not-allowed",
        KeyReusedError: "idempotency-key-reused",
        DuplicateDossierError: "conflict",
    }
    code = kinds.get(type(error), "refused")
    return problem(request, code, str(error), errors, domain_code=error.code)


def _answer(path: str) -> str:
    return path if path.startswith(("answers.", "files.")) else f"answers.{path}"


def known_problems() -> list[str]:
    """Return the codes of all problems, in order."""
    return sorted(PROBLEMS)
