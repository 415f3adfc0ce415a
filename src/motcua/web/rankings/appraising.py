"""Appraisers at work: whose sheets wait, judging area by area, replying, concluding."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.rankings import policies
from motcua.rankings.lifecycle import IndexState, SheetAction, SheetState, is_possible
from motcua.rankings.models import RankingIndex, Sheet
from motcua.rankings.selectors import Standing, standing_of, standings_of, tally_of_sheets
from motcua.rankings.services import appraising
from motcua.web.access import StaffRequest
from motcua.web.languages.told import joined
from motcua.web.manage.paging import Chip, page_of
from motcua.web.rankings.forms import JudgeForm, ReasonForm
from motcua.web.rankings.own import area_rows, counted_of
from motcua.web.rankings.room import rule_words, runs, tabs

_DOING: Final[dict[SheetAction, Callable[..., Sheet]]] = {
    SheetAction.FINISH: appraising.finish,
    SheetAction.CONCLUDE: appraising.conclude,
    SheetAction.REOPEN: appraising.reopen,
    SheetAction.TAKE_UP: appraising.take_up,
    SheetAction.REVIEW: appraising.review,
    SheetAction.EXCLUDE: appraising.exclude,
}
_WITH_REASON: Final = (
    SheetAction.REOPEN,
    SheetAction.TAKE_UP,
    SheetAction.REVIEW,
    SheetAction.EXCLUDE,
)
_ALL: Final = gettext_lazy("Tất cả")


@runs
@never_cache
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """List the sheets of the chosen index, those that wait for the appraiser first."""
    indices = list(
        policies.indices_visible_to(request.actor)
        .exclude(state=IndexState.DRAFT)
        .select_related("issue", "agency")
        .order_by("-year", "level")[:20]
    )
    asked = request.GET.get("bo", "")
    index = next((one for one in indices if one.slug == asked), indices[0] if indices else None)
    context: dict[str, Any] = {
        "tabs": tabs(request, request.actor),
        "index": index,
        "chips": [
            Chip(
                joined(" ", (one.tier.label, one.year)), f"?bo={one.slug}", is_current=one is index
            )
            for one in indices
        ],
    }
    if index is not None:
        context |= _rows(request, index)
    return render(request, "rankings/appraisals.html", context)


@runs
@never_cache
@require_safe
def one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show a sheet to its appraiser: how far it is and what may be done with it."""
    return _shown(request, policies.access_appraised(request.actor, ref))


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: StaffRequest, ref: UUID, number: int) -> HttpResponse:
    """Show an area of a sheet; judge it, or reply to explanations, while that is to be done."""
    found = policies.access_appraised(request.actor, ref)
    standing = standing_of(found)
    place = standing.structure.area(number)
    if place is None:
        raise Http404
    for action in (SheetAction.APPRAISE, SheetAction.REPLY):
        if is_possible(found.stage, action, found.index.stage) and policies.may_sheet(
            request.actor, action, found, number
        ):
            return _judged(request, standing, number, action)
    if request.method == "POST":
        raise PermissionDenied
    return render(request, "rankings/area.html", _context(request, standing, number))


@runs
@require_POST
def act(request: StaffRequest, ref: UUID, action: str) -> HttpResponse:
    """Do something with the whole sheet."""
    found = policies.access_appraised(request.actor, ref)
    doing = _DOING.get(action)  # type: ignore[call-overload]
    if doing is None:
        raise Http404
    given: dict[str, Any] = {}
    form = ReasonForm(request.POST)
    if action in _WITH_REASON:
        if not form.is_valid():
            return _shown(request, found, form, action)
        given["reason"] = form.cleaned_data["reason"]
    if action == SheetAction.REOPEN:
        if form.cleaned_data["until"] is None:
            form.add_error("until", _("Xin ghi mở lại đến hết ngày nào."))
            return _shown(request, found, form, action)
        given["until"] = form.cleaned_data["until"]
    try:
        doing(found, **given, actor=request.actor, at=clock.now())
    except DomainError as error:
        form = ReasonForm(request.POST if action in _WITH_REASON else {"reason": "-"})
        form.is_valid()
        form.add_error(None, str(error))
        return _shown(request, found, form, action)
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": SheetAction(action).label.lower()})
    return redirect("rankings:appraisal", found.ref)


def _rows(request: StaffRequest, index: RankingIndex) -> dict[str, Any]:
    counts = tally_of_sheets(index)
    asked = request.GET.get("loc", "")
    chosen = SheetState(asked) if asked in set(SheetState) else None
    states = [
        Chip(
            str(_ALL), f"?bo={index.slug}", is_current=chosen is None, count=sum(counts.values())
        ),
        *(
            Chip(
                state.label,
                f"?bo={index.slug}&loc={state}",
                is_current=state is chosen,
                count=counts[state],
            )
            for state in SheetState
            if counts.get(state)
        ),
    ]
    sheets = index.sheets.select_related("agency").order_by("agency__name", "pk")
    if chosen is not None:
        sheets = sheets.filter(state=chosen)
    page = page_of(sheets, request)
    for found in page.rows:
        found.index = index
    standings = standings_of(index, page.rows)
    return {
        "states": states,
        "page": page,
        "rows": [
            {
                "sheet": found,
                "own": standings[found.pk].self_score,
                "score": standings[found.pk].score,
                "differing": len(standings[found.pk].differing),
                "is_mine": found.agency_id in request.actor.agencies_with(),
            }
            for found in page.rows
        ],
    }


def _shown(
    request: StaffRequest, found: Sheet, form: ReasonForm | None = None, action: str = ""
) -> HttpResponse:
    found = policies.access_appraised(request.actor, found.ref)
    standing = standing_of(found)
    areas = policies.areas_to_appraise(request.actor, found)
    context = {
        "tabs": tabs(request, request.actor),
        "sheet": found,
        "index": found.index,
        "standing": standing,
        "rows": [
            row for row in area_rows(standing) if areas is None or row["area"].number in areas
        ],
        "acts": [
            one
            for one in _DOING
            if is_possible(found.stage, one, found.index.stage)
            and policies.may_sheet(request.actor, one, found)
        ],
        "with_reason": _WITH_REASON,
        "form": form or ReasonForm(),
        "tried": action,
        "today": clock.today(),
        "events": list(found.events.select_related("officer").order_by("-pk")[:20]),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "rankings/appraisal.html", context, status=status)


def _judged(
    request: StaffRequest, standing: Standing, number: int, action: SheetAction
) -> HttpResponse:
    is_reply = action is SheetAction.REPLY
    items = standing.of_area(number)
    if is_reply:
        items = [i for i in items if i in standing.unreplied or i.reply is not None]
    data = request.POST if request.method == "POST" else None
    form = JudgeForm(items, data, is_reply=is_reply)
    found = standing.sheet
    if data is not None and form.is_valid():
        do = appraising.reply if is_reply else appraising.appraise
        try:
            moved = do(found, form.judged(), actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu %(n)d mục.") % {"n": moved})
            return redirect("rankings:appraisal", found.ref)
    context = {
        **_context(request, standing, number),
        "form": form,
        "judged": {item.part.id for item in form.items},
        "is_reply": is_reply,
    }
    return render(request, "rankings/judge.html", context, status=422 if form.errors else 200)


def _context(request: StaffRequest, standing: Standing, number: int) -> dict[str, Any]:
    place = standing.structure.area(number)
    if place is None:
        raise Http404
    return {
        "tabs": tabs(request, request.actor),
        "sheet": standing.sheet,
        "index": standing.sheet.index,
        "standing": standing,
        "area": place,
        "items": standing.items,
        "counted": counted_of(standing, place),
        "rule_words": rule_words,
        "back": "rankings:appraisal",
    }
