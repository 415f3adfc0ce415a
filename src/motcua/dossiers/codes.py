"""Giving out dossier codes: one counter for each receiving agency and day."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.db import connection
from django.db.models import Q

from motcua.dossiers.models import CodePattern
from motcua.kernel import clock
from motcua.kernel.codes import CodePattern as Pattern

DEFAULT_PATTERN: Final = "{agency}-{yy}{mm}{dd}-{number:04}"

BOOK: Final = "book"
"""The series of numbers in the book of dossiers (form 07)."""

_ALLOCATE: Final = """
    WITH of_day AS (
        INSERT INTO dossiers_codecounter AS counter (agency_id, day, last_number)
        VALUES (%s, %s, 1)
        ON CONFLICT (agency_id, day) DO UPDATE SET last_number = counter.last_number + 1
        RETURNING last_number
    ), in_book AS (
        INSERT INTO dossiers_runningnumber AS running (agency_id, series, year, last_number)
        VALUES (%s, %s, %s, 1)
        ON CONFLICT (agency_id, series, year)
        DO UPDATE SET last_number = running.last_number + 1
        RETURNING last_number
    )
    SELECT of_day.last_number, in_book.last_number FROM of_day, in_book
"""
_NEXT: Final = """
    INSERT INTO dossiers_runningnumber AS running (agency_id, series, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, series, year) DO UPDATE SET last_number = running.last_number + 1
    RETURNING last_number
"""
_RESERVE: Final = """
    SELECT nextval(pg_get_serial_sequence('dossiers_dossier', 'id')), transaction_timestamp()
"""


@lru_cache(maxsize=4096)
def pattern_for(agency_id: int, day: date, stamp: int) -> Pattern:
    """Return the pattern in force for ``agency_id`` on ``day``; its own goes first."""
    del stamp  # part of the cache's key only
    found = (
        CodePattern.objects.valid_on(day)
        .filter(Q(agency_id=agency_id) | Q(agency__isnull=True))
        .order_by("agency_id", "-valid_from")
        .values_list("pattern", flat=True)
        .first()
    )
    return Pattern(found or DEFAULT_PATTERN)


def allocate_code(
    *, agency_id: int, agency_code: str, at: datetime, stamp: int
) -> tuple[str, int]:
    """Return the agency's next code of the day and next number in its book. One statement.

    Call it inside the accepting transaction, as late as can be: the counter's row stays
    locked until that commits or is rolled back, so no number is lost or given twice.
    """
    day = clock.day_of(at)
    pattern = pattern_for(agency_id, day, stamp)
    with connection.cursor() as cursor:
        cursor.execute(_ALLOCATE, [agency_id, day, agency_id, BOOK, day.year])
        number, in_book = cursor.fetchone()
    return pattern.render(agency_code, day, number), in_book


def next_number(agency_id: int, series: str, at: datetime) -> int:
    """Return the agency's next number of ``series`` in the year of ``at``.

    Call it inside the act's transaction: the series is locked until that ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency_id, series, clock.day_of(at).year])
        (number,) = cursor.fetchone()
    return int(number)


def reserve_dossier() -> tuple[int, datetime]:
    """Return the row number of a dossier about to be written, and the transaction's instant.

    Knowing the number beforehand lets everything that needs no code be written before the
    counter is locked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE)
        dossier_id, instant = cursor.fetchone()
    return dossier_id, instant
