"""Changes of the national catalogue: looked at, taken over as a draft, or declined."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.exchange.models import CatalogueProposal
from motcua.exchange.portal.catalogue import changes_of, decline, open_draft_of, take_over
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import chips, page_of

_WAITING: Final = "cho"


class DeclineForm(forms.Form):
    """Why a proposal is not used."""

    reason = fields.text(
        gettext_lazy("Lý do không dùng"),
        gettext_lazy("Xin ghi lý do không dùng đề xuất này."),
        most=500,
        hint=gettext_lazy("Như: đã sửa theo quyết định của tỉnh, không thuộc thẩm quyền."),
    )


@reads
@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    """List proposals, those that wait first. Two queries."""
    chosen, made = chips(request, {_WAITING: _("Chờ quyết định"), "tat-ca": _("Tất cả")})
    found = CatalogueProposal.objects.select_related("procedure", "decided_by")
    if chosen == _WAITING:
        found = found.filter(state=CatalogueProposal.State.WAITING)
    context = {"page": page_of(found, request), "chips": made, "is_waiting": chosen == _WAITING}
    return render(request, "manage/proposals.html", context)


@reads
@require_safe
def proposal(request: StaffRequest, number: int) -> HttpResponse:
    """Show what a proposal changes in the version in force."""
    return _page(request, _found(number), DeclineForm(auto_id="o-%s"))


@changes
@require_POST
def take(request: StaffRequest, number: int) -> HttpResponse:
    """Make the proposal a draft, unless one is open."""
    found = _found(number)
    try:
        draft = take_over(found, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("manage:proposal", number)
    messages.success(
        request,
        _("Đã đưa vào bản thảo số %(n)s. Xin xem lại rồi công bố; người dân chưa thấy.")
        % {"n": draft.number},
    )
    return redirect("manage:draft", found.procedure.code)


@changes
@require_POST
def refuse(request: StaffRequest, number: int) -> HttpResponse:
    """Do not use the proposal; the reason stays with it."""
    found = _found(number)
    form = DeclineForm(request.POST, auto_id="o-%s")
    if not form.is_valid():
        return _page(request, found, form)
    try:
        decline(found, form.cleaned_data["reason"], actor=request.actor, at=clock.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, found, form)
    messages.success(request, _("Đã ghi: không dùng đề xuất này. Bản đang áp dụng không đổi."))
    return redirect("manage:proposals")


def _found(number: int) -> CatalogueProposal:
    rows = CatalogueProposal.objects.select_related("procedure__current_version", "decided_by")
    found: CatalogueProposal = get_object_or_404(rows, number=number)
    return found


def _page(request: StaffRequest, found: CatalogueProposal, form: DeclineForm) -> HttpResponse:
    context = {
        "proposal": found,
        "procedure": found.procedure,
        "current": found.procedure.current_version,
        "draft": open_draft_of(found.procedure),
        "differences": changes_of(found),
        "is_waiting": found.state == CatalogueProposal.State.WAITING,
        "form": form,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/proposal.html", context, status=status)


urlpatterns: Final[list[URLPattern]] = [
    path("thu-tuc/de-xuat/", proposals, name="proposals"),
    path("thu-tuc/de-xuat/<int:number>/", proposal, name="proposal"),
    path("thu-tuc/de-xuat/<int:number>/dung/", take, name="proposal-take"),
    path("thu-tuc/de-xuat/<int:number>/bo/", refuse, name="proposal-refuse"),
]
