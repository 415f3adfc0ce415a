"""What the installation says of itself; administrative units made, corrected, put together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Desk, Installation, Unit, UnitLevel, UnitSuccession
from motcua.agencies.reorganising import add_unit, correct_unit, save_installation
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_PART = "*"


class InstallationForm(forms.Form):
    """Words that stand on every page."""

    site_name = fields.text(
        gettext_lazy("Tên hiển thị"), gettext_lazy("Xin ghi tên của trang."), most=200
    )
    parent_name = fields.text(gettext_lazy("Cơ quan chủ quản"), most=200)
    hotline = fields.text(gettext_lazy("Đường dây hỗ trợ"), most=32)
    address = fields.text(gettext_lazy("Địa chỉ"))
    default_desk = fields.text(
        gettext_lazy("Mã bộ phận chính"),
        most=40,
        hint=gettext_lazy("Bộ phận một cửa mà trang đầu nói giờ mở cửa."),
    )

    def clean_default_desk(self) -> Desk | None:
        """Return the desk, or None when none was typed."""
        code = self.cleaned_data["default_desk"].strip()
        found: Desk | None = Desk.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise ValidationError(_("Không có bộ phận nào mang mã này. Xin xem lại mã."))
        return found


class UnitForm(forms.Form):
    """A unit, and of what it is made."""

    level = fields.choice(gettext_lazy("Cấp"), UnitLevel.choices)
    code = fields.text(
        gettext_lazy("Mã của cơ quan thống kê"), gettext_lazy("Xin ghi mã, như 26506."), most=8
    )
    full_name = fields.text(
        gettext_lazy("Tên đầy đủ"), gettext_lazy("Xin ghi tên, như Phường Vũng Tàu."), most=160
    )
    name = fields.text(
        gettext_lazy("Tên gọi"), gettext_lazy("Xin ghi tên gọi, như Vũng Tàu."), most=120
    )
    parent = fields.text(
        gettext_lazy("Mã đơn vị cấp trên"),
        most=8,
        hint=gettext_lazy("Để trống khi là cấp tỉnh."),
    )
    valid_from = fields.day(gettext_lazy("Có từ ngày"), gettext_lazy("Xin ghi ngày."))
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi căn cứ: số, ngày văn bản.")
    )
    made_of = fields.long_text(
        gettext_lazy("Lập từ các đơn vị"),
        hint=gettext_lazy(
            "Mỗi dòng một mã cùng cấp; đơn vị đó kết thúc vào hôm trước. Chỉ một phần thì thêm "
            "dấu * sau mã, như 26509*; đơn vị đó còn."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Find the units that are named, as they stand the day before."""
        typed = dict(super().clean() or {})
        day = typed.get("valid_from")
        if day is None or not typed.get("level"):
            return typed
        typed["parent"] = self._parent(typed)
        typed["made_of"] = self._made_of(typed)
        return typed

    def _parent(self, typed: dict[str, Any]) -> Unit | None:
        code = typed.get("parent", "").strip()
        if not code:
            if typed["level"] != UnitLevel.PROVINCE:
                self.add_error("parent", _("Xin ghi mã đơn vị cấp trên."))
            return None
        above = Unit.objects.valid_on(typed["valid_from"]).filter(code=code)
        found: Unit | None = above.exclude(level=typed["level"]).order_by("-level").first()
        if found is None:
            self.add_error("parent", _("Không có đơn vị cấp trên nào mang mã này vào ngày đó."))
        return found

    def _made_of(self, typed: dict[str, Any]) -> list[tuple[Unit, UnitSuccession.Relation]]:
        found = []
        for line in typed.get("made_of", "").split():
            code = line.removesuffix(_PART)
            units = Unit.objects.filter(level=typed["level"], code=code, valid_to=None)
            unit = units.order_by("-valid_from").first()
            if unit is None:
                self.add_error(
                    "made_of",
                    _("Không có đơn vị cùng cấp nào đang mang mã %(code)s.") % {"code": code[:20]},
                )
                continue
            is_part = line.endswith(_PART)
            relation = UnitSuccession.Relation
            found.append((unit, relation.PARTIAL if is_part else relation.FULL))
        return found


class SpellingForm(forms.Form):
    """The name of a unit, spelt right."""

    full_name = UnitForm.base_fields["full_name"]
    name = UnitForm.base_fields["name"]


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def installation(request: StaffRequest) -> HttpResponse:
    """Show and change what every page says of this place."""
    found = Installation.objects.select_related("unit", "default_desk").first()
    if found is None:
        raise Http404
    initial = {
        **{name: getattr(found, name) for name in InstallationForm.base_fields},
        "default_desk": found.default_desk.code if found.default_desk else "",
    }
    form = InstallationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_installation(found, form.cleaned_data, actor=request.actor)
        messages.success(request, _("Đã lưu. Mọi trang nói theo từ bây giờ."))
        return redirect("manage:installation")
    context = {"form": form, "installation": found}
    return render(request, "manage/installation.html", context, status=422 if form.errors else 200)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: StaffRequest) -> HttpResponse:
    """Add a unit, alone or out of others."""
    form = UnitForm(request.POST or None, initial={"level": UnitLevel.COMMUNE})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        unit = Unit(
            level=typed["level"],
            code=typed["code"],
            full_name=clean(typed["full_name"]),
            name=clean(typed["name"]),
            parent=typed["parent"],
            valid_from=typed["valid_from"],
        )
        try:
            add_unit(unit, typed["made_of"], legal_basis=typed["legal_basis"], actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": unit.full_name})
            return redirect("manage:units")
    context = {"form": form, "unit": None, "today": clock.today()}
    return render(request, "manage/unit_edit.html", context, status=422 if form.errors else 200)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Put the spelling of a unit right."""
    unit = get_object_or_404(Unit, pk=unit_id)
    initial = {"full_name": unit.full_name, "name": unit.name}
    form = SpellingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        correct_unit(
            unit,
            full_name=clean(form.cleaned_data["full_name"]),
            name=clean(form.cleaned_data["name"]),
            actor=request.actor,
        )
        messages.success(request, _("Đã sửa tên."))
        return redirect("manage:units")
    context = {"form": form, "unit": unit}
    return render(request, "manage/unit_edit.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("noi-cai-dat/", installation, name="installation"),
    path("don-vi/moi/", unit_new, name="unit-new"),
    path("don-vi/<int:unit_id>/", unit_edit, name="unit-edit"),
]
