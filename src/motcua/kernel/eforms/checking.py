"""What keeps a form from being published, as sentences for its author. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from motcua.kernel.eforms import asking
from motcua.kernel.eforms.definitions import (
    Definition,
    DefinitionError,
    Field,
    FieldType,
    Page,
)

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NOT_IN_GROUPS: Final = frozenset({FieldType.GROUP, FieldType.FILE, FieldType.DECLARATION})
_MADE: Final = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.TEXT})
_CHOOSING: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})
_MOST_FIELDS: Final = 300
_OF_PEOPLE: Final = ("full_name", "number", "birth_on", "address", "phone", "email")
FACTS: Final = (
    *(f"applicant.{what}" for what in _OF_PEOPLE),
    *(f"principal.{what}" for what in _OF_PEOPLE),
    "result_mode",
    "fee.copies",
    "fee.pages",
)
"""What a field may be known to say; the rest of the product asks for it by this name."""


def check(document: Mapping[str, Any]) -> list[str]:
    """Say why a form must not be published; empty when it may."""
    try:
        return _problems(Definition.from_document(document))
    except DefinitionError as error:
        return [str(error)]
    except (AttributeError, KeyError, TypeError) as error:
        # A file made by hand may have anything anywhere.
        return [f"Tờ khai có chỗ sai kiểu, không đọc được: {error}."]


def _problems(definition: Definition) -> list[str]:
    found = [*_of_the_whole(definition), *_of_ids(definition)]
    for field in definition.fields():
        found += _of_field(field)
        found += _of_names(field, definition)
    for page in definition.pages:
        found += _of_page(page, definition)
    if not found:
        found += _circles(definition)
    if not found:
        found += _unreachable(definition)
    return list(dict.fromkeys(found))


def _of_page(page: Page, definition: Definition) -> Iterator[str]:
    condition = page.document.get("show_if")
    what = f"Trang “{page.title() or page.id}”"
    yield from _of_condition(condition, what)
    for name in asking.named_in(condition):
        other = definition.by_id.get(name)
        if other is None or other.group:
            yield f"{what} nhắc đến ô “{name}” không có ngoài các nhóm lặp lại."


def _of_the_whole(definition: Definition) -> Iterator[str]:
    if not definition.title().strip():
        yield "Tờ khai chưa có tên."
    if not str((definition.document.get("source") or {}).get("name", "")).strip():
        yield "Tờ khai chưa ghi nguồn: theo mẫu nào, văn bản nào."
    if not definition.pages:
        yield "Tờ khai chưa có trang nào."
    if len(definition.by_id) > _MOST_FIELDS:
        yield f"Tờ khai có quá nhiều ô, nhiều nhất là {_MOST_FIELDS}."
    for page in definition.pages:
        if not page.fields:
            yield f"Trang “{page.title() or page.id}” chưa có ô nào."
        yield from _labels(page.document, "title", f"Trang “{page.id}”")


def _of_ids(definition: Definition) -> Iterator[str]:
    fields = [field.id for field in definition.fields()]
    for noun, ids in (("ô", fields), ("trang", [page.id for page in definition.pages])):
        for one, times in Counter(ids).items():
            if times > 1:
                yield f"Có {times} {noun} cùng mã “{one}”."
            if not _ID.fullmatch(one):
                yield f"Mã “{one}” của {noun} chỉ được gồm chữ thường không dấu, số, gạch dưới."


def _labels(document: Mapping[str, Any], name: str, what: str) -> Iterator[str]:
    words = document.get(name)
    for language, tongue in (("vi", "tiếng Việt"), ("en", "tiếng Anh")):
        if not isinstance(words, Mapping) or not str(words.get(language) or "").strip():
            yield f"{what} chưa có tên {tongue}."


def _of_field(field: Field) -> Iterator[str]:
    what = f"Ô “{field.words() or field.id}”"
    yield from _labels(field.document, "label", what)
    if field.group and field.type in _NOT_IN_GROUPS:
        yield f"{what} không thể nằm trong nhóm lặp lại: loại “{field.type.label}”."
    if field.type is FieldType.GROUP and not field.fields:
        yield f"{what} là nhóm lặp lại nhưng chưa có ô nào bên trong."
    if field.type in _CHOOSING:
        yield from _of_choices(field, what)
    if field.is_computed and field.type not in _MADE:
        yield f"{what} không thể được tính: chỉ số, số tiền và một dòng chữ tính được."
    if field.get("fact") is not None and field.get("fact") not in FACTS:
        yield f"{what} nói đến “{field.get('fact')}” mà hệ thống không biết."
    yield from _bounds(field, what)


def _of_choices(field: Field, what: str) -> Iterator[str]:
    values = [value for value, _label in field.choices()]
    if not values:
        yield f"{what} chưa có lựa chọn nào."
    if len(values) != len(set(values)):
        yield f"{what} có hai lựa chọn cùng mã."
    for choice in field.get("choices", ()):
        yield from _labels(choice, "label", f"Lựa chọn “{choice.get('value')}” của {what}")


def _bounds(field: Field, what: str) -> Iterator[str]:
    for low, high in (("min", "max"), ("min_rows", "max_rows")):
        least, most = field.get(low), field.get(high)
        if least is not None and most is not None and least > most:
            yield f"{what} có mức thấp nhất lớn hơn mức cao nhất."


def _of_names(field: Field, definition: Definition) -> Iterator[str]:
    what = f"Ô “{field.words() or field.id}”"
    for attribute in ("show_if", "required"):
        yield from _of_condition(field.get(attribute), what)
    formula = field.get("compute")
    if formula is not None and sum(name in formula for name in asking.SUMS) != 1:
        yield f"{what} có công thức không đọc được."
    for name in _used(field):
        other = definition.by_id.get(name)
        if other is None:
            yield f"{what} nhắc đến ô “{name}” không có trong tờ khai."
        elif other.group and other.group != field.group and not _is_total(field, name):
            yield f"{what} nhắc đến ô “{name}” nằm trong nhóm lặp lại khác."
        elif name == field.id:
            yield f"{what} phụ thuộc vào chính nó."


def _of_condition(condition: Any, what: str) -> Iterator[str]:
    if condition is None or isinstance(condition, bool):
        return
    if not isinstance(condition, Mapping) or not (
        any(name in condition for name in asking.JOINTS)
        or ("field" in condition and sum(name in condition for name in asking.TESTS) == 1)
    ):
        yield f"{what} có điều kiện không đọc được."
        return
    for name in asking.JOINTS:
        inside = condition.get(name)
        for one in inside if isinstance(inside, list) else [inside] if inside else []:
            yield from _of_condition(one, what)


def _is_total(field: Field, name: str) -> bool:
    formula = field.get("compute") or {}
    return bool(formula.get("total") == name)


def _used(field: Field) -> Iterator[str]:
    """Return the ids of the fields that this one's state follows from."""
    for attribute in ("show_if", "required", "compute"):
        yield from asking.named_in(field.get(attribute))
    for attribute in ("not_after", "not_before", "units_on"):
        named = field.get(attribute)
        if named is not None and named != "today":
            yield str(named)


def depends_on(definition: Definition) -> dict[str, set[str]]:
    """Return for each field those it follows from, through its page and group as well."""
    found = {}
    for field in definition.fields():
        page = definition.page(field.page)
        of_page = set(asking.named_in(page.document.get("show_if"))) if page else set()
        group = {field.group} if field.group else set()
        found[field.id] = (set(_used(field)) | of_page | group) & set(definition.by_id)
    return found


def _circles(definition: Definition) -> Iterator[str]:
    graph = depends_on(definition)
    done: set[str] = set()
    while True:
        free = {name for name, needs in graph.items() if name not in done and needs <= done}
        if not free:
            break
        done |= free
    left = [name for name in graph if name not in done]
    if left:
        yield f"Các ô phụ thuộc vòng tròn vào nhau: {', '.join(left)}."


def _unreachable(definition: Definition) -> Iterator[str]:
    """Name fields whose condition no answer can meet."""
    asked = [(f"Ô “{field.words()}”", field.get("show_if")) for field in definition.fields()]
    asked += [
        (f"Trang “{page.title()}”", page.document.get("show_if")) for page in definition.pages
    ]
    for what, condition in asked:
        if _never(condition, definition):
            yield f"{what} không bao giờ được hỏi: điều kiện không thể đúng."


def _never(condition: Any, definition: Definition) -> bool:
    if condition is None or isinstance(condition, bool):
        return condition is False
    if "all" in condition:
        return any(_never(one, definition) for one in condition["all"]) or _contradicts(
            condition["all"]
        )
    if "any" in condition:
        return all(_never(one, definition) for one in condition["any"])
    return "not" not in condition and _never_alone(condition, definition)


def _never_alone(condition: Mapping[str, Any], definition: Definition) -> bool:
    field = definition.by_id[condition["field"]]
    if field.type in _CHOOSING:
        known = {value for value, _label in field.choices()}
        wanted = condition.get("in", [condition.get("is", condition.get("has"))])
        return "filled" not in condition and not known & {one for one in wanted if one}
    if field.type is FieldType.YES_NO and "is" in condition:
        return not isinstance(condition["is"], bool)
    return False


def _contradicts(conditions: list[Any]) -> bool:
    """Say whether two of ``conditions`` want the same field to be two things."""
    wanted: dict[str, Any] = {}
    for one in conditions:
        if (
            "field" in one
            and "is" in one
            and wanted.setdefault(one["field"], one["is"]) != one["is"]
        ):
            return True
    return False
