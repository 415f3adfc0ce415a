"""How citizens sign in: through a provider of electronic identity, and in the demo by choice."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.providers import Audience, ClaimsError, Provider, Said, said_by
from motcua.demo.citizens import DEMO_CITIZENS, said_of
from motcua.kernel import clock
from motcua.people.identities import IdentityError, sign_in_as
from motcua.web import errors, oidc
from motcua.web.access import public
from motcua.web.identified import open_session
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()


@public
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the ways to sign in; whoever is signed in goes on."""
    goal = goal_of(request)
    if getattr(request, "citizen", None) is not None:
        return redirect(goal or "citizen:home")
    context = {
        "next": goal,
        "providers": oidc.providers_for(Audience.CITIZENS),
        "demo_citizens": DEMO_CITIZENS if settings.DEMO else (),
    }
    return render(request, "citizen/sign_in.html", context)


@public
@require_safe
def leave(request: HttpRequest, provider: str) -> HttpResponse:
    """Send somebody to the provider; where they wanted to go is kept meanwhile."""
    chosen = _provider(provider)
    if not throttle.admits(client_address(request), clock.now(), settings.SIGN_INS_PER_MINUTE):
        return errors.too_many(request)
    goal = goal_of(request)
    try:
        return oidc.begin(request, chosen, _back(request, chosen), goal)
    except oidc.SignInError as error:
        return _failed(request, chosen, goal, *oidc.words_of(error.trouble))


@public
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Let in whom the provider vouches for, and take them where they wanted to go."""
    chosen = _provider(provider)
    goal = oidc.goal_of(request, chosen)
    try:
        vouched = oidc.come_back(request, chosen)
        said = said_by(chosen, vouched.claims)
        _require_level(chosen, said)
        _let_in(request, said, is_demo=chosen.is_simulation, provider=chosen.slug)
    except oidc.SignInError as error:
        return _failed(request, chosen, goal, *oidc.words_of(error.trouble))
    except (IdentityError, ClaimsError) as error:
        return _failed(request, chosen, goal, _("Chưa đăng nhập được"), str(error))
    return redirect(goal or "citizen:home")


@public
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's citizens; there is no such thing outside it."""
    if not settings.DEMO or settings.PRODUCTION:
        raise Http404
    chosen = {one.key: one for one in DEMO_CITIZENS}.get(request.POST.get("who", ""))
    if chosen is None:
        raise Http404
    _let_in(request, said_of(chosen), is_demo=True)
    return redirect(goal_of(request) or "citizen:home")


@public
@require_safe
def signed_out(request: HttpRequest, provider: str) -> HttpResponse:
    """Say that one has signed out here, and where to sign out of the provider as well."""
    chosen = _provider(provider)
    context = {"provider": chosen, "way_out": oidc.way_out(chosen)}
    return render(request, "citizen/signed_out.html", context)


def goal_of(request: HttpRequest) -> str:
    """Return where somebody wanted to go, if that is a page of ours, else ""."""
    goal = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        goal, {request.get_host()}, require_https=request.is_secure()
    )
    return goal if is_ours else ""


def _require_level(provider: Provider, said: Said) -> None:
    """Raise IdentityError when the provider is not sure enough of who it is."""
    if said.level < provider.lowest_level:
        raise IdentityError(
            _(
                "Định danh của ông/bà ở mức %(level)s, mà ở đây cần mức %(lowest)s. Xin nâng "
                "mức ở nơi cấp rồi đăng nhập lại, hoặc đến nộp tại bộ phận một cửa."
            )
            % {"level": said.level, "lowest": provider.lowest_level}
        )


def _let_in(request: HttpRequest, said: Said, *, is_demo: bool, provider: str = "") -> None:
    account = sign_in_as(said, at=clock.now(), is_demo=is_demo)
    open_session(request, account, level=said.level, provider=provider)


def _provider(slug: str) -> Provider:
    found = {one.slug: one for one in oidc.providers_for(Audience.CITIZENS)}.get(slug)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, provider: Provider) -> str:
    return request.build_absolute_uri(reverse("citizen:come-back", args=[provider.slug]))


def _failed(
    request: HttpRequest, provider: Provider, goal: str, title: Any, sentence: Any
) -> HttpResponse:
    context = {"provider": provider, "next": goal, "title": title, "sentence": sentence}
    return render(request, "citizen/sign_in_failed.html", context, status=422)
