"""The small forms of the desk: correcting a receipt, refusing, returning, calling."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import CallLog, Dossier
from motcua.people.services import PersonInput
from motcua.web.desk.typed import (
    NO_NUMBER,
    Identity,
    LineField,
    NameField,
    PhoneField,
    person_from_fields,
    read_identity,
)

SELF, OTHER = "self", "other"


class CorrectionForm(forms.Form):
    """What of a receipt can be corrected: the applicant's facts, the way of return, the note."""

    full_name = NameField(
        label=_("Họ và tên người nộp"),
        max_length=255,
        error_messages={"required": _("Xin ghi họ và tên người nộp.")},
    )
    number = LineField(label=_("Số định danh, CMND, mã số thuế"), required=False, max_length=40)
    address = LineField(label=_("Địa chỉ"), required=False, max_length=255)
    phone = PhoneField(label=_("Điện thoại"), required=False, max_length=32)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư ghi như ten@example.vn. Xin xem lại.")},
    )
    result_mode = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=[(mode.value, mode.label) for mode in ResultMode]
    )
    note = LineField(label=_("Ghi chú cho người thụ lý"), required=False, max_length=2_000)
    reason = LineField(
        label=_("Lý do sửa, in trên bản mới"),
        max_length=500,
        error_messages={"required": _("Xin ghi lý do sửa giấy tiếp nhận.")},
    )

    def __init__(self, data: Any, *, before: PersonInput, dossier: Dossier, on: date) -> None:
        initial = {
            "full_name": before.full_name,
            "number": before.identity_number,
            "address": before.address,
            "phone": before.phone,
            "email": before.email,
            "result_mode": dossier.result_mode,
            "note": dossier.note,
        }
        super().__init__(data, initial=initial, auto_id="o-%s")
        self.on = on
        self.before = before
        self.identity: Identity = NO_NUMBER

    def clean_number(self) -> str:
        """Return the number as it is stored, whatever its kind."""
        typed: str = self.cleaned_data["number"]
        self.identity = read_identity(typed, on=self.on, birth_on=self.before.birth_on)
        return self.identity.number

    def changes(self) -> dict[str, str]:
        """Return the fields as the service takes them; it looks for what is different."""
        values = self.cleaned_data
        named = ("full_name", "address", "phone", "email", "result_mode", "note")
        return {
            **{name: values[name] for name in named},
            "identity_number": self.identity.number,
            "identity_kind": str(self.identity.kind),
        }


class RefusalForm(forms.Form):
    """Form 03: why it is refused, by which rule, and what the applicant can do."""

    reasons = forms.CharField(
        label=_("Lý do từ chối, mỗi dòng một lý do"),
        max_length=4_000,
        widget=forms.Textarea(),
        error_messages={"required": _("Xin ghi ít nhất một lý do từ chối, rõ để người dân hiểu.")},
    )
    legal_basis = LineField(
        label=_("Căn cứ pháp lý"),
        max_length=500,
        error_messages={"required": _("Xin ghi căn cứ pháp lý của việc từ chối.")},
    )
    advice = LineField(label=_("Người dân có thể làm gì tiếp"), required=False, max_length=1_000)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="o-%s")

    def refusal(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        values = self.cleaned_data
        return {
            "reasons": values["reasons"].splitlines(),
            "legal_basis": values["legal_basis"],
            "advice": values["advice"],
        }


class ReturnForm(forms.Form):
    """Who collects the result, by what right, and whether the receipt came back."""

    who = forms.ChoiceField(
        label=_("Ai nhận kết quả"),
        choices=[(SELF, _("Chính người nộp")), (OTHER, _("Người khác, có giấy ủy quyền"))],
        initial=SELF,
        widget=forms.RadioSelect(),
    )
    collector_name = NameField(
        label=_("Họ và tên người nhận thay"), required=False, max_length=255
    )
    collector_number = LineField(
        label=_("Số định danh người nhận thay"), required=False, max_length=40
    )
    proof = LineField(
        label=_("Căn cứ nhận thay (giấy ủy quyền số, ngày)"), required=False, max_length=255
    )
    has_receipt = forms.BooleanField(
        label=_("Đã thu lại giấy tiếp nhận"), required=False, initial=True
    )
    note = LineField(
        label=_("Nếu không thu lại được giấy tiếp nhận, vì sao"), required=False, max_length=500
    )

    def __init__(self, data: Any, *, on: date, who: str = SELF) -> None:
        super().__init__(data, initial={"who": who}, auto_id="o-%s")
        self.on = on
        self.identity: Identity = NO_NUMBER

    def clean(self) -> dict[str, Any]:
        """Ask for name and proof when somebody else collects."""
        values = dict(super().clean() or {})
        if values.get("who") != OTHER:
            return values
        if not values.get("collector_name") and "collector_name" not in self.errors:
            self.add_error("collector_name", _("Xin ghi họ và tên người nhận thay."))
        if not values.get("proof"):
            self.add_error(
                "proof", _("Người khác đến nhận cần có giấy ủy quyền. Xin ghi giấy đó vào đây.")
            )
        try:
            self.identity = read_identity(values.get("collector_number") or "", on=self.on)
        except ValidationError as error:
            self.add_error("collector_number", error)
        return values

    def handing(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        values = self.cleaned_data
        return {
            "collector": self.collector(),
            "proof": values["proof"],
            "has_receipt": values["has_receipt"],
            "note": values["note"],
        }

    def collector(self) -> PersonInput | None:
        """Return who collects; None is the applicant."""
        if self.cleaned_data["who"] == SELF:
            return None
        return person_from_fields(self.cleaned_data, "collector", self.identity)


class CallForm(forms.Form):
    """How a telephone call ended."""

    outcome = forms.ChoiceField(
        label=_("Kết quả cuộc gọi"),
        choices=CallLog.Outcome,
        widget=forms.RadioSelect(),
        error_messages={"required": _("Xin chọn kết quả cuộc gọi.")},
    )
    note = LineField(label=_("Ghi chú"), required=False, max_length=255)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="o-%s")
