"""Work calendars: layers, their days and hours, and the month an agency really works."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import timetables
from motcua.agencies.models import Agency, CalendarDay, CalendarLayer, Unit, UnitLevel
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.recounts import CalendarEffect, preview_calendar_change
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.workdays import EARLIEST_YEAR, LATEST_YEAR, missing_years
from motcua.web.access import StaffRequest
from motcua.web.manage import calendar_forms
from motcua.web.manage.access import changes, reads
from motcua.web.manage.fields import sessions_text
from motcua.web.manage.months import weeks_of

MONTHS_A_YEAR: Final = 12
Write = Callable[[], object]


@reads
@require_safe
def calendars(request: StaffRequest) -> HttpResponse:
    """List the layers: the nation's, provinces', agencies'. Five queries."""
    return _calendars_page(request, calendar_forms.LayerForm())


def _calendars_page(request: StaffRequest, form: forms.Form) -> HttpResponse:
    layers = (
        CalendarLayer.objects.select_related("province", "agency")
        .annotate(
            days_count=Count("days"),
            proposed_count=Count("days", filter=Q(days__status=CalendarDay.Status.PROPOSED)),
        )
        .order_by("agency__code", "province__code")
    )
    ordered = sorted(layers, key=lambda found: (found.agency_id or 0, found.province_id or 0))
    agencies = Agency.objects.valid_on(clock.today()).order_by("name")
    context = {
        "layers": ordered,
        "agencies": agencies.values_list("code", "name"),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "manage/calendars.html", context, status=status)


@changes
@require_http_methods(["POST"])
def calendar_new(request: StaffRequest) -> HttpResponse:
    """Begin the layer of a province or an agency."""
    form = calendar_forms.LayerForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["place"].strip()
        today = clock.today()
        agency = Agency.objects.filter(code__iexact=code).first()
        provinces = Unit.objects.valid_on(today).filter(level=UnitLevel.PROVINCE, code=code)
        province = None if agency else provinces.first()
        if agency is None and province is None:
            form.add_error("place", _("Không có cơ quan hay tỉnh nào có mã này. Xin xem lại mã."))
        else:
            place = agency.name if agency else str(province)
            try:
                layer = timetables.create_layer(
                    name=_("Lịch của %(place)s") % {"place": place},
                    province=province,
                    agency=agency,
                    actor=request.actor,
                )
            except DomainError as error:
                form.add_error("place", str(error))
            else:
                return redirect("manage:calendar", layer.pk)
    return _calendars_page(request, form)


@reads
@require_safe
def calendar(request: StaffRequest, layer_id: int) -> HttpResponse:
    """Show one layer, its days of one year."""
    layer = get_object_or_404(
        CalendarLayer.objects.select_related("province", "agency").prefetch_related("hours"),
        pk=layer_id,
    )
    years = sorted({on.year for on in layer.days.dates("date", "year")})
    today = clock.today()
    asked = request.GET.get("nam", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) == len("2026") else today.year
    if chosen not in years:
        chosen = min(years, key=lambda year: abs(year - chosen), default=today.year)
    context = {
        "layer": layer,
        "years": years,
        "year": chosen,
        "days": layer.days.filter(date__year=chosen),
        "sessions_text": sessions_text,
        "today": today,
    }
    return render(request, "manage/calendar.html", context)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_rules(request: StaffRequest, layer_id: int) -> HttpResponse:
    """Change what a layer says beside days and hours."""
    layer = get_object_or_404(CalendarLayer, pk=layer_id)
    form = calendar_forms.RulesForm(
        request.POST or None, initial=calendar_forms.rules_initial(layer)
    )
    return _edit(
        request,
        form,
        layer=layer,
        template="manage/calendar_rules.html",
        write=lambda: timetables.save_rules(layer, form.cleaned_data, actor=request.actor),
    )


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_day(request: StaffRequest, layer_id: int, day_id: int | None = None) -> HttpResponse:
    """Add, change or remove special days; what it would mean is shown first."""
    layer = get_object_or_404(CalendarLayer, pk=layer_id)
    edited = get_object_or_404(layer.days, pk=day_id) if day_id else None
    initial = calendar_forms.day_initial(edited)
    form = calendar_forms.DayForm(request.POST or None, initial=initial)

    def remove() -> None:
        timetables.remove_day(layer.days.get(pk=day_id or 0), actor=request.actor)

    return _edit(
        request,
        form,
        layer=layer,
        template="manage/calendar_day.html",
        write=lambda: timetables.save_days(form.days(layer, edited), actor=request.actor),
        remove=remove if edited else None,
        edited=edited,
    )


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_hours(
    request: StaffRequest, layer_id: int, hours_id: int | None = None
) -> HttpResponse:
    """Add, change or remove the sessions of an ordinary week."""
    layer = get_object_or_404(CalendarLayer, pk=layer_id)
    edited = get_object_or_404(layer.hours, pk=hours_id) if hours_id else None
    initial = calendar_forms.hours_initial(edited) if edited else {}
    form = calendar_forms.HoursForm(request.POST or None, initial=initial)

    def remove() -> None:
        timetables.remove_hours(layer.hours.get(pk=hours_id or 0), actor=request.actor)

    return _edit(
        request,
        form,
        layer=layer,
        template="manage/calendar_hours.html",
        write=lambda: timetables.save_hours(form.hours(layer, edited), actor=request.actor),
        remove=remove if edited else None,
        edited=edited,
    )


def _edit(
    request: StaffRequest,
    form: forms.Form,
    *,
    layer: CalendarLayer,
    template: str,
    write: Write,
    remove: Write | None = None,
    edited: object = None,
) -> HttpResponse:
    """Preview or do what the pressed button says; a refusal keeps everything typed."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    is_removal = remove is not None and do in {"preview-remove", "remove"}
    effect: CalendarEffect | None = None
    if is_removal or (do and form.is_valid()):
        act = remove if is_removal and remove else write
        try:
            if do in {"save", "remove"}:
                act()
                messages.success(
                    request, _("Đã lưu. Hồ sơ tiếp nhận từ bây giờ được hẹn theo lịch mới.")
                )
                return redirect("manage:calendar", layer.pk)
            effect = preview_calendar_change(act)
        except DomainError as error:
            form.add_error(None, str(error))
    context: dict[str, Any] = {
        "form": form,
        "layer": layer,
        "edited": edited,
        "effect": effect,
        "is_removal": is_removal,
    }
    refused = bool(do) and not is_removal and bool(form.errors)
    return render(request, template, context, status=422 if refused else 200)


@reads
@require_safe
def calendar_month(request: StaffRequest) -> HttpResponse:
    """Show the month that an agency really works, all layers together."""
    today = clock.today()
    agencies = Agency.objects.valid_on(today).order_by("name").values_list("code", "name")
    code = request.GET.get("co-quan", "").strip()
    wanted = (
        Agency.objects.filter(code=code)
        if code
        else Agency.objects.filter(officers=request.actor.officer_id)
    )
    agency = wanted.select_related("unit").first()
    year, month = _month_asked(request.GET.get("thang", ""), today)
    weeks, problem, missing = [], "", []
    if agency is None:
        problem = _("Không có cơ quan nào có mã này. Xin chọn lại.")
    else:
        try:
            found = calendar_of(agency)
        except DomainError as error:
            problem = str(error)
        else:
            weeks = weeks_of(found, year, month)
            missing = missing_years(found, today)
    first = date(year, month, 1)
    context = {
        "agencies": agencies,
        "agency": agency,
        "weeks": weeks,
        "notes": [cell for week in weeks for cell in week if cell and cell.note],
        "first": first,
        "before": _shifted(first, -1),
        "after": _shifted(first, 1),
        "today": today,
        "problem": problem,
        "missing": missing,
    }
    return render(request, "manage/calendar_month.html", context)


def _month_asked(asked: str, today: date) -> tuple[int, int]:
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.year, today.month
    return min(max(first.year, EARLIEST_YEAR), LATEST_YEAR), first.month


def _shifted(first: date, months: int) -> date:
    """Return the first day of the month ``months`` away."""
    place = first.year * MONTHS_A_YEAR + first.month - 1 + months
    year, month = divmod(place, MONTHS_A_YEAR)
    return date(year, month + 1, 1)
