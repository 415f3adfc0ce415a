"""Withdrawing one's own dossier: with a reason, and a second look before it is done."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.policies import access_own_dossier, desk_context_of
from motcua.dossiers.services.ending import refuse_decided
from motcua.dossiers.services.own_acts import withdraw_own
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import CitizenRequest, citizen

LONGEST = 1000


class WithdrawForm(forms.Form):
    """Why, and that it is meant."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao ông/bà rút hồ sơ?"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Xin ghi lý do rút, ví dụ: không còn nhu cầu.")},
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("Tôi hiểu hồ sơ sẽ dừng hẳn; muốn làm lại phải nộp hồ sơ mới."),
        error_messages={"required": gettext_lazy("Xin đánh dấu để xác nhận rút hồ sơ.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: CitizenRequest, key: str) -> HttpResponse:
    """Ask why and whether it is meant; then withdraw."""
    dossier = access_own_dossier(request.citizen, key)
    try:
        next_state(State(dossier.state), Action.WITHDRAW)
        refuse_decided(dossier)
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("citizen:dossier", dossier.tracking_code)
    form = WithdrawForm(request.POST or None, initial={"seen": dossier.events_count})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_own(
                dossier,
                reason=form.cleaned_data["reason"],
                context=desk_context_of(dossier),
                actor=request.citizen.actor,
                at=clock.now(),
                seen=form.cleaned_data["seen"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã rút hồ sơ. Thông báo (mẫu 05) ở mục Giấy tờ."))
            return redirect("citizen:dossier", dossier.tracking_code)
    context = {
        "key": dossier.tracking_code,
        "code": str(dossier),
        "procedure": dossier.procedure.name,
        "paid_dong": account_of(dossier).paid_dong,
        "form": form,
        "seen": dossier.events_count,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "citizen/withdraw.html", context, status=status)
