"""One way to declare an operation: what scope it needs, whether it writes, how it is answered.

An operation that is declared any other way is refused when the addresses are laid: it would open
for every token.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router, Schema

from motcua.exchange.scopes import FOLLOWING, Scope
from motcua.exchange.services.idempotency import LONGEST_KEY, Call, fingerprint, once
from motcua.kernel import clock
from motcua.web.api.door import ApiRequest
from motcua.web.api.problems import PROBLEM, PROBLEMS, problem

JSON: Final = "application/json; charset=utf-8"
REPLAYED: Final = "Idempotent-Replayed"
_KEY: Final = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")
_KEY_PARAMETER: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
    "description": "Khóa do bên gọi đặt, mỗi việc một khóa; gọi lại với cùng khóa và nội dung "
    "thì nhận đúng trả lời cũ.",
}
_BINARY: Final[dict[str, Any]] = {
    "responses": {
        "200": {
            "description": "OK",
            "content": {
                "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }
}
Answer = Schema | HttpResponseBase


class ToldOnce(Schema):
    """An answer with a secret; under the same key it comes again without."""

    secret: str | None


Function = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a token needs for an operation: every one of ``all_of``, and one of ``any_of``."""

    all_of: frozenset[Scope]
    any_of: frozenset[Scope] = frozenset()

    def are_met_by(self, scopes: frozenset[Scope]) -> bool:
        """Say whether a token with ``scopes`` may."""
        return self.all_of <= scopes and (not self.any_of or not self.any_of.isdisjoint(scopes))

    @property
    def words(self) -> str:
        """Return the needs as one reads them."""
        either = " | ".join(sorted(self.any_of))
        return " + ".join([*sorted(self.all_of), *([f"({either})"] if either else [])])


def needs(*scopes: Scope, following: bool = False) -> Needs:
    """Return what an operation needs; ``following`` adds either scope that follows dossiers."""
    return Needs(frozenset(scopes), FOLLOWING if following else frozenset())


def read(router: Router, path: str, need: Needs, **more: Any) -> Callable[[Function], Function]:
    """Declare an operation that changes nothing; its answer has an ETag."""
    return _declared(router, "get", path, need, more, writes=False)


def look(router: Router, path: str, need: Needs, **more: Any) -> Callable[[Function], Function]:
    """Declare an operation that changes nothing though much is said to it (POST)."""
    return _declared(router, "post", path, need, more, writes=False)


def write(router: Router, path: str, need: Needs, **more: Any) -> Callable[[Function], Function]:
    """Declare an operation that writes: once for each Idempotency-Key."""
    return _declared(router, "post", path, need, more, writes=True)


def _declared(
    router: Router, method: str, path: str, need: Needs, more: dict[str, Any], *, writes: bool
) -> Callable[[Function], Function]:
    def declare(function: Function) -> Function:
        name = function.__name__
        answer = more.pop("answer", None)
        extra = more.pop("extra", {})
        before = more.pop("before", None)
        if more.pop("binary", False):
            extra = {**extra, **_BINARY}
        status = HTTPStatus.CREATED if writes else HTTPStatus.OK

        @wraps(function)
        def called(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.operation = name
            if not need.are_met_by(request.caller.scopes):
                return problem(request, "scope-missing", need.words)
            try:
                if before is not None:
                    before(request)
                if writes:
                    return _written(request, name, lambda: function(request, *args, **kwargs))
                return _told(request, function(request, *args, **kwargs))
            finally:
                if (received := getattr(request, "received", None)) is not None:
                    received.close()

        called.needs = need  # type: ignore[attr-defined]
        register = getattr(router, method)
        register(
            path,
            response={int(status): answer} if answer is not None else None,
            operation_id=name,
            url_name=name,
            openapi_extra=_merged(_extra(need, writes=writes), extra),
            **more,
        )(called)
        return called

    return declare


def _told_as_problem(code: str) -> dict[str, Any]:
    return {
        "description": HTTPStatus(int(code)).phrase,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def not_yet() -> dict[str, Any]:
    """Return what the schema says of figures that may not be there yet."""
    return {"responses": {"503": _told_as_problem("503")}}


def _extra(need: Needs, *, writes: bool) -> dict[str, Any]:
    """Return what the schema says besides: scopes, problems, the key of a write."""
    usual = ["400", "401", "403", "404", "409", "413", "422", "429"]
    extra: dict[str, Any] = {
        "x-scopes": need.words,
        "security": [{"oauth2": sorted(need.all_of)}],
        "responses": {code: _told_as_problem(code) for code in usual},
    }
    if writes:
        extra["parameters"] = [_KEY_PARAMETER]
    return extra


def _merged(usual: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    responses = {**usual["responses"], **extra.get("responses", {})}
    return {**usual, **extra, "responses": responses}


def _written(request: ApiRequest, name: str, act: Callable[[], Answer]) -> HttpResponseBase:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        return problem(request, "idempotency-key-missing")
    digest = getattr(request, "body_sha256", "") or hashlib.sha256(request.body).hexdigest()
    call = Call(
        client=request.caller.client,
        key=key,
        operation=name,
        fingerprint=fingerprint(name, request.get_full_path(), digest),
    )

    told: list[str] = []

    def done() -> tuple[int, str]:
        answer = act()
        assert isinstance(answer, Schema)  # noqa: S101 - a write answers with values
        told.append(answer.model_dump_json())
        return int(HTTPStatus.CREATED), _to_keep(answer)

    answered = once(call, done, at=clock.now())
    response = HttpResponse(
        told[-1] if not answered.is_replayed else answered.content,
        status=answered.status,
        content_type=JSON,
    )
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = "vi"
    if answered.is_replayed:
        response[REPLAYED] = "true"
    return response


def _to_keep(answer: Schema) -> str:
    """Return what is kept of an answer: a secret that it tells is told this once."""
    if not isinstance(answer, ToldOnce):
        return answer.model_dump_json()
    return answer.model_copy(update={"secret": None}).model_dump_json()


def _told(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    if isinstance(answer, HttpResponseBase):
        return answer
    content = answer.model_dump_json().encode()
    response: HttpResponse
    if request.method == "POST":
        response = HttpResponse(content, content_type=JSON)
        response["Content-Language"] = "vi"
        return response
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in _asked_tags(request)}
    if tag in known or "*" in known:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = HttpResponse(content, content_type=JSON)
    response["ETag"] = tag
    response["Content-Language"] = "vi"
    return response


def _asked_tags(request: HttpRequest) -> list[str]:
    return request.headers.get("If-None-Match", "")[:1000].split(",")


def schema_of_problem() -> dict[str, Any]:
    """Return what a problem looks like, for the schema."""
    return {
        "type": "object",
        "title": "Problem",
        "description": "RFC 9457. “type” và “code” không đổi giữa các bản.",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": {"type": "string", "examples": [f"urn:motcua:problem:{_LISTED[0]}"]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "request_id": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["path", "message"],
                    "properties": {"path": {"type": "string"}, "message": {"type": "string"}},
                },
            },
        },
    }


_LISTED: Final = sorted(PROBLEMS)
