"""Late dossiers by their cause, and recording it."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.workload import LEADING
from motcua.indicators.statutory.causes import (
    PAGE,
    by_cause,
    condition_of,
    every_cause,
    late_lines,
    listed_causes,
    record_causes,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.leader.reports import SEEING, ReportAsked, asked_about, number_in, shared

_FIELD: Final = "nguyen-nhan-"


@requires(*SEEING)
@require_safe
@never_cache
def late_causes(request: StaffRequest) -> HttpResponse:
    """Show how many late dossiers have which cause, and the dossiers with one of them."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")
    return _page(request, asked, {})


@requires(*LEADING)
@require_POST
def record(request: StaffRequest) -> HttpResponse:
    """Record the causes that were chosen; those left open stay as they are."""
    asked = asked_about(request)
    if asked is None:
        raise Http404
    typed = {
        name.removeprefix(_FIELD): str(value)
        for name, value in request.POST.items()
        if name.startswith(_FIELD) and value
    }
    if not typed:
        return _page(request, asked, {}, _("Xin chọn nguyên nhân cho ít nhất một hồ sơ."))
    try:
        done = record_causes(list(typed.items()), actor=request.actor, at=clock.now())
    except DomainError as error:
        return _page(request, asked, typed, str(error))
    messages.success(
        request,
        ngettext(
            "Đã ghi nguyên nhân của %(n)d hồ sơ.", "Đã ghi nguyên nhân của %(n)d hồ sơ.", len(done)
        )
        % {"n": len(done)},
    )
    return redirect(asked.address("leader:late-causes", **_chosen(request)))


def _page(
    request: StaffRequest, asked: ReportAsked, typed: Mapping[str, str], error: str = ""
) -> HttpResponse:
    code = _chosen(request).get("nguyen-nhan", "")
    try:
        condition = condition_of(code)
    except KeyError as unknown:
        raise Http404 from unknown
    counts = by_cause(asked.question)

    def cause_url(code: str) -> str:
        return asked.address("leader:late-causes", **({"nguyen-nhan": code} if code else {}))

    context = {
        **shared(asked, "leader:late-causes"),
        **_listed(request, asked, code, typed),
        "chosen": code,
        "definition": condition.definition,
        "counts": counts,
        "total": sum(one.count for one in counts),
        "cause_url": cause_url,
        "causes": listed_causes(offered_only=True),
        "field": _FIELD,
        "error": error,
        "may_record": asked.agency is not None
        and request.actor.has(*LEADING, agency_id=asked.agency.pk),
        "record_url": asked.address("leader:late-causes-record", **_chosen(request)),
        "list_url": asked.address("leader:reports"),
        "by_agency_url": asked.address("leader:report", "06d"),
    }
    return render(request, "leader/late_causes.html", context, status=422 if error else 200)


def _listed(
    request: StaffRequest, asked: ReportAsked, code: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return the dossiers of the page; behind the whole province there are none to open."""
    after = number_in(request.GET.get("sau", ""))
    found = late_lines(asked.question, code, after=after) if asked.agency is not None else []
    shown = found[:PAGE]
    labels = {one.code: one.label for one in every_cause()}

    def address(**more: str) -> str:
        return asked.address("leader:late-causes", **_chosen(request), **more)

    return {
        "rows": [
            {
                "line": one.line,
                "cause": labels.get(one.cause, _("Chưa ghi")),
                "typed": typed.get(one.line.code, one.cause),
                "apology": one.apology,
            }
            for one in shown
        ],
        "next_url": (address(sau=str(shown[-1].line.dossier_id)) if len(found) > PAGE else ""),
        "first_url": address() if after else "",
    }


def _chosen(request: StaffRequest) -> dict[str, str]:
    code = request.GET.get("nguyen-nhan", "")
    return {"nguyen-nhan": code} if code else {}
