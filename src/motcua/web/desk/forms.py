"""The form of the acceptance screen: fields that are always there, and the papers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency
from motcua.documents.held_papers import NOTHING_KNOWN, Known, words_of
from motcua.documents.models import HeldPaper
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import PaperForm
from motcua.dossiers.services.fees import MOST_COUNTED
from motcua.dossiers.services.lodging import FeeInput, Lodging, PaperInput, Settlement
from motcua.kernel import clock
from motcua.kernel.fees import Count, Relief, counted
from motcua.kernel.money import Dong
from motcua.payments.models import DESK_METHODS, PaymentMethod
from motcua.people.services import PersonInput
from motcua.procedures.content import Content, Paper
from motcua.procedures.models import Channel, FeeExemption
from motcua.procedures.selectors import Terms
from motcua.web.desk.typed import (
    NO_NUMBER,
    Identity,
    LineField,
    NameField,
    PhoneField,
    birth_field,
    check_birth,
    person_from_fields,
    read_identity,
)
from motcua.web.formats import dong
from motcua.web.languages.told import joined

SELF, PROXY, GUARDIAN = "self", "proxy", "guardian"
RELATIONS: Final = (
    (SELF, _("Chính chủ")),
    (PROXY, _("Được ủy quyền")),
    (GUARDIAN, _("Cha, mẹ, người giám hộ")),
)
TAKEN: Final = "thu"
"""The choice of a paper of the applicant where the store has one."""
PAPER: Final = "paper-"
"""How the names of the fields of listed papers begin."""
OTHER_PAPERS: Final = 3
"""Blank lines for papers that no list names; more appear when these are filled."""
MOST_OTHER_PAPERS: Final = 40
_MOST_COPIES: Final = 999
_MOMENT: Final = "%Y-%m-%dT%H:%M"


def _counted(label: Any) -> forms.IntegerField:
    said = _("%(what)s là một số, từ 1 đến 999.") % {"what": label}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_COUNTED,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), said),
    )


class AcceptanceForm(forms.Form):
    """One dossier as it is typed at the desk. Papers are fields made of the procedure's list."""

    procedure = forms.CharField(
        label=_("Thủ tục"),
        max_length=40,
        error_messages={"required": _("Xin chọn thủ tục: gõ vài chữ trong tên rồi bấm Enter.")},
    )
    agency = forms.ChoiceField(
        label=_("Cơ quan giải quyết"),
        error_messages={
            "required": _("Xin chọn cơ quan giải quyết."),
            "invalid_choice": _("Cơ quan này không giải quyết thủ tục đã chọn. Xin chọn lại."),
        },
    )
    channel = forms.ChoiceField(label=_("Kênh nộp"), choices=Channel, initial=Channel.DIRECT)
    submitted_at = forms.DateTimeField(
        label=_("Nộp lúc"),
        required=False,
        input_formats=[_MOMENT, "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format=_MOMENT),
        error_messages={"invalid": _("Thời điểm nộp ghi như 23/11/2026 14:05. Xin xem lại.")},
    )
    applicant_number = LineField(label=_("Số định danh"), required=False, max_length=40)
    applicant_birth_on = birth_field()
    applicant_name = NameField(
        label=_("Họ và tên"),
        max_length=255,
        error_messages={"required": _("Xin ghi họ và tên người nộp.")},
    )
    applicant_address = LineField(label=_("Địa chỉ"), required=False, max_length=255)
    applicant_phone = PhoneField(label=_("Điện thoại"), required=False, max_length=32)
    applicant_email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư ghi như ten@example.vn. Xin xem lại.")},
    )
    relation = forms.ChoiceField(label=_("Người nộp"), choices=RELATIONS, initial=SELF)
    principal_number = LineField(label=_("Số định danh"), required=False, max_length=40)
    principal_birth_on = birth_field()
    principal_name = NameField(label=_("Họ và tên"), required=False, max_length=255)
    principal_address = LineField(label=_("Địa chỉ"), required=False, max_length=255)
    fee = forms.ChoiceField(
        label=_("Lệ phí"),
        required=False,
        error_messages={"invalid_choice": _("Cách thu này không còn. Xin chọn lại.")},
    )
    fee_amount = forms.IntegerField(
        label=_("Số tiền (đồng)"),
        required=False,
        min_value=0,
        max_value=10_000_000_000,
        error_messages={
            "invalid": _("Số tiền là số đồng, chỉ gồm chữ số."),
            "min_value": _("Số tiền không thể âm."),
            "max_value": _("Số tiền lớn bất thường. Xin xem lại."),
        },
    )
    fee_copies = _counted(_("Số bản"))
    fee_pages = _counted(_("Số trang mỗi bản"))
    result_mode = forms.ChoiceField(
        label=_("Nhận kết quả"),
        choices=[(mode.value, mode.label) for mode in ResultMode],
        initial=ResultMode.AT_DESK.value,
    )
    sets_count = forms.IntegerField(
        label=_("Số bộ hồ sơ"),
        initial=1,
        min_value=1,
        max_value=99,
        error_messages={
            "invalid": _("Số bộ hồ sơ là một số, từ 1."),
            "min_value": _("Số bộ hồ sơ ít nhất là 1."),
            "max_value": _("Số bộ hồ sơ nhiều nhất là 99. Xin xem lại."),
            "required": _("Xin ghi số bộ hồ sơ."),
        },
    )
    note = LineField(label=_("Ghi chú cho người thụ lý"), required=False, max_length=2_000)
    knows_of_duplicate = forms.BooleanField(label=_("Đây là hồ sơ khác"), required=False)

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        *,
        is_bound: bool,
        is_known: bool,
        agencies: Iterable[Agency],
        terms: Terms | None,
        content: Content | None,
        exemptions: Sequence[FeeExemption],
        on: date,
        known: Mapping[str, Known] | None = None,
    ) -> None:
        given = dict(values or {})
        super().__init__(
            data=given if is_bound else None,
            initial=None if is_bound else {k: v for k, v in given.items() if v},
            auto_id="o-%s",
        )
        self.on = on
        self.is_known = is_known
        self.terms = terms
        self.papers = content.papers_to_hand_in() if content else ()
        self.shown_only = (
            [paper for paper in content.papers if paper.kind != "submit"] if content else []
        )
        self.identities: dict[str, Identity] = {}
        self.known = {
            paper_key(paper): (known or {}).get(paper.name, NOTHING_KNOWN) for paper in self.papers
        }
        self._named("agency", [(agency.code, agency.name) for agency in agencies])
        self.reliefs = {item.name: item.relief for item in exemptions}
        self._named("fee", fee_choices(terms, exemptions, counts_in(given)))
        self.other_count = _others_wanted(given)
        for paper in self.papers:
            self._add_paper(paper)
        for place in range(self.other_count):
            self._add_other(place)

    def _named(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def _add_paper(self, paper: Paper) -> None:
        key = paper_key(paper)
        self.fields[key] = forms.BooleanField(label=paper.name, required=False)
        self._add_manner(key, PaperForm.ORIGINAL if paper.originals else PaperForm.COPY)
        self.fields[f"{key}_count"].initial = max(1, paper.originals or paper.copies)
        known = self.known[key]
        if known.offers:
            ways = [(str(one.ref), offer_words(one)) for one in known.offers]
            self.fields[f"{key}_held"] = forms.ChoiceField(
                label=_("Lấy ở đâu"),
                choices=[*ways, (TAKEN, _("Vẫn thu giấy của người nộp"))],
                initial=ways[0][0],
                required=False,
                error_messages={
                    "invalid_choice": _("Giấy này không còn trong kho. Xin chọn lại."),
                },
            )
        if known.is_had:
            self.fields[f"{key}_why"] = LineField(
                label=_("Vì sao vẫn thu"), required=False, max_length=500
            )

    def _add_other(self, place: int) -> None:
        key = f"other{place}"
        self.fields[f"{key}_name"] = LineField(
            label=_("Giấy tờ khác"), required=False, max_length=500
        )
        self._add_manner(key, PaperForm.COPY)

    def _add_manner(self, key: str, usual: PaperForm) -> None:
        self.fields[f"{key}_form"] = forms.ChoiceField(
            label=_("Loại giấy"), choices=PaperForm, initial=usual.value, required=False
        )
        self.fields[f"{key}_count"] = forms.IntegerField(
            label=_("Số bản"),
            initial=1,
            required=False,
            min_value=1,
            max_value=_MOST_COPIES,
            error_messages={
                "invalid": _("Số bản là một số, từ 1."),
                "min_value": _("Số bản ít nhất là 1. Giấy không nộp thì bỏ dấu chọn."),
                "max_value": _("Số bản nhiều nhất là 999. Xin xem lại."),
            },
        )

    def clean(self) -> dict[str, Any]:
        """Check what two fields say together."""
        values = dict(super().clean() or {})
        self._check_procedure()
        self._check_reuse(values)
        self._check_person("applicant", values)
        if values.get("relation") in {PROXY, GUARDIAN}:
            self._check_person("principal", values)
            if not values.get("principal_name") and "principal_name" not in self.errors:
                self.add_error("principal_name", _("Xin ghi họ và tên chủ hồ sơ."))
        submitted_at = values.get("submitted_at")
        if isinstance(submitted_at, datetime) and clock.day_of(submitted_at) > self.on:
            self.add_error("submitted_at", _("Thời điểm nộp đang ở sau hôm nay. Xin xem lại."))
        return values

    def _check_reuse(self, values: dict[str, Any]) -> None:
        """Ask why, where a paper is taken from the applicant although it is had already."""
        for paper in self.papers:
            key = paper_key(paper)
            held = values.get(f"{key}_held")
            if not self.known[key].is_had or not values.get(key) or held not in {None, "", TAKEN}:
                continue
            if not values.get(f"{key}_why"):
                self.add_error(f"{key}_why", _("Giấy này đã có. Vẫn thu thì xin ghi lý do."))

    def _check_procedure(self) -> None:
        """Speak of the agency only when there is a procedure to choose one for."""
        if not self.is_known:
            self.errors.pop("agency", None)
            if "procedure" not in self.errors:
                self.add_error("procedure", self.fields["procedure"].error_messages["required"])
            return
        agency = self.fields["agency"]
        if isinstance(agency, forms.ChoiceField) and not agency.choices:
            self.errors.pop("agency", None)
            self.add_error(
                "agency", _("Chưa có cơ quan nào trong tỉnh được giao giải quyết thủ tục này.")
            )

    def _check_person(self, who: str, values: dict[str, Any]) -> None:
        born = values.get(f"{who}_birth_on")
        try:
            check_birth(born, self.on)
        except ValidationError as error:
            self.add_error(f"{who}_birth_on", error)
        typed = values.get(f"{who}_number") or ""
        try:
            self.identities[who] = read_identity(typed, on=self.on, birth_on=born)
        except ValidationError as error:
            self.add_error(f"{who}_number", error)

    def lodging(
        self, *, agency_id: int, files: Mapping[str, list[Any]], visit_id: int | None
    ) -> Lodging:
        """Return what was typed as values; the form is valid.

        ``files`` holds the scans by the key of their paper, "" for those of none.
        """
        values = self.cleaned_data
        applicant = self._person("applicant")
        principal = self._person("principal") if values["relation"] != SELF else None
        is_direct = values["channel"] == Channel.DIRECT
        return Lodging(
            procedure_code=values["procedure"],
            agency_id=agency_id,
            applicant=applicant,
            channel=Channel(values["channel"]),
            principal=principal,
            proxy=applicant if values["relation"] == PROXY else None,
            papers=tuple(self._papers(files)),
            fee=self._fee(),
            result_mode=ResultMode(values["result_mode"]),
            sets_count=values["sets_count"],
            note=values["note"],
            submitted_at=None if is_direct else values["submitted_at"],
            visit_id=visit_id,
            knows_of_duplicate=values["knows_of_duplicate"],
        )

    def _person(self, who: str) -> PersonInput:
        return person_from_fields(self.cleaned_data, who, self.identities.get(who, NO_NUMBER))

    def _papers(self, files: Mapping[str, list[Any]]) -> Iterable[PaperInput]:
        values = self.cleaned_data
        lines = [
            (paper_key(paper), paper.id, paper.name)
            for paper in self.papers
            if values[paper_key(paper)] or files.get(paper_key(paper))
        ]
        lines += [
            (f"other{place}", "", values[f"other{place}_name"])
            for place in range(self.other_count)
            if values[f"other{place}_name"]
        ]
        for key, paper_id, name in lines:
            first, *more = files.get(key) or [None]
            held = self._held(key)
            if held is not None:
                more = files.get(key) or []
                yield PaperInput(
                    name=name,
                    form=PaperForm.ELECTRONIC,
                    paper_id=paper_id,
                    file_id=held.file_id,
                    held_id=held.pk,
                )
            else:
                yield PaperInput(
                    name=name,
                    form=PaperForm(values[f"{key}_form"] or PaperForm.ORIGINAL),
                    count=values[f"{key}_count"] or 1,
                    paper_id=paper_id,
                    file_id=first.pk if first else None,
                    **self._why(key),
                )
            for file in more:
                yield _scan_alone(str(_("%(paper)s (tệp quét thêm)") % {"paper": name}), file)
        for file in files.get("", []):
            yield _scan_alone(file.name, file)

    def _held(self, key: str) -> HeldPaper | None:
        """Return the paper of the store that is used at ``key``."""
        chosen = self.cleaned_data.get(f"{key}_held")
        offers = self.known[key].offers if key in self.known else ()
        return next((one for one in offers if str(one.ref) == chosen), None)

    def _why(self, key: str) -> dict[str, Any]:
        """Return why a paper is taken although it is had, and where it is."""
        known = self.known.get(key, NOTHING_KNOWN)
        if not known.is_had:
            return {}
        return {
            "why": self.cleaned_data[f"{key}_why"],
            "instead_of_id": known.offers[0].pk if known.offers else None,
            "had_in": known.database,
        }

    def _fee(self) -> FeeInput:
        values = self.cleaned_data
        chosen = values["fee"] or Settlement.NOTHING_DUE.value
        settlement, _colon, detail = chosen.partition(":")
        is_let_off = settlement in {Settlement.EXEMPT, Settlement.REDUCED}
        amount = values["fee_amount"]
        counts = counts_in(values)
        rule = self.terms.fee if self.terms else None
        owed = counted(rule, counts).due_dong if rule else None
        return FeeInput(
            settlement=Settlement(settlement),
            method=PaymentMethod(detail) if settlement == Settlement.PAID else PaymentMethod.CASH,
            exemption=detail if settlement == Settlement.EXEMPT else "",
            amount_dong=None if amount == owed else amount,
            counts=counts,
            relief=self.reliefs.get(detail) if is_let_off else None,
        )


def _scan_alone(name: str, file: Any) -> PaperInput:
    return PaperInput(name=name, form=PaperForm.ELECTRONIC, file_id=file.pk)


def offer_words(held: HeldPaper) -> str:
    """Return a paper of the store as a choice: its name, number and days."""
    parts = [_("Dùng bản trong kho: %(name)s") % {"name": held.name}, words_of(held)]
    return joined(", ", parts)


def paper_key(paper: Paper) -> str:
    """Return the name of a paper's field."""
    return f"{PAPER}{paper.id}"


def counts_in(values: Mapping[str, Any]) -> tuple[Count, ...]:
    """Return how many copies and pages were typed; one where nothing sensible was."""
    said = [str(values.get(name) or "") for name in ("fee_copies", "fee_pages")]
    copies, pages = (
        min(int(one), MOST_COUNTED) if one.isascii() and one.isdecimal() and int(one) else 1
        for one in (text[:9] for text in said)
    )
    return (Count(copies, pages),)


def fee_choices(
    terms: Terms | None, exemptions: Sequence[FeeExemption], counts: Sequence[Count]
) -> list[tuple[str, str]]:
    """Return the ways in which the fee can be dealt with; one where there is no fee.

    To choose somebody who is let off is to say that the evidence was seen.
    """
    if terms is None:
        return [(Settlement.NOTHING_DUE.value, str(_("Chọn thủ tục trước")))]
    if terms.fee_dong == 0:
        return [(Settlement.NOTHING_DUE.value, str(_("Không thu")))]
    amount = str(_("Chưa có mức thu"))
    if terms.fee is not None:
        amount = dong(Dong(counted(terms.fee, counts).due_dong))
    first = [(Settlement.NOTHING_DUE.value, str(_("Không thu")))] if terms.fee_dong is None else []
    paid = [
        (f"{Settlement.PAID}:{method}", joined(", ", (amount, str(label).lower())))
        for method, label in ((one.value, one.label) for one in DESK_METHODS)
    ]
    exempt = [_let_off(item.relief, terms, counts) for item in exemptions]
    return [*first, *paid, *exempt, (Settlement.LATER.value, str(_("Thu sau")))]


def _let_off(relief: Relief, terms: Terms, counts: Sequence[Count]) -> tuple[str, str]:
    seen = _(", đã xem %(paper)s") % {"paper": relief.evidence} if relief.evidence else ""
    if relief.is_whole or terms.fee is None:
        words = _("Miễn: %(who)s") % {"who": relief.name}
        return f"{Settlement.EXEMPT}:{relief.name}", joined("", (words, seen))
    left = dong(Dong(counted(terms.fee, counts, relief).due_dong))
    words = _("Giảm %(n)d%%, thu sau %(left)s: %(who)s") % {
        "n": relief.percent,
        "left": left,
        "who": relief.name,
    }
    return f"{Settlement.REDUCED}:{relief.name}", joined("", (words, seen))


def _others_wanted(given: Mapping[str, str]) -> int:
    filled = [
        place for place in range(MOST_OTHER_PAPERS) if given.get(f"other{place}_name", "").strip()
    ]
    wanted = max([OTHER_PAPERS - 1, *filled]) + 1
    # One line is always free, so that another paper can be added without a button.
    return min(wanted + (wanted - 1 in filled), MOST_OTHER_PAPERS)
