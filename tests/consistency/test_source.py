"""Rules of the house that no linter knows."""

import ast
import re
import unicodedata
from pathlib import Path

MODULE_LINES = 500
FUNCTION_LINES = 50
ROOT = Path(__file__).resolve().parents[2]
WRITTEN = {".py", ".html", ".js", ".css", ".md", ".typ", ".toml", ".sh", ".yml"}
SOURCES = sorted(
    path
    for folder in ("src", "tests", "bench", "scripts", "docs")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in WRITTEN and "vectors" not in path.parts
)
MODULES = [path for path in SOURCES if path.suffix == ".py" and "migrations" not in path.parts]
VAGUE = {"utils", "helpers", "common", "misc", "manager", "data", "info"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|lorem ipsum)\b")
DEAD_LINK = re.compile(r"""href=["']#["']""")


def name_of(path: Path) -> str:
    """Return the path as a test's name."""
    return str(path.relative_to(ROOT))


def test_vietnamese_is_written_precomposed() -> None:
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in SOURCES}

    # A module that is about marks may hold them.
    assert [
        name
        for name, text in texts.items()
        if "combining" not in text and not unicodedata.is_normalized("NFC", text)
    ] == []


def test_code_is_read_in_one_sitting() -> None:
    too_long = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        too_long += [name_of(path)] if text.count("\n") > MODULE_LINES else []
        too_long += [
            f"{name_of(path)}: {node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
        ]

    assert too_long == []


def test_nothing_is_left_unfinished() -> None:
    texts = {
        name_of(path): path.read_text(encoding="utf-8") for path in SOURCES if "src" in path.parts
    }

    assert [
        name for name, text in texts.items() if UNFINISHED.search(text) or DEAD_LINK.search(text)
    ] == []


def test_no_module_has_a_vague_name() -> None:
    assert [name_of(path) for path in MODULES if path.stem in VAGUE] == []


def test_no_template_reaches_another_host_or_styles_inline() -> None:
    templates = [path for path in SOURCES if path.suffix == ".html"]

    faulty = [
        name_of(path)
        for path in templates
        if re.search(
            r"""\sstyle=|<script>|(src|href)=["']https?://|\|\s*safe\b""", path.read_text()
        )
    ]

    assert faulty == []


def test_the_style_sheets_of_a_page_stay_within_their_budget() -> None:
    sheets = {
        sheet.stem: sheet.stat().st_size
        for sheet in (ROOT / "src/motcua/web/static/motcua").glob("*.css")
    }
    tokens = sheets.pop("tokens")

    # A page loads the tokens and one more.
    assert "components" in sheets
    assert {name: size for name, size in sheets.items() if size + tokens >= 40_000} == {}


def test_pages_can_be_held_either_way() -> None:
    # What axe would look for (css-orientation-lock), were it to fetch the style sheets again.
    faulty = [
        name_of(sheet)
        for sheet in (ROOT / "src/motcua/web/static").rglob("*.css")
        if "orientation" in sheet.read_text()
    ]

    assert faulty == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|time\.time)\(")

    faulty = [
        name_of(path)
        for path in MODULES
        if "src" in path.parts
        and path.name != "clock.py"
        and "runtime" not in path.parts
        and asking.search(path.read_text())
    ]

    assert faulty == []


def test_only_one_module_reads_the_environment() -> None:
    faulty = [
        name_of(path)
        for path in MODULES
        if "src" in path.parts
        and path.name != "env.py"
        and re.search(r"os\.(environ|getenv)", path.read_text())
    ]

    assert set(faulty) <= {"src/motcua/conf/wsgi.py"}
