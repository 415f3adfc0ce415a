"""Changing a form's document: each function returns another and leaves the old alone. Pure."""

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.kernel.eforms import asking
from motcua.kernel.eforms.definitions import Definition, Field
from motcua.kernel.eforms.showing import shown

Document = dict[str, Any]
_TESTS: Final = {
    "is": "là",
    "in": "là một trong",
    "has": "có chọn",
    "at_least": "từ",
    "at_most": "nhiều nhất",
}


def add_page(document: Mapping[str, Any], page: Mapping[str, Any]) -> Document:
    """Put a page before the last one, which is how the result is wanted."""
    made = _copied(document)
    made["pages"].insert(max(len(made["pages"]) - 1, 0), dict(page))
    return made


def change_page(document: Mapping[str, Any], page_id: str, changes: Mapping[str, Any]) -> Document:
    """Give a page other attributes; None takes one away."""
    made = _copied(document)
    for page in made["pages"]:
        if page["id"] == page_id:
            _put(page, changes)
    return made


def add_field(
    document: Mapping[str, Any], page_id: str, field: Mapping[str, Any], *, group: str = ""
) -> Document:
    """Put a field at the end of a page, or of a group on it."""
    made = _copied(document)
    for page in made["pages"]:
        if page["id"] == page_id:
            into = page["fields"]
            for one in page["fields"]:
                if group and one["id"] == group:
                    into = one.setdefault("fields", [])
            into.append(dict(field))
    return made


def change_field(
    document: Mapping[str, Any], field_id: str, changes: Mapping[str, Any]
) -> Document:
    """Give a field other attributes; None takes one away."""

    def change(fields: list[Document], place: int) -> None:
        _put(fields[place], changes)

    return _at(document, field_id, change)


def remove(document: Mapping[str, Any], kind: str, name: str) -> Document:
    """Take away a field, or a page with everything on it."""
    return _of_kind(document, kind, name, lambda items, place: items.pop(place))


def move(document: Mapping[str, Any], kind: str, name: str, by: int) -> Document:
    """Move a field among its neighbours, or a page among the pages."""

    def swap(items: list[Document], place: int) -> None:
        other = place + by
        if 0 <= other < len(items):
            items[place], items[other] = items[other], items[place]

    return _of_kind(document, kind, name, swap)


def in_words(condition: Any, definition: Definition) -> str:
    """Return a condition as a sentence's part; "" where there is none."""
    if condition is None or isinstance(condition, bool):
        return "" if condition is not False else "không bao giờ"
    if "all" in condition or "any" in condition:
        joint = " và " if "all" in condition else " hoặc "
        inside = condition.get("all") or condition.get("any") or []
        return joint.join(f"({in_words(one, definition)})" for one in inside)
    if "not" in condition:
        return f"không phải ({in_words(condition['not'], definition)})"
    field = definition.by_id.get(condition.get("field", ""))
    name = f"“{field.words()}”" if field else str(condition.get("field"))
    if "filled" in condition:
        return f"{name} {'có' if condition['filled'] else 'không'} trả lời"
    test = next((one for one in _TESTS if one in condition), "is")
    return f"{name} {_TESTS[test]} {_value_in_words(condition.get(test), field)}"


def _value_in_words(value: Any, field: Field | None) -> str:
    if isinstance(value, list):
        return ", ".join(_value_in_words(one, field) for one in value)
    return f"“{shown(field, value)}”" if field else str(value)


def is_simple(condition: Any) -> bool:
    """Say whether a condition is one test of one field, which a page of its own can change."""
    if condition is None:
        return True
    return isinstance(condition, Mapping) and not any(one in condition for one in asking.JOINTS)


def _put(item: Document, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if value is None:
            item.pop(name, None)
        else:
            item[name] = value


def _copied(document: Mapping[str, Any]) -> Document:
    return copy.deepcopy(dict(document))


def _of_kind(
    document: Mapping[str, Any],
    kind: str,
    name: str,
    act: Callable[[list[Document], int], object],
) -> Document:
    if kind == "field":
        return _at(document, name, act)
    made = _copied(document)
    ids = [page["id"] for page in made["pages"]]
    if name in ids:
        act(made["pages"], ids.index(name))
    return made


def _at(
    document: Mapping[str, Any], field_id: str, act: Callable[[list[Document], int], object]
) -> Document:
    made = _copied(document)
    lists = [page["fields"] for page in made["pages"]]
    lists += [one["fields"] for fields in lists for one in fields if one.get("fields")]
    for fields in lists:
        ids = [one["id"] for one in fields]
        if field_id in ids:
            act(fields, ids.index(field_id))
            break
    return made
