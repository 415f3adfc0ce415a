"""The book of dossiers (form 07) on the screen and on paper."""

from datetime import date
from functools import partial
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.agencies.models import Agency, Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.documents.form_layouts import FormKind
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import render_pdf
from motcua.dossiers import forms
from motcua.dossiers.book import (
    PAGE,
    BookError,
    Entry,
    Period,
    book_payload,
    entries,
    keepers_desk,
    masked,
    month_of,
    quarter_of,
)
from motcua.dossiers.models import AccessRecord
from motcua.kernel import clock
from motcua.kernel.text import mask_phone
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.office.result_forms import PeriodForm
from motcua.web.reading import looked_at_many, sees_masked

READERS: Final = (Role.DESK_OFFICER, Role.HEAD_OF_DESK, Role.APPROVER, Role.AUDITOR)
"""Whoever keeps the book, answers for it, or looks it over."""
MONTH, QUARTER, DAYS = "thang", "quy", "ngay"


@requires(*READERS)
@require_GET
@never_cache
def book(request: StaffRequest) -> HttpResponse:
    """Show a page of the book; telephone numbers are hidden but for their end."""
    agencies = _agencies(request)
    agency = _chosen(request, agencies)
    chosen, period, form = _period(request)
    after = request.GET.get("sau", "")
    listed = []
    if agency is not None and period is not None:
        start = int(after[:9]) if after.isdecimal() else 0
        listed = entries(agency, period, after=start, most=PAGE + 1)
        looked_at_many(
            request,
            AccessRecord.Kind.BOOK,
            clock.now(),
            rows=min(len(listed), PAGE),
            subject=_span(agency, period),
            agency_id=agency.pk,
        )
    kept = _kept(request)
    last = listed[PAGE - 1].number if len(listed) > PAGE else 0
    context = {
        "agency": agency,
        "agencies": agencies,
        "period": period,
        "chips": _chips(chosen, kept),
        "form": form,
        "kept": kept,
        "rows": [
            {
                "entry": _seen(request, agency, entry),
                "phone": mask_phone(entry.phone) if entry.phone else "",
            }
            for entry in listed[:PAGE]
        ],
        "next_url": _address("office:book", {**kept, "sau": str(last)}) if last else "",
        "first_url": _address("office:book", kept) if after else "",
        "pdf_url": _address("office:book-pdf", kept),
    }
    return render(request, "office/book.html", context, status=422 if form.errors else 200)


@requires(*READERS)
@require_GET
def book_pdf(request: StaffRequest) -> HttpResponse:
    """Draw the book of a period for printing; one that is too long says what to do."""
    agencies = _agencies(request)
    agency = _chosen(request, agencies)
    _name, period, _form = _period(request)
    if agency is None or period is None:
        raise Http404
    at = clock.now()
    try:
        desk = _desk(agency)
        payload = book_payload(
            agency,
            period,
            desk=desk.desk,
            keeper=request.actor.name,
            at=at,
            seen=partial(_seen, request, agency),
        )
    except BookError as error:
        return sentence(str(error), status=422)
    looked_at_many(
        request,
        AccessRecord.Kind.BOOK_PRINT,
        at,
        rows=len(payload["rows"]),
        subject=_span(agency, period),
        agency_id=agency.pk,
    )
    template = FormTemplate.objects.get(
        pk=forms.template_id(FormKind.BOOK, clock.day_of(at), desk.stamp)
    )
    content = render_pdf(template.layout, template.texts, payload)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"so-theo-doi-{period.first:%Y%m%d}-{period.last:%Y%m%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _seen(request: StaffRequest, agency: Agency | None, entry: Entry) -> Entry:
    """Return the row of the agency's book as this reader may see it."""
    return masked(entry) if sees_masked(request.actor, agency.pk if agency else None) else entry


def _span(agency: Agency, period: Period) -> str:
    return f"{agency.name}, {period.first:%d/%m/%Y}-{period.last:%d/%m/%Y}"[:160]


def _agencies(request: StaffRequest) -> list[Agency]:
    """Return the agencies whose books may be opened: those that have a desk."""
    held = request.actor.agencies_with(*READERS)
    with_desk = Desk.objects.filter(agency_id__in=held).values("agency_id")
    return list(Agency.objects.filter(pk__in=with_desk).select_related("unit", "parent"))


def _chosen(request: StaffRequest, agencies: list[Agency]) -> Agency | None:
    """Return the agency named in the address, else one's own, else the first."""
    code = request.GET.get("co-quan", "")
    if code:
        found = next((agency for agency in agencies if agency.code == code), None)
        if found is None:
            raise Http404
        return found
    officer = getattr(request.user, "officer", None)
    own = officer.agency_id if officer else None
    return next((a for a in agencies if a.pk == own), agencies[0] if agencies else None)


def _desk(agency: Agency) -> DeskContext:
    desks = list(Desk.objects.valid_on(clock.today()).filter(agency=agency).order_by("pk"))
    return desk_context(keepers_desk(agency, desks).pk)


def _period(request: StaffRequest) -> tuple[str, Period | None, PeriodForm]:
    """Return which period is chosen, the period, and the form of two days."""
    today = clock.today()
    chosen = request.GET.get("ky", MONTH)
    usual = quarter_of(today) if chosen == QUARTER else month_of(today)
    initial = {"tu": _written(usual.first), "den": _written(usual.last)}
    if chosen != DAYS:
        name = chosen if chosen in {MONTH, QUARTER} else MONTH
        return name, usual, PeriodForm(None, initial)
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return DAYS, None, form
    try:
        return DAYS, Period(form.cleaned_data["tu"], form.cleaned_data["den"]), form
    except BookError as error:
        form.add_error(None, str(error))
        return DAYS, None, form


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _kept(request: StaffRequest) -> dict[str, str]:
    """Return what of the address stands for agency and period."""
    return {
        name: value
        for name in ("co-quan", "ky", "tu", "den")
        if (value := request.GET.get(name, ""))
    }


def _chips(chosen: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    agency = {name: value for name, value in kept.items() if name == "co-quan"}
    return [
        {
            "label": label,
            "url": _address("office:book", {**agency, "ky": name}),
            "is_current": chosen == name,
            "count": None,
            "icon": "",
        }
        for name, label in ((MONTH, _("Tháng này")), (QUARTER, _("Quý này")))
    ]


def _address(name: str, query: dict[str, str]) -> str:
    return reverse(name, query=query or None)
