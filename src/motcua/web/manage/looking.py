"""Beginning to look through an officer's eyes: a reason, and who one is, asked once more."""

import json
from typing import Any, Final

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.accounts.factors import has_factor
from motcua.accounts.models import Account
from motcua.accounts.passkeys import PasskeyError, ask_for_known, use
from motcua.agencies.models import Officer
from motcua.dossiers.oversight import impersonations_through
from motcua.dossiers.services.impersonating import (
    LONGEST_REASON,
    ImpersonationError,
    begin,
    why_not,
)
from motcua.kernel import clock
from motcua.web import errors
from motcua.web.access import StaffRequest
from motcua.web.accounts.factors import CodeForm
from motcua.web.accounts.passkeys import answer_of, door_of, kept
from motcua.web.looking import LOOKS
from motcua.web.manage import fields
from motcua.web.manage.access import changes

ASKED: Final = "asked_to_look"
"""Under this name the session keeps what waits for the second step."""
PENDING_SECONDS: Final = 300
SHOWN: Final = 10


class LookForm(forms.Form):
    """Why, and the password of whoever looks."""

    reason = fields.text(
        gettext_lazy("Lý do"),
        gettext_lazy("Xin ghi lý do."),
        most=LONGEST_REASON,
        hint=gettext_lazy(
            "Người được xem và người kiểm tra đọc được. Xin đừng ghi tên người dân."
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu của chính ông/bà"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Xin ghi mật khẩu đang dùng.")},
    )


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def look(request: StaffRequest, ref: str) -> HttpResponse:
    """Ask why, and for the password; then for the second step, where there is one."""
    officer = _officer(ref)
    refused = why_not(officer, actor=request.actor, on=clock.today())
    form = LookForm(request.POST or None)
    if request.method == "POST" and not refused and form.is_valid():
        account = _account(request)
        password = form.cleaned_data["password"]
        if auth.authenticate(request, username=account.username, password=password) is None:
            form.add_error("password", _("Mật khẩu chưa đúng. Xin ghi lại."))
        elif has_factor(account):
            _ask(request, account, officer, form.cleaned_data["reason"])
            return redirect("manage:look-confirm", ref)
        else:
            answer = _begin(request, officer, form.cleaned_data["reason"], form)
            if answer is not None:
                return answer
    context = {
        "person": officer,
        "form": form,
        "refused": refused,
        "with_officer": False,
        "rows": impersonations_through(officer)[:SHOWN],
    }
    status = 422 if form.errors else 200
    return render(request, "manage/look.html", context, status=status)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    """Ask for a code or a passkey of whoever has just said why; then the look begins."""
    officer, asked, account = _officer(ref), _asked(request, ref), _account(request)
    if asked is None:
        messages.info(request, _("Đã quá năm phút. Xin ghi lại lý do và mật khẩu."))
        return redirect("manage:look", ref)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and request.POST.get("answer") and asked["passkey"]:
        return _by_passkey(request, officer, asked)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if auth.authenticate(request, username=account.username, code=code) is None:
            form.add_error("code", _("Mã chưa đúng hoặc đã dùng rồi. Xin chờ mã mới rồi ghi lại."))
        else:
            answer = _begin(request, officer, asked["reason"], form)
            if answer is not None:
                return answer
    context = {
        "person": officer,
        "form": form,
        "options": json.dumps(asked["passkey"]["options"]) if asked["passkey"] else "",
    }
    status = 422 if form.errors else 200
    return render(request, "manage/look_confirm.html", context, status=status)


def _ask(request: StaffRequest, account: Account, officer: Officer, reason: str) -> None:
    door = door_of(request)
    has_passkey = door.takes_passkeys and account.passkeys.exists()
    request.session[ASKED] = {
        "ref": str(officer.ref),
        "reason": reason,
        "at": int(clock.now().timestamp()),
        "passkey": kept(ask_for_known(account, door)) if has_passkey else None,
    }


def _asked(request: StaffRequest, ref: str) -> dict[str, Any] | None:
    asked: dict[str, Any] = request.session.get(ASKED) or {}
    if asked.get("ref") != str(ref):
        return None
    return asked if clock.now().timestamp() - asked["at"] <= PENDING_SECONDS else None


def _by_passkey(request: StaffRequest, officer: Officer, asked: dict[str, Any]) -> HttpResponse:
    """Let whoever's device answers rightly begin; each question is asked once."""
    account = _account(request)
    if AxesProxyHandler.is_locked(request, {"username": account.username}):
        return errors.locked_out(request)
    request.session[ASKED] = {**asked, "passkey": None}
    try:
        use(
            account,
            door_of(request),
            asked["passkey"]["state"],
            answer_of(request),
            at=clock.now(),
        )
    except PasskeyError as refused:
        messages.error(request, str(refused))
        return redirect("manage:look", officer.ref)
    answer = _begin(request, officer, asked["reason"], None)
    return answer if answer is not None else redirect("manage:look", officer.ref)


def _begin(
    request: StaffRequest, officer: Officer, reason: str, form: forms.Form | None
) -> HttpResponse | None:
    """Begin, and lead to the officer's first page; None where it is refused, as ``form`` says."""
    try:
        begun = begin(officer, reason=reason, actor=request.actor, at=clock.now())
    except ImpersonationError as error:
        if form is not None:
            form.add_error(None, str(error))
        else:
            messages.error(request, str(error))
        return None
    request.session.pop(ASKED, None)
    request.session[LOOKS] = begun.pk
    return redirect("accounts:home")


def _officer(ref: str) -> Officer:
    rows = Officer.objects.select_related("agency", "desk", "account")
    found: Officer = get_object_or_404(rows, ref=ref)
    return found


def _account(request: StaffRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - the rule lets in nobody else
    return account
