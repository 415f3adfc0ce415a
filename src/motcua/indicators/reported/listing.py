"""Reports of others as pages and files show them: the latest version of each, checked anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.agencies.models import Agency
from motcua.indicators import reports
from motcua.indicators.models import ReportedReport
from motcua.indicators.periods import Period, PeriodError
from motcua.indicators.reported.checking import Checked, Finding, check, smaller_than
from motcua.indicators.reported.entering import stated_of
from motcua.indicators.reported.figures import COUNTS, PERCENTS
from motcua.indicators.reports import Counts, Question
from motcua.indicators.rules import rule_on

PAGE: Final = 30
MOST_BESIDE: Final = 100
"""Other reports of the same body that one is compared with."""
MOST_IN_A_FILE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty is everything."""

    words: str = ""
    province: str = ""
    level: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Ours:
    """What the product counted of the same agency and period."""

    agency: Agency
    counts: Counts

    def of(self, name: str) -> int | None:
        """Return our figure beside a published one; None where we count no such thing."""
        counts = self.counts
        found: dict[str, int] = {
            "received": counts.c4 + counts.c5,
            "carried_over": counts.c6,
            "workload": counts.c3,
            "total": counts.c3,
            "online": counts.c4,
            "direct": counts.c5,
            "resolved": counts.c7,
            "early_on_time": counts.in_time,
            "early": counts.c8,
            "on_time": counts.c9,
            "late": counts.c10,
            "in_progress": counts.c11,
            "in_progress_not_due": counts.c12,
            "in_progress_overdue": counts.c13,
        }
        return found.get(name)


def latest() -> QuerySet[ReportedReport]:
    """Return the last version of each report, the latest period first."""
    later = ReportedReport.objects.filter(group=OuterRef("group"), version__gt=OuterRef("version"))
    rows = ReportedReport.objects.filter(~Exists(later))
    return rows.order_by(F("period_end").desc(nulls_last=True), "-pk")


def listed(wanted: Wanted, *, skip: int = 0, most: int = PAGE + 1) -> list[ReportedReport]:
    """Return a page of reports. One query."""
    rows = latest()
    if wanted.words:
        rows = rows.filter(Q(body__icontains=wanted.words) | Q(source__icontains=wanted.words))
    if wanted.province:
        rows = rows.filter(province=wanted.province)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.year is not None:
        rows = rows.filter(period_end__year=wanted.year)
    return list(rows[skip : skip + most])


def choices() -> tuple[list[str], list[str]]:
    """Return the provinces and the levels that there are reports of. Two queries."""
    rows = ReportedReport.objects.order_by()
    provinces = sorted(set(rows.values_list("province", flat=True)))
    levels = sorted(set(rows.exclude(level="").values_list("level", flat=True)))
    return provinces, levels


def versions(group: UUID) -> list[ReportedReport]:
    """Return the versions of a report, the last first. One query."""
    rows = ReportedReport.objects.filter(group=group).select_related("entered_by", "agency")
    return list(rows.order_by("-version"))


def checked(row: ReportedReport) -> Checked:
    """Return what comes of checking a report by itself."""
    return check(stated_of(row))


def beside_others(row: ReportedReport) -> list[Finding]:
    """Return where a report has fewer of something than one within its period. One query."""
    if row.period_start is None or row.period_end is None:
        return []
    within = latest().filter(
        province=row.province,
        body=row.body,
        period_start__gte=row.period_start,
        period_end__lte=row.period_end,
    )
    others = within.exclude(group=row.group)[:MOST_BESIDE]
    stated = stated_of(row)
    return [
        finding
        for other in others
        for finding in smaller_than(
            stated,
            stated_of(other),
            f"báo cáo {other.period_start:%d/%m/%Y} đến {other.period_end:%d/%m/%Y}",
        )
    ]


def ours(row: ReportedReport, *, counted_at: datetime) -> Ours | None:
    """Return what the product counted of the same agency and period; None where it has nothing.

    The agency is the one named when the report was entered, else the only one of that name and
    province. Three queries.
    """
    if row.period_start is None or row.period_end is None:
        return None
    agency = row.agency or _by_name(row.body, row.province, row.period_end)
    if agency is None:
        return None
    try:
        period = Period(row.period_start, row.period_end)
    except PeriodError:
        return None
    question = Question(period, rule_on(period.last), counted_at, agency.pk)
    counts = reports.total(reports.by_agency(question))
    return Ours(agency, counts) if counts.c3 else None


def document(row: ReportedReport) -> dict[str, Any]:
    """Return a report as JSON: what it says, what was counted again, what does not agree."""
    found = checked(row)
    return {
        "so_hieu": str(row.group),
        "ban": row.version,
        "tinh": row.province,
        "don_vi": row.body,
        "cap": row.level,
        "tu_ngay": row.period_start,
        "den_ngay": row.period_end,
        "so_cong_bo": {name: getattr(row, name) for name in (*COUNTS, *PERCENTS)},
        "mau_so": row.denominator,
        "tinh_lai": [
            {
                "chi_so": one.key,
                "cong_bo": one.printed,
                "tu_so": one.part,
                "mau_so": one.whole,
                "mau_so_la": one.of,
                "tinh_lai": round(one.exact, 4),
            }
            for one in found.recomputed
        ],
        "khong_khop": [{"loai": one.kind, "loi": one.sentence} for one in found.findings],
        "khong_kiem_duoc": list(found.unchecked),
        "ghi_chu": row.note,
        "nguon": row.source,
    }


HEADINGS: Final = (
    *("so_hieu", "ban", "tinh", "don_vi", "cap", "tu_ngay", "den_ngay"),
    *COUNTS,
    *PERCENTS,
    *("mau_so", "khong_khop", "ghi_chu", "nguon"),
)


def lines(rows: Sequence[ReportedReport]) -> Iterator[tuple[Any, ...]]:
    """Yield a table of reports for a file, headings first."""
    yield HEADINGS
    for row in rows:
        yield (
            *(str(row.group), row.version, row.province, row.body, row.level),
            *(row.period_start, row.period_end),
            *(getattr(row, name) for name in (*COUNTS, *PERCENTS)),
            row.denominator,
            " | ".join(one.sentence for one in checked(row).findings),
            *(row.note, row.source),
        )


def _by_name(name: str, province: str, on: date) -> Agency | None:
    found = Agency.objects.valid_on(on).filter(name=name, province__full_name__icontains=province)
    rows = list(found[:2])
    return rows[0] if len(rows) == 1 else None
