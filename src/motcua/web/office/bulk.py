"""One act for many dossiers at once: asked again first, then done, then reported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.agencies.models import Officer
from motcua.agencies.roles import STEP_ROLES
from motcua.agencies.selectors import DeskContext, desk_under
from motcua.dossiers.models import Step
from motcua.dossiers.policies import dossiers_visible_to, may_do_step
from motcua.dossiers.rights import ASSIGNING
from motcua.dossiers.services.bulk import MOST_AT_ONCE, do_many
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.meanwhile import StepError
from motcua.dossiers.services.steps import assign_step, holders_of_role, take_step
from motcua.dossiers.worklists import Moments, work_groups, work_rows
from motcua.kernel import clock
from motcua.procedures.process import Outcome
from motcua.procedures.selectors import content_of
from motcua.web.access import StaffRequest, requires
from motcua.web.context import stamp_of
from motcua.web.office import narrowing

HAND_OVER, TAKE, ASSIGN = "ban-giao", "ky-nhan", "phan-cong"
ACTS: Final[Mapping[str, str]] = {
    HAND_OVER: _("Bàn giao sang bước sau"),
    TAKE: _("Ký nhận bàn giao"),
    ASSIGN: _("Phân công"),
}
_LONGEST_NUMBER: Final = 18


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does what, when, under which configuration; ``officer_id`` is whom it is given to."""

    request: StaffRequest
    at: datetime
    stamp: int
    officer_id: int | None = None


@requires(*STEP_ROLES)
@require_POST
@never_cache
def many(request: StaffRequest) -> HttpResponse:
    """Ask once more what is to be done with the chosen dossiers; then do it and report."""
    act = request.POST.get("viec", "")
    values = narrowing.parsed(request.POST.get("query", "")[:500])
    if act not in ACTS:
        return redirect(narrowing.address(values))
    if act == ASSIGN and not request.actor.has(*ASSIGNING):
        raise PermissionDenied
    moments = Moments.around(clock.now())
    stamp = stamp_of(request)
    steps = _chosen(request, values, moments, stamp)
    if not steps:
        messages.error(request, _("Xin chọn ít nhất một hồ sơ."))
        return redirect(narrowing.address(values))
    doing = Doing(request, moments.at, stamp, _number(request.POST.get("officer", "")))
    if request.POST.get("chac-chan") == "1":
        return _done(doing, act, steps, values)
    return render(request, "office/bulk.html", _question(doing, act, steps, values))


def _chosen(
    request: StaffRequest, values: Mapping[str, str], moments: Moments, stamp: int
) -> list[Step]:
    """Return the steps ticked, or the first of the whole filter."""
    if request.POST.get("tat-ca") == "1":
        query = request.POST.copy()
        query.update(values)
        groups = work_groups(request.actor, moments)
        chosen = narrowing.read_filter(query, groups, stamp)
        found = work_rows(request.actor, chosen, moments, most=MOST_AT_ONCE)
        steps = Step.objects.filter(pk__in=[row.pk for row in found])
    else:
        rows = [_number(row) for row in request.POST.getlist("b")[: MOST_AT_ONCE + 1]]
        steps = Step.objects.filter(
            pk__in=[row for row in rows if row],
            dossier__in=dossiers_visible_to(request.actor),
        )
    steps = steps.select_related("dossier", "agency", "assignee").order_by("due_at", "pk")
    return list(steps[:MOST_AT_ONCE])


def _number(text: str) -> int | None:
    return int(text[:_LONGEST_NUMBER]) if text.isdecimal() else None


def _question(
    doing: Doing, act: str, steps: Sequence[Step], values: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "act": act,
        "act_label": ACTS[act],
        "steps": steps,
        "lines": _lines(doing, act, steps),
        "officers": _officers(steps, doing.at) if act == ASSIGN else [],
        "query": narrowing.address(values).partition("?")[2],
        "back_url": narrowing.address(values),
    }


def _lines(doing: Doing, act: str, steps: Sequence[Step]) -> list[tuple[str, int]]:
    """Return each thing that will happen and to how many dossiers."""
    counts: dict[str, int] = {}
    for step in steps:
        words = step.name
        outcome = _usual(step, doing.stamp) if act == HAND_OVER else None
        if outcome is not None:
            words = _("%(step)s: %(outcome)s") % {"step": step.name, "outcome": outcome.label}
        counts[words] = counts.get(words, 0) + 1
    return sorted(counts.items())


def _usual(step: Step, stamp: int) -> Outcome | None:
    process = content_of(step.dossier.procedure_version_id, stamp).process
    definition = process.step(step.key)
    return definition.outcomes[0] if definition else None


def _officers(steps: Sequence[Step], at: datetime) -> list[Officer]:
    """Return everybody to whom at least one of the steps may be given."""
    places = {(step.agency_id, step.role): step for step in steps}
    found: dict[int, Officer] = {}
    for step in places.values():
        for officer in holders_of_role(step, clock.day_of(at)):
            found[officer.pk] = officer
    return sorted(found.values(), key=lambda officer: officer.sort_key)


def _done(
    doing: Doing, act: str, steps: Sequence[Step], values: Mapping[str, str]
) -> HttpResponse:
    """Do it and say what went and what did not.

    Shown at once and not after a redirect: sent again, it finds every step done already.
    """
    by_dossier = {step.dossier_id: step for step in steps}
    if act == ASSIGN and doing.officer_id is None and doing.request.POST.get("officer") != "":
        context = _question(doing, act, steps, values)
        return render(doing.request, "office/bulk.html", context, status=422)
    doer = _DOERS[act]
    codes = [(s.dossier_id, s.dossier.code or s.dossier.tracking_code) for s in steps]
    report = do_many(codes, lambda dossier_id: doer(doing, by_dossier[dossier_id]))
    context = {
        "act_label": ACTS[act],
        "done": report.done,
        "refused": report.refused,
        "back_url": narrowing.address(values),
    }
    return render(doing.request, "office/bulk_report.html", context)


def _refuse_anothers(doing: Doing, step: Step) -> None:
    """Raise StepError where the step was given to somebody else: say to whom."""
    if step.assignee is not None and not may_do_step(doing.request.actor, step):
        raise StepError(_("Bước này đã giao cho %(who)s.") % {"who": step.assignee.full_name})


def _hand_over(doing: Doing, step: Step) -> object:
    _refuse_anothers(doing, step)
    outcome = _usual(step, doing.stamp)
    desk = desk_under(step.dossier.desk_id, doing.stamp)
    return complete_step(
        step.dossier_id,
        outcome=outcome.key if outcome else "",
        order=step.order,
        context=DeskContext(desk=desk, stamp=doing.stamp),
        actor=doing.request.actor,
        at=doing.at,
    )


def _take(doing: Doing, step: Step) -> object:
    _refuse_anothers(doing, step)
    return take_step(step.dossier_id, order=step.order, actor=doing.request.actor, at=doing.at)


def _assign(doing: Doing, step: Step) -> object:
    return assign_step(
        step.dossier_id,
        order=step.order,
        officer_id=doing.officer_id,
        actor=doing.request.actor,
        at=doing.at,
    )


_DOERS: Final[Mapping[str, Callable[[Doing, Step], object]]] = {
    HAND_OVER: _hand_over,
    TAKE: _take,
    ASSIGN: _assign,
}
