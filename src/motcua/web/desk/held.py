"""What stands on a paper that the desk has put into somebody's store."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.documents.holding import HoldingError, describe_paper
from motcua.documents.models import HeldPaper
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_dossier, require_at_desk
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.typed import DAY_FORMATS, LineField
from motcua.web.reading import opened

_DAY_WRONG = gettext_lazy("Ngày ghi như 24/11/2026. Xin xem lại.")


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=list(DAY_FORMATS),
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _DAY_WRONG},
    )


class HeldForm(forms.Form):
    """Issuer, number and days of a paper."""

    issuer = LineField(label=gettext_lazy("Cơ quan cấp"), required=False, max_length=160)
    number = LineField(label=gettext_lazy("Số"), required=False, max_length=60)
    valid_from = _day_field(gettext_lazy("Ngày cấp"))
    valid_to = _day_field(gettext_lazy("Có giá trị đến hết ngày"))


def digitised_from(dossier: Dossier) -> Sequence[HeldPaper]:
    """Return the papers that went from a dossier into the store."""
    mine = HeldPaper.objects.filter(source_key=dossier.tracking_code, source=HeldPaper.Source.DESK)
    return list(mine.select_related("kind").order_by("pk"))


@requires(Role.DESK_OFFICER, Role.HEAD_OF_DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def held(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Write down what stands on the paper, so that it is offered while it is valid."""
    paper = get_object_or_404(
        HeldPaper.objects.select_related("kind", "file"), ref=ref, source=HeldPaper.Source.DESK
    )
    dossier = access_dossier(request.actor, paper.source_key)
    require_at_desk(request.actor, dossier.receiving_agency_id)
    at = clock.now()
    if asked := opened(request, dossier, at):
        return asked
    names = ("issuer", "number", "valid_from", "valid_to")
    form = HeldForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(paper, name) for name in names},
        auto_id="o-%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            describe_paper(paper, **form.cleaned_data, officer_id=request.actor.officer_id, at=at)
        except HoldingError as error:
            form.add_error("valid_to", str(error))
        else:
            messages.success(request, _("Đã ghi. Lần sau giấy này được đề nghị dùng lại."))
            return redirect("desk:accepted", dossier.code or dossier.tracking_code)
    context = {"paper": paper, "dossier": dossier, "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/held.html", context, status=status)
