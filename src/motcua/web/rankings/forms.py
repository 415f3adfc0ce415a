"""Forms of rankings: fields for each sub-criterion of an area, headings, criteria, short ones."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.kernel.text import clean
from motcua.rankings.lifecycle import Level
from motcua.rankings.models import RankingIndex
from motcua.rankings.models.indices import IN_PLACE
from motcua.rankings.scoring import Reached, ScoreError, points_of
from motcua.rankings.selectors import Item
from motcua.rankings.services.appraising import Judged
from motcua.rankings.services.drafting import Deadlines, Heading
from motcua.rankings.sources import MEASURES
from motcua.rankings.structure import (
    Part,
    Rule,
    RuleKind,
    Source,
    Structure,
    StructureError,
    check_part,
    words,
)
from motcua.web.languages.told import joined
from motcua.web.manage import fields

MOST_LINKS: Final = 10
_YES_NO: Final = (("yes", gettext_lazy("Có")), ("no", gettext_lazy("Không")))
_LONGEST: Final = 20
_is_web_address = URLValidator(["http", "https"])


class NumberField(forms.CharField):
    """A number with a comma or a point, as people write it; nothing is None."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the number. Raises ValidationError."""
        typed = super().clean(value).strip().replace(" ", "").replace(",", ".")
        if not typed:
            return None
        try:
            found = Decimal(typed)
        except InvalidOperation as error:
            raise ValidationError(_("Xin ghi một số, như 1,5.")) from error
        if not found.is_finite() or abs(found) > 10**9:
            raise ValidationError(_("Số này lớn quá."))
        return found


def number(label: fields.Words, missing: fields.Words = "", *, hint: fields.Words = "") -> Any:
    """Return a field for a number with decimals."""
    return NumberField(
        label=label,
        required=bool(missing),
        max_length=_LONGEST,
        help_text=hint,
        error_messages={"required": missing, "max_length": gettext_lazy("Số này dài quá.")},
    )


class LinksField(forms.CharField):
    """Web addresses, a line each."""

    def clean(self, value: Any) -> str:
        """Return the lines without blanks. Raises ValidationError."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Nhiều nhất 10 địa chỉ."))
        for line in lines:
            try:
                _is_web_address(line)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(line)s” không phải địa chỉ trên mạng. Xin ghi đủ từ https://.")
                    % {"line": line[:60]}
                ) from error
        return "\n".join(lines)


def _links() -> LinksField:
    return LinksField(
        label=gettext_lazy("Địa chỉ minh chứng trên mạng"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Mỗi dòng một địa chỉ."),
    )


def _shown(value: Decimal | None) -> str:
    return "" if value is None else words(value)


class AreaForm(forms.Form):
    """What a unit says of the sub-criteria of one area; those that are counted have no fields."""

    def __init__(self, items: Sequence[Item], data: Any = None) -> None:
        super().__init__(data)
        self.items = [item for item in items if not item.part.is_measured]
        for item in self.items:
            self._add(item)

    def _add(self, item: Item) -> None:
        part, own = item.part, item.own
        told = own.told if own is not None else Reached()
        key = part.id
        if part.rule.kind is RuleKind.YES_NO:
            made: dict[str, forms.Field] = {
                "yes": fields.choice(_("Kết quả"), _YES_NO, required=False)
            }
            self.initial[f"{key}-yes"] = {True: "yes", False: "no", None: ""}[told.is_yes]
        elif part.rule.kind is RuleKind.MANUAL:
            made = {"points": number(_("Điểm, từ 0 đến %(max)s") % {"max": words(part.max)})}
        elif part.rule.is_count and part.rule.kind is RuleKind.STEPS:
            made = {"value": number(_("Số lượng"))}
        else:
            made = {"part": number(_("Số đạt")), "whole": number(_("Tổng số"))}
        for name in made:
            if name != "yes":
                self.initial[f"{key}-{name}"] = _shown(getattr(told, name))
        made["na"] = fields.tick(_("Không áp dụng với đơn vị"))
        made["note"] = fields.long_text(_("Giải thích, minh chứng bằng lời"))
        made["links"] = _links()
        for name, field in made.items():
            self.fields[f"{key}-{name}"] = field
        if own is not None:
            self.initial[f"{key}-na"] = own.is_inapplicable
            self.initial[f"{key}-note"] = own.note
            self.initial[f"{key}-links"] = own.links

    def of(self, part: Part) -> dict[str, forms.BoundField]:
        """Return the fields of one sub-criterion by their short names."""
        start = f"{part.id}-"
        names = ("yes", "part", "whole", "value", "points", "na", "note", "links")
        return {name: self[start + name] for name in names if start + name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Tie what cannot be to the field where it was typed."""
        cleaned = super().clean() or {}
        for item in self.items:
            key = item.part.id
            if any(name.startswith(f"{key}-") for name in self.errors):
                continue
            reached = self.reached(item.part)
            if cleaned.get(f"{key}-na"):
                if not cleaned.get(f"{key}-note"):
                    self.add_error(f"{key}-note", _("Xin ghi vì sao không áp dụng."))
            elif not reached.is_empty:
                try:
                    points_of(item.part, reached)
                except ScoreError as error:
                    first = next(iter(self.of(item.part)))
                    self.add_error(f"{key}-{first}", str(error))
        return cleaned

    def reached(self, part: Part) -> Reached:
        """Return what was typed of a sub-criterion."""
        typed, key = self.cleaned_data, part.id
        if typed.get(f"{key}-na"):
            return Reached()
        said = typed.get(f"{key}-yes")
        return Reached(
            part=typed.get(f"{key}-part"),
            whole=typed.get(f"{key}-whole"),
            value=typed.get(f"{key}-value"),
            points=typed.get(f"{key}-points"),
            is_yes={"yes": True, "no": False}.get(said or ""),
        )


class AnswerForm(forms.Form):
    """Explanations of what the appraisal changed, a field each; what is left empty is accepted."""

    def __init__(self, items: Sequence[Item], data: Any = None) -> None:
        super().__init__(data)
        self.items = list(items)
        for item in self.items:
            said = item.explanation
            self.fields[f"{item.part.id}-note"] = fields.long_text(_("Giải trình của đơn vị"))
            self.fields[f"{item.part.id}-links"] = _links()
            if said is not None:
                self.initial[f"{item.part.id}-note"] = said.note
                self.initial[f"{item.part.id}-links"] = said.links

    def of(self, part: Part) -> dict[str, forms.BoundField]:
        """Return the fields of one sub-criterion."""
        return {name: self[f"{part.id}-{name}"] for name in ("note", "links")}


class JudgeForm(forms.Form):
    """Points and reasons of an appraiser for some sub-criteria; ``is_reply`` answers."""

    def __init__(self, items: Sequence[Item], data: Any = None, *, is_reply: bool = False) -> None:
        super().__init__(data)
        self.items = [item for item in items if not item.part.is_measured]
        for item in self.items:
            key, said = item.part.id, item.reply if is_reply else item.appraisal
            given = item.given if is_reply or said is not None else item.self_given
            self.fields[f"{key}-points"] = number(
                _("Điểm chốt") if is_reply else _("Điểm thẩm định"),
                hint=_("Từ 0 đến %(max)s") % {"max": words(item.part.max)},
            )
            self.fields[f"{key}-na"] = fields.tick(_("Không áp dụng"))
            self.fields[f"{key}-note"] = fields.long_text(
                _("Trả lời giải trình") if is_reply else _("Lý do khi khác điểm tự chấm")
            )
            self.initial[f"{key}-points"] = _shown(given.points)
            self.initial[f"{key}-na"] = given.is_inapplicable
            self.initial[f"{key}-note"] = said.note if said is not None else ""

    def of(self, part: Part) -> dict[str, forms.BoundField]:
        """Return the fields of one sub-criterion."""
        return {name: self[f"{part.id}-{name}"] for name in ("points", "na", "note")}

    def judged(self) -> list[Judged]:
        """Return what was typed, that without points and not said to be inapplicable left out."""
        typed = self.cleaned_data
        return [
            Judged(key, None if is_na else points, is_na, typed[f"{key}-note"].strip())
            for item in self.items
            if (key := item.part.id)
            and ((is_na := typed[f"{key}-na"]) or typed[f"{key}-points"] is not None)
            for points in [typed[f"{key}-points"]]
        ]


class ReasonForm(forms.Form):
    """Why something is done; with a day where it is until one."""

    reason = fields.long_text(gettext_lazy("Lý do"), gettext_lazy("Xin ghi lý do."))
    until = fields.day(gettext_lazy("Đến hết ngày"))


class DecisionForm(forms.Form):
    """The decision by which a result is approved."""

    number = fields.text(
        gettext_lazy("Số quyết định"), gettext_lazy("Xin ghi số quyết định."), most=60
    )
    on = fields.day(gettext_lazy("Ngày quyết định"), gettext_lazy("Xin ghi ngày quyết định."))


class DeadlinesMixin(forms.Form):
    """The four days of the stages."""

    score = fields.day(gettext_lazy("Hạn tự chấm"), gettext_lazy("Xin ghi hạn tự chấm."))
    appraise = fields.day(gettext_lazy("Hạn thẩm định"), gettext_lazy("Xin ghi hạn thẩm định."))
    explain = fields.day(gettext_lazy("Hạn giải trình"), gettext_lazy("Xin ghi hạn giải trình."))
    reply = fields.day(
        gettext_lazy("Hạn trả lời giải trình"), gettext_lazy("Xin ghi hạn trả lời giải trình.")
    )

    @property
    def deadlines(self) -> Deadlines:
        """Return the days as typed."""
        typed = self.cleaned_data
        return Deadlines(typed["score"], typed["appraise"], typed["explain"], typed["reply"])


class NewIndexForm(DeadlinesMixin):
    """A new index: for which year and level, from what."""

    year = fields.whole_number(
        gettext_lazy("Năm"), gettext_lazy("Xin ghi năm."), least=2020, most=2100
    )
    level = fields.choice(gettext_lazy("Cấp"), [(one.value, one.label) for one in Level])
    origin = fields.choice(
        gettext_lazy("Bắt đầu từ"),
        [],
        required=False,
        hint=gettext_lazy("Chép nguyên rồi sửa. Mẫu là ví dụ của phần mềm."),
    )
    field_order = ("year", "level", "origin")

    def __init__(self, origins: Iterable[RankingIndex], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.origins = {str(one.ref): one for one in origins}
        self.fields["origin"].choices = [  # type: ignore[attr-defined]
            ("", _("Bộ mẫu")),
            *((ref, joined(" ", (one.tier.label, one.year))) for ref, one in self.origins.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a copy of another level."""
        cleaned = super().clean() or {}
        origin = self.origins.get(cleaned.get("origin", ""))
        if origin is not None and cleaned.get("level") not in {None, origin.level}:
            self.add_error("origin", _("Bộ này là của cấp khác. Xin chọn lại."))
        return cleaned


class HeadingForm(DeadlinesMixin):
    """What stands above a draft, its total, its classes, and what each area should be worth."""

    title = fields.text(gettext_lazy("Tên"), gettext_lazy("Xin ghi tên bộ chỉ số."), most=200)
    legal_basis = fields.text(
        gettext_lazy("Văn bản ban hành"), hint=gettext_lazy("Như Quyết định 12/QĐ-UBND.")
    )
    note = fields.long_text(
        gettext_lazy("Ghi chú hiện trên trang"),
        hint=gettext_lazy("Bộ chép từ mẫu: xóa dòng này khi tỉnh đã ban hành bộ của mình."),
    )
    total = number(gettext_lazy("Tổng điểm"), gettext_lazy("Xin ghi tổng điểm."))
    bounds = fields.text(
        gettext_lazy("Ngưỡng xếp loại (% của tổng điểm)"),
        gettext_lazy("Xin ghi bốn ngưỡng."),
        most=40,
        hint=gettext_lazy("Xuất sắc, tốt, khá, trung bình; như 90, 80, 70, 50."),
    )
    field_order = ("title", "legal_basis", "note", "total", "bounds")

    def __init__(self, index: RankingIndex, data: Any = None) -> None:
        structure = index.structure
        initial = {
            "title": index.title,
            "legal_basis": index.legal_basis,
            "note": index.note,
            "total": words(structure.total),
            "bounds": ", ".join(map(str, structure.classes)),
            "score": index.score_until,
            "appraise": index.appraise_until,
            "explain": index.explain_until,
            "reply": index.reply_until,
        }
        super().__init__(data, initial=initial)
        self.areas = structure.areas
        for area in self.areas:
            self.fields[f"area-{area.number}"] = number(f"{area.number}. {area.name}")
            self.initial[f"area-{area.number}"] = _shown(area.planned)

    @property
    def planned(self) -> dict[int, Decimal | None]:
        """Return what each area should be worth."""
        return {a.number: self.cleaned_data[f"area-{a.number}"] for a in self.areas}

    @property
    def heading(self) -> Heading:
        """Return what stands above."""
        typed = self.cleaned_data
        return Heading(typed["title"], typed["legal_basis"], typed["note"], self.deadlines)

    @property
    def of_areas(self) -> list[forms.BoundField]:
        """Return the fields of the areas."""
        return [self[f"area-{area.number}"] for area in self.areas]

    def clean_bounds(self) -> tuple[int, ...]:
        """Return the bounds of the classes."""
        pieces = [one.strip() for one in self.cleaned_data["bounds"].split(",")]
        if not all(one.isascii() and one.isdecimal() and len(one) < 4 for one in pieces):  # noqa: PLR2004, three digits
            raise ValidationError(_("Xin ghi bốn số nguyên cách nhau bằng dấu phẩy."))
        return tuple(int(one) for one in pieces)


class LeadsForm(forms.Form):
    """Who appraises which area; area 0 is what the running agency may not."""

    def __init__(self, index: RankingIndex, agencies: Sequence[Agency], data: Any = None) -> None:
        super().__init__(data)
        choices = [("", _("Cơ quan tổ chức chấm điểm")), *((str(a.pk), a.name) for a in agencies)]
        held = dict(index.leads.values_list("area", "agency_id"))
        labels = [(a.number, f"{a.number}. {a.name}") for a in index.structure.areas]
        labels.append((IN_PLACE, _("Phiếu của chính cơ quan tổ chức (không ai tự thẩm định)")))
        for area, label in labels:
            self.fields[f"area-{area}"] = fields.choice(label, choices, required=False)
            self.initial[f"area-{area}"] = str(held.get(area, ""))

    @property
    def leads(self) -> dict[int, int]:
        """Return the agencies chosen, by area."""
        return {
            int(name.removeprefix("area-")): int(value)
            for name, value in self.cleaned_data.items()
            if value
        }


class CriterionForm(forms.Form):
    """The name of a criterion."""

    label = fields.text(
        gettext_lazy("Tên tiêu chí"), gettext_lazy("Xin ghi tên tiêu chí."), most=200
    )


class PartForm(forms.Form):
    """A sub-criterion with its points and rule."""

    criterion = fields.choice(gettext_lazy("Thuộc tiêu chí"), [])
    label = fields.text(gettext_lazy("Tên mục"), gettext_lazy("Xin ghi tên mục."), most=200)
    max = number(gettext_lazy("Điểm tối đa"), gettext_lazy("Xin ghi điểm tối đa."))
    source = fields.choice(
        gettext_lazy("Lấy từ đâu"),
        [
            ("", gettext_lazy("Đơn vị tự chấm, có minh chứng")),
            *((one.key, joined(": ", (one.source.label, one.label))) for one in MEASURES.values()),
        ],
        required=False,
    )
    kind = fields.choice(gettext_lazy("Cách chấm"), [(one.value, one.label) for one in RuleKind])
    full = number(
        gettext_lazy("Đủ điểm từ (%)"),
        hint=gettext_lazy("Cho cách chấm theo tỷ lệ; trống là 100."),
    )
    steps = fields.long_text(
        gettext_lazy("Các bậc"),
        hint=gettext_lazy(
            "Cho cách chấm theo bậc. Mỗi dòng: từ bao nhiêu = mấy điểm, như 90 = 2."
        ),
    )
    is_count = fields.tick(gettext_lazy("Bậc tính theo số lượng, không theo phần trăm"))
    needs_evidence = fields.tick(gettext_lazy("Phải có minh chứng"))
    guide = fields.long_text(gettext_lazy("Hướng dẫn chấm"))

    def __init__(
        self, structure: Structure, part: Part | None, place: str = "", data: Any = None
    ) -> None:
        initial: dict[str, Any] = {"criterion": place, "needs_evidence": True}
        if part is not None:
            rule = part.rule
            initial |= {
                "label": part.label,
                "max": words(part.max),
                "source": part.measure,
                "kind": rule.kind.value,
                "full": words(rule.full),
                "steps": "\n".join(f"{words(a)} = {words(b)}" for a, b in rule.steps),
                "is_count": rule.is_count,
                "needs_evidence": part.needs_evidence,
                "guide": part.guide,
            }
        super().__init__(data, initial=initial)
        self._id = part.id if part is not None else ""
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            (f"{area.number}.{n}", f"{area.number}.{n} {criterion.label}")
            for area in structure.areas
            for n, criterion in enumerate(area.criteria, start=1)
        ]

    def clean_steps(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """Return the steps. Raises ValidationError."""
        found = []
        for line in self.cleaned_data["steps"].splitlines():
            if not line.strip():
                continue
            bound, _sign, points = line.partition("=")
            pair = [NumberField(required=False).clean(one) for one in (bound, points)]
            if pair[0] is None or pair[1] is None:
                raise ValidationError(
                    _("Chưa đọc được “%(line)s”. Xin ghi như 90 = 2.") % {"line": line[:40]}
                )
            found.append((pair[0], pair[1]))
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """Check the sub-criterion as a whole."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                check_part(self.part("x"))
            except StructureError as error:
                self.add_error(None, str(error))
        return cleaned

    def part(self, new_id: str) -> Part:
        """Return what was typed, under its id or a new one."""
        typed = self.cleaned_data
        measure = MEASURES.get(typed["source"])
        kind = RuleKind(typed["kind"])
        is_steps = kind is RuleKind.STEPS
        return Part(
            id=self._id or new_id,
            label=clean(typed["label"]),
            max=typed["max"],
            rule=Rule(
                kind=kind,
                full=typed["full"] or Decimal(100),
                steps=typed["steps"] if is_steps else (),
                is_count=typed["is_count"] and is_steps,
            ),
            source=measure.source if measure is not None else Source.SELF,
            measure=measure.key if measure is not None else "",
            needs_evidence=typed["needs_evidence"] and measure is None,
            guide=typed["guide"].strip(),
        )
