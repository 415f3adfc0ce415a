"""The head's page: what is late or will be, who holds it, and what waits for a decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.dossiers import workload
from motcua.dossiers.days import end_of_day
from motcua.dossiers.stuck import stuck_counts
from motcua.dossiers.workload import LEADING, Counts, DayLoad, Holder, Urgency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.workdays import Calendar
from motcua.web import formats
from motcua.web.access import StaffRequest, requires
from motcua.web.answer_times import over_time
from motcua.web.languages.told import joined
from motcua.web.leader.filters import NOBODY, Filters

DAYS_SHOWN: Final = 5
CHART_WIDTH: Final = 250
ROW_HEIGHT: Final = 39


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits for the head: how many, what, where; ``soft`` says since when."""

    icon: str
    text: str
    soft: str
    address: str


@requires(*LEADING)
@require_safe
@never_cache
def home(request: StaffRequest) -> HttpResponse:
    """Show the figures of the agencies one looks after. A fixed number of statements."""
    at = clock.now()
    today = clock.day_of(at)
    led = workload.led_by(request.actor)
    urgency = Urgency(at, end_of_day(at))
    steps = workload.in_hand(led)
    counts = workload.counts(steps, urgency)
    held = workload.holders(steps, urgency)
    first = Agency.objects.filter(pk__in=led).order_by("pk").first()
    days = _working_days(first, today)
    loads = workload.days_ahead(steps, urgency, _end_of(days[-1]))
    context = {
        "today": today,
        "counts": counts,
        "chips": Filters(urgency="-").chips(counts),
        "summary": _summary(counts),
        "holders": [_holder_row(holder, led, today) for holder in held],
        "chart": _chart(loads, days, today),
        "decisions": _decisions(request.actor, led, at),
        "stuck": stuck_counts(led, at=at),
        "index_url": (
            reverse("public:index-766-unit", args=[first.code])
            if first is not None and len(led) == 1
            else reverse("public:index-766")
        ),
    }
    return render(request, "leader/home.html", context)


def _summary(counts: Counts) -> str:
    if not counts.all:
        return _("Đơn vị không còn hồ sơ nào đang xử lý.")
    return ngettext(
        "Đơn vị đang giữ %(num)s hồ sơ.", "Đơn vị đang giữ %(num)s hồ sơ.", counts.all
    ) % {"num": formats.number(counts.all)}


def _holder_row(holder: Holder, led: Collection[int], today: date) -> dict[str, Any]:
    filters = Filters(
        agency_id=holder.agency_id if holder.agency_id in led else None,
        role=holder.role.value,
        officer=str(holder.officer_id or NOBODY),
    )
    sub = holder.role.label if holder.officer_name else _("Chưa giao riêng ai")
    if len(led) > 1 or holder.agency_id not in led:
        sub = joined(", ", (sub, holder.agency_name))
    return {
        "holder": holder,
        "name": holder.officer_name or holder.role.label,
        "sub": sub,
        "urgency": "late" if holder.late else "soon" if holder.soon else "",
        "address": filters.address(),
        "late_address": filters.address(loc="qua-han"),
        "soon_address": filters.address(loc="sap-tre"),
        "first_due": (
            formats.short_moment(holder.first_due_at, today) if holder.first_due_at else ""
        ),
        "since": formats.short_moment(holder.opened_at, today),
    }


def _decisions(actor: Actor, led: Collection[int], at: datetime) -> list[Decision]:
    """Return what waits for a decision, most pressing first. Five queries at most."""
    found = workload.tallies(actor, led)
    listed = [
        (
            found["apologies"]["count"],
            "pen",
            _("%(n)s văn bản xin lỗi chờ ký"),
            _first_due(found["apologies"]["first"], at),
            "xin-loi",
        ),
        (found["results"], "stamp", _("%(n)s kết quả chờ duyệt"), "", "ket-qua"),
        (
            found["lodged"]["count"],
            "mail",
            _("%(n)s hồ sơ nộp đến chưa được trả lời"),
            _lodged_words(found["lodged"], led, at),
            "nop-den",
        ),
    ]
    return [
        Decision(
            icon,
            text % {"n": formats.number(count)},
            soft,
            reverse("leader:waiting", args=[kind]),
        )
        for count, icon, text, soft, kind in listed
        if count
    ]


def _first_due(first: datetime | None, at: datetime) -> str:
    if first is None:
        return ""
    return _("Hẹn trả sớm nhất: %(when)s") % {
        "when": formats.short_moment(first, clock.day_of(at))
    }


def _lodged_words(lodged: dict[str, Any], led: Collection[int], at: datetime) -> str:
    """Return since when the oldest has waited, and how many should have been answered."""
    if not lodged["count"]:
        return ""
    late = over_time(workload.unanswered(led), led, at).count()
    if not late:
        return _since(lodged["oldest"], at)
    return _("%(n)s hồ sơ quá 8 giờ làm việc. %(oldest)s") % {
        "n": formats.number(late),
        "oldest": _since(lodged["oldest"], at),
    }


def _since(oldest: datetime | None, at: datetime) -> str:
    if oldest is None:
        return ""
    return _("Cũ nhất: %(when)s") % {"when": formats.short_moment(oldest, clock.day_of(at))}


def _working_days(agency: Agency | None, today: date) -> list[date]:
    """Return today and the working days after it, as the first agency's calendar has them."""
    calendar = _calendar(agency)
    days = [today]
    day = today
    while len(days) < DAYS_SHOWN:
        day += timedelta(days=1)
        if calendar is None or calendar.is_working_day(day):
            days.append(day)
        elif day - today > timedelta(days=30):
            break
    return days


def _calendar(agency: Agency | None) -> Calendar | None:
    try:
        return calendar_of(agency) if agency is not None else None
    except DomainError:
        return None


def _end_of(day: date) -> datetime:
    return end_of_day(datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM))


def _chart(loads: Sequence[DayLoad], days: Sequence[date], today: date) -> dict[str, Any]:
    """Lay the bars out: a row a day, its parts side by side, widths in proportion."""
    by_day = {load.day: load for load in loads}
    # A make-up day or a date promised on a day off is shown too, and nothing is left out.
    shown = sorted({*days, *by_day})
    rows = [by_day.get(day, DayLoad(day, 0, 0, 0)) for day in shown]
    most = max((row.total for row in rows), default=0)
    return {
        "height": ROW_HEIGHT * len(rows),
        "total": sum(row.total for row in rows),
        "rows": [
            {
                "load": row,
                "label": _("Hôm nay") if row.day == today else _short_day(row.day),
                "is_today": row.day == today,
                "y": 9 + ROW_HEIGHT * number,
                "parts": _parts(row, most),
                "end": 80 + (CHART_WIDTH * row.total // most if most else 0),
            }
            for number, row in enumerate(rows)
        ],
    }


def _parts(row: DayLoad, most: int) -> list[dict[str, Any]]:
    parts = []
    begin = 70.0
    for kind, count in (("late", row.late), ("soon", row.soon), ("done", row.calm)):
        if count:
            width = CHART_WIDTH * count / most
            parts.append(
                {
                    "kind": kind,
                    "count": count,
                    "x": round(begin, 1),
                    "width": round(width - 2, 1),
                    "middle": round(begin + width / 2, 1),
                }
            )
            begin += width
    return parts


def _short_day(day: date) -> str:
    return joined(" ", (formats.WEEKDAYS_SHORT[day.weekday()], formats.day_month(day)))
