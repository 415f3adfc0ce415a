"""Steps: signing for a folder, assigning, sending back, asking other agencies."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import agencies_of_province, desk_context
from motcua.documents.models import StoredFile
from motcua.dossiers import rights
from motcua.dossiers.control_slip import control_slip
from motcua.dossiers.lifecycle import (
    Action,
    IllegalTransitionError,
    State,
    actions_from,
    next_state,
)
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.dossiers.policies import ANSWERING_ROLES, access_dossier
from motcua.dossiers.services.consulting import (
    ConsultationError,
    access_consultation,
    answer,
    ask_agency,
    may_answer,
    open_questions,
    require_may_answer,
    settled_questions,
    standing_of,
)
from motcua.dossiers.services.meanwhile import gone_since
from motcua.dossiers.services.stepping import open_step_of
from motcua.dossiers.services.steps import (
    NOBODY,
    assign_step,
    earlier_steps,
    return_step,
    take_step,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_name
from motcua.web.access import StaffRequest, requires
from motcua.web.office.printing import slip_response
from motcua.web.office.scans import scans_of
from motcua.web.office.step_forms import (
    AnswerForm,
    AssignForm,
    ConsultForm,
    ReturnStepForm,
    StepForm,
)
from motcua.web.reading import opened

READERS: Final = (*STEP_ROLES, Role.AUDITOR)
PAGE: Final = 50
"""How many of the questions that are settled stand on the page."""


@requires(*STEP_ROLES)
@require_POST
def take(request: StaffRequest, key: str) -> HttpResponse:
    """Sign for the folder."""
    dossier = access_dossier(request.actor, key)
    try:
        take_step(dossier.pk, order=_order(request), actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ký nhận hồ sơ. Hồ sơ ghi tên ông/bà từ bây giờ."))
    return redirect("office:dossier", key)


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def assign(request: StaffRequest, key: str) -> HttpResponse:
    """Give the open step to somebody, or back to all who hold its role."""
    at = clock.now()
    dossier, step = _step_for(request, key, Action.ASSIGN)
    if step is None:
        return _not_now(request, dossier, Action.ASSIGN, at)
    form = AssignForm(_posted(request), step=step, on=clock.day_of(at))
    if _is_current(request, form, dossier, step, at):
        try:
            assign_step(
                dossier.pk,
                order=form.cleaned_data["order"],
                officer_id=form.cleaned_data["officer"] or None,
                seen=form.cleaned_data["seen"],
                actor=request.actor,
                at=at,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã phân công. Hồ sơ nằm trong việc của người được giao."))
            return redirect("office:dossier", key)
    context = {**_facts(dossier, step), "form": form, "nobody": NOBODY}
    return render(request, "office/assign.html", context, status=422 if form.errors else 200)


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def send_back(request: StaffRequest, key: str) -> HttpResponse:
    """Send the dossier back to an earlier step, saying why."""
    at = clock.now()
    dossier, step = _step_for(request, key, Action.RETURN_STEP)
    if step is None:
        return _not_now(request, dossier, Action.RETURN_STEP, at)
    earlier = list(earlier_steps(dossier, step).select_related("closed_by").order_by("-order"))
    form = ReturnStepForm(_posted(request), step=step, earlier=earlier)
    if _is_current(request, form, dossier, step, at):
        try:
            return_step(
                dossier.pk,
                order=form.cleaned_data["order"],
                to_order=form.cleaned_data["to_order"],
                reason=form.cleaned_data["reason"],
                context=desk_context(dossier.desk_id),
                actor=request.actor,
                at=at,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã trả lại. Người làm bước đó thấy lý do của ông/bà."))
            return redirect("office:work")
    context = {**_facts(dossier, step), "form": form, "earlier": earlier}
    return render(request, "office/return_step.html", context, status=422 if form.errors else 200)


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def consult(request: StaffRequest, key: str) -> HttpResponse:
    """Ask another agency for its opinion, with a day."""
    at = clock.now()
    dossier, step = _step_for(request, key, Action.CONSULT)
    if step is None:
        return _not_now(request, dossier, Action.CONSULT, at)
    today = clock.day_of(at)
    agencies = agencies_of_province(dossier.agency.province_id, today).exclude(pk=step.agency_id)
    form = ConsultForm(_posted(request), agencies=agencies.order_by("name"))
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_agency(
                dossier.pk,
                agency_id=form.cleaned_data["agency"],
                question=form.cleaned_data["question"],
                due_on=form.cleaned_data["due_on"],
                actor=request.actor,
                at=at,
            )
        except ConsultationError as error:
            form.add_error(error.field_name or None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Đã hỏi %(agency)s. Trả lời sẽ vào hồ sơ này.") % {"agency": asked.agency.name},
            )
            return redirect("office:dossier", key)
    context = {**_facts(dossier, step), "form": form}
    return render(request, "office/consult.html", context, status=422 if form.errors else 200)


@requires(*ANSWERING_ROLES)
@require_GET
@never_cache
def consultations(request: StaffRequest) -> HttpResponse:
    """List what one's agency is asked: what is due first first, then what was answered."""
    at = clock.now()
    context = {
        "waiting": [_line(row, at) for row in open_questions(request.actor)],
        "settled": [_line(row, at) for row in settled_questions(request.actor)[:PAGE]],
        "at": at,
        "today": clock.day_of(at),
    }
    return render(request, "office/consultations.html", context)


@requires(*READERS)
@require_http_methods(["GET", "POST"])
@never_cache
def consultation(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one question with the papers it is about, and take the answer."""
    asked = access_consultation(request.actor, ref)
    form = AnswerForm(_posted(request))
    scan = _scan_with(request, asked, form) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid():
        try:
            answer(
                asked,
                answer=form.cleaned_data["answer"],
                file=scan,
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(getattr(error, "field_name", "") or None, str(error))
        else:
            messages.success(request, _("Đã trả lời. Ý kiến nằm trong hồ sơ của cơ quan hỏi."))
            return redirect("office:consultation", ref)
    return _consultation_page(request, asked, form, scan)


def _scan_with(request: StaffRequest, asked: Consultation, form: AnswerForm) -> StoredFile | None:
    """Return the document of the answer, the one chosen last; the form says what is refused."""
    # Nothing is stored for those who only read the question.
    require_may_answer(request.actor, asked)
    scans, problems = scans_of(request, ["file"], at=clock.now())
    for problem in problems:
        form.add_error("file", problem)
    return scans["file"][-1] if scans["file"] else None


def _consultation_page(
    request: StaffRequest, asked: Consultation, form: AnswerForm, scan: StoredFile | None
) -> HttpResponse:
    at = clock.now()
    is_open = asked.answered_at is None and asked.closed_at is None
    can_answer = is_open and may_answer(request.actor, asked)
    sees_dossier = _sees(request, asked.dossier)
    context = {
        "asked": asked,
        "dossier": asked.dossier,
        "key": asked.dossier.code or asked.dossier.tracking_code,
        "principal": mask_name(asked.dossier.principal_name),
        "standing": standing_of(asked, at),
        "can_answer": can_answer,
        "sees_dossier": sees_dossier,
        "papers": (
            list(asked.dossier.papers.select_related("file")) if can_answer or sees_dossier else []
        ),
        "form": form,
        "scan": scan,
        "today": clock.day_of(at),
    }
    status = 422 if form.errors else 200
    return opened(request, asked.dossier, at) or render(
        request, "office/consultation.html", context, status=status
    )


@requires(*READERS)
@require_GET
def slip_pdf(request: StaffRequest, key: str) -> HttpResponse:
    """Draw form 06 from the log of steps as it stands."""
    dossier = access_dossier(request.actor, key)
    at = clock.now()
    if asked := opened(request, dossier, at, is_document=True):
        return asked
    context = desk_context(dossier.desk_id)
    payload = control_slip(dossier, context=context, at=at)
    return slip_response("control_slip", payload, desk=context, at=at)


def _step_for(request: StaffRequest, key: str, action: Action) -> tuple[Dossier, Step | None]:
    """Return the dossier and its open step, None when that cannot be done to it now."""
    dossier = access_dossier(request.actor, key)
    step = open_step_of(dossier)
    if step is not None:
        rights.require(request.actor, action, dossier, step)
    if action not in actions_from(State(dossier.state)):
        return dossier, None
    return dossier, step


def _not_now(
    request: StaffRequest, dossier: Dossier, action: Action, at: datetime
) -> HttpResponse:
    """Say on the dossier's page why the act is not open: its state, or its step is gone."""
    try:
        next_state(State(dossier.state), action)
    except IllegalTransitionError as error:
        messages.error(request, str(error))
    else:
        messages.error(request, str(gone_since(dossier, _order(request) or None, at)))
    return redirect("office:dossier", dossier.code or dossier.tracking_code)


def _posted(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _is_current(
    request: StaffRequest, form: StepForm, dossier: Dossier, step: Step, at: datetime
) -> bool:
    """Say whether what was posted is whole and about the open step; else it says why not."""
    if request.method != "POST":
        return False
    if form.is_valid() and form.cleaned_data["order"] == step.order:
        return True
    shown = _order(request)
    if shown not in (0, step.order):
        # What was chosen fitted the step that was open then; what became of it comes first.
        form.errors.clear()
        form.add_error(None, str(gone_since(dossier, shown, at)))
    return False


def _facts(dossier: Dossier, step: Step) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "step": step,
        "role": Role(step.role).label,
    }


def _line(asked: Consultation, at: datetime) -> dict[str, Any]:
    return {
        "asked": asked,
        "key": asked.dossier.code or asked.dossier.tracking_code,
        "standing": standing_of(asked, at),
    }


def _sees(request: StaffRequest, dossier: Dossier) -> bool:
    agencies = request.actor.agencies_with(*READERS)
    return not agencies.isdisjoint(
        {dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id}
    )


def _order(request: StaffRequest) -> int:
    """Return the step that the page showed; 0, which no step has, when it does not say."""
    typed = request.POST.get("order", "")
    # Cut, since int() refuses thousands of digits; no step has so many.
    return int(typed[:9]) if typed.isascii() and typed.isdecimal() else 0


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/nhan-ban-giao/", take, name="take"),
    path("ho-so/<str:key>/phan-cong/", assign, name="assign"),
    path("ho-so/<str:key>/tra-lai-buoc/", send_back, name="return-step"),
    path("ho-so/<str:key>/lay-y-kien/", consult, name="consult"),
    path("ho-so/<str:key>/phieu-kiem-soat.pdf", slip_pdf, name="control-slip"),
    path("lay-y-kien/", consultations, name="consultations"),
    path("lay-y-kien/<uuid:ref>/", consultation, name="consultation"),
]
