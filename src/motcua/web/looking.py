"""An administrator sees the pages of an officer for a while, and can do nothing there.

The session stays the administrator's own: only the request in hand is dressed as the officer's.
What may be opened is decided here, for every address at once: pages to look at, and nothing
that is sent, taken away, or about somebody's own password and keys.
"""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.looking import Looking
from motcua.dossiers.services.impersonating import going_on, note_page
from motcua.kernel import clock

LOOKS: Final = "looks_as"
"""Under this name the administrator's session keeps which look goes on."""
HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSED_ROOMS: Final = frozenset({"accounts", "citizen", "helper", "api", "manage", "operating"})
"""One's own password, keys and sessions; the rooms of others; other systems."""
OPEN_IN_THEM: Final = frozenset({"accounts:home"})
CLOSED_PAGES: Final = frozenset({"desk:draft", "office:own-data", "office:extract"})
"""What somebody is typing about a citizen, and what is made to be taken away."""


def put_on(request: HttpRequest, actor: Actor) -> Actor:
    """Return who the pages of this request are for: the officer looked through, or ``actor``.

    Costs nothing where no look goes on. One that is over is taken out of the session.
    """
    kept = request.session.get(LOOKS)
    if kept is None:
        return actor
    found = going_on(kept, by=actor, at=clock.now()) if actor.has(Role.ADMINISTRATOR) else None
    if found is None:
        del request.session[LOOKS]
        request.look_is_over = True  # type: ignore[attr-defined]
        return actor
    looking, officer, seen = found
    request.looking = looking  # type: ignore[attr-defined]
    request.user = officer.account  # type: ignore[assignment]
    return seen


def looking_of(request: HttpRequest) -> Looking | None:
    """Return which look goes on in this request, if any."""
    found: Looking | None = getattr(request, "looking", None)
    return found


def ends_look(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let ``view`` be the one button that may be pressed meanwhile."""
    view.ends_look = True  # type: ignore[attr-defined]
    return view


def refusal(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """Answer in the place of a view that may not run while somebody looks; else None."""
    if getattr(request, "look_is_over", False):
        messages.info(
            request, _("Đã hết lượt xem với tư cách người khác. Ông/bà là chính mình trở lại.")
        )
        return redirect("manage:officers")
    if looking_of(request) is None or getattr(view, "ends_look", False):
        return None
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    is_closed = name.partition(":")[0] in CLOSED_ROOMS and name not in OPEN_IN_THEM
    if request.method not in HARMLESS or is_closed or name in CLOSED_PAGES:
        return refused(request)
    return None


def only_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let pages through and write down which; keep files and figures to be taken away back."""
    looking = looking_of(request)
    if looking is None:
        return response
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.streaming or response.has_header("Content-Disposition") or not is_page:
        _let_go(response)
        return refused(request)
    match = request.resolver_match
    if response.status_code == HttpResponse.status_code and match is not None:
        note_page(looking, match.view_name, at=clock.now())
    return response


def _let_go(response: HttpResponse) -> None:
    """Close the file of an answer that is not sent; closing the answer would end the request."""
    file = getattr(response, "file_to_stream", None)
    if file is not None:
        file.close()


def refused(request: HttpRequest) -> HttpResponse:
    """Say that this is only to look."""
    return render(request, "errors/looking.html", {"looking": looking_of(request)}, status=403)
