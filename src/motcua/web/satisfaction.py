"""What the pages of satisfaction share: the period, and what is counted in it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest

from motcua.agencies.models import Agency, Officer
from motcua.indicators.models import FigureRun
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.indicators.rates import LEAST
from motcua.indicators.satisfaction import Line, Scope, overall
from motcua.kernel import clock
from motcua.procedures.models import Channel, Procedure
from motcua.surveys.models import Entry
from motcua.surveys.questions import Use
from motcua.surveys.selectors import version_on
from motcua.web import figures
from motcua.web.figures import Chosen

TABLES: Final = ("procedure", "channel", "entry")
_NOBODY: Final = "Hệ thống hoặc bưu chính"


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the days, what is counted, and the least number that names a share."""

    chosen: Chosen
    scope: Scope
    least: int


def looked_at(request: HttpRequest, agency_ids: Collection[int] | None, at: datetime) -> Looked:
    """Return what the address asks for; without a period, the year of today. Raises Http404."""
    today = clock.day_of(at)
    name = request.GET.get("ky", "")
    if name:
        chosen = figures.chosen_period(name, today)
    else:
        chosen = figures.named_period(NamedPeriod.holding(Kind.YEAR, today, 1))
    scope = Scope(
        chosen.period.first,
        chosen.period.last,
        agency_ids=None if agency_ids is None else frozenset(agency_ids),
    )
    version = version_on(Use.SLIP, today)
    return Looked(chosen, scope, version.paper.minimum if version is not None else LEAST)


def period_words(looked: Looked, at: datetime, address: Callable[[str], str]) -> dict[str, Any]:
    """Return the chips of the period, its name, and what of it is closed already."""
    today = clock.day_of(at)
    run = FigureRun.objects.filter(key="satisfaction").order_by("-cut_off").first()
    closed = None
    if run is not None:
        until = Scope(looked.scope.first, looked.scope.last, run.cut_off, looked.scope.agency_ids)
        closed = overall(until, least=1).satisfaction.whole
    return {
        "label": looked.chosen.label,
        "period": looked.chosen.period,
        "chips": figures.period_chips(looked.chosen, today, address),
        **figures.neighbours(looked.chosen, today, address),
        "cut_off": run.cut_off if run is not None else None,
        "closed": closed,
        "least": looked.least,
    }


def named(lines: list[Line], by: str) -> list[dict[str, Any]]:
    """Return ``lines`` with what their keys are called; one query at most."""
    names = names_of(by, [line.key for line in lines if line.key is not None])
    return [{"line": line, "name": names.get(line.key, _NOBODY)} for line in lines]


def name_of(by: str, key: str) -> str:
    """Return what ``key``, as it stands in an address, is called. Raises Http404."""
    wanted: Any = int(key) if by == "procedure" else key
    found = names_of(by, [wanted])
    if wanted not in found:
        raise Http404
    return found[wanted]


def names_of(by: str, keys: Collection[Any]) -> dict[Any, str]:
    """Return what ``keys`` are called; one query at most."""
    if by == "agency":
        return dict(Agency.objects.filter(pk__in=keys).values_list("pk", "name"))
    if by == "procedure":
        return dict(Procedure.objects.filter(pk__in=keys).values_list("pk", "name"))
    if by == "officer":
        return dict(Officer.objects.filter(pk__in=keys).values_list("pk", "full_name"))
    kind = Channel if by == "channel" else Entry
    return {one.value: str(one.label) for one in kind}
