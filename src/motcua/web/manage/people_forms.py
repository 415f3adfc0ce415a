"""Shapes of what an administrator types about agencies, desks and officers."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.accounts.models import Account
from motcua.agencies.models import Agency, AgencyKind, Desk, Officer, Unit
from motcua.agencies.roles import CHOICES
from motcua.web.manage import fields


def agency_by_code(code: str) -> Agency:
    """Return the agency with that code. Raises ValidationError."""
    found: Agency | None = Agency.objects.filter(code__iexact=code.strip()).first()
    if found is None:
        raise ValidationError(_("Không có cơ quan nào mang mã này. Xin xem lại mã."))
    return found


class OfficerForm(forms.Form):
    """Somebody who works in an agency."""

    full_name = fields.text(
        gettext_lazy("Họ và tên"), gettext_lazy("Xin ghi họ và tên."), most=120
    )
    agency = fields.text(
        gettext_lazy("Mã cơ quan"), gettext_lazy("Xin ghi mã cơ quan nơi làm việc."), most=35
    )
    position = fields.text(gettext_lazy("Chức danh"), most=120)
    desk = fields.text(
        gettext_lazy("Mã bộ phận một cửa"),
        most=40,
        hint=gettext_lazy("Chỉ ghi cho người làm tại bộ phận một cửa."),
    )
    counter = fields.text(gettext_lazy("Quầy"), most=40)

    def clean_agency(self) -> Agency:
        """Return the agency."""
        return agency_by_code(self.cleaned_data["agency"])

    def clean_desk(self) -> Desk | None:
        """Return the desk, or None when none was typed."""
        code = self.cleaned_data["desk"].strip()
        if not code:
            return None
        found: Desk | None = Desk.objects.filter(code=code).first()
        if found is None:
            raise ValidationError(_("Không có bộ phận nào mang mã này. Xin xem lại mã."))
        return found


def officer_initial(officer: Officer) -> dict[str, Any]:
    """Return what the form of a known officer shows."""
    return {
        "full_name": officer.full_name,
        "agency": officer.agency.code,
        "position": officer.position,
        "desk": officer.desk.code if officer.desk else "",
        "counter": officer.counter,
    }


class AccountForm(forms.Form):
    """The name to sign in with."""

    username = fields.text(
        gettext_lazy("Tên đăng nhập"),
        gettext_lazy("Xin ghi tên đăng nhập."),
        most=64,
        hint=gettext_lazy("Chữ không dấu, số, dấu chấm hoặc gạch, như le.thu.ha."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        error_messages={"invalid": gettext_lazy("Địa chỉ này thiếu phần như @vidu.vn.")},
    )

    def clean_username(self) -> str:
        """Refuse names that cannot be typed on every keyboard."""
        username: str = self.cleaned_data["username"].strip().lower()
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,63}", username):
            raise ValidationError(
                _("Tên đăng nhập gồm ít nhất 3 chữ không dấu, số, dấu chấm hoặc gạch.")
            )
        if Account.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("Tên này đã có người dùng. Xin chọn tên khác."))
        return username


class RoleForm(fields.LastDayMixin):
    """A role in an agency, with its days."""

    role = fields.choice(gettext_lazy("Vai trò"), CHOICES)
    agency = fields.text(gettext_lazy("Mã cơ quan"), gettext_lazy("Xin ghi mã cơ quan."), most=35)
    valid_from = fields.day(gettext_lazy("Từ ngày"), gettext_lazy("Xin ghi ngày bắt đầu."))
    valid_to = fields.day(gettext_lazy("Đến hết ngày"))

    def clean_agency(self) -> Agency:
        """Return the agency."""
        return agency_by_code(self.cleaned_data["agency"])


class CoverForm(forms.Form):
    """Who does an absent officer's work, and when."""

    covering = fields.choice(gettext_lazy("Người làm thay"), [])
    from_on = fields.day(gettext_lazy("Từ ngày"), gettext_lazy("Xin ghi ngày bắt đầu nghỉ."))
    to_on = fields.day(gettext_lazy("Đến hết ngày"), gettext_lazy("Xin ghi ngày cuối cùng nghỉ."))
    reason = fields.text(gettext_lazy("Lý do"))

    def __init__(self, *args: Any, absent: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = (
            Officer.objects.filter(
                agency_id=absent.agency_id, is_active=True, account__isnull=False
            )
            .exclude(pk=absent.pk)
            .order_by("sort_key", "pk")
        )
        field = self.fields["covering"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101, narrows the type
        field.choices = [
            (str(o.pk), f"{o.full_name}, {o.position}" if o.position else o.full_name)
            for o in colleagues
        ]


class AgencyForm(fields.LastDayMixin):
    """A competent agency."""

    code = fields.text(
        gettext_lazy("Mã định danh"),
        gettext_lazy("Xin ghi mã định danh, như H06.25.03."),
        most=35,
        hint=gettext_lazy("Đứng đầu mã hồ sơ; không đổi được sau khi đã tiếp nhận."),
    )
    name = fields.text(gettext_lazy("Tên cơ quan"), gettext_lazy("Xin ghi tên cơ quan."), most=200)
    kind = fields.choice(gettext_lazy("Loại"), AgencyKind.choices)
    unit = fields.text(
        gettext_lazy("Mã đơn vị hành chính"),
        gettext_lazy("Xin ghi mã địa bàn, xem ở trang Đơn vị hành chính."),
        most=8,
    )
    parent = fields.text(gettext_lazy("Mã cơ quan cấp trên"), most=35)
    successor = fields.text(
        gettext_lazy("Mã cơ quan kế tục"),
        most=35,
        hint=gettext_lazy("Ghi khi cơ quan này đã sáp nhập vào cơ quan khác."),
    )
    phone = fields.text(gettext_lazy("Điện thoại"), most=32)
    address = fields.text(gettext_lazy("Địa chỉ"))
    fields_handled = fields.long_text(
        gettext_lazy("Lĩnh vực phụ trách"),
        hint=gettext_lazy("Mỗi dòng một lĩnh vực; để trống: mọi lĩnh vực của cấp mình."),
    )
    warn_percent = fields.whole_number(
        gettext_lazy("Nhắc sớm khi đã dùng (% thời hạn)"),
        least=1,
        most=100,
        hint=gettext_lazy("Áp dụng cho các bước mở từ nay; để trống: 80."),
    )
    supplement_days = fields.whole_number(
        gettext_lazy("Chờ bổ sung (ngày làm việc)"),
        least=1,
        most=365,
        hint=gettext_lazy("Ghi sẵn trên phiếu yêu cầu bổ sung; để trống: 30."),
    )
    valid_from = fields.day(gettext_lazy("Hoạt động từ ngày"), gettext_lazy("Xin ghi ngày."))
    valid_to = fields.day(gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, edited: Agency | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edited = edited

    def clean_code(self) -> str:
        """Refuse a code that is taken, or a change once dossiers carry the old one."""
        code: str = self.cleaned_data["code"].strip().upper()
        if not re.fullmatch(r"[A-Z0-9]+([.-][A-Z0-9]+)*", code):
            raise ValidationError(_("Mã chỉ gồm chữ in hoa không dấu, số, chấm, gạch nối."))
        twin = Agency.objects.filter(code__iexact=code)
        if self.edited:
            twin = twin.exclude(pk=self.edited.pk)
        if twin.exists():
            raise ValidationError(_("Mã này là của cơ quan khác. Xin xem lại."))
        if self.edited and code != self.edited.code and self.edited.code_counters.exists():
            raise ValidationError(
                _("Cơ quan đã tiếp nhận hồ sơ mang mã %(code)s nên không đổi mã được.")
                % {"code": self.edited.code}
            )
        return code

    def clean_unit(self) -> Unit:
        """Return the unit in force, the newest when several share the code."""
        found: Unit | None = (
            Unit.objects.filter(code=self.cleaned_data["unit"].strip())
            .order_by("valid_to", "-valid_from")
            .last()
        )
        if found is None:
            raise ValidationError(_("Không có đơn vị hành chính nào mang mã này."))
        return found

    def clean_parent(self) -> Agency | None:
        """Return the agency above, if one was typed."""
        code = self.cleaned_data["parent"].strip()
        return agency_by_code(code) if code else None

    def clean_successor(self) -> Agency | None:
        """Return the agency that carries on, if one was typed."""
        code = self.cleaned_data["successor"].strip()
        return agency_by_code(code) if code else None

    def clean_fields_handled(self) -> list[str]:
        """Return the fields, one a line."""
        lines = (line.strip() for line in self.cleaned_data["fields_handled"].splitlines())
        return [line for line in dict.fromkeys(lines) if line]

    def values(self) -> dict[str, Any]:
        """Return what is written; the province follows from the unit."""
        values = dict(self.cleaned_data)
        usual = Agency()
        for name in ("warn_percent", "supplement_days"):
            if values[name] is None:
                values[name] = getattr(usual, name)
        province = values["unit"]
        while province.parent is not None:
            province = province.parent
        return {**values, "province": province}


def agency_initial(agency: Agency) -> dict[str, Any]:
    """Return what the form of a known agency shows."""
    shown = ("code", "name", "kind", "phone", "address", "valid_from", "valid_to")
    counted = ("warn_percent", "supplement_days")
    return {
        **{name: getattr(agency, name) for name in (*shown, *counted)},
        "unit": agency.unit.code,
        "parent": agency.parent.code if agency.parent else "",
        "successor": agency.successor.code if agency.successor else "",
        "fields_handled": "\n".join(agency.fields_handled),
    }


class DeskForm(fields.LastDayMixin):
    """A one-stop desk."""

    code = fields.text(
        gettext_lazy("Mã bộ phận"),
        gettext_lazy("Xin ghi mã, như vung-tau."),
        most=40,
        hint=gettext_lazy("Chữ không dấu, số và gạch ngang."),
    )
    name = fields.text(gettext_lazy("Tên bộ phận"), gettext_lazy("Xin ghi tên."), most=200)
    address = fields.text(gettext_lazy("Địa chỉ"))
    phone = fields.text(gettext_lazy("Điện thoại"), most=32)
    valid_from = fields.day(gettext_lazy("Hoạt động từ ngày"), gettext_lazy("Xin ghi ngày."))
    valid_to = fields.day(gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, edited: Desk | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edited = edited

    def clean_code(self) -> str:
        """Refuse a code that is taken or cannot stand in an address."""
        code: str = self.cleaned_data["code"].strip().lower()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise ValidationError(_("Mã chỉ gồm chữ không dấu, số và gạch ngang."))
        twin = Desk.objects.filter(code=code)
        if self.edited:
            twin = twin.exclude(pk=self.edited.pk)
        if twin.exists():
            raise ValidationError(_("Mã này là của bộ phận khác. Xin chọn mã khác."))
        return code


def desk_initial(desk: Desk) -> dict[str, Any]:
    """Return what the form of a known desk shows."""
    shown = ("code", "name", "address", "phone", "valid_from", "valid_to")
    return {name: getattr(desk, name) for name in shown}
