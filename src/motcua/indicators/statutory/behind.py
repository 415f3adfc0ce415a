"""The dossiers behind a figure of a report: which there are, and the sheet they are taken in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from motcua.agencies.models import Agency
from motcua.indicators import lists
from motcua.indicators.columns import Column
from motcua.indicators.lists import Wanted
from motcua.indicators.printed import cut_off_words
from motcua.indicators.reports import Question
from motcua.indicators.statutory import lodged
from motcua.indicators.statutory.conditions import Condition, Source
from motcua.indicators.statutory.counting import listed_by
from motcua.indicators.statutory.templates import ReportColumn, Rows, Template
from motcua.procedures.models import Procedure


def narrowed(question: Question, template: Template, key: str) -> Question | None:
    """Return the question of one row, by its key; None where there is no such row.

    Of a procedure there is no list of its own: that of its field would not be the figure.
    """
    if not key or template.rows is Rows.NONE:
        return question
    if template.rows is Rows.AGENCY:
        found = Agency.objects.filter(code=key).values_list("pk", flat=True).first()
        if found is None or question.agency_id not in {None, found}:
            return None
        return replace(question, agency_id=found)
    if template.rows is Rows.FIELD and Procedure.objects.filter(field_slug=key).exists():
        return replace(question, field_slug=key)
    return None


def asked_in(template: Template, column: ReportColumn) -> Condition | None:
    """Return the condition whose dossiers stand behind a column; None where none do.

    Behind a sum of facts stand those of all its parts.
    """
    found = _parts(template, column)
    if not found or any(one.source is not found[0].source for one in found):
        return None
    if found[0].source is Source.INDEX:
        return None
    if len(found) == 1:
        return found[0]
    either = " OR ".join(f"({one.sql})" for one in found)
    return Condition(
        column.name, column.heading, column.definition, f"({either})", found[0].source
    )


def _parts(template: Template, column: ReportColumn) -> list[Condition]:
    if column.condition is not None:
        return [column.condition]
    by_number = {one.number: one for one in template.columns}
    return [part for number in column.adds for part in _parts(template, by_number[number])]


def wanted(question: Question, column: ReportColumn, condition: Condition) -> Wanted:
    """Return what lists of dossiers with a fact are asked for."""
    listed: Column = listed_by(condition, column)
    return Wanted(question, listed)


def sheet(
    question: Question, column: ReportColumn, condition: Condition, place: str
) -> Iterator[Sequence[Any]]:
    """Yield all dossiers behind a figure as a sheet, three lines on top."""
    yield [f"{place}, {question.period.words}"]
    yield [f"Cột {column.number}. {column.definition}"]
    yield [cut_off_words(question)]
    if condition.source is Source.LODGED:
        yield lodged.HEADINGS
        for number, one in enumerate(lodged.every(question, condition), start=1):
            yield lodged.cells(number, one)
        return
    yield lists.HEADINGS
    for number, line in enumerate(lists.every(wanted(question, column, condition)), start=1):
        yield lists.cells(number, line)
