"""The forms of the result: attaching or writing it, its number and day, the book's period."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Result
from motcua.dossiers.services.results import LONGEST_SYMBOL, LONGEST_TITLE
from motcua.web.desk.typed import DAY_FORMATS, LineField

FILE, TEXT = "file", "text"
MOST_TEXT = 20_000


class ResultForm(forms.Form):
    """A file that is there already, or the words of one to be made."""

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
    way = forms.ChoiceField(
        label=gettext_lazy("Văn bản"),
        choices=[
            (FILE, gettext_lazy("Kèm tệp PDF đã có")),
            (TEXT, gettext_lazy("Soạn tại đây, hệ thống lập PDF")),
        ],
        widget=forms.RadioSelect(),
        initial=FILE,
        error_messages={"required": gettext_lazy("Xin chọn kèm tệp hay soạn tại đây.")},
    )
    file = forms.FileField(label=gettext_lazy("Tệp PDF"), required=False, allow_empty_file=True)
    body = forms.CharField(
        label=gettext_lazy("Nội dung, mỗi dòng một đoạn"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(),
    )
    reasons = forms.CharField(
        label=gettext_lazy("Lý do không đồng ý, mỗi dòng một lý do"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(),
    )
    legal_basis = LineField(label=gettext_lazy("Căn cứ pháp lý"), required=False, max_length=500)
    replaces = LineField(
        label=gettext_lazy("Lý do thay bản đã duyệt"), required=False, max_length=500
    )

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        kept: StoredFile | None = None,
        usual_title: str = "",
        approved_by: str = "",
    ) -> None:
        super().__init__(data, files, auto_id="o-%s")
        self.kept = kept
        self.usual_title = usual_title
        self.approved_by = approved_by

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way and outcome need."""
        values = dict(super().clean() or {})
        is_refused = values.get("outcome") == Result.Outcome.REFUSED
        if is_refused and not (values.get("reasons") or "").strip():
            self._miss("reasons", _("Xin ghi ít nhất một lý do không đồng ý."))
        if values.get("way") == FILE and self.kept is None:
            self._miss("file", _("Xin chọn tệp PDF của văn bản kết quả."))
        if values.get("way") == TEXT:
            if is_refused and not values.get("legal_basis"):
                self._miss("legal_basis", _("Xin ghi căn cứ pháp lý của việc từ chối."))
            if not is_refused and not (values.get("body") or "").strip():
                self._miss("body", _("Xin ghi nội dung văn bản kết quả."))
        if self.approved_by and not values.get("replaces"):
            self._miss(
                "replaces",
                _("Bản trước đã được %(name)s duyệt. Xin ghi vì sao phải thay.")
                % {"name": self.approved_by},
            )
        if not values.get("title"):
            values["title"] = _("Từ chối giải quyết hồ sơ") if is_refused else self.usual_title
        return values

    def _miss(self, field: str, sentence: str) -> None:
        if field not in self.errors:
            self.add_error(field, sentence)

    def words(self) -> dict[str, Any]:
        """Return what is said of the result, whichever way it is made."""
        values = self.cleaned_data
        is_refused = values["outcome"] == Result.Outcome.REFUSED
        return {
            "outcome": values["outcome"],
            "title": values["title"],
            "reasons": values["reasons"].splitlines() if is_refused else (),
        }

    def said(self) -> dict[str, str]:
        """Return the words of a result that is made here."""
        return {name: self.cleaned_data[name] for name in ("body", "legal_basis")}


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
