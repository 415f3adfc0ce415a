"""Reports that were published, for everybody: as they stand, checked, with their sources."""

from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from motcua.indicators.files import CSV_TYPE, csv_lines
from motcua.indicators.reported import listing
from motcua.indicators.reported.checking import VERSION
from motcua.indicators.reported.listing import MOST_IN_A_FILE, Wanted
from motcua.web.access import public
from motcua.web.public.limits import limited
from motcua.web.reported import list_context, one_context


@public
@require_safe
@limited
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports."""
    context = list_context(request.GET, "public:reported")
    return render(request, "public/reported.html", context)


@public
@require_safe
@limited
def report(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show one report with what was counted again."""
    context = one_context(group, request.GET.get("ban", ""))
    return render(request, "public/reported_one.html", context)


@public
@require_safe
@limited
def file(_request: HttpRequest, form: str) -> HttpResponseBase:
    """Hand out all reports, the latest version of each, as JSON or CSV."""
    rows = listing.listed(Wanted(), most=MOST_IN_A_FILE)
    response: HttpResponseBase
    if form == "json":
        response = JsonResponse(
            {"quy_tac": VERSION, "bao_cao": [listing.document(row) for row in rows]},
            json_dumps_params={"ensure_ascii": False},
        )
    elif form == "csv":
        response = StreamingHttpResponse(csv_lines(listing.lines(rows)), content_type=CSV_TYPE)
        response["Content-Disposition"] = 'attachment; filename="bao-cao-da-cong-bo.csv"'
    else:
        raise Http404
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
@limited
def one_file(_request: HttpRequest, group: UUID) -> HttpResponse:
    """Hand out one report as JSON."""
    rows = listing.versions(group)
    if not rows:
        raise Http404
    response = JsonResponse(listing.document(rows[0]), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


urlpatterns = [
    path("cong-khai/bao-cao-da-cong-bo/", reports, name="reported"),
    path("cong-khai/bao-cao-da-cong-bo/<uuid:group>/", report, name="reported-one"),
    path("cong-khai/bao-cao-da-cong-bo/<uuid:group>.json", one_file, name="reported-one-file"),
    path("cong-khai/bao-cao-da-cong-bo.<slug:form>", file, name="reported-file"),
]
