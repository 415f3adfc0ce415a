"""Figures that come from elsewhere, entered by month with their source."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.indicators.index766.items import BY_KEY
from motcua.indicators.index766.scoring import Tallies, Tally, together
from motcua.indicators.index766.versions import VersionError
from motcua.indicators.models import IndexInput
from motcua.indicators.periods import Kind, NamedPeriod


def months_of(named: NamedPeriod) -> list[date]:
    """Return the first days of the months that ``named`` is made of."""
    last = named.last_month.month
    length = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.NINE: 9, Kind.YEAR: 12}
    return [date(named.year, month, 1) for month in range(last - length[named.kind] + 1, last + 1)]


def entered(
    named: NamedPeriod, *, agencies: Collection[int], recorded_before: datetime | None = None
) -> dict[int, Tallies]:
    """Return what was entered for the months of a period, summed, by agency. One query."""
    rows = IndexInput.objects.filter(month__in=months_of(named), agency_id__in=list(agencies))
    if recorded_before is not None:
        rows = rows.filter(recorded_at__lt=recorded_before)
    last: dict[tuple[int, date, str], IndexInput] = {}
    for row in rows.order_by("id"):
        last[row.agency_id, row.month, row.key] = row
    found: dict[int, list[Tallies]] = defaultdict(list)
    for (agency_id, _month, key), row in last.items():
        found[agency_id].append({key: Tally(row.part, row.whole, row.source)})
    return {agency_id: together(tallies) for agency_id, tallies in found.items()}


@transaction.atomic
def enter(
    agency: Agency,
    month: date,
    key: str,
    *,
    tally: Tally,
    officer_id: int | None,
    on: date,
    at: datetime,
) -> IndexInput:
    """Write what an item came to in a month, by a source that can be looked up.

    Raises VersionError for an item that is counted here, a month ahead, or no source.
    """
    item = BY_KEY.get(key)
    if item is None or not item.is_entered:
        raise VersionError(_("Chỉ số này do hệ thống đếm, không nhập tay."))
    if month > on:
        raise VersionError(_("Tháng này chưa tới. Xin chọn tháng khác."))
    if not tally.source.strip():
        raise VersionError(_("Xin ghi số liệu lấy từ đâu, để người khác tra lại được."))
    return IndexInput.objects.create(
        agency=agency,
        month=month.replace(day=1),
        key=key,
        part=tally.part,
        whole=tally.whole,
        source=tally.source.strip(),
        entered_by_id=officer_id,
        recorded_at=at,
    )
