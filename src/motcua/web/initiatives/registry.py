"""The registry at work: the list, and writing a description."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.initiatives import policies
from motcua.initiatives.content import Kind
from motcua.initiatives.lifecycle import STANDING, Action, State
from motcua.initiatives.models import Initiative
from motcua.initiatives.selectors import newest_version, open_seats, tally_of_states
from motcua.initiatives.services import registry
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.initiatives.forms import DescriptionForm
from motcua.web.initiatives.room import reads, registers, tabs
from motcua.web.manage import fields
from motcua.web.manage.paging import Chip, page_of

_S: Final = State
GROUPS: Final[dict[str, tuple[fields.Words, frozenset[State]]]] = {
    "tat-ca": (gettext_lazy("Tất cả"), frozenset(_S)),
    "soan": (gettext_lazy("Đang soạn"), frozenset({_S.DRAFT})),
    "kiem-tra": (
        gettext_lazy("Kiểm tra"),
        frozenset({_S.REGISTERED, _S.UNDER_REVIEW, _S.ELIGIBLE}),
    ),
    "cham": (gettext_lazy("Chấm, trình"), frozenset({_S.EVALUATING, _S.RECOMMENDED})),
    "cong-nhan": (gettext_lazy("Đã công nhận"), STANDING),
    "khong": (gettext_lazy("Không công nhận, đã dừng"), frozenset({_S.REJECTED, _S.ENDED})),
}


@reads
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """List what the actor's units registered and what their council judges."""
    mine = policies.initiatives_visible_to(request.actor)
    counts = tally_of_states(mine)
    asked = request.GET.get("loc", "")
    chosen = asked if asked in GROUPS else "tat-ca"
    chips = [
        Chip(
            str(label),
            f"?loc={name}",
            is_current=name == chosen,
            count=sum(counts.get(state, 0) for state in states),
        )
        for name, (label, states) in GROUPS.items()
    ]
    rows = mine.filter(state__in=GROUPS[chosen][1]).select_related("agency")
    page = page_of(rows.order_by("-created_at", "-pk"), request)
    context = {
        "tabs": tabs(request),
        "chips": chips,
        "page": page,
        "rows": [(one, State(one.state), Kind(one.kind)) for one in page.rows],
        "to_score": open_seats(request.actor.officer_id or 0).filter(
            sheet__isnull=True, conflict=""
        ),
        "may_register": request.actor.has(*policies.REGISTERING),
    }
    return render(request, "initiatives/list.html", context)


@registers
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, ref: UUID | None = None) -> HttpResponse:
    """Write a new description, or the next version of one."""
    found = policies.access_initiative(request.actor, ref) if ref is not None else None
    if found is not None and not policies.may(request.actor, Action.REVISE, found):
        raise PermissionDenied
    agencies = [found.agency] if found else list(policies.units_of(request.actor))
    delegations = list(policies.delegations_of(request.actor))
    version = newest_version(found) if found else None
    data = request.POST if request.method == "POST" else None
    form = DescriptionForm(agencies, delegations, data, version)
    if data is not None and form.is_valid():
        try:
            kept = _kept(request, found, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("Đã lưu bản nháp. Xem có gì giống rồi đăng ký.")
            if kept.code:
                said = _("Đã lưu bản %(n)d. Bản trước vẫn còn.") % {"n": kept.versions_count}
            messages.success(request, said)
            return redirect("initiatives:one", kept.ref)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "found": found,
        "is_draft": found is None or found.state == State.DRAFT,
        "form": form,
        "rows": form.rows.padded(),
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/edit.html", context, status=status)


def _kept(request: StaffRequest, found: Initiative | None, form: DescriptionForm) -> Initiative:
    typed = form.cleaned_data
    at, kind, area = clock.now(), Kind(typed["kind"]), int(typed["area"])
    if found is None:
        return registry.begin_draft(
            typed["agency"],
            kind,
            area,
            form.said,
            actor=request.actor,
            at=at,
            source=typed["source"],
            delegation=typed["delegation"],
        )
    registry.revise(found, form.said, actor=request.actor, at=at, kind=kind, area=area)
    registry.set_origin(
        found, source=typed["source"], delegation=typed["delegation"], actor=request.actor
    )
    return found
