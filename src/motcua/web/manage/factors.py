"""Which roles need a second step at sign-in, and setting it anew for who has lost it."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies import staffing
from motcua.agencies.models import Officer
from motcua.agencies.roles import CHOICES, Role
from motcua.web.access import StaffRequest
from motcua.web.manage.access import changes, reads


class DemandForm(forms.Form):
    """The roles that need a second step."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Vai trò phải có bước thứ hai"), choices=CHOICES, required=False
    )


@reads
@require_safe
def demands(request: StaffRequest) -> HttpResponse:
    """Show which roles need a second step."""
    demanded = staffing.factor_demands(by_default=settings.FACTOR_REQUIRED)
    chosen = [role.value for role, is_required in demanded.items() if is_required]
    return render(request, "manage/factors.html", {"form": DemandForm({"roles": chosen})})


@changes
@require_POST
def set_demands(request: StaffRequest) -> HttpResponse:
    """Keep which roles need a second step, from each holder's next sign-in on."""
    form = DemandForm(request.POST)
    if not form.is_valid():
        return render(request, "manage/factors.html", {"form": form}, status=422)
    chosen = set(form.cleaned_data["roles"])
    staffing.demand_factors({role: role in chosen for role in Role}, actor=request.actor)
    messages.success(request, _("Đã lưu. Áp dụng từ lần đăng nhập sau của từng người."))
    return redirect("manage:factors")


@changes
@require_POST
def reset(request: StaffRequest, ref: str) -> HttpResponse:
    """Take the second step away from somebody who has lost it; they set it up anew."""
    found = get_object_or_404(Officer.objects.select_related("agency", "account"), ref=ref)
    staffing.reset_factors(found, actor=request.actor)
    messages.success(
        request, _("Đã bỏ bước thứ hai và kết thúc mọi phiên của %(name)s.") % {"name": found}
    )
    return redirect("manage:officer", ref)
