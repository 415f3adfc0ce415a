"""Causes of lateness that heads may choose: added, called otherwise, no longer offered."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators.models import LateCauseKind
from motcua.indicators.statutory.causes import listed_causes, set_cause
from motcua.indicators.statutory.conditions import UNRECORDED
from motcua.kernel.text import clean, slug
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class CauseForm(forms.Form):
    """One cause; the code of a known one says which is meant."""

    code = fields.choice(gettext_lazy("Nguyên nhân nào"), [], required=False)
    label = fields.text(
        gettext_lazy("Gọi là"), gettext_lazy("Xin ghi nguyên nhân, như Chờ kinh phí."), most=160
    )
    is_offered = fields.tick(gettext_lazy("Cho lãnh đạo chọn"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101, narrows the type
        known = [(one.code, one.label) for one in listed_causes()]
        field.choices = [("", _("Nguyên nhân mới")), *known]

    def clean(self) -> dict[str, object]:
        """Give a new cause a code of its own."""
        typed = dict(super().clean() or {})
        label = clean(str(typed.get("label") or ""))
        if label and not typed.get("code"):
            code = slug(label)[:40].strip("-")
            taken = {one.code for one in listed_causes()} | {UNRECORDED}
            if not code or code in taken:
                self.add_error("label", _("Đã có nguyên nhân gọi như vậy. Xin ghi khác đi."))
            typed["code"] = code
        typed["label"] = label
        return typed


@reads
@require_safe
def late_causes(request: StaffRequest) -> HttpResponse:
    """Show the causes, those no longer offered too."""
    return _page(request, CauseForm(initial={"is_offered": True}))


@changes
@require_POST
def set_one(request: StaffRequest) -> HttpResponse:
    """Add a cause or change one; dossiers keep what was recorded of them."""
    form = CauseForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    typed = form.cleaned_data
    set_cause(
        code=typed["code"],
        label=typed["label"],
        is_offered=typed["is_offered"],
        actor=request.actor,
    )
    messages.success(request, _("Đã lưu nguyên nhân “%(label)s”.") % {"label": typed["label"]})
    return redirect("manage:late-causes")


def _page(request: StaffRequest, form: CauseForm) -> HttpResponse:
    hidden = set(LateCauseKind.objects.filter(is_offered=False).values_list("code", flat=True))
    context = {
        "form": form,
        "causes": [(one, one.code not in hidden) for one in listed_causes()],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/late_causes.html", context, status=status)


urlpatterns = [
    path("nguyen-nhan-qua-han/", late_causes, name="late-causes"),
    path("nguyen-nhan-qua-han/dat/", set_one, name="late-cause-set"),
]
