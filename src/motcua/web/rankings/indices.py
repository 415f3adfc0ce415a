"""Whoever runs a ranking at work: indices of all years, issuing, closing, proposing, approving."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.rankings import policies
from motcua.rankings.lifecycle import INDEX, IndexAction, IndexState, Level
from motcua.rankings.models import RankingIndex
from motcua.rankings.selectors import tally_of_sheets
from motcua.rankings.services import drafting, publishing
from motcua.web.access import StaffRequest
from motcua.web.rankings.forms import DecisionForm, NewIndexForm, ReasonForm
from motcua.web.rankings.room import rule_words, runs, scores, tabs

_DOING: Final[dict[IndexAction, Callable[..., RankingIndex]]] = {
    IndexAction.ISSUE: drafting.issue,
    IndexAction.CLOSE_SCORING: publishing.close_scoring,
    IndexAction.PROPOSE: publishing.propose,
    IndexAction.RETURN: publishing.send_back,
    IndexAction.APPROVE: publishing.approve,
    IndexAction.PUBLISH: publishing.publish,
}


@scores
@never_cache
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """List the indices that the actor runs, approves, or leads an area of."""
    found = policies.indices_visible_to(request.actor).select_related("agency", "province")
    context = {
        "tabs": tabs(request, request.actor),
        "rows": list(found.order_by("-year", "level", "pk")[:50]),
        "founding": policies.may_found(request.actor),
    }
    return render(request, "rankings/indices.html", context)


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Begin an index: a copy of one that was issued, or of the sample."""
    founding = policies.may_found(request.actor)
    if not founding:
        raise Http404
    origins = policies.indices_visible_to(request.actor).filter(agency__in=founding)
    issued = origins.exclude(state=IndexState.DRAFT).select_related("issue")
    year = clock.today().year
    initial = {
        "year": year,
        "level": Level.COMMUNE.value,
        "score": date(year, 12, 20),
        "appraise": date(year + 1, 1, 20),
        "explain": date(year + 1, 1, 31),
        "reply": date(year + 1, 2, 10),
    }
    form = NewIndexForm(issued, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            index = drafting.begin_draft(
                founding[0],
                year=typed["year"],
                level=Level(typed["level"]),
                deadlines=form.deadlines,
                origin=form.origins.get(typed["origin"]),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lập bản nháp. Sửa xong thì ban hành."))
            return redirect("rankings:index", index.ref)
    context = {"tabs": tabs(request, request.actor), "form": form, "agency": founding[0]}
    return render(request, "rankings/new.html", context, status=422 if form.errors else 200)


@scores
@never_cache
@require_safe
def one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show an index: its stage, what to do next, every criterion with its points."""
    return _shown(request, policies.access_index(request.actor, ref))


@scores
@require_POST
def act(request: StaffRequest, ref: UUID, action: str) -> HttpResponse:
    """Move an index on, or throw a draft away."""
    index = policies.access_index(request.actor, ref)
    if action == "discard":
        return _discarded(request, index)
    doing = _DOING.get(action)  # type: ignore[call-overload]
    if doing is None:
        raise Http404
    form: Any = None
    given: dict[str, Any] = {}
    if action == IndexAction.RETURN:
        form = ReasonForm(request.POST)
        if form.is_valid():
            given = {"reason": form.cleaned_data["reason"]}
    if action == IndexAction.APPROVE:
        form = DecisionForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
    if form is not None and form.errors:
        return _shown(request, index, form=form, tried=action)
    try:
        doing(index, **given, actor=request.actor, at=clock.now())
    except DomainError as error:
        return _shown(request, index, form=form, tried=action, problem=str(error))
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": IndexAction(action).label.lower()})
    return redirect("rankings:index", index.ref)


def _discarded(request: StaffRequest, index: RankingIndex) -> HttpResponse:
    try:
        drafting.discard(index, actor=request.actor)
    except DomainError as error:
        return _shown(request, index, problem=str(error))
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("rankings:indices")


def _shown(
    request: StaffRequest,
    index: RankingIndex,
    *,
    form: Any = None,
    tried: str = "",
    problem: str = "",
) -> HttpResponse:
    index = policies.access_index(request.actor, index.ref)
    is_draft = index.stage is IndexState.DRAFT
    structure = index.structure if is_draft else index.issue.structure
    context = {
        "tabs": tabs(request, request.actor),
        "index": index,
        "structure": structure,
        "rule_words": rule_words,
        "problems": structure.problems() if is_draft else [],
        "runs": policies.runs(request.actor, index),
        "acts": [
            one
            for one, arrow in INDEX.items()
            if index.stage in arrow.sources and policies.may_index(request.actor, one, index)
        ],
        "tally": sorted(tally_of_sheets(index).items()),
        "leads": {lead.area: lead.agency.name for lead in index.leads.select_related("agency")},
        "events": list(index.events.select_related("officer").order_by("-pk")[:20]),
        "today": clock.today(),
        "reason": form if isinstance(form, ReasonForm) else ReasonForm(),
        "decision": form if isinstance(form, DecisionForm) else DecisionForm(),
        "tried": tried,
        "problem": problem,
    }
    is_refused = bool(problem) or (form is not None and bool(form.errors))
    return render(request, "rankings/index.html", context, status=422 if is_refused else 200)
