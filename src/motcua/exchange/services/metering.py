"""How often a client calls in a minute, counted by all processes of all machines together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

WINDOW_SECONDS: Final = 60
# One row a client, in a table that is not logged: no page of it is written out before an answer.
# A machine whose clock is a little behind counts in the minute of the others.
_COUNT: Final = """
    INSERT INTO exchange_apiminute AS counted (client_id, minute, calls) VALUES (%s, %s, 1)
    ON CONFLICT (client_id) DO UPDATE SET
        calls = CASE WHEN counted.minute - excluded.minute IN (0, 1)
            THEN counted.calls + 1 ELSE 1 END,
        minute = CASE WHEN counted.minute - excluded.minute IN (0, 1)
            THEN counted.minute ELSE excluded.minute END
    RETURNING minute, calls
"""


@dataclass(frozen=True, slots=True)
class Room:
    """How often a client may still call in this minute."""

    most: int
    left: int
    resets_in: int

    @property
    def is_there(self) -> bool:
        """Say whether this call is still within the limit."""
        return self.left >= 0


def count_call(client_id: int, most: int, at: datetime) -> Room:
    """Count one call of a client and say what room is left. One statement."""
    seconds = int(at.timestamp())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [client_id, seconds // WINDOW_SECONDS])
        minute, calls = cursor.fetchone()
    return Room(most, most - calls, (minute + 1) * WINDOW_SECONDS - seconds)
