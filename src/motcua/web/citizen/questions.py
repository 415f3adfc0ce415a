"""The fields of a form as a page lays them out: what is typed, what is wrong, where it is from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import date
from typing import Any, Final

from motcua.agencies.places import communes_of, provinces_on
from motcua.documents.models import HeldPaper, StoredFile
from motcua.kernel.eforms.definitions import MOST_FILES, MOST_ROWS, Field, FieldType, Page
from motcua.kernel.eforms.judging import Judged, path_of
from motcua.kernel.eforms.posted import PIECES
from motcua.kernel.eforms.showing import shown

_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """With what a page is laid out."""

    values: Mapping[str, Any]
    judged: Judged
    files: Mapping[str, StoredFile]
    origins: Mapping[str, str]
    language: str
    on: date
    stamp: int
    errors: Mapping[str, str]
    offers: Mapping[str, Sequence[HeldPaper]] = attribute(default_factory=dict)


@dataclass(slots=True)
class Question:
    """One field on a page. ``name`` is that of its input, ``id`` of its element."""

    path: str
    type: str
    label: str
    help: str
    why: str
    required: bool
    value: Any
    error: str = ""
    origin: str = ""
    hidden: bool = False
    choices: list[tuple[str, str]] = attribute(default_factory=list)
    rows: list[list["Question"]] = attribute(default_factory=list)
    files: list[StoredFile] = attribute(default_factory=list)
    offers: list[HeldPaper] = attribute(default_factory=list)
    provinces: Sequence[tuple[str, str]] = ()
    communes: Sequence[str] = ()
    computed: str | None = None
    unit: str = ""
    may_grow: bool = False
    max_length: int | None = None

    @property
    def id(self) -> str:
        """Return the id of the element that a mistake leads to."""
        return self.path.replace(".", "-")

    @property
    def focus(self) -> str:
        """Return the id of the first input."""
        pieces = PIECES.get(FieldType(self.type))
        return f"{self.id}-{pieces[0]}" if pieces else self.id


def questions_of(page: Page, seen: Seen) -> list[Question]:
    """Return what ``page`` asks, in order."""
    return [_question(field, None, seen) for field in page.fields]


def _question(field: Field, row: int | None, seen: Seen) -> Question:
    path = path_of(field.group, row, field.id)
    typed = _typed(field, row, seen)
    made = seen.judged.computed.get(path)
    question = Question(
        path=path,
        type=field.type.value,
        label=field.words(language=seen.language),
        help=field.words("help", seen.language),
        why=field.words("why", seen.language),
        required=field.get("required", False) is not False and not field.is_computed,
        value=_for_input(field, typed),
        error=seen.errors.get(path, ""),
        origin=seen.origins.get(field.id, "") if row is None else "",
        hidden=_is_hidden(field, row, path, seen),
        choices=field.choices(seen.language),
        computed=(shown(field, made, seen.language) if made is not None else "")
        if field.is_computed
        else None,
        unit="đồng" if field.type is FieldType.MONEY else "",
        max_length=field.get("max_length"),
    )
    if field.type is FieldType.GROUP:
        _lay_rows(question, field, typed, seen)
    elif field.type is FieldType.FILE:
        question.files = [seen.files[ref] for ref in typed or () if ref in seen.files]
        question.may_grow = len(question.files) < field.get("max_files", MOST_FILES)
        chosen = {file.pk for file in question.files}
        question.offers = [
            one for one in seen.offers.get(field.id, ()) if one.file_id not in chosen
        ]
    elif field.type is FieldType.ADDRESS:
        _lay_address(question, field, row, seen)
    return question


def _typed(field: Field, row: int | None, seen: Seen) -> Any:
    if row is None:
        return seen.values.get(field.id)
    rows = seen.values.get(field.group) or []
    return rows[row].get(field.id) if row < len(rows) else None


def _for_input(field: Field, typed: Any) -> Any:
    """Return what the inputs of a field show; a draft may hold what its form never sends."""
    if field.type in PIECES:
        pieces = typed if isinstance(typed, Mapping) else {}
        return {piece: str(pieces.get(piece) or "") for piece in PIECES[field.type]}
    if field.type is FieldType.CHOICES:
        return typed if isinstance(typed, list) else []
    return typed if isinstance(typed, str) else ""


def _is_hidden(field: Field, row: int | None, path: str, seen: Seen) -> bool:
    if row is None:
        return path not in seen.judged.shown
    # Nobody has looked at a row in which nothing is typed yet: its questions are all there.
    begins = f"{field.group}.{row}."
    is_looked_at = any(one.startswith(begins) for one in seen.judged.shown)
    return is_looked_at and path not in seen.judged.shown


def _lay_rows(question: Question, group: Field, typed: Any, seen: Seen) -> None:
    rows = typed if isinstance(typed, list) else []
    count = max(len(rows), group.get("min_rows", 1), 1)
    question.rows = [[_question(one, row, seen) for one in group.fields] for row in range(count)]
    question.may_grow = count < group.get("max_rows", MOST_ROWS)


def _lay_address(question: Question, field: Field, row: int | None, seen: Seen) -> None:
    on = seen.on
    named = field.get("units_on")
    day = seen.judged.cleaned.get(named) if named and row is None else None
    if isinstance(day, str) and len(day) == _DAY:
        on = date.fromisoformat(day)
    question.provinces = provinces_on(on, seen.stamp)
    province = question.value["province"]
    if province:
        question.communes = [name for _code, name, *_rest in communes_of(province, on, seen.stamp)]
