"""The period that the address of a public page asks for, by its name or by two days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.indicators import published
from motcua.indicators.keeping import Mark
from motcua.indicators.periods import Kind, NamedPeriod, Period, PeriodError
from motcua.indicators.rules import rule_on
from motcua.web import figures
from motcua.web.figures import YEARS_BACK, Chosen
from motcua.web.office.result_forms import PeriodForm


@dataclass(frozen=True, slots=True)
class Asked:
    """The period, and the form that it was typed in; with mistakes the usual one is shown."""

    chosen: Chosen
    form: PeriodForm

    @property
    def is_wrong(self) -> bool:
        """Say whether two days were typed that make no period."""
        return self.form.is_bound and bool(self.form.errors)

    @property
    def kept(self) -> dict[str, str]:
        """Return what of the address stands for the period."""
        if self.chosen.named is not None:
            return {"ky": self.chosen.named.name, **self.chosen.kept}
        period = self.chosen.period
        return {"tu": period.first.isoformat(), "den": period.last.isoformat()}

    def address(self, view: str, *args: str, **more: str) -> str:
        """Return the address of another page about the same period."""
        return reverse(view, args=args or None, query={**self.kept, **more})


def asked(request: HttpRequest, counted: Mark, today: date) -> Asked:
    """Return what the address asks for. Raises Http404 for a named period there is not."""
    days = {name: _typed(request, name) for name in ("tu", "den")}
    form = PeriodForm(days if any(name in request.GET for name in days) else None)
    chosen = _of_days(form, today) if form.is_bound else None
    if chosen is None:
        name, way = request.GET.get("ky", ""), request.GET.get("cach", "")
        chosen = (
            figures.chosen_period(name, today, way)
            if name or way
            else newest_closed(counted, today)
        )
    shown = chosen.period
    form.initial = {"tu": f"{shown.first:%d/%m/%Y}", "den": f"{shown.last:%d/%m/%Y}"}
    return Asked(chosen, form)


def newest_closed(counted: Mark, today: date) -> Chosen:
    """Return the newest quarter that is over and has enough to say a rate of, else the present.

    Enough may lie in two quarters; then the earlier one is shown.
    """
    rule = rule_on(today)
    begins_on = rule.period_begins_on
    present = NamedPeriod.holding(Kind.QUARTER, today, begins_on)
    first = present.days(begins_on).first
    last = published.last_settled_before(first, counted, at_least=rule.minimum_sample)
    if last is None or last.year < today.year - YEARS_BACK:
        return figures.named_period(present)
    return figures.named_period(NamedPeriod.holding(Kind.QUARTER, last, begins_on))


def _of_days(form: PeriodForm, today: date) -> Chosen | None:
    if not form.is_valid():
        return None
    typed: dict[str, Any] = form.cleaned_data
    try:
        period = Period(typed["tu"], typed["den"])
    except PeriodError as error:
        form.add_error("den", str(error))
        return None
    if period.first.year < today.year - YEARS_BACK:
        form.add_error("tu", _("Chỉ xem được số liệu %(n)d năm gần đây.") % {"n": YEARS_BACK})
        return None
    if period.first > today:
        form.add_error("tu", _("Ngày đầu chưa tới. Xin chọn ngày sớm hơn."))
        return None
    return Chosen(None, period, rule_on(period.last))


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")[:40]


def wanted_format(request: HttpRequest) -> str:
    """Return in which form the page is wanted: "", json or csv. Raises Http404."""
    found = request.GET.get("format", "")
    if found not in {"", "html", "json", "csv"}:
        raise Http404
    return "" if found == "html" else found
