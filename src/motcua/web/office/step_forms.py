"""The small forms about steps: whom to give one to, where to send it back, whom to ask."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.dossiers.models import Step
from motcua.dossiers.services.steps import NOBODY, holders_of_role
from motcua.kernel import clock
from motcua.web import formats

_STALE: Final = gettext_lazy("Trang này đã cũ. Xin tải lại trang rồi làm lại.")
_DAY_FORMATS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class StepForm(forms.Form):
    """What every form about the open step carries: which step the page showed."""

    order = forms.IntegerField(
        min_value=1,
        max_value=32_767,
        widget=forms.HiddenInput,
        error_messages={"required": _STALE, "invalid": _STALE},
    )

    def __init__(self, data: Any, *, step: Step) -> None:
        super().__init__(data, initial={"order": step.order})


class AssignForm(StepForm):
    """Whom the step is given to; everybody who holds its role, or one of them."""

    officer = forms.TypedChoiceField(
        label=gettext_lazy("Giao cho"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Xin chọn người được giao."),
            "invalid_choice": gettext_lazy("Người này không giữ vai trò của bước. Xin chọn lại."),
        },
    )
    seen = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": _STALE}
    )

    def __init__(self, data: Any, *, step: Step, on: date) -> None:
        super().__init__(data, step=step)
        officers = holders_of_role(step, on).annotate(
            in_hand=Count("assigned_steps", filter=Q(assigned_steps__closed_at__isnull=True))
        )
        self.initial["seen"] = step.assignee_id or NOBODY
        # As a string: a macro that asks whether anything is chosen takes 0 for nothing.
        self.initial["officer"] = str(step.assignee_id or NOBODY)
        field = self.fields["officer"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (NOBODY, _("Để chung, ai giữ vai trò này cũng làm được")),
            *((officer.pk, _officer_words(officer.full_name, officer)) for officer in officers),
        ]


def _officer_words(name: str, officer: Any) -> str:
    if not officer.in_hand:
        return _("%(name)s, chưa giữ hồ sơ nào") % {"name": name}
    return _("%(name)s, đang giữ %(count)s hồ sơ") % {
        "name": name,
        "count": formats.number(officer.in_hand),
    }


class ReturnStepForm(StepForm):
    """Which step it goes back to, and why."""

    to_order = forms.TypedChoiceField(
        label=gettext_lazy("Trả lại bước"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Xin chọn bước mà hồ sơ phải làm lại."),
            "invalid_choice": gettext_lazy("Xin chọn một bước mà hồ sơ đã qua."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Xin ghi lý do trả lại, để người làm lại biết phải sửa gì."),
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại."),
        },
    )

    def __init__(self, data: Any, *, step: Step, earlier: Sequence[Step]) -> None:
        super().__init__(data, step=step)
        field = self.fields["to_order"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(before.order, _step_words(before)) for before in earlier]
        if earlier:
            self.initial["to_order"] = earlier[0].order


def _step_words(step: Step) -> str:
    who = step.closed_by.full_name if step.closed_by is not None else _("hệ thống")
    return _("%(step)s: %(who)s làm xong %(when)s") % {
        "step": step.name,
        "who": who,
        "when": formats.moment(clock.local(step.closed_at or step.opened_at)),
    }


class ConsultForm(forms.Form):
    """Whom to ask, what, and until when."""

    agency = forms.TypedChoiceField(
        label=gettext_lazy("Hỏi cơ quan"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Xin chọn cơ quan cần hỏi."),
            "invalid_choice": gettext_lazy("Cơ quan này không còn trong danh sách. Xin chọn lại."),
        },
    )
    question = forms.CharField(
        label=gettext_lazy("Cần cho ý kiến về"),
        max_length=4_000,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Xin ghi cần hỏi điều gì, để cơ quan kia trả lời đúng chỗ."),
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại."),
        },
    )
    due_on = forms.DateField(
        label=gettext_lazy("Đề nghị trả lời trong ngày"),
        input_formats=list(_DAY_FORMATS),
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={
            "required": gettext_lazy("Xin ghi ngày đề nghị trả lời, như 26/11/2026."),
            "invalid": gettext_lazy("Ngày này không có thật. Xin ghi như 26/11/2026."),
        },
    )

    def __init__(self, data: Any, *, agencies: Iterable[Agency]) -> None:
        super().__init__(data)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Chọn cơ quan")),
            *((agency.pk, agency.name) for agency in agencies),
        ]


class AnswerForm(forms.Form):
    """The opinion, in words or as a document, which is stored before the form is looked at."""

    answer = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea,
        error_messages={
            "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự. Xin viết ngắn lại.")
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Văn bản trả lời"),
        required=False,
    )
