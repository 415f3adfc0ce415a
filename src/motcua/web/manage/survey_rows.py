"""A questionnaire as rows that an administrator edits, and back to its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from motcua.kernel.text import clean, slug
from motcua.surveys.questions import Flag, QuestionKind

BLANK: Final = 2
"""Rows for further questions."""
MOST_ROWS: Final = 62
LONGEST_ID: Final = 40
_SIGNS: Final = {"+": True, "-": False}
_BACK: Final = {True: "+ ", False: "- ", None: ""}


@dataclass(frozen=True, slots=True)
class RowOfQuestion:
    """One question as its fields hold it; ``options`` is a line for each answer."""

    id: str = ""
    text: str = ""
    kind: str = QuestionKind.THREE
    factor: str = ""
    options: str = ""
    is_required: bool = False
    is_overall: bool = False
    is_removed: bool = False


def rows_of(content: Mapping[str, Any]) -> list[RowOfQuestion]:
    """Return the questions of ``content``, and some blank ones."""
    found = [
        RowOfQuestion(
            id=str(one.get("id", "")),
            text=str(one.get("text", "")),
            kind=str(one.get("kind", QuestionKind.THREE)),
            factor=str(one.get("factor", "")),
            options="\n".join(
                _BACK.get(option.get("is_satisfied"), "") + str(option.get("label", ""))
                for option in one.get("options", [])
            ),
            is_required=bool(one.get("is_required")),
            is_overall=bool(one.get("is_overall")),
        )
        for one in content.get("questions", [])
    ]
    return found + [RowOfQuestion() for _blank in range(BLANK)]


def content_typed(typed: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document that the fields say; what a question was known by stays."""
    count = min(sum(name.startswith("text-") for name in typed), MOST_ROWS)
    overall = typed.get("overall", "")
    rows = [
        RowOfQuestion(
            id=_line(typed, f"id-{place}"),
            text=_line(typed, f"text-{place}"),
            kind=typed.get(f"kind-{place}", ""),
            factor=_line(typed, f"factor-{place}"),
            options=typed.get(f"options-{place}", ""),
            is_required=f"required-{place}" in typed,
            is_overall=overall == str(place),
            is_removed=f"remove-{place}" in typed,
        )
        for place in range(count)
    ]
    known = {one["id"]: one for one in before.get("questions", []) if "id" in one}
    kept = [row for row in rows if row.text and not row.is_removed]
    taken: set[str] = {row.id for row in kept if row.id}
    minimum = typed.get("minimum", "").strip()
    return {
        "title": _line(typed, "title"),
        "intro": _line(typed, "intro"),
        "source": _line(typed, "source"),
        "minimum": int(minimum) if minimum.isascii() and minimum.isdecimal() else 0,
        "counted_flags": [flag for flag in typed.getlist("flag") if flag in set(Flag)],
        "questions": [_document(row, known.get(row.id, {}), taken) for row in kept],
    }


def _document(row: RowOfQuestion, before: Mapping[str, Any], taken: set[str]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": row.id or _new_id(row.text, taken),
        "text": row.text,
        "kind": row.kind,
        "factor": row.factor,
        "is_required": row.is_required,
        "is_overall": row.is_overall,
    }
    if row.kind == QuestionKind.CHOICE:
        known = {one["label"]: one["value"] for one in before.get("options", [])}
        document["options"] = _options(row.options.replace("\r", "").split("\n"), known)
    return document


def _options(lines: Sequence[str], known: Mapping[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in filter(None, map(clean, lines)):
        is_satisfied = _SIGNS.get(line[0])
        label = line if is_satisfied is None else line[1:].strip()
        value = known.get(label) or slug(label)[:LONGEST_ID] or str(len(found))
        found.append({"value": value, "label": label, "is_satisfied": is_satisfied})
    return found


def _new_id(text: str, taken: set[str]) -> str:
    base = slug(text)[: LONGEST_ID - 4].strip("-") or "cau"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _line(typed: QueryDict, name: str) -> str:
    return clean(typed.get(name, "").replace("\x00", ""))
