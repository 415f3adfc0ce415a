"""Taking over what works elsewhere: what would help one's unit, and one's way there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.indicators.reform_hints import hints_for
from motcua.initiatives import policies
from motcua.initiatives.content import MOST_STEPS
from motcua.initiatives.lifecycle import ADOPTION, AdoptionAction, AdoptionState
from motcua.initiatives.models import Adoption
from motcua.initiatives.models.adoptions import Way
from motcua.initiatives.selectors import adopters_of, newest_version
from motcua.initiatives.services import adoptions as services
from motcua.initiatives.services.adoptions import AdoptionError, Wish
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.web.access import StaffRequest
from motcua.web.initiatives.acting import Doing, acted, told
from motcua.web.initiatives.forms import AdoptForm
from motcua.web.initiatives.room import registers, tabs
from motcua.web.manage import fields

SPARE_STEPS: Final = 2
_A: Final = AdoptionAction


class AdoptionActForm(forms.Form):
    """What goes with an act on the way."""

    on = fields.day(gettext_lazy("Ngày"))
    step = fields.whole_number(gettext_lazy("Bước"), most=MOST_STEPS)
    result = fields.long_text(gettext_lazy("Kết quả"))


@registers
@require_safe
def adoptions(request: StaffRequest) -> HttpResponse:
    """List what one's units take over, and what would help them."""
    agencies = list(policies.units_of(request.actor))
    rows = (
        Adoption.objects.filter(agency__in=agencies)
        .select_related("initiative__agency", "agency", "source__agency")
        .order_by("-planned_on", "-pk")
    )
    context = {
        "tabs": tabs(request),
        "rows": [(one, AdoptionState(one.state)) for one in rows],
        "hints": hints_for(agencies, on=clock.today(), at=clock.now()),
    }
    return render(request, "initiatives/adoptions.html", context)


@registers
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: StaffRequest, code: str) -> HttpResponse:
    """Take a model of the library over for a unit."""
    model = policies.access_copied(request.actor, code)
    agencies = list(policies.units_of(request.actor).exclude(pk=model.agency_id))
    version = newest_version(model)
    sources = list(adopters_of(model).exclude(agency__in=agencies))
    data = request.POST if request.method == "POST" else None
    form = AdoptForm(agencies, model.agency.name, sources, data)
    rows = [(one.title, "") for one in version.stages]
    if data is not None:
        rows = _rows_typed(data)
        if form.is_valid():
            try:
                kept = services.adopt(
                    model,
                    form.cleaned_data["agency"],
                    _wish(form.cleaned_data, rows),
                    actor=request.actor,
                    at=clock.now(),
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã đăng ký áp dụng. Ghi từng bước khi làm xong."))
                return redirect("initiatives:adoption", kept.ref)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "one": model,
        "version": version,
        "agencies": agencies,
        "rows": rows + [("", "")] * min(SPARE_STEPS, max(MOST_STEPS - len(rows), 0)),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/adopt.html", context, status=status)


@registers
@require_safe
def adoption(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show how far a unit is with a model."""
    return _shown(request, policies.access_adoption(request.actor, ref), None, "")


@registers
@require_POST
def act(request: StaffRequest, ref: UUID, action: str) -> HttpResponse:
    """Do one act on the way."""
    found = policies.access_adoption(request.actor, ref)
    return acted(
        request,
        found,
        AdoptionActForm(request.POST),
        _ACTS.get(action),
        page="initiatives:adoption",
        refused=lambda form: _shown(request, found, form, action),
    )


def _shown(
    request: StaffRequest, found: Adoption, form: AdoptionActForm | None, tried: str
) -> HttpResponse:
    found = policies.access_adoption(request.actor, found.ref)
    state = AdoptionState(found.state)
    context = {
        "tabs": tabs(request),
        "one": found,
        "state": state,
        "way": Way(found.way),
        "steps": list(found.steps.all()),
        "may_step": state in ADOPTION[_A.STEP].sources,
        "acts": [
            action
            for action in (_A.BEGIN, _A.KEEP, _A.GIVE_UP, _A.CANCEL)
            if state in ADOPTION[action].sources
        ],
        "form": form or AdoptionActForm(),
        "tried": tried,
        "events": told(found.events.all()),
        "today": clock.today(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "initiatives/adoption.html", context, status=status)


def _rows_typed(data: QueryDict) -> list[tuple[str, str]]:
    titles = data.getlist("step_title")[:MOST_STEPS]
    days = data.getlist("step_due")[:MOST_STEPS]
    days += [""] * (len(titles) - len(days))
    rows = [
        (clean(title)[:200], day.strip()[:20]) for title, day in zip(titles, days, strict=False)
    ]
    return [row for row in rows if any(row)]


def _wish(typed: Mapping[str, Any], rows: list[tuple[str, str]]) -> Wish:
    steps: list[tuple[str, date | None]] = []
    for title, day in rows:
        if not title:
            raise AdoptionError(_("Có hạn mà chưa có tên bước. Xin ghi tên bước."))
        try:
            steps.append((title, fields.day_typed(day) if day else None))
        except ValidationError as error:
            raise AdoptionError(
                _("Bước “%(title)s”: %(why)s") % {"title": title, "why": error.messages[0]}
            ) from error
    return Wish(
        starts_on=typed["starts_on"],
        way=Way(typed["way"]),
        changes=typed["changes"],
        source=typed["source"],
        steps=tuple(steps),
    )


def _begin(found: Adoption, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    services.begin(found, on=typed["on"] or clock.day_of(at), actor=actor, at=at)
    return _("Đã ghi ngày bắt đầu.")


def _step(found: Adoption, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    on = clock.day_of(at)
    services.finish_step(found, typed["step"] or 0, on=on, actor=actor, at=at)
    return _("Đã ghi xong một bước.")


def _ending(action: AdoptionAction, said: fields.Words) -> Doing[Adoption]:
    def doing(found: Adoption, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
        services.conclude(found, action, result=typed["result"], actor=actor, at=at)
        return str(said)

    return doing


_ACTS: Final[dict[str, Doing[Adoption]]] = {
    _A.BEGIN: _begin,
    _A.STEP: _step,
    _A.KEEP: _ending(_A.KEEP, gettext_lazy("Đã ghi: đạt, giữ lại.")),
    _A.GIVE_UP: _ending(_A.GIVE_UP, gettext_lazy("Đã ghi: không hợp, thôi.")),
    _A.CANCEL: _ending(_A.CANCEL, gettext_lazy("Đã hủy đăng ký.")),
}
