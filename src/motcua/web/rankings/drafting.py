"""Editing a draft: what stands above, who appraises, criteria, sub-criteria with their rules."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, slug
from motcua.rankings import policies
from motcua.rankings.lifecycle import Level
from motcua.rankings.models import RankingIndex
from motcua.rankings.selectors import units_ranked
from motcua.rankings.services import drafting
from motcua.rankings.structure import (
    MOST_CRITERIA,
    MOST_PARTS,
    Area,
    Criterion,
    Part,
    Structure,
    StructureError,
    with_area,
)
from motcua.web.access import StaffRequest
from motcua.web.rankings.forms import CriterionForm, HeadingForm, LeadsForm, PartForm
from motcua.web.rankings.room import runs, tabs

_LONGEST_ID = 40


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def heading(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Write name, basis, deadlines, total, classes and what each area should be worth."""
    index = policies.access_draft(request.actor, ref)
    form = HeadingForm(index, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.describe(index, form.heading, actor=request.actor)
            drafting.plan_points(
                index,
                total=form.cleaned_data["total"],
                classes=form.cleaned_data["bounds"],
                planned=form.planned,
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("rankings:index", index.ref)
    context = {"form": form, "title": _("Thông tin chung, tổng điểm")}
    return _page(request, index, "rankings/heading.html", context)


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leads(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Say which agency appraises which area."""
    index = policies.access_draft(request.actor, ref)
    found: list[Agency] = [
        one
        for level in (Level.DEPARTMENT, Level.COMMUNE)
        for one in units_ranked(index.province_id, level, clock.today())
        if level is Level.DEPARTMENT or index.tier is Level.COMMUNE
    ]
    agencies = [one for one in found if one.pk != index.agency_id]
    form = LeadsForm(index, agencies, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.set_leads(index, form.leads, actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu cơ quan thẩm định."))
            return redirect("rankings:index", index.ref)
    context = {"form": form, "title": _("Ai thẩm định lĩnh vực nào")}
    return _page(request, index, "rankings/leads.html", context)


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: StaffRequest, ref: UUID, number: int, place: int = 0) -> HttpResponse:
    """Write a criterion of an area, new (place 0) or known; an empty one can be taken out."""
    index = policies.access_draft(request.actor, ref)
    structure = index.structure
    area = structure.area(number)
    if area is None or place > len(area.criteria):
        raise Http404
    held = area.criteria[place - 1] if place else None
    initial = {"label": held.label} if held is not None else {}
    form = CriterionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and "remove" in request.POST and held is not None:
        kept = tuple(one for one in area.criteria if one is not held)
        return _kept(request, index, with_area(structure, replace(area, criteria=kept)), form)
    if request.method == "POST" and form.is_valid():
        label = clean(form.cleaned_data["label"])
        criteria = list(area.criteria)
        if held is not None:
            criteria[place - 1] = replace(held, label=label)
        else:
            criteria.append(Criterion(label))
        if len(criteria) <= MOST_CRITERIA:
            changed = replace(area, criteria=tuple(criteria))
            return _kept(request, index, with_area(structure, changed), form)
        form.add_error(None, _("Mỗi lĩnh vực nhiều nhất 12 tiêu chí."))
    return _criterion_page(request, index, form, area, held)


@runs
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: StaffRequest, ref: UUID, part_id: str = "") -> HttpResponse:
    """Write a sub-criterion, new or known, with its points and rule; or take it out."""
    index = policies.access_draft(request.actor, ref)
    structure = index.structure
    held = structure.parts.get(part_id)
    if part_id and held is None:
        raise Http404
    place = structure.numbers[part_id].rpartition(".")[0] if held else ""
    place = place or request.GET.get("tieu-chi", "")
    form = PartForm(structure, held, place, request.POST if request.method == "POST" else None)
    if request.method == "POST" and "remove" in request.POST and held is not None:
        return _kept(request, index, _without(structure, held), form)
    if request.method == "POST" and form.is_valid():
        wanted = form.part(_new_id(structure, form.cleaned_data["label"]))
        try:
            changed = _with(structure, held, wanted, form.cleaned_data["criterion"])
        except StructureError as error:
            form.add_error(None, str(error))
        else:
            return _kept(request, index, changed, form)
    context = {"form": form, "held": held, "title": held.label if held else _("Thêm mục")}
    return _page(request, index, "rankings/part.html", context)


def _kept(
    request: StaffRequest, index: RankingIndex, structure: Structure, form: Any
) -> HttpResponse:
    """Store the draft and go back to it; what cannot be stored is told on the page."""
    try:
        drafting.rewrite(index, structure, actor=request.actor)
    except DomainError as error:
        form.add_error(None, str(error))
        context = {"form": form, "held": None, "title": _("Sửa bộ chỉ số")}
        name = "part" if isinstance(form, PartForm) else "criterion"
        return _page(request, index, f"rankings/{name}.html", context)
    messages.success(request, _("Đã lưu vào bản nháp."))
    return redirect("rankings:index", index.ref)


def _criterion_page(
    request: StaffRequest,
    index: RankingIndex,
    form: CriterionForm,
    area: Area,
    held: Criterion | None,
) -> HttpResponse:
    context = {
        "form": form,
        "area": area,
        "held": held,
        "title": held.label if held else _("Thêm tiêu chí"),
    }
    return _page(request, index, "rankings/criterion.html", context)


def _page(
    request: StaffRequest, index: RankingIndex, template: str, context: dict[str, Any]
) -> HttpResponse:
    shared = {"tabs": tabs(request, request.actor), "index": index}
    status = 422 if context["form"].errors else 200
    return render(request, template, {**shared, **context}, status=status)


def _without(structure: Structure, held: Part) -> Structure:
    return replace(
        structure,
        areas=tuple(
            replace(
                area,
                criteria=tuple(
                    replace(one, parts=tuple(p for p in one.parts if p.id != held.id))
                    for one in area.criteria
                ),
            )
            for area in structure.areas
        ),
    )


def _with(structure: Structure, held: Part | None, wanted: Part, place: str) -> Structure:
    """Return the same with the sub-criterion in its criterion, at its place if it stays."""
    number, _dot, nth = place.partition(".")
    area = structure.area(int(number))
    if area is None:
        raise StructureError(_("Tiêu chí này không còn."))
    criterion = area.criteria[int(nth) - 1]
    if held is not None and held in criterion.parts:
        parts = tuple(wanted if one.id == held.id else one for one in criterion.parts)
    else:
        if held is not None:
            structure = _without(structure, held)
        parts = (*criterion.parts, wanted)
    if len(parts) > MOST_PARTS:
        raise StructureError(_("Mỗi tiêu chí nhiều nhất 12 mục."))
    area = structure.area(int(number))
    assert area is not None  # noqa: S101 - the same structure, less one sub-criterion
    criteria = list(area.criteria)
    criteria[int(nth) - 1] = replace(criterion, parts=parts)
    return with_area(structure, replace(area, criteria=tuple(criteria)))


def _new_id(structure: Structure, label: str) -> str:
    start = slug(label)[:_LONGEST_ID].strip("-") or "muc"
    return start if start not in structure.parts else f"{start}-{uuid4().hex[:6]}"
