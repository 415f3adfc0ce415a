"""What waits at the desk: to be answered, to be handed back, to be told by telephone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.policies import DESK_ROLES
from motcua.dossiers.selectors import (
    PAGE,
    Place,
    named,
    ready_to_return,
    rows_after,
    waiting_for_answer,
)
from motcua.dossiers.services.fees import claim_of, counted_charge, may_reckon
from motcua.dossiers.services.receipts import stored_people
from motcua.dossiers.services.submitted import StatedLimit, accept_submitted, terms_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import mask_phone
from motcua.web.access import StaffRequest, requires
from motcua.web.answer_times import answer_time, over_time, with_beginning
from motcua.web.context import stamp_of
from motcua.web.desk.after import at_own_desk
from motcua.web.lodged_answers import lodged_answers
from motcua.web.manage import fields
from motcua.web.manage.paging import chips
from motcua.web.reading import opened

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
LATE: Final = "qua-gio"
"""In the address of the list: what should have been answered already."""


@requires(*DESK)
@require_GET
@never_cache
def waiting(request: StaffRequest) -> HttpResponse:
    """List what came by post or online and has no answer yet; first, or only, what is late."""
    at = clock.now()
    dossiers = with_beginning(waiting_for_answer(request.actor))
    late = over_time(dossiers, request.actor.agencies_with(*DESK_ROLES), at)
    chosen, made = chips(request, {"": _("Tất cả"), LATE: _("Quá 8 giờ làm việc")})
    made[1] = replace(made[1], count=late.count())
    return list_page(
        request,
        (late if chosen == LATE else dossiers).select_related(
            "procedure", "applicant", "portal_lodging"
        ),
        "submitted_at",
        "desk/waiting.html",
        row=partial(_waiting_row, stamp=stamp_of(request), at=at),
        chips=made,
        is_late_list=chosen == LATE,
    )


def _waiting_row(dossier: Dossier, *, stamp: int, at: datetime) -> dict[str, Any]:
    return {
        **_row(dossier),
        "answer": answer_time(dossier, stamp, at),
        "portal": getattr(dossier, "portal_lodging", None),
    }


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def answer(request: StaffRequest, key: str) -> HttpResponse:
    """Show what was lodged; accept it by POST."""
    dossier, desk = at_own_desk(request, key)
    problem = ""
    form = StatedForm(request.POST if request.method == "POST" else None, auto_id="o-%s")
    needs_limit = _needs_limit(dossier, desk)
    if request.method == "POST" and (not needs_limit or form.is_valid()):
        try:
            taken = accept_submitted(
                dossier.pk,
                context=desk,
                actor=request.actor,
                at=clock.now(),
                stated=form.stated() if needs_limit else None,
            )
        except DomainError as error:
            problem = str(error)
        else:
            return redirect("desk:accepted", str(taken.code))
    if asked := opened(request, dossier, clock.now()):
        return asked
    personal = DossierPersonalData.objects.get(dossier=dossier)
    context = {
        "dossier": dossier,
        "people": stored_people(personal),
        "papers": list(dossier.papers.select_related("file", "held_paper")),
        "charges": list(dossier.charges.select_related("payment")),
        **_reckoning(request, dossier),
        "is_waiting": State(dossier.state) is State.SUBMITTED,
        "problem": problem,
        "form": form if needs_limit else None,
        **lodged_answers(dossier),
        "answer_time": answer_time(
            with_beginning(Dossier.objects.filter(pk=dossier.pk)).get(), desk.stamp, clock.now()
        ),
    }
    is_wrong = bool(problem) or (needs_limit and bool(form.errors))
    return render(request, "desk/answer.html", context, status=422 if is_wrong else 200)


def _reckoning(request: StaffRequest, dossier: Dossier) -> dict[str, Any]:
    """Return the claim to be let off, and whether there is something about the fee to decide."""
    claim, charge = claim_of(dossier), counted_charge(dossier)
    is_counted = charge is not None and charge.fee is not None and charge.fee.rule.is_counted
    waits = charge is not None and claim is not None and claim.is_granted is None
    may = (is_counted or waits) and may_reckon(request.actor, dossier)
    return {"claim": claim, "may_reckon": may}


def _needs_limit(dossier: Dossier, desk: DeskContext) -> bool:
    """Say whether the agency has to state until when, since no limit is published."""
    if State(dossier.state) is not State.SUBMITTED:
        return False
    try:
        return not terms_of(dossier, on=clock.today(), stamp=desk.stamp).has_limit
    except DomainError:
        return False  # accepting says why it cannot be


class StatedForm(forms.Form):
    """How long the agency gives itself where no limit is published, and why."""

    days = fields.whole_number(
        gettext_lazy("Cơ quan hẹn trả trong (ngày làm việc)"),
        gettext_lazy("Thủ tục chưa công bố thời hạn. Xin ghi số ngày làm việc cơ quan hẹn."),
        least=1,
        most=365,
    )
    reason = fields.text(
        gettext_lazy("Lý do hẹn thời hạn này"),
        gettext_lazy("Xin ghi lý do: căn cứ, việc phải làm."),
    )

    def stated(self) -> StatedLimit:
        """Return what was typed; the form is valid."""
        limit = Limit(self.cleaned_data["days"], LimitUnit.WORKING_DAY)
        return StatedLimit(limit, self.cleaned_data["reason"])


@requires(*DESK)
@require_GET
@never_cache
def ready(request: StaffRequest) -> HttpResponse:
    """List results to hand back; a scanned code leads straight to its dossier."""
    words = request.GET.get("q", "").strip()
    dossiers = ready_to_return(request.actor)
    if words:
        dossiers = named(request.actor, dossiers, words)
        exact = [d for d in dossiers[:2] if words.upper() in {d.code, d.tracking_code}]
        if exact:
            return redirect("desk:return", str(exact[0].code))
    return list_page(request, dossiers, "finished_at", "desk/ready.html", words=words)


def list_page(
    request: StaffRequest,
    dossiers: QuerySet[Dossier],
    field: str,
    template: str,
    *,
    row: Callable[[Dossier], dict[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a page of ``dossiers`` in the order of ``field``."""
    place = place_from(request.GET)
    rows = rows_after(dossiers, field, place)
    context = {
        "rows": [(row or _row)(dossier) for dossier in rows[:PAGE]],
        "next_url": next_address(request, rows, field),
        "first_url": request.path if place else "",
        "today": clock.today(),
        **more,
    }
    return render(request, template, context)


def _row(dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "phone": mask_phone(dossier.applicant.phone) if dossier.applicant.phone else "",
    }


def place_from(query: QueryDict) -> Place | None:
    """Return where the page before ended; None for the first page or a broken address."""
    at, _comma, row = query.get("sau", "").partition(",")
    try:
        place = Place(datetime.fromisoformat(at.replace(" ", "+")), int(row))
    except ValueError:
        return None
    return place if place.at.tzinfo is not None else None


def next_address(request: StaffRequest, rows: Sequence[Any], field: str) -> str:
    """Return the address of the next page; "" when this is the last."""
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    query = request.GET.copy()
    query["sau"] = f"{getattr(last, field).isoformat()},{last.pk}"
    return f"{request.path}?{query.urlencode()}"
