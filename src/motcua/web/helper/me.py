"""What helpers say of themselves: when they are free, away, whether they may be named."""

from typing import Any

from django import forms
from django.contrib import auth, messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts import services as accounts
from motcua.accounts.models import Account
from motcua.guidance.alerts import tell_of_absence
from motcua.guidance.models import Absence, Helper
from motcua.guidance.services import people
from motcua.guidance.services.rosters import report_absence
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import HelperRequest, helper
from motcua.web.accounts.forms import PasswordForm
from motcua.web.formats import WEEKDAYS
from motcua.web.helper.forms import HALVES, AbsenceForm, FreeForm


@helper
@require_safe
def me(request: HelperRequest) -> HttpResponse:
    """Show what is known of the helper, and what they may change."""
    return _page(request)


@helper
@require_POST
def free(request: HelperRequest) -> HttpResponse:
    """Write on which half days one can come."""
    form = FreeForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    people.set_free(_self(request), form.chosen)
    messages.success(request, _("Đã lưu các buổi đến được. Lịch đã công bố không đổi."))
    return redirect("helper:me")


@helper
@require_POST
def absent(request: HelperRequest) -> HttpResponse:
    """Say that one is away; shifts of those days are given back, and the organiser is told."""
    at, own = clock.now(), _self(request)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        try:
            lost = report_absence(own, **form.cleaned_data, at=at)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            key = f"vang:{own.pk}:{form.cleaned_data['from_on']}:{form.cleaned_data['to_on']}"
            tell_of_absence(own.force.agency_id, lost, key=key, at=at)
            said = _("Đã báo vắng; %(n)d ca được trả lại, người điều phối đã được báo.")
            none = _("Đã báo vắng. Những ngày đó ông/bà không có ca.")
            messages.success(request, said % {"n": len(lost)} if lost else none)
            return redirect("helper:me")
    return _page(request, form)


@helper
@require_POST
def consent(request: HelperRequest) -> HttpResponse:
    """Let the public page say one's given name, or no longer."""
    may_be_named = request.POST.get("dong_y") == "1"
    people.set_consent(_self(request), may_be_named=may_be_named, at=clock.now())
    said = (
        _("Trang công khai sẽ nêu tên gọi.")
        if may_be_named
        else _("Trang công khai không nêu tên.")
    )
    messages.success(request, said)
    return redirect("helper:me")


@helper
@require_POST
def calendar(request: HelperRequest) -> HttpResponse:
    """Make a new secret address for one's calendar, or take it away."""
    own = _self(request)
    if request.POST.get("bo") == "1":
        people.revoke_calendar_key(own)
        messages.success(request, _("Đã bỏ địa chỉ lịch; điện thoại nào đang dùng sẽ thôi nhận."))
    else:
        people.new_calendar_key(own)
        messages.success(request, _("Đã có địa chỉ lịch mới. Địa chỉ trước không dùng được nữa."))
    return redirect("helper:me")


@helper
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HelperRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - the rule has let nobody else in
    form = PasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.change_password(account, form.cleaned_data["new_password1"], at=clock.now())
        auth.update_session_auth_hash(request, account)
        accounts.end_sessions(account, but=request.session.session_key)
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("helper:home")
    context = {
        "form": form,
        "rules": password_validators_help_texts(),
        "is_required": account.must_change_password,
    }
    return render(request, "helper/password.html", context, status=422 if form.errors else 200)


def _self(request: HelperRequest) -> Helper:
    found: Helper = Helper.objects.select_related("force").get(pk=request.helper.helper_id)
    return found


def _page(request: HelperRequest, refused: forms.Form | None = None) -> HttpResponse:
    own, today = _self(request), clock.today()
    chosen = set(own.free.values_list("weekday", "is_morning"))
    if isinstance(refused, FreeForm):
        typed = set(refused.data.getlist("halves"))  # type: ignore[attr-defined]
        chosen = {(day, half) for day, half in HALVES if f"{day}-{int(half)}" in typed}
    context: dict[str, Any] = {
        "own": own,
        "trainings": list(own.trainings.all()),
        "hours": sum(one.hours for one in own.trainings.all()),
        "halves": [
            (
                WEEKDAYS[day],
                [(f"{day}-{int(half)}", (day, half) in chosen) for half in (True, False)],
            )
            for day in range(6)
        ],
        "absences": Absence.objects.filter(helper=own, to_on__gte=today),
        "absence_form": refused if isinstance(refused, AbsenceForm) else AbsenceForm(),
        "form": refused,
        "calendar_address": request.build_absolute_uri(
            reverse("public:helper-calendar", args=[own.calendar_key])
        )
        if own.calendar_key
        else "",
    }
    return render(request, "helper/me.html", context, status=422 if refused else 200)
