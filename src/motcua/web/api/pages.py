"""The schema, and the page about the API made from it."""

import hashlib
from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.exchange.scopes import Scope
from motcua.exchange.services.idempotency import KEPT
from motcua.exchange.services.tokens import LIVES
from motcua.web.access import public
from motcua.web.api import news
from motcua.web.api.explaining import Operation, operations_of
from motcua.web.api.laid import api
from motcua.web.api.operations import schema_of_problem
from motcua.web.api.problems import PROBLEMS, TYPE


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Return the OpenAPI document, the same as long as the product runs, whoever asks first."""
    with translation.override("vi"):
        return _document()


def _document() -> dict[str, Any]:
    made: dict[str, Any] = orjson.loads(
        orjson.dumps(
            dict(api.get_openapi_schema(path_prefix="/api/v1/")), option=orjson.OPT_NON_STR_KEYS
        )
    )
    shapes = made["components"].setdefault("schemas", {})
    shapes.update(news.schemas(), Problem=schema_of_problem())
    made["webhooks"] = news.calls()
    made["components"]["securitySchemes"] = {
        "oauth2": {
            "type": "oauth2",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/api/v1/token",
                    "scopes": {scope.value: scope.label for scope in Scope},
                }
            },
        }
    }
    made["servers"] = [{"url": "/"}]
    return made


@lru_cache(maxsize=1)
def _written() -> tuple[bytes, str]:
    content = orjson.dumps(document(), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document."""
    content, tag = _written()
    if request.headers.get("If-None-Match", "") == tag:
        return HttpResponse(status=304)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["ETag"] = tag
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Tell how to come in, what there is, and what each operation takes and answers."""
    groups: dict[str, list[Operation]] = {}
    for one in operations_of(document()):
        groups.setdefault(one.tag, []).append(one)
    context = {
        "base": f"{settings.PUBLIC_ADDRESS}/api/v1",
        "scopes": list(Scope),
        "groups": groups,
        "problems": list(PROBLEMS.values()),
        "problem_type": TYPE,
        "token_minutes": int(LIVES.total_seconds() // 60),
        "key_days": KEPT.days,
    }
    return render(request, "public/api.html", context)
