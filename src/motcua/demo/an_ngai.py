"""Xã An Ngãi from 1 March to 15 September 2024, as the newspaper reported it.

747 dossiers received, 744 settled early or on time (99.6 %), 3 late. Among them a
marital-status certificate lodged on 12/9, due on 13/9, ready the same day, and a birth
registered again, due one working day later, ready the same day.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from motcua.demo.enacting import Planned
from motcua.demo.moments import OfficeTime, Pace, midnight
from motcua.demo.names import citizen
from motcua.demo.planning import Mix, Place, spread
from motcua.kernel.workdays import Calendar
from motcua.procedures.models import Channel

UNIT_CODE: Final = "26665"
NAME: Final = "xã An Ngãi"
FIRST_DAY: Final = date(2024, 3, 1)
LAST_DAY: Final = date(2024, 9, 13)
"""The last working day before the cut-off of the report, Sunday 15 September."""
LATEST_HOUR: Final = timedelta(hours=16, minutes=50)
UNTIL: Final = midnight(LAST_DAY) + LATEST_HOUR
"""The last instant at which anything happens in the play."""
RECEIVED: Final = 747
LATE: Final = 3
ONLINE: Final = 706
BY_POST: Final = 9
COMMITTED_BASIS: Final = "Mô hình “2 đạt” của xã An Ngãi (dữ liệu trình diễn)"
COMMITTED_DAYS: Final = {"1.004873": 1, "1.004884": 1, "1.004859": 2, "1.004837": 2}
"""Shorter limits that the commune promised, in working days."""
MARITAL_STATUS: Final = "1.004873"
BIRTH_AGAIN: Final = "1.004884"


def plan(calendar: Calendar, weights: Mapping[str, int], *, seed: int) -> list[Planned]:
    """Return the 747 dossiers in the order of acceptance; ``weights`` names what is asked for."""
    chance = random.Random(f"{seed}:an-ngai")  # noqa: S311 - a play, no secret
    time = OfficeTime.between(calendar, FIRST_DAY, LAST_DAY)
    told = [
        _told(chance, 0, MARITAL_STATUS, (8.5, 14.25, 15.5)),
        _told(chance, 1, BIRTH_AGAIN, (9.25, 15.25, 16.5)),
    ]
    made = spread(
        chance,
        time,
        Mix(RECEIVED - len(told), LATE, ONLINE, BY_POST),
        weights,
        days=time.working_days(FIRST_DAY, LAST_DAY),
        place=Place("an-ngai", NAME, first_serial=len(told)),
    )
    return sorted([*made, *told], key=lambda planned: planned.accepted_at)


def _told(
    chance: random.Random, serial: int, code: str, hours: tuple[float, float, float]
) -> Planned:
    """Return a dossier of the newspaper: lodged, ready and collected on 12 September."""
    day = midnight(date(2024, 9, 12))
    lodged_at, finished_at, returned_at = (day + timedelta(hours=hour) for hour in hours)
    return Planned(
        key=f"an-ngai:told:{serial}",
        procedure_code=code,
        channel=Channel.DIRECT,
        applicant=replace(citizen(chance, serial=serial, place=NAME), email=""),
        submitted_at=lodged_at,
        accepted_at=lodged_at,
        pace=Pace.EARLY,
        finished_at=finished_at,
        returned_at=returned_at,
    )
