"""Shapes of the rows of a procedure's draft: channels, papers, results, steps and ways out."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.roles import LABELS, STEP_ROLES
from motcua.procedures.content import SupplementEffect
from motcua.procedures.models import Channel
from motcua.procedures.process import STANDARD_DAY_MINUTES
from motcua.web.manage import fields

LIMIT_UNITS: Final = [
    ("working_day", gettext_lazy("ngày làm việc")),
    ("working_hour", gettext_lazy("giờ làm việc")),
    ("calendar_day", gettext_lazy("ngày (tính cả ngày nghỉ)")),
    ("month", gettext_lazy("tháng")),
    ("same_day", gettext_lazy("trong ngày")),
]
MINUTES_OF: Final = {"day": STANDARD_DAY_MINUTES, "hour": 60, "minute": 1}
_BUDGET_UNITS: Final = [
    ("day", gettext_lazy("ngày làm việc")),
    ("hour", gettext_lazy("giờ")),
    ("minute", gettext_lazy("phút")),
]


class HeadForm(forms.Form):
    """Names and texts of the version."""

    name = fields.long_text(
        gettext_lazy("Tên thủ tục"), gettext_lazy("Xin ghi tên thủ tục như trong quyết định.")
    )
    field = fields.text(
        gettext_lazy("Lĩnh vực"), gettext_lazy("Xin ghi lĩnh vực, như Hộ tịch."), most=160
    )
    decision_no = fields.text(gettext_lazy("Quyết định công bố"))
    applicant = fields.long_text(gettext_lazy("Ai được làm"))
    executing_agency = fields.long_text(gettext_lazy("Cơ quan thực hiện"))
    competent_authority = fields.long_text(gettext_lazy("Cơ quan có thẩm quyền"))
    cooperating_agency = fields.long_text(gettext_lazy("Cơ quan phối hợp"))
    steps = fields.long_text(gettext_lazy("Trình tự thực hiện"))
    conditions = fields.long_text(gettext_lazy("Yêu cầu, điều kiện"))
    legal_basis = fields.long_text(gettext_lazy("Căn cứ pháp lý"))
    supplement = fields.choice(
        gettext_lazy("Yêu cầu bổ sung thì thời hạn tính thế nào"),
        [(effect.value, effect.label) for effect in SupplementEffect],
        required=False,
    )
    needs_result = fields.tick(gettext_lazy("Chỉ xong khi có văn bản kết quả được lãnh đạo duyệt"))
    change_note = fields.text(
        gettext_lazy("Bản này thay đổi gì"),
        hint=gettext_lazy("Một câu cho người xem lại sau này."),
    )


class ChannelForm(forms.Form):
    """Limit and fee by one channel."""

    channel = fields.choice(gettext_lazy("Cách nộp"), Channel.choices)
    limit_value = fields.whole_number(
        gettext_lazy("Thời hạn"),
        least=1,
        most=3650,
    )
    limit_unit = fields.choice(gettext_lazy("Đơn vị"), LIMIT_UNITS)
    fee_dong = fields.whole_number(gettext_lazy("Mức thu (đồng)"))
    fee_by_province = fields.tick(gettext_lazy("Mức thu do tỉnh quy định"))
    fee_note = fields.long_text(gettext_lazy("Ghi chú về phí"))
    description = fields.long_text(gettext_lazy("Mô tả"))

    def row(self) -> dict[str, Any]:
        """Return the row as stored."""
        typed = self.cleaned_data
        value = 1 if typed["limit_unit"] == "same_day" else typed["limit_value"]
        return {
            "channel": typed["channel"],
            "limit": {"value": value, "unit": typed["limit_unit"]} if value else None,
            "fee_dong": typed["fee_dong"],
            "fee_note": typed["fee_note"],
            "fee_by_province": typed["fee_by_province"],
            "description": typed["description"],
        }


class PaperForm(forms.Form):
    """One line of the list of papers."""

    id = forms.CharField(required=False, max_length=80)
    name = fields.long_text(gettext_lazy("Tên giấy tờ"), gettext_lazy("Xin ghi tên giấy tờ."))
    case = fields.text(
        gettext_lazy("Chỉ khi"), most=2000, hint=gettext_lazy("Để trống: ai cũng cần.")
    )
    kind = fields.choice(
        gettext_lazy("Cần làm gì"),
        [
            ("submit", gettext_lazy("Nộp")),
            ("present", gettext_lazy("Chỉ xuất trình")),
            ("note", gettext_lazy("Ghi chú, không phải giấy tờ")),
        ],
    )
    originals = fields.whole_number(
        gettext_lazy("Bản chính"), gettext_lazy("Xin ghi số bản chính, hoặc 0."), most=99
    )
    copies = fields.whole_number(
        gettext_lazy("Bản sao"), gettext_lazy("Xin ghi số bản sao, hoặc 0."), most=99
    )

    def row(self) -> dict[str, Any]:
        """Return the row as stored."""
        return dict(self.cleaned_data)


class ResultForm(forms.Form):
    """What the applicant gets."""

    name = fields.long_text(gettext_lazy("Tên kết quả"), gettext_lazy("Xin ghi tên kết quả."))
    code = fields.text(gettext_lazy("Mã kết quả"), most=80)

    def row(self) -> dict[str, Any]:
        """Return the row as stored."""
        return dict(self.cleaned_data)


class RoleField(forms.ChoiceField):
    """Asks who does a step. "Nobody yet" is an answer that a draft may hold."""

    empty_values = [None]


class StepForm(forms.Form):
    """One step of the internal process."""

    key = forms.CharField(required=False, max_length=40)
    name = fields.text(
        gettext_lazy("Tên bước"), gettext_lazy("Xin ghi tên bước, như Thẩm định."), most=120
    )
    role = RoleField(
        label=gettext_lazy("Ai làm"),
        choices=[
            ("", gettext_lazy("Chưa giao")),
            *((role.value, LABELS[role]) for role in STEP_ROLES),
        ],
        error_messages={"invalid_choice": gettext_lazy("Vai trò này không có. Xin chọn lại.")},
    )
    budget = fields.whole_number(
        gettext_lazy("Được làm trong"),
        gettext_lazy("Xin ghi thời gian của bước, hoặc 0."),
        most=100_000,
    )
    budget_unit = fields.choice(gettext_lazy("Đơn vị"), _BUDGET_UNITS)
    agency = fields.text(
        gettext_lazy("Cơ quan khác làm bước này"),
        most=40,
        hint=gettext_lazy("Thủ tục liên thông: ghi mã cơ quan, như H29.4."),
    )

    def row(self) -> dict[str, Any]:
        """Return the row as stored, without its ways out."""
        typed = self.cleaned_data
        return {
            "key": typed["key"],
            "name": typed["name"],
            "role": typed["role"],
            "budget_minutes": typed["budget"] * MINUTES_OF[typed["budget_unit"]],
            **({"agency": typed["agency"]} if typed["agency"] else {}),
        }


class OutcomeForm(forms.Form):
    """One way out of a step; ``targets`` are the steps that it may lead to."""

    key = forms.CharField(required=False, max_length=40)
    label = fields.text(
        gettext_lazy("Khi"), gettext_lazy("Xin ghi kết quả của bước, như Trình ký."), most=80
    )

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not a choice field: a way to a step that has just been removed must stay on the page,
        # so that publishing can name it.
        self.fields["next"] = forms.CharField(
            label=_("thì chuyển tới"), required=True, max_length=40
        )
        self.targets = targets

    def row(self) -> dict[str, Any]:
        """Return the row as stored."""
        return dict(self.cleaned_data)
