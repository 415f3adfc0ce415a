"""The forms of waiting and of late dossiers: papers asked for and handed in, money, a new date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.documents.held_papers import Known
from motcua.dossiers.models import PaperForm, Pause
from motcua.dossiers.pause_rules import SupplementItem
from motcua.procedures.content import Paper
from motcua.web.desk.typed import DAY_FORMATS, LineField

MOST_COPIES: Final = 999
LONGEST_AMOUNT: Final = 15
_REASON_MISSING: Final = gettext_lazy("Xin ghi lý do, rõ để người dân hiểu vì sao phải chờ.")
_BASIS_MISSING: Final = gettext_lazy("Xin ghi căn cứ pháp lý: văn bản, điều, khoản.")
WHY_WORDS: Final = gettext_lazy("“%(name)s” đã có rồi. Vẫn yêu cầu thì xin ghi lý do.")
_DAY_WRONG: Final = gettext_lazy("Ngày ghi như 24/11/2026. Xin xem lại.")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper with the fields that belong to it."""

    paper: Paper
    tick: forms.BoundField
    manner: forms.BoundField
    detail: forms.BoundField
    scan_name: str


def _day_field(label: Any, *, required: bool = False, missing: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=list(DAY_FORMATS),
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _DAY_WRONG, "required": missing},
    )


def _reason_field(label: Any, missing: Any = _REASON_MISSING) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2_000,
        widget=forms.Textarea(),
        error_messages={"required": missing},
    )


def _basis_field() -> LineField:
    return LineField(
        label=gettext_lazy("Căn cứ pháp lý"),
        max_length=255,
        error_messages={"required": _BASIS_MISSING},
    )


class PapersForm(forms.Form):
    """A form with a line for each of ``papers``: chosen or not, as what, and a detail."""

    detail_label: Any = ""

    def __init__(self, data: Any, *, papers: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(data, auto_id="o-%s", **kwargs)
        self.papers = papers
        for number, paper in enumerate(papers):
            name = f"p{number}"
            self.fields[name] = forms.BooleanField(label=paper.name, required=False)
            self.fields[f"{name}_form"] = forms.ChoiceField(
                label=_("Loại giấy"), choices=PaperForm.choices, required=False
            )
            self.fields[f"{name}_detail"] = self.detail_field()

    def detail_field(self) -> forms.Field:
        """Return the field of what is said of each paper."""
        return LineField(label=self.detail_label, max_length=500, required=False)

    def rows(self) -> list[PaperRow]:
        """Return the papers with their fields, for the template."""
        return [
            PaperRow(
                paper,
                self[f"p{number}"],
                self[f"p{number}_form"],
                self[f"p{number}_detail"],
                f"scan-p{number}",
            )
            for number, paper in enumerate(self.papers)
        ]

    def chosen(self) -> list[tuple[int, Paper, str, Any]]:
        """Return the papers ticked: number, paper, form, detail."""
        values = self.cleaned_data
        return [
            (
                number,
                paper,
                values.get(f"p{number}_form") or PaperForm.ORIGINAL.value,
                values.get(f"p{number}_detail"),
            )
            for number, paper in enumerate(self.papers)
            if values.get(f"p{number}")
        ]


class SupplementForm(PapersForm):
    """What is asked of the applicant, form 02."""

    detail_label = gettext_lazy("Cần bổ sung, sửa gì")
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại yêu cầu"),
        choices=[
            (Pause.Kind.SUPPLEMENT, gettext_lazy("Yêu cầu bổ sung, hoàn thiện hồ sơ")),
            (
                Pause.Kind.NOT_ELIGIBLE,
                gettext_lazy("Trả lại vì chưa đủ điều kiện giải quyết (thời hạn tính lại từ đầu)"),
            ),
        ],
        initial=Pause.Kind.SUPPLEMENT,
        required=False,
        widget=forms.RadioSelect(),
    )
    reason = _reason_field(gettext_lazy("Lý do"))
    legal_basis = _basis_field()
    reply_by = _day_field(gettext_lazy("Đề nghị nộp trước ngày"))
    override_reason = forms.CharField(
        label=gettext_lazy("Vì sao phải yêu cầu lần nữa"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(),
    )

    def __init__(
        self,
        data: Any,
        *,
        papers: Sequence[Paper],
        known: Mapping[str, Known],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, papers=papers, **kwargs)
        self.known = known
        for number, paper in enumerate(papers):
            if known[paper.id].is_had:
                self.fields[f"p{number}_why"] = LineField(
                    label=_("Vì sao vẫn yêu cầu"), max_length=500, required=False
                )

    def had(self) -> dict[str, dict[str, Any]]:
        """Return, by the id of its tick, where a paper is had already, and the field of why."""
        return {
            self[f"p{number}"].id_for_label: {
                "known": self.known[paper.id],
                "why": self[f"p{number}_why"],
            }
            for number, paper in enumerate(self.papers)
            if self.known[paper.id].is_had
        }

    def clean(self) -> dict[str, Any]:
        """Ask for at least one paper, and for what to mend in each, at their places."""
        values = dict(super().clean() or {})
        any_ticked = False
        for number, paper in enumerate(self.papers):
            detail = str(values.get(f"p{number}_detail") or "")
            if detail and not values.get(f"p{number}"):
                values[f"p{number}"] = True  # words at a paper say that it is meant
            if values.get(f"p{number}"):
                any_ticked = True
                if not detail and f"p{number}_detail" not in self.errors:
                    self.add_error(
                        f"p{number}_detail",
                        _("Xin ghi rõ cần bổ sung, sửa gì ở “%(name)s”.") % {"name": paper.name},
                    )
                if self.known[paper.id].is_had and not values.get(f"p{number}_why"):
                    self.add_error(f"p{number}_why", WHY_WORDS % {"name": paper.name})
        if not any_ticked:
            self.add_error(None, _("Xin chọn ít nhất một giấy tờ cần bổ sung."))
        return values

    def request(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        values = self.cleaned_data
        return {
            "items": [
                SupplementItem(
                    paper.id, form, str(detail or ""), str(values.get(f"p{number}_why") or "")
                )
                for number, paper, form, detail in self.chosen()
            ],
            "reason": values["reason"],
            "legal_basis": values["legal_basis"],
            "reply_by": values["reply_by"],
            "kind": values["kind"] or Pause.Kind.SUPPLEMENT,
            "override_reason": values["override_reason"],
        }


class ResumeForm(PapersForm):
    """What came in, so that the dossier can go on."""

    detail_label = gettext_lazy("Số bản")
    has_scans: Collection[str] = ()
    note = LineField(label=gettext_lazy("Đã nhận những gì"), max_length=255, required=False)

    def detail_field(self) -> forms.Field:
        """Return the field of how many copies came."""
        return forms.IntegerField(
            label=self.detail_label,
            min_value=1,
            max_value=MOST_COPIES,
            required=False,
            initial=1,
            error_messages={"invalid": gettext_lazy("Số bản là một số từ 1. Xin xem lại.")},
        )

    def clean(self) -> dict[str, Any]:
        """Take a paper with a scan for handed in, ticked or not."""
        values = dict(super().clean() or {})
        for number in range(len(self.papers)):
            if f"scan-p{number}" in self.has_scans:
                values[f"p{number}"] = True
        return values


class PaymentForm(forms.Form):
    """The notice of a financial duty that the applicant has to meet."""

    document = LineField(
        label=gettext_lazy("Thông báo nộp tiền: số, ngày, cơ quan"),
        max_length=255,
        error_messages={"required": gettext_lazy("Xin ghi số, ngày của thông báo nộp tiền.")},
    )
    amount = LineField(
        label=gettext_lazy("Số tiền (đồng)"), max_length=LONGEST_AMOUNT, required=False
    )
    reason = _reason_field(gettext_lazy("Lý do"))
    legal_basis = _basis_field()

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="o-%s")

    def clean_amount(self) -> int | None:
        """Return the sum in whole đồng; points between thousands are nothing."""
        typed = str(self.cleaned_data["amount"]).replace(".", "").replace(" ", "")
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal()) or not int(typed):
            raise forms.ValidationError(_("Số tiền chỉ gồm chữ số, ví dụ 1.250.000. Xin xem lại."))
        return int(typed)

    def request(self) -> dict[str, Any]:
        """Return what the service wants to know."""
        values = self.cleaned_data
        return {
            "reason": values["reason"],
            "legal_basis": values["legal_basis"],
            "document": values["document"],
            "amount_dong": values["amount"],
        }


class ApologyForm(forms.Form):
    """Why it is late and which day is promised instead, form 04."""

    reason = _reason_field(
        gettext_lazy("Lý do chậm, người dân sẽ đọc"),
        gettext_lazy("Xin ghi lý do chậm, rõ để người dân hiểu."),
    )
    new_due_on = _day_field(
        gettext_lazy("Hẹn lại ngày"),
        required=True,
        missing=gettext_lazy("Xin chọn ngày hẹn lại."),
    )
    override_reason = forms.CharField(
        label=gettext_lazy("Vì sao phải hẹn lại lần nữa"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(),
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, auto_id="o-%s")


__all__ = [
    "ApologyForm",
    "PaperRow",
    "PapersForm",
    "PaymentForm",
    "ResumeForm",
    "SupplementForm",
]
