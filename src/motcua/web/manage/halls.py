"""Halls as the administrator sets them up: groups, counters, what may be booked."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Desk
from motcua.hall.models import AppointmentRule, Counter, Hall, ServiceGroup
from motcua.hall.saying import LETTERS
from motcua.hall.services import arranging
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Procedure
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class OpenForm(forms.Form):
    """The desk whose hall is to give out numbers."""

    desk = fields.text(
        gettext_lazy("Mã bộ phận một cửa"), gettext_lazy("Xin ghi mã bộ phận."), most=40
    )

    def clean_desk(self) -> Desk:
        """Return the desk of that code."""
        found: Desk | None = Desk.objects.filter(code=self.cleaned_data["desk"].strip()).first()
        if found is None:
            raise ValidationError(_("Không có bộ phận nào mang mã này. Xin xem ở trang Cơ quan."))
        return found


class HallForm(forms.Form):
    """How a hall gives out numbers."""

    gives_tickets = fields.tick(gettext_lazy("Đang phát số"))
    opens_before_minutes = fields.whole_number(
        gettext_lazy("Phát số trước giờ mở cửa (phút)"), gettext_lazy("Xin ghi số phút."), most=120
    )
    priority_in_a_row = fields.whole_number(
        gettext_lazy("Gọi liên tiếp nhiều nhất mấy người được gọi trước"),
        gettext_lazy("Xin ghi số người."),
        least=1,
        most=20,
        hint=gettext_lazy("Người ưu tiên và người có hẹn; sau đó gọi một người thường đang chờ."),
    )


class GroupForm(forms.Form):
    """A group of procedures."""

    letter = fields.text(gettext_lazy("Chữ cái"), gettext_lazy("Xin ghi một chữ cái."), most=1)
    name = fields.text(gettext_lazy("Tên nhóm"), gettext_lazy("Xin ghi tên nhóm."), most=80)
    order = fields.whole_number(
        gettext_lazy("Thứ tự trên màn hình"), gettext_lazy("Xin ghi thứ tự."), least=1, most=99
    )
    fields_served = fields.long_text(
        gettext_lazy("Lĩnh vực"),
        hint=gettext_lazy(
            "Mỗi dòng một lĩnh vực, đúng tên trong danh mục. Để trống: mọi việc còn lại."
        ),
    )
    is_guidance = fields.tick(
        gettext_lazy("Nhóm hướng dẫn: chỉ đặt hẹn lúc có người hướng dẫn trực")
    )
    is_active = fields.tick(gettext_lazy("Đang dùng"))

    def clean_letter(self) -> str:
        """Return the letter in capitals."""
        letter = str(self.cleaned_data["letter"]).upper()
        if letter not in LETTERS:
            raise ValidationError(
                _("Chữ cái phải là một trong: %(letters)s.") % {"letters": ", ".join(LETTERS)}
            )
        return letter

    def clean_fields_served(self) -> list[str]:
        """Return the names of fields, each of which the catalogue has."""
        typed = str(self.cleaned_data["fields_served"]).replace("\x00", "").splitlines()
        names = list(dict.fromkeys(line.strip() for line in typed if line.strip()))
        known = set(Procedure.objects.filter(field__in=names).values_list("field", flat=True))
        if unknown := [name for name in names if name not in known]:
            raise ValidationError(
                _("Danh mục không có lĩnh vực “%(name)s”.") % {"name": unknown[0]}
            )
        return names


class CounterForm(forms.Form):
    """A counter and what it serves."""

    name = fields.text(gettext_lazy("Tên quầy"), gettext_lazy("Xin ghi tên quầy."), most=40)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm phục vụ"),
        error_messages={
            "required": gettext_lazy("Xin chọn ít nhất một nhóm."),
            "invalid_choice": gettext_lazy("Xin chọn nhóm trong danh sách."),
        },
    )
    is_active = fields.tick(gettext_lazy("Đang dùng"))


class AppointmentRuleForm(forms.Form):
    """What may be booked in a group from a day on."""

    valid_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày."))
    part = fields.choice(gettext_lazy("Buổi"), AppointmentRule.Part.choices)
    slot_minutes = fields.whole_number(
        gettext_lazy("Mỗi khung (phút)"), gettext_lazy("Xin ghi số phút."), least=5, most=240
    )
    capacity = fields.whole_number(
        gettext_lazy("Số chỗ mỗi khung"), gettext_lazy("Xin ghi số chỗ."), least=1, most=50
    )
    days_ahead = fields.whole_number(
        gettext_lazy("Đặt trước nhiều nhất (ngày)"),
        gettext_lazy("Xin ghi số ngày."),
        least=1,
        most=60,
    )
    release_minutes = fields.whole_number(
        gettext_lazy("Giữ chỗ khi đến muộn (phút)"), gettext_lazy("Xin ghi số phút."), most=120
    )


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def halls(request: StaffRequest) -> HttpResponse:
    """List the halls; open one more."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hall_made = arranging.open_hall(form.cleaned_data["desk"], actor=request.actor)
        return redirect("manage:hall", hall_made.desk.code)
    rows = Hall.objects.select_related("desk__agency").order_by("desk__agency__name")
    context = {"rows": rows, "form": form}
    return render(request, "manage/halls.html", context, status=_status(form))


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def hall(request: StaffRequest, desk_code: str) -> HttpResponse:
    """Show one hall with its groups, counters and rules; change how it gives out numbers."""
    found = _hall(desk_code)
    initial = {name: getattr(found, name) for name in HallForm.base_fields}
    form = HallForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        arranging.save_hall(found, form.cleaned_data, actor=request.actor)
        messages.success(request, _("Đã lưu."))
        return redirect("manage:hall", desk_code)
    today = clock.today()
    groups = list(found.groups.all())
    in_force = {
        rule.group_id: rule
        for rule in AppointmentRule.objects.valid_on(today).filter(group__in=groups)
    }
    context = {
        "hall": found,
        "form": form,
        "groups": [(group, in_force.get(group.pk)) for group in groups],
        "counters": found.counters.select_related("officer").prefetch_related("groups"),
    }
    return render(request, "manage/hall.html", context, status=_status(form))


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: StaffRequest, desk_code: str, letter: str = "") -> HttpResponse:
    """Keep a group, new or known."""
    found = _hall(desk_code)
    if letter:
        row = get_object_or_404(ServiceGroup, hall=found, letter=letter)
    else:
        row = ServiceGroup(hall=found, order=found.groups.count() + 1)
    initial = {name: getattr(row, name) for name in ("letter", "name", "order", "is_guidance")}
    initial |= {"is_active": row.is_active, "fields_served": "\n".join(row.fields)}
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        row.fields = values.pop("fields_served")
        for name, value in values.items():
            setattr(row, name, value)
        try:
            arranging.save_group(row, actor=request.actor)
        except DomainError as error:
            form.add_error("letter", str(error))
        else:
            messages.success(request, _("Đã lưu nhóm %(name)s.") % {"name": row.name})
            return redirect("manage:hall", desk_code)
    return _edit(request, "manage/hall_group.html", found, form, row=row, edited=bool(letter))


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: StaffRequest, desk_code: str, ref: UUID | None = None) -> HttpResponse:
    """Keep a counter, new or known."""
    found = _hall(desk_code)
    row = get_object_or_404(Counter, hall=found, ref=ref) if ref else Counter(hall=found)
    groups = list(found.groups.all())
    served = list(row.groups.values_list("letter", flat=True)) if ref else []
    initial = {"name": row.name, "groups": served, "is_active": row.is_active}
    form = CounterForm(request.POST or None, initial=initial)
    choices = [(one.letter, str(one)) for one in groups]
    form.fields["groups"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        row.name, row.is_active = form.cleaned_data["name"], form.cleaned_data["is_active"]
        chosen = [one for one in groups if one.letter in form.cleaned_data["groups"]]
        try:
            arranging.save_counter(row, chosen, actor=request.actor)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Đã lưu %(name)s.") % {"name": row.name})
            return redirect("manage:hall", desk_code)
    return _edit(request, "manage/hall_counter.html", found, form, row=row, edited=bool(ref))


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: StaffRequest, desk_code: str, letter: str) -> HttpResponse:
    """Let a group be booked from a day on."""
    found = _hall(desk_code)
    served = get_object_or_404(ServiceGroup, hall=found, letter=letter)
    last = AppointmentRule.objects.filter(group=served).order_by("-valid_from").first()
    like = last or AppointmentRule(group=served)
    initial: dict[str, Any] = {
        name: getattr(like, name)
        for name in AppointmentRuleForm.base_fields
        if name != "valid_from"
    }
    form = AppointmentRuleForm(
        request.POST or None, initial={**initial, "valid_from": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            arranging.set_rule(
                AppointmentRule(group=served, **form.cleaned_data), actor=request.actor
            )
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu. Lịch hẹn đã đặt giữ nguyên."))
            return redirect("manage:hall", desk_code)
    rules = AppointmentRule.objects.filter(group=served).order_by("-valid_from")
    return _edit(request, "manage/hall_rule.html", found, form, row=served, rules=rules)


def _edit(
    request: StaffRequest, template: str, found: Hall, form: forms.Form, **more: Any
) -> HttpResponse:
    return render(request, template, {"hall": found, "form": form, **more}, status=_status(form))


def _hall(desk_code: str) -> Hall:
    found = Hall.objects.select_related("desk__agency").filter(desk__code=desk_code).first()
    if found is None:
        raise Http404
    return found


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
