"""The draft of a procedure as it is typed: rows that come and go without anything being lost."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.procedures.content import SupplementEffect
from motcua.procedures.process import END, STANDARD_DAY_MINUTES, default_process
from motcua.web.manage.draft_rows import (
    ChannelForm,
    HeadForm,
    OutcomeForm,
    PaperForm,
    ResultForm,
    StepForm,
)

Row = dict[str, Any]
_FORMS: Final[Mapping[str, type[forms.Form]]] = {
    "channels": ChannelForm,
    "papers": PaperForm,
    "results": ResultForm,
    "steps": StepForm,
}
_NEW_ROWS: Final[Mapping[str, Row]] = {
    "channels": {"channel": "direct", "limit_unit": "working_day"},
    "papers": {"kind": "submit", "originals": 1, "copies": 0},
    "results": {},
    "steps": {"budget": 0, "budget_unit": "day"},
}
_NO_TEXTS: Final = frozenset({"change_note", "needs_result", "supplement"})
_TEXTS: Final = tuple(name for name in HeadForm.base_fields if name not in _NO_TEXTS)
_NAME: Final = re.compile(
    r"(channels|papers|results|steps)-(\d{1,4})-(?:outcomes-(\d{1,4})-)?([a-z_]+)"
)
MOST_ROWS: Final = 300


class DraftEditor:
    """What stands on the editor's page: raw rows, and forms made of them."""

    def __init__(self, head: Row, rows: dict[str, list[Row]], *, has_process: bool) -> None:
        self._head = head
        self._rows = rows
        self.has_process = has_process
        self._is_checked = False
        self._make_forms()

    @classmethod
    def from_document(cls, document: Mapping[str, Any], change_note: str) -> "DraftEditor":
        """Lay a stored draft out for editing."""
        process = document.get("process")
        head = {name: document.get(name) or "" for name in _TEXTS}
        head["supplement"] = document.get("supplement", SupplementEffect.BY_LAW.value)
        head["needs_result"] = bool(process and process.get("needs_result"))
        rows = {
            "channels": [_channel_row(item) for item in document["channels"]],
            "papers": [{**_NEW_ROWS["papers"], "originals": 0, **p} for p in document["papers"]],
            "results": [dict(item) for item in document["results"]],
            "steps": [_step_row(step) for step in process["steps"]] if process else [],
        }
        return cls({**head, "change_note": change_note}, rows, has_process=bool(process))

    @classmethod
    def from_post(cls, data: QueryDict) -> "DraftEditor":
        """Take up what was typed, however wrong it is."""
        head = {name: data.get(f"head-{name}", "") for name in HeadForm.base_fields}
        found: dict[str, dict[int, Row]] = {name: {} for name in _FORMS}
        ways: dict[int, dict[int, Row]] = {}
        for name, value in data.items():
            matched = _NAME.fullmatch(name)
            if matched is None:
                continue
            kind, number, way, key = matched.groups()
            if way is not None:
                ways.setdefault(int(number), {}).setdefault(int(way), {})[key] = value
            else:
                found[kind].setdefault(int(number), {})[key] = value
        rows = {
            kind: [numbered[n] for n in sorted(numbered)[:MOST_ROWS]]
            for kind, numbered in found.items()
        }
        for number, step in zip(sorted(found["steps"]), rows["steps"], strict=False):
            typed = ways.get(number, {})
            step["outcomes"] = [typed[n] for n in sorted(typed)[:MOST_ROWS]]
        return cls(head, rows, has_process=data.get("has_process") == "1")

    def act(self, action: str) -> bool:
        """Add, remove or move a row as the pressed button says; False for another button."""
        if action == "own-process":
            self.has_process = True
            self._rows["steps"] = [
                _step_row(step) for step in default_process().to_document()["steps"]
            ]
        elif action == "default-process":
            self.has_process = False
            self._rows["steps"] = []
        elif not self._act_on_row(action):
            return False
        self._make_forms()
        return True

    def _act_on_row(self, action: str) -> bool:
        verb, _colon, place = action.partition(":")
        kind, *numbers = place.split(":")
        if not all(number.isascii() and number.isdecimal() for number in numbers):
            return False
        places = [int(number) for number in numbers]
        if kind == "outcomes" and places and places[0] < len(self._rows["steps"]):
            rows: list[Row] = self._rows["steps"][places.pop(0)].setdefault("outcomes", [])
            new: Row = {"next": END}
        elif kind in self._rows:
            rows, new = self._rows[kind], dict(_NEW_ROWS[kind])
            if kind == "steps":
                new |= {"key": self._free_step_key(), "outcomes": [{"next": END}]}
        else:
            return False
        return _move(rows, verb, places[0] if places else None, new)

    def _free_step_key(self) -> str:
        taken = {step.get("key") for step in self._rows["steps"]}
        number = len(taken) + 1
        while f"buoc-{number}" in taken:
            number += 1
        return f"buoc-{number}"

    def _make_forms(self, *, bound: bool = False) -> None:
        def made(kind: type[forms.Form], row: Row, prefix: str, **more: Any) -> forms.Form:
            if bound:
                data = {f"{prefix}-{name}": value for name, value in row.items()}
                return kind(data, prefix=prefix, **more)
            return kind(initial=row, prefix=prefix, **more)

        self.head = made(HeadForm, self._head, "head")
        self.channels, self.papers, self.results, self.steps = (
            [made(_FORMS[kind], row, f"{kind}-{n}") for n, row in enumerate(self._rows[kind])]
            for kind in _FORMS
        )
        targets = self._targets()
        self.outcomes = [
            [
                made(OutcomeForm, row, f"steps-{n}-outcomes-{m}", targets=targets)
                for m, row in enumerate(step.get("outcomes", []))
            ]
            for n, step in enumerate(self._rows["steps"])
        ]

    def _targets(self) -> list[tuple[str, str]]:
        """Return where a step may lead: every step, and the end."""
        steps = [
            (str(step.get("key", "")), f"{n}. {step.get('name') or _('Bước chưa có tên')}")
            for n, step in enumerate(self._rows["steps"], start=1)
        ]
        return [*steps, (END, _("Xong, chuyển trả kết quả"))]

    def all_forms(self) -> Iterator[forms.Form]:
        """Yield every form of the page, in its order."""
        yield self.head
        yield from self.channels
        yield from self.papers
        yield from self.results
        for step, outcomes in zip(self.steps, self.outcomes, strict=True):
            yield step
            yield from outcomes

    def is_valid(self) -> bool:
        """Check everything typed; the mistakes then stand at their fields."""
        self._make_forms(bound=True)
        self._is_checked = True
        # Each form is asked, so that every mistake is shown at once.
        answers = [form.is_valid() for form in self.all_forms()]
        return all(answers)

    @property
    def errors(self) -> list[forms.Form]:
        """Return the forms with mistakes; none before anything is checked."""
        return [form for form in self.all_forms() if form.errors] if self._is_checked else []

    @property
    def change_note(self) -> str:
        """Return what the version changes, in its author's words."""
        return str(self.head.cleaned_data["change_note"])

    def document(self, base: Mapping[str, Any]) -> dict[str, Any]:
        """Return the content as stored; what the page does not show is kept from ``base``."""
        process: Row | None = None
        if self.has_process:
            process = {
                "steps": [
                    {**step.row(), "outcomes": _keyed([way.row() for way in ways], "key", "done")}  # type: ignore[attr-defined]
                    for step, ways in zip(self.steps, self.outcomes, strict=True)
                ]
            }
            _keyed(process["steps"], "key", "buoc")
            if self.head.cleaned_data["needs_result"]:
                process["needs_result"] = True
        return {
            **base,
            **{name: self.head.cleaned_data[name] for name in _TEXTS},
            "supplement": self.head.cleaned_data["supplement"] or SupplementEffect.BY_LAW.value,
            "channels": [form.row() for form in self.channels],  # type: ignore[attr-defined]
            "papers": _keyed([form.row() for form in self.papers], "id", "giay-to"),  # type: ignore[attr-defined]
            "results": [form.row() for form in self.results],  # type: ignore[attr-defined]
            "process": process,
        }


def _move(rows: list[Row], verb: str, place: int | None, new: Row) -> bool:
    if verb == "add":
        rows.append(new)
    elif place is None or place >= len(rows):
        return False
    elif verb == "remove":
        del rows[place]
    elif verb == "up" and place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    elif verb == "down" and place + 1 < len(rows):
        rows[place], rows[place + 1] = rows[place + 1], rows[place]
    else:
        return False
    return True


def _keyed(rows: list[Row], name: str, stem: str) -> list[Row]:
    """Give each row that has none a key of its own; keys once given stay."""
    taken = {row[name] for row in rows if row[name]}
    for row in rows:
        if row[name]:
            continue
        number, key = 1, stem
        while key in taken:
            number += 1
            key = f"{stem}-{number}"
        row[name] = key
        taken.add(key)
    return rows


def _channel_row(item: Mapping[str, Any]) -> Row:
    limit = item.get("limit") or {}
    return {
        **item,
        "limit_value": limit.get("value"),
        "limit_unit": limit.get("unit", "working_day"),
    }


def _step_row(step: Mapping[str, Any]) -> Row:
    minutes = int(step["budget_minutes"])
    unit, length = "minute", 1
    if minutes % STANDARD_DAY_MINUTES == 0:
        unit, length = "day", STANDARD_DAY_MINUTES
    elif minutes % 60 == 0:
        unit, length = "hour", 60
    return {
        **step,
        "budget": minutes // length,
        "budget_unit": unit,
        "outcomes": [dict(outcome) for outcome in step["outcomes"]],
    }
