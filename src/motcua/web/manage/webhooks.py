"""Hooks of connections: where news goes, what was told, sending again; the last calls outwards."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.exchange.models import (
    ApiClient,
    DeliveryState,
    HookState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)
from motcua.exchange.webhooks.kinds import Kind, label_of
from motcua.exchange.webhooks.selectors import calls_of_a_day, last_calls, news_of
from motcua.exchange.webhooks.services import (
    Wish,
    change_hook,
    make_hook,
    ping_hook,
    rotate_hook,
    send_again,
    send_stretch_again,
    switch_hook,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import chips, page_of

_MOMENTS: Final = ("%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M")
BADGES: Final = {
    DeliveryState.WAITING: "moving",
    DeliveryState.SENT: "done",
    DeliveryState.FAILED: "late",
    DeliveryState.DROPPED: "ended",
}
HOOK_BADGES: Final = {HookState.ON: "done", HookState.OFF: "ended", HookState.STOPPED: "late"}


class HookForm(forms.Form):
    """Where to tell, and what of."""

    address = fields.text(
        gettext_lazy("Địa chỉ nhận tin"),
        gettext_lazy("Xin ghi địa chỉ nhận tin."),
        most=500,
        hint=gettext_lazy("Địa chỉ https của hệ thống kia, như https://vidu.vn/mot-cua/bao-tin"),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Báo những việc nào"),
        error_messages={
            "required": gettext_lazy("Xin chọn ít nhất một việc trong danh sách để báo."),
            "invalid_choice": gettext_lazy("Xin chọn việc trong danh sách."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(kind.value, f"{kind.label} ({kind.value})") for kind in Kind]

    def wish(self) -> Wish:
        """Return what was typed."""
        return Wish(self.cleaned_data["address"].strip(), tuple(self.cleaned_data["kinds"]))


class StretchForm(forms.Form):
    """From when until when everything is sent again."""

    since = forms.DateTimeField(label=gettext_lazy("Từ lúc"), input_formats=list(_MOMENTS))
    until = forms.DateTimeField(label=gettext_lazy("Đến lúc"), input_formats=list(_MOMENTS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.update(
                required=_("Xin ghi ngày và giờ."),
                invalid=_("Xin ghi như 26/11/2026 08:00."),
            )


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def hook_new(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Make a hook of a connection; its page, the answer to the post, shows the secret once."""
    found = get_object_or_404(ApiClient.objects.select_related("account"), ref=ref)
    form = HookForm(request.POST or None, initial={"kinds": [kind.value for kind in Kind]})
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = make_hook(found, form.wish(), actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error("address", str(error))
        else:
            return _page(request, made, secret=secret)
    context = {"form": form, "client": found, "edited": None}
    return render(request, "manage/hook_edit.html", context, status=422 if form.errors else 200)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def hook_edit(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Let a hook lead elsewhere, or be told of other things."""
    found = _hook(ref)
    initial = {"address": found.address, "kinds": found.kinds}
    form = HookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_hook(found, form.wish(), actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Đã lưu. Tin đang chờ cũng gửi đến địa chỉ này."))
            return redirect("manage:hook", ref)
    context = {"form": form, "client": found.client, "edited": found}
    return render(request, "manage/hook_edit.html", context, status=422 if form.errors else 200)


@reads
@require_safe
def hook(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one hook: how it stands, and the journal of seven days."""
    return _page(request, _hook(ref))


@changes
@require_POST
def hook_act(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Give another secret, shown once; switch off and on; send a try, or one piece again."""
    found, act, at = _hook(ref), request.POST.get("do", ""), clock.now()
    if act == "rotate":
        secret = rotate_hook(found, actor=request.actor, at=at)
        return _page(request, _hook(ref), secret=secret)
    if act in {"on", "off"}:
        switch_hook(found, is_on=act == "on", actor=request.actor, at=at)
        is_on = act == "on"
        messages.success(
            request, _("Đã bật lại. Tin đang chờ được gửi ngay.") if is_on else _("Đã tắt.")
        )
    elif act == "ping":
        try:
            ping_hook(found, actor=request.actor, at=at)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã xếp tin thử. Xin tải lại trang sau vài giây."))
    elif act == "again":
        one = _uuid(request.POST.get("tin", ""))
        _say_again(request, send_again(found, [one], actor=request.actor, at=at))
    else:
        raise Http404
    return redirect("manage:hook", ref)


@changes
@require_POST
def hook_again(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Send everything of a stretch of time again."""
    found = _hook(ref)
    form = StretchForm(request.POST)
    if form.is_valid():
        try:
            count = send_stretch_again(
                found, **form.cleaned_data, actor=request.actor, at=clock.now()
            )
        except DomainError as error:
            form.add_error("since", str(error))
        else:
            _say_again(request, count)
            return redirect("manage:hook", ref)
    return _page(request, found, stretch=form, status=422)


@reads
@require_safe
def calls(request: StaffRequest) -> HttpResponse:
    """List the last calls to other systems, the latest first."""
    labels = {"": _("Tất cả"), "loi": _("Chưa nhận được")}
    chosen, filters = chips(request, labels)
    rows = last_calls()
    if chosen == "loi":
        rows = rows.exclude(status__gte=200, status__lt=300)
    page = page_of(rows, request)
    context = {
        "rows": [(one, _how(one)) for one in page.rows],
        "filters": filters,
        "next_url": page.next_url,
        "first_url": page.first_url,
        "day": calls_of_a_day(clock.now()),
        "label_of": label_of,
    }
    return render(request, "manage/calls.html", context)


def _how(one: WebhookAttempt) -> dict[str, str]:
    """Return how a call ended: kind of badge and words."""
    if one.status is None:
        return {"kind": "late", "text": _("Không trả lời")}
    is_taken = 200 <= one.status < 300  # noqa: PLR2004, as HTTP says
    return {"kind": "done" if is_taken else "late", "text": f"HTTP {one.status}"}


def _say_again(request: StaffRequest, count: int) -> None:
    if count:
        said = ngettext("Đã xếp %(n)d tin để gửi lại.", "Đã xếp %(n)d tin để gửi lại.", count)
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("Không có tin nào đã gửi xong để gửi lại."))


def _hook(ref: UUID) -> Webhook:
    found: Webhook = get_object_or_404(Webhook.objects.select_related("client__account"), ref=ref)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _page(
    request: StaffRequest,
    found: Webhook,
    *,
    secret: str = "",
    stretch: StretchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    labels = {"": _("Tất cả"), **{str(one.value): str(one.label) for one in DeliveryState}}
    chosen, filters = chips(request, labels)
    rows = news_of(found)
    if chosen:
        rows = rows.filter(state=chosen)
    page = page_of(rows, request)
    now = clock.now()
    usual = {"since": now - timedelta(days=1), "until": now}
    context = {
        "hook": found,
        "secret": secret,
        "kinds": [(kind.label, kind.value) for kind in Kind if kind in found.kinds],
        "state": {"kind": HOOK_BADGES[HookState(found.state)], "text": found.get_state_display()},
        "rows": [_row(one) for one in page.rows],
        "filters": filters,
        "next_url": page.next_url,
        "first_url": page.first_url,
        "stretch": stretch or StretchForm(initial=_typed(usual)),
        "two_until": found.before_until
        if found.before_until and found.before_until > now
        else None,
    }
    response = render(request, "manage/hook.html", context, status=status)
    if secret:
        # Shown this once; no cache and no history may keep it.
        response["Cache-Control"] = "no-store"
    return response


def _typed(instants: dict[str, Any]) -> dict[str, str]:
    return {name: f"{clock.local(at):%d/%m/%Y %H:%M}" for name, at in instants.items()}


def _row(one: WebhookDelivery) -> dict[str, Any]:
    return {
        "news": one,
        "label": label_of(one.kind),
        "badge": BADGES[DeliveryState(one.state)],
        "tries": [(attempt, _how(attempt)) for attempt in one.attempts.all()[:13]],
        "may_go_again": one.state in {DeliveryState.SENT, DeliveryState.FAILED},
    }
