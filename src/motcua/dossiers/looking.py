"""Who looks through whose eyes, and until when. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from motcua.agencies.actors import Actor

LASTS: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Looking:
    """An administrator, ``by``, who sees the pages of the officer called ``name``."""

    id: int
    by: Actor
    officer_id: int
    name: str
    agency: str
    until: datetime
