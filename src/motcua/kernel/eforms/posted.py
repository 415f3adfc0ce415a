"""From the inputs of a page to what was typed, by field. Pure.

An input is called by the path of its field: ``full_name``, ``born_on.d``, ``children.0.name``.
Files are not typed; they are kept with the draft by whoever stores them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from motcua.kernel.eforms.definitions import MOST_ROWS, Field, FieldType, Page
from motcua.kernel.eforms.reading import shown_number

PIECES: Final = {
    FieldType.DATE: ("d", "m", "y"),
    FieldType.ADDRESS: ("province", "commune", "detail"),
}
LONGEST_TYPED: Final = 8_000
Posted = Mapping[str, Sequence[str]]


def typed_on(page: Page, posted: Posted) -> dict[str, Any]:
    """Return what was typed on ``page``, right or wrong; fields that were not sent are empty."""
    return {
        field.id: _typed(field, field.id, posted)
        for field in page.fields
        if field.type is not FieldType.FILE and not field.is_computed
    }


def _typed(field: Field, name: str, posted: Posted) -> Any:
    if field.type is FieldType.GROUP:
        return [_row(field, f"{name}.{row}", posted) for row in range(_rows(name, posted))]
    if field.type in PIECES:
        return {piece: _one(f"{name}.{piece}", posted) for piece in PIECES[field.type]}
    if field.type is FieldType.CHOICES:
        return [_tidy(value) for value in posted.get(name, ())][:100]
    return _one(name, posted)


def _row(group: Field, name: str, posted: Posted) -> dict[str, Any]:
    return {
        field.id: _typed(field, f"{name}.{field.id}", posted)
        for field in group.fields
        if not field.is_computed
    }


def _rows(name: str, posted: Posted) -> int:
    """Return how many rows were sent; one more than a group may have is told as too many."""
    begins = f"{name}."
    places = {key[len(begins) :].partition(".")[0] for key in posted if key.startswith(begins)}
    numbers = [int(place) for place in places if place.isascii() and place.isdigit()]
    return min(max(numbers, default=-1) + 1, MOST_ROWS + 1)


def _one(name: str, posted: Posted) -> str:
    values = posted.get(name, ())
    return _tidy(values[-1]) if values else ""


def _tidy(value: str) -> str:
    return value.replace("\x00", "")[:LONGEST_TYPED]


def as_typed(field: Field, value: Any) -> Any:
    """Return a value as somebody would have typed it, for a draft that begins with it."""
    if field.type is FieldType.DATE:
        year, month, day = [*str(value).split("-"), "", ""][:3]
        return {"d": day, "m": month, "y": year}
    if field.type is FieldType.ADDRESS:
        return {
            "province": value.get("province", ""),
            "commune": value.get("commune_name") or value.get("commune", ""),
            "detail": value.get("detail", ""),
        }
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return shown_number(value)
    return value
