"""What one fact adds to the columns on which day, told by the conditions of the columns alone.

A column is either a **flow** (accepted, settled: a period has the sum of its days) or a **stock**
(open, open and late: a day has the sum of everything up to it). What a fact adds to a flow on a
day is whether it is in the report of that one day; what it adds to a stock, whether it is in it
now less whether it was the day before. Both are asked of ``columns``; nothing is said twice.

The conditions compare days of a fact with the day looked at, so their answers can only change
on those days and on the days after them: no other day need be asked about.
"""

import hashlib
from typing import Final

from motcua.indicators import columns
from motcua.indicators.columns import BY_NAME

FLOWS_OF_ACCEPTANCE: Final = ("c4", "c5")
FLOWS: Final = ("c8", "c9", "c10")
STOCKS: Final = ("c11", "c13")
"""The other columns are sums of these: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 12 = 11 - 13; and what was
open when the day before began is column 6."""
PAYMENTS: Final = {
    "owing": "fact.paid_online IS NOT NULL AND fact.accepted_on BETWEEN %(first)s AND %(last)s",
    "paid": "fact.paid_online AND fact.accepted_on BETWEEN %(first)s AND %(last)s",
}
"""Who had a fee to pay, and who paid it online, of those accepted in a period."""
APART: Final = "(fact.ended_on < fact.accepted_on OR fact.waiting_on < fact.accepted_on)"
"""Ended before it began, as a clock that was put back has it: not what days can be added up of.
Such facts are left out here and counted themselves; an index finds them."""
SUFFIXES: Final = {True: "_w", False: "_e"}
"""Of columns that depend on whether waiting for papers counts as settled."""
DAY, MONTH, YEAR = "day", "month", "year"
_DATES: Final = (
    "accepted_on",
    "ended_on",
    "waiting_on",
    "apologized_on",
    "due_on",
    "unextended_due_on",
)
"""Every day of a fact that a condition looks at."""


def _on(text: str, day: str) -> str:
    """Return a condition about the one day ``day``."""
    return text % {"first": day, "last": day, "as_of_on": day}


def _is_in(name: str, day: str, *, waiting: bool) -> str:
    scope = columns.scope(waiting_is_settled=waiting)
    condition = columns.condition(BY_NAME[name], waiting_is_settled=waiting)
    return _one_if(_on(f"({scope}) AND ({condition})", day))


def _one_if(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _told() -> dict[str, str]:
    """Return what one fact adds on ``spot.day``, by the name under which sums are stored."""
    today, yesterday = "spot.day", "(spot.day - 1)"
    found = {name: _is_in(name, today, waiting=True) for name in FLOWS_OF_ACCEPTANCE}
    for waiting, suffix in SUFFIXES.items():
        for name in FLOWS:
            found[name + suffix] = _is_in(name, today, waiting=waiting)
        for name in STOCKS:
            now, before = (_is_in(name, day, waiting=waiting) for day in (today, yesterday))
            found[name + suffix] = f"{now} - {before}"
    for name, condition in PAYMENTS.items():
        found[name] = _one_if(_on(condition, today))
    return found


_TOLD: Final = _told()
SUMS: Final = tuple(_TOLD)
"""The columns of the table of spans that hold numbers."""
SUM_LIST: Final = ", ".join(SUMS)
NOTHING: Final = f"({SUM_LIST}) = ({', '.join('0' for _name in SUMS)})"
_ADDED: Final = ", ".join(f"sum({name})::integer AS {name}" for name in SUMS)
BY_DAY: Final = f"""
    SELECT told.day, told.agency_id, told.field_id, {_ADDED}
    FROM (
        SELECT spot.day, fact.agency_id, counted.field_id,
            {", ".join(f"{text} AS {name}" for name, text in _TOLD.items())}
        FROM indicators_dossierfact AS fact
        JOIN indicators_countedprocedure AS counted ON counted.procedure_id = fact.procedure_id
        CROSS JOIN LATERAL (
            SELECT DISTINCT of_fact.day + more.days AS day
            FROM (VALUES {", ".join(f"(fact.{name})" for name in _DATES)}) AS of_fact(day),
                (VALUES (0), (1)) AS more(days)
            WHERE of_fact.day IS NOT NULL
        ) AS spot
        WHERE NOT COALESCE({APART}, FALSE) AND {{which}}
        OFFSET 0  -- so that nothing is worked out twice
    ) AS told
    WHERE NOT {NOTHING}
    GROUP BY told.day, told.agency_id, told.field_id
"""  # noqa: S608 - names of our own columns, here and below
"""What the facts ``{which}`` add on each day, by agency and field."""
SPREAD: Final = f"""
    WITH of_days AS ({{added}}), of_months AS (
        SELECT date_trunc('month', day)::date AS day, agency_id, field_id, {_ADDED}
        FROM of_days GROUP BY 1, 2, 3
    ), of_years AS (
        SELECT date_trunc('year', day)::date AS day, agency_id, field_id, {_ADDED}
        FROM of_months GROUP BY 1, 2, 3
    ), of_each AS (
        SELECT '{DAY}' AS span, * FROM of_days
        UNION ALL SELECT '{MONTH}', * FROM of_months
        UNION ALL SELECT '{YEAR}', * FROM of_years
    ), of_agencies AS (
        SELECT span, day, agency_id, NULL::bigint AS field_id, {_ADDED}
        FROM of_each GROUP BY span, day, agency_id
    ), of_fields AS (
        SELECT span, day, NULL::bigint AS agency_id, field_id, {_ADDED}
        FROM of_each GROUP BY span, day, field_id
    ), of_all AS (
        SELECT span, day, NULL::bigint AS agency_id, NULL::bigint AS field_id, {_ADDED}
        FROM of_agencies GROUP BY span, day
    )
    SELECT * FROM of_each
    UNION ALL SELECT * FROM of_agencies
    UNION ALL SELECT * FROM of_fields
    UNION ALL SELECT * FROM of_all
"""  # noqa: S608
"""The same for days, months and years, and for all agencies and all fields together."""
ADD: Final = f"""
    INSERT INTO indicators_spancount AS kept (span, day, agency_id, field_id, {SUM_LIST})
    SELECT span, day, agency_id, field_id, {SUM_LIST} FROM ({{spread}}) AS spread
    WHERE NOT {NOTHING}
    ORDER BY span, day, agency_id, field_id
    ON CONFLICT (agency_id, span, day, field_id) DO UPDATE
    SET {", ".join(f"{name} = kept.{name} + excluded.{name}" for name in SUMS)}
"""  # noqa: S608
_UNLIKE: Final = " OR ".join(
    f"COALESCE(kept.{name}, 0) <> COALESCE(anew.{name}, 0)" for name in SUMS
)
DIFFERENCES: Final = f"""
    WITH anew AS ({SPREAD.format(added=BY_DAY.format(which="TRUE"))})
    SELECT COALESCE(kept.span, anew.span) AS span, COALESCE(kept.day, anew.day) AS day,
        agency.name, field.name,
        {", ".join(f"COALESCE(kept.{name}, 0), COALESCE(anew.{name}, 0)" for name in SUMS)}
    FROM indicators_spancount AS kept
    FULL JOIN anew ON kept.span = anew.span AND kept.day = anew.day
        AND COALESCE(kept.agency_id, 0) = COALESCE(anew.agency_id, 0)
        AND COALESCE(kept.field_id, 0) = COALESCE(anew.field_id, 0)
    LEFT JOIN agencies_agency AS agency
        ON agency.id = COALESCE(kept.agency_id, anew.agency_id)
    LEFT JOIN indicators_countedfield AS field
        ON field.id = COALESCE(kept.field_id, anew.field_id)
    WHERE {_UNLIKE}
    ORDER BY array_position(ARRAY['{DAY}', '{MONTH}', '{YEAR}'], COALESCE(kept.span, anew.span)),
        2, agency.name NULLS LAST, field.name NULLS LAST
    LIMIT %(most)s
"""  # noqa: S608
"""What is kept beside what the facts come to, where that is not the same; days first."""
FORMULA: Final = hashlib.sha256((BY_DAY + SPREAD).encode()).hexdigest()[:16]
"""By which definitions spans were added up; others, and all are added up anew."""
