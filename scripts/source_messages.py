"""What the source says to people: in gettext, plainly on the lower floors, in shipped names."""

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from motcua.web.languages.po import Key, Message

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "src" / "motcua"
VIETNAMESE: Final = re.compile(
    "[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]"  # and all with two marks
)
_PATTERN: Final = re.compile(r"\\[bsd]|[|\[]|^\S+ $")
"""What patterns look like, and first words of names."""
ONE: Final = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
SEVERAL: Final = frozenset({"ngettext", "ngettext_lazy"})
NOT_ON_PAGES: Final[Mapping[str, str]] = {
    "cli": "said in a terminal",
    "runtime": "said in a terminal",
    "backup": "said in a terminal",
    "analytics": "said in a terminal",
    "demo": "made-up people and their words are data",
    "effects": "said in a terminal, except its wording",
    "kernel/text.py": "letters, to fold them",
    "kernel/numerals.py": "amounts in words stand on receipts, which are Vietnamese",
    "kernel/sms.py": "letters, to fold them",
    "kernel/codes.py": "mistakes in tables of codes, told in a terminal",
    "petitions/masking.py": "words looked for in what people write",
    "surveys/masking.py": "words looked for in what people write",
    "dossiers/comparing.py": "what `motcua verify` says in a terminal",
    "dossiers/seal_checks.py": "what `motcua verify` says in a terminal",
    "dossiers/extract_check.py": "what `motcua verify` says in a terminal",
    "dossiers/auditing.py": "what `motcua verify` says in a terminal",
    "dossiers/verification.py": "what `motcua verify` says in a terminal",
    "indicators/spans/checking.py": "what `motcua verify` says in a terminal",
    "indicators/closed/checking.py": "what `motcua verify` says in a terminal",
    "indicators/indexing/checking.py": "what `motcua verify` says in a terminal",
    "indicators/effect_checking.py": "what `motcua verify` says in a terminal",
    "opendata/checking.py": "what `motcua verify` says in a terminal",
    "rankings/checking.py": "what `motcua verify` says in a terminal",
    "indicators/printed.py": "reports to authorities are Vietnamese",
    "indicators/statutory/printed.py": "reports to authorities are Vietnamese",
    "hall/saying.py": "what loudspeakers say, in Vietnamese",
    "reference/setup.py": "names of laws",
    "reference/province.py": "said in a terminal",
    "conf/milestones.py": "said in a terminal",
    "conf/env.py": "said at the start, in a terminal",
    "conf/production.py": "said at the start, in a terminal",
    "conf/logs.py": "said at the start, in a terminal",
    "conf/storing.py": "said at the start, in a terminal",
    "conf/signing.py": "said at the start, in a terminal",
    "conf/identity.py": "said at the start, in a terminal",
    "conf/carriers.py": "said at the start, in a terminal",
    "conf/analytics.py": "said at the start, in a terminal",
    "conf/watching.py": "said at the start, in a terminal",
    "conf/settings.py": "the name of the language itself",
    "payments/vietqr.py": "names of banks and what a code for a transfer says",
    "payments/statements.py": "headings looked for in a bank's file",
    "reference/moving/sheets.py": "headings of workbooks that offices fill in",
    "reference/units.py": "words of the units' own names",
    "reference/agencies.py": "words of the agencies' own names",
    "web/api/problems.py": "has its English beside it",
    "web/api/instance.py": "has its English beside it",
    "kernel/wording.py": "days and limits, put into English by languages/retelling.py",
}
"""Where plain Vietnamese words are no words of a page; what stands in gettext always is."""

_SHIPPED: Final = (
    "agencies/fields.json",
    "indices/classes.json",
    "procedures/processes.json",
    "questionnaires/sipas.json",
    "questionnaires/slip.json",
    "reports/06d.json",
    "reports/07a.json",
    "reports/late_causes.json",
    "reports/so-hoa.json",
)


def messages() -> dict[Key, Message]:
    """Return every message of the source, first the words in gettext, in the order of files."""
    found: dict[Key, Message] = {}
    plain: dict[Key, Message] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        if "migrations" in path.parts:
            continue
        place = str(path.relative_to(PACKAGE))
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            _note(found, _of_template(text), place)
            continue
        tree = ast.parse(text)
        _note(found, _of_calls(tree), place)
        if not _is_off_pages(place):
            _note(plain, ((words, "") for words in plain_words(tree)), place)
    for place, names in shipped_names():
        _note(plain, ((name, "") for name in names), place)
    for key, message in plain.items():
        message.is_retold = True
        found.setdefault(key, message)
    for place, vi, english in form_words():
        message = found.setdefault((vi, ""), Message(vi, places=[place], is_retold=True))
        message.en = english
    return found


def _is_off_pages(place: str) -> bool:
    return any(place == one or place.startswith(f"{one}/") for one in NOT_ON_PAGES)


def _note(found: dict[Key, Message], keys: Iterable[Key], place: str) -> None:
    for vi, plural in keys:
        if not vi.strip():
            continue
        message = found.setdefault((vi, plural), Message(vi, plural))
        if not message.places:
            message.places.append(place)


def _of_template(text: str) -> Iterator[Key]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    # Added by the extension at run time.
    for _line, name, said in environment.extract_translations(text):  # type: ignore[attr-defined]
        words = said if isinstance(said, tuple) else (said, "")
        if isinstance(words[0], str):
            yield words[0], words[1] if name in SEVERAL else ""


def _name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _of_calls(tree: ast.Module) -> Iterator[Key]:
    """Yield what stands in calls of gettext."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said = [one.value for one in node.args if isinstance(one, ast.Constant)]
        words = [one for one in said if isinstance(one, str)]
        if _name(node) in ONE and words:
            yield words[0], ""
        elif _name(node) in SEVERAL and len(words) > 1:
            yield words[0], words[1]


def plain_words(tree: ast.Module) -> Iterator[str]:
    """Yield Vietnamese words outside gettext; what is put into them becomes a placeholder."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in ONE | SEVERAL:
            passed |= {id(inner) for given in node.args for inner in ast.walk(given)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))  # a docstring, or a comment on a constant
        elif isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
        elif isinstance(node, ast.JoinedStr):
            words = joined_words(node)
        else:
            continue
        if VIETNAMESE.search(words) and not _PATTERN.search(words):
            yield words


def joined_words(node: ast.JoinedStr) -> str:
    """Return an f-string as a message with placeholders."""
    said = ""
    used: list[str] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            said += str(part.value).replace("%", "%%")
        elif isinstance(part, ast.FormattedValue):
            value = part.value
            name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "what")
            name = name.strip("_") or "what"
            while name in used:
                name += "_"
            used.append(name)
            said += f"%({name})s"
    return said


def shipped_names() -> Iterator[tuple[str, list[str]]]:
    """Yield the files of names that every installation has, each with what people read in it."""
    for name in _SHIPPED:
        path = PACKAGE / "data" / name
        yield f"data/{name}", list(_strings(json.loads(path.read_text(encoding="utf-8"))))
    calendar = json.loads((PACKAGE / "data/calendar/national.json").read_text(encoding="utf-8"))
    yield "data/calendar/national.json", [calendar["name"], *sorted(_titles(calendar))]
    with (PACKAGE / "data/papers/kinds.csv").open(encoding="utf-8") as kinds:
        rows = list(csv.DictReader(kinds))
    yield "data/papers/kinds.csv", [row["name"] for row in rows if row.get("name")]


def form_words() -> Iterator[tuple[str, str, str]]:
    """Yield the words of shipped forms, which have their English beside them."""
    for path in sorted((PACKAGE / "data/eforms").glob("*.json")):
        place = str(path.relative_to(PACKAGE))
        for vi, english in _pairs(json.loads(path.read_text(encoding="utf-8"))):
            yield place, vi, english


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value.keys() == {"vi", "en"}:
        if VIETNAMESE.search(value["vi"]) and value["en"]:
            yield value["vi"], value["en"]
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _pairs(one)


def _titles(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["title"]} if isinstance(value.get("title"), str) else set()
        return own.union(*map(_titles, value.values()))
    return set().union(*map(_titles, value)) if isinstance(value, list) else set()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str) and VIETNAMESE.search(value):
        yield value
