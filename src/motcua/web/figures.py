"""What the pages of figures share: the period chosen, and how figures are laid out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _, gettext_lazy

from motcua.indicators.columns import COLUMNS
from motcua.indicators.files import CSV_TYPE, XLSX_TYPE, csv_lines, list_workbook, report_workbook
from motcua.indicators.keeping import Mark
from motcua.indicators.periods import Kind, NamedPeriod, Period, PeriodError
from motcua.indicators.printed import Report
from motcua.indicators.reports import Counts, Question, Row
from motcua.indicators.rules import Rule, rule_on
from motcua.kernel import clock
from motcua.web import formats
from motcua.web.languages.told import joined

FORMATS: Final = ("csv", "xlsx")
YEARS_BACK: Final = 10
"""How far back the public may look; each period is counted once and kept."""
_KINDS: Final = {
    Kind.MONTH: gettext_lazy("Tháng"),
    Kind.QUARTER: gettext_lazy("Quý"),
    Kind.HALF: gettext_lazy("6 tháng"),
    Kind.NINE: gettext_lazy("9 tháng"),
    Kind.YEAR: gettext_lazy("Năm"),
}
CUT: Final = "moc"
"""What of an address says by which day periods begin, where it is not that of the rule."""
CUTS: Final = {"lich": 1, "15": 15}
"""By the calendar, or from the 15th on (Nghị định 09/2019/NĐ-CP)."""
BAR_WIDTH: Final = 330
BAR_HEIGHT: Final = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period looked at, what it is called, and the rule it is counted by.

    ``cut`` is one of ``CUTS`` where the reader has chosen another day than that of the rule; the
    rule then says that day, and ``own_begins_on`` that of the rule.
    """

    named: NamedPeriod | None
    period: Period
    rule: Rule
    cut: str = ""
    own_begins_on: int = 0

    @property
    def label(self) -> str:
        """Return what the page is called after."""
        return self.named.label if self.named is not None else _("Khoảng ngày đã chọn")

    @property
    def kept(self) -> dict[str, str]:
        """Return what of the address stands for the way of cutting."""
        return {CUT: self.cut} if self.cut else {}


def cut_asked(request: HttpRequest) -> str:
    """Return by which of ``CUTS`` the address wants periods, "" for the rule. Raises Http404."""
    found = request.GET.get(CUT, "")
    if found and found not in CUTS:
        raise Http404
    return found


def chosen_period(name: str, today: date, cut: str = "") -> Chosen:
    """Return the period called ``name``, or the quarter of ``today``. Raises Http404."""
    if not name:
        begins_on = CUTS.get(cut) or rule_on(today).period_begins_on
        return named_period(NamedPeriod.holding(Kind.QUARTER, today, begins_on), cut)
    try:
        named = NamedPeriod.parse(name)
    except PeriodError as error:
        raise Http404 from error
    if not today.year - YEARS_BACK <= named.year <= today.year + 1:
        raise Http404
    return named_period(named, cut)


def named_period(named: NamedPeriod, cut: str = "") -> Chosen:
    """Return the days of a period under the rule that holds in its last month, or by ``cut``."""
    rule = rule_on(named.last_month)
    begins_on = CUTS.get(cut, rule.period_begins_on)
    if begins_on == rule.period_begins_on:
        return Chosen(named, named.days(begins_on), rule)
    cut_rule = replace(rule, period_begins_on=begins_on)
    return Chosen(named, named.days(begins_on), cut_rule, cut, rule.period_begins_on)


def cut_chips(chosen: Chosen, address: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Return one chip for each way of cutting the period shown; none for days that were typed.

    ``address`` takes the name of the period and the way, "" for that of the rule.
    """
    if chosen.named is None:
        return []
    named = chosen.named
    own = chosen.own_begins_on or chosen.rule.period_begins_on
    ways = {**CUTS, **({} if own in CUTS.values() else {"": own})}
    return [
        {
            "label": (
                _("Theo lịch") if day == 1 else _("Từ ngày %(day)d tháng trước") % {"day": day}
            ),
            "url": address(named.name, "" if day == own else way),
            "is_current": day == chosen.rule.period_begins_on,
            "count": None,
            "icon": "",
        }
        for way, day in ways.items()
    ]


def period_chips(
    chosen: Chosen, today: date, address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return one chip for each kind of period: the one that today, or what is shown, lies in."""
    shown = chosen.named
    day = min(chosen.period.last, today)
    begins_on = chosen.rule.period_begins_on
    chips = []
    for kind, words in _KINDS.items():
        is_current = shown is not None and shown.kind is kind
        named = shown if is_current and shown else NamedPeriod.holding(kind, day, begins_on)
        chips.append(
            {
                "label": named.label if is_current else str(words),
                "url": address(named.name),
                "is_current": is_current,
                "count": None,
                "icon": "",
            }
        )
    return chips


def neighbours(chosen: Chosen, today: date, address: Callable[[str], str]) -> dict[str, Any]:
    """Return label and address of the period before and the one after, where there are any."""
    if chosen.named is None:
        return {"before": None, "after": None}
    before, after = chosen.named.moved(-1), chosen.named.moved(1)
    if before is not None and before.year < today.year - YEARS_BACK:
        before = None
    if chosen.period.last >= today:
        after = None
    return {
        "before": (before.label, address(before.name)) if before else None,
        "after": (after.label, address(after.name)) if after else None,
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """One great number: its name, value and unit, of what, and how it is counted.

    Where the sample is too small ``value`` is empty and ``of`` says so. ``version`` says by
    which formula and until when it is counted, where that stands with each figure.
    """

    name: str
    value: str
    unit: str
    of: str
    definition: str
    version: str = ""


def share(
    name: str,
    part: int,
    whole: int,
    *,
    of: str,
    definition: str,
    rule: Rule,
    places: int = 1,
    version: str = "",
) -> Figure:
    """Return a rate with its numerator and denominator; ``of`` has %(part)s and %(whole)s."""
    counted = of % {"part": formats.number(part), "whole": formats.number(whole)}
    if not whole:
        return Figure(name, "–", "", _("Chưa có hồ sơ nào."), definition, version)
    if whole < rule.minimum_sample:
        few = _("Dưới %(least)d hồ sơ nên không nêu tỷ lệ.") % {"least": rule.minimum_sample}
        return Figure(name, "", "", joined(". ", (counted, few)), definition, version)
    value = formats.percent(part, whole, places).replace(f"{formats.NO_BREAK}%", "")
    return Figure(name, value, "%", counted, definition, version)


def main_figures(counts: Counts, rule: Rule) -> list[Figure]:
    """Return the figures that every page of figures begins with."""
    accepted = counts.c4 + counts.c5
    return [
        share(
            _("Trả trước và đúng hạn"),
            counts.in_time,
            counts.c7,
            of=_("%(part)s trên %(whole)s hồ sơ đã giải quyết"),
            definition=_(
                "Xong trước hoặc trong ngày hẹn (cột 8 + 9), chia cho mọi hồ sơ đã giải quyết "
                "trong kỳ (cột 7). Ngày hẹn là ngày đang có hiệu lực, kể cả sau thư xin lỗi."
            ),
            rule=rule,
        ),
        share(
            _("Nộp trực tuyến"),
            counts.c4,
            accepted,
            of=_("%(part)s trên %(whole)s hồ sơ tiếp nhận trong kỳ"),
            definition=_(
                "Hồ sơ nộp trực tuyến (cột 4), chia cho mọi hồ sơ tiếp nhận trong kỳ (cột 4 + 5)."
            ),
            rule=rule,
        ),
        overdue_figure(counts),
    ]


def overdue_figure(counts: Counts, version: str = "") -> Figure:
    """Return how many of those that are open are overdue."""
    return Figure(
        _("Đang giải quyết, đã quá hạn"),
        formats.number(counts.c13),
        "",
        _("trên %(whole)s hồ sơ đang giải quyết") % {"whole": formats.number(counts.c11)},
        _("Chưa xong mà ngày hẹn đã qua (cột 13), trong mọi hồ sơ đang giải quyết (cột 11)."),
        version,
    )


def rate(counts: Counts, rule: Rule) -> str:
    """Return the share settled in time for a column of a table; "" for too small a sample."""
    if counts.c7 < rule.minimum_sample:
        return ""
    return formats.percent(counts.in_time, counts.c7)


def bars(rows: Sequence[Row]) -> dict[str, Any]:
    """Lay out one bar a row: early, on time and late side by side, widths in proportion."""
    shown = sorted(rows, key=lambda row: -row.counts.c7)[:8]
    shown = [row for row in shown if row.counts.c7]
    most = max((row.counts.c7 for row in shown), default=0)
    return {
        "height": 2 * BAR_HEIGHT * len(shown),
        "rows": [
            {
                "row": row,
                "label": row.name,
                "y": 2 * BAR_HEIGHT * number,
                "parts": list(_parts(row.counts, most)),
                "end": 8 + BAR_WIDTH * row.counts.c7 / most,
            }
            for number, row in enumerate(shown)
        ],
    }


def _parts(counts: Counts, most: int) -> Iterator[dict[str, Any]]:
    begin = 0.0
    for kind, count in (("moving", counts.c8), ("done", counts.c9), ("late", counts.c10)):
        if count:
            width = BAR_WIDTH * count / most
            yield {
                "kind": kind,
                "count": count,
                "x": round(begin, 1),
                "width": round(max(width - 1, 1), 1),
            }
            begin += width


def counted_words(question: Question, mark: Mark) -> dict[str, Any]:
    """Return what every page says of its figures: period, cut-off, formula, definitions."""
    return {
        "period": question.period,
        "counted_at": mark.counted_at,
        "formula": question.formula,
        "rule": question.rule,
        "columns": COLUMNS,
        "is_open": question.period.last > clock.day_of(mark.counted_at),
    }


def report_file(report: Report, form: str, name: str) -> HttpResponseBase:
    """Return report II.06a as a file. Raises Http404 for a format there is none of."""
    if form == "csv":
        return _streamed(csv_lines(report.lines), f"{name}.csv")
    return _workbook(lambda target: report_workbook(report, target), form, f"{name}.xlsx")


def list_file(lines: Iterable[Sequence[Any]], form: str, name: str) -> HttpResponseBase:
    """Return a list as a file that never is in memory. Raises as ``report_file`` does."""
    if form == "csv":
        return _streamed(csv_lines(lines), f"{name}.csv")
    return _workbook(lambda target: list_workbook(lines, target), form, f"{name}.xlsx")


def _streamed(parts: Iterable[bytes], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _workbook(write: Callable[[IO[bytes]], None], form: str, name: str) -> FileResponse:
    if form not in FORMATS:
        raise Http404
    target = TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    write(target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX_TYPE)
