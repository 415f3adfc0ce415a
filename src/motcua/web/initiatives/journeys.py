"""Study journeys: where to, who went, what was learnt, what was promised."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.initiatives import policies
from motcua.initiatives.models import Commitment, Delegation
from motcua.initiatives.services import delegations
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.web.access import StaffRequest
from motcua.web.initiatives.forms import JourneyForm
from motcua.web.initiatives.room import reads, registers, tabs
from motcua.web.manage import fields
from motcua.web.manage.paging import page_of

SPARE_ROWS: Final = 3
MOST_PEOPLE: Final = 40


class LessonsForm(forms.Form):
    """What was learnt."""

    lessons = fields.long_text(
        gettext_lazy("Bài học"), gettext_lazy("Xin ghi ít nhất một bài học.")
    )


class PromiseForm(forms.Form):
    """What the unit will do, who, by when."""

    text = fields.text(
        gettext_lazy("Việc cam kết"), gettext_lazy("Xin ghi việc cam kết."), most=300
    )
    responsible = fields.text(gettext_lazy("Ai làm"), most=160)
    due_on = fields.day(gettext_lazy("Hạn"), gettext_lazy("Xin ghi hạn, như 30/11/2026."))


@reads
@require_safe
def journeys(request: StaffRequest) -> HttpResponse:
    """List the journeys of one's units, and what was promised and is not done."""
    mine = policies.delegations_of(request.actor)
    page = page_of(mine.select_related("agency").order_by("-begins_on", "-pk"), request)
    promised = Commitment.objects.filter(delegation__in=mine, done_on__isnull=True)
    context = {
        "tabs": tabs(request),
        "page": page,
        "open": list(promised.select_related("delegation").order_by("due_on", "pk")[:20]),
        "today": clock.today(),
        "may_write": request.actor.has(*policies.REGISTERING),
    }
    return render(request, "initiatives/journeys.html", context)


@registers
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, ref: UUID | None = None) -> HttpResponse:
    """Plan a journey, or put right what is written of one."""
    found = _mine(request, ref) if ref is not None else None
    agencies = [found.agency] if found else list(policies.units_of(request.actor))
    data = request.POST if request.method == "POST" else None
    form = JourneyForm(agencies, data, found)
    people = [(one.full_name, one.position) for one in found.members.all()] if found else []
    if data is not None:
        people = _people_typed(data)
        if form.is_valid():
            try:
                kept = delegations.save_delegation(
                    found or Delegation(),
                    form.cleaned_data,
                    people,
                    actor=request.actor,
                    at=clock.now(),
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("initiatives:journey", kept.ref)
    spare = max(min(SPARE_ROWS, MOST_PEOPLE - len(people)), 0)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "found": found,
        "form": form,
        "people": people + [("", "")] * spare,
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/journey_edit.html", context, status=status)


@reads
@require_safe
def journey(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one journey."""
    found = policies.access_delegation(request.actor, ref)
    return _shown(request, found, LessonsForm(initial={"lessons": found.lessons}), PromiseForm())


@registers
@require_POST
def lessons(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Write down what was learnt."""
    found = _mine(request, ref)
    form = LessonsForm(request.POST)
    if form.is_valid():
        try:
            delegations.tell_lessons(
                found, form.cleaned_data["lessons"], actor=request.actor, on=clock.today()
            )
        except DomainError as error:
            form.add_error("lessons", str(error))
        else:
            messages.success(request, _("Đã ghi bài học."))
            return redirect("initiatives:journey", found.ref)
    return _shown(request, found, form, PromiseForm())


@registers
@require_POST
def promise(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Promise something."""
    found = _mine(request, ref)
    form = PromiseForm(request.POST)
    if form.is_valid():
        try:
            delegations.commit_to(found, **form.cleaned_data, actor=request.actor)
        except DomainError as error:
            form.add_error("due_on", str(error))
        else:
            messages.success(request, _("Đã ghi cam kết. Thư nhắc gửi trước hạn bảy ngày."))
            return redirect("initiatives:journey", found.ref)
    told = LessonsForm(initial={"lessons": found.lessons})
    return _shown(request, found, told, form)


@registers
@require_POST
def fulfilled(request: StaffRequest, promise_id: int) -> HttpResponse:
    """Note that a promise was kept."""
    mine = policies.units_of(request.actor)
    found = (
        Commitment.objects.select_related("delegation")
        .filter(pk=promise_id, delegation__agency__in=mine)
        .first()
    )
    if found is None:
        raise Http404
    try:
        delegations.fulfil(
            found, on=clock.today(), note=request.POST.get("note", "")[:300], actor=request.actor
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi việc này xong."))
    return redirect("initiatives:journey", found.delegation.ref)


def _mine(request: StaffRequest, ref: UUID) -> Delegation:
    """Return a journey of a unit for which one registers; reading is not enough."""
    found = policies.access_delegation(request.actor, ref)
    policies.require_unit(request.actor, found.agency_id)
    return found


def _people_typed(data: QueryDict) -> list[tuple[str, str]]:
    names = data.getlist("member_name")[:MOST_PEOPLE]
    positions = data.getlist("member_position")[:MOST_PEOPLE]
    positions += [""] * (len(names) - len(positions))
    pairs = [
        (clean(name)[:120], clean(position)[:160])
        for name, position in zip(names, positions, strict=False)
    ]
    return [pair for pair in pairs if any(pair)]


def _shown(
    request: StaffRequest, found: Delegation, told: LessonsForm, promised: PromiseForm
) -> HttpResponse:
    context = {
        "tabs": tabs(request),
        "one": found,
        "members": list(found.members.all()),
        "promises": list(found.commitments.all()),
        "brought": list(found.brought_home.select_related("agency").order_by("pk")),
        "told": told,
        "promised": promised,
        "today": clock.today(),
        "may_write": request.actor.has(*policies.REGISTERING, agency_id=found.agency_id),
    }
    status = 422 if told.errors or promised.errors else 200
    return render(request, "initiatives/journey.html", context, status=status)
