"""Opening a session, for staff and citizens alike."""

from typing import Final

from django.contrib import auth
from django.http import HttpRequest

from motcua.accounts.models import Account, AccountKind
from motcua.dossiers.services.impersonating import SEEN_BY, untold
from motcua.web.throttle import client_address

LEVEL: Final = "assurance_level"
"""Where a citizen's session keeps how surely it knows them."""
PROVIDER: Final = "identity_provider"
"""Where a session keeps which provider vouched for it, to sign out there as well."""
LOWEST_LEVEL: Final = 1
NEEDS_FACTOR: Final = "needs_factor"
"""Set while somebody must set up a second factor before anything else."""
_BACKEND: Final = "motcua.accounts.backends.AccountBackend"


def open_session(
    request: HttpRequest, account: Account, *, level: int | None = None, provider: str = ""
) -> None:
    """Sign ``account`` in with this browser; ``level`` is that of a citizen's identity."""
    before = account.last_login
    auth.login(request, account, backend=_BACKEND)
    if account.kind == AccountKind.STAFF and (told := untold(account, before)) is not None:
        request.session[SEEN_BY] = told
    request.session["ip_address"] = client_address(request)
    request.session["user_agent"] = request.headers.get("User-Agent", "")[:255]
    if level is not None:
        request.session[LEVEL] = level
    if provider:
        request.session[PROVIDER] = provider
