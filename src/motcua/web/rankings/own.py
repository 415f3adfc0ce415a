"""A unit's own room: its sheets, scoring area by area with evidence, explaining."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.models import StoredFile
from motcua.documents.selectors import file_response, is_openable
from motcua.documents.services import owner_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.rankings import policies
from motcua.rankings.lifecycle import SheetAction, SheetState, is_possible
from motcua.rankings.models import EntryFile, Sheet
from motcua.rankings.selectors import Item, Standing, standing_of
from motcua.rankings.services import scoring
from motcua.rankings.services.scoring import Said, missing_of
from motcua.rankings.services.sheets import is_past
from motcua.rankings.sources import (
    MEASURES,
    Counting,
    Measure,
    Measured,
    counted_for,
    measured_points,
)
from motcua.rankings.structure import Area
from motcua.web.access import StaffRequest
from motcua.web.rankings.forms import AnswerForm, AreaForm
from motcua.web.rankings.room import rule_words, scores, tabs
from motcua.web.uploads import KEPT, files_from


@dataclass(frozen=True, slots=True)
class Counted:
    """What the product counts of a sub-criterion: frozen, or as it is now."""

    measure: Measure
    measured: Measured
    points: Any
    cut_off: Any
    is_frozen: bool


@scores
@never_cache
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """List the sheets of the actor's units, the latest year first."""
    found = policies.sheets_of(request.actor).select_related("agency", "index__agency")
    today = clock.today()
    sheets = list(found.order_by("-index__year", "agency__name")[:50])
    context = {
        "tabs": tabs(request, request.actor),
        "rows": [(one, due_of(one)) for one in sheets],
        "today": today,
        "is_founding": bool(policies.may_found(request.actor)),
    }
    return render(request, "rankings/home.html", context)


@scores
@never_cache
@require_safe
def sheet(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show how far the unit's sheet is: what is missing, what was changed, what to do next."""
    found = policies.access_sheet(request.actor, ref)
    return shown_sheet(request, standing_of(found))


@scores
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: StaffRequest, ref: UUID, number: int) -> HttpResponse:
    """Show an area of the sheet; score it, or explain it, while that is to be done."""
    found = policies.access_sheet(request.actor, ref)
    standing = standing_of(found)
    place = standing.structure.area(number)
    if place is None:
        raise Http404
    if _may(request, found, SheetAction.SAVE) and not is_past(found, clock.today()):
        return _scored(request, standing, place)
    if _may(request, found, SheetAction.ANSWER) and clock.today() <= found.index.explain_until:
        return _answered(request, standing, place)
    if request.method == "POST":
        raise PermissionDenied
    return render(request, "rankings/area.html", _context(request, standing, place))


@scores
@require_POST
def act(request: StaffRequest, ref: UUID, action: str) -> HttpResponse:
    """Hand in, agree, or send the explanations."""
    found = policies.access_sheet(request.actor, ref)
    doing = {
        SheetAction.SUBMIT: (scoring.submit, _("Đã nộp phiếu tự chấm.")),
        SheetAction.AGREE: (scoring.agree, _("Đã đồng ý. Điểm của đơn vị đã chốt.")),
        SheetAction.EXPLAIN: (scoring.explain, _("Đã gửi giải trình.")),
    }.get(action)  # type: ignore[call-overload]
    if doing is None:
        raise Http404
    do, said = doing
    try:
        do(found, actor=request.actor, at=clock.now())
    except DomainError as error:
        return shown_sheet(request, standing_of(found), str(error))
    messages.success(request, said)
    return redirect("rankings:sheet", found.ref)


@scores
@never_cache
@require_safe
def file(request: StaffRequest, ref: UUID, file_ref: UUID) -> HttpResponseBase:
    """Send a file of evidence to the unit and to whoever appraises it."""
    sheets = Sheet.objects.select_related("index", "agency")
    found = get_object_or_404(sheets, ref=ref)
    is_own = found.agency_id in request.actor.agencies_with(*policies.SCORING)
    if not is_own and policies.areas_to_appraise(request.actor, found) == frozenset():
        raise Http404
    held = EntryFile.objects.select_related("file").filter(entry__sheet=found, file__ref=file_ref)
    one = held.first()
    if one is None or not is_openable(one.file, at=clock.now()):
        raise Http404
    return file_response(one.file)


def due_of(found: Sheet) -> date | None:
    """Return until when the unit has something to do, or None."""
    index = found.index
    if found.stage is SheetState.SCORING:
        return max(found.extended_until or index.score_until, index.score_until)
    return index.explain_until if found.stage is SheetState.APPRAISED else None


def area_rows(standing: Standing) -> list[dict[str, Any]]:
    """Return a line for each area: what is scored, what both sides come to."""
    own, final = standing.self_score, standing.score
    rows = []
    for place in standing.structure.areas:
        items = [item for item in standing.of_area(place.number) if not item.part.is_measured]
        rows.append(
            {
                "area": place,
                "scored": sum(item.is_scored for item in items),
                "appraised": sum(item.appraisal is not None for item in items),
                "count": len(items),
                "measured": len(place.parts) - len(items),
                "differing": sum(item.differs for item in items),
                "own": own.of_area(place),
                "final": final.of_area(place),
            }
        )
    return rows


def counted_of(standing: Standing, place: Area) -> dict[str, Counted]:
    """Return what is counted of an area's sub-criteria: frozen, else as it is now."""
    parts = [part for part in place.parts if part.is_measured]
    if not parts:
        return {}
    found = {}
    frozen = {key: item.computed for key, item in standing.items.items() if item.computed}
    missing = [part for part in parts if part.id not in frozen]
    now = clock.now()
    live: dict[str, Measured] = {}
    if missing:
        agency = standing.sheet.agency
        asked = Counting(standing.sheet.index.year, [agency], cut_off=now)
        live = counted_for(missing, asked)[agency.pk]
    for part in parts:
        row = frozen.get(part.id)
        if row is not None:
            measured = Measured(row.numerator, row.denominator, row.sample, row.least)
            found[part.id] = Counted(
                MEASURES[row.measure], measured, row.points, row.cut_off, is_frozen=True
            )
        elif part.id in live:
            measured = live[part.id]
            found[part.id] = Counted(
                MEASURES[part.measure],
                measured,
                measured_points(part, measured),
                now,
                is_frozen=False,
            )
    return found


def shown_sheet(request: StaffRequest, standing: Standing, problem: str = "") -> HttpResponse:
    """Return the page of the unit's sheet, with what was refused."""
    found = standing.sheet
    is_scoring = found.stage is SheetState.SCORING
    context = {
        "tabs": tabs(request, request.actor),
        "sheet": found,
        "index": found.index,
        "standing": standing,
        "rows": area_rows(standing),
        "missing": missing_of(standing) if is_scoring else [],
        "is_late": is_scoring and is_past(found, clock.today()),
        "due": due_of(found),
        "today": clock.today(),
        "may": {
            action.value: _may(request, found, action)
            for action in (*policies.BY_UNIT, *policies.BY_HEAD)
        },
        "events": list(found.events.select_related("officer").order_by("-pk")[:20]),
        "problem": problem,
    }
    return render(request, "rankings/sheet.html", context, status=422 if problem else 200)


def _scored(request: StaffRequest, standing: Standing, place: Area) -> HttpResponse:
    items = standing.of_area(place.number)
    form = AreaForm(items, request.POST if request.method == "POST" else None)
    files = {item.part.id: _files_of(item) for item in form.items}
    if request.method == "POST":
        is_valid = form.is_valid()
        for item in form.items:
            files[item.part.id] = _files_sent(request, form, item)
        if is_valid and not form.errors:
            said = [_said(form, item, files[item.part.id]) for item in form.items]
            try:
                moved = scoring.save(standing.sheet, said, actor=request.actor, at=clock.now())
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request,
                    _("Đã lưu %(n)d mục của lĩnh vực %(area)d.")
                    % {"n": moved, "area": place.number},
                )
                return _onward(request, standing, place)
    context = {**_context(request, standing, place), "form": form, "files": files}
    return render(request, "rankings/score.html", context, status=422 if form.errors else 200)


def _answered(request: StaffRequest, standing: Standing, place: Area) -> HttpResponse:
    items = [item for item in standing.of_area(place.number) if item.differs]
    form = AnswerForm(items, request.POST if request.method == "POST" else None)
    files: dict[str, list[StoredFile]] = {}
    if request.method == "POST" and form.is_valid():
        for item in items:
            files[item.part.id] = _files_sent(request, form, item)
        try:
            for item in [] if form.errors else items:
                _answer(request, standing.sheet, item, form, files[item.part.id])
        except DomainError as error:
            form.add_error(None, str(error))
        if not form.errors:
            messages.success(request, _("Đã lưu giải trình. Xong hết thì bấm gửi."))
            return redirect("rankings:sheet", standing.sheet.ref)
    context = {**_context(request, standing, place), "form": form, "files": files}
    return render(request, "rankings/answer.html", context, status=422 if form.errors else 200)


def _answer(
    request: StaffRequest, found: Sheet, item: Item, form: AnswerForm, files: list[StoredFile]
) -> None:
    typed, key, before = form.cleaned_data, item.part.id, item.explanation
    note, links = typed[f"{key}-note"].strip(), typed[f"{key}-links"]
    is_said = note or links or files
    is_same = before is not None and (before.note, before.links) == (note, links) and not files
    if is_said and not is_same:
        scoring.answer(
            found, key, note=note, links=links, files=files, actor=request.actor, at=clock.now()
        )


def _files_of(item: Item) -> list[StoredFile]:
    return [one.file for one in item.own.files.all()] if item.own is not None else []


def _files_sent(request: StaffRequest, form: Any, item: Item) -> list[StoredFile]:
    """Return what was sent or kept; a file that a colleague sent before is kept as well."""
    name = f"{item.part.id}-tep"
    files, problems = files_from(request, name, owner=owner_of(request.actor), at=clock.now())
    for problem in problems:
        form.add_error(None, f"{item.number}: {problem}")
    asked = set(request.POST.getlist(f"{KEPT}{name}"))
    known = {one.pk for one in files}
    files += [one for one in _files_of(item) if str(one.ref) in asked and one.pk not in known]
    return files


def _said(form: AreaForm, item: Item, files: list[StoredFile]) -> Said:
    key, typed = item.part.id, form.cleaned_data
    return Said(
        key,
        form.reached(item.part),
        typed[f"{key}-na"],
        typed[f"{key}-note"].strip(),
        typed[f"{key}-links"],
        tuple(sorted(files, key=lambda one: one.pk)),
    )


def _onward(request: StaffRequest, standing: Standing, place: Area) -> HttpResponse:
    numbers = [one.number for one in standing.structure.areas]
    following = [one for one in numbers if one > place.number]
    if "next" in request.POST and following:
        return redirect("rankings:area", standing.sheet.ref, following[0])
    return redirect("rankings:sheet", standing.sheet.ref)


def _context(request: StaffRequest, standing: Standing, place: Area) -> dict[str, Any]:
    numbers = [one.number for one in standing.structure.areas]
    return {
        "tabs": tabs(request, request.actor),
        "sheet": standing.sheet,
        "index": standing.sheet.index,
        "standing": standing,
        "area": place,
        "items": standing.items,
        "counted": counted_of(standing, place),
        "rule_words": rule_words,
        "is_last": place.number == numbers[-1],
        "back": "rankings:sheet",
    }


def _may(request: StaffRequest, found: Sheet, action: SheetAction) -> bool:
    """Say whether the actor may do it, and the sheet and its index are where it is done."""
    return is_possible(found.stage, action, found.index.stage) and policies.may_sheet(
        request.actor, action, found
    )
