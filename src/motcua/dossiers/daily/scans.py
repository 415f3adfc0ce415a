"""Having files looked over: each soon after it came, and again whatever was left waiting."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.documents.models import ScanState, StoredFile
from motcua.documents.scanning import (
    Scanner,
    ScannerAwayError,
    scan_file,
    scanner,
    waiting_files,
)
from motcua.documents.sweeping import drop_expired_uploads, forget_unused
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.daily.letters import Letter, to_administrators
from motcua.dossiers.daily.post import Post, put_in_outbox, write_to_administrators
from motcua.kernel import clock

logger = logging.getLogger(__name__)

SCANNER_AWAY: Final = "scanner-away"
NOT_SAFE: Final = "file-not-safe"
LONGEST_WAIT: Final = timedelta(minutes=10)
"""A file that waits longer is stuck, and an administrator is told."""
_LOOKING: Final = timedelta(minutes=2)
"""So long the worker's own task has to do its work."""


def scan_now(file_id: int, *, at: datetime) -> None:
    """Have one file looked at, as soon as it came; where that cannot be, the job below does."""
    file = waiting_files().filter(pk=file_id).first()
    with_scanner = scanner()
    if file is None or with_scanner is None:
        return
    try:
        _look_at(file, with_scanner, at)
    except (ScannerAwayError, FileNotFoundError) as error:
        logger.warning("file not scanned", extra={"file": str(file.ref), "why": str(error)})


def scan_what_waits(*, at: datetime, report: Report) -> None:
    """Have everything looked at that no scanner has seen; tell the administrators it is away."""
    with_scanner = scanner()
    if with_scanner is None:
        return
    waiting = waiting_files().filter(stored_at__lt=at - _LOOKING)
    if waiting.exists() and not with_scanner.is_there():
        _tell_it_is_away(waiting.count(), at, report)
        return
    for batch in in_batches(waiting):
        for file in batch:
            try:
                _look_at(file, with_scanner, at)
            except ScannerAwayError as error:
                report.problems.append((str(file.ref), str(error)))
            except FileNotFoundError:
                report.problems.append((str(file.ref), _("Nội dung tệp không còn.")))
            else:
                report.done += 1


def stuck_scans(at: datetime) -> int:
    """Count the files that have waited for the scanner too long. One query."""
    if not settings.SCANNER:
        return 0
    return waiting_files().filter(stored_at__lt=at - LONGEST_WAIT).count()


def drop_stale_uploads(*, at: datetime, report: Report) -> None:
    """Drop uploads that nobody finished within their days, and files that nobody handed in."""
    report.done += drop_expired_uploads(at=at) + forget_unused(at=at)


def _look_at(file: StoredFile, with_scanner: Scanner, at: datetime) -> None:
    if scan_file(file, with_scanner, at=at).is_clean:
        return
    logger.warning("file not safe", extra={"file": str(file.ref)})
    same = StoredFile.objects.filter(sha256=file.sha256, scan_state=ScanState.INFECTED)
    senders = same.select_related("stored_by__account", "stored_by_person")
    put_in_outbox(filter(None, map(_told, senders)), at=at)


def _told(file: StoredFile) -> Post | None:
    """Return the letter to whoever sent the file; None where there is no address.

    It names neither file nor person: both may say who asked for what.
    """
    moment = f"{clock.local(file.stored_at):%H:%M %d/%m/%Y}"
    if file.stored_by_person is not None:
        recipient = file.stored_by_person.email
        body = _(
            "Một tệp ông/bà gửi lúc %(moment)s không an toàn nên chưa dùng được. Ông/bà không "
            "phải lo: hồ sơ và các tệp khác vẫn còn nguyên. Xin chụp hoặc quét lại giấy tờ đó "
            "rồi gửi tệp mới."
        )
    else:
        account = file.stored_by.account if file.stored_by is not None else None
        recipient = account.email if account is not None else ""
        body = _(
            "Một tệp ông/bà lưu lúc %(moment)s không an toàn nên không ai mở được. Xin quét lại "
            "giấy tờ từ bản giấy; không còn bản giấy thì yêu cầu người nộp bổ sung (phiếu mẫu 02)."
        )
    if not recipient:
        return None
    letter = Letter(_("Cần gửi lại một tệp"), body % {"moment": moment})
    return Post(f"{NOT_SAFE}:{file.ref}", NOT_SAFE, recipient, letter)


def _tell_it_is_away(count: int, at: datetime, report: Report) -> None:
    sentence = _(
        "Bộ quét mã độc không trả lời; %(count)d tệp đang chờ, chưa ai mở được. Không tệp nào mất."
    ) % {"count": count}
    report.problems.append(("clamd", sentence))
    on = clock.day_of(at)
    letter = to_administrators(
        _("Bộ quét mã độc không trả lời"), [sentence], "/quan-tri/viec-hang-ngay/"
    )
    write_to_administrators(letter, SCANNER_AWAY, on.isoformat(), on=on, at=at)
