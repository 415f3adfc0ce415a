"""Questions about files: may they be opened, what they are, their content for a browser."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from motcua.documents.file_kinds import JPEG, kind_of_type
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.pictures import SHOWN_EDGE, as_shown
from motcua.documents.storage import disk, storage

SMALL_EDGE: Final = 480
_PIECE: Final = 256 * 1024


def path_of(sha256: str) -> Path:
    """Return where the disk has the content with that hash, or would have it."""
    return disk().path_of(sha256)


def open_content(file: StoredFile) -> BinaryIO:
    """Return the content for reading, wherever it is kept. Raises FileNotFoundError."""
    return storage().open(file.sha256)


def describe(file: StoredFile) -> str:
    """Return kind and pages in words: ``PDF, 2 trang``."""
    kind = kind_of_type(file.content_type)
    words = kind.label if kind else file.content_type
    if file.pages:
        words = _("%(kind)s, %(pages)d trang") % {"kind": words, "pages": file.pages}
    return words


def is_openable(file: StoredFile, *, at: datetime) -> bool:
    """Say whether the content may leave the house at ``at``.

    It is not erased, and the scanner has found it clean; where there is no scanner, which
    production does not allow, an unscanned one may too.
    """
    if file.erased_at is not None and file.erased_at <= at:
        return False
    if file.scan_state == ScanState.UNSCANNED:
        return not settings.SCANNER
    return file.scan_state == ScanState.CLEAN


def closed_words(file: StoredFile) -> str:
    """Say why a file that is not openable stays closed, and what to do."""
    if file.erased_at is not None:
        return _("Tệp này đã xóa khi hết thời hạn lưu trữ.")
    if file.scan_state == ScanState.INFECTED:
        return _(
            "Tệp này không an toàn nên không ai mở được. Xin quét hoặc chụp lại giấy tờ rồi gửi "
            "tệp mới; cần thì yêu cầu bổ sung bằng phiếu mẫu 02."
        )
    return _("Tệp này đang được kiểm tra an toàn, thường xong trong một phút. Xin mở lại sau.")


def scan_words(file: StoredFile) -> str:
    """Return what is known of a file's safety where that is worth saying; "" for clean."""
    words = {
        ScanState.UNSCANNED: _("chưa quét mã độc"),
        ScanState.WAITING: _("đang kiểm tra an toàn"),
        ScanState.INFECTED: _("không an toàn, cần tệp khác"),
    }
    return words.get(ScanState(file.scan_state), "")


def is_intact(file: StoredFile) -> bool:
    """Say whether what is kept are still the very bytes that were stored."""
    try:
        with open_content(file) as content:
            digest = hashlib.sha256()
            for piece in _pieces(content):
                digest.update(piece)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == file.sha256


def file_response(file: StoredFile, *, is_original: bool = False) -> HttpResponseBase:
    """Return the content for a browser; what it cannot show safely is downloaded.

    A picture is shown upright and without the place where it was taken, HEIC and TIFF as
    JPEG; ``is_original`` hands over the very bytes to keep. The caller has checked who asks,
    and that the file is openable. Raises FileNotFoundError when the content is lost.
    """
    kind = kind_of_type(file.content_type)
    if kind is not None and kind.is_picture and not is_original:
        shown = picture_response(file)
        if shown is not None:
            return shown
    opens = kind is not None and kind.opens_in_browser and not is_original
    response: HttpResponseBase
    if settings.S3_STORE is None:
        response = FileResponse(
            open_content(file),
            as_attachment=not opens,
            filename=file.name,
            content_type=file.content_type,
        )
    else:
        response = StreamingHttpResponse(
            _closing(open_content(file)), content_type=file.content_type
        )
        response["Content-Length"] = str(file.size)
        response["Content-Disposition"] = _disposition(file.name, is_kept=not opens)
    response["Cache-Control"] = "private, no-store"
    return response


def picture_response(file: StoredFile, *, edge: int = SHOWN_EDGE) -> HttpResponse | None:
    """Return a picture as it is shown, at most ``edge`` pixels long; None where it cannot be.

    Raises FileNotFoundError when the content is lost.
    """
    kind = kind_of_type(file.content_type)
    if kind is None or not kind.is_picture:
        return None
    with open_content(file) as content:
        try:
            made = as_shown(content, kind, edge=edge)
        except FileNotFoundError:
            raise
        except (OSError, ValueError, SyntaxError):
            return None
    response = HttpResponse(made, content_type=JPEG.content_type)
    name = f"{Path(file.name).stem}{JPEG.suffix}"
    response["Content-Disposition"] = _disposition(name, is_kept=False)
    response["Cache-Control"] = "private, no-store"
    return response


def _disposition(name: str, *, is_kept: bool) -> str:
    return content_disposition_header(as_attachment=is_kept, filename=name) or "inline"


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


def _closing(content: BinaryIO) -> Iterator[bytes]:
    with content:
        yield from _pieces(content)
