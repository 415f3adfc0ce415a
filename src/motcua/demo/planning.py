"""Spreading made-up dossiers over the working days of a place."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from motcua.demo.enacting import Planned
from motcua.demo.moments import OfficeTime, Pace, midnight
from motcua.demo.names import citizen
from motcua.dossiers.lifecycle import ResultMode
from motcua.procedures.models import Channel

COMMUNE_WEIGHTS: Final[Mapping[str, int]] = {
    "1.001193": 15,  # births
    "2.000635": 18,  # copies from the civil register
    "1.004873": 14,  # marital status
    "2.000815": 12,  # certified copies
    "2.000884": 8,  # certified signatures
    "1.000656": 7,  # deaths
    "1.000894": 7,  # marriages
    "1.004859": 5,  # corrections
    "1.004884": 4,  # births registered again
    "2.001035": 3,  # certified contracts
    "1.004746": 2,  # marriages registered again
    "1.004837": 1,  # guardianship
    "1.000689": 2,  # births with acknowledgement
    "1.004772": 2,  # births of people who have papers
}
"""How often each procedure is asked for, roughly, in a commune."""
SHARE_EARLY: Final = 0.7
SHARE_BY_POST_HOME: Final = 0.2
LATE_MARGIN_DAYS: Final = 14
LATEST_ACCEPTANCE: Final = 0.94  # of the working day
LONGEST_WAIT: Final = timedelta(hours=16)  # of what was lodged on line


def weights_among(available: Collection[str]) -> dict[str, int]:
    """Return how often each commune procedure is asked for, of those that can be accepted."""
    return {code: weight for code, weight in COMMUNE_WEIGHTS.items() if code in available}


@dataclass(frozen=True, slots=True)
class Mix:
    """How many dossiers a place has, and how they came and went."""

    received: int
    late: int
    online: int
    by_post: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where people come from, and which made-up people are its own."""

    key: str
    name: str
    first_serial: int


def spread(
    chance: random.Random,
    time: OfficeTime,
    mix: Mix,
    weights: Mapping[str, int],
    *,
    days: Sequence[date],
    place: Place,
) -> list[Planned]:
    """Return the dossiers of ``mix`` spread over working days, in the order of acceptance."""
    count = mix.received
    # Sorted: what came back from the database has another order than what went in.
    asked_for = sorted(weights)
    codes = chance.choices(asked_for, [weights[code] for code in asked_for], k=count)
    instants = sorted(
        time.in_day(chance, chance.choice(days), latest=LATEST_ACCEPTANCE) for _ in range(count)
    )
    channels = _channels(chance, mix)
    late = _late_places(chance, instants, days[-1], mix.late)
    opens = midnight(days[0]) + timedelta(hours=7)
    return [
        Planned(
            key=f"{place.key}:{index}",
            procedure_code=codes[index],
            channel=channels[index],
            applicant=citizen(chance, serial=place.first_serial + index, place=place.name),
            submitted_at=_submitted(chance, channels[index], accepted_at, opens),
            accepted_at=accepted_at,
            pace=_pace(chance, is_late=index in late),
            result_mode=_result_mode(chance, channels[index]),
        )
        for index, accepted_at in enumerate(instants)
    ]


def _channels(chance: random.Random, mix: Mix) -> list[Channel]:
    direct = mix.received - mix.online - mix.by_post
    channels = [Channel.ONLINE] * mix.online + [Channel.POST] * mix.by_post
    channels += [Channel.DIRECT] * direct
    chance.shuffle(channels)
    return channels


def _late_places(
    chance: random.Random, instants: Sequence[datetime], last_day: date, count: int
) -> set[int]:
    """Choose which dossiers are late, all accepted long enough before the last day."""
    until = midnight(last_day) - timedelta(days=LATE_MARGIN_DAYS)
    candidates = [index for index, accepted_at in enumerate(instants) if accepted_at < until]
    return set(chance.sample(candidates, count))


def _submitted(
    chance: random.Random, channel: Channel, accepted_at: datetime, opens: datetime
) -> datetime:
    if channel is Channel.DIRECT:
        return accepted_at
    wait = LONGEST_WAIT * chance.betavariate(1.2, 4.0) + timedelta(minutes=3)
    return max(opens, (accepted_at - wait).replace(second=0, microsecond=0))


def _pace(chance: random.Random, *, is_late: bool) -> Pace:
    is_early = chance.random() < SHARE_EARLY
    if is_late:
        return Pace.LATE
    return Pace.EARLY if is_early else Pace.ON_TIME


def _result_mode(chance: random.Random, channel: Channel) -> ResultMode:
    draw = chance.random()
    if channel is Channel.DIRECT:
        return ResultMode.AT_DESK
    if channel is Channel.POST or draw < SHARE_BY_POST_HOME:
        return ResultMode.BY_POST
    return ResultMode.ELECTRONIC
