"""Adding a passkey to one's own account, and taking it away."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import factors, passkeys
from motcua.accounts.models import Account
from motcua.accounts.passkeys import Door, PasskeyError, Question
from motcua.kernel import clock
from motcua.web.access import StaffRequest, signed_in
from motcua.web.identified import NEEDS_FACTOR

NEW: Final = "new_passkey"
_LONGEST_ANSWER: Final = 20_000


class NewPasskeyForm(forms.Form):
    """A name to tell the key by, and the password, so that nobody else adds one."""

    name = forms.CharField(
        label=gettext_lazy("Tên để nhận ra khóa"),
        max_length=60,
        error_messages={"required": gettext_lazy("Xin đặt tên, như “Điện thoại của tôi”.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu đang dùng"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Xin ghi mật khẩu đang dùng.")},
    )


def door_of(request: HttpRequest) -> Door:
    """Return the address at which this browser stands."""
    origin = request.build_absolute_uri("/").rstrip("/")
    return Door(host=urlsplit(origin).hostname or "", origin=origin)


def kept(question: Question) -> dict[str, Any]:
    """Return a question as a session keeps it."""
    return {"options": question.options, "state": question.state}


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the device said. Raises PasskeyError."""
    text = request.POST.get("answer", "")
    try:
        answer = json.loads(text) if len(text) <= _LONGEST_ANSWER else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise PasskeyError(_("Thiết bị chưa trả lời. Xin làm lại."))
    return answer


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Ask for a name and the password, then lead to the device."""
    account, door = _account(request), door_of(request)
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and door.takes_passkeys:
        if account.check_password(form.cleaned_data["password"]):
            question = passkeys.ask_for_new(account, door)
            request.session[NEW] = {**kept(question), "name": form.cleaned_data["name"]}
            return redirect("accounts:passkey")
        form.add_error("password", _("Mật khẩu chưa đúng. Xin ghi lại."))
    context = {"form": form, "takes_passkeys": door.takes_passkeys}
    status = 422 if form.errors else 200
    return render(request, "accounts/passkey_new.html", context, status=status)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: StaffRequest) -> HttpResponse:
    """Let the device make the key, and keep it; codes for paper are shown with the first one."""
    pending: dict[str, Any] | None = request.session.get(NEW)
    if pending is None:
        return redirect("accounts:passkey-new")
    account = _account(request)
    if request.method == "POST":
        del request.session[NEW]
        try:
            passkeys.keep_new(
                account,
                door_of(request),
                pending["state"],
                answer_of(request),
                name=pending["name"],
                at=clock.now(),
            )
        except PasskeyError as refused:
            messages.error(request, str(refused))
            return redirect("accounts:passkey-new")
        request.session.pop(NEEDS_FACTOR, None)
        if not factors.recovery_codes_left(account):
            codes = factors.new_recovery_codes(account)
            return render(request, "accounts/factor_codes.html", {"codes": codes})
        messages.success(request, _("Đã thêm khóa đăng nhập."))
        return redirect("accounts:factors")
    context = {"options": json.dumps(pending["options"]), "name": pending["name"]}
    return render(request, "accounts/passkey.html", context)


@signed_in
@require_POST
def remove(request: StaffRequest, passkey_id: int) -> HttpResponse:
    """Take one of one's own passkeys away, unless nothing would be left."""
    account = _account(request)
    row = get_object_or_404(account.passkeys, pk=passkey_id)
    others = account.passkeys.exclude(pk=row.pk).exists()
    if others or hasattr(account, "one_time_key"):
        row.delete()
        messages.success(request, _("Đã bỏ khóa đăng nhập “%(name)s”.") % {"name": row.name})
    else:
        messages.error(request, _("Đây là bước thứ hai duy nhất. Xin lập cách khác trước khi bỏ."))
    return redirect("accounts:factors")


def _account(request: StaffRequest) -> Account:
    account = request.user
    if not isinstance(account, Account):
        raise Http404
    return account
