"""What people fill in to be heard; each mistake a sentence that says what to do."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.petitions.models import Subject
from motcua.petitions.requirements import is_written_in_latin
from motcua.web.desk.typed import LineField, PhoneField

LONGEST: Final = 5_000
_TOO_LONG: Final = gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại.")


def _needed(sentence: Any) -> dict[str, Any]:
    return {"required": sentence, "max_length": _TOO_LONG}


class AgencyField(forms.TypedChoiceField):
    """One of the agencies that exist, chosen by code."""

    def __init__(self, agencies: list[Agency], **more: Any) -> None:
        """Offer ``agencies``, with nothing chosen unless there is only one."""
        first = [] if len(agencies) == 1 else [("", _("Xin chọn"))]
        choices = [*first, *((one.code, one.name) for one in agencies)]
        by_code = {one.code: one for one in agencies}
        more.setdefault(
            "error_messages",
            dict.fromkeys(("required", "invalid_choice"), _("Xin chọn cơ quan trong danh sách.")),
        )
        super().__init__(choices=choices, coerce=by_code.__getitem__, empty_value=None, **more)


class ContactForm(forms.Form):
    """Where the code is sent: one of both."""

    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=200,
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )
    phone = PhoneField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)

    def clean(self) -> dict[str, Any]:
        """Want one of both."""
        typed = self.cleaned_data
        if not self.errors and not typed.get("email") and not typed.get("phone"):
            self.add_error("email", _("Xin ghi thư điện tử hoặc điện thoại để nhận mã."))
        return typed


class CodeForm(forms.Form):
    """The code that came."""

    code = LineField(
        label=gettext_lazy("Mã xác nhận (6 chữ số)"),
        max_length=20,
        error_messages=_needed(gettext_lazy("Xin ghi sáu chữ số trong tin vừa nhận.")),
    )


class FeedbackForm(forms.Form):
    """Feedback as its author writes it."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Phản ánh về việc gì"),
        choices=[("", gettext_lazy("Xin chọn")), *Subject.choices],
        error_messages=_needed(gettext_lazy("Xin chọn một việc gần nhất.")),
    )
    title = LineField(
        label=gettext_lazy("Tóm tắt một câu"),
        max_length=120,
        error_messages=_needed(gettext_lazy("Xin tóm tắt việc trong một câu.")),
    )
    text = forms.CharField(
        label=gettext_lazy("Việc xảy ra thế nào"),
        max_length=LONGEST,
        error_messages=_needed(gettext_lazy("Xin kể việc xảy ra: lúc nào, ở đâu, ra sao.")),
    )
    place = LineField(label=gettext_lazy("Nơi xảy ra"), max_length=255, required=False)
    dossier_code = LineField(
        label=gettext_lazy("Mã hồ sơ liên quan"), max_length=60, required=False
    )
    full_name = LineField(
        label=gettext_lazy("Họ và tên"),
        max_length=160,
        error_messages=_needed(gettext_lazy("Xin ghi họ và tên.")),
    )
    address = LineField(
        label=gettext_lazy("Địa chỉ"),
        max_length=255,
        error_messages=_needed(gettext_lazy("Xin ghi địa chỉ.")),
    )
    phone = PhoneField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=200,
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )

    def __init__(self, agencies: list[Agency], *args: Any, **more: Any) -> None:
        """Offer ``agencies`` to choose from."""
        super().__init__(*args, **more)
        self.fields["agency"] = AgencyField(agencies, label=_("Gửi cơ quan nào"))
        self.order_fields(["agency", "subject", "title", "text"])

    def clean_text(self) -> str:
        """Want words that can be read as Vietnamese."""
        text: str = self.cleaned_data["text"].replace("\x00", "")
        if not is_written_in_latin(text):
            raise forms.ValidationError(_("Phản ánh cần viết bằng tiếng Việt."))
        if len(text.split()) < 4:  # noqa: PLR2004, fewer words tell of nothing
            raise forms.ValidationError(_("Xin kể rõ hơn: lúc nào, ở đâu, ra sao."))
        return text

    def clean(self) -> dict[str, Any]:
        """Want a way back to whoever writes."""
        typed = self.cleaned_data
        if not typed.get("phone") and not typed.get("email") and not self.errors:
            self.add_error("phone", _("Xin ghi điện thoại hoặc thư điện tử."))
        return typed


class CaseForm(forms.Form):
    """A complaint or a denunciation."""

    about = LineField(
        label=gettext_lazy("Về ai, cơ quan nào, quyết định nào"),
        max_length=500,
        error_messages=_needed(
            gettext_lazy("Xin ghi người, cơ quan hoặc quyết định mà đơn nói tới.")
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=20_000,
        error_messages=_needed(gettext_lazy("Xin kể rõ sự việc: lúc nào, ở đâu, ra sao.")),
    )
    full_name = LineField(label=gettext_lazy("Họ và tên"), max_length=160, required=False)
    address = LineField(label=gettext_lazy("Địa chỉ"), max_length=255, required=False)
    phone = PhoneField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=200,
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )

    def __init__(
        self, agencies: list[Agency], *args: Any, needs_name: bool = False, **more: Any
    ) -> None:
        """Offer ``agencies``; a complaint needs a name and an address."""
        super().__init__(*args, **more)
        self.fields["agency"] = AgencyField(agencies, label=_("Gửi cơ quan nào"))
        if needs_name:
            for name, words in (
                ("full_name", _("Đơn khiếu nại cần họ và tên.")),
                ("address", _("Đơn khiếu nại cần địa chỉ.")),
            ):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words

    def clean_text(self) -> str:
        """Take what cannot be kept out of the words."""
        text: str = self.cleaned_data["text"].replace("\x00", "")
        return text


class SupplyForm(forms.Form):
    """What the author adds when asked."""

    text = forms.CharField(
        label=gettext_lazy("Điều ông/bà nói thêm"),
        max_length=LONGEST,
        error_messages=_needed(gettext_lazy("Xin ghi điều ông/bà muốn nói thêm.")),
    )


class RatingForm(forms.Form):
    """How content the author is with the answer."""

    value = forms.TypedChoiceField(
        label=gettext_lazy("Ông/bà có hài lòng với câu trả lời không?"),
        choices=[
            ("3", gettext_lazy("Rất hài lòng")),
            ("2", gettext_lazy("Hài lòng")),
            ("1", gettext_lazy("Chưa hài lòng")),
        ],
        coerce=int,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Xin chọn một mức.")
        ),
    )
    words = forms.CharField(
        label=gettext_lazy("Nói thêm"), required=False, max_length=1_000, widget=forms.Textarea
    )
