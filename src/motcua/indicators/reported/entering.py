"""Entering what others published: a report, or a correction of one as its next version."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.indicators.models import ReportedReport
from motcua.indicators.reported.figures import COUNTS, PERCENTS, Denominator, Stated
from motcua.kernel.errors import DomainError

ENTERING: Final = (Role.AUDITOR, Role.REFORM_OFFICER)
SHIPPED: Final = uuid.UUID("6d6f7463-7561-4163-8000-7265706f7274")
"""The space in which shipped reports have their numbers, the same in every installation."""


class ReportError(DomainError):
    """The report cannot be kept as it is; ``field_name`` says where on the form."""

    code: ClassVar[str] = "reported-report"

    def __init__(self, sentence: str, field_name: str = "") -> None:
        self.field_name = field_name
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as it is entered. ``agency_id`` is that of the product, where it is known here."""

    province: str
    body: str
    stated: Stated
    source: str
    level: str = ""
    agency_id: int | None = None
    note: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """Return the columns of the table."""
        stated = self.stated
        return {
            "province": self.province.strip(),
            "body": self.body.strip(),
            "level": self.level.strip(),
            "agency_id": self.agency_id,
            "period_start": stated.first,
            "period_end": stated.last,
            **{name: stated.counts.get(name) for name in COUNTS},
            **{name: stated.percents.get(name) for name in PERCENTS},
            "denominator": stated.denominator or "",
            "note": self.note.strip(),
            "source": self.source.strip(),
        }


def enter(entry: Entry, *, actor: Actor, at: datetime) -> ReportedReport:
    """Keep the first version of a report. Raises ReportError, PermissionDenied.

    A report that does not add up is kept all the same: what was published stays as it was.
    """
    _require(actor)
    _refuse_empty(entry)
    return ReportedReport.objects.create(
        **entry.columns, entered_by_id=actor.officer_id, entered_at=at, recorded_at=at
    )


def correct(
    before: ReportedReport, entry: Entry, reason: str, *, actor: Actor, at: datetime
) -> ReportedReport:
    """Keep the next version of a report, with why. Raises ReportError, PermissionDenied."""
    _require(actor)
    _refuse_empty(entry)
    if not reason.strip():
        raise ReportError(_("Xin ghi vì sao sửa, để người xem bản trước hiểu."), "reason")
    try:
        with transaction.atomic():
            return ReportedReport.objects.create(
                **entry.columns,
                group=before.group,
                version=before.version + 1,
                reason=reason.strip(),
                code=before.code,
                entered_by_id=actor.officer_id,
                entered_at=at,
                recorded_at=at,
            )
    except IntegrityError as error:
        raise ReportError(
            _("Báo cáo này vừa có người sửa trước. Xin mở lại bản mới nhất rồi sửa tiếp.")
        ) from error


@transaction.atomic
def load_shipped(rows: Sequence[Mapping[str, str]], *, at: datetime) -> tuple[int, int]:
    """Keep the shipped reports that are not here yet; return how many are new, how many old."""
    there = set(ReportedReport.objects.exclude(code="").values_list("code", flat=True))
    new = [row for row in rows if row["id"] not in there]
    ReportedReport.objects.bulk_create(
        ReportedReport(
            **_entry_of(row).columns,
            code=row["id"],
            group=uuid.uuid5(SHIPPED, row["id"]),
            entered_at=at,
            recorded_at=at,
        )
        for row in new
    )
    return len(new), len(rows) - len(new)


def stated_of(row: ReportedReport) -> Stated:
    """Return what a stored report says."""
    counts = {name: getattr(row, name) for name in COUNTS}
    percents = {name: getattr(row, name) for name in PERCENTS}
    return Stated(
        {name: count for name, count in counts.items() if count is not None},
        {name: percent for name, percent in percents.items() if percent is not None},
        Denominator(row.denominator) if row.denominator else None,
        row.period_start,
        row.period_end,
    )


def stated_in(row: Mapping[str, str]) -> Stated:
    """Return what a row of the shipped file says."""
    return Stated(
        {name: int(row[name]) for name in COUNTS if row[name]},
        {name: Decimal(row[name]) for name in PERCENTS if row[name]},
        Denominator(row["denominator"]) if row["denominator"] else None,
        date.fromisoformat(row["period_start"]) if row["period_start"] else None,
        date.fromisoformat(row["period_end"]) if row["period_end"] else None,
    )


def _entry_of(row: Mapping[str, str]) -> Entry:
    return Entry(
        province=row["province"],
        body=row["body"],
        stated=stated_in(row),
        source=row["source"],
        level=row["level"],
        # For those who wrote the file a trap; for readers the findings say so.
        note=row["note"]
        .removeprefix("BẪY: ")
        .replace("received-resolved", "tiếp nhận trừ đã giải quyết"),
    )


def _require(actor: Actor) -> None:
    if not actor.has(*ENTERING):
        raise PermissionDenied


def _refuse_empty(entry: Entry) -> None:
    if not entry.source.strip():
        raise ReportError(_("Xin ghi số lấy từ đâu, để người khác tra lại được."), "source")
    if not entry.stated.counts and not entry.stated.percents:
        raise ReportError(_("Báo cáo chưa có con số nào. Xin ghi ít nhất một số."))
