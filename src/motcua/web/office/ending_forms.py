"""The forms of endings and their money: withdrawn, stopped, undone, opened again, paid."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.dossiers.cash_desk import Account
from motcua.dossiers.forms import brief
from motcua.dossiers.models import Charge, DossierPaper, PaperForm
from motcua.dossiers.services.ending import MoneyEnding
from motcua.dossiers.services.reopening import MOST_WORKING_DAYS
from motcua.kernel import clock
from motcua.kernel.money import Dong
from motcua.payments.models import DESK_METHODS, Payment, PaymentMethod
from motcua.procedures.process import Process
from motcua.web.desk.typed import LineField
from motcua.web.formats import dong
from motcua.web.languages.told import joined

MOST_DONG: Final = 10_000_000_000
_STALE: Final = gettext_lazy("Trang này đã cũ. Xin tải lại trang rồi làm lại.")
_ROOMY: Final = 2_000


class _StampedForm(forms.Form):
    """Carries how many events the page knew of when it was opened."""

    seen = forms.IntegerField(
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _STALE),
    )

    def __init__(self, data: Any, *, seen: int) -> None:
        super().__init__(data, auto_id="o-%s", initial={"seen": seen})


class EndingForm(_StampedForm):
    """Why it ends, what becomes of the money, which papers go back."""

    reason = forms.CharField(
        max_length=_ROOMY,
        widget=forms.Textarea(),
        error_messages={
            "required": gettext_lazy("Xin ghi lý do; lý do in trong thông báo (mẫu 05).")
        },
    )
    money = forms.ChoiceField(
        label=gettext_lazy("Tiền đã nộp"),
        widget=forms.RadioSelect(),
        error_messages={"required": gettext_lazy("Xin chọn hoàn lại hay không hoàn.")},
    )
    money_basis = LineField(label=gettext_lazy("Căn cứ về tiền"), required=False, max_length=255)
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ trả lại người nộp"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(
        self,
        data: Any,
        *,
        seen: int,
        reason_label: str,
        account: Account,
        papers: Sequence[DossierPaper],
    ) -> None:
        super().__init__(data, seen=seen)
        self.fields["reason"].label = reason_label
        paid = dong(Dong(account.paid_dong))
        self.has_paid = bool(account.paid)
        money, listed = self.fields["money"], self.fields["papers"]
        assert isinstance(money, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(listed, forms.MultipleChoiceField)  # noqa: S101 - declared above
        if self.has_paid:
            money.choices = [
                (MoneyEnding.REFUND.value, _("Hoàn lại %(paid)s đã nộp") % {"paid": paid}),
                (MoneyEnding.KEEP.value, _("Không hoàn %(paid)s, có căn cứ") % {"paid": paid}),
            ]
        money.required = self.has_paid
        self.words = {str(paper.order): paper_words(paper) for paper in papers}
        listed.choices = list(self.words.items())
        # Copies stay in the file; originals belong to whoever handed them in.
        self.initial["papers"] = [
            str(paper.order) for paper in papers if paper.form == PaperForm.ORIGINAL
        ]

    def ending(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        values = self.cleaned_data
        return {
            "reason": values["reason"],
            "money": MoneyEnding(values["money"] or MoneyEnding.NONE),
            "money_basis": values["money_basis"],
            "returned_papers": [self.words[order] for order in values["papers"]],
            "seen": values["seen"],
        }


def paper_words(paper: DossierPaper) -> str:
    """Return a paper as form 05 lists it: name, as what it was handed in, how many."""
    manner = str(PaperForm(paper.form).label).lower()
    if paper.count == 1:
        return _("%(name)s (%(manner)s)") % {"name": brief(paper.name), "manner": manner}
    return _("%(name)s (%(manner)s, %(count)d bản)") % {
        "name": brief(paper.name),
        "manner": manner,
        "count": paper.count,
    }


class UndoForm(forms.Form):
    """Which act is taken back, and why."""

    sequence = forms.IntegerField(
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _STALE),
    )
    reason = LineField(
        label=gettext_lazy("Lý do hoàn tác"),
        max_length=500,
        error_messages={"required": gettext_lazy("Xin ghi lý do hoàn tác, để người sau hiểu.")},
    )

    def __init__(self, data: Any, *, sequence: int) -> None:
        super().__init__(data, auto_id="o-%s", initial={"sequence": sequence})


class ReopenForm(_StampedForm):
    """Why it is opened again, by which rule, for how long, and where it begins."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại, người nộp đọc được"),
        max_length=_ROOMY,
        widget=forms.Textarea(),
        error_messages={
            "required": gettext_lazy("Xin ghi lý do mở lại; lý do được báo cho người nộp.")
        },
    )
    legal_basis = LineField(
        label=gettext_lazy("Căn cứ pháp lý"),
        max_length=255,
        error_messages={"required": gettext_lazy("Xin ghi căn cứ mở lại: văn bản, điều, khoản.")},
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Giải quyết trong (ngày làm việc)"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        initial=1,
        error_messages={
            name: gettext_lazy("Xin ghi số ngày làm việc để giải quyết, từ 1 đến 60.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    step = forms.ChoiceField(
        label=gettext_lazy("Bắt đầu lại từ bước"),
        error_messages={"invalid_choice": gettext_lazy("Bước này không còn. Xin chọn lại.")},
    )

    def __init__(self, data: Any, *, seen: int, process: Process) -> None:
        super().__init__(data, seen=seen)
        step = self.fields["step"]
        assert isinstance(step, forms.ChoiceField)  # noqa: S101 - declared above
        step.choices = [(step.key, step.name) for step in process.steps]


DESK_CHOICES: Final = [(method.value, method.label) for method in DESK_METHODS]


class _MoneyForm(forms.Form):
    """How money changes hands."""

    method = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=DESK_CHOICES,
        initial=PaymentMethod.CASH,
        widget=forms.RadioSelect(),
        error_messages={
            name: gettext_lazy("Xin chọn hình thức: tiền mặt, chuyển khoản hay thẻ.")
            for name in ("required", "invalid_choice")
        },
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="o-%s")


class CollectForm(_MoneyForm):
    """Which charge is paid, how, and how much where nobody knew."""

    charge = forms.ChoiceField(
        label=gettext_lazy("Khoản thu"),
        widget=forms.RadioSelect(),
        error_messages={
            "required": gettext_lazy("Xin chọn khoản thu."),
            "invalid_choice": gettext_lazy("Khoản này vừa thu xong hoặc không còn phải thu."),
        },
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền đã thu (đồng)"),
        min_value=1,
        max_value=MOST_DONG,
        error_messages={
            "required": gettext_lazy("Xin ghi số tiền đã thu, lớn hơn 0 đồng."),
            "invalid": gettext_lazy("Số tiền là số đồng, chỉ gồm chữ số."),
            "min_value": gettext_lazy("Xin ghi số tiền đã thu, lớn hơn 0 đồng."),
            "max_value": gettext_lazy("Số tiền lớn bất thường. Xin xem lại."),
        },
    )

    def __init__(self, data: Any, *, unpaid: Sequence[Charge]) -> None:
        super().__init__(data)
        charge = self.fields["charge"]
        assert isinstance(charge, forms.ChoiceField)  # noqa: S101 - declared above
        charge.choices = [(str(one.pk), charge_words(one)) for one in unpaid]
        self.initial["charge"] = str(unpaid[0].pk) if unpaid else ""
        charge.required = bool(unpaid)
        self.needs_amount = not all(one.amount_dong for one in unpaid) or not unpaid
        if not self.needs_amount:
            del self.fields["amount"]

    def payment(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        chosen = self.cleaned_data["charge"]
        return {
            "charge_id": int(chosen) if chosen else None,
            "amount_dong": self.cleaned_data.get("amount"),
            "method": self.cleaned_data["method"],
        }


def charge_words(charge: Charge) -> str:
    """Return a charge by name and amount."""
    if not charge.amount_dong:
        return charge.name
    return joined(": ", (charge.name, dong(Dong(charge.amount_dong))))


class RefundForm(_MoneyForm):
    """How the money is given back; through the gateway where it came that way."""

    def __init__(self, data: Any, *, at_gateway: bool = False) -> None:
        super().__init__(data)
        method = self.fields["method"]
        assert isinstance(method, forms.ChoiceField)  # noqa: S101 - declared above
        if at_gateway:
            back = (PaymentMethod.GATEWAY.value, _("Cổng VNPay hoàn về thẻ, ví đã nộp"))
            method.choices = [back, *DESK_CHOICES]
            self.initial["method"] = PaymentMethod.GATEWAY


class RefundAskForm(forms.Form):
    """Which payment, how much of it and why."""

    payment = forms.ChoiceField(
        label=gettext_lazy("Hoàn khoản nào"),
        widget=forms.RadioSelect(),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Xin chọn khoản đã thu.")
        ),
    )
    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền hoàn (đồng)"),
        min_value=1,
        max_value=MOST_DONG,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Xin ghi số tiền hoàn, là số đồng lớn hơn 0."),
        ),
    )
    reason = LineField(
        label=gettext_lazy("Lý do hoàn"),
        max_length=255,
        error_messages={"required": gettext_lazy("Xin ghi lý do hoàn, để người duyệt hiểu.")},
    )

    def __init__(self, data: Any, *, payments: Sequence[Payment]) -> None:
        super().__init__(data, auto_id="o-%s")
        field = self.fields["payment"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(one.pk), payment_words(one)) for one in payments]
        if payments:
            self.initial["payment"] = str(payments[0].pk)
            self.initial["amount"] = payments[0].amount_dong

    def asked(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        return {
            "payment_id": int(self.cleaned_data["payment"]),
            "amount_dong": self.cleaned_data["amount"],
            "reason": self.cleaned_data["reason"],
        }


def payment_words(payment: Payment) -> str:
    """Return a payment by amount, method and day."""
    return _("%(amount)s, %(method)s, ngày %(day)s") % {
        "amount": dong(Dong(payment.amount_dong)),
        "method": str(payment.get_method_display()).lower(),
        "day": f"{clock.day_of(payment.received_at):%d/%m/%Y}",
    }
