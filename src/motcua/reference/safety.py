"""Whether what is here would come back: the second place of backups, the archived log."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from motcua.backup import base, wal
from motcua.backup.second import Noted, noted
from motcua.backup.shelf import OLD_AFTER, made_at
from motcua.conf.backups import SecondPlace, place_of
from motcua.kernel import clock
from motcua.reference.findings import Finding, Grade
from motcua.runtime.errors import OperatorError

_SECOND: Final = "Nơi sao lưu thứ hai"
LATE_AFTER: Final = timedelta(minutes=15)
"""A piece of the log is handed over each minute in which anything was written."""
BASE_OLD_AFTER: Final = timedelta(days=8)
_ARCHIVER: Final = """
    SELECT current_setting('archive_mode'), last_archived_time, last_failed_time
    FROM pg_stat_archiver
"""


def look_at_second_place(at: datetime) -> list[Finding]:
    """See that the newest copy at the second place is fresh, and still there."""
    second: SecondPlace | None = settings.BACKUPS.second
    if second is not None:
        return [_look_at(second, noted(settings.BACKUPS.folder), at)]
    if not settings.BACKUPS.is_nightly:
        return []
    return [
        Finding(
            _SECOND,
            Grade.WARNING,
            "Chưa có: hỏng máy hay cháy phòng máy là mất cả dữ liệu lẫn bản sao lưu.",
            "Đặt MOTCUA_BACKUP_SECOND là thư mục của máy khác hoặc s3://kho/thư-mục.",
        )
    ]


def _look_at(second: SecondPlace, last: Noted | None, at: datetime) -> Finding:
    advice = "Chạy “motcua backup --copy-only” và sửa điều lệnh ấy nêu."
    if last is None:
        return Finding(_SECOND, Grade.BAD, "Chưa chép được bản nào sang đó.", advice)
    told = f"{last.place}: bản lúc {clock.local(last.made_at):%H:%M %d/%m/%Y}"
    if at - last.made_at > OLD_AFTER:
        return Finding(_SECOND, Grade.BAD, f"{told}, đã quá cũ.", advice)
    try:
        is_there = last.made_at in {made_at(name) for name in place_of(second).names()}
    except OperatorError as error:
        return Finding(_SECOND, Grade.BAD, str(error), advice)
    if not is_there:
        return Finding(_SECOND, Grade.BAD, f"{told}, nay không còn ở đó.", advice)
    if _shares_disk(second.folder):
        advice = "Xem ổ hay thư mục mạng đã gắn chưa; đặt MOTCUA_BACKUP_SECOND sang máy khác."
        sentence = f"{told}, nhưng cùng đĩa với bản thứ nhất."
        return Finding(_SECOND, Grade.WARNING, sentence, advice)
    return Finding(_SECOND, Grade.GOOD, f"{told}, đọc lại khớp.")


def look_at_wal(at: datetime) -> list[Finding]:
    """See that the log is archived, and that there is a base backup under it."""
    subject = "Kho WAL"
    folder: Path | None = settings.BACKUPS.wal
    with connection.cursor() as cursor:
        cursor.execute(_ARCHIVER)
        mode, archived_at, failed_at = cursor.fetchone()
    if mode == "off":
        if folder is None:
            return []
        advice = "PostgreSQL đi kèm: khởi động lại. Máy chủ riêng: đặt archive_mode=on."
        return [Finding(subject, Grade.BAD, "PostgreSQL chưa lưu WAL.", advice)]
    advice = "Xem nhật ký PostgreSQL, sửa điều được nêu; WAL được giữ lại và tự lưu tiếp."
    if failed_at is not None and (archived_at is None or failed_at > archived_at):
        sentence = f"Không lưu được WAL, lần cuối thử lúc {clock.local(failed_at):%H:%M %d/%m/%Y}."
        return [Finding(subject, Grade.BAD, sentence, advice)]
    if archived_at is None or at - archived_at > LATE_AFTER:
        return [Finding(subject, Grade.WARNING, f"{_until(archived_at)}.", advice)]
    good = Finding(subject, Grade.GOOD, f"{_until(archived_at)}.")
    return [good, *([] if folder is None else _look_at_bases(folder, at))]


def _look_at_bases(folder: Path, at: datetime) -> list[Finding]:
    subject, advice = "Bản nền", "Chạy “motcua base-backup”."
    try:
        kept = wal.find(folder)
    except OperatorError as error:
        return [Finding(subject, Grade.BAD, str(error), "Gắn lại ổ chứa kho.")]
    there = base.bases_in(folder)
    if not there:
        return [Finding(subject, Grade.BAD, "Chưa có: WAL một mình không khôi phục được.", advice)]
    first = there[0].first
    holes = [one for one in wal.gaps(wal.segments(kept)) if one.number >= first.number]
    if holes:
        sentence = f"Kho thiếu {kept.name(holes[0])}: không về được lúc sau đó."
        return [Finding(subject, Grade.BAD, sentence, advice)]
    told = f"Bản mới nhất lúc {clock.local(there[0].ended_at):%H:%M %d/%m/%Y}."
    if at - there[0].ended_at > BASE_OLD_AFTER:
        return [Finding(subject, Grade.WARNING, f"{told} Khôi phục sẽ lâu.", advice)]
    return [Finding(subject, Grade.GOOD, told)]


def _until(archived_at: datetime | None) -> str:
    if archived_at is None:
        return "Chưa lưu tệp WAL nào"
    return f"Lưu lần cuối lúc {clock.local(archived_at):%H:%M %d/%m/%Y}"


def _shares_disk(folder: Path | None) -> bool:
    return folder is not None and folder.stat().st_dev == settings.BACKUPS.folder.stat().st_dev
