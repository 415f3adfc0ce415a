"""Forms as PDF: a layout, the words on it and one dossier's frozen facts make one file.

A layout is Typst source that an administrator may change, so it is treated as
input: it reads nothing but our parts, loads no package, opens no connection and
uses no font but ours. The same three inputs give the same bytes, so a form can
be drawn again years later and compared.

The PDFs are tagged and meet PDF/A-2a (archives) and PDF/UA-1 (screen readers).
"""

import json
import logging
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst
from django.utils.translation import gettext

from motcua.documents.barcode import code128_svg, fits_code128, qr_svg
from motcua.documents.form_layouts import PAGE_LIMITS, FormKind, sample_payloads
from motcua.kernel.errors import DomainError

if TYPE_CHECKING:  # the names of standards exist for type checkers alone
    from typst import PDFStandard

logger = logging.getLogger(__name__)

_DATA: Final = Path(str(files("motcua") / "data"))
PARTS_FOLDER: Final = _DATA / "forms" / "parts"
FONTS_FOLDER: Final = _DATA / "fonts"
_STANDARDS: "Final[list[PDFStandard]]" = ["a-2a", "ua-1"]
_PREVIEW_PPI: Final = 110.0
_TRIAL_SECONDS: Final = 30
_LAYOUT_FILE: Final = "__typst_py_bytes__.typ"  # how Typst calls source given as bytes

_ALLOWED_IMPORT: Final = re.compile(r'^\s*#import "/parts-\d+\.typ": \*\s*$')
# Everything by which source could reach a package, hence the network, or hide
# that it does. Plain words suffice: Typst has no way to spell a name otherwise.
_FORBIDDEN_WORD: Final = re.compile(r"\b(import|include|eval|plugin|std|sys|dictionary)\b")

# Look-alikes that our fonts lack, mostly pasted from word processors.
_SUBSTITUTES: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2009": " ", "\u202f": "\u00a0", "\u200b": "", "\ufeff": ""}
)
_CONTROL_LETTERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class LayoutError(DomainError):
    """A layout cannot be drawn; the sentence names the line."""

    code = "layout-broken"


def render_pdf(layout: str, texts: Mapping[str, str], payload: Mapping[str, object]) -> bytes:
    """Return the form as a PDF file.

    ``payload`` is the frozen JSON of the form, see ``form_layouts``; its
    ``issued_at`` becomes the date of the file. A letter that our fonts lack is
    drawn as an empty box and the file then claims no standard: a rare name must
    not keep anyone from a receipt.

    Raises LayoutError when the layout is broken or does what it must not.
    """
    made_at = int(datetime.fromisoformat(str(payload["issued_at"])).timestamp())
    try:
        compiler = _compiler(layout, texts, payload)
        return _whole(compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=made_at))
    except typst.TypstError as error:
        if not _is_about_missing_letters(error):
            raise _layout_error(error) from error
    try:
        # A new compiler: one holds its source for a single run.
        compiler = _compiler(layout, texts, payload)
        return _whole(compiler.compile(format="pdf", timestamp=made_at))
    except typst.TypstError as error:
        raise _layout_error(error) from error


def render_png(
    layout: str,
    texts: Mapping[str, str],
    payload: Mapping[str, object],
    ppi: float = _PREVIEW_PPI,
) -> list[bytes]:
    """Return a picture of each page, for previews. Raises LayoutError as ``render_pdf``."""
    try:
        pages = _compiler(layout, texts, payload).compile(format="png", ppi=ppi)
    except typst.TypstError as error:
        raise _layout_error(error) from error
    if isinstance(pages, list):
        return pages
    return [] if pages is None else [pages]


def check_layout(layout: str, texts: Mapping[str, str], kind: FormKind) -> list[str]:
    """Return what is wrong with a layout, as Vietnamese sentences; empty when it may be used.

    It is drawn with each sample of its kind: an ordinary dossier, one with
    everything filled and long, one with only what is always there. That happens
    in another process, because a layout can use up time and memory without end.
    """
    try:
        _refuse_reaching_out(layout)
    except LayoutError as error:
        return [str(error)]
    outcomes = _tried(layout, texts, sample_payloads(kind))
    if outcomes is None:
        return [gettext("Bố cục vẽ quá lâu hoặc tốn quá nhiều bộ nhớ.")]
    problems = []
    for name, outcome in outcomes.items():
        problems += [_sentence(message, place) for message, place in outcome["said"]]
        limit = PAGE_LIMITS[kind].get(name)
        if limit is not None and outcome["pages"] > limit:
            problems.append(
                gettext("Hồ sơ mẫu chiếm %(pages)d trang; biểu mẫu này chỉ được %(limit)d trang.")
                % {"pages": outcome["pages"], "limit": limit}
            )
    return list(dict.fromkeys(problems))


def _tried(
    layout: str, texts: Mapping[str, str], samples: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return the outcome of each sample, or None when the trial did not end by itself."""
    job = {
        "layout": unicodedata.normalize("NFC", layout),
        "samples": {name: _inputs(texts, payload) for name, payload in samples.items()},
        "standards": _STANDARDS,
        "root": str(PARTS_FOLDER),
        "fonts": str(FONTS_FOLDER),
    }
    try:
        trial = subprocess.run(
            [sys.executable, "-m", "motcua.documents.layout_trial"],
            input=json.dumps(job),
            capture_output=True,
            check=True,
            text=True,
            timeout=_TRIAL_SECONDS,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        # What a dying compiler writes is long and of no use to an administrator.
        logger.warning("layout trial failed", extra={"outcome": type(error).__name__})
        return None
    outcomes: dict[str, Any] = json.loads(trial.stdout)
    return outcomes


def _compiler(
    layout: str, texts: Mapping[str, str], payload: Mapping[str, object]
) -> typst.Compiler:
    """Return a compiler that sees the layout, our parts and our fonts, and nothing else."""
    _refuse_reaching_out(layout)
    return typst.Compiler(
        unicodedata.normalize("NFC", layout).encode(),
        root=PARTS_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(texts, payload),
    )


def _inputs(texts: Mapping[str, str], payload: Mapping[str, object]) -> dict[str, str]:
    """Return what a layout is given, as the JSON that our parts read."""
    facts = _printable(payload)
    inputs = {"texts": _printable(texts), "payload": facts, "drawings": _drawings(facts)}
    return {
        name: json.dumps(value, ensure_ascii=False, sort_keys=True)
        for name, value in inputs.items()
    }


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our fonts, read once a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_FOLDER]
    )


def _printable(value: Any) -> Any:
    """Return ``value`` with its strings precomposed and without what no font can draw."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value).translate(_SUBSTITUTES)
        return _CONTROL_LETTERS.sub(" ", composed)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _drawings(payload: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the bars and QR codes of the payload and of the receipts listed in it.

    A code of old that bars cannot hold goes without; its figures are printed.
    """
    records = [payload, *payload.get("receipts", ())]
    codes = {record.get("code") or "" for record in records}
    addresses = {record.get("tracking_url") or "" for record in records} - {""}
    return {
        "barcodes": {code: code128_svg(code) for code in sorted(codes) if fits_code128(code)},
        "qr_codes": {address: qr_svg(address) for address in sorted(addresses)},
    }


def _refuse_reaching_out(layout: str) -> None:
    """Raise LayoutError when the source could reach a package or another file."""
    for number, line in enumerate(layout.splitlines(), start=1):
        if _ALLOWED_IMPORT.match(line):
            continue
        found = _FORBIDDEN_WORD.search(line)
        if found:
            raise LayoutError(
                gettext("Dòng %(line)d: bố cục không được dùng “%(word)s”.")
                % {"line": number, "word": found.group()}
            )


def _whole(made: bytes | list[bytes] | None) -> bytes:
    """Return the one file that a PDF is, whatever else the compiler could return."""
    if not isinstance(made, bytes):
        raise TypeError(f"a PDF is one file, not {type(made).__name__}")
    return made


def _is_about_missing_letters(error: typst.TypstError) -> bool:
    return "could not be displayed with font" in error.message


def _layout_error(error: typst.TypstError) -> LayoutError:
    return LayoutError(_sentence(error.message, error.diagnostic))


def _sentence(message: str, diagnostic: str) -> str:
    """Return Typst's message as a sentence that names the layout's line where it can."""
    reason = _in_vietnamese(message)
    line = re.search(rf"{re.escape(_LAYOUT_FILE)}:(\d+)", diagnostic)
    if line is None:
        return gettext("Bố cục có lỗi: %(reason)s.") % {"reason": reason}
    return gettext("Dòng %(line)s: %(reason)s.") % {"line": line.group(1), "reason": reason}


def _in_vietnamese(message: str) -> str:
    """Return the commonest messages in Vietnamese; a rare one stays in Typst's words."""
    known = (
        (r"panicked with: \"?(.*?)\.?\"?", "%s"),
        (r"unknown variable: (.*)", gettext("không có tên gọi “%s”")),
        (r"unknown font family: (.*)", gettext("không có phông chữ “%s”")),
        (r"unclosed (?:delimiter|string)(.*)", gettext("ngoặc hoặc nháy mở mà chưa đóng%s")),
        (r"unexpected (.*)", gettext("thừa hoặc sai chỗ: %s")),
        (r"expected (.*)", gettext("cần %s")),
        (r"dictionary does not contain key \"(.*?)\".*", gettext("không có mục “%s”")),
        (r"file not found.*?/([^/]*)\)", gettext("không có tệp “%s”")),
        (r"condition is always true|loop seems to be infinite", gettext("lặp không bao giờ dừng")),
        (r"maximum .* depth exceeded", gettext("lồng hoặc tự gọi quá sâu")),
    )
    for pattern, translation in known:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return translation % found.groups()
    return message.rstrip(".")
