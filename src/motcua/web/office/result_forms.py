"""The forms of the result: attaching or writing it, its number and day, the book's period."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Result
from motcua.dossiers.services.results import LONGEST_SYMBOL, LONGEST_TITLE
from motcua.web.desk.typed import DAY_FORMATS, LineField

FILE, TEXT, REFUSAL = "tep", "soan", "tu-choi"
"""A file that is there already; a text to be drawn; form 03 to be drawn."""
MOST_TEXT: Final = 20_000


class ResultForm(forms.Form):
    """A file that is there already, or the words of one to be made; ``way`` says which."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=Result.Outcome,
        widget=forms.RadioSelect(),
        initial=Result.Outcome.GRANTED,
        error_messages={"required": gettext_lazy("Xin chọn kết luận.")},
    )
    title = LineField(
        label=gettext_lazy("Tên văn bản kết quả"), required=False, max_length=LONGEST_TITLE
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp PDF"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Xin chọn tệp PDF của văn bản kết quả.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Nội dung, mỗi dòng một đoạn"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(),
        error_messages={"required": gettext_lazy("Xin ghi nội dung văn bản kết quả.")},
    )
    reasons = forms.CharField(
        label=gettext_lazy("Lý do không đồng ý, mỗi dòng một lý do"),
        max_length=4_000,
        widget=forms.Textarea(),
        error_messages={"required": gettext_lazy("Xin ghi ít nhất một lý do không đồng ý.")},
    )
    legal_basis = LineField(
        label=gettext_lazy("Căn cứ pháp lý"),
        max_length=500,
        error_messages={"required": gettext_lazy("Xin ghi căn cứ pháp lý của việc từ chối.")},
    )
    advice = LineField(
        label=gettext_lazy("Người dân có thể làm gì tiếp"), required=False, max_length=1_000
    )
    replaces = LineField(
        label=gettext_lazy("Lý do thay bản đã duyệt"), required=False, max_length=500
    )

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        way: str,
        kept: StoredFile | None = None,
        usual_title: str = "",
        approved_by: str = "",
    ) -> None:
        super().__init__(data, files, auto_id="o-%s")
        self.way = way
        self.kept = kept
        self.usual_title = usual_title
        self.approved_by = approved_by
        for name in _NOT_ASKED[way]:
            del self.fields[name]
        if way == TEXT:
            self.fields["legal_basis"].required = False
        if way == FILE:
            self.fields["file"].required = kept is None
            # Asked for only where the outcome wants them.
            self.fields["reasons"].required = False

    @property
    def is_refused(self) -> bool:
        """Say whether the request is turned down."""
        if self.way == FILE:
            return bool(self.cleaned_data.get("outcome") == Result.Outcome.REFUSED)
        return self.way == REFUSAL

    def clean(self) -> dict[str, Any]:
        """Ask for the reasons of a refusal, and why an approved version is replaced."""
        values = dict(super().clean() or {})
        if self.way == FILE and self.is_refused and not values.get("reasons", "").strip():
            self.add_error("reasons", _("Xin ghi ít nhất một lý do không đồng ý."))
        if self.approved_by and not values.get("replaces"):
            self.add_error(
                "replaces",
                _("Bản trước đã được %(name)s duyệt. Xin ghi vì sao phải thay.")
                % {"name": self.approved_by},
            )
        return values

    def words(self) -> dict[str, Any]:
        """Return what is said of the result, whichever way it is made."""
        values = self.cleaned_data
        outcome = Result.Outcome.REFUSED if self.is_refused else Result.Outcome.GRANTED
        usual = _("Từ chối giải quyết hồ sơ") if self.is_refused else self.usual_title
        return {
            "outcome": outcome.value,
            "title": values.get("title") or usual,
            "reasons": values["reasons"].splitlines() if self.is_refused else (),
        }

    def said(self) -> dict[str, str]:
        """Return the words of a result that is made here."""
        values = self.cleaned_data
        body = values["advice"] if self.way == REFUSAL else values["body"]
        return {"body": body, "legal_basis": values["legal_basis"]}


_NOT_ASKED: Final = {
    FILE: ("body", "legal_basis", "advice"),
    TEXT: ("outcome", "file", "reasons", "advice"),
    REFUSAL: ("outcome", "title", "file", "body"),
}
"""Which fields each way goes without."""


class NumberForm(forms.Form):
    """The symbol after the number, and the day on the paper."""

    symbol = LineField(
        label=gettext_lazy("Ký hiệu, sau số"),
        max_length=LONGEST_SYMBOL,
        error_messages={"required": gettext_lazy("Xin ghi ký hiệu, ví dụ /GXN-UBND.")},
    )
    dated = forms.DateField(
        label=gettext_lazy("Ngày văn bản"),
        input_formats=list(DAY_FORMATS),
        widget=forms.TextInput(),
        error_messages={
            "required": gettext_lazy("Xin ghi ngày văn bản."),
            "invalid": gettext_lazy("Ngày ghi như 23/11/2026. Xin xem lại."),
        },
    )

    def __init__(self, data: Any, *, symbol: str = "", on: date | None = None) -> None:
        initial = {"symbol": symbol, "dated": f"{on:%d/%m/%Y}" if on else ""}
        super().__init__(data, initial=initial, auto_id="o-%s")


class PeriodForm(forms.Form):
    """Two days, first and last."""

    tu = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        input_formats=list(DAY_FORMATS),
        widget=forms.TextInput(),
        error_messages={
            "required": gettext_lazy("Xin ghi ngày đầu."),
            "invalid": gettext_lazy("Ngày ghi như 01/11/2026. Xin xem lại."),
        },
    )
    den = forms.DateField(
        label=gettext_lazy("Đến ngày"),
        input_formats=list(DAY_FORMATS),
        widget=forms.TextInput(),
        error_messages={
            "required": gettext_lazy("Xin ghi ngày cuối."),
            "invalid": gettext_lazy("Ngày ghi như 30/11/2026. Xin xem lại."),
        },
    )

    def __init__(self, data: Any, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="o-%s")
