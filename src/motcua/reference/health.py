"""What the trade needs to work: people, agencies, calendars, procedures, forms, the ledger."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final

from motcua.agencies.models import Agency, CalendarDay, CalendarLayer, CalendarVersion, Officer
from motcua.agencies.roles import Role
from motcua.documents.form_layouts import FormKind
from motcua.documents.models import FormTemplate
from motcua.dossiers.closing import days_to_close
from motcua.dossiers.seal_checks import check_guards
from motcua.kernel.workdays import Calendar, missing_years
from motcua.procedures.models import Procedure
from motcua.reference.findings import Finding, Grade

MONTHS_AHEAD: Final = 14
MOST_OPEN_DAYS: Final = 1
"""Just after midnight the day before is still open."""


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
    missing = _years_not_published(on)
    horizon = on + timedelta(days=round(MONTHS_AHEAD * 30.5))
    proposed = CalendarDay.objects.filter(
        status=CalendarDay.Status.PROPOSED, date__gt=on, date__lte=horizon
    ).order_by("date")
    advice = "Khi có quyết định, mở trang quản trị, mục Lịch làm việc, nhập và công bố năm đó."
    findings = []
    if missing:
        years = ", ".join(f"{year} ({missing[year]} cơ quan)" for year in sorted(missing))
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


def _years_not_published(on: date) -> Counter[int]:
    """Return, of every agency's calendar, the years of the next months that it does not know.

    With how many agencies each concerns. Agencies share few calendars.
    """
    agencies = Agency.objects.valid_on(on).exclude(calendar_version=None)
    of_each = Counter(agencies.values_list("calendar_version_id", flat=True))
    missing: Counter[int] = Counter()
    for version in CalendarVersion.objects.filter(pk__in=of_each).iterator():
        for year in missing_years(Calendar.from_dict(version.content), on, MONTHS_AHEAD):
            missing[year] += of_each[version.pk]
    return missing


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
