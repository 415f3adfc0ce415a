"""Staff sign in through the province's own provider of identity, where there is one."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.backends import may_sign_in
from motcua.accounts.models import Account, AccountKind
from motcua.accounts.providers import Audience, ClaimsError, Provider, username_by
from motcua.accounts.usernames import username_key
from motcua.kernel import clock
from motcua.web import errors, oidc
from motcua.web.access import public
from motcua.web.accounts import factors
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()


@public
@require_safe
def leave(request: HttpRequest, provider: str) -> HttpResponse:
    """Send an officer to the provider; where they wanted to go is kept meanwhile."""
    chosen = _provider(provider)
    if not throttle.admits(client_address(request), clock.now(), settings.SIGN_INS_PER_MINUTE):
        return errors.too_many(request)
    goal = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(goal, {request.get_host()}):
        goal = ""
    back = request.build_absolute_uri(reverse("accounts:come-back", args=[chosen.slug]))
    try:
        return oidc.begin(request, chosen, back, goal)
    except oidc.SignInError as error:
        return _failed(request, chosen, *oidc.words_of(error.trouble))


@public
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Let in the officer whom the provider vouches for, as after a right password."""
    chosen = _provider(provider)
    try:
        vouched = oidc.come_back(request, chosen)
        account = _account_of(chosen, vouched.claims)
    except oidc.SignInError as error:
        return _failed(request, chosen, *oidc.words_of(error.trouble))
    except ClaimsError as error:
        return _failed(request, chosen, _("Chưa đăng nhập được"), str(error))
    return factors.go_on(request, account, vouched.goal)


def _account_of(provider: Provider, claims: dict[str, Any]) -> Account:
    """Return the account of staff that the provider names. Raises ClaimsError.

    Nobody gets an account by signing in: an administrator makes it, with its roles.
    """
    name = username_by(provider, claims)
    found = Account.objects.filter(
        username__iexact=username_key(name), kind=AccountKind.STAFF
    ).first()
    if not name or found is None or not may_sign_in(found):
        raise ClaimsError(
            _(
                "Tài khoản của ông/bà ở %(label)s chưa được lập hoặc đã đóng ở đây. Xin báo quản "
                "trị hệ thống của cơ quan."
            )
            % {"label": provider.label}
        )
    return found


def _provider(slug: str) -> Provider:
    found = {one.slug: one for one in oidc.providers_for(Audience.STAFF)}.get(slug)
    if found is None:
        raise Http404
    return found


def _failed(request: HttpRequest, provider: Provider, title: str, sentence: str) -> HttpResponse:
    context = {"provider": provider, "title": title, "sentence": sentence}
    return render(request, "accounts/provider_failed.html", context, status=422)
