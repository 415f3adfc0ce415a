"""Asking other servers, with limits: how long, how much, and where they are reached from here."""

import http.client
from collections.abc import Mapping
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

LARGEST_ANSWER: Final = 4_000_000
_SCHEMES: Final = ("http://", "https://")


class OutOfReachError(Exception):
    """The other side did not answer in time, or not as it should."""


class _Straight(HTTPRedirectHandler):
    """Follows nothing: who answers is who was asked."""

    def redirect_request(self, *_about: object) -> None:
        """Refuse to go elsewhere."""


_OPENER: Final = build_opener(_Straight)


def found_at(address: str, places: Mapping[str, str]) -> str:
    """Return where ``address`` is reached from here: its beginning may be another here."""
    for written, reached in places.items():
        if address.startswith(written):
            return reached + address.removeprefix(written)
    return address


def ask(
    address: str,
    sent: bytes | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float,
) -> bytes:
    """Return what ``address`` answers to a GET, or to ``sent`` as a POST.

    Raises OutOfReachError.
    """
    if not address.startswith(_SCHEMES):
        raise OutOfReachError(address)
    request = Request(address, data=sent, headers=dict(headers or {}))  # noqa: S310 - checked above
    try:
        with _OPENER.open(request, timeout=seconds) as response:
            answer: bytes = response.read(LARGEST_ANSWER + 1)
    except HTTPError as error:
        error.close()
        raise OutOfReachError(f"{address}: {error.code}") from error
    except (URLError, OSError, http.client.HTTPException) as error:
        raise OutOfReachError(f"{address}: {error}") from error
    if len(answer) > LARGEST_ANSWER:
        raise OutOfReachError(f"{address}: too long")
    return answer
