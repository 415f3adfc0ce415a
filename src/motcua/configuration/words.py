"""What a change of configuration says, in words: labels of columns, old and new values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from motcua.configuration.models import Change
from motcua.configuration.selectors import Key, model_of, rows_of, table_label
from motcua.configuration.triggers import MASK
from motcua.kernel import clock

LONGEST: Final = 300
_MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One column: its label, what it was, what it became; "" where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as people read it; ``row`` is None once it is no more."""

    change: Change
    kind: str
    row: Model | None
    name: str
    who: str
    lines: tuple[Line, ...]
    more: int


def entries(changes: Sequence[Change], *, whole: bool = False) -> list[Entry]:
    """Return ``changes`` in words; names of rows spoken of are fetched once a table.

    Of long ones only the first lines, unless ``whole``.
    """
    rows = rows_of(_spoken_of(changes))
    return [_entry(change, rows, whole=whole) for change in changes]


def _spoken_of(changes: Sequence[Change]) -> set[Key]:
    keys: set[Key] = set()
    for change in changes:
        model = model_of(change.table_name)
        if model is None:
            continue
        keys.add((model, change.row_key))
        for values in (change.before or {}, change.after or {}):
            for column, value in values.items():
                field = _field(model, column)
                if field is not None and field.related_model and value is not None:
                    keys.add((field.related_model, str(value)))
    return keys


def _entry(change: Change, rows: Mapping[Key, Model], *, whole: bool) -> Entry:
    model = model_of(change.table_name)
    row = rows.get((model, change.row_key)) if model else None
    lines = tuple(_lines(change, model, rows, longest=0 if whole else LONGEST))
    most = len(lines) if whole else _MOST_LINES
    return Entry(
        change=change,
        kind=table_label(change.table_name),
        row=row,
        name=_name(change, row),
        who=_who(change),
        lines=lines[:most],
        more=len(lines) - most if len(lines) > most else 0,
    )


def _name(change: Change, row: Model | None) -> str:
    if row is not None and row._meta.auto_created:  # noqa: SLF001, Django documents it as its API
        return f"#{change.row_key}"  # what it joins stands in its lines
    return (str(row) if row is not None else "") or change.row_name or f"#{change.row_key}"


def _who(change: Change) -> str:
    if change.actor_name:
        return change.actor_name
    if change.source == Change.Source.PROGRAM:
        return _("Hệ thống")
    return change.get_source_display()


def _lines(
    change: Change, model: type[Model] | None, rows: Mapping[Key, Model], *, longest: int
) -> list[Line]:
    before, after = change.before or {}, change.after or {}
    columns = _ordered(model, [*before, *(column for column in after if column not in before)])
    told = []
    for column in columns:
        field = _field(model, column) if model else None
        was = _value(field, before.get(column), rows)
        becomes = _value(field, after.get(column), rows)
        if column == "id" or (not was and not becomes):
            continue
        if _is_document(before.get(column)) and _is_document(after.get(column)):
            was, becomes = _differences(before[column], after[column])
        told.append(Line(_label(field, column), _short(was, longest), _short(becomes, longest)))
    return told


def _ordered(model: type[Model] | None, columns: list[str]) -> list[str]:
    if model is None:
        return sorted(columns)
    order = {
        field.column: number
        for number, field in enumerate(model._meta.fields)  # noqa: SLF001
    }
    return sorted(columns, key=lambda column: (order.get(column, len(order)), column))


def _field(model: type[Model], column: str) -> Any:
    try:
        named = column.removesuffix("_id")
        meta = model._meta  # noqa: SLF001, Django documents it as its API
        try:
            return meta.get_field(column)
        except FieldDoesNotExist:
            return meta.get_field(named)
    except FieldDoesNotExist:
        return None


def _label(field: Any, column: str) -> str:
    if field is not None and field.related_model and field.model._meta.auto_created:  # noqa: SLF001
        words = str(field.related_model._meta.verbose_name)  # noqa: SLF001
    else:
        words = str(field.verbose_name) if field is not None else column
    return words[:1].upper() + words[1:]


def _value(field: Any, value: Any, rows: Mapping[Key, Model]) -> str:
    """Return one value as people write it."""
    if value is None or value in ("", [], {}):
        return ""
    if field is not None and field.related_model:
        related = rows.get((field.related_model, str(value)))
        return str(related) if related is not None else f"#{value}"
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value) or _moment(field, str(value))


def _plain(value: Any) -> str:
    """Return what needs no column to be read; "" for the rest."""
    if value == MASK:
        return _("(không ghi)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict) and set(value) == {"sha256"}:
        return _("văn bản, dấu vết %(digest)s") % {"digest": value["sha256"][:12]}
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else ""


def _moment(field: Any, value: str) -> str:
    kind = field.get_internal_type() if field is not None else ""
    try:
        if kind == "DateField":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        if kind == "DateTimeField":
            at = datetime.fromisoformat(value).astimezone(clock.VIETNAM)
            return f"{at:%H:%M %d/%m/%Y}"
    except ValueError:
        return value
    return value


def _is_document(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and set(value) != {"sha256"})


def _differences(before: Any, after: Any) -> tuple[str, str]:
    """Return of two documents only the places that differ."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    places = [place for place in {**old, **new} if old.get(place) != new.get(place)]
    return (
        "; ".join(f"{place}: {old[place]}" for place in places if place in old),
        "; ".join(f"{place}: {new[place]}" for place in places if place in new),
    )


def _leaves(value: Any, place: str = "") -> list[tuple[str, str]]:
    """Return every value of a document with the place where it stands."""
    if isinstance(value, dict):
        pairs = [(str(key), one) for key, one in value.items()]
    elif isinstance(value, list):
        pairs = [(str(number), one) for number, one in enumerate(value, start=1)]
    else:
        return [(place or "–", json.dumps(value, ensure_ascii=False))]
    found = []
    for key, one in pairs:
        found += _leaves(one, f"{place}.{key}" if place else key)
    return found


def _short(text: str, longest: int) -> str:
    if not longest or len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()}…"
