"""The administrator's first page: what needs a decision, and where everything is."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency, CalendarDay, CalendarVersion, Officer
from motcua.demo.progress import demo_progress
from motcua.dossiers.daily.outbox import stuck_mail
from motcua.dossiers.daily.scans import stuck_scans
from motcua.dossiers.stuck import FOR_ADMINISTRATORS, stuck_counts
from motcua.kernel import clock
from motcua.kernel.workdays import Calendar, missing_years
from motcua.notifications.models import Message, MessageState
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.web.access import StaffRequest
from motcua.web.formats import number
from motcua.web.manage import portal_in
from motcua.web.manage.access import reads
from motcua.web.manage.daily import late_jobs
from motcua.web.manage.sections import sections


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that waits for an administrator. ``kind`` is that of a notice."""

    kind: str
    text: str
    address: str
    action: str


@reads
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Show concerns, then every section with its count."""
    counts = _counts()
    context = {
        "concerns": _concerns(counts),
        "sections": sections(counts),
        "progress": demo_progress() if settings.DEMO else None,
    }
    return render(request, "manage/home.html", context)


def _counts() -> dict[str, int]:
    """Return the figures of the page, five statements."""
    today = clock.today()
    counts = Procedure.objects.aggregate(
        procedures=Count("pk"),
        faulty=Count(
            "pk", filter=Q(current_version__isnull=False) & ~Q(current_version__warnings=[])
        ),
    )
    counts |= ProcedureVersion.objects.aggregate(
        drafts=Count("pk", filter=Q(status=ProcedureVersion.Status.DRAFT))
    )
    counts |= Message.objects.aggregate(
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        waiting=Count("pk", filter=Q(state=MessageState.WAITING)),
    )
    counts |= Officer.objects.aggregate(
        officers=Count("pk", filter=Q(is_active=True)),
        without_account=Count("pk", filter=Q(is_active=True, account__isnull=True)),
    )
    counts |= Agency.objects.valid_on(today).aggregate(
        agencies=Count("pk"), without_calendar=Count("pk", filter=Q(calendar_version=None))
    )
    return counts


def _concerns_of_the_portal() -> list[Concern]:
    """Return what came from the national portal and waits. Two queries."""
    waiting = portal_in.counts()
    told = (
        (
            "late",
            waiting["left"],
            _("%(n)s mục của Cổng quốc gia chưa nhận được."),
            "manage:portal-in",
            _("Xem vì sao"),
        ),
        (
            "info",
            waiting["proposals"],
            _("Cổng quốc gia đề xuất sửa %(n)s thủ tục."),
            "manage:proposals",
            _("Xem đề xuất"),
        ),
    )
    return [
        Concern(kind, text % {"n": number(count)}, reverse(name), action)
        for kind, count, text, name, action in told
        if count
    ]


def _concerns(counts: dict[str, int]) -> list[Concern]:
    concerns = _calendar_concerns()
    if counts["without_calendar"]:
        concerns.append(
            Concern(
                "late",
                _("%(count)s cơ quan chưa có lịch làm việc nên chưa tiếp nhận được hồ sơ.")
                % {"count": number(counts["without_calendar"])},
                reverse("manage:calendars"),
                _("Lập lịch"),
            )
        )
    if counts["failed"]:
        concerns.append(
            Concern(
                "late",
                _("%(count)s thư không gửi được sau nhiều lần thử.")
                % {"count": number(counts["failed"])},
                reverse("manage:messages", query={"loc": MessageState.FAILED}),
                _("Xem và gửi lại"),
            )
        )
    concerns += _concerns_of_the_portal()
    concerns += _concerns_of_the_day()
    if counts["drafts"]:
        concerns.append(
            Concern(
                "info",
                _("%(count)s bản thảo thủ tục chưa công bố.")
                % {"count": number(counts["drafts"])},
                reverse("manage:procedures", query={"loc": "ban-thao"}),
                _("Xem bản thảo"),
            )
        )
    if counts["faulty"]:
        concerns.append(
            Concern(
                "soon",
                _("%(count)s thủ tục có điểm nghi ngờ trong dữ liệu công bố.")
                % {"count": number(counts["faulty"])},
                reverse("manage:faults"),
                _("Xem điểm nghi ngờ"),
            )
        )
    return concerns


def _concerns_of_the_day() -> list[Concern]:
    """Say what is stuck: mail, jobs, dossiers. Five statements."""
    at = clock.now()
    concerns = []
    if waiting := stuck_mail(at).waiting:
        concerns.append(
            Concern(
                "soon",
                _("%(count)s thư chờ gửi đã hơn một giờ.") % {"count": number(waiting)},
                reverse("manage:messages", query={"loc": MessageState.WAITING}),
                _("Xem thư"),
            )
        )
    if waiting := stuck_scans(at):
        concerns.append(
            Concern(
                "late",
                _(
                    "%(count)s tệp chờ quét mã độc đã hơn mười phút: bộ quét có thể không chạy. "
                    "Không tệp nào mất."
                )
                % {"count": number(waiting)},
                reverse("manage:daily"),
                _("Xem việc hằng ngày"),
            )
        )
    if late := late_jobs(at):
        concerns.append(
            Concern(
                "late",
                _("Việc hằng ngày lỡ giờ hoặc dở dang: %(jobs)s.") % {"jobs": ", ".join(late)},
                reverse("manage:daily"),
                _("Xem việc hằng ngày"),
            )
        )
    found = stuck_counts(None, at=at, kinds=FOR_ADMINISTRATORS)
    if stuck := sum(one.count for one in found):
        concerns.append(
            Concern(
                "soon",
                _("%(count)s hồ sơ mà không ai đi tiếp được.") % {"count": number(stuck)},
                reverse("manage:daily"),
                _("Xem vì sao"),
            )
        )
    return concerns


def _calendar_concerns() -> list[Concern]:
    """Say which days within 14 months cannot be relied on: unpublished years, mere proposals."""
    today = clock.today()
    in_use = CalendarVersion.objects.filter(agencies__in=Agency.objects.valid_on(today))
    missing: set[int] = set()
    for content in in_use.distinct().values_list("content", flat=True)[:20]:
        missing.update(missing_years(Calendar.from_dict(content), today))
    concerns = []
    if missing:
        years = ", ".join(str(year) for year in sorted(missing))
        concerns.append(
            Concern(
                "soon",
                _("Lịch nghỉ năm %(years)s chưa công bố; ngày hẹn rơi vào đó kèm lời cảnh báo.")
                % {"years": years},
                reverse("manage:calendars"),
                _("Sửa lịch"),
            )
        )
    proposed = CalendarDay.objects.filter(
        status=CalendarDay.Status.PROPOSED, date__gte=today
    ).count()
    if proposed:
        concerns.append(
            Concern(
                "soon",
                _("%(count)d ngày nghỉ sắp tới mới là đề xuất, chưa có quyết định.")
                % {"count": proposed},
                reverse("manage:calendars"),
                _("Xem lịch"),
            )
        )
    return concerns
