"""Who is in time by index 766. Pure; ``reports`` has the same as a condition over facts.

1. The end is when it was done; else withdrawn or stopped. What is handed over later changes
   nothing.
2. In time where the end is not after the date, by the instant.
3. Without an end by the end of the period, that end is held against the date.
4. While papers are awaited, the request is the end. More than one request is late.
5. The time of waiting is not counted: the date moves by it (``facts``).
6. Without a date, nothing was promised that could be broken: in time.
"""

from datetime import datetime
from typing import Final

from motcua.indicators.facts import Fact
from motcua.kernel.punctuality import Punctuality

MOST_REQUESTS: Final = 1


def is_in_time(fact: Fact, ends_at: datetime) -> bool:
    """Say whether a dossier counts as in time in a period that ends before ``ends_at``."""
    if fact.supplement_requests > MOST_REQUESTS:
        return False
    measured = fact.measured_at
    if measured is not None and measured < ends_at:
        return fact.instant_class(fact.due.current) is not Punctuality.LATE
    return fact.due.current is None or fact.due.current >= ends_at
