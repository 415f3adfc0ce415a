"""What officers fill in about feedback, complaints and denunciations."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.petitions.models import FeedbackWay, Subject
from motcua.web.desk.typed import LineField
from motcua.web.public.petition_forms import AgencyField, CaseForm, FeedbackForm

WAYS: Final = [way for way in FeedbackWay.choices if way[0] != FeedbackWay.ONLINE]
_WRONG_WAY: Final = dict.fromkeys(
    ("required", "invalid_choice"), gettext_lazy("Xin chọn phản ánh đến bằng cách nào.")
)


class IntakeForm(FeedbackForm):
    """Feedback that an officer writes down; a letter may lack what others must have."""

    number = LineField(label=gettext_lazy("Số định danh"), max_length=20, required=False)
    way = forms.ChoiceField(
        label=gettext_lazy("Đến bằng cách nào"), choices=WAYS, error_messages=_WRONG_WAY
    )

    def __init__(self, agencies: list[Agency], *args: Any, **more: Any) -> None:
        """Ask for the way first."""
        super().__init__(agencies, *args, **more)
        self.order_fields(["way", "agency", "subject", "title", "text"])
        if self.data.get("way") == FeedbackWay.LETTER:
            for name in ("full_name", "address"):
                self.fields[name].required = False

    def clean_text(self) -> str:
        """Take a letter as it is."""
        if self.data.get("way") == FeedbackWay.LETTER:
            text: str = self.cleaned_data["text"].replace("\x00", "")
            return text
        return super().clean_text()

    def clean(self) -> dict[str, Any]:
        """Want a way back unless it came by letter."""
        if self.data.get("way") == FeedbackWay.LETTER:
            return self.cleaned_data
        return super().clean()


class CaseIntakeForm(CaseForm):
    """A complaint or denunciation that an officer takes in."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại đơn"),
        choices=[
            ("complaint", gettext_lazy("Khiếu nại")),
            ("denunciation", gettext_lazy("Tố cáo")),
        ],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Xin chọn khiếu nại hay tố cáo.")
        ),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Đến bằng cách nào"), choices=WAYS, error_messages=_WRONG_WAY
    )

    def __init__(self, agencies: list[Agency], *args: Any, **more: Any) -> None:
        """Ask for kind and way first; a complaint needs name and address."""
        data = args[0] if args and args[0] is not None else {}
        super().__init__(agencies, *args, needs_name=data.get("kind") == "complaint", **more)
        self.order_fields(["kind", "way", "agency", "about", "text"])


class ActForm(forms.Form):
    """Whatever an act on feedback needs; the service says what is missing."""

    subject = forms.ChoiceField(choices=Subject.choices, required=False)
    words = forms.CharField(required=False, max_length=10_000)
    to = forms.ChoiceField(
        choices=[
            ("complaint", gettext_lazy("Khiếu nại")),
            ("denunciation", gettext_lazy("Tố cáo")),
        ],
        required=False,
        label=gettext_lazy("Đơn này là"),
    )
    answer = forms.IntegerField(required=False)

    def __init__(self, agencies: list[Agency], *args: Any, **more: Any) -> None:
        """Offer ``agencies`` to forward to."""
        super().__init__(*args, **more)
        self.fields["agency"] = AgencyField(agencies, label=_("Chuyển tới"), required=False)

    def clean_words(self) -> str:
        """Take what cannot be kept out of the words."""
        words: str = self.cleaned_data["words"].replace("\x00", "")
        return words


class CaseActForm(forms.Form):
    """What an act on a complaint or denunciation needs."""

    document = LineField(label=gettext_lazy("Số văn bản"), max_length=80, required=False)
    legal_basis = LineField(label=gettext_lazy("Căn cứ"), max_length=255, required=False)
    reason = LineField(
        label=gettext_lazy("Lý do, báo cho người gửi (không ghi tên ai)"),
        max_length=1_000,
        required=False,
    )

    def __init__(self, agencies: list[Agency], *args: Any, **more: Any) -> None:
        """Offer ``agencies`` to route to."""
        super().__init__(*args, **more)
        self.fields["agency"] = AgencyField(
            agencies, label=_("Cơ quan có thẩm quyền"), required=False
        )


class PublicForm(forms.Form):
    """What everybody will read."""

    title = LineField(
        label=gettext_lazy("Tóm tắt"),
        max_length=120,
        error_messages={"required": gettext_lazy("Xin giữ lại tóm tắt.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=10_000,
        error_messages={"required": gettext_lazy("Xin giữ lại nội dung.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Trả lời"),
        max_length=10_000,
        error_messages={"required": gettext_lazy("Xin giữ lại câu trả lời.")},
    )
    is_read = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đã đọc từng chữ ở cột bên phải; bài không lộ tên hay dữ liệu của ai."
        ),
        error_messages={"required": gettext_lazy("Xin đọc lại và đánh dấu xác nhận.")},
    )

    def clean(self) -> dict[str, Any]:
        """Take what cannot be kept out of the words."""
        return {
            name: value.replace("\x00", "") if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
