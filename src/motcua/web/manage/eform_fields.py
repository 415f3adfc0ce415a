"""The forms in which an administrator describes a page or a field of an electronic form."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.kernel.eforms import editing
from motcua.kernel.eforms.checking import FACTS
from motcua.kernel.eforms.definitions import Definition, Field, FieldType
from motcua.web.manage import fields

_ID: Final = r"[a-z][a-z0-9_]{0,39}"
_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,3})?")
TESTS: Final = (
    ("is", gettext_lazy("là")),
    ("in", gettext_lazy("là một trong (cách nhau bằng dấu phẩy)")),
    ("has", gettext_lazy("có chọn")),
    ("filled", gettext_lazy("có trả lời")),
    ("at_least", gettext_lazy("từ … trở lên")),
    ("at_most", gettext_lazy("nhiều nhất là")),
)
SUMS: Final = (
    ("", gettext_lazy("Không, người khai tự ghi")),
    ("sum", gettext_lazy("Tổng các ô")),
    ("product", gettext_lazy("Tích các ô")),
    ("difference", gettext_lazy("Hiệu hai ô")),
    ("count", gettext_lazy("Số dòng của nhóm")),
    ("total", gettext_lazy("Tổng một ô qua các dòng")),
)
_NUMBERED: Final = ("min", "max", "decimals", "max_length", "min_age", "min_rows", "max_rows")


class ConditionMixin(forms.Form):
    """When a page or field is asked: one test of one field; others are kept as they are."""

    show_field = forms.ChoiceField(label=gettext_lazy("Chỉ hỏi khi"), required=False)
    show_test = forms.ChoiceField(label=gettext_lazy("Câu trả lời"), choices=TESTS, required=False)
    show_value = fields.text(
        gettext_lazy("Giá trị"),
        hint=gettext_lazy("Mã của lựa chọn; “có” hoặc “không” cho câu hỏi có/không; hoặc số."),
    )
    definition: Definition
    kept_condition: Any

    def set_up(self, definition: Definition, condition: Any) -> None:
        """Offer the fields of ``definition``; a condition of several tests is kept."""
        self.definition = definition
        self.kept_condition = None if editing.is_simple(condition) else condition
        chooser = self.fields["show_field"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        chooser.choices = [("", _("Luôn luôn hỏi"))] + [
            (field.id, f"{field.words()} ({field.id})") for field in definition.fields()
        ]

    def condition(self) -> Any:
        """Return the condition as stored, or None."""
        if self.kept_condition is not None:
            return self.kept_condition
        named = self.cleaned_data.get("show_field")
        if not named:
            return None
        test = self.cleaned_data.get("show_test") or "is"
        typed = self.cleaned_data.get("show_value", "")
        field = self.definition.by_id[named]
        if test == "filled":
            return {"field": named, "filled": typed.strip().lower() not in {"không", "no"}}
        if test == "in":
            values = [_value(one.strip(), field) for one in typed.split(",") if one.strip()]
            return {"field": named, "in": values}
        return {"field": named, test: _value(typed.strip(), field)}


def condition_initial(condition: Any) -> dict[str, Any]:
    """Return the fields that show a condition of one test."""
    if condition is None or not editing.is_simple(condition):
        return {}
    test = next((name for name, _label in TESTS if name in condition), "is")
    value = condition.get(test)
    listed = value if isinstance(value, list) else [value]
    words = ", ".join({True: "có", False: "không"}.get(one, str(one)) for one in listed)
    return {"show_field": condition["field"], "show_test": test, "show_value": words}


def _value(typed: str, field: Field) -> Any:
    if field.type is FieldType.YES_NO:
        return typed.lower() in {"có", "co", "yes", "true"}
    if field.type in {FieldType.NUMBER, FieldType.MONEY} and _NUMBER.fullmatch(typed):
        return float(typed) if "." in typed else int(typed)
    return typed


class PageForm(ConditionMixin):
    """The words of a page, and when it is asked."""

    title_vi = fields.text(gettext_lazy("Tên trang"), gettext_lazy("Xin ghi tên trang."))
    title_en = fields.text(
        gettext_lazy("Tên tiếng Anh"), gettext_lazy("Xin ghi tên tiếng Anh của trang.")
    )

    def changes(self) -> dict[str, Any]:
        """Return the page's attributes as stored."""
        data = self.cleaned_data
        return {
            "title": {"vi": data["title_vi"], "en": data["title_en"]},
            "show_if": self.condition(),
        }


class FieldForm(ConditionMixin):
    """Everything that may be said of one field; what its type does not use is left out."""

    label_vi = fields.text(gettext_lazy("Câu hỏi"), gettext_lazy("Xin ghi câu hỏi."), most=500)
    label_en = fields.text(
        gettext_lazy("Câu hỏi tiếng Anh"), gettext_lazy("Xin ghi câu hỏi tiếng Anh."), most=500
    )
    help_vi = fields.text(gettext_lazy("Gợi ý"), most=500)
    help_en = fields.text(gettext_lazy("Gợi ý tiếng Anh"), most=500)
    why_vi = fields.text(gettext_lazy("Vì sao hỏi điều này, căn cứ"), most=500)
    required = forms.ChoiceField(
        label=gettext_lazy("Bắt buộc trả lời"),
        choices=[("no", gettext_lazy("Không")), ("yes", gettext_lazy("Có"))],
    )
    choices = fields.long_text(
        gettext_lazy("Các lựa chọn"),
        hint=gettext_lazy("Mỗi dòng: mã | tiếng Việt | tiếng Anh. Mã không đổi giữa các bản."),
    )
    fact = forms.ChoiceField(
        label=gettext_lazy("Điền sẵn từ điều đã biết"),
        choices=[("", gettext_lazy("Không")), *((name, name) for name in FACTS)],
        required=False,
    )
    min = fields.text(gettext_lazy("Số thấp nhất"), most=16)
    max = fields.text(gettext_lazy("Số cao nhất"), most=16)
    decimals = fields.whole_number(gettext_lazy("Số chữ số lẻ"), most=3)
    max_length = fields.whole_number(gettext_lazy("Dài nhất (ký tự)"), least=1, most=4000)
    partial = fields.tick(gettext_lazy("Ngày chỉ ghi năm cũng được"))
    past = fields.tick(gettext_lazy("Ngày không được sau hôm nay"))
    future = fields.tick(gettext_lazy("Ngày không được trước hôm nay"))
    min_age = fields.whole_number(gettext_lazy("Ngày sinh: từ đủ bao nhiêu tuổi"), most=120)
    min_rows = fields.whole_number(gettext_lazy("Ít nhất mấy dòng"), most=20)
    max_rows = fields.whole_number(gettext_lazy("Nhiều nhất mấy dòng"), least=1, most=20)
    paper = fields.text(
        gettext_lazy("Là giấy tờ nào trong danh mục"),
        hint=gettext_lazy("Vài chữ trong tên giấy tờ, ví dụ “giấy chứng sinh”."),
    )
    compute = forms.ChoiceField(label=gettext_lazy("Tính từ ô khác"), choices=SUMS, required=False)
    operands = fields.text(
        gettext_lazy("Các ô, số để tính"), hint=gettext_lazy("Mã ô hoặc số, cách nhau dấu phẩy.")
    )

    def __init__(self, *args: Any, kind: FieldType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - _USED[kind] - _COMMON:
            del self.fields[name]

    def clean_choices(self) -> list[dict[str, Any]]:
        """Return the choices as stored. Raises ValidationError."""
        found = []
        for line in self.cleaned_data["choices"].splitlines():
            if not line.strip():
                continue
            pieces = [piece.strip() for piece in line.split("|")]
            if len(pieces) != 3 or not all(pieces):  # noqa: PLR2004, as the hint says
                raise forms.ValidationError(
                    _("Dòng “%(line)s” chưa đủ ba phần: mã | tiếng Việt | tiếng Anh.")
                    % {"line": line.strip()[:60]}
                )
            found.append({"value": pieces[0], "label": {"vi": pieces[1], "en": pieces[2]}})
        return found

    def changes(self) -> dict[str, Any]:
        """Return the field's attributes as stored; None takes one away."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            "label": {"vi": data["label_vi"], "en": data["label_en"]},
            "help": _words(data["help_vi"], data["help_en"]),
            "why": _words(data["why_vi"], data["why_vi"]),
            "show_if": self.condition(),
        }
        if data["required"] != "kept":
            found["required"] = True if data["required"] == "yes" else None
        for name in ("choices", "fact", "paper"):
            if name in data:
                found[name] = data[name] or None
        for name in _NUMBERED:
            if name in data:
                found[name] = _number(data[name])
        if "partial" in data:
            found["partial"] = data["partial"] or None
            found |= self._days()
        if "compute" in data:
            found["compute"] = _formula(data["compute"], data["operands"])
        return found

    def _days(self) -> dict[str, Any]:
        """Return the rules on today; one on another field's day stays as it was."""
        rules = {"not_after": self.cleaned_data["past"], "not_before": self.cleaned_data["future"]}
        kept = self.initial.get("kept_days", {})
        return {
            name: "today" if is_set else (kept.get(name) if kept.get(name) != "today" else None)
            for name, is_set in rules.items()
        }


_COMMON: Final = {
    *("label_vi", "label_en", "help_vi", "help_en", "why_vi", "required"),
    *("show_field", "show_test", "show_value"),
}
_OF_NUMBERS: Final = {"min", "max", "compute", "operands"}
_USED: Final[Mapping[FieldType, set[str]]] = {
    FieldType.TEXT: {"fact", "max_length"},
    FieldType.LONG_TEXT: {"max_length"},
    FieldType.NUMBER: {*_OF_NUMBERS, "decimals"},
    FieldType.MONEY: _OF_NUMBERS,
    FieldType.DATE: {"fact", "partial", "past", "future", "min_age"},
    FieldType.PERSONAL_NUMBER: {"fact"},
    FieldType.PHONE: {"fact"},
    FieldType.EMAIL: {"fact"},
    FieldType.ADDRESS: {"fact"},
    FieldType.CHOICE: {"fact", "choices"},
    FieldType.CHOICES: {"choices"},
    FieldType.YES_NO: set(),
    FieldType.GROUP: {"min_rows", "max_rows"},
    FieldType.FILE: {"paper"},
    FieldType.DECLARATION: set(),
}


class NewFieldForm(forms.Form):
    """A new field: its id, which stays for ever, and its type."""

    id = forms.RegexField(
        label=gettext_lazy("Mã ô"),
        regex=f"^{_ID}$",
        help_text=gettext_lazy("Chữ thường không dấu, số, gạch dưới. Không đổi về sau."),
        error_messages={
            "required": gettext_lazy("Xin ghi mã ô."),
            "invalid": gettext_lazy("Mã chỉ gồm chữ thường không dấu, số và gạch dưới."),
        },
    )
    type = fields.choice(
        gettext_lazy("Loại câu trả lời"), [(kind.value, kind.label) for kind in FieldType]
    )


class NewPageForm(forms.Form):
    """A new page: its id and its names."""

    id = forms.RegexField(
        label=gettext_lazy("Mã trang"),
        regex=f"^{_ID}$",
        help_text=gettext_lazy("Chữ thường không dấu, số, gạch dưới. Không đổi về sau."),
        error_messages={
            "required": gettext_lazy("Xin ghi mã trang."),
            "invalid": gettext_lazy("Mã chỉ gồm chữ thường không dấu, số và gạch dưới."),
        },
    )
    title_vi = fields.text(gettext_lazy("Tên trang"), gettext_lazy("Xin ghi tên trang."))
    title_en = fields.text(gettext_lazy("Tên tiếng Anh"), gettext_lazy("Xin ghi tên tiếng Anh."))


class HeadForm(forms.Form):
    """The form's name and where it is from."""

    title_vi = fields.text(gettext_lazy("Tên tờ khai"), gettext_lazy("Xin ghi tên tờ khai."))
    title_en = fields.text(
        gettext_lazy("Tên tiếng Anh"), gettext_lazy("Xin ghi tên tiếng Anh của tờ khai.")
    )
    source = fields.text(
        gettext_lazy("Theo mẫu, văn bản nào"),
        gettext_lazy("Xin ghi mẫu và văn bản quy định tờ khai."),
        most=500,
    )
    change_note = fields.text(gettext_lazy("Lần này thay đổi gì"))


def field_initial(field: Field) -> dict[str, Any]:
    """Return what the form of a field shows of it."""
    document = field.document
    required = document.get("required", False)
    lines = [
        " | ".join(
            (str(one["value"]), *(str(one["label"].get(tongue, "")) for tongue in ("vi", "en")))
        )
        for one in document.get("choices", ())
    ]
    formula = document.get("compute") or {}
    name = next((one for one, _label in SUMS if one and one in formula), "")
    operands = formula.get(name, [])
    return {
        "label_vi": field.words(),
        "label_en": (document.get("label") or {}).get("en", ""),
        "help_vi": field.words("help"),
        "help_en": (document.get("help") or {}).get("en", ""),
        "why_vi": field.words("why"),
        "required": "kept" if isinstance(required, Mapping) else "yes" if required else "no",
        "choices": "\n".join(lines),
        "past": document.get("not_after") == "today",
        "future": document.get("not_before") == "today",
        "kept_days": {name: document.get(name) for name in ("not_after", "not_before")},
        "compute": name,
        "operands": ", ".join(map(str, operands if isinstance(operands, list) else [operands])),
        **{one: document.get(one) for one in (*_NUMBERED, "fact", "paper", "partial")},
        **condition_initial(document.get("show_if")),
    }


def _words(vietnamese: str, english: str) -> dict[str, str] | None:
    return {"vi": vietnamese, "en": english or vietnamese} if vietnamese else None


def _number(typed: Any) -> Any:
    if isinstance(typed, str):
        plain = typed.strip().replace(",", ".")
        if not _NUMBER.fullmatch(plain):
            return None
        return float(plain) if "." in plain else int(plain)
    return typed


def _formula(name: str, operands: str) -> dict[str, Any] | None:
    if not name:
        return None
    values = [
        _number(one.strip()) if _NUMBER.fullmatch(one.strip()) else one.strip()
        for one in operands.split(",")
        if one.strip()
    ]
    return {name: (values or [""])[0] if name in {"count", "total"} else values}
