"""What happens around every view: who may open it, and sentences for bad input."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import sync_only_middleware
from django.utils.functional import SimpleLazyObject

from motcua.accounts.backends import has_opened
from motcua.accounts.models import Account, AccountKind
from motcua.accounts.session_store import SessionStore
from motcua.agencies.actors import Actor
from motcua.agencies.recognition import recognise
from motcua.agencies.selectors import actor_of
from motcua.configuration.acting import Doer, acting, at_page
from motcua.guidance.helping import HelperAtWork
from motcua.guidance.selectors import helper_of
from motcua.kernel import clock
from motcua.people.citizens import Citizen
from motcua.people.selectors import citizen_of
from motcua.web import errors, looking
from motcua.web.access import AccessRule, OtherRoomError, rule_of
from motcua.web.api import door
from motcua.web.identified import LEVEL, LOWEST_LEVEL, NEEDS_FACTOR

logger = logging.getLogger(__name__)
NOTE_USE_SECONDS: Final = 600
Handler = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
def sentences_for_bad_input(get_response: Handler) -> Handler:
    """Answer broken requests with a page that says what to do."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # PostgreSQL cannot store it, and no keyboard types it.
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        # Before anything is read: what is sent along fills the disk, whoever sends it.
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_MAX_BYTES:
            return errors.too_big(request)
        return get_response(request)

    return middleware


@sync_only_middleware
def recognition(get_response: Handler) -> Handler:
    """Find out who is asking once somebody wants to know, in the place of Django's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _account_of(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return the account of this session; the actor, who comes with it, is kept at hand.

    Whatever is not as it usually is goes the way of Django, which also ends the session.
    """
    session = request.session
    assert isinstance(session, SessionStore)  # noqa: S101 - the settings name this one
    if session.session_key is None:
        return AnonymousUser()
    found = recognise(session.session_key, clock.now())
    if found is not None:
        session.keep(found.session_data)
        if found.account is not None and has_opened(found.account, session):
            request.recognised_actor = found.actor  # type: ignore[attr-defined]
            request.recognised_stamp = found.stamp  # type: ignore[attr-defined]
            return found.account
    return get_user(request)


class access:  # noqa: N801, named as the function-style middlewares beside it
    """Enforce the rule that each view declares, and tell the view who is acting."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; whatever it changes in configuration is signed by who asks.

        Whoever looks through other eyes is shown pages only.
        """
        with acting(Doer(source="page")):
            return looking.only_a_page(request, self.get_response(request))

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Let the view run, send the visitor to sign in, or raise PermissionDenied."""
        rule = rule_of(view)
        if rule is None:
            logger.error("view without an access rule", extra={"view": view.__qualname__})
            raise PermissionDenied
        if rule.is_for_clients:
            return door.admit(request)
        if not rule.needs_account:
            _recognise(request)
            return looking.refusal(request, view)
        account = request.user
        if not account.is_authenticated:
            keep = getattr(view, "on_signed_out", None)
            if keep is not None and request.method == "POST":
                keep(request, *args, **kwargs)
            return redirect_to_login(request.get_full_path(), _sign_in_page(rule))
        who = _who_asks(request)
        refused = looking.refusal(request, view)
        if refused is not None:
            return refused
        at_page(account.pk, who.name if isinstance(who, Actor) else str(account))
        if rule.is_for_citizens != isinstance(who, Citizen):
            raise OtherRoomError(is_for_citizens=rule.is_for_citizens)
        if not rule.admits(who):
            raise PermissionDenied
        _note_use(request)
        return _sent_first(request, account, who)


def _sent_first(
    request: HttpRequest, account: Account, who: Actor | Citizen | HelperAtWork
) -> HttpResponse | None:
    """Send somebody to set a password or a second factor who has to, before anything else."""
    is_helper = isinstance(who, HelperAtWork)
    password_page = reverse("helper:password" if is_helper else "accounts:password")
    is_leaving = request.path in {password_page, reverse("accounts:logout")}
    if account.must_change_password and not is_leaving:
        return redirect(password_page)
    if NEEDS_FACTOR in request.session and not (is_leaving or _sets_factor_up(request)):
        return redirect("accounts:factor-key")
    return None


def _sets_factor_up(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("accounts:factors"))


def _sign_in_page(rule: AccessRule) -> str:
    return reverse("citizen:sign-in" if rule.is_for_citizens else settings.LOGIN_URL)


def _recognise(request: HttpRequest) -> None:
    """Let public pages show people the way back; costs nothing without their cookie."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        _who_asks(request)


def _who_asks(request: HttpRequest) -> Actor | Citizen | HelperAtWork:
    """Return who asks, and keep it as ``request.actor``, ``.citizen`` or ``.helper``."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - the caller has made sure
    if account.kind == AccountKind.CITIZEN:
        found = citizen_of(account, request.session.get(LEVEL, LOWEST_LEVEL))
        if found is None:
            raise PermissionDenied
        request.citizen = found  # type: ignore[attr-defined]
        return found
    if account.kind == AccountKind.HELPER:
        helper = helper_of(account)
        if helper is None:
            raise PermissionDenied
        request.helper = helper  # type: ignore[attr-defined]
        return helper
    if account.kind == AccountKind.CLIENT:
        raise PermissionDenied  # a system has a token and no room
    actor = looking.put_on(request, _actor_of(request, account))
    request.actor = actor  # type: ignore[attr-defined]
    return actor


def _actor_of(request: HttpRequest, account: Account) -> Actor:
    """Return which officer is acting; asked anew only where the account was found otherwise."""
    found: Actor | None = getattr(request, "recognised_actor", None)
    return found or actor_of(account, clock.today())


def _note_use(request: HttpRequest) -> None:
    """Let the list of sessions show when this one was last used, without a write each time."""
    now = int(clock.now().timestamp())
    if now - request.session.get("used_at", 0) > NOTE_USE_SECONDS:
        request.session["used_at"] = now
