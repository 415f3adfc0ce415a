"""Feature switches: what is on, what is off and where, turning one with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.configuration.features import ABOUT, Feature
from motcua.configuration.models import FeatureSwitch
from motcua.configuration.services import set_switch
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_ON = "bat"
_OFF = "tat"


class SwitchForm(forms.Form):
    """Which feature, where, off or on, what people read, and why."""

    feature = fields.choice(gettext_lazy("Chức năng"), [(one.value, one.label) for one in Feature])
    agency = fields.choice(
        gettext_lazy("Ở đâu"),
        [],
        required=False,
        hint=gettext_lazy("Kết nối và phản ánh chỉ tắt được cho toàn hệ thống."),
    )
    do = fields.choice(
        gettext_lazy("Tắt hay mở"),
        [(_OFF, gettext_lazy("Tắt")), (_ON, gettext_lazy("Mở lại"))],
    )
    sentence = fields.text(
        gettext_lazy("Lời báo cho người dân khi tắt"),
        most=300,
        hint=gettext_lazy("Nói rõ đến bao giờ và làm gì thay. Để trống: lời có sẵn."),
    )
    reason = fields.text(
        gettext_lazy("Lý do, ghi vào nhật ký"),
        gettext_lazy("Xin ghi lý do, ví dụ: bảo trì cổng thanh toán theo thông báo số …"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101, narrows the type
        agencies = Agency.objects.valid_on(clock.today()).order_by("name")
        field.choices = [
            ("", _("Toàn hệ thống")),
            *((one.code, one.name) for one in agencies.only("code", "name")),
        ]


@reads
@require_safe
def switches(request: StaffRequest) -> HttpResponse:
    """Show every feature, on or off, and where. Two queries."""
    return _page(request, SwitchForm())


@changes
@require_POST
def set_one(request: StaffRequest) -> HttpResponse:
    """Turn one feature off or on."""
    form = SwitchForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        feature = Feature(typed["feature"])
        is_on = typed["do"] == _ON
        agency = Agency.objects.get(code=typed["agency"]) if typed["agency"] else None
        try:
            set_switch(
                feature,
                is_on=is_on,
                agency=agency,
                sentence="" if is_on else typed["sentence"],
                reason=typed["reason"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("agency", str(error))
        else:
            said = _("Đã mở lại “%(feature)s”.") if is_on else _("Đã tắt “%(feature)s”.")
            messages.success(request, said % {"feature": feature.label})
            return redirect("manage:switches")
    return _page(request, form)


def _page(request: StaffRequest, form: SwitchForm) -> HttpResponse:
    off: dict[str, list[FeatureSwitch]] = {}
    rows = FeatureSwitch.objects.filter(is_on=False).select_related("agency")
    for row in rows.order_by("agency__name"):
        off.setdefault(row.feature, []).append(row)
    listed = [
        {"feature": one, "about": about, "off": off.get(one.value, [])}
        for one, about in ABOUT.items()
    ]
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "features": listed}
    return render(request, "manage/switches.html", context, status=status)


urlpatterns = [
    path("cong-tac/", switches, name="switches"),
    path("cong-tac/dat/", set_one, name="switch-set"),
]
