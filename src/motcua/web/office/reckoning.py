"""The fee looked at anew: how many copies, and whether somebody is let off."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers import rights
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, ReliefClaim
from motcua.dossiers.policies import DESK_ROLES, access_dossier
from motcua.dossiers.services.fees import (
    MOST_COUNTED,
    claim_of,
    counted_charge,
    reckon_fee,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import Count, Fee, FeeUnit, counted
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.typed import LineField
from motcua.web.manage import fields
from motcua.web.reading import opened

GRANT, REFUSE = "co", "khong"


class ReckonForm(forms.Form):
    """How many, for each paper that was counted; and the answer to a claim."""

    claim = forms.ChoiceField(
        label=gettext_lazy("Đề nghị miễn, giảm"),
        choices=[
            ("", gettext_lazy("Chưa xét")),
            (GRANT, gettext_lazy("Xác nhận")),
            (REFUSE, gettext_lazy("Không xác nhận, phải nộp đủ")),
        ],
        required=False,
    )
    reason = LineField(label=gettext_lazy("Lý do, giấy đã xem"), max_length=255, required=False)

    def __init__(self, data: Any, *, fee: Fee, claim: ReliefClaim | None) -> None:
        super().__init__(data, auto_id="o-%s")
        self.fee = fee
        counts = fee.counts if fee.rule.is_counted else ()
        names = ("copies", "pages") if fee.rule.per is FeeUnit.PAGE else ("copies",)
        self.rows = [[f"{name}-{place}" for name in names] for place in range(len(counts))]
        for row, count in zip(self.rows, counts, strict=True):
            for name in row:
                is_copies = name.startswith("copies")
                self.fields[name] = fields.whole_number(
                    gettext_lazy("Số bản") if is_copies else gettext_lazy("Số trang mỗi bản"),
                    gettext_lazy("Xin ghi số bản, số trang, từ 1."),
                    least=1,
                    most=MOST_COUNTED,
                )
                self.initial[name] = count.copies if is_copies else count.pages
        if claim is None or claim.is_granted is not None:
            del self.fields["claim"], self.fields["reason"]

    @property
    def counted_fields(self) -> list[list[forms.BoundField]]:
        """Return the fields of each paper."""
        return [[self[name] for name in row] for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """Ask why, where the claim is answered."""
        typed = dict(super().clean() or {})
        if typed.get("claim") and not typed.get("reason"):
            self.add_error(
                "reason", _("Xin ghi lý do: đã xem giấy nào, hoặc vì sao không được miễn, giảm.")
            )
        return typed

    def counts(self) -> Sequence[Count]:
        """Return how many were typed."""
        typed = self.cleaned_data
        return [
            Count(copies=typed[f"copies-{place}"], pages=typed.get(f"pages-{place}") or 1)
            for place in range(len(self.rows))
        ]

    def grant(self) -> bool | None:
        """Return the answer to the claim; None for none yet."""
        return {GRANT: True, REFUSE: False}.get(self.cleaned_data.get("claim") or "")


@requires(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def reckon(request: StaffRequest, key: str) -> HttpResponse:
    """Show how the fee was counted; count it anew, and confirm or refuse the claim."""
    dossier = access_dossier(request.actor, key)
    rights.require(request.actor, Action.RECKON_FEE, dossier, None)
    back = _back(dossier)
    charge, claim = counted_charge(dossier), claim_of(dossier)
    if charge is None or charge.fee is None:
        messages.info(request, _("Hồ sơ này không có khoản chưa thu nào tính theo mức."))
        return redirect(back)
    posted = request.POST if request.method == "POST" else None
    form = ReckonForm(posted, fee=charge.fee, claim=claim)
    if posted is not None and form.is_valid():
        try:
            reckon_fee(
                dossier.pk,
                counts=form.counts(),
                grant=form.grant(),
                reason=form.cleaned_data.get("reason", ""),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã tính lại; người nộp thấy cách tính mới."))
            return redirect(back)
    context = {
        "dossier": dossier,
        "key": key,
        "form": form,
        "charge": charge,
        "claim": claim,
        "if_granted": counted(charge.fee.rule, charge.fee.counts, claim.relief) if claim else None,
        "back": back,
    }
    return opened(request, dossier, clock.now()) or render(
        request, "office/reckon.html", context, status=422 if form.errors else 200
    )


def _back(dossier: Dossier) -> str:
    if State(dossier.state) is State.SUBMITTED:
        return reverse("desk:answer", args=[dossier.tracking_code])
    return reverse("office:dossier", args=[dossier.code or dossier.tracking_code])


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/tinh-lai-phi/", reckon, name="reckon"),
]
