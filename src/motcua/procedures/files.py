"""One version of a procedure as a file: carried to another installation, or kept in a drawer.

The file is JSON: ``{"format": "motcua-procedure", "edition": 1, "code": …, "content": …}``,
its content that of ``procedures.content``. Pure.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError
from motcua.kernel.limits import LimitUnit
from motcua.procedures.content import Content, PaperKind

FORMAT: Final = "motcua-procedure"
EDITION: Final = 1
MOST_BYTES: Final = 1_000_000
_LISTS: Final = {"channels": "cách thức nộp", "papers": "giấy tờ", "results": "kết quả"}
_TEXTS: Final = (
    "decision_no",
    "applicant",
    "executing_agency",
    "competent_authority",
    "cooperating_agency",
    "steps",
    "conditions",
    "legal_basis",
)
_CHANNELS: Final = ("direct", "online", "post")


class ProcedureFileError(DomainError):
    """The file is not a version of a procedure; the sentence says where it fails."""

    code: ClassVar[str] = "procedure-file"


def to_file(code: str, content: Mapping[str, Any]) -> bytes:
    """Return the file of a version, readable by people too."""
    document = {"format": FORMAT, "edition": EDITION, "code": code, "content": content}
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def from_file(raw: bytes, *, code: str) -> dict[str, Any]:
    """Return the content in a file made for procedure ``code``. Raises ProcedureFileError."""
    if len(raw) > MOST_BYTES:
        raise ProcedureFileError(_("Tệp lớn quá 1 MB nên không phải tệp thủ tục."))
    try:
        document = json.loads(unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise ProcedureFileError(_("Tệp không phải chữ UTF-8. Xin lưu lại dạng UTF-8.")) from error
    except (RecursionError, ValueError) as error:
        raise ProcedureFileError(
            _("Tệp không phải JSON. Xin chọn tệp đã tải về từ trang thủ tục.")
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ProcedureFileError(_("Tệp không phải tệp thủ tục của Một Cửa: thiếu dòng “format”."))
    if document.get("code") != code:
        raise ProcedureFileError(
            _("Tệp là của thủ tục %(found)s, không phải %(wanted)s.")
            % {"found": document.get("code"), "wanted": code}
        )
    content = document.get("content")
    if not isinstance(content, dict):
        raise ProcedureFileError(_("Tệp thiếu phần “content”."))
    _require_storable(content)
    faults = list(_faults(content))
    if faults:
        raise ProcedureFileError(" ".join(faults))
    content.setdefault("process", None)
    try:
        Content.from_document(content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ProcedureFileError(
            _("Nội dung trong tệp sai hoặc thiếu: %(error)s.") % {"error": error}
        ) from error
    return content


def _require_storable(content: Mapping[str, Any]) -> None:
    """Refuse what JSON can spell and the database cannot keep: NaN, NUL, half a letter."""
    try:
        written = json.dumps(content, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (RecursionError, ValueError) as error:
        raise ProcedureFileError(_("Tệp có ký tự hoặc con số không lưu được.")) from error
    if "\\u0000" in written:
        raise ProcedureFileError(_("Tệp có ký tự hoặc con số không lưu được."))


def _faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is missing or of the wrong kind, so that nothing later trips over it."""
    yield from _text_faults(content)
    for key, called in _LISTS.items():
        items = content.get(key)
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            yield _("Mục “%(key)s” (%(called)s) phải là danh sách.") % {
                "key": key,
                "called": called,
            }
            return
    for number, item in enumerate(content["channels"], start=1):
        yield from _channel_faults(number, item)
    for number, item in enumerate(content["papers"], start=1):
        yield from _paper_faults(number, item)
    for number, item in enumerate(content["results"], start=1):
        if not isinstance(item.get("name"), str) or not isinstance(item.get("code"), str):
            yield _("Kết quả thứ %(number)d thiếu tên hoặc mã.") % {"number": number}


def _text_faults(content: Mapping[str, Any]) -> Iterator[str]:
    for key in ("name", "field"):
        if not isinstance(content.get(key), str) or not content[key].strip():
            yield _("Mục “%(key)s” phải có chữ.") % {"key": key}
    for key in _TEXTS:
        if not isinstance(content.get(key, ""), str):
            yield _("Mục “%(key)s” phải là chữ.") % {"key": key}


def _channel_faults(number: int, item: Mapping[str, Any]) -> Iterator[str]:
    if item.get("channel") not in _CHANNELS:
        yield _("Cách thức thứ %(number)d phải là direct, online hoặc post.") % {"number": number}
    limit = item.get("limit")
    if limit is not None and not _is_limit(limit):
        yield _(
            "Thời hạn của cách thức thứ %(number)d phải có số nguyên từ 1 và đơn vị trong: "
            "%(units)s."
        ) % {"number": number, "units": ", ".join(LimitUnit)}
    fee = item.get("fee_dong")
    if fee is not None and (not isinstance(fee, int) or isinstance(fee, bool) or fee < 0):
        yield _("Mức phí của cách thức thứ %(number)d phải là số đồng nguyên.") % {
            "number": number
        }


def _is_limit(limit: object) -> bool:
    if not isinstance(limit, dict):
        return False
    value = limit.get("value")
    is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return is_whole and limit.get("unit") in set(LimitUnit)


def _paper_faults(number: int, item: Mapping[str, Any]) -> Iterator[str]:
    # Papers of some forty procedures were published with an empty name: what is in use here has to
    # come back from its own file.
    for key, is_given in (("id", bool(str(item.get("id", "")).strip())), ("name", True)):
        if not isinstance(item.get(key), str) or not is_given:
            yield _("Giấy tờ thứ %(number)d thiếu mục “%(key)s”.") % {"number": number, "key": key}
    if item.get("kind", "submit") not in set(PaperKind):
        yield _("Giấy tờ thứ %(number)d: kind phải là submit, present hoặc note.") % {
            "number": number
        }
    for key in ("originals", "copies"):
        count = item.get(key, 0)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            yield _("Giấy tờ thứ %(number)d: “%(key)s” phải là số nguyên từ 0.") % {
                "number": number,
                "key": key,
            }
