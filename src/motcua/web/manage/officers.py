"""People who work in the agencies, with or without an account: roles, cover, sign-in."""

from datetime import date
from typing import Any, Final

from axes.utils import reset as reset_failures
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.factors import has_factor
from motcua.accounts.services import AccountError, open_sessions
from motcua.agencies import staffing
from motcua.agencies.models import AbsenceCover, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.services import cover_absence
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.web.access import StaffRequest
from motcua.web.manage import fields, people_forms
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import chips, page_of

_FILTERS: Final = {
    "dang-lam": gettext_lazy("Đang làm việc"),
    "chua-co": gettext_lazy("Chưa có tài khoản"),
    "vang": gettext_lazy("Đang có người làm thay"),
    "da-nghi": gettext_lazy("Đã nghỉ"),
}


@reads
@require_safe
def officers(request: StaffRequest) -> HttpResponse:
    """List people by agency and name. Two statements for the list."""
    today = clock.today()
    chosen, filters = chips(request, {key: str(text) for key, text in _FILTERS.items()})
    words = request.GET.get("q", "").strip()[:100]
    code = request.GET.get("co-quan", "").strip()[:35]
    found = _filtered(chosen, today)
    if code:
        found = found.filter(agency__code__iexact=code)
    if words:
        found = found.filter(pk__in=_named(words))
    held = RoleAssignment.objects.valid_on(today).order_by("pk")
    listed = (
        found.select_related("agency", "account", "desk")
        .prefetch_related(Prefetch("assignments", held))
        .order_by("agency__code", "sort_key", "pk")
    )
    context = {
        "page": page_of(listed, request),
        "filters": filters,
        "words": words,
        "code": code,
        "chosen": chosen,
    }
    return render(request, "manage/officers.html", context)


def _filtered(chosen: str, today: date) -> QuerySet[Officer]:
    if chosen == "da-nghi":
        return Officer.objects.filter(is_active=False)
    found = Officer.objects.filter(is_active=True)
    if chosen == "chua-co":
        return found.filter(account__isnull=True)
    if chosen == "vang":
        return found.filter(absences__from_on__lte=today, absences__to_on__gte=today).distinct()
    return found


def _named(words: str) -> list[int]:
    """Return who has each of ``words`` in the name, marks or none.

    Asked of the names themselves: a province has some thousand officers, and the column
    that sorts them cannot be searched.
    """
    wanted = fold(words).split()
    names = Officer.objects.values_list("pk", "full_name")
    return [pk for pk, name in names if all(word in fold(name) for word in wanted)]


@reads
@require_safe
def officer(request: StaffRequest, ref: str) -> HttpResponse:
    """Show one person: place, account, roles, cover."""
    return _officer_page(request, _officer(ref))


def _officer(ref: str) -> Officer:
    return get_object_or_404(Officer.objects.select_related("agency", "desk", "account"), ref=ref)


def _officer_page(
    request: StaffRequest,
    found: Officer,
    *,
    refused: forms.Form | None = None,
    password: str = "",
) -> HttpResponse:
    """Show the page; ``refused`` takes the place of its empty form, with what was typed."""
    today = clock.today()
    role_form = people_forms.RoleForm(
        initial={"agency": found.agency.code, "valid_from": today, "role": Role.DESK_OFFICER}
    )
    account_form = people_forms.AccountForm(
        initial={"username": ".".join(fold(found.full_name).split())}
    )
    cover_form = people_forms.CoverForm(initial={"from_on": today}, absent=found)
    shown: dict[type[forms.Form], forms.Form] = {
        type(form): form for form in (role_form, account_form, cover_form)
    }
    if refused is not None:
        shown[type(refused)] = refused
    context: dict[str, Any] = {
        "person": found,
        "assignments": found.assignments.select_related("agency").order_by("-valid_from", "pk"),
        "absences": found.absences.select_related("covering", "created_by"),
        "covers": found.covers.select_related("absent"),
        "has_factor": found.account is not None and has_factor(found.account),
        "open_sessions": open_sessions(found.account, at=clock.now()).count()
        if found.account
        else 0,
        "role_form": shown[people_forms.RoleForm],
        "account_form": shown[people_forms.AccountForm],
        "cover_form": shown[people_forms.CoverForm],
        "form": refused,
        "password": password,
        "today": today,
    }
    response = render(request, "manage/officer.html", context, status=422 if refused else 200)
    if password:
        # Shown this once; no cache and no history may keep it.
        response["Cache-Control"] = "no-store"
    return response


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def officer_edit(request: StaffRequest, ref: str = "") -> HttpResponse:
    """Add somebody or change where they work."""
    edited = _officer(ref) if ref else None
    initial: dict[str, Any] = (
        people_forms.officer_initial(edited)
        if edited
        else {"agency": request.GET.get("co-quan", "")}
    )
    form = people_forms.OfficerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = staffing.save_officer(edited or Officer(), form.cleaned_data, actor=request.actor)
        messages.success(request, _("Đã lưu."))
        return redirect("manage:officer", saved.ref)
    context = {"form": form, "edited": edited}
    return render(request, "manage/officer_edit.html", context, status=422 if form.errors else 200)


@changes
@require_POST
def account_open(request: StaffRequest, ref: str) -> HttpResponse:
    """Give somebody an account and show its first password, once.

    The page is the answer to the post itself: kept anywhere, the password would not be
    a secret. Sent again, the post is refused, for there is an account by then.
    """
    found = _officer(ref)
    form = people_forms.AccountForm(request.POST)
    if form.is_valid():
        try:
            password = staffing.open_account(
                found,
                form.cleaned_data["username"],
                email=form.cleaned_data["email"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _officer_page(request, _officer(ref), password=password)
    if found.account is not None:
        messages.info(request, _("Người này đã có tài khoản. Có thể đặt lại mật khẩu."))
        return redirect("manage:officer", ref)
    return _officer_page(request, found, refused=form)


@changes
@require_POST
def account_reset(request: StaffRequest, ref: str) -> HttpResponse:
    """Give an account a new first password, shown once; its sessions end."""
    found = _officer(ref)
    if found.account is None:
        messages.info(request, _("Người này chưa có tài khoản."))
        return redirect("manage:officer", ref)
    password = staffing.reset_password(found.account, actor=request.actor, at=clock.now())
    # Whoever forgot the password has mostly been locked out by trying.
    reset_failures(username=found.account.username)
    return _officer_page(request, found, password=password)


@changes
@require_POST
def officer_working(request: StaffRequest, ref: str) -> HttpResponse:
    """Note that somebody left, or came back."""
    is_working = request.POST.get("is_working") == "1"
    try:
        staffing.set_working(_officer(ref), is_working=is_working, actor=request.actor)
    except AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Đã mở lại tài khoản.")
            if is_working
            else _("Đã khóa tài khoản và kết thúc mọi phiên đăng nhập."),
        )
    return redirect("manage:officer", ref)


@changes
@require_POST
def sessions_end(request: StaffRequest, ref: str) -> HttpResponse:
    """Sign somebody out everywhere."""
    count = staffing.end_officer_sessions(_officer(ref), actor=request.actor)
    messages.success(request, _("Đã kết thúc %(count)d phiên đăng nhập.") % {"count": count})
    return redirect("manage:officer", ref)


@changes
@require_POST
def role_give(request: StaffRequest, ref: str) -> HttpResponse:
    """Give somebody a role."""
    found = _officer(ref)
    form = people_forms.RoleForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            staffing.give_role(
                found,
                Role(typed["role"]),
                agency=typed["agency"],
                valid_from=typed["valid_from"],
                valid_to=typed["valid_to"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("manage:officer", ref)
    return _officer_page(request, found, refused=form)


@changes
@require_POST
def role_end(request: StaffRequest, ref: str, assignment_id: int) -> HttpResponse:
    """Let a role end on the day given."""
    row = get_object_or_404(RoleAssignment, pk=assignment_id, officer__ref=ref)
    try:
        last_day = fields.day_typed(request.POST.get("last_day", ""))
        staffing.end_role(row, last_day, actor=request.actor)
    except ValidationError:
        messages.error(request, _("Ngày kết thúc không có thật. Xin ghi lại."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("manage:officer", ref)


@changes
@require_POST
def cover_add(request: StaffRequest, ref: str) -> HttpResponse:
    """Let a colleague do an absent officer's work."""
    found = _officer(ref)
    form = people_forms.CoverForm(request.POST, absent=found)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            cover_absence(
                absent=found,
                covering=Officer.objects.get(pk=typed["covering"]),
                from_on=typed["from_on"],
                to_on=typed["to_on"],
                reason=typed["reason"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("to_on", str(error))
        else:
            messages.success(request, _("Đã phân công làm thay."))
            return redirect("manage:officer", ref)
    return _officer_page(request, found, refused=form)


@changes
@require_POST
def cover_end(request: StaffRequest, ref: str, cover_id: int) -> HttpResponse:
    """End a cover today; one that has not begun is taken away."""
    row = get_object_or_404(AbsenceCover, pk=cover_id, absent__ref=ref)
    staffing.end_cover(row, clock.today(), actor=request.actor)
    messages.success(request, _("Đã kết thúc việc làm thay."))
    return redirect("manage:officer", ref)
