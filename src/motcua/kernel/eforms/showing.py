"""Answers as people read them: on the page before lodging, on the form's PDF, at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.eforms.definitions import Definition, Field, FieldType
from motcua.kernel.eforms.reading import shown_number

_YES_NO = {"vi": ("Có", "Không"), "en": ("Yes", "No")}


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer. ``rows`` are those of a group, ``files`` refs of files."""

    id: str
    question: str
    text: str
    rows: tuple[tuple["Answer", ...], ...] = ()
    files: tuple[str, ...] = ()
    is_declaration: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """The answers of one page."""

    id: str
    title: str
    answers: tuple[Answer, ...]


def answered(
    definition: Definition, values: Mapping[str, Any], language: str = "vi"
) -> list[AnsweredPage]:
    """Return the questions that have an answer in ``values``, page by page."""
    pages = []
    for page in definition.pages:
        answers = tuple(
            _answer(field, values[field.id], language)
            for field in page.fields
            if values.get(field.id) is not None
        )
        if answers:
            pages.append(AnsweredPage(page.id, page.title(language), answers))
    return pages


def _answer(field: Field, value: Any, language: str) -> Answer:
    question = field.words(language=language)
    if field.type is FieldType.GROUP:
        rows = tuple(
            tuple(
                _answer(one, row[one.id], language)
                for one in field.fields
                if row.get(one.id) is not None
            )
            for row in value
        )
        return Answer(field.id, question, "", rows=rows)
    if field.type is FieldType.FILE:
        return Answer(field.id, question, "", files=tuple(value))
    is_declaration = field.type is FieldType.DECLARATION
    return Answer(field.id, question, shown(field, value, language), is_declaration=is_declaration)


def shown(field: Field, value: Any, language: str = "vi") -> str:
    """Return a value as it is read."""
    if isinstance(value, bool):
        return _YES_NO.get(language, _YES_NO["vi"])[0 if value else 1]
    if isinstance(value, int | float):
        unit = " đồng" if field.type is FieldType.MONEY else ""
        return shown_number(value) + unit
    if field.type is FieldType.DATE:
        return "/".join(reversed(str(value).split("-")))
    if field.type is FieldType.ADDRESS:
        return address_text(value)
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        labels = dict(field.choices(language))
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(str(labels.get(one) or one) for one in chosen)
    return str(value)


def address_text(value: Mapping[str, str]) -> str:
    """Return an address in one line, the smallest unit first."""
    pieces = (value.get(name, "") for name in ("detail", "commune_name", "province_name"))
    return ", ".join(piece for piece in pieces if piece)
