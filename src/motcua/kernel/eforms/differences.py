"""What one version of a form has that another has not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.eforms.definitions import Definition, Field


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: a sentence, and whether it asks more of people than before."""

    sentence: str
    is_stricter: bool = False


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what changed from ``before`` to ``after``, field by field."""
    old, new = Definition.from_document(before), Definition.from_document(after)
    found = []
    if old.title() != new.title():
        found.append(Difference(f"Tên đổi từ “{old.title()}” thành “{new.title()}”."))
    for field_id, field in new.by_id.items():
        known = old.by_id.get(field_id)
        if known is None:
            is_stricter = field.get("required", False) is not False
            found.append(
                Difference(f"Thêm ô “{field.words()}” ({field.type.label}).", is_stricter)
            )
        else:
            found += _of_field(known, field)
    found += [
        Difference(f"Bỏ ô “{field.words()}”.")
        for field_id, field in old.by_id.items()
        if field_id not in new.by_id
    ]
    order = [one for one in old.by_id if one in new.by_id]
    if order != [one for one in new.by_id if one in old.by_id]:
        found.append(Difference("Thứ tự các ô thay đổi."))
    for page in new.pages:
        known_page = old.page(page.id)
        if known_page is None:
            found.append(Difference(f"Thêm trang “{page.title()}”."))
        elif known_page.document.get("show_if") != page.document.get("show_if"):
            found.append(Difference(f"Trang “{page.title()}”: điều kiện thay đổi."))
    found += [
        Difference(f"Bỏ trang “{page.title()}”.") for page in old.pages if not new.page(page.id)
    ]
    return found


def _of_field(before: Field, after: Field) -> list[Difference]:
    name = after.words() or after.id
    if before.type is not after.type:
        sentence = f"Ô “{name}”: loại đổi từ {before.type.label} thành {after.type.label}."
        return [Difference(sentence, is_stricter=True)]
    found = []
    for attribute in sorted({*before.document, *after.document} - {"fields", "id", "type"}):
        old, new = before.get(attribute), after.get(attribute)
        if old == new:
            continue
        if attribute == "label":
            found.append(Difference(f"Câu hỏi “{before.words()}” nay là “{name}”."))
        elif attribute == "required":
            says = "không còn bắt buộc" if new in {None, False} else "bắt buộc"
            found.append(Difference(f"Ô “{name}” {says}.", is_stricter=new not in {None, False}))
        else:
            noun = _NOUNS.get(attribute, attribute)
            found.append(Difference(f"Ô “{name}”: {noun} thay đổi."))
    return found


_NOUNS = {
    "help": "gợi ý",
    "why": "lời giải thích",
    "show_if": "điều kiện hỏi",
    "choices": "các lựa chọn",
    "compute": "công thức",
    "min": "mức thấp nhất",
    "max": "mức cao nhất",
    "max_length": "độ dài",
    "paper": "giấy tờ đi kèm",
    "fact": "điều đã biết",
}
