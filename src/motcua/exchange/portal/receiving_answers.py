"""Answers given at the portal, laid against the form of the procedure. Nothing is dropped.

An answer is known by the field's id, by the fact that the field stands for, or by its question.
What fits no field, or not as it was given, is kept beside, as it came, under ``KEPT``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from motcua.kernel.eforms.definitions import Definition, Field, FieldType
from motcua.kernel.eforms.judging import judge
from motcua.kernel.eforms.posted import as_typed
from motcua.kernel.eforms.reading import Units
from motcua.kernel.text import fold

KEPT: Final = "_portal"
"""Where in the lodged answers stands what the form has no place for; no field is called so."""
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})
_DAY: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(slots=True)
class Laid:
    """``values`` fit the form; ``others`` are by what the portal called them."""

    values: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)


def laid(
    definition: Definition,
    answers: Mapping[str, Any],
    files: Mapping[str, Sequence[str]],
    *,
    on: date,
    units: Units,
) -> Laid:
    """Lay ``answers`` against the form; ``files`` are references by the paper that they are."""
    known = _names(definition)
    typed: dict[str, Any] = {}
    called: dict[str, str] = {}
    result = Laid()
    for name, value in answers.items():
        found = known.get(name) or known.get(fold(name))
        if value in _NOTHING:
            continue
        if found is None or found in typed:
            result.others[name] = value
        else:
            typed[found], called[found] = _as_typed(definition.by_id[found], value), name
    for one in definition.fields():
        refs = files.get(str(one.get("paper") or ""))
        if one.type is FieldType.FILE and refs and one.id not in typed and not one.group:
            typed[one.id] = list(refs)
    judged = judge(definition, typed, on=on, units=units)
    result.values = judged.cleaned
    for found, name in called.items():
        if not _stands(definition.by_id[found], typed[found], judged.cleaned, judged.errors):
            result.others[name] = answers[name]
    return result


def _as_typed(one: Field, value: Any) -> Any:
    """Return an answer of the portal as somebody would have typed it into our form."""
    if one.type is FieldType.GROUP:
        if not isinstance(value, list):
            return value
        inner = {field.id: field for field in one.fields}
        return [
            {
                name: _as_typed(inner[name], given) if name in inner else given
                for name, given in row.items()
            }
            if isinstance(row, Mapping)
            else row
            for row in value
        ]
    if one.type is FieldType.DATE and isinstance(value, str):
        day = _DAY.fullmatch(value.strip())
        return as_typed(one, "-".join(reversed(day.groups())) if day else value[:10])
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and one.type not in {FieldType.NUMBER, FieldType.MONEY}:
        return str(value)
    is_place = one.type is FieldType.ADDRESS and isinstance(value, Mapping)
    return as_typed(one, value) if isinstance(value, bool | int | float) or is_place else value


def _names(definition: Definition) -> dict[str, str]:
    """Return by what a portal may call the fields that stand in no group."""
    names: dict[str, str] = {}
    outer = [one for one in definition.fields() if not one.group and not one.is_computed]
    # A question asked twice names no field; an id goes before everything else.
    questions = [fold(one.words()) for one in outer]
    for one, question in zip(outer, questions, strict=True):
        if questions.count(question) == 1 and one.type is not FieldType.FILE:
            names[question] = one.id
    names |= {str(one.get("fact")): one.id for one in outer if one.get("fact")}
    return names | {one.id: one.id for one in outer if one.type is not FieldType.FILE}


def _stands(one: Field, given: Any, cleaned: Mapping[str, Any], errors: Mapping[str, str]) -> bool:
    """Say whether everything that was given stands in the cleaned answers."""
    if one.id not in cleaned:
        return False
    if one.type is not FieldType.GROUP:
        return True
    inside = {inner.id for inner in one.fields}
    is_whole = isinstance(given, list) and all(
        isinstance(row, Mapping) and set(row) <= inside for row in given
    )
    return is_whole and not any(path.startswith(f"{one.id}.") for path in errors)
