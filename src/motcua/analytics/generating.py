"""Facts of dossiers that never were, by the million, to measure with. Pure.

The same seed gives the same facts; more rows begin with the same ones. Early, on time and late
are what ``indicators.facts`` says of such a dossier: asked once for each way to end, not once for
each row. Agencies differ in size, in how much comes online and in how punctual they are.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

import pyarrow as pa

from motcua.analytics.schema import COLUMNS
from motcua.indicators.facts import FORMULA, Dates, Fact, Outcome
from motcua.kernel.clock import VIETNAM

BLOCK: Final = 50_000
SOURCE: Final = "generated"
_EPOCH: Final = date(1970, 1, 1)
_DAY: Final = timedelta(days=1)
_DAY_MICROSECONDS: Final = 86_400_000_000
_PROMISED_HOUR: Final = 16
_PROMISED_AT: Final = (_PROMISED_HOUR - 7) * 3_600_000_000
"""Of the day, in the time of Greenwich."""
_CHANNELS: Final = ("online", "direct", "post")
_FIELDS: Final = 24
_PROCEDURES: Final = 240
_TERMS: Final = (1, 3, 5, 7, 10, 15, 15, 20, 30)
_EXTENDED_BY: Final = 7


@dataclass(frozen=True, slots=True)
class Wish:
    """What is made: so many facts of dossiers accepted in these days at so many agencies."""

    rows: int
    seed: int = 2026
    agencies: int = 103
    first: date = date(2023, 1, 1)
    last: date = date(2025, 12, 31)


def batches(wish: Wish) -> Iterator[pa.RecordBatch]:
    """Yield the facts, so many at a time."""
    for number, begin in enumerate(range(0, wish.rows, BLOCK)):
        drawing = random.Random(f"{wish.seed}/{number}")  # noqa: S311 - to be drawn again
        rows = [
            _row(begin + index + 1, wish, drawing)
            for index in range(min(BLOCK, wish.rows - begin))
        ]
        columns = zip(*rows, strict=True)
        yield pa.RecordBatch.from_arrays(
            [
                _array(list(values), field.type)
                for values, field in zip(columns, COLUMNS, strict=True)
            ],
            schema=COLUMNS,
        )


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Return a column; days and instants are numbers until here, which is much faster."""
    if pa.types.is_date32(kind):
        return pa.array(values, pa.int32()).cast(kind)
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)


def _row(number: int, wish: Wish, drawing: random.Random) -> tuple[Any, ...]:
    chance = drawing.random
    # Squared, so that the first agencies are much larger than the last.
    agency = 1 + int(chance() ** 2 * wish.agencies)
    receiving = agency if chance() < 0.92 else 1 + int(chance() * wish.agencies)  # noqa: PLR2004
    procedure = 1 + int(chance() ** 2 * _PROCEDURES)
    accepted = _number(wish.first) + int(chance() * ((wish.last - wish.first).days + 1))
    original = accepted + _TERMS[int(chance() * len(_TERMS))]
    outcome, is_waiting = _fate(chance())
    is_extended = chance() < 0.03  # noqa: PLR2004
    due = original + _EXTENDED_BY * is_extended
    apologized = max(accepted, original - 1) if is_extended else None
    measured, is_past_hour = None, False
    if outcome is not Outcome.OPEN or is_waiting:
        measured, is_past_hour = _measured(accepted, due, agency, chance)
        if is_waiting:
            measured = min(measured, due)
    current = _classes(outcome, is_waiting, measured, due, is_past_hour)
    first = _classes(outcome, is_waiting, measured, original, is_past_hour)
    ended = measured if outcome is not Outcome.OPEN else None
    return (
        *(number, 4 + is_extended + is_waiting, FORMULA, agency, receiving, procedure),
        *(_channel(agency, chance()), "demo", outcome.value, accepted, ended),
        *(measured if is_waiting else None, apologized, due, original, original),
        *(_instant(due), _instant(original), _instant(original)),
        *(*current, *first, *first, int(is_waiting or chance() < 0.05), 0),  # noqa: PLR2004
        *(_agency_code(agency), _procedure_code(procedure), _field(procedure)),
    )


def _fate(chance: float) -> tuple[Outcome, bool]:
    """Return how it ended, and whether papers are awaited."""
    if chance < 0.93:  # noqa: PLR2004
        return Outcome.FINISHED, False
    if chance < 0.95:  # noqa: PLR2004
        return Outcome.WITHDRAWN, False
    if chance < 0.96:  # noqa: PLR2004
        return Outcome.STOPPED, False
    return Outcome.OPEN, chance < 0.975  # noqa: PLR2004


def _measured(accepted: int, due: int, agency: int, chance: Any) -> tuple[int, bool]:
    """Return on which day it ended, and whether after the promised hour of the day."""
    late = 0.01 + 0.12 * ((agency * 37) % 10) / 10
    kind = chance()
    if kind < late:
        return due + 1 + int(chance() * 20), chance() < 0.5  # noqa: PLR2004
    if kind < late + 0.2:
        return due, chance() < 0.05  # noqa: PLR2004
    return max(accepted, due - 1 - int(chance() * 8)), False


def _channel(agency: int, chance: float) -> str:
    online = 0.35 + 0.06 * ((agency * 13) % 10)
    if chance < online:
        return _CHANNELS[0]
    return _CHANNELS[1] if chance < online + (1 - online) * 0.9 else _CHANNELS[2]


def _classes(
    outcome: Outcome,
    is_waiting: bool,  # noqa: FBT001
    measured: int | None,
    due: int,
    is_past_hour: bool,  # noqa: FBT001
) -> tuple[str, str]:
    return _classed(
        outcome, is_waiting, None if measured is None else measured - due, is_past_hour
    )


@cache
def _classed(
    outcome: Outcome,
    is_waiting: bool,  # noqa: FBT001
    days_after: int | None,
    is_past_hour: bool,  # noqa: FBT001
) -> tuple[str, str]:
    """Ask the one definition, by day and by instant, with a dossier of that kind."""
    due_at = datetime(2024, 6, 3, _PROMISED_HOUR, tzinfo=VIETNAM)
    if days_after is None:
        return "", ""
    moment = due_at + days_after * _DAY + timedelta(hours=1 if is_past_hour else -2)
    fact = Fact(
        accepted_at=due_at - 90 * _DAY,
        due=Dates(due_at, due_at, due_at),
        outcome=outcome,
        ended_at=None if is_waiting else moment,
        waiting_at=moment if is_waiting else None,
    )
    by_day, by_instant = fact.day_class(due_at), fact.instant_class(due_at)
    assert by_day is not None  # noqa: S101 - it ended, or waits
    assert by_instant is not None  # noqa: S101 - so here
    return by_day.value, by_instant.value


def _number(day: date) -> int:
    return (day - _EPOCH).days


def _instant(day: int) -> int:
    return day * _DAY_MICROSECONDS + _PROMISED_AT


@cache
def _agency_code(agency: int) -> str:
    return f"H99.{agency:03}"


@cache
def _procedure_code(procedure: int) -> str:
    return f"9.{procedure:06}"


@cache
def _field(procedure: int) -> str:
    return f"Lĩnh vực {procedure % _FIELDS + 1:02}"


def cut_off(wish: Wish) -> str:
    """Return the instant after which nothing of this is known: the end of the last day."""
    following = datetime.combine(wish.last + _DAY, datetime.min.time(), tzinfo=VIETNAM)
    return following.astimezone(UTC).isoformat()
