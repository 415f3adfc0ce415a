"""The documentation: links lead somewhere, and what it names is there."""

import re
import shlex
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.apps import apps

from motcua.cli import cli
from motcua.conf import env

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
TOOL = ROOT / ".venv" / "bin" / "mkdocs"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`", re.DOTALL)
VARIABLE = re.compile(r"\b(MOTCUA_[A-Z_]*[A-Z]|DATABASE_URL|PORT)\b")
READ_VARIABLE = re.compile(r"""["'](MOTCUA_[A-Z_]+|DATABASE_URL|PORT)["']""")
FOREIGN = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""")
PARTS_OF_A_DECISION = ["Context", "Decision", "Consequences", "Rejected"]


def name_of(path: Path) -> str:
    """Return the path as a test's name."""
    return str(path.relative_to(ROOT))


def code_in(page: Path) -> Iterator[str]:
    """Yield every line that the page shows as code."""
    for fenced, inline in CODE.findall(page.read_text(encoding="utf-8")):
        yield from (line.strip() for line in (fenced or inline).splitlines())


def words_after(program: str, page: Path) -> Iterator[list[str]]:
    """Yield the arguments of each call of ``program`` that the page shows."""
    call = re.compile(rf"(?:[A-Z_]+=\S+ +)*(?:\S*/)?{program} +([^|<>#…\"]*)")
    for line in code_in(page):
        if found := call.match(line):
            yield shlex.split(found[1])


CALLS = [
    pytest.param(words, id=f"{name_of(page)}: {' '.join(words)}")
    for page in PAGES
    for words in words_after("motcua", page)
]


def documented_variables() -> set[str]:
    """Return what the tables of the settings page list in their first column."""
    rows = (DOCS / "operate" / "settings.md").read_text(encoding="utf-8").splitlines()
    return {name for row in rows if row.startswith("|") for name in VARIABLE.findall(row[:60])}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    broken = [
        target
        for target in LINK.findall(text)
        if not target.startswith(("http://", "https://", "mailto:", "#"))
        and not (page.parent / target.partition("#")[0]).exists()
    ]

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_documentation_is_written_precomposed(page: Path) -> None:
    assert unicodedata.is_normalized("NFC", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", CALLS)
def test_every_command_that_is_named_exists(words: list[str]) -> None:
    command: click.Command = cli
    context = click.Context(cli)
    options: set[str] = {"--help"}

    for word in words:
        if word.startswith("-"):
            assert word.partition("=")[0] in options
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            assert found is not None, f"there is no {word}"
            command = found
            options |= {
                name for known in found.params for name in (*known.opts, *known.secondary_opts)
            }


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))

    named = {words[0] for page in PAGES for words in words_after("make", page) if words}

    assert {"run", "test"} <= named
    assert {name for name in named if re.fullmatch(r"[a-z0-9-]+", name)} <= targets


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    modules = (ROOT / "src" / "motcua" / "conf").glob("*.py")

    read = {
        name
        for path in modules
        for name in READ_VARIABLE.findall(path.read_text(encoding="utf-8"))
    }

    assert read == documented_variables()


def test_the_documented_port_is_the_port() -> None:
    text = (DOCS / "operate" / "settings.md").read_text(encoding="utf-8")

    assert f"| `PORT` | `{env.DEFAULT_PORT}` |" in text
    assert f"| `MOTCUA_HOST` | `{env.DEFAULT_HOST}` |" in text


def test_every_table_has_its_line_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    tables = glossary.partition("## Bảng dữ liệu")[2]
    models = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")
    }

    listed = re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE)

    assert sorted(models - set(listed)) == []
    assert len(listed) == len(set(listed))


def test_decisions_are_numbered_one_after_another() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_says_why_and_what_was_rejected(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == PARTS_OF_A_DECISION


def test_the_documentation_builds_without_a_warning_and_asks_no_other_host(tmp_path: Path) -> None:
    built = subprocess.run(
        [TOOL, "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        env=env.inherited(NO_MKDOCS_2_WARNING="1"),
        capture_output=True,
        text=True,
        check=False,
    )

    asking = [page.name for page in tmp_path.rglob("*.html") if FOREIGN.search(page.read_text())]
    assert (built.returncode, built.stderr) == (0, "")
    assert asking == []
