"""What a browser is remembered by when a slip is answered on it: three cookies, no person."""

import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from motcua.surveys.models import Tablet
from motcua.surveys.services.answering import Sender
from motcua.web.throttle import client_address

DEVICE: Final = "phieu_may"
"""A random secret, so that many answers from one browser are seen."""
OFFICE: Final = "phieu_cong_so"
"""Left where an officer has worked: answers from there are marked."""
TABLET: Final = "phieu_quay"
"""The secret of a registered tablet."""
_A_YEAR: Final = 365 * 24 * 3600
_BYTES: Final = 24


def sender_of(request: HttpRequest, tablet: Tablet | None = None) -> Sender:
    """Return from where the answer comes; a browser without a secret is given one with it."""
    return Sender(
        device=request.COOKIES.get(DEVICE) or new_secret(),
        address=client_address(request),
        is_office_device=OFFICE in request.COOKIES,
        tablet=tablet,
    )


def new_secret() -> str:
    """Return a secret for a browser."""
    return secrets.token_urlsafe(_BYTES)


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Leave a cookie that no script reads and no other site is sent."""
    response.set_cookie(
        name,
        value,
        max_age=_A_YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def mark_office(response: HttpResponseBase) -> None:
    """Remember that an officer has worked with this browser."""
    remember(response, OFFICE, "1")
