"""What the items of index 766 come to in a period, of every agency, in a dozen statements.

Dossiers are those accepted in the period, of the agency that decides them, as they stood when
it ended. What only grows is counted as of a cut-off, so that anybody can count it again; see
``Item.is_proven``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from motcua.agencies.models import Agency
from motcua.indicators import hearing
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tallies, Tally
from motcua.indicators.indexing.entering import entered
from motcua.indicators.indexing.offered import Offered, offered_on
from motcua.indicators.indexing.sources import (
    AGAIN,
    HELD,
    IS_FINISHED,
    IS_ONLINE,
    OWING,
    SAID,
    SIGNED,
)
from motcua.indicators.indexing.standing import AS_THEY_ARE, FACTS, Standing, standing_at
from motcua.indicators.indexing.syncing import known_from
from motcua.indicators.periods import NamedPeriod, Period
from motcua.indicators.reports import IN_TIME_766
from motcua.kernel import clock
from motcua.payments.models import Collector

_DOSSIERS: Final = f"""
    WITH {FACTS}, {SIGNED}
    SELECT fact.agency_id, fact.procedure_id,
        count(*),
        count(*) FILTER (WHERE {IN_TIME_766}),
        count(*) FILTER (WHERE fact.channel = 'online'),
        count(*) FILTER (WHERE {IS_ONLINE}),
        count(*) FILTER (WHERE {IS_FINISHED}),
        count(*) FILTER (WHERE {IS_FINISHED} AND signed.dossier_id IS NOT NULL)
    FROM fact LEFT JOIN signed ON signed.dossier_id = fact.dossier_id
    GROUP BY fact.agency_id, fact.procedure_id
"""  # noqa: S608 - our own text, and below
_MONEY: Final = f"""
    WITH {FACTS}, {OWING}
    SELECT fact.agency_id, fact.procedure_id, count(*), count(*) FILTER (WHERE is_online)
    FROM fact JOIN owing ON owing.dossier_id = fact.dossier_id
    GROUP BY fact.agency_id, fact.procedure_id
"""  # noqa: S608
_PAPERS: Final = f"""
    WITH {FACTS}, {HELD}, {AGAIN}
    SELECT held.agency_id,
        count(*) FILTER (WHERE is_finished AND digital = papers),
        count(*) FILTER (WHERE is_finished),
        count(*) FILTER (WHERE is_reused),
        count(*) FILTER (WHERE is_reused OR again.dossier_id IS NOT NULL)
    FROM held LEFT JOIN again ON again.dossier_id = held.dossier_id
    GROUP BY held.agency_id
"""  # noqa: S608
_COMPLAINED: Final = f"""
    WITH {FACTS}, {SAID}
    SELECT fact.agency_id, count(*)
    FROM fact JOIN said ON said.dossier_id = fact.dossier_id
    GROUP BY fact.agency_id
"""  # noqa: S608

_SYNCED: Final = """
    WITH {facts}
    SELECT fact.agency_id, count(*) FROM fact WHERE {condition} GROUP BY fact.agency_id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A named period of certain days, and what may be known of it.

    ``recorded_before`` is the cut-off. A period that goes on is counted as the facts stand.
    """

    named: NamedPeriod
    period: Period
    recorded_before: datetime

    @property
    def ends_at(self) -> datetime:
        """Return the midnight that ends it."""
        return datetime.combine(
            self.period.last + timedelta(days=1), time.min, tzinfo=clock.VIETNAM
        )

    @property
    def as_of_at(self) -> datetime:
        """Return the instant at which what is open is held against its date."""
        return min(self.ends_at, clock.local(self.recorded_before))

    @property
    def as_of_on(self) -> date:
        """Return the day on which the catalogue is read: the last, or that of the cut-off."""
        return min(self.period.last, clock.day_of(self.recorded_before))

    @property
    def is_over(self) -> bool:
        """Say whether nothing can happen in it any more."""
        return clock.local(self.recorded_before) >= self.ends_at


@dataclass(slots=True)
class _Sums:
    """What was counted of one agency's dossiers."""

    received: int = 0
    in_time: int = 0
    online: int = 0
    finished: int = 0
    signed: int = 0
    online_procedures: set[int] = field(default_factory=set)
    owing: int = 0
    paid_online: int = 0
    paid_procedures: set[int] = field(default_factory=set)
    fee_procedures: set[int] = field(default_factory=set)
    digital: int = 0
    with_papers: int = 0
    reused: int = 0
    reusable: int = 0
    complained: int = 0
    synced: int | None = None


def agencies_of(period: Period) -> list[Agency]:
    """Return the agencies that there are in a period, with their units. One query."""
    return list(
        Agency.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=period.first),
            valid_from__lte=period.last,
        )
        .select_related("unit")
        .order_by("code")
    )


def counted(asked: Asked, agencies: Sequence[Agency]) -> dict[int, Tallies]:
    """Return what every item comes to, by agency; what is not known is missing.

    Eleven statements, one more where the portal has been told, two for a period that is over.
    """
    sums: dict[int, _Sums] = defaultdict(_Sums)
    values = values_of(asked, [agency.pk for agency in agencies])
    _add_dossiers(sums, values)
    for agency_id, procedure_id, owing, online in _rows(_MONEY, values):
        _add_money(sums[agency_id], procedure_id, owing, online)
    for agency_id, *papers in _rows(_PAPERS, values):
        one = sums[agency_id]
        one.digital, one.with_papers, one.reused, one.reusable = papers
    for agency_id, complained in _rows(_COMPLAINED, values):
        sums[agency_id].complained = complained
    _add_synced(sums, asked, values)
    offered = offered_on(asked.as_of_on, agencies)
    taking = set(Collector.objects.values_list("agency_id", flat=True))
    kept = {
        agency.pk: _kept(sums[agency.pk], offered[agency.pk], takes_money=agency.pk in taking)
        for agency in agencies
    }
    proven = _proven(asked, agencies, sums)
    return {agency.pk: {**kept[agency.pk], **proven[agency.pk]} for agency in agencies}


def proven(asked: Asked, agencies: Sequence[Agency]) -> dict[int, Tallies]:
    """Return the items that can be counted again as of the cut-off. Seven statements or eight."""
    sums: dict[int, _Sums] = defaultdict(_Sums)
    values = values_of(asked, [agency.pk for agency in agencies])
    _add_dossiers(sums, values)
    _add_synced(sums, asked, values)
    return _proven(asked, agencies, sums)


def values_of(asked: Asked, agencies: Sequence[int]) -> dict[str, Any]:
    """Return the values of a statement over ``FACTS``. Two queries for a period that is over."""
    standing: Standing = AS_THEY_ARE
    first, last = asked.period.first, asked.period.last
    if asked.is_over:
        standing = standing_at(
            first=first,
            last=last,
            agencies=agencies,
            happened_before=asked.ends_at,
            recorded_before=asked.recorded_before,
        )
    return {
        "first": first,
        "last": last,
        "agencies": list(agencies),
        "as_of_at": asked.as_of_at,
        "happened_before": asked.ends_at,
        "recorded_before": asked.recorded_before,
        **standing.values,
    }


def _add_dossiers(sums: dict[int, _Sums], values: Mapping[str, Any]) -> None:
    rows = _rows(_DOSSIERS, values)
    for agency_id, procedure_id, received, in_time, lodged, online, finished, signed in rows:
        one = sums[agency_id]
        one.received += received
        one.in_time += in_time
        one.online += online
        one.finished += finished
        one.signed += signed
        if lodged:
            one.online_procedures.add(procedure_id)


def _add_synced(sums: dict[int, _Sums], asked: Asked, values: Mapping[str, Any]) -> None:
    """Add what the national portal knows, where that is known of the whole period."""
    condition = known_from(asked.period.first)
    if condition is None:
        return
    for agency_id in values["agencies"]:
        sums[agency_id].synced = 0
    statement = _SYNCED.format(facts=FACTS, condition=condition)
    for agency_id, synced in _rows(statement, values):
        sums[agency_id].synced = synced


def _add_money(one: _Sums, procedure_id: int, owing: int, online: int) -> None:
    one.owing += owing
    one.paid_online += online
    one.fee_procedures.add(procedure_id)
    if online:
        one.paid_procedures.add(procedure_id)


def _kept(one: _Sums, offered: Offered, *, takes_money: bool) -> dict[str, Tally]:
    late = one.received - one.in_time
    # Whatever somebody paid for has a fee, and whatever came online is offered so.
    fees = offered.with_fee | one.fee_procedures
    online = offered.online | one.online_procedures
    everything = offered.all | one.online_procedures
    return {
        items.CONTENT_FULL: Tally(len(offered.complete), len(offered.all)),
        items.ONLINE_SERVICES: Tally(len(online), len(everything | online)),
        items.ONLINE_USED: Tally(len(one.online_procedures), len(online)),
        items.PAID_ONLINE: Tally(one.paid_online, one.owing),
        items.PAYMENT_USED: Tally(len(one.paid_procedures), len(fees)),
        items.PAYMENT_OFFERED: Tally(len(fees) if takes_money else 0, len(fees)),
        items.DIGITISED: Tally(one.digital, one.with_papers),
        items.REUSED: Tally(one.reused, one.reusable),
        items.SATISFIED: Tally(max(one.received - late - one.complained, 0), one.received),
    }


def _proven(
    asked: Asked, agencies: Sequence[Agency], sums: Mapping[int, _Sums]
) -> dict[int, Tallies]:
    in_time = _heard(hearing.in_time, asked)
    content = _heard(hearing.content, asked)
    told = entered(
        asked.named,
        agencies=[agency.pk for agency in agencies],
        recorded_before=asked.recorded_before,
    )
    found: dict[int, Tallies] = {}
    for agency in agencies:
        one = sums[agency.pk]
        # Counted, whatever somebody entered.
        known = {} if one.synced is None else {items.SYNC: Tally(one.synced, one.received)}
        found[agency.pk] = {
            items.PROGRESS: Tally(one.in_time, one.received),
            items.ONLINE_DOSSIERS: Tally(one.online, one.received),
            items.ELECTRONIC_RESULT: Tally(one.signed, one.finished),
            items.PETITIONS_IN_TIME: in_time.get(agency.pk, Tally(0, 0)),
            items.PETITIONS_CONTENT: content.get(agency.pk, Tally(0, 0)),
            **told.get(agency.pk, {}),
            **known,
        }
    return found


def _heard(count: Any, asked: Asked) -> dict[int, Tally]:
    found: dict[int, Tally] = {}
    rows = count(
        first=asked.period.first, last=asked.as_of_on, recorded_before=asked.recorded_before
    )
    for row in rows:
        found[row.agency_id] = found.get(row.agency_id, Tally(0, 0)) + Tally(row.part, row.whole)
    return found


def _rows(statement: str, values: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Sequence[Any]] = cursor.fetchall()
    return found
