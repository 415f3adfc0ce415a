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

_ALLOCATE: Final = """
    INSERT INTO dossiers_codecounter AS counter (agency_id, day, last_number)
    VALUES (%s, %s, 1)
    ON CONFLICT (agency_id, day) DO UPDATE SET last_number = counter.last_number + 1
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


def allocate_code(*, agency_id: int, agency_code: str, at: datetime, stamp: int) -> str:
    """Return the next code of the agency on the day of ``at``. One statement.

    Call it inside the accepting transaction, as late as can be: the counter's row stays
    locked until that commits or is rolled back, so no number is lost or given twice.
    """
    day = clock.day_of(at)
    pattern = pattern_for(agency_id, day, stamp)
    with connection.cursor() as cursor:
        cursor.execute(_ALLOCATE, [agency_id, day])
        (number,) = cursor.fetchone()
    return pattern.render(agency_code, day, number)


def reserve_dossier() -> tuple[int, datetime]:
    """Return the row number of a dossier about to be written, and the transaction's instant.

    Knowing the number beforehand lets everything that needs no code be written before the
    counter is locked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE)
        dossier_id, instant = cursor.fetchone()
    return dossier_id, instant
