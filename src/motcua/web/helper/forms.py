"""What helpers type and tap."""

import uuid
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.guidance.models import ProgrammeVersion
from motcua.guidance.services.sessions import MINUTES
from motcua.web.desk.typed import LineField, read_identity
from motcua.web.manage import fields

LONGEST_REMARK: Final = 200
HALVES: Final = tuple((weekday, half) for weekday in range(6) for half in (True, False))


class SessionForm(forms.Form):
    """One session: taps, and a number or words only where there is something to say."""

    ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Đã hướng dẫn gì trên mạng?"),
        error_messages={
            "required": gettext_lazy("Xin bấm ít nhất một việc đã hướng dẫn."),
            "invalid_choice": gettext_lazy("Chương trình vừa đổi. Xin bấm lại."),
        },
    )
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Giờ tự làm được việc nào?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chương trình vừa đổi. Xin bấm lại.")},
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Mấy phút?"),
        choices=[(number, str(number)) for number in MINUTES],
        coerce=int,
        error_messages={
            "required": gettext_lazy("Xin bấm mấy phút."),
            "invalid_choice": gettext_lazy("Xin bấm mấy phút."),
        },
    )
    number = forms.CharField(
        label=gettext_lazy("Số định danh hoặc mã số thuế"), required=False, max_length=32
    )
    hard = forms.MultipleChoiceField(
        label=gettext_lazy("Việc nào khó?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Chương trình vừa đổi. Xin bấm lại.")},
    )
    remark = LineField(
        label=gettext_lazy("Khó ở chỗ nào?"),
        required=False,
        max_length=LONGEST_REMARK,
        error_messages={
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại.")
        },
    )

    def __init__(self, data: Any, *, version: ProgrammeVersion, on: date, **more: Any) -> None:
        self._on = on
        super().__init__(data, auto_id="o-%s", **more)
        topics = [(one.id, one.label) for one in version.topic_items]
        for name, choices in (
            ("topics", topics),
            ("hard", topics),
            ("outcomes", [(one.id, one.label) for one in version.outcome_items]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def clean_ref(self) -> uuid.UUID:
        """Return the number of the session; a page too old to have one gets it here."""
        return self.cleaned_data["ref"] or uuid.uuid4()

    def clean_number(self) -> str:
        """Return the number as it is hashed: checked, because a wrong digit is somebody else."""
        return read_identity(self.cleaned_data["number"], on=self._on).number


class CodeForm(forms.Form):
    """The code on the desk's screen."""

    code = forms.CharField(
        label=gettext_lazy("Mã trên màn hình quầy"),
        max_length=12,
        error_messages={
            "required": gettext_lazy("Xin ghi mã đang hiện ở quầy."),
            "max_length": gettext_lazy("Mã có bốn chữ số."),
        },
    )


class FreeForm(forms.Form):
    """Half days of the week."""

    halves = forms.MultipleChoiceField(
        label=gettext_lazy("Tôi đến được"),
        choices=[(f"{weekday}-{int(half)}", "") for weekday, half in HALVES],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Xin chọn lại.")},
    )

    @property
    def chosen(self) -> list[tuple[int, bool]]:
        """Return the half days as stored."""
        pairs = (one.split("-") for one in self.cleaned_data["halves"])
        return [(int(weekday), half == "1") for weekday, half in pairs]


class AbsenceForm(forms.Form):
    """From when to when somebody is away."""

    from_on = fields.day(gettext_lazy("Vắng từ ngày"), gettext_lazy("Xin ghi vắng từ ngày nào."))
    to_on = fields.day(gettext_lazy("Đến hết ngày"))
    reason = LineField(label=gettext_lazy("Lý do"), required=False, max_length=160)

    def clean(self) -> dict[str, Any]:
        """Take one day where no last one is given."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            raise ValidationError(_("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
        cleaned["to_on"] = last or first
        return cleaned
