"""What is asked beside the form itself: with which agency, for whom, and about the fee."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Standing
from motcua.dossiers.services.fees import MOST_COUNTED
from motcua.dossiers.services.online_drafts import ForWhom
from motcua.dossiers.services.online_fee import DraftFee, FeeAnswers
from motcua.kernel.fees import FeeUnit
from motcua.kernel.text import clean
from motcua.procedures.models import FeeExemption
from motcua.web.desk.typed import NO_NUMBER, read_identity
from motcua.web.languages.told import joined
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


class FeeForm(forms.Form):
    """How many copies, and whether somebody asks to be let off with what paper."""

    copies = fields.whole_number(
        gettext_lazy("Ông/bà cần bao nhiêu bản?"),
        gettext_lazy("Xin ghi số bản, từ 1."),
        least=1,
        most=MOST_COUNTED,
    )
    pages = fields.whole_number(
        gettext_lazy("Mỗi bản bao nhiêu trang?"),
        gettext_lazy("Xin ghi số trang của một bản, từ 1."),
        least=1,
        most=MOST_COUNTED,
    )
    relief = forms.ChoiceField(
        label=gettext_lazy("Ông/bà có thuộc diện được miễn, giảm không?"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Đối tượng này không còn áp dụng. Xin chọn lại.")
        },
    )
    evidence = forms.FileField(
        label=gettext_lazy("Bản chụp giấy tờ chứng minh"),
        required=False,
        help_text=gettext_lazy("Cán bộ xem giấy này rồi mới xác nhận miễn, giảm."),
    )

    def __init__(
        self,
        data: Any,
        *,
        owed: DraftFee,
        exemptions: Sequence[FeeExemption],
        said: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial={"relief": "", **said}, auto_id="o-%s")
        if not owed.is_asked:
            del self.fields["copies"]
        if not owed.is_asked or owed.rule is None or owed.rule.per is not FeeUnit.PAGE:
            del self.fields["pages"]
        relief = self.fields["relief"]
        assert isinstance(relief, forms.ChoiceField)  # noqa: S101 - declared above
        relief.choices = [("", _("Không")), *((one.code, relief_words(one)) for one in exemptions)]

    def answers(self, evidence: StoredFile | None) -> FeeAnswers:
        """Return what was typed, with the file that was sent."""
        typed = self.cleaned_data
        return FeeAnswers(
            copies=typed.get("copies"),
            pages=typed.get("pages"),
            relief=typed["relief"],
            evidence=evidence,
        )


def relief_words(exemption: FeeExemption) -> str:
    """Return a class of people with what they are let off and the paper that shows it."""
    relief = exemption.relief
    how = _("miễn") if relief.is_whole else _("giảm %(n)d%%") % {"n": relief.percent}
    words = joined(": ", (relief.name, how))
    return joined("", (words, "; ", _("cần"), " ", relief.evidence)) if relief.evidence else words
