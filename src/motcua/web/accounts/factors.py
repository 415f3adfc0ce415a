"""The second step of signing in, and one's own telephone key and codes on paper."""

import json
from typing import Any, Final

import segno
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from motcua.accounts import factors
from motcua.accounts.models import Account, AccountKind, OneTimeKey
from motcua.accounts.passkeys import PasskeyError, ask_for_known, use
from motcua.agencies.selectors import actor_of
from motcua.agencies.staffing import demands_factor
from motcua.kernel import clock
from motcua.web import errors
from motcua.web.access import StaffRequest, public, signed_in
from motcua.web.accounts.passkeys import answer_of, door_of, kept
from motcua.web.identified import NEEDS_FACTOR, open_session
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()
PENDING: Final = "pending_sign_in"
NEW_SECRET: Final = "new_one_time_secret"  # noqa: S105, where it is kept for a moment
PENDING_SECONDS: Final = 600
_QR_SCALE: Final = 5


class CodeForm(forms.Form):
    """A code from the telephone, or one from paper."""

    code = forms.CharField(
        label=gettext_lazy("Mã"),
        max_length=40,
        error_messages={"required": gettext_lazy("Xin ghi mã.")},
    )


class KeyForm(CodeForm):
    """The first code of a new telephone, and the password, so that nobody else sets it up."""

    password = forms.CharField(
        label=gettext_lazy("Mật khẩu đang dùng"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Xin ghi mật khẩu đang dùng.")},
    )


class PasswordOnlyForm(forms.Form):
    """The password, before new codes are shown."""

    password = KeyForm.base_fields["password"]


def go_on(request: HttpRequest, account: Account, goal: str) -> HttpResponse:
    """Open a session after a right password, or ask for the second step first."""
    if factors.has_factor(account):
        door = door_of(request)
        asked = door.takes_passkeys and account.passkeys.exists()
        request.session[PENDING] = {
            "passkey": kept(ask_for_known(account, door)) if asked else None,
            "account": account.pk,
            "at": int(clock.now().timestamp()),
            "password": account.get_session_auth_hash(),
            "goal": goal,
        }
        return redirect("accounts:second-step")
    open_session(request, account)
    actor = actor_of(account, clock.today())
    # Nothing about anybody can be read in the helpers' room (decision 0042).
    is_staff = account.kind == AccountKind.STAFF
    if is_staff and demands_factor(actor, by_default=settings.FACTOR_REQUIRED):
        request.session[NEEDS_FACTOR] = True
    return redirect(goal or first_page(account))


def first_page(account: Account) -> str:
    """Return the name of the page on which the day of this account begins."""
    return "helper:home" if account.kind == AccountKind.HELPER else "accounts:home"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a code of whoever has just given the right password."""
    account = _pending(request)
    if account is None:
        return render(request, "accounts/second_step_over.html", status=422)
    passkey = request.session[PENDING]["passkey"]
    if passkey is not None and request.POST.get("answer"):
        return _by_passkey(request, account, passkey)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.admits(client_address(request), clock.now(), settings.SIGN_INS_PER_MINUTE):
            return errors.too_many(request)
        code = form.cleaned_data["code"]
        if auth.authenticate(request, username=account.username, code=code) is not None:
            return finish(request, account)
        form.add_error("code", _("Mã chưa đúng hoặc đã dùng rồi. Xin chờ mã mới rồi ghi lại."))
    context = {
        "form": form,
        "demo_code": _demo_code(account),
        "options": json.dumps(passkey["options"]) if passkey else "",
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_step.html", context, status=status)


def _by_passkey(request: HttpRequest, account: Account, asked: dict[str, Any]) -> HttpResponse:
    """Let in whose device answers rightly; each question is asked once."""
    if AxesProxyHandler.is_locked(request, {"username": account.username}):
        return errors.locked_out(request)
    request.session[PENDING] = {**request.session[PENDING], "passkey": None}
    try:
        use(account, door_of(request), asked["state"], answer_of(request), at=clock.now())
    except PasskeyError as refused:
        messages.error(request, str(refused))
        return redirect("accounts:login")
    return finish(request, account)


def finish(request: HttpRequest, account: Account) -> HttpResponse:
    """Open the session of somebody who has done both steps, and take them on."""
    goal = request.session.pop(PENDING, {}).get("goal", "")
    open_session(request, account)
    left = factors.recovery_codes_left(account)
    if left == 0 and OneTimeKey.objects.filter(account=account).exists():
        messages.warning(request, _("Mã dự phòng đã hết. Xin lập mã mới ở trang Bước thứ hai."))
    return redirect(goal or first_page(account))


@signed_in
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show which second factors one has."""
    return _overview(request, PasswordOnlyForm())


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: StaffRequest) -> HttpResponse:
    """Set up a telephone: scan, type what it shows; the codes for paper are shown once."""
    account = _account(request)
    secret = request.session.get(NEW_SECRET) or factors.new_secret()
    request.session[NEW_SECRET] = secret
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not account.check_password(form.cleaned_data["password"]):
            form.add_error("password", _("Mật khẩu chưa đúng. Xin ghi lại."))
        elif not factors.keep_key(account, secret, form.cleaned_data["code"], at=clock.now()):
            form.add_error("code", _("Mã chưa đúng. Xin ghi mã đang hiện trên điện thoại."))
        else:
            del request.session[NEW_SECRET]
            request.session.pop(NEEDS_FACTOR, None)
            return _codes(request, account)
    address = factors.address_for_telephone(secret, account)
    picture = segno.make_qr(address, error="m").svg_inline(scale=_QR_SCALE)
    context = {
        "form": form,
        "picture": Markup(picture),  # noqa: S704, made here of nothing but squares
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "is_required": NEEDS_FACTOR in request.session,
        "is_replacing": OneTimeKey.objects.filter(account=account).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/factor_key.html", context, status=status)


@signed_in
@never_cache
@require_POST
def new_codes(request: StaffRequest) -> HttpResponse:
    """Show new codes for paper, once; those before are worth nothing from then on."""
    account = _account(request)
    form = PasswordOnlyForm(request.POST)
    if form.is_valid() and not account.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("Mật khẩu chưa đúng. Xin ghi lại."))
    if form.errors:
        return _overview(request, form)
    return _codes(request, account)


def _codes(request: StaffRequest, account: Account) -> HttpResponse:
    """Show new codes in the answer itself: no address leads to them again."""
    codes = factors.new_recovery_codes(account)
    return render(request, "accounts/factor_codes.html", {"codes": codes})


def _overview(request: StaffRequest, form: PasswordOnlyForm) -> HttpResponse:
    account = _account(request)
    context = {
        "form": form,
        "one_time_key": OneTimeKey.objects.filter(account=account).first(),
        "passkeys": account.passkeys.order_by("pk"),
        "codes_left": factors.recovery_codes_left(account),
    }
    return render(request, "accounts/factors.html", context, status=422 if form.errors else 200)


def _pending(request: HttpRequest) -> Account | None:
    """Return who has given the right password in this browser a moment ago."""
    pending: dict[str, Any] = request.session.get(PENDING) or {}
    if not pending or clock.now().timestamp() - pending["at"] > PENDING_SECONDS:
        return None
    account: Account | None = Account.objects.filter(pk=pending["account"], is_active=True).first()
    if account is None:
        return None
    same = constant_time_compare(pending["password"], account.get_session_auth_hash())
    return account if same else None


def _demo_code(account: Account) -> str:
    """Return the code of a made-up account: nobody has the telephone of the demonstration."""
    key = OneTimeKey.objects.filter(account=account).first()
    if not (settings.DEMO and not settings.PRODUCTION and account.is_demo and key):
        return ""
    return factors.code_at(key.secret, clock.now())


def _account(request: StaffRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - the rule lets in nobody else
    return account
