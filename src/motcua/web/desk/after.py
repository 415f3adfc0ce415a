"""After the decision at the desk: what to print, what to mend, who comes next."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.dossiers.lifecycle import Action, State, actions_from
from motcua.dossiers.models import AccessRecord, Dossier, DossierPersonalData, IssuedForm, Visit
from motcua.dossiers.policies import access_dossier, access_visit, require_at_desk
from motcua.dossiers.selectors import dossiers_of_visit
from motcua.dossiers.services.drafts import (
    lodge_draft,
    open_draft,
)
from motcua.dossiers.services.receipts import correct_receipt, stored_people, stored_promise
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.explanations import ExplainedDay
from motcua.people.services import PersonInput
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.acceptance import closed, own_draft
from motcua.web.desk.correction import CorrectionForm, RefusalForm
from motcua.web.desk.forms import AcceptanceForm
from motcua.web.desk.held import digitised_from
from motcua.web.desk.screen import Screen, read_screen
from motcua.web.office.printing import form_response, label_response, visit_list_response
from motcua.web.reading import looked_at_many, opened

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)


def at_own_desk(request: StaffRequest, key: str) -> tuple[Dossier, DeskContext]:
    """Return a dossier received at the officer's desk, with that desk.

    Raises Http404 when it may not be seen and PermissionDenied when it may, but belongs to
    another desk.
    """
    dossier = access_dossier(request.actor, key)
    require_at_desk(request.actor, dossier.receiving_agency_id)
    return dossier, desk_context(dossier.desk_id)


@requires(*DESK)
@require_GET
@never_cache
def accepted(request: StaffRequest, key: str) -> HttpResponse:
    """Show the code and the promise, and offer to print, to add, to go on."""
    dossier, desk = at_own_desk(request, key)
    if dossier.accepted_at is None:
        return redirect("desk:lodged", key)
    if asked := opened(request, dossier, clock.now()):
        return asked
    receipt = dossier.forms.filter(kind="receipt").order_by("-version").first()
    context = {
        "dossier": dossier,
        "receipt": receipt,
        "promise": _promise(dossier),
        "visit": dossier.visit,
        "visit_count": dossier.visit.dossiers.count() if dossier.visit else 0,
        "can_correct": Action.CORRECT_RECEIPT in actions_from(State(dossier.state)),
        "desk": desk.desk,
        "held": digitised_from(dossier),
    }
    return render(request, "desk/accepted.html", context)


def _promise(dossier: Dossier) -> dict[str, Any]:
    promised = stored_promise(dossier)
    days: list[ExplainedDay] = promised.due.explanation.days
    return {
        "at": clock.local(dossier.due_at or promised.due_at),
        "days": days,
        "is_expected": dossier.clock_from is None,
        "warnings": list(promised.due.warnings),
    }


@requires(*DESK)
@require_GET
@never_cache
def lodged(request: StaffRequest, key: str) -> HttpResponse:
    """Say that a dossier was taken in and waits to be checked."""
    dossier, desk = at_own_desk(request, key)
    shown = {"dossier": dossier, "desk": desk.desk}
    return opened(request, dossier, clock.now()) or render(request, "desk/lodged.html", shown)


@requires(*DESK)
@require_POST
def one_more(request: StaffRequest, key: str) -> HttpResponse:
    """Open a draft for the same applicant in the same visit; their data are read for it."""
    dossier, desk = at_own_desk(request, key)
    if asked := opened(request, dossier, clock.now()):
        return asked
    personal = DossierPersonalData.objects.get(dossier=dossier)
    draft = open_draft(
        desk.desk,
        actor=request.actor,
        at=clock.now(),
        visit=dossier.visit,
        values=typed_person(stored_people(personal)["applicant"], "applicant"),
    )
    return redirect("desk:draft", draft.ref)


def typed_person(person: PersonInput, who: str) -> dict[str, str]:
    """Return a person as the acceptance screen would have had it typed."""
    return {
        f"{who}_number": person.identity_number,
        f"{who}_name": person.full_name,
        f"{who}_birth_on": f"{person.birth_on:%d/%m/%Y}" if person.birth_on else "",
        f"{who}_address": person.address,
        f"{who}_phone": person.phone,
        f"{who}_email": person.email,
    }


@requires(*DESK)
@require_GET
@never_cache
def visit(request: StaffRequest, ref: UUID) -> HttpResponse:
    """List the receipts of one visit."""
    found = access_visit(request.actor, ref)
    dossiers = dossiers_of_visit(found.pk)
    context = {
        "visit": found,
        "rows": [{"dossier": dossier, "fee": _fee(dossier)} for dossier in dossiers],
        "total": sum(_fee(dossier) for dossier in dossiers),
    }
    return render(request, "desk/visit.html", context)


@requires(*DESK)
@require_GET
def visit_pdf(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Draw the list of receipts for the citizen to take home."""
    found: Visit = access_visit(request.actor, ref)
    dossiers = dossiers_of_visit(found.pk)
    if not dossiers:
        messages.info(request, _("Lượt này chưa nhận hồ sơ nào nên chưa có danh sách để in."))
        return redirect("desk:visit", ref)
    looked_at_many(
        request,
        AccessRecord.Kind.LIST_PRINT,
        clock.now(),
        rows=len(dossiers),
        subject=found.desk.name,
        agency_id=found.desk.agency_id,
    )
    return visit_list_response(
        dossiers,
        desk=desk_context(found.desk_id),
        officer_name=request.actor.name,
        at=clock.now(),
    )


@requires(*DESK)
@require_GET
def label(request: StaffRequest, key: str) -> HttpResponse:
    """Draw the label of the folder."""
    dossier, desk = at_own_desk(request, key)
    at = clock.now()
    return opened(request, dossier, at, is_document=True) or label_response(
        dossier, desk=desk, at=at
    )


def _fee(dossier: Dossier) -> int:
    return sum(charge.amount_dong for charge in dossier.charges.all() if not charge.exemption)


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def correct(request: StaffRequest, key: str) -> HttpResponse:
    """Issue the next version of a receipt; the preview is drawn from what would be stored."""
    dossier, desk = at_own_desk(request, key)
    personal = DossierPersonalData.objects.get(dossier=dossier)
    before = stored_people(personal)["applicant"]
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        before=before,
        dossier=dossier,
        on=clock.today(),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            is_preview = request.POST.get("act") == "preview"
            try:
                issued = _correct(dossier, form, desk, request, is_preview=is_preview)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                if is_preview:
                    return opened(
                        request, dossier, clock.now(), is_document=True
                    ) or form_response(issued, is_preview=True)
                messages.success(
                    request,
                    _("Đã lập giấy tiếp nhận bản %(n)d. Bản cũ đã hủy.") % {"n": issued.version},
                )
                return redirect("desk:accepted", key)
    context = {"dossier": dossier, "form": form}
    return opened(request, dossier, clock.now()) or render(
        request, "desk/correct.html", context, status=status
    )


def _correct(
    dossier: Dossier,
    form: CorrectionForm,
    desk: DeskContext,
    request: StaffRequest,
    *,
    is_preview: bool,
) -> IssuedForm:
    """Correct the receipt; a preview does the same and takes it all back."""
    with transaction.atomic():
        issued = correct_receipt(
            dossier.pk,
            changes=form.changes(),
            reason=form.cleaned_data["reason"],
            context=desk,
            actor=request.actor,
            at=clock.now(),
        )
        transaction.set_rollback(is_preview)
    return issued


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def refuse(request: StaffRequest, key: str) -> HttpResponse:
    """Refuse what was lodged and waits for a decision, by form 03."""
    dossier, desk = at_own_desk(request, key)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = refuse_dossier(
                dossier.pk,
                **form.refusal(),
                context=desk,
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:refused", issued.dossier.tracking_code)
    if asked := opened(request, dossier, clock.now()):
        return asked
    context = {
        "form": form,
        "title": dossier.procedure.name,
        "applicant": dossier.principal_name,
        "back": "desk:waiting",
        "back_to": None,
    }
    return render(request, "desk/refuse.html", context, status=422 if form.errors else 200)


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def refuse_draft(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Refuse at once what has been typed: it is lodged and refused in one act, by form 03."""
    at = clock.now()
    form = RefusalForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        try:
            draft = own_draft(request, ref, lock=True)
        except DomainError as error:
            return closed(request, error)
        screen = read_screen(draft, draft.values, at)
        typed = screen.form(is_bound=True)
        if not typed.is_valid() or screen.agency is None:
            messages.error(
                request,
                _("Muốn từ chối cũng cần đủ thủ tục và người nộp để lập phiếu. Xin ghi tiếp."),
            )
            return redirect("desk:draft", ref)
        if request.method == "POST" and form.is_valid():
            try:
                refused_key = _lodge_and_refuse(request, screen, typed, form)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                return redirect("desk:refused", refused_key)
    context = {
        "form": form,
        "title": screen.procedure.name if screen.procedure else "",
        "applicant": typed.cleaned_data["applicant_name"],
        "back": "desk:draft",
        "back_to": ref,
    }
    return render(request, "desk/refuse.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _lodge_and_refuse(
    request: StaffRequest, screen: Screen, typed: AcceptanceForm, form: RefusalForm
) -> str:
    """Lodge the draft and refuse it; return the tracking code."""
    assert screen.agency is not None  # noqa: S101 - the caller has looked
    lodging = typed.lodging(
        agency_id=screen.agency.pk,
        files=screen.files_by_paper(),
        visit_id=screen.draft.visit_id,
    )
    with_whom: dict[str, Any] = {
        "context": screen.context,
        "actor": request.actor,
        "at": screen.at,
    }
    # The refusal itself says that it is known: a second paper about the same matter.
    lodging = replace(lodging, knows_of_duplicate=True)
    dossier = lodge_draft(screen.draft, lodging, **with_whom)
    refuse_dossier(dossier.pk, **form.refusal(), **with_whom)
    return dossier.tracking_code


@requires(*DESK)
@require_GET
@never_cache
def refused(request: StaffRequest, key: str) -> HttpResponse:
    """Show that form 03 was issued and offer to print it."""
    dossier, _desk = at_own_desk(request, key)
    issued = dossier.forms.filter(kind="refusal").order_by("-version").first()
    shown = {"dossier": dossier, "issued": issued}
    return opened(request, dossier, clock.now()) or render(request, "desk/refused.html", shown)
