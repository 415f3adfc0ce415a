"""The library of models: found by words, and a page that another commune can act on."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.actors import Actor
from motcua.indicators import reform
from motcua.indicators.reform_hints import who_should_try
from motcua.initiatives import policies
from motcua.initiatives.content import AREAS, Kind, Measure, Reach
from motcua.initiatives.lifecycle import State
from motcua.initiatives.models import Initiative
from motcua.initiatives.selectors import family_of, library, newest_version, summaries_of
from motcua.kernel import clock
from motcua.web.access import public
from motcua.web.manage.paging import Chip, page_of
from motcua.web.public.limits import limited
from motcua.web.public.model_effect import told_effects

LONGEST_WORDS: Final = 200
LONGEST_CODE: Final = 16
FIRST_YEAR: Final = 2015


@public
@require_safe
@limited
def models(request: HttpRequest) -> HttpResponse:
    """List what is published, with a search and how many were registered in a year."""
    words = request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()
    kind = request.GET.get("loai", "")
    kind = kind if kind in set(Kind) else ""
    asked = request.GET.get("linh-vuc", "")
    area = int(asked) if asked in {str(number) for number in AREAS} else None
    today = clock.today()
    page = page_of(library(words, kind=kind, area=area), request)
    summaries = summaries_of(page.rows)
    year = _year(request, today)
    last = min(date(year, 12, 31), today)
    context = {
        "words": words,
        "kind": kind,
        "area": area,
        "areas": AREAS,
        "area_links": _area_links(request),
        "chips": _chips(request, kind),
        "rows": [(one, Kind(one.kind), summaries.get(one.pk, "")) for one in page.rows],
        "page": page,
        "registered": reform.registered(date(year, 1, 1), last),
        "definition": reform.DEFINITIONS[0],
        "year": year,
        "first": date(year, 1, 1),
        "last": last,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < today.year else None,
    }
    return render(request, "public/models.html", context)


@public
@require_safe
@limited
def model(request: HttpRequest, code: str) -> HttpResponse:
    """Show one model: what, for whom, how, what it costs, whom to ask, what it moved."""
    if len(code) > LONGEST_CODE or "\x00" in code:
        raise Http404
    one = policies.access_public(code)
    version = newest_version(one)
    at, today = clock.now(), clock.today()
    family = family_of(one)
    context: dict[str, Any] = {
        "one": one,
        "kind": Kind(one.kind),
        "state": State(one.state),
        "version": version,
        "reach": Reach(one.recognised_reach or version.reach),
        "materials": [line for line in version.materials.splitlines() if line.strip()],
        "moves": _moves(one, version, on=today),
        "effects": told_effects(
            one,
            [aim.measure for aim in version.aimed],
            is_begun=version.started_on is not None
            or any(relative.adoption.started_on is not None for relative in family),
        ),
        "family": family,
        "hints": who_should_try(one, on=today, at=at),
        "recognitions": list(one.recognitions.all()),
        "may_adopt": _may_adopt(request, one),
        "source": one.source if one.source and one.source.is_published else None,
    }
    return render(request, "public/model.html", context)


def _moves(one: Initiative, version: Any, *, on: date) -> list[dict[str, Any]]:
    """Return each figure that the model wants to move, before and since."""
    aims = {aim.measure: aim for aim in version.aimed}
    if version.started_on is None:
        return [{"aim": aim, "compared": None} for aim in aims.values()]
    found = reform.compared(list(aims), one.agency_id, version.started_on, on=on, at=clock.now())
    by_measure: dict[Measure, reform.Compared] = {row.measure: row for row in found}
    return [{"aim": aim, "compared": by_measure.get(m)} for m, aim in aims.items()]


def _may_adopt(request: HttpRequest, one: Initiative) -> bool:
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and bool(actor.agencies_with(*policies.REGISTERING) - {one.agency_id})


def _year(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("nam", "")
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == len("2024")
    return int(asked) if is_year and FIRST_YEAR <= int(asked) <= today.year else today.year


def _chips(request: HttpRequest, kind: str) -> list[Chip]:
    kept = request.GET.copy()
    kept.pop("trang", None)
    made = []
    for value, label in (("", _("Tất cả")), *((one.value, one.label) for one in Kind)):
        kept["loai"] = value
        made.append(Chip(label, f"?{kept.urlencode()}", is_current=value == kind))
    return made


def _area_links(request: HttpRequest) -> list[tuple[str, str]]:
    kept = request.GET.copy()
    kept.pop("trang", None)
    made = []
    for value, label in (("", _("Mọi lĩnh vực")), *((str(n), word) for n, word in AREAS.items())):
        kept["linh-vuc"] = value
        made.append((label, f"?{kept.urlencode()}"))
    return made


urlpatterns: list[URLPattern] = [
    path("mo-hinh/", models, name="models"),
    path("mo-hinh/<str:code>/", model, name="model"),
]
