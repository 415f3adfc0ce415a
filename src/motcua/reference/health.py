"""What can be wrong with an installation, each with what to do. Looks, changes nothing."""

import shutil
import smtplib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from motcua.agencies.models import Agency, CalendarDay, CalendarLayer, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.backup.keys import KEY_FILE, find_key
from motcua.backup.shelf import OLD_AFTER, backups_in
from motcua.conf.backups import BackupSettings
from motcua.documents.form_layouts import FormKind
from motcua.documents.models import FormTemplate
from motcua.dossiers.closing import days_to_close
from motcua.dossiers.seal_checks import check_guards
from motcua.kernel import clock
from motcua.kernel.workdays import missing_years
from motcua.notifications.models import Message, MessageState
from motcua.procedures.models import Procedure
from motcua.runtime.errors import OperatorError

MONTHS_AHEAD: Final = 14
SMALLEST_FREE_BYTES: Final = 2 * 1024**3
MOST_CLOCK_DRIFT: Final = timedelta(seconds=30)
MAIL_SECONDS: Final = 5
MOST_OPEN_DAYS: Final = 1
"""Just after midnight the day before is still open."""


class Grade(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not good."""

    subject: str
    grade: Grade
    sentence: str
    advice: str = ""


def look_at_everything(*, at: datetime) -> list[Finding]:
    """Return a finding for each thing an installation stands on."""
    on = clock.day_of(at)
    return [
        look_at_database(),
        look_at_clock(at),
        look_at_people(on),
        look_at_agencies(on),
        *look_at_calendars(on),
        look_at_catalogue(),
        look_at_forms(on),
        look_at_mail(),
        look_at_disk(Path(settings.DATA_FOLDER)),
        *look_at_backups(at),
        look_at_ledger(at),
    ]


def look_at_database() -> Finding:
    """Say which server answers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return Finding("Cơ sở dữ liệu", Grade.GOOD, f"PostgreSQL {version} trả lời.")


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


def look_at_people(on: date) -> Finding:
    """See that somebody can administer."""
    administrators = Officer.objects.filter(
        is_active=True, account__is_active=True, assignments__role=Role.ADMINISTRATOR
    ).distinct()
    held = sum(
        any(a.role == Role.ADMINISTRATOR and a.is_valid_on(on) for a in officer.assignments.all())
        for officer in administrators.prefetch_related("assignments")
    )
    if not held:
        return Finding(
            "Quản trị",
            Grade.BAD,
            "Chưa có ai giữ vai trò quản trị hệ thống.",
            "Chạy “motcua init” cho nơi mới, hoặc “motcua user roles TÊN --give administrator”.",
        )
    return Finding("Quản trị", Grade.GOOD, f"{held} người giữ vai trò quản trị.")


def look_at_agencies(on: date) -> Finding:
    """See that there is an agency, and that each has a calendar to promise by."""
    agencies = Agency.objects.valid_on(on)
    if not agencies.exists():
        return Finding(
            "Cơ quan",
            Grade.BAD,
            "Chưa có cơ quan nào đang hoạt động.",
            "Chạy “motcua import agencies TỆP” hoặc thêm ở trang quản trị.",
        )
    without = agencies.filter(calendar_version__isnull=True).count()
    if without:
        return Finding(
            "Cơ quan",
            Grade.BAD,
            f"{without} cơ quan chưa có lịch làm việc nên không hẹn ngày được.",
            "Mở trang quản trị, mục Lịch làm việc, và lưu lại lịch.",
        )
    return Finding("Cơ quan", Grade.GOOD, f"{agencies.count()} cơ quan, đều có lịch làm việc.")


def look_at_calendars(on: date) -> list[Finding]:
    """See that the days off of the next 14 months are published, and not only proposed."""
    if not CalendarLayer.objects.filter(province=None, agency=None).exists():
        return [
            Finding(
                "Lịch cả nước",
                Grade.BAD,
                "Chưa có lịch làm việc chung.",
                "Chạy “motcua init”, hoặc lập lịch ở trang quản trị.",
            )
        ]
    agency = Agency.objects.valid_on(on).filter(calendar_version__isnull=False).first()
    missing = missing_years(calendar_of(agency), on, MONTHS_AHEAD) if agency else []
    horizon = on + timedelta(days=round(MONTHS_AHEAD * 30.5))
    proposed = CalendarDay.objects.filter(
        status=CalendarDay.Status.PROPOSED, date__gt=on, date__lte=horizon
    ).order_by("date")
    advice = "Khi có quyết định, mở trang quản trị, mục Lịch làm việc, nhập và công bố năm đó."
    findings = []
    if missing:
        years = ", ".join(map(str, missing))
        findings.append(
            Finding(
                "Lịch 14 tháng tới",
                Grade.BAD,
                f"Chưa công bố ngày nghỉ năm {years}: ngày hẹn rơi vào năm đó chỉ là dự kiến.",
                advice,
            )
        )
    if proposed:
        first = proposed[0]
        findings.append(
            Finding(
                "Ngày nghỉ đề xuất",
                Grade.WARNING,
                f"{len(proposed)} ngày mới là đề xuất, đầu tiên là {first.date:%d/%m/%Y} "
                f"({first.title}).",
                advice,
            )
        )
    return findings or [Finding("Lịch 14 tháng tới", Grade.GOOD, "Ngày nghỉ đã công bố đủ.")]


def look_at_catalogue() -> Finding:
    """Count what can be accepted."""
    total = Procedure.objects.filter(is_active=True).count()
    if not total:
        return Finding(
            "Danh mục thủ tục",
            Grade.BAD,
            "Chưa có thủ tục nào.",
            "Chạy “motcua import procedures --shipped”.",
        )
    doubtful = Procedure.objects.filter(is_active=True).exclude(current_version__warnings=[])
    return Finding(
        "Danh mục thủ tục",
        Grade.GOOD,
        f"{_number(total)} thủ tục, {_number(doubtful.count())} có điểm cần đọc lại "
        "(xem ở trang quản trị).",
    )


def look_at_forms(on: date) -> Finding:
    """See that each official form has a layout in force."""
    there = set(FormTemplate.objects.valid_on(on).values_list("kind", flat=True))
    lacking = [kind.value for kind in FormKind if kind.value not in there]
    if lacking:
        return Finding(
            "Mẫu biểu",
            Grade.BAD,
            f"Không có mẫu đang áp dụng cho: {', '.join(lacking)}.",
            "Thêm mẫu ở trang quản trị, mục Mẫu biểu.",
        )
    return Finding("Mẫu biểu", Grade.GOOD, f"{len(there)} mẫu đang áp dụng.")


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


def look_at_disk(folder: Path) -> Finding:
    """See that there is room where files are kept."""
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


def look_at_ledger(at: datetime) -> Finding:
    """Say whether the ledger is guarded and the days that are over are closed."""
    broken = check_guards()
    if broken:
        return Finding(
            "Sổ ghi việc",
            Grade.BAD,
            f"{broken[0].sentence}.",
            "Có người đã động vào bộ khóa của sổ. Hãy chạy “motcua verify” và giữ nguyên máy.",
        )
    waiting = days_to_close(at)
    if len(waiting) > MOST_OPEN_DAYS:
        return Finding(
            "Sổ ghi việc",
            Grade.WARNING,
            f"Còn {len(waiting)} ngày chưa khóa sổ, từ {waiting[0]:%d/%m/%Y}.",
            "Chạy “motcua daily --job close”; lệnh nói vì sao chưa khóa được.",
        )
    return Finding("Sổ ghi việc", Grade.GOOD, "Được giữ nguyên, những ngày đã hết đã khóa.")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
