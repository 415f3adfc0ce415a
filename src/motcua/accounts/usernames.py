"""One spelling of a sign-in name, so that one account has one count of failures.

Somebody who guesses a password could otherwise begin a new count with each way of writing
the name: “QuanTri”, “quantri”, and letters that Unicode folds into these.
"""

import unicodedata
from collections.abc import Mapping

from django.http import HttpRequest


def username_key(typed: str) -> str:
    """Return the spelling under which the name ``typed`` is stored, found and counted."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def name_attempted(
    request: HttpRequest | None, credentials: Mapping[str, str] | None = None
) -> str | None:
    """Return the name that somebody tries to sign in with; the lock-out asks."""
    if credentials and credentials.get("username") is not None:
        return username_key(credentials["username"])
    typed = request.POST.get("username") if request is not None else None
    return None if typed is None else username_key(typed)
