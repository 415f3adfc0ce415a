"""Making feedback public, and the figures about it with what stands behind each."""

from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.indicators import hearing as figures
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.petitions import policies
from motcua.petitions.lifecycle import FEEDBACK, FeedbackAction, FeedbackState
from motcua.petitions.models import FeedbackWay, Subject
from motcua.petitions.services.publishing import (
    PublicText,
    PublishingError,
    original,
    proposal,
    publish,
)
from motcua.web.access import StaffRequest, requires
from motcua.web.manage.paging import Chip
from motcua.web.office.petition_forms import PublicForm

MOST_BEHIND: Final = 200
SPANS: Final = {"30": 30, "90": 90, "365": 365}


class _Span(NamedTuple):
    """Which figure, of which days, as of when."""

    key: str
    first: date
    last: date
    at: datetime


@requires(Role.PETITION_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def public_text(request: StaffRequest, code: str) -> HttpResponse:
    """Show what was written beside what would be public; make public what is confirmed."""
    found = policies.access_feedback(request.actor, code)
    policies.require(request.actor, FeedbackAction.PUBLISH, found)
    if FeedbackState(found.state) not in FEEDBACK[FeedbackAction.PUBLISH].sources:
        messages.info(
            request, _("Phản ánh này chưa có câu trả lời để công khai, hoặc đã công khai.")
        )
        return redirect("office:petition", found.code)
    said = proposal(found)
    form = PublicForm(request.POST if request.method == "POST" else None, initial=said.values())
    chosen = request.POST.getlist("photos")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        text = PublicText(typed["title"], typed["text"], typed["answer"])
        try:
            publish(found.pk, text, photos=chosen, actor=request.actor, at=clock.now())
        except PublishingError as error:
            for name in error.fields or (None,):
                form.add_error(name, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã công khai."))
            return redirect("office:petition", found.code)
    context = {
        "one": found,
        "before": original(found),
        "form": form,
        "photos": found.photos.select_related("file"),
        "chosen": chosen,
    }
    status = 422 if form.errors else 200
    return render(request, "office/petition_public.html", context, status=status)


@requires(*policies.READING)
@require_safe
@never_cache
def numbers(request: StaffRequest) -> HttpResponse:
    """Show how one's agencies hear, by subject and by way; and what stands behind a figure."""
    at, today = clock.now(), clock.today()
    asked = request.GET.get("ngay", "")
    days = SPANS.get(asked, 90)
    first = today - timedelta(days=days)
    agencies = sorted(request.actor.agencies_with(*policies.READING))
    names = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name"))
    key = request.GET.get("con-so", "")
    known = {one.key: one for one in figures.DEFINITIONS}
    span = _Span(key, first, today, at) if key in known else None
    tables = [
        {
            "name": names[agency],
            "rates": figures.rates(first=first, last=today, at=at, agency_id=agency),
        }
        for agency in agencies
        if agency in names
    ]
    context = {
        "definitions": figures.DEFINITIONS,
        "tables": tables,
        "spans": [
            Chip(_("%(n)s ngày") % {"n": value}, f"?ngay={value}", is_current=count == days)
            for value, count in SPANS.items()
        ],
        "days": days,
        "chosen": known.get(key),
        "parts": _parts(span, agencies) if span is not None else [],
        "behind": _behind(request, span, agencies) if span is not None else [],
    }
    return render(request, "office/petition_figures.html", context)


def _parts(span: _Span, agencies: list[int]) -> list[dict[str, Any]]:
    if len(agencies) != 1:
        return []
    labels = {"subject": dict(Subject.choices), "way": dict(FeedbackWay.choices)}
    return [
        {"label": labels[column][value], "rate": rate}
        for column in figures.COLUMNS
        for value, rate in figures.breakdown(
            span.key,
            column,
            first=span.first,
            last=span.last,
            at=span.at,
            agency_id=agencies[0],
        ).items()
    ]


def _behind(request: StaffRequest, span: _Span, agencies: list[int]) -> list[dict[str, Any]]:
    """Return what a figure counts, without names: code, subject, whether it is of its part."""
    found = figures.behind(
        span.key, first=span.first, last=span.last, at=span.at, agencies=agencies
    )[:MOST_BEHIND]
    visible = policies.feedback_visible_to(request.actor).in_bulk([b.feedback_id for b in found])
    return [
        {"one": visible[row.feedback_id], "is_part": row.is_part}
        for row in found
        if row.feedback_id in visible
    ]


urlpatterns: Final[list[URLPattern]] = [
    path("phan-anh/so-lieu/", numbers, name="petition-figures"),
    path("phan-anh/<str:code>/cong-khai/", public_text, name="petition-public"),
]
