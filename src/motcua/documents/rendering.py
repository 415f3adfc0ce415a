"""Forms as PDF: a layout, the words on it and one dossier's frozen facts make one file.

A layout is Typst source that an administrator may change, so it is treated as
input: it reads nothing but our parts, loads no package, opens no connection and
uses no font but ours. The same three inputs give the same bytes, so a form can
be drawn again years later and compared.

The PDFs are tagged and meet PDF/A-2a (archives) and PDF/UA-1 (screen readers).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

import typst
from django.utils.translation import gettext

from motcua.documents.barcode import code128_svg, qr_svg
from motcua.documents.form_layouts import FormKind, PAGE_LIMITS, sample_payloads
from motcua.kernel.errors import DomainError

_DATA: Final = Path(str(files("motcua") / "data"))
PARTS_FOLDER: Final = _DATA / "forms" / "parts"
FONTS_FOLDER: Final = _DATA / "fonts"
_STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_PREVIEW_PPI: Final = 110.0
_SMALLEST_PPI: Final = 8.0  # enough to count pages
_LAYOUT_FILE: Final = "__typst_py_bytes__.typ"  # how Typst calls source given as bytes

_ALLOWED_IMPORT: Final = re.compile(r'^\s*#import "/parts-\d+\.typ": \*\s*$')
# Everything by which source could reach a package, hence the network, or hide
# that it does. Plain words suffice: Typst has no way to spell a name otherwise.
_FORBIDDEN_WORD: Final = re.compile(r"\b(import|include|eval|plugin|std|sys|dictionary)\b")

# Look-alikes that our fonts lack, mostly pasted from word processors.
_SUBSTITUTES: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2009": " ", "\u202f": "\u00a0", "\u200b": "", "\ufeff": ""}
)


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
    compiler = _compiler(layout, texts, payload)
    made_at = int(datetime.fromisoformat(str(payload["issued_at"])).timestamp())
    try:
        return _one_file(
            lambda: compiler.compile(
                format="pdf", pdf_standards=_STANDARDS, timestamp=made_at, pdf_tags=True
            )
        )
    except typst.TypstError as error:
        if not _is_about_missing_letters(error):
            raise _layout_error(error) from error
    try:
        return _one_file(lambda: compiler.compile(format="pdf", timestamp=made_at, pdf_tags=True))
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
    everything filled and long, one with only what is always there.
    """
    problems: list[str] = []
    for name, payload in sample_payloads(kind).items():
        try:
            compiler = _compiler(layout, texts, payload)
            _, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=_STANDARDS, timestamp=0
            )
        except LayoutError as error:
            problems.append(str(error))
        except typst.TypstError as error:
            problems.append(str(_layout_error(error)))
        else:
            problems += [_sentence(warning.message, warning.diagnostic) for warning in warnings]
            problems += _page_problems(layout, texts, payload, limit=PAGE_LIMITS[kind].get(name))
    return list(dict.fromkeys(problems))


def _page_problems(
    layout: str,
    texts: Mapping[str, str],
    payload: Mapping[str, object],
    *,
    limit: int | None,
) -> Iterator[str]:
    """Yield a problem when the sample takes more pages than a form of its kind may."""
    if limit is None:
        return
    pages = len(render_png(layout, texts, payload, ppi=_SMALLEST_PPI))
    if pages > limit:
        yield gettext("Hồ sơ mẫu chiếm %(pages)d trang; biểu mẫu này chỉ được %(limit)d trang.") % {
            "pages": pages,
            "limit": limit,
        }


def _compiler(
    layout: str, texts: Mapping[str, str], payload: Mapping[str, object]
) -> typst.Compiler:
    """Return a compiler that sees the layout, our parts and our fonts, and nothing else."""
    _refuse_reaching_out(layout)
    inputs = {"texts": texts, "payload": payload, "drawings": _drawings(payload)}
    return typst.Compiler(
        _clean(layout).encode(),
        root=PARTS_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: _clean(_as_json(value)) for name, value in inputs.items()},
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our fonts, read once a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_FOLDER]
    )


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _clean(text: str) -> str:
    """Return ``text`` precomposed, as the fonts need it, without look-alikes they lack."""
    return unicodedata.normalize("NFC", text).translate(_SUBSTITUTES)


def _drawings(payload: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Return the bars and QR codes of the payload and of the receipts listed in it."""
    listed = payload.get("receipts", ())
    assert isinstance(listed, Iterable)
    records = [payload, *(record for record in listed if isinstance(record, Mapping))]
    return {
        "barcodes": _drawn(records, "code", code128_svg),
        "qr_codes": _drawn(records, "tracking_url", qr_svg),
    }


def _drawn(
    records: Iterable[Mapping[str, object]], key: str, draw: Callable[[str], str]
) -> dict[str, str]:
    values = {value for record in records if isinstance(value := record.get(key), str) and value}
    return {value: draw(value) for value in sorted(values)}


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


def _one_file(compile_form: Callable[[], bytes | list[bytes] | None]) -> bytes:
    made = compile_form()
    assert isinstance(made, bytes)
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
    )
    for pattern, translation in known:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return translation % found.group(1)
    return message.rstrip(".")
