"""From what was reached to points, from points to a place and a class. Pure.

A sub-criterion that does not apply, or that is not known, is no zero: it is taken out of the
greatest sum, and the points are told as of the total of the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError
from motcua.rankings.structure import (
    CENT,
    CLASSES,
    WHOLE,
    Area,
    Criterion,
    Part,
    Rule,
    RuleKind,
    Structure,
    words,
)

_NOTHING: Final = Decimal(0)


class ScoreError(DomainError):
    """The score cannot be given that way; a sentence for whoever gave it."""

    code: ClassVar[str] = "ranking-score"


@dataclass(frozen=True, slots=True)
class Reached:
    """What a unit reached: ``part`` of ``whole``, a ``value``, yes or no, or points as given.

    ``value`` is a number or a percentage, as the rule's steps are.
    """

    part: Decimal | None = None
    whole: Decimal | None = None
    value: Decimal | None = None
    is_yes: bool | None = None
    points: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is told at all."""
        told = (self.part, self.whole, self.value, self.is_yes, self.points)
        return all(one is None for one in told)

    def to_document(self) -> dict[str, Any]:
        """Return what is told of it, as it is stored."""
        found = {
            name: str(told)
            for name in ("part", "whole", "value", "points")
            if (told := getattr(self, name)) is not None
        }
        return found if self.is_yes is None else {**found, "yes": self.is_yes}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Reached":
        """Read what ``to_document`` wrote."""
        numbers = {
            name: Decimal(document[name])
            for name in ("part", "whole", "value", "points")
            if name in document
        }
        return cls(**numbers, is_yes=document.get("yes"))


def points_of(part: Part, reached: Reached) -> Decimal:
    """Return the points for what was reached, two decimals. Raises ScoreError."""
    rule = part.rule
    if rule.kind is RuleKind.YES_NO:
        if reached.is_yes is None:
            raise ScoreError(f"“{part.label}”: xin chọn có hoặc không.")
        return part.max if reached.is_yes else _NOTHING
    if rule.kind is RuleKind.MANUAL:
        return checked_points(part, reached.points)
    share = _share(part, reached)
    if rule.kind is RuleKind.RATIO:
        return rounded(Fraction(part.max) * min(share * WHOLE / Fraction(rule.full), Fraction(1)))
    return stepped(rule, share if rule.is_count else share * WHOLE)


def stepped(rule: Rule, value: Fraction) -> Decimal:
    """Return the points of the highest step that ``value`` comes up to; below all, none."""
    reached = [points for bound, points in rule.steps if value >= Fraction(bound)]
    return reached[-1] if reached else _NOTHING


def checked_points(part: Part, points: Decimal | None) -> Decimal:
    """Return ``points`` where they may be given. Raises ScoreError."""
    if points is None:
        raise ScoreError(f"“{part.label}”: xin ghi điểm, 0 cũng phải ghi.")
    if not 0 <= points <= part.max:
        raise ScoreError(f"“{part.label}”: điểm từ 0 đến {words(part.max)}.")
    if points != points.quantize(CENT):
        raise ScoreError(f"“{part.label}”: nhiều nhất hai số lẻ.")
    return points


def rounded(value: Fraction) -> Decimal:
    """Return ``value`` with two decimals, halves upwards."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Given:
    """What a sub-criterion has come to: points, or does not apply, or (both empty) not known."""

    points: Decimal | None = None
    is_inapplicable: bool = False


UNKNOWN: Final = Given()


@dataclass(frozen=True, slots=True)
class Sum:
    """Points of several sub-criteria, of what of them applies and is known, of all."""

    points: Decimal
    attainable: Decimal
    max: Decimal

    @property
    def lost(self) -> Decimal:
        """Return how many of the attainable points are missing."""
        return self.attainable - self.points

    @property
    def is_scaled(self) -> bool:
        """Say whether something was taken out."""
        return self.attainable != self.max


@dataclass(frozen=True, slots=True)
class Score:
    """A whole sheet under an index."""

    structure: Structure
    given: Mapping[str, Given]

    def of_parts(self, parts: Iterable[Part]) -> Sum:
        """Return what some sub-criteria come to."""
        points = attainable = everything = _NOTHING
        for part in parts:
            everything += part.max
            told = self.given.get(part.id, UNKNOWN)
            if told.points is not None and not told.is_inapplicable:
                points += told.points
                attainable += part.max
        return Sum(points, attainable, everything)

    def of_area(self, area: Area) -> Sum:
        """Return what an area comes to."""
        return self.of_parts(area.parts)

    def of_criterion(self, criterion: Criterion) -> Sum:
        """Return what a criterion comes to."""
        return self.of_parts(criterion.parts)

    @property
    def whole(self) -> Sum:
        """Return what everything comes to."""
        return self.of_parts(self.structure.parts.values())

    @property
    def value(self) -> Decimal | None:
        """Return the points as of the total of the index; None where nothing is known."""
        found = self.whole
        if not found.attainable:
            return None
        share = Fraction(found.points) / Fraction(found.attainable)
        return rounded(share * Fraction(self.structure.total))

    @property
    def klass(self) -> str:
        """Return the class, or "" where there is no value."""
        value = self.value
        return "" if value is None else class_of(self.structure, value)

    @property
    def unknown(self) -> list[Part]:
        """Return the sub-criteria that nobody has scored and that nobody said not to apply."""
        return [
            part
            for part in self.structure.parts.values()
            if (told := self.given.get(part.id, UNKNOWN)).points is None
            and not told.is_inapplicable
        ]


def class_of(structure: Structure, value: Decimal) -> str:
    """Return the class of a value; bounds are percentages of the total."""
    share = Fraction(value) * WHOLE / Fraction(structure.total)
    place = sum(share < bound for bound in structure.classes)
    return CLASSES[place]


def change_of(place: int | None, before: int | None) -> int | None:
    """Return by how many places it went up (above 0) or down; None where one is not known."""
    return None if place is None or before is None else before - place


def most_lost(score: Score, count: int) -> list[tuple[str, Part, Decimal]]:
    """Return number, sub-criterion and lost points of what lost most, the most first."""
    numbers = score.structure.numbers
    lost = [
        (numbers[part.id], part, part.max - told.points)
        for part in score.structure.parts.values()
        if (told := score.given.get(part.id, UNKNOWN)).points is not None
        and not told.is_inapplicable
        and told.points < part.max
    ]
    return sorted(lost, key=lambda one: -one[2])[:count]


def _share(part: Part, reached: Reached) -> Fraction:
    """Return a share in [0, 1], or the number that steps are of."""
    if part.rule.is_count and part.rule.kind is RuleKind.STEPS:
        if reached.value is None:
            raise ScoreError(f"“{part.label}”: xin ghi số lượng, 0 cũng phải ghi.")
        if reached.value < 0:
            raise ScoreError(f"“{part.label}”: số lượng không thể âm.")
        return Fraction(reached.value)
    if reached.part is None or reached.whole is None:
        raise ScoreError(f"“{part.label}”: xin ghi cả số đạt và tổng số.")
    if reached.whole <= 0:
        raise ScoreError(
            f"“{part.label}”: tổng số phải lớn hơn 0. Không phát sinh thì chọn không áp dụng."
        )
    if not 0 <= reached.part <= reached.whole:
        raise ScoreError(f"“{part.label}”: số đạt từ 0 đến tổng số.")
    return Fraction(reached.part) / Fraction(reached.whole)


def score_of(structure: Structure, given: Mapping[str, Given]) -> Score:
    """Return the score of a sheet; what is not in ``structure`` is left out."""
    known = structure.parts
    return Score(structure, {key: told for key, told in given.items() if key in known})


def summed(sums: Sequence[Sum]) -> Sum:
    """Return several sums as one."""
    return Sum(
        sum((one.points for one in sums), _NOTHING),
        sum((one.attainable for one in sums), _NOTHING),
        sum((one.max for one in sums), _NOTHING),
    )
