"""Open data: the days, what is in a day, and its files at addresses that stay."""

from datetime import date
from typing import Any, Final

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.documents.storage import storage
from motcua.indicators.rules import place_name
from motcua.opendata import dictionary
from motcua.opendata.dictionary import (
    CSV_NAME,
    DESCRIPTION_NAME,
    LATEST,
    PARQUET_NAME,
    SUMS_NAME,
)
from motcua.opendata.models import OpenDataSet
from motcua.web.access import public
from motcua.web.public.limits import limited

PAGE: Final = 30
RECOUNT: Final = """\
SELECT
    sum(dossiers) FILTER (WHERE punctuality IN ('early', 'on_time')) AS tu_so,
    sum(dossiers) AS mau_so
FROM 'ho-so.parquet'
WHERE settled_month BETWEEN '2024-01' AND '2024-09';"""
"""The rate on time, counted again by whoever has the file; tested as it stands here."""


@public
@require_safe
@limited
def days(request: HttpRequest) -> HttpResponse:
    """Show the newest day with its dictionary, and list the days before."""
    before = _day_or_none(request.GET.get("truoc", ""))
    listed = OpenDataSet.objects.select_related("csv", "parquet").defer("description")
    if before is not None:
        listed = listed.filter(day__lt=before)
    found = list(listed[: PAGE + 1])
    address = reverse("public:open-data")
    newest = OpenDataSet.objects.select_related("csv", "parquet", "closed_day").first()
    context = {
        "place": place_name(),
        "newest": newest,
        "files": _files(newest, LATEST) if newest is not None else [],
        "days": [{"set": one, "files": _files(one, one.day.isoformat())} for one in found[:PAGE]],
        "columns": dictionary.COLUMNS,
        "rarity": dictionary.RARITY,
        "licence": dictionary.LICENCE,
        "licence_url": dictionary.LICENCE_URL,
        "recount": RECOUNT,
        "next_url": (
            f"{address}?truoc={found[PAGE - 1].day.isoformat()}" if len(found) > PAGE else ""
        ),
        "first_url": address if before is not None else "",
    }
    return render(request, "public/open_data.html", context)


@public
@require_safe
@limited
def file(_request: HttpRequest, day: str, name: str) -> HttpResponseBase:
    """Hand out a file of a day, or of the newest; what a dated address gives never changes."""
    found = _set(day)
    response = _content(found, name)
    if day != LATEST:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _content(found: OpenDataSet, name: str) -> HttpResponseBase:
    if name == DESCRIPTION_NAME:
        return JsonResponse(found.description, json_dumps_params={"ensure_ascii": False})
    if name == SUMS_NAME:
        lines = [f"{found.csv.sha256}  {CSV_NAME}", f"{found.parquet.sha256}  {PARQUET_NAME}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    kept = {CSV_NAME: found.csv, PARQUET_NAME: found.parquet}.get(name)
    if kept is None:
        raise Http404
    try:
        content = storage().open(kept.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{found.day.isoformat()}-{name}",
        content_type=f"{kept.content_type}; charset=utf-8"
        if name == CSV_NAME
        else kept.content_type,
    )
    response["Content-Length"] = kept.size
    return response


def _set(day: str) -> OpenDataSet:
    sets = OpenDataSet.objects.select_related("csv", "parquet")
    if day == LATEST:
        newest = sets.first()
        if newest is None:
            raise Http404
        return newest
    on = _day_or_none(day)
    if on is None or on.isoformat() != day:
        raise Http404
    found: OpenDataSet = get_object_or_404(sets, day=on)
    return found


def _files(found: OpenDataSet, day: str) -> list[dict[str, Any]]:
    """Return name, address, size and checksum of each file of a day."""
    sizes = {CSV_NAME: found.csv, PARQUET_NAME: found.parquet}
    return [
        {
            "name": name,
            "url": reverse("public:open-data-file", args=[day, name]),
            "size": sizes[name].size if name in sizes else None,
            "sha256": sizes[name].sha256 if name in sizes else "",
        }
        for name in (CSV_NAME, PARQUET_NAME, DESCRIPTION_NAME, SUMS_NAME)
    ]


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
