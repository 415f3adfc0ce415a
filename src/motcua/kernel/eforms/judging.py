"""Whether answers may be lodged: what is asked, what is missing, what cannot stand. Pure.

The browser does the same with ``eform.js``; ``tests/web/eforms/cases.json`` is run against
both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from motcua.kernel.eforms import asking
from motcua.kernel.eforms.definitions import MOST_ROWS, Definition, Field, FieldType
from motcua.kernel.eforms.reading import Refusal, Units, is_empty, read
from motcua.kernel.eforms.sentences import sentence

TODAY: Final = "today"
_DAY: Final = 10
_Key = tuple[str, int | None]


@dataclass(slots=True)
class Judged:
    """What became of the answers. Paths are ids, in a group ``children.0.born_on``."""

    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    computed: dict[str, Any] = field(default_factory=dict)


def validate(
    definition: Definition, typed: Mapping[str, Any], *, on: date, units: Units
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values to keep and, by path, a sentence for each answer that cannot stand."""
    judged = judge(definition, typed, on=on, units=units)
    return judged.cleaned, judged.errors


def judge(definition: Definition, typed: Mapping[str, Any], *, on: date, units: Units) -> Judged:
    """Look at all answers. Those to questions that are not asked are left out."""
    return _Judge(definition, typed, on, units).run()


def path_of(group: str, row: int | None, field_id: str) -> str:
    """Return where an answer stands."""
    return field_id if row is None else f"{group}.{row}.{field_id}"


class _Judge:
    def __init__(
        self, definition: Definition, typed: Mapping[str, Any], on: date, units: Units
    ) -> None:
        self.definition, self.typed, self.on, self.units = definition, typed, on, units
        self.values: dict[_Key, Any] = {}
        self.refused: dict[_Key, str] = {}
        self.asked: dict[_Key, bool] = {}

    def run(self) -> Judged:
        judged = Judged()
        for page in self.definition.pages:
            if not asking.holds(page.document.get("show_if"), self._of_row(None)):
                continue
            judged.pages.append(page.id)
            for one in page.fields:
                self._take(one, None, judged, judged.cleaned)
        return judged

    def _take(self, one: Field, row: int | None, judged: Judged, into: dict[str, Any]) -> None:
        if not self._is_asked(one, row):
            return
        path = path_of(one.group, row, one.id)
        judged.shown.add(path)
        if one.type is FieldType.GROUP:
            self._take_rows(one, judged, into)
            return
        value = self._value(one, row)
        if one.is_computed:
            judged.computed[path] = value
        wrong = self.refused.get((one.id, row)) or self._complaint(one, row, value)
        if wrong:
            judged.errors[path] = wrong
        elif value is not None:
            into[one.id] = value

    def _take_rows(self, group: Field, judged: Judged, into: dict[str, Any]) -> None:
        rows = []
        for row in self._rows(group):
            values: dict[str, Any] = {}
            for one in group.fields:
                self._take(one, row, judged, values)
            rows.append(values)
        least = group.get("min_rows", 1 if self._must(group, None) else 0)
        most = group.get("max_rows", MOST_ROWS)
        if len(rows) < least:
            judged.errors[group.id] = sentence("rows_least", limit=least, label=group.words())
        elif len(rows) > most:
            judged.errors[group.id] = sentence("rows_most", limit=most, label=group.words())
        if rows:
            into[group.id] = rows

    def _rows(self, group: Field) -> list[int]:
        """Return the places of the rows in which something was typed."""
        rows = self.typed.get(group.id)
        if not isinstance(rows, list):
            return []
        return [n for n, row in enumerate(rows) if isinstance(row, Mapping) and not is_empty(row)]

    def _is_asked(self, one: Field, row: int | None) -> bool:
        key = (one.id, row)
        if key not in self.asked:
            self.asked[key] = False  # a circle, which publishing refuses, ends here
            page = self.definition.page(one.page)
            of_page = page is None or asking.holds(
                page.document.get("show_if"), self._of_row(None)
            )
            group = self.definition.by_id.get(one.group)
            of_group = group is None or self._is_asked(group, None)
            self.asked[key] = (
                of_page and of_group and asking.holds(one.get("show_if"), self._of_row(row))
            )
        return self.asked[key]

    def _of_row(self, row: int | None) -> asking.Value:
        """Return what finds a value by id, first among the fields of the same row."""

        def value_of(name: str) -> Any:
            found = self.definition.by_id.get(name)
            if found is None or (found.group and row is None):
                return None
            if found.type is FieldType.GROUP:
                return self._rows(found) or None
            return self._value(found, row if found.group else None)

        return value_of

    def _value(self, one: Field, row: int | None) -> Any:
        key = (one.id, row)
        if key in self.values:
            return self.values[key]
        self.values[key] = None
        if self._is_asked(one, row):
            if one.is_computed:
                value_of = self._of_row(row)
                found = asking.compute(one.get("compute"), value_of, self._all_rows)
            else:
                found = self._read(one, row)
            self.values[key] = found
        return self.values[key]

    def _all_rows(self, name: str) -> list[Any]:
        found = self.definition.by_id.get(name)
        if found is None:
            return []
        if found.type is FieldType.GROUP:
            return self._rows(found)
        group = self.definition.by_id.get(found.group)
        return [self._value(found, row) for row in self._rows(group)] if group else []

    def _read(self, one: Field, row: int | None) -> Any:
        typed: Any = self.typed.get(one.id)
        if row is not None:
            typed = self.typed[one.group][row].get(one.id)
        try:
            return read(one, typed, on=self._units_day(one, row), units=self.units)
        except Refusal as refusal:
            self.refused[one.id, row] = str(refusal)
            return None

    def _units_day(self, one: Field, row: int | None) -> date:
        named = one.get("units_on")
        day = self._of_row(row)(named) if named else None
        return date.fromisoformat(day) if isinstance(day, str) and len(day) == _DAY else self.on

    def _must(self, one: Field, row: int | None) -> bool:
        required = one.get("required", False)
        return required is not False and asking.holds(required, self._of_row(row))

    def _complaint(self, one: Field, row: int | None, value: Any) -> str | None:
        if value is None:
            if one.is_computed or not self._must(one, row):
                return None
            kind = "declaration" if one.type is FieldType.DECLARATION else "required"
            return sentence(kind, label=one.words())
        if one.type is FieldType.DATE:
            return next(self._about_day(one, row, value), None)
        return None

    def _about_day(self, one: Field, row: int | None, value: str) -> Iterator[str]:
        today = self.on.isoformat()
        least_age = one.get("min_age")
        if least_age is not None and len(value) == _DAY and _age(value, today) < least_age:
            yield sentence("age", limit=least_age)
        for rule, is_wrong in (("not_after", _is_later), ("not_before", _is_earlier)):
            named = one.get(rule)
            if named is None:
                continue
            other = today if named == TODAY else self._of_row(row)(named)
            if not isinstance(other, str) or not is_wrong(value, other):
                continue
            kind = "after" if rule == "not_after" else "before"
            if named == TODAY:
                yield sentence(f"{kind}_today")
            else:
                yield sentence(kind, label=self.definition.by_id[named].words())


def _is_later(value: str, other: str) -> bool:
    """Say whether ``value`` is surely later; a year alone may be any day of it."""
    known = min(len(value), len(other))
    return value[:known] > other[:known]


def _is_earlier(value: str, other: str) -> bool:
    known = min(len(value), len(other))
    return value[:known] < other[:known]


def _age(born: str, today: str) -> int:
    return int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])
