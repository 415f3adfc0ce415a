"""Facts as they stood at the end of a period, from what was recorded before a cut-off.

What went on later has moved some facts since. These are derived again from the events of that
time, and take the places of their rows in the statements that count.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from motcua.indicators import keeping
from motcua.indicators.keeping import COLUMNS, TOLD_BY

# Either something happened to it later, and then it was not over yet, or was opened again; or
# something was recorded later. Two conditions, so that each finds its index.
_MOVED: Final = """
    SELECT fact.dossier_id FROM indicators_dossierfact AS fact
    WHERE fact.agency_id = ANY(%(agencies)s)
        AND fact.accepted_on BETWEEN %(first)s AND %(last)s
        AND (fact.ended_on IS NULL OR fact.ended_on > %(last)s OR fact.reopenings > 0)
        AND EXISTS (
            SELECT FROM dossiers_dossierevent AS event
            WHERE event.dossier_id = fact.dossier_id AND event.action = ANY(%(actions)s)
                AND event.happened_at >= %(happened_before)s)
    UNION
    SELECT event.dossier_id FROM dossiers_dossierevent AS event
    JOIN indicators_dossierfact AS fact ON fact.dossier_id = event.dossier_id
    WHERE event.recorded_at >= %(recorded_before)s AND event.action = ANY(%(actions)s)
        AND fact.agency_id = ANY(%(agencies)s)
        AND fact.accepted_on BETWEEN %(first)s AND %(last)s
"""
FACTS: Final = """
    fact AS (
        SELECT * FROM indicators_dossierfact
        WHERE agency_id = ANY(%(agencies)s) AND accepted_on BETWEEN %(first)s AND %(last)s
            AND NOT EXISTS (
                SELECT FROM unnest(%(moved)s::bigint[]) AS moved WHERE moved = dossier_id)
        UNION ALL
        SELECT * FROM jsonb_populate_recordset(
            NULL::indicators_dossierfact, %(as_they_stood)s::jsonb
        )
        WHERE accepted_on BETWEEN %(first)s AND %(last)s
    )
"""
"""The facts of dossiers accepted in the period, as a table called ``fact``."""
_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Standing:
    """What fills ``FACTS``: whose facts have moved since, and how they stood."""

    moved: tuple[int, ...] = ()
    as_they_stood: str = "[]"

    @property
    def values(self) -> dict[str, Any]:
        """Return the values of the statement."""
        return {"moved": list(self.moved), "as_they_stood": self.as_they_stood}


AS_THEY_ARE: Final = Standing()
"""Of a period that goes on: what the table says."""


def standing_at(
    *,
    first: date,
    last: date,
    agencies: Sequence[int],
    happened_before: datetime,
    recorded_before: datetime,
) -> Standing:
    """Return the facts of a period as they stood. A query, and one for each 5,000 that moved."""
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVED,
            {
                "first": first,
                "last": last,
                "agencies": list(agencies),
                "actions": [str(action) for action in TOLD_BY],
                "happened_before": happened_before,
                "recorded_before": recorded_before,
            },
        )
        moved = tuple(dossier_id for (dossier_id,) in cursor.fetchall())
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for start in range(0, len(moved), _AT_ONCE)
        for row in keeping.derived(
            moved[start : start + _AT_ONCE], before=(happened_before, recorded_before)
        )
    ]
    return Standing(moved, json.dumps(rows, default=_written))


def _written(value: date | datetime) -> str:
    return value.isoformat()
