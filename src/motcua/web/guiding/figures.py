"""Guidance in figures: how many were helped, who then did it alone, what to teach next."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from motcua.guidance.models import Force, GuidanceSession
from motcua.guidance.policies import organised_by
from motcua.guidance.programmes import LABELS, Skill
from motcua.indicators import guiding
from motcua.indicators.guiding import WINDOWS, Group, Period
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.guiding.room import organises, tabs
from motcua.web.manage import fields

LOOKED_BACK: Final = timedelta(days=365)
HALVES: Final = {"sang": gettext_lazy("Ca sáng"), "chieu": gettext_lazy("Ca chiều")}
ACTS: Final = (Skill.LODGE, Skill.PAY, Skill.SIGN, Skill.RECEIVE, Skill.FEEDBACK)


class PeriodForm(forms.Form):
    """From when to when."""

    tu = fields.day(gettext_lazy("Từ ngày"))
    den = fields.day(gettext_lazy("Đến ngày"))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối đang trước ngày đầu. Xin xem lại hai ngày."))
        return cleaned


@organises
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """Show the figures of the organiser's units."""
    today = clock.today()
    agency_ids = tuple(sorted(organised_by(request.actor)))
    until = _last_day(agency_ids, today)
    usual = {"tu": until - LOOKED_BACK, "den": until}
    form = PeriodForm(request.GET if {"tu", "den"} & set(request.GET) else None, initial=usual)
    typed = form.cleaned_data if form.is_valid() else {}
    last: date = typed.get("den") or until
    first: date = typed.get("tu") or last - LOOKED_BACK
    period = Period(agency_ids, first, last, today)
    names = {str(key): name for key, name in Force.objects.values_list("pk", "name")}
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "form": form,
        "first": first,
        "last": last,
        "done": guiding.totals(period),
        "coverage": guiding.staff_coverage(agency_ids),
        "windows": [(days, _whole(guiding.followed(period, days=days))) for days in WINDOWS],
        "acts": [
            (
                LABELS[skill],
                [_whole(guiding.followed(period, days=days, skill=skill)) for days in WINDOWS],
            )
            for skill in ACTS
        ],
        "tables": [
            (title, _named(period, by, words))
            for title, by, words in (
                (_("Theo tháng được hướng dẫn"), "month", {}),
                (_("Theo lực lượng"), "force", names),
                (_("Theo ca"), "half", {key: str(word) for key, word in HALVES.items()}),
            )
        ],
        "topics": guiding.by_topic(period, days=WINDOWS[0]),
        "days": WINDOWS[0],
        "definitions": guiding.DEFINITIONS,
    }
    status = 422 if form.errors else 200
    return render(request, "guiding/figures.html", context, status=status)


def _last_day(agency_ids: tuple[int, ...], today: date) -> date:
    """Return today; where nobody has been guided for long, the day of the last session."""
    latest: date | None = GuidanceSession.objects.filter(agency__in=agency_ids).aggregate(
        last=Max("on")
    )["last"]
    return latest if latest and latest < today - LOOKED_BACK else today


def _whole(groups: list[Group]) -> Group | None:
    return groups[0] if groups else None


def _named(period: Period, by: str, words: dict[str, str]) -> list[tuple[str, Group]]:
    groups = guiding.followed(period, days=WINDOWS[0], by=by)
    return [
        (one.label if not one.key else words.get(one.key) or _month(one.key), one)
        for one in guiding.shown(groups)
    ]


def _month(key: str) -> str:
    year, _dash, month = key.partition("-")
    return f"{month}/{year}" if month else key
