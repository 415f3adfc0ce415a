"""Agencies, their desks, and the administrative units they stand in."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import staffing
from motcua.agencies.models import Agency, Desk, Unit, UnitSuccession
from motcua.agencies.services import freeze_calendar
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.web.access import StaffRequest
from motcua.web.manage import people_forms
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import chips, page_of

_AGENCY_FILTERS: Final = {
    "dang": gettext_lazy("Đang hoạt động"),
    "da-het": gettext_lazy("Đã sắp xếp lại"),
}
_UNIT_FILTERS: Final = {
    "nay": gettext_lazy("Đang có"),
    "cu": gettext_lazy("Đã sắp xếp lại"),
}


@reads
@require_safe
def agencies(request: StaffRequest) -> HttpResponse:
    """Search the agencies, those of today first. One statement for the list."""
    today = clock.today()
    chosen, filters = chips(request, {key: str(text) for key, text in _AGENCY_FILTERS.items()})
    words = request.GET.get("q", "").strip()[:100]
    found = (
        Agency.objects.valid_on(today)
        if chosen == "dang"
        else Agency.objects.filter(valid_to__lt=today)
    )
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    found = (
        found.select_related("unit", "successor")
        .annotate(
            officers_count=Count("officers", filter=Q(officers__is_active=True), distinct=True),
            desks_count=Count("desks", distinct=True),
        )
        .order_by("code")
    )
    context = {"page": page_of(found, request), "filters": filters, "words": words}
    return render(request, "manage/agencies.html", context | {"chosen": chosen})


@reads
@require_safe
def agency(request: StaffRequest, code: str) -> HttpResponse:
    """Show one agency: desks, who works there, calendar, what it came from and became."""
    found = get_object_or_404(
        Agency.objects.select_related("unit", "province", "parent", "successor"), code=code
    )
    context = {
        "agency": found,
        "desks": found.desks.order_by("code"),
        "officers": found.officers.filter(is_active=True).select_related("account")[:60],
        "predecessors": found.predecessors.order_by("code"),
        "layer": getattr(found, "calendar_layer", None),
        "patterns": found.code_patterns.order_by("-valid_from"),
        "today": clock.today(),
    }
    return render(request, "manage/agency.html", context)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def agency_edit(request: StaffRequest, code: str = "") -> HttpResponse:
    """Add an agency or change one; a new one gets its calendar at once."""
    edited = None
    if code:
        edited = get_object_or_404(
            Agency.objects.select_related("unit", "parent", "successor"), code=code
        )
    initial: dict[str, Any] = (
        people_forms.agency_initial(edited) if edited else {"valid_from": clock.today()}
    )
    form = people_forms.AgencyForm(request.POST or None, initial=initial, edited=edited)
    if request.method == "POST" and form.is_valid():
        saved = staffing.save_agency(edited or Agency(), form.values(), actor=request.actor)
        messages.success(request, _("Đã lưu cơ quan."))
        try:
            freeze_calendar(saved)
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("manage:agency", saved.code)
    context = {"form": form, "edited": edited}
    return render(request, "manage/agency_edit.html", context, status=422 if form.errors else 200)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def desk_edit(request: StaffRequest, code: str, desk_code: str = "") -> HttpResponse:
    """Add a desk to an agency or change one."""
    owner = get_object_or_404(Agency, code=code)
    edited = get_object_or_404(Desk, agency=owner, code=desk_code) if desk_code else None
    initial: dict[str, Any] = (
        people_forms.desk_initial(edited) if edited else {"valid_from": clock.today()}
    )
    form = people_forms.DeskForm(request.POST or None, initial=initial, edited=edited)
    if request.method == "POST" and form.is_valid():
        staffing.save_desk(edited or Desk(agency=owner), form.cleaned_data, actor=request.actor)
        messages.success(request, _("Đã lưu bộ phận một cửa."))
        return redirect("manage:agency", owner.code)
    context = {"form": form, "agency": owner, "edited": edited}
    return render(request, "manage/desk_edit.html", context, status=422 if form.errors else 200)


@reads
@require_safe
def units(request: StaffRequest) -> HttpResponse:
    """Search administrative units, old and new, with what became of them. Three statements."""
    today = clock.today()
    chosen, filters = chips(request, {key: str(text) for key, text in _UNIT_FILTERS.items()})
    words = request.GET.get("q", "").strip()[:100]
    found = (
        Unit.objects.valid_on(today)
        if chosen == "nay"
        else Unit.objects.filter(valid_to__lt=today)
    )
    for word in fold(words).split():
        found = found.filter(Q(search_text__contains=word) | Q(code=word))
    went = UnitSuccession.objects.select_related("successor__parent").order_by("successor__code")
    came = UnitSuccession.objects.select_related("predecessor__parent").order_by(
        "predecessor__code"
    )
    listed = (
        found.select_related("parent")
        .prefetch_related(Prefetch("successions", went), Prefetch("origins", came))
        .order_by(F("parent__code").asc(nulls_first=True), "code")
    )
    context = {"page": page_of(listed, request), "filters": filters, "words": words}
    return render(request, "manage/units.html", context | {"chosen": chosen})
