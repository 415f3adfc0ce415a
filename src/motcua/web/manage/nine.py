"""The nine indices of Circular 01/2018: whether they are used, and their thresholds."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators.nine.scheme import AGENCY_MAX, CLASSES, INDICES
from motcua.indicators.nine_versions import NineInForce, nine_on, set_nine, stored_versions
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_MISSING: Final = gettext_lazy("Xin ghi ngưỡng.")
_WHOLE: Final = 100


def _bound(label: fields.Words, most: int) -> forms.IntegerField:
    return fields.whole_number(label, _MISSING, most=most)


class NineForm(forms.Form):
    """The thresholds as an administrator writes them."""

    is_on = fields.tick(gettext_lazy("Dùng chín chỉ số ở địa phương này"))
    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Lần bật đầu tiên có thể từ ngày đã qua; về sau phải sau hôm nay."),
    )
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định các chỉ số này.")
    )
    contacts_2 = _bound(gettext_lazy("Chỉ số 3: 2 điểm khi liên hệ không quá (lần)"), 9)
    contacts_1 = _bound(gettext_lazy("Chỉ số 3: 1 điểm khi liên hệ không quá (lần)"), 9)
    petitions_2 = _bound(gettext_lazy("Chỉ số 8: 2 điểm từ (%)"), _WHOLE)
    petitions_1 = _bound(gettext_lazy("Chỉ số 8: 1 điểm từ (%)"), _WHOLE)
    online_procedures = _bound(gettext_lazy("Chỉ số 9: thủ tục trực tuyến từ (%)"), _WHOLE)
    online_2 = _bound(gettext_lazy("Chỉ số 9: 2 điểm từ (% hồ sơ)"), _WHOLE)
    online_1 = _bound(gettext_lazy("Chỉ số 9: 1 điểm từ (% hồ sơ)"), _WHOLE)
    late_attitude = _bound(gettext_lazy("Chỉ số 7: hồ sơ trễ, không bị phản ánh (điểm)"), 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(CLASSES[:-1]):
            self.fields[f"class_{number}"] = _bound(
                _("%(name)s từ (trên 18 điểm)") % {"name": name}, AGENCY_MAX
            )

    @property
    def thresholds(self) -> list[Any]:
        """Return the fields after the first three."""
        return [
            bound for bound in self if bound.name not in {"is_on", "valid_from", "legal_basis"}
        ]

    def document(self, base: NineInForce) -> dict[str, Any]:
        """Return what was typed as it is stored; what is not asked stays as in ``base``."""
        typed = self.cleaned_data
        return {
            **base.scheme.to_document(),
            "contacts": [typed["contacts_2"], typed["contacts_1"]],
            "petitions": [typed["petitions_2"], typed["petitions_1"]],
            "online": {
                "procedures": typed["online_procedures"],
                "dossiers": [typed["online_2"], typed["online_1"]],
            },
            "late_attitude": typed["late_attitude"],
            "agency_classes": [typed[f"class_{n}"] for n in range(len(CLASSES) - 1)],
        }


@reads
@require_safe
def nine(request: StaffRequest) -> HttpResponse:
    """Show what holds, and a form for the next version."""
    held = nine_on(clock.today())
    scheme = held.scheme
    initial: dict[str, Any] = {
        "is_on": held.is_on,
        "legal_basis": held.legal_basis,
        "contacts_2": scheme.contacts[0],
        "contacts_1": scheme.contacts[1],
        "petitions_2": scheme.petitions[0],
        "petitions_1": scheme.petitions[1],
        "online_procedures": scheme.online_procedures,
        "online_2": scheme.online_dossiers[0],
        "online_1": scheme.online_dossiers[1],
        "late_attitude": scheme.late_attitude,
        **{f"class_{n}": bound for n, bound in enumerate(scheme.agency_classes)},
    }
    return _page(request, NineForm(initial=initial))


@changes
@require_POST
def set_thresholds(request: StaffRequest) -> HttpResponse:
    """Keep the next version."""
    form = NineForm(request.POST)
    at = clock.now()
    if form.is_valid():
        today = clock.day_of(at)
        try:
            set_nine(
                form.cleaned_data["valid_from"],
                form.document(nine_on(today)),
                form.cleaned_data["legal_basis"],
                is_on=form.cleaned_data["is_on"],
                on=today,
                at=at,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Điểm của kỳ đã qua không đổi."))
            return redirect("manage:nine")
    return _page(request, form)


def _page(request: StaffRequest, form: NineForm) -> HttpResponse:
    context = {
        "form": form,
        "now": nine_on(clock.today()),
        "versions": stored_versions(),
        "indices": INDICES,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/nine.html", context, status=status)


urlpatterns = [
    path("chin-chi-so/", nine, name="nine"),
    path("chin-chi-so/lap/", set_thresholds, name="nine-set"),
]
