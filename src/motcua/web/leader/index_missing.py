"""The dossiers behind what an agency lost of index 766, for its heads."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.dossiers.workload import LEADING
from motcua.indicators.index766.items import BY_KEY, PROGRESS
from motcua.indicators.indexing.behind import MISSING, PAGE, lacking
from motcua.indicators.indexing.counting import Asked
from motcua.indicators.indexing.published import index_of
from motcua.web.access import StaffRequest, requires
from motcua.web.leader.figures import asked_about, number_typed, shared_parts


@requires(*LEADING)
@require_GET
@never_cache
def missing(request: StaffRequest) -> HttpResponse:
    """List the dossiers that one item misses, page by page; first those that are late."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    key, named = request.GET.get("chi-so", PROGRESS), asked.chosen.named
    if key not in MISSING or named is None:
        raise Http404
    index = index_of(named, asked.chosen.period, asked.mark)
    unit = index.of(asked.agency.code)
    tally = unit.score.of(key).tally if unit is not None else None
    wanted = Asked(named, asked.chosen.period, index.cut_off)
    after = number_typed(request.GET.get("sau", ""))
    found = lacking(key, wanted, asked.agency.pk, after=after)
    shown = found[:PAGE]

    def address(**more: str) -> str:
        return asked.address("leader:index-766-missing", **{"chi-so": key, **more})

    context: dict[str, Any] = {
        **shared_parts(asked),
        "counted_at": index.cut_off,
        "is_stale": False,
        "item": BY_KEY[key],
        "what": (MISSING[key].many % {"n": ""}).strip().capitalize(),
        "tally": tally,
        "is_closed": index.run is not None,
        "rows": shown,
        "unit_url": reverse(
            "public:index-766-unit",
            args=[asked.agency.code],
            query={"ky": named.name, **asked.chosen.kept},
        ),
        "next_url": address(sau=str(shown[-1].dossier_id)) if len(found) > PAGE else "",
        "first_url": address() if after else "",
    }
    return render(request, "leader/index_766_missing.html", context)
