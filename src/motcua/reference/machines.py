"""The machines that an installation stands on: database, clock, disk, backups, keys, settings."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks
from django.db import connection

from motcua.backup.keys import KEY_FILE, find_key
from motcua.backup.shelf import OLD_AFTER, backups_in, last_rehearsal
from motcua.conf import telemetry
from motcua.conf.backups import BackupSettings
from motcua.conf.milestones import applied_here, known_here, newer_than
from motcua.kernel import clock
from motcua.reference.findings import Finding, Grade
from motcua.runtime.database import OLDEST_VERSION, VERSION_UNIT
from motcua.runtime.errors import OperatorError

SMALLEST_FREE_BYTES: Final = 2 * 1024**3
MOST_CLOCK_DRIFT: Final = timedelta(seconds=30)
REHEARSED_WITHIN: Final = timedelta(days=100)
"""A quarter, and some days to get round to it."""
SHORTEST_SECRET: Final = 50
FEWEST_LETTERS: Final = 12
"""A secret of fewer different characters was typed, not drawn."""
_SERVER: Final = """
SELECT current_setting('server_version'), current_setting('server_version_num')::int,
       current_setting('server_encoding'), pg_is_in_recovery(),
       current_setting('default_transaction_read_only') = 'on',
       has_schema_privilege(current_schema(), 'CREATE'),
       to_regclass('django_migrations') IS NULL
       OR has_table_privilege('django_migrations', 'INSERT, UPDATE, DELETE')
"""
_NOON: Final = datetime(2026, 1, 1, 5, tzinfo=UTC)
"""Noon in Vietnam."""


def look_at_database() -> Finding:
    """See that the server is new enough, stores every letter and lets us write."""
    subject = "Cơ sở dữ liệu"
    with connection.cursor() as cursor:
        cursor.execute(_SERVER)
        version, number, encoding, is_copy, is_read_only, may_make, may_write = cursor.fetchone()
    if number // VERSION_UNIT < OLDEST_VERSION:
        return Finding(
            subject,
            Grade.BAD,
            f"PostgreSQL {version} quá cũ.",
            f"Nâng cấp máy chủ lên PostgreSQL {OLDEST_VERSION} trở lên.",
        )
    if encoding != "UTF8":
        return Finding(
            subject,
            Grade.BAD,
            f"Bảng mã là {encoding}: không giữ được mọi chữ tiếng Việt.",
            "Tạo cơ sở dữ liệu mới bằng ENCODING 'UTF8' rồi khôi phục vào đó.",
        )
    if is_copy or is_read_only:
        return Finding(
            subject,
            Grade.BAD,
            "Máy chủ này chỉ cho đọc: là bản sao, hoặc đã bị đặt chỉ đọc.",
            "Đặt DATABASE_URL tới máy chủ chính.",
        )
    if not may_make or not may_write:
        return Finding(
            subject,
            Grade.BAD,
            "Người dùng của cơ sở dữ liệu không có quyền ghi hoặc tạo bảng.",
            "Cho người dùng ấy làm chủ cơ sở dữ liệu: ALTER DATABASE … OWNER TO …",
        )
    return Finding(subject, Grade.GOOD, f"PostgreSQL {version} trả lời, bảng mã UTF8, ghi được.")


def look_at_tables() -> Finding:
    """See that the tables are those of this program, no older and no newer."""
    subject = "Cấu trúc dữ liệu"
    applied, known = applied_here(), known_here()
    if newer := newer_than(known, applied):
        return Finding(
            subject,
            Grade.BAD,
            f"Mới hơn chương trình: có {newer[0][0]}.{newer[0][1]} mà bản này không biết.",
            "Cài lại bản Một Cửa mới hơn đã chạy ở đây.",
        )
    if missing := known - applied:
        return Finding(
            subject,
            Grade.BAD,
            f"Còn thiếu {len(missing)} bước cập nhật.",
            "Chạy “motcua database migrate”, hoặc “motcua init” nếu là nơi mới.",
        )
    return Finding(subject, Grade.GOOD, f"Đủ {len(known)} bước cập nhật.")


def look_at_clock(at: datetime) -> Finding:
    """Compare this machine's clock with the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    drift = abs(theirs - at)
    if drift > MOST_CLOCK_DRIFT:
        return Finding(
            "Đồng hồ",
            Grade.BAD,
            f"Máy này và máy cơ sở dữ liệu lệch nhau {drift.total_seconds():.0f} giây.",
            "Bật đồng bộ giờ (NTP) trên cả hai máy: giờ tiếp nhận quyết định ngày hẹn trả.",
        )
    return Finding("Đồng hồ", Grade.GOOD, f"{clock.local(at):%H:%M %d/%m/%Y}, giờ Việt Nam.")


def look_at_time_zone() -> Finding:
    """See that this machine and the database's know what the time is in Vietnam."""
    subject = "Múi giờ"
    advice = "Cài dữ liệu múi giờ (gói tzdata) trên máy ấy rồi chạy lại."
    try:
        ours = _NOON.astimezone(ZoneInfo(settings.TIME_ZONE)).hour
    except ZoneInfoNotFoundError:
        return Finding(subject, Grade.BAD, "Máy này không có dữ liệu múi giờ Việt Nam.", advice)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_timezone_names WHERE name = %s AND utc_offset = '7 hours'",
            [settings.TIME_ZONE],
        )
        (theirs,) = cursor.fetchone()
    if ours != _NOON.hour + 7 or not theirs:
        return Finding(subject, Grade.BAD, "Giờ Việt Nam không phải UTC+7 ở đây.", advice)
    return Finding(subject, Grade.GOOD, "Giờ Việt Nam là UTC+7 ở cả hai nơi.")


def look_at_disks() -> list[Finding]:
    """Look at the disk of data, and at that of backups where it is another."""
    data, backups = Path(settings.DATA_FOLDER), settings.BACKUPS.folder
    findings = [look_at_disk(data)]
    if backups.exists() and backups.stat().st_dev != data.stat().st_dev:
        findings.append(look_at_disk(backups))
    return findings


def look_at_disk(folder: Path) -> Finding:
    """See that there is room where files are kept, and that they can be written."""
    if not os.access(folder, os.W_OK):
        return Finding(
            "Đĩa",
            Grade.BAD,
            f"Không ghi được vào {folder}.",
            "Sửa quyền của thư mục cho người dùng chạy Một Cửa.",
        )
    free = shutil.disk_usage(folder).free
    room = f"{free / 1024**3:.1f} GB".replace(".", ",")
    if free < SMALLEST_FREE_BYTES:
        return Finding(
            "Đĩa",
            Grade.BAD,
            f"Chỉ còn trống {room} ở {folder}.",
            "Dọn bớt hoặc chuyển MOTCUA_DATA sang đĩa lớn hơn trước khi đầy.",
        )
    return Finding("Đĩa", Grade.GOOD, f"Còn trống {room}.")


def look_at_backups(at: datetime) -> list[Finding]:
    """See that there is a fresh backup, and that its key does not lie on the same disk only."""
    chosen = settings.BACKUPS
    newest = next(iter(backups_in(chosen.folder)), None)
    findings = []
    if newest is None:
        findings.append(
            Finding(
                "Sao lưu",
                Grade.WARNING,
                f"Chưa có bản sao lưu nào trong {chosen.folder}.",
                "Chạy “motcua backup”; sau đó hệ thống tự làm mỗi đêm.",
            )
        )
    else:
        age = at - newest.made_at
        is_old = age > OLD_AFTER
        findings.append(
            Finding(
                "Sao lưu",
                Grade.BAD if is_old else Grade.GOOD,
                f"Bản mới nhất lúc {newest.made_at:%H:%M %d/%m/%Y}, cách đây "
                f"{age // timedelta(hours=1)} giờ.",
                "Xem lý do ở trang quản trị, mục Việc hằng ngày; chạy “motcua backup” để làm ngay."
                if is_old
                else "",
            )
        )
    return [*findings, *_look_at_backup_key(chosen)]


def _look_at_backup_key(chosen: BackupSettings) -> list[Finding]:
    subject = "Khóa sao lưu"
    if chosen.key is None:
        return [
            Finding(
                subject,
                Grade.WARNING,
                "Khóa chỉ nằm cùng đĩa với dữ liệu: hỏng đĩa là không mở được bản sao lưu nào.",
                f"Chép {settings.DATA_FOLDER / KEY_FILE} sang nơi khác, đặt MOTCUA_BACKUP_KEY.",
            )
        ]
    try:
        find_key(chosen.key, settings.DATA_FOLDER)
    except OperatorError as error:
        return [Finding(subject, Grade.BAD, str(error), "Sửa MOTCUA_BACKUP_KEY rồi chạy lại.")]
    return []


def look_at_rehearsal(at: datetime) -> Finding:
    """Say when a restore was last rehearsed: a backup that nobody has opened is a hope."""
    subject = "Diễn tập khôi phục"
    advice = "Chạy “motcua restore --rehearse TỆP”: nạp thử, so, rồi bỏ; dữ liệu không đổi."
    last = last_rehearsal(settings.BACKUPS.folder)
    if last is None:
        return Finding(subject, Grade.WARNING, "Chưa diễn tập lần nào.", advice)
    days = (at - last).days
    if at - last > REHEARSED_WITHIN:
        return Finding(subject, Grade.WARNING, f"Lần cuối cách đây {days} ngày.", advice)
    return Finding(subject, Grade.GOOD, f"Lần cuối ngày {clock.local(last):%d/%m/%Y}, đã khớp.")


def look_at_secrets() -> list[Finding]:
    """See that secrets are long and drawn, and that nobody else of the machine reads them."""
    subject = "Khóa bí mật"
    return [
        Finding(subject, Grade.BAD, sentence, advice) for sentence, advice in _weak_secrets()
    ] or [Finding(subject, Grade.GOOD, "Đủ dài, không ai khác trên máy đọc được.")]


def _weak_secrets() -> Iterator[tuple[str, str]]:
    draw = "Tạo khóa mới: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or _is_poor(settings.SECRET_KEY):
        yield "MOTCUA_SECRET_KEY quá ngắn hoặc dễ đoán.", f"{draw}; đổi khóa thì mọi phiên hết."
    if _is_poor(settings.NUMBER_KEY):
        yield "MOTCUA_NUMBER_KEY dễ đoán.", draw
    if settings.METRICS_TOKEN and (
        len(settings.METRICS_TOKEN) < SHORTEST_SECRET // 2 or _is_poor(settings.METRICS_TOKEN)
    ):
        yield "MOTCUA_METRICS_TOKEN quá ngắn hoặc dễ đoán.", draw
    for name in ("secret-key", KEY_FILE):
        path = settings.DATA_FOLDER / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"Người khác trên máy đọc được {path}.", f"Chạy “chmod 600 {path}”."


def _is_poor(secret: str) -> bool:
    return len(set(secret)) < FEWEST_LETTERS


def look_at_production() -> list[Finding]:
    """See that this is set up to serve citizens: encrypted, as itself, by Django's own checks."""
    subject = "Chạy thật"
    if not settings.PRODUCTION:
        return [
            Finding(
                subject,
                Grade.WARNING,
                "Đang chạy kiểu thử: không buộc HTTPS, không buộc quét mã độc.",
                "Khi phục vụ người dân, đặt MOTCUA_PRODUCTION=true và các biến đi kèm.",
            )
        ]
    said = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    findings = [
        Finding(subject, Grade.BAD, f"{one.id}: {one.msg}", "Bỏ biến làm yếu thiết lập này.")
        for one in said
        if not one.is_silenced()
    ]
    return findings or [
        Finding(subject, Grade.GOOD, "Buộc HTTPS, cookie an toàn, tên miền đã khai.")
    ]


def look_at_telemetry() -> Finding:
    """See that what a setting asks for is installed."""
    subject = "Dấu vết OpenTelemetry"
    where = telemetry.endpoint()
    if not where:
        return Finding(subject, Grade.GOOD, f"Không gửi ({telemetry.VARIABLE} chưa đặt).")
    if not telemetry.is_installed():
        return Finding(
            subject,
            Grade.BAD,
            f"{telemetry.VARIABLE} đã đặt nhưng thiếu phần thêm nên không gửi được gì.",
            f'Cài bằng: pip install "{telemetry.EXTRA}" rồi khởi động lại, hoặc bỏ biến này.',
        )
    host = urlsplit(where).hostname
    if not host:
        return Finding(
            subject,
            Grade.BAD,
            f"{telemetry.VARIABLE} không phải địa chỉ.",
            "Ghi như http://collector.tinh.gov.vn:4318.",
        )
    return Finding(subject, Grade.GOOD, f"Gửi tới {host}.")
