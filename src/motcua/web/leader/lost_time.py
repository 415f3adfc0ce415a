"""Where the time of an agency's dossiers goes: applicant, desk, steps, other agencies."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.dossiers.attribution import worked
from motcua.dossiers.workload import LEADING
from motcua.indicators import lost_time, outlook
from motcua.indicators.lost_time import Lost, Spread, StepTime, Whose
from motcua.indicators.rates import Rate
from motcua.kernel import clock
from motcua.web import figures, formats
from motcua.web.access import StaffRequest, requires
from motcua.web.charts.bars import Bar, Part, bar_chart
from motcua.web.leader.figures import asked_about, shared_parts

LEAST: Final = 5
"""Dossiers, below which neither the middle nor the nine tenths are said."""
MOST_STEPS: Final = 15
_WORDS: Final = {
    Whose.APPLICANT: gettext_lazy("Người nộp: bổ sung giấy tờ, nộp tiền"),
    Whose.DESK: gettext_lazy("Bộ phận một cửa: tiếp nhận, chuyển"),
    Whose.STEP: gettext_lazy("Các bước của cơ quan"),
    Whose.OTHER: gettext_lazy("Cơ quan khác: liên thông, cho ý kiến"),
}
_KINDS: Final = {
    Whose.APPLICANT: "soon",
    Whose.DESK: "moving",
    Whose.STEP: "moving",
    Whose.OTHER: "late",
}


@requires(*LEADING)
@require_GET
@never_cache
def lost(request: StaffRequest) -> HttpResponse:
    """Show where time went in the dossiers done in a period. A fixed number of statements."""
    asked = asked_about(request)
    if asked is None:
        return render(request, "leader/figures_later.html")

    def address(name: str) -> str:
        return asked.address("leader:lost-time", ky=name)

    spent = outlook.spent(asked.question)
    holders = lost_time.by_holder(spent)
    today = clock.today()
    context = {
        **shared_parts(asked),
        "chips": figures.period_chips(asked.chosen, today, address),
        **figures.neighbours(asked.chosen, today, address),
        "count": len(spent),
        "is_sample": len(spent) >= outlook.SAMPLE,
        "least": LEAST,
        "holders": [_holder(one) for one in holders],
        "chart": bar_chart([_bar(one) for one in holders]),
        "steps": [_step(one) for one in lost_time.by_step(spent)[:MOST_STEPS]],
        "lengths": outlook.lengths(asked.question),
    }
    return render(request, "leader/lost_time.html", context)


def _holder(one: Lost) -> dict[str, Any]:
    return {
        "name": str(_WORDS[one.whose]),
        "share": formats.decimal(one.share * 100) + f"{formats.NO_BREAK}%",
        **_spread(one.spread),
    }


def _bar(one: Lost) -> Bar:
    share = formats.decimal(one.share * 100) + f"{formats.NO_BREAK}%"
    return Bar(str(_WORDS[one.whose]), (Part(_KINDS[one.whose], one.minutes),), share)


def _step(one: StepTime) -> dict[str, Any]:
    return {
        "name": one.name,
        "agency": one.agency,
        **_spread(one.spread),
        "budget": worked(round(one.budget)) if one.with_budget else _("không giao"),
        "over": Rate(one.over, one.with_budget, LEAST),
    }


def _spread(one: Spread) -> dict[str, Any]:
    """Return the middle and the nine tenths in words, or that there are too few to say them."""
    is_enough = one.count >= LEAST
    return {
        "count": one.count,
        "median": worked(round(one.median)) if is_enough else "",
        "nine_tenths": worked(round(one.nine_tenths)) if is_enough else "",
    }
