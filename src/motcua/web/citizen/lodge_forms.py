"""What is asked before the form itself: with which agency, and for whom."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.dossiers.models import Standing
from motcua.dossiers.services.online_drafts import ForWhom
from motcua.kernel.text import clean
from motcua.web.desk.typed import NO_NUMBER, read_identity
from motcua.web.manage import fields

_LONGEST_NAME: Final = 120


class StartForm(forms.Form):
    """With which agency, and for whom."""

    agency = fields.choice(gettext_lazy("Nơi giải quyết, theo nơi cư trú"), [])
    standing = forms.ChoiceField(
        label=gettext_lazy("Ông/bà nộp cho ai?"), choices=Standing.choices, initial=Standing.SELF
    )
    principal_name = fields.text(gettext_lazy("Họ và tên người đó"), most=_LONGEST_NAME)
    principal_number = fields.text(
        gettext_lazy("Số định danh cá nhân của người đó"),
        most=20,
        hint=gettext_lazy("Trẻ em chưa có số thì để trống."),
    )
    principal_birth_on = fields.day(
        gettext_lazy("Ngày sinh của người đó"), hint=gettext_lazy("Ví dụ 26/11/2015.")
    )

    principal_email = forms.EmailField(
        label=gettext_lazy("Thư điện tử của người đó"),
        required=False,
        help_text=gettext_lazy("Để báo cho người đó biết; không có thì cán bộ gọi điện."),
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )
    document = fields.text(
        gettext_lazy("Giấy tờ cho phép nộp thay"),
        hint=gettext_lazy(
            "Tên giấy, số, ngày: Giấy khai sinh của con, Quyết định giám hộ, Giấy "
            "ủy quyền. Bản chụp gửi kèm ở trang “Giấy tờ”."
        ),
    )

    def __init__(self, *args: Any, agencies: list[Agency], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.agencies = {str(agency.pk): agency for agency in agencies}
        agency_field = self.fields["agency"]
        assert isinstance(agency_field, forms.ChoiceField)  # noqa: S101 - declared above
        listed = [(key, agency.name) for key, agency in self.agencies.items()]
        agency_field.choices = listed if len(listed) == 1 else [("", _("Chọn cơ quan")), *listed]

    def clean_principal_number(self) -> str:
        """Return the number as stored. Raises ValidationError."""
        identity = read_identity(self.cleaned_data["principal_number"], on=self.on)
        return "" if identity is NO_NUMBER else identity.number

    def clean(self) -> dict[str, Any]:
        """Ask who it is where it is somebody else."""
        cleaned = super().clean() or {}
        if cleaned.get("standing") == Standing.SELF:
            return cleaned
        missing = {
            "principal_name": _("Xin ghi họ và tên người đó."),
            "document": _("Xin ghi giấy tờ cho phép nộp thay: tên giấy, số, ngày."),
        }
        for name, said in missing.items():
            if not clean(cleaned.get(name) or ""):
                self.add_error(name, ValidationError(said))
        return cleaned

    def agency_chosen(self) -> Agency:
        """Return the agency."""
        return self.agencies[self.cleaned_data["agency"]]

    def whom(self) -> ForWhom:
        """Return for whom it is lodged."""
        standing = Standing(self.cleaned_data["standing"])
        if standing is Standing.SELF:
            return ForWhom()
        born = self.cleaned_data.get("principal_birth_on")
        principal = {
            "full_name": clean(self.cleaned_data["principal_name"]),
            "number": self.cleaned_data["principal_number"],
            "birth_on": born.isoformat() if born else "",
            "email": self.cleaned_data["principal_email"],
            "document": clean(self.cleaned_data["document"]),
        }
        return ForWhom(standing, principal)
