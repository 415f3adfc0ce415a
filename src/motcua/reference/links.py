"""What the product works with: queue, outbox, mail, scanner, store of files, keys, daily jobs."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from motcua.conf.lateness import late_jobs
from motcua.conf.measures import SILENT_SECONDS, Outbox, Queue, heartbeat_age
from motcua.documents.scanning import Scanner, waiting_files
from motcua.documents.storage import storage
from motcua.dossiers.models import JobRun
from motcua.exchange.portal.outgoing import is_joined
from motcua.exchange.portal.outgoing_figures import standing
from motcua.kernel import clock
from motcua.notifications.models import Message, MessageState
from motcua.reference.findings import Finding, Grade
from motcua.signatures.certificates import as_cryptography
from motcua.signatures.models import SigningIdentity
from motcua.signatures.selectors import certificates_of

MAIL_SECONDS: Final = 5
SCANNER_SECONDS: Final = 3.0
LONGEST_QUEUE: Final = timedelta(minutes=10)
LONGEST_OUTBOX: Final = timedelta(hours=1)
ENDING_WITHIN: Final = timedelta(days=30)
_MOST_NAMED: Final = 5
_NO_SUCH_CONTENT: Final = "0" * 64


def look_at_queue(at: datetime) -> Finding:
    """See that a worker is at work and keeps up with its queue."""
    subject = "Tiến trình nền"
    start = "Khởi động lại tiến trình nền (systemctl restart motcua-worker, hoặc motcua serve)."
    age = heartbeat_age(at)
    if age is None or age > SILENT_SECONDS:
        since = "chưa hề chạy" if age is None else f"im lặng {_span(age)}"
        sentence = f"Không có tiến trình nền nào ({since}): thư, chữ ký, việc hằng ngày đứng lại."
        return Finding(subject, Grade.BAD, sentence, start)
    queue = Queue(at)
    if queue.oldest_seconds > LONGEST_QUEUE.total_seconds():
        return Finding(
            subject,
            Grade.BAD,
            f"{queue.waiting} việc chờ, việc lâu nhất {_span(queue.oldest_seconds)}.",
            "Chạy thêm một tiến trình nền; nếu vẫn chờ, xem nhật ký của nó.",
        )
    if queue.failed:
        return Finding(
            subject,
            Grade.WARNING,
            f"{queue.failed} việc hỏng trong một ngày qua.",
            "Xem nhật ký của tiến trình nền; việc hằng ngày tự chạy lại.",
        )
    return Finding(subject, Grade.GOOD, f"Trả lời {age:.0f} giây trước, {queue.waiting} việc chờ.")


def look_at_outbox(at: datetime) -> Finding:
    """See that what was written leaves."""
    subject = "Hộp thư đi"
    outbox = Outbox(at)
    if outbox.oldest_seconds > LONGEST_OUTBOX.total_seconds():
        return Finding(
            subject,
            Grade.BAD,
            f"{outbox.waiting} thư chờ gửi, thư lâu nhất {_span(outbox.oldest_seconds)}.",
            "Xem dòng “Thư điện tử” và “Tiến trình nền”; thư tự đi khi nơi nhận trả lời.",
        )
    return Finding(subject, Grade.GOOD, f"{outbox.waiting} thư chờ gửi.")


def look_at_portal(at: datetime) -> list[Finding]:
    """See that the national portal takes what it is told, where this system has joined."""
    if not is_joined():
        return []
    subject, found = "Cổng quốc gia", standing()
    page = "Mở trang quản trị, mục Cổng quốc gia, xem lý do."
    if found.is_late(at):
        sentence = f"{found.waiting} lần đồng bộ chờ, lâu nhất {_span(found.oldest_seconds(at))}."
        return [Finding(subject, Grade.BAD, sentence, page)]
    if found.refused:
        sentence = f"{found.refused} lần đồng bộ bị từ chối."
        return [Finding(subject, Grade.WARNING, sentence, page)]
    return [Finding(subject, Grade.GOOD, f"{found.waiting} lần đồng bộ chờ gửi.")]


def look_at_mail() -> Finding:
    """See that mail can leave, and that none is stuck."""
    if not settings.MAIL_IS_CONFIGURED:
        return Finding(
            "Thư điện tử",
            Grade.WARNING,
            "Chưa khai máy chủ gửi thư: thư chỉ hiện ở hộp thư trình diễn.",
            "Đặt MOTCUA_SMTP_HOST và MOTCUA_MAIL_FROM rồi chạy lại.",
        )
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=MAIL_SECONDS):
            pass
    except (OSError, smtplib.SMTPException):
        return Finding(
            "Thư điện tử",
            Grade.BAD,
            f"Máy chủ gửi thư {place} không trả lời.",
            "Kiểm tra MOTCUA_SMTP_HOST, MOTCUA_SMTP_PORT và đường mạng.",
        )
    failed = Message.objects.filter(state=MessageState.FAILED).count()
    if failed:
        return Finding(
            "Thư điện tử",
            Grade.WARNING,
            f"{place} trả lời, nhưng {failed} thư không gửi được.",
            "Mở trang quản trị, mục Thư đi, xem lý do và gửi lại.",
        )
    return Finding("Thư điện tử", Grade.GOOD, f"{place} trả lời.")


def look_at_scanner() -> Finding:
    """See that the scanner answers, and that no file waits for it."""
    subject = "Quét mã độc"
    if not settings.SCANNER:
        return Finding(
            subject,
            Grade.WARNING,
            "Chưa có bộ quét: tệp người dân gửi mở được mà chưa quét.",
            "Cài clamd và đặt MOTCUA_CLAMD.",
        )
    if not Scanner(settings.SCANNER, seconds=SCANNER_SECONDS).is_there():
        return Finding(
            subject,
            Grade.BAD,
            f"{settings.SCANNER} không trả lời: cán bộ chưa mở được tệp mới.",
            "Khởi động lại clamd (systemctl restart clamav-daemon).",
        )
    return Finding(
        subject, Grade.GOOD, f"{settings.SCANNER} trả lời, {waiting_files().count()} tệp chờ."
    )


def look_at_store() -> list[Finding]:
    """See that the S3 store answers, where files are kept in one."""
    chosen = settings.S3_STORE
    if chosen is None:
        return []
    subject, place = "Kho tệp S3", f"{chosen.endpoint or 'AWS'}, kho {chosen.bucket}"
    try:
        storage().has(_NO_SUCH_CONTENT)
    except Exception as error:  # noqa: BLE001 - whatever the client raises, it does not answer
        said = type(error).__name__
        advice = "Kiểm tra các biến MOTCUA_S3_… và đường mạng tới kho."
        return [Finding(subject, Grade.BAD, f"{place} không trả lời ({said}).", advice)]
    return [Finding(subject, Grade.GOOD, f"{place} trả lời.")]


def look_at_identities(at: datetime) -> list[Finding]:
    """Name the certificates in use that have ended, or end within a month."""
    subject = "Chữ ký số"
    ended, ending, count = [], [], 0
    for owner, ends_at in _certificates(at):
        count += 1
        if ends_at <= at:
            ended.append(owner)
        elif ends_at <= at + ENDING_WITHIN:
            ending.append(owner)
    advice = "Xin cấp chứng thư mới rồi khai ở trang quản trị, mục Chữ ký số."
    findings = []
    if ended:
        sentence = f"{len(ended)} chứng thư đã hết hạn: {_named(ended)}."
        findings.append(Finding(subject, Grade.BAD, sentence, advice))
    if ending:
        sentence = f"{len(ending)} chứng thư hết hạn trong 30 ngày: {_named(ending)}."
        findings.append(Finding(subject, Grade.WARNING, sentence, advice))
    sentence = f"{count} chứng thư đang dùng, còn hạn." if count else "Chưa ai khai chứng thư."
    return findings or [Finding(subject, Grade.GOOD, sentence)]


def _certificates(at: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield who signs and until when the certificate holds; citizens' are nobody's business."""
    used = SigningIdentity.objects.valid_on(clock.day_of(at)).filter(person=None)
    for row in used.select_related("officer", "agency").iterator():
        ends_at = as_cryptography(certificates_of(row)[0]).not_valid_after_utc
        yield row.agency.name if row.agency else str(row.officer), ends_at


def look_at_daily_jobs(at: datetime) -> Finding:
    """Name the daily jobs that are late or broke off."""
    subject = "Việc hằng ngày"
    last = {row.name: row for row in JobRun.objects.all()}
    if late := late_jobs(at, last):
        return Finding(
            subject,
            Grade.BAD,
            f"Lỡ giờ hoặc dở dang: {_named([job.label for job in late])}.",
            "Mở trang quản trị, mục Việc hằng ngày, xem lý do và chạy tay.",
        )
    if not last:
        return Finding(
            subject,
            Grade.WARNING,
            "Chưa chạy lần nào.",
            "Chạy tiến trình nền; nó tự làm đúng giờ.",
        )
    return Finding(subject, Grade.GOOD, f"{len(last)} việc chạy đúng giờ.")


def _named(names: list[str]) -> str:
    more = "…" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes < 120 else f"{minutes // 60} giờ"  # noqa: PLR2004, hours
