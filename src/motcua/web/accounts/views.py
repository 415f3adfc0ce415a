"""Signing in, where one is signed in, and the password."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts import services
from motcua.accounts.models import Account, AccountSession
from motcua.accounts.providers import Audience
from motcua.demo.accounts import DEMO_PASSWORD, demo_accounts
from motcua.kernel import clock
from motcua.web import errors, oidc
from motcua.web.access import StaffRequest, public, signed_in
from motcua.web.accounts import factors
from motcua.web.accounts.forms import PasswordForm, SignInForm
from motcua.web.browsers import browser_words
from motcua.web.context import home_of
from motcua.web.identified import PROVIDER
from motcua.web.slip_cookies import mark_office
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Show the form; on a right name and password open a session."""
    goal = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(goal, {request.get_host()}):
        goal = ""
    if isinstance(request.user, Account) and request.method != "POST":
        return redirect(goal or factors.first_page(request.user))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # Checking a password is costly on purpose: nobody may ask for it without end.
        most = settings.SIGN_INS_PER_MINUTE
        if not throttle.admits(client_address(request), clock.now(), most):
            return errors.too_many(request)
        account = auth.authenticate(request, **form.cleaned_data)
        if account is not None:
            return factors.go_on(request, account, goal)
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xin ghi lại."))
    context = {
        "form": form,
        "next": goal,
        "providers": oidc.providers_for(Audience.STAFF),
        "demo_accounts": [
            {"username": username, "role": role, "place": place}
            for username, role, place in (demo_accounts() if settings.DEMO else [])
        ],
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "accounts/login.html", context, status=422 if form.errors else 200)


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session; nothing of it stays."""
    provider = request.session.get(PROVIDER, "")
    is_staff = getattr(request, "actor", None) is not None
    auth.logout(request)
    is_known = provider in {one.slug for one in oidc.providers_for(Audience.CITIZENS)}
    # At the provider the browser may still be signed in: the page says so, and leads there.
    response = redirect("citizen:signed-out", provider) if is_known else redirect("public:home")
    response["Clear-Site-Data"] = '"storage"'
    if is_staff:
        mark_office(response)
    return response


@signed_in
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Go to where this person's day begins."""
    return redirect(home_of(request.actor))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    account = _account(request)
    form = PasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(account, form.cleaned_data["new_password1"], at=clock.now())
        auth.update_session_auth_hash(request, account)
        services.end_sessions(account, but=request.session.session_key)
        messages.success(request, _("Đã đổi mật khẩu. Các phiên khác đã kết thúc."))
        return redirect("accounts:home")
    context = {
        "form": form,
        "rules": password_validators_help_texts(),
        "is_required": account.must_change_password,
    }
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def sessions(request: StaffRequest) -> HttpResponse:
    """List the sessions of one's own account."""
    rows = services.open_sessions(_account(request), at=clock.now())
    return render(request, "accounts/sessions.html", {"sessions": session_lines(request, rows)})


@signed_in
@require_POST
def session_end(request: StaffRequest, handle: str) -> HttpResponse:
    """End one of one's own sessions."""
    for row in services.open_sessions(_account(request), at=clock.now()):
        if handle_of(row) == handle:
            row.delete()
            messages.success(request, _("Đã kết thúc phiên đó."))
            return redirect("accounts:sessions")
    raise Http404


@signed_in
@require_POST
def sessions_end_others(request: StaffRequest) -> HttpResponse:
    """End all of one's own sessions but this."""
    services.end_sessions(_account(request), but=request.session.session_key)
    messages.success(request, _("Đã kết thúc mọi phiên khác."))
    return redirect("accounts:sessions")


def session_lines(request: HttpRequest, rows: Iterable[AccountSession]) -> list[dict[str, object]]:
    """Return what ``accounts/_sessions.html`` shows of each session."""
    current = request.session.session_key
    return [
        {
            "handle": handle_of(row),
            "browser": browser_words(row.user_agent),
            "ip_address": row.ip_address,
            "created_at": row.created_at,
            "seen_at": row.seen_at,
            "is_current": row.session_key == current,
        }
        for row in rows
    ]


def handle_of(session: AccountSession) -> str:
    """Return a name for a session that is safe to show: its key never leaves the server."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:16]


def _account(request: HttpRequest) -> Account:
    account = request.user
    if not isinstance(account, Account):
        raise Http404
    return account
