"""Points of the nine indices, and what they come to for an agency and for an officer. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from motcua.indicators.nine.scheme import (
    AGENCY_MAX,
    CLASSES,
    INDICES,
    MOST_POINTS,
    OF_OFFICERS,
    OFFICER_MAX,
    Scheme,
)
from motcua.kernel.punctuality import Punctuality

_TENTH: Final = Decimal("0.1")
_WHOLE: Final = 100
_LEAST_DUTY: Final = 70
_TIME: Final = {Punctuality.EARLY: 2, Punctuality.ON_TIME: 1, Punctuality.LATE: 0}


def time_points(found: Punctuality) -> int:
    """Return the points of a dossier's time (1, 2): shorter, equal, longer."""
    return _TIME[found]


def contact_points(contacts: int, scheme: Scheme) -> int:
    """Return the points of being asked back so often (3)."""
    return _up_to(contacts, scheme.contacts)


def agency_points(agencies: int, scheme: Scheme) -> int:
    """Return the points of having to contact so many agencies (4)."""
    return _up_to(agencies, scheme.agencies)


def desk_points(handled: int, received: int, procedures: int, scheme: Scheme) -> int:
    """Return the points of procedures handled there, and received there, of all (5)."""
    if received < procedures:
        return 0
    return 2 if handled * _WHOLE >= scheme.desk * procedures else 1


def publicity_points(*, is_posted: bool, is_electronic: bool) -> int:
    """Return the points of being published on the wall and on the net (6)."""
    return is_posted + is_electronic


def attitude_points(found: Punctuality, *, is_complained: bool, scheme: Scheme) -> int:
    """Return the points of a dossier's attitude (7); a complaint is a founded one."""
    if is_complained:
        return 0
    return scheme.late_attitude if found is Punctuality.LATE else _TIME[found]


def petition_points(in_time: int, petitions: int, scheme: Scheme) -> int:
    """Return the points of petitions dealt with in time, of all (8); of none both."""
    if not petitions:
        return MOST_POINTS
    return _from(in_time, petitions, scheme.petitions)


def online_points(
    *, procedures: tuple[int, int], dossiers: tuple[int, int], late: int, scheme: Scheme
) -> int:
    """Return the points of online services (9): pairs of online and all, and how many late."""
    if late or not dossiers[1]:
        return 0
    found = _from(*dossiers, scheme.online_dossiers)
    offers = procedures[0] * _WHOLE >= scheme.online_procedures * max(procedures[1], 1)
    return min(found, 1) if not offers else found


def _up_to(value: int, bounds: tuple[int, int]) -> int:
    return 2 if value <= bounds[0] else 1 if value <= bounds[1] else 0


def _from(part: int, whole: int, bounds: tuple[int, int]) -> int:
    share = part * _WHOLE
    return 2 if share >= bounds[0] * whole else 1 if share >= bounds[1] * whole else 0


@dataclass(frozen=True, slots=True)
class Score:
    """What one index comes to: the points of so many; None where it is not known, and why."""

    number: int
    points: int = 0
    count: int = 0
    unknown: str = ""

    @property
    def value(self) -> Decimal | None:
        """Return the mean with one decimal; None where it is not known."""
        if self.unknown or not self.count:
            return None
        return (Decimal(self.points) / self.count).quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Sum:
    """All indices of an agency or officer; ``possible`` is the maximum of those known."""

    scores: tuple[Score, ...]
    maximum: int

    @property
    def known(self) -> tuple[Score, ...]:
        """Return the scores that are known."""
        return tuple(one for one in self.scores if one.value is not None)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Return the numbers of the indices that are not."""
        return tuple(one.number for one in self.scores if one.value is None)

    @property
    def total(self) -> Decimal:
        """Return the sum of what is known."""
        return sum((one.value or Decimal(0) for one in self.known), Decimal("0.0"))

    @property
    def possible(self) -> int:
        """Return the most that what is known could come to."""
        return MOST_POINTS * len(self.known)

    @property
    def is_enough(self) -> bool:
        """Say whether half of the maximum is known, so that a class says something."""
        return self.possible * 2 >= self.maximum

    @property
    def scaled(self) -> Decimal | None:
        """Return the sum as of the whole maximum; None where nothing is known."""
        if not self.possible:
            return None
        return (self.total * self.maximum / self.possible).quantize(_TENTH, ROUND_HALF_UP)


def agency_sum(scores: Mapping[int, Score]) -> Sum:
    """Return the nine together, the most being 18."""
    return Sum(tuple(_of(scores, index.number) for index in INDICES), AGENCY_MAX)


def officer_sum(scores: Mapping[int, Score]) -> Sum:
    """Return the five of officers together, the most being 10."""
    return Sum(tuple(_of(scores, number) for number in OF_OFFICERS), OFFICER_MAX)


def class_of(total: Decimal, scheme: Scheme) -> str:
    """Return the class of an agency with so many of 18."""
    for name, bound in zip(CLASSES, scheme.agency_classes, strict=False):
        if total >= bound:
            return name
    return CLASSES[-1]


def duty_share(total: Decimal, scheme: Scheme) -> tuple[Decimal, bool]:
    """Return how much of their duty an officer with so many of 10 has done, in percent.

    Between the two bounds it rises from 70 towards 100; below the lower one it is less than
    70 (then the second is True), and the law does not say how much less.
    """
    upper, lower = scheme.officer_duty
    if total >= upper:
        return Decimal(_WHOLE), False
    if total < lower:
        return Decimal(_LEAST_DUTY), True
    risen = (total - lower) / (upper - lower) * (_WHOLE - _LEAST_DUTY)
    return (_LEAST_DUTY + risen).quantize(_TENTH, ROUND_HALF_UP), False


def summed(number: int, points: Iterable[tuple[int, int]]) -> Score:
    """Return an index of dossiers: pairs of points and how many dossiers have them."""
    listed = list(points)
    return Score(
        number, sum(one * count for one, count in listed), sum(count for _one, count in listed)
    )


def _of(scores: Mapping[int, Score], number: int) -> Score:
    return scores.get(number, Score(number, unknown="Chưa đủ dữ liệu."))
