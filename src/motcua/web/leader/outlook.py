"""Looking ahead: what may be late this week, who has how much, what two weeks may bring."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.dossiers import late_soon, workload
from motcua.dossiers.days import end_of_day
from motcua.dossiers.late_soon import Pace
from motcua.dossiers.models import Step
from motcua.dossiers.workload import LEADING, Holder, Urgency
from motcua.indicators import outlook as past
from motcua.indicators.forecast import TRIALS, WEEKS, Forecast, forecast
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web import formats
from motcua.web.access import StaffRequest, requires
from motcua.web.charts.lines import LineChart, Point, line_chart
from motcua.web.languages.told import joined
from motcua.web.leader.filters import NOBODY, Filters

PAST_DAYS: Final = 10
"""Working days that are over, drawn before those that are guessed."""
_LAST_WORKDAY: Final = 4


@requires(*LEADING)
@require_safe
@never_cache
def ahead(request: StaffRequest) -> HttpResponse:
    """Show what lies ahead of the agencies one looks after. A fixed number of statements."""
    at = clock.now()
    led = workload.led_by(request.actor)
    coming = late_soon.coming(led, at)
    urgency = Urgency(at, end_of_day(at))
    held = workload.holders(workload.in_hand(led), urgency)
    paces = late_soon.paces(led, at)
    context = {
        "today": clock.day_of(at),
        "coming": coming,
        "rows": [_row(step, at) for step in coming.steps],
        "more_url": Filters().address(loc="sap-tre") if coming.behind > late_soon.MOST else "",
        "holders": [_holder(one, paces, led) for one in held],
        **_guesses(led, clock.day_of(at)),
    }
    return render(request, "leader/outlook.html", context)


def _row(step: Step, at: datetime) -> dict[str, Any]:
    promised = step.dossier.due_at
    return {
        "step": step,
        "due": formats.short_moment(promised, clock.day_of(at)) if promised is not None else "",
        "whose": step.assignee.full_name if step.assignee else _("chưa giao ai"),
        "role": joined(", ", (step.get_role_display(), step.agency.name)),
        "why": _why(step, at),
        "kind": "late" if step.due_at is not None and step.due_at < at else "soon",
    }


def _why(step: Step, at: datetime) -> str:
    due, promised = step.due_at, step.dossier.due_at
    if due is not None and due < at:
        return _("bước này đã dùng hết thời gian được giao")
    if due is not None and promised is not None and due > promised:
        return _("đúng hạn của bước thì đã quá ngày hẹn")
    return _("bước này sắp dùng hết thời gian được giao")


def _holder(one: Holder, paces: dict[int, Pace], led: Collection[int]) -> dict[str, Any]:
    """Return whoever holds something, with how many weeks of work it is at their pace."""
    pace = paces.get(one.officer_id) if one.officer_id is not None else None
    weeks = one.count / pace.a_week if pace is not None else None
    return {
        "holder": one,
        "name": one.officer_name or one.role.label,
        "sub": joined(
            ", ",
            (one.role.label if one.officer_name else _("Chưa giao riêng ai"), one.agency_name),
        ),
        "a_week": formats.decimal(pace.a_week) if pace is not None else "–",
        "weeks": formats.decimal(weeks) if weeks is not None else "–",
        "url": Filters(
            agency_id=one.agency_id if one.agency_id in led else None,
            role=one.role.value,
            officer=str(one.officer_id or NOBODY),
        ).address(),
    }


def _guesses(led: Collection[int], today: date) -> dict[str, Any]:
    found = past.series(led, today)
    is_working = _working(led)
    told = []
    if found is not None:
        for key, name, noun, counts in (
            ("tiep-nhan", _("Tiếp nhận"), _("hồ sơ"), found.accepted),
            ("qua-han", _("Thành quá hạn"), _("hồ sơ"), found.late),
        ):
            guess = forecast(counts, first=found.first, today=today, is_working=is_working)
            if guess is not None:
                told.append(_told(key, name, noun, guess, _recent(counts, today, is_working)))
    return {"guesses": told, "weeks": WEEKS, "trials": TRIALS}


def _told(
    key: str, name: str, noun: str, guess: Forecast, recent: Sequence[tuple[date, int]]
) -> dict[str, Any]:
    points = [Point(formats.day_month(day), float(count)) for day, count in recent]
    points += [
        Point(formats.day_month(one.day), one.expected, one.low, one.high, is_guess=True)
        for one in guess.days
    ]
    chart: LineChart = line_chart(points, write=lambda number: f"{number:g}".replace(".", ","))
    return {
        "key": key,
        "name": name,
        "noun": noun,
        "forecast": guess,
        "recent": recent,
        "chart": chart,
        "expected": round(guess.expected),
        "sum_error": formats.decimal(guess.sum_error),
        "error": formats.decimal(guess.error),
        "naive_error": formats.decimal(guess.naive_error),
    }


def _recent(
    counts: dict[date, int], today: date, is_working: Callable[[date], bool]
) -> list[tuple[date, int]]:
    """Return the last working days that are over, the oldest first."""
    days: list[date] = []
    day = today
    while len(days) < PAST_DAYS and day.toordinal() > today.toordinal() - 4 * PAST_DAYS:
        day = date.fromordinal(day.toordinal() - 1)
        if is_working(day):
            days.append(day)
    return [(one, counts.get(one, 0)) for one in reversed(days)]


def _working(led: Collection[int]) -> Callable[[date], bool]:
    """Return the working days of the first agency, or Monday to Friday without a calendar."""
    agency = Agency.objects.filter(pk__in=led).order_by("pk").first()
    try:
        calendar = calendar_of(agency) if agency is not None else None
    except DomainError:
        calendar = None
    if calendar is None:
        return lambda day: day.weekday() <= _LAST_WORKDAY
    return calendar.is_working_day
