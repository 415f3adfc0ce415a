"""Connections: which other systems call the API, what they may do, what they called."""

import re
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.exchange.errors import ClientError
from motcua.exchange.models import ApiClient, HookState
from motcua.exchange.reminders import WARN_DAYS
from motcua.exchange.scopes import Scope
from motcua.exchange.selectors import (
    DAYS_BACK,
    clients_with_use,
    days_of_calls,
    operations,
    refusals,
)
from motcua.exchange.services.clients import (
    LONGEST_DAYS,
    Terms,
    change_client,
    create_client,
    rotate_secret,
    switch,
)
from motcua.exchange.webhooks.selectors import hooks_of
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.webhooks import HOOK_BADGES

SHOWN: Final = 200
EVENTS: Final = 20


class ClientForm(forms.Form):
    """What a connection is, and what it may do."""

    name = fields.text(
        gettext_lazy("Tên hệ thống"), gettext_lazy("Xin ghi tên hệ thống."), most=120
    )
    organisation = fields.text(
        gettext_lazy("Đơn vị chịu trách nhiệm"), gettext_lazy("Xin ghi tên đơn vị."), most=200
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Thư của người phụ trách kỹ thuật"),
        help_text=gettext_lazy("Để nhắc trước khi hết hạn 30 và 7 ngày."),
        error_messages={
            "required": gettext_lazy("Xin ghi địa chỉ thư."),
            "invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn."),
        },
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Được làm những gì"),
        error_messages={
            "required": gettext_lazy("Xin chọn ít nhất một việc mà hệ thống này được làm."),
            "invalid_choice": gettext_lazy("Xin chọn việc trong danh sách."),
        },
    )
    is_for_all_agencies = fields.tick(gettext_lazy("Với mọi cơ quan"))
    agencies = fields.text(
        gettext_lazy("Hoặc chỉ với các cơ quan (mã)"),
        most=2000,
        hint=gettext_lazy("Mã cơ quan, cách nhau bằng dấu phẩy: H06.25.03, H06.25.04."),
    )
    expires_on = fields.day(
        gettext_lazy("Hết hạn sau ngày"),
        gettext_lazy("Xin ghi ngày hết hạn."),
        hint=gettext_lazy("Nhiều nhất một năm."),
    )
    calls_per_minute = fields.whole_number(
        gettext_lazy("Số lần gọi mỗi phút"), gettext_lazy("Xin ghi số lần."), least=1, most=10_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(scope.value, f"{scope.label} ({scope.value})") for scope in Scope]

    def clean_agencies(self) -> tuple[Agency, ...]:
        """Return the agencies of those codes."""
        typed = str(self.cleaned_data["agencies"]).upper()
        codes = list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", typed))))
        found = {one.code: one for one in Agency.objects.filter(code__in=codes)}
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise ValidationError(
                _("Không có cơ quan nào mang mã %(codes)s.") % {"codes": ", ".join(unknown[:5])}
            )
        return tuple(found[code] for code in codes)

    def terms(self) -> Terms:
        """Return what was typed."""
        typed = dict(self.cleaned_data)
        typed["scopes"] = frozenset(Scope(name) for name in typed["scopes"])
        return Terms(**typed)


@reads
@require_safe
def clients(request: StaffRequest) -> HttpResponse:
    """List the connections with their use of the last days. One query."""
    today = clock.today()
    context = {
        "rows": [{"client": one, "state": _state(one)} for one in clients_with_use(today)[:SHOWN]],
        "days_back": DAYS_BACK,
    }
    return render(request, "manage/clients.html", context)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def client_new(request: StaffRequest) -> HttpResponse:
    """Make a connection; its page, the answer to the post itself, shows the secret once."""
    initial = {
        "expires_on": clock.today() + timedelta(days=LONGEST_DAYS - 1),
        "calls_per_minute": 300,
        "scopes": [Scope.PUBLIC.value],
    }
    form = ClientForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = create_client(form.terms(), actor=request.actor, at=clock.now())
        except ClientError as error:
            form.add_error(None, str(error))
        else:
            return _page(request, made, secret=secret)
    context = {"form": form, "edited": None}
    return render(request, "manage/client_edit.html", context, status=422 if form.errors else 200)


@reads
@require_safe
def client(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one connection: what it may do, when it was used, what was refused."""
    return _page(request, _client(ref))


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def client_edit(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Change what a connection may do, and until when."""
    found = _client(ref)
    form = ClientForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_client(found, form.terms(), actor=request.actor, at=clock.now())
        except ClientError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Quyền đã bớt thì mất ngay."))
            return redirect("manage:client", ref)
    context = {"form": form, "edited": found}
    return render(request, "manage/client_edit.html", context, status=422 if form.errors else 200)


@changes
@require_POST
def client_act(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Give another secret, shown once, or switch off and on."""
    found = _client(ref)
    act, at = request.POST.get("do", ""), clock.now()
    if act == "rotate":
        return _page(request, found, secret=rotate_secret(found, actor=request.actor, at=at))
    if act not in {"on", "off"}:
        raise Http404
    switch(found, is_on=act == "on", actor=request.actor, at=at)
    said = _("Đã bật lại.") if act == "on" else _("Đã tắt. Mọi mã truy cập đã cấp mất ngay.")
    messages.success(request, said)
    return redirect("manage:client", ref)


def _client(ref: UUID) -> ApiClient:
    rows = ApiClient.objects.select_related("account")
    found: ApiClient = get_object_or_404(rows, ref=ref)
    return found


def _page(request: StaffRequest, found: ApiClient, *, secret: str = "") -> HttpResponse:
    today = clock.today()
    found = _client(found.ref)
    context = {
        "client": found,
        "secret": secret,
        "state": _state(found),
        "scopes": sorted(found.allowed),
        "agencies": list(found.agencies.order_by("code")[:50]),
        "days": days_of_calls(found, today),
        "operations": operations(found, today),
        "refusals": refusals(found, today),
        "events": found.events.select_related("officer")[:EVENTS],
        "days_back": DAYS_BACK,
        "hooks": [
            {"hook": one, "kind": HOOK_BADGES[HookState(one.state)]} for one in hooks_of(found)
        ],
    }
    response = render(request, "manage/client.html", context)
    if secret:
        # Shown this once; no cache and no history may keep it.
        response["Cache-Control"] = "no-store"
    return response


def _state(found: ApiClient) -> dict[str, str]:
    """Return how a connection stands: kind of badge and words."""
    left = (found.expires_on - clock.today()).days
    if not found.account.is_active:
        return {"kind": "ended", "text": _("Đã tắt")}
    if left < 0:
        return {"kind": "late", "text": _("Đã hết hạn")}
    if left <= max(WARN_DAYS):
        return {"kind": "soon", "text": _("Còn %(n)d ngày") % {"n": left}}
    return {"kind": "done", "text": _("Đang dùng")}


def _initial(found: ApiClient) -> dict[str, Any]:
    return {
        "name": found.name,
        "organisation": found.organisation,
        "contact_email": found.contact_email,
        "scopes": found.scopes,
        "is_for_all_agencies": found.is_for_all_agencies,
        "agencies": ", ".join(found.agencies.order_by("code").values_list("code", flat=True)),
        "expires_on": found.expires_on,
        "calls_per_minute": found.calls_per_minute,
    }
