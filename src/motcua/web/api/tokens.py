"""Tokens: POST /api/v1/token (RFC 6749, section 4.4) and /api/v1/revoke (RFC 7009).

Our own few lines and no server of Authlib: its models keep tokens as they are and its grants
know nothing of agencies; see decision 0055.
"""

import base64
import binascii
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.agencies.selectors import configuration_stamp
from motcua.configuration.features import Feature
from motcua.configuration.switches import switched_off
from motcua.exchange.services.metering import WINDOW_SECONDS
from motcua.exchange.services.tokens import (
    InvalidClientError,
    InvalidScopeError,
    issue_token,
    revoke_token,
)
from motcua.exchange.services.usage import note_call
from motcua.kernel import clock
from motcua.web.access import public
from motcua.web.api.door import dressed
from motcua.web.api.problems import problem
from motcua.web.throttle import Throttle, client_address

GRANT: Final = "client_credentials"
_LONGEST: Final = 400
throttle = Throttle()


@csrf_exempt
@public
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Hand out a bearer token for the client's secret."""
    return _slowed(request) or _closed(request) or _issued(request)


def _closed(request: HttpRequest) -> HttpResponse | None:
    sentence = switched_off(configuration_stamp()).sentence(Feature.API)
    return problem(request, "switched-off", sentence) if sentence else None


def _issued(request: HttpRequest) -> HttpResponse:
    who = _credentials(request)
    grant = request.POST.get("grant_type", "")
    if who is None:
        return _refused(request, "invalid_client", HTTPStatus.UNAUTHORIZED)
    if grant != GRANT:
        code = "unsupported_grant_type" if grant else "invalid_request"
        return _refused(request, code, HTTPStatus.BAD_REQUEST)
    asked = frozenset(request.POST.get("scope", "")[:_LONGEST].split())
    at = clock.now()
    try:
        issued = issue_token(*who, asked, at=at)
    except InvalidClientError as error:
        if error.client is not None:
            note_call(error.client, "token", "invalid_client", at=at)
        return _refused(request, "invalid_client", HTTPStatus.UNAUTHORIZED)
    except InvalidScopeError:
        return _refused(request, "invalid_scope", HTTPStatus.BAD_REQUEST)
    body = {
        "access_token": issued.token,
        "token_type": "Bearer",
        "expires_in": issued.lives_seconds,
        "scope": " ".join(sorted(issued.scopes)),
    }
    return _answer(request, body)


@csrf_exempt
@public
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """End a token before its time; one that is none is no mistake."""
    return _slowed(request) or _revoked(request)


def _revoked(request: HttpRequest) -> HttpResponse:
    who = _credentials(request)
    if who is None:
        return _refused(request, "invalid_client", HTTPStatus.UNAUTHORIZED)
    try:
        revoke_token(*who, request.POST.get("token", "")[:_LONGEST], at=clock.now())
    except InvalidClientError:
        return _refused(request, "invalid_client", HTTPStatus.UNAUTHORIZED)
    return _answer(request, {})


def _credentials(request: HttpRequest) -> tuple[str, str] | None:
    """Return id and secret from HTTP Basic or from the form; None where they are in neither."""
    scheme, _space, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic" and len(said) <= _LONGEST:
        try:
            decoded = base64.b64decode(said.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        client_id, colon, secret = decoded.partition(":")
        pair = unquote_plus(client_id), unquote_plus(secret)
        return _tidy(*pair) if colon else None
    return _tidy(request.POST.get("client_id", ""), request.POST.get("client_secret", ""))


def _tidy(client_id: str, secret: str) -> tuple[str, str] | None:
    is_sensible = 0 < len(client_id) <= _LONGEST and 0 < len(secret) <= _LONGEST
    if not is_sensible or "\x00" in client_id + secret or not secret.isascii():
        return None
    return client_id, secret


def _slowed(request: HttpRequest) -> HttpResponse | None:
    most = settings.SIGN_INS_PER_MINUTE
    if throttle.admits(client_address(request), clock.now(), most):
        return None
    refusal = problem(request, "too-many-calls")
    refusal["Retry-After"] = str(WINDOW_SECONDS)
    return refusal


def _refused(request: HttpRequest, code: str, status: HTTPStatus) -> HttpResponse:
    response = _answer(request, {"error": code}, status)
    if status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Basic realm="motcua"'
    return response


def _answer(
    request: HttpRequest, body: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    dressed(request, response)
    return response
