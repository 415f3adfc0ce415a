"""What an index is made of: areas, criteria, sub-criteria with their points and rules. Pure.

Stored as a document::

    {"total": "100", "classes": [90, 80, 70, 50],
     "areas": [{"number": 1, "name": "…", "criteria": [{"label": "…", "parts": [
         {"id": "ke-hoach", "label": "…", "max": "1.5", "guide": "…", "evidence": true,
          "source": "self", "measure": "", "rule": {"kind": "yes_no"}}]}]}]}

A rule is ``{"kind": "ratio", "full": 95}``, ``{"kind": "steps", "count": false, "steps":
[["90", "1"], ["100", "2"]]}`` (from so much on, so many points), ``yes_no`` or ``manual``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

WHOLE: Final = 100
MOST_POINTS: Final = Decimal(1000)
CENT: Final = Decimal("0.01")
MOST_CRITERIA: Final = 12
MOST_PARTS: Final = 12
"""Criteria of an area, and sub-criteria of a criterion."""
CLASSES: Final = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
"""The best first; each but the last begins at its bound, in percent of the total."""


class StructureError(DomainError):
    """The index cannot be written that way."""

    code: ClassVar[str] = "ranking-structure"


class RuleKind(StrEnum):
    """How points follow from what was reached. Values are stored."""

    RATIO = "ratio"
    STEPS = "steps"
    YES_NO = "yes_no"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        """Return the rule as people read it."""
        return _RULES[self]


_RULES: Final = {
    RuleKind.RATIO: "Theo tỷ lệ",
    RuleKind.STEPS: "Theo bậc",
    RuleKind.YES_NO: "Có hoặc không",
    RuleKind.MANUAL: "Người chấm cho điểm",
}


class Source(StrEnum):
    """From where the value comes. Values are stored."""

    SELF = "self"
    COMPUTED = "computed"
    SURVEY = "survey"

    @property
    def label(self) -> str:
        """Return the source as people read it."""
        return _SOURCES[self]


_SOURCES: Final = {
    Source.SELF: "Đơn vị tự chấm",
    Source.COMPUTED: "Hệ thống tính",
    Source.SURVEY: "Điều tra, khảo sát",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its bounds; ``is_count`` are steps over a number, not over a percentage."""

    kind: RuleKind
    full: Decimal = Decimal(WHOLE)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-criterion: what it is worth, by which rule, from where."""

    id: str
    label: str
    max: Decimal
    rule: Rule
    source: Source = Source.SELF
    measure: str = ""
    needs_evidence: bool = False
    guide: str = ""

    @property
    def is_measured(self) -> bool:
        """Say whether the product counts it itself, of dossiers or of answers."""
        return self.source is not Source.SELF


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion with its sub-criteria."""

    label: str
    parts: tuple[Part, ...] = ()

    @property
    def max(self) -> Decimal:
        """Return what it is worth."""
        return sum((one.max for one in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class Area:
    """One of the areas of reform, with what it should be worth where that is set."""

    number: int
    name: str
    criteria: tuple[Criterion, ...] = ()
    planned: Decimal | None = None

    @property
    def max(self) -> Decimal:
        """Return what its sub-criteria come to."""
        return sum((one.max for one in self.criteria), Decimal(0))

    @property
    def parts(self) -> list[Part]:
        """Return its sub-criteria in order."""
        return [part for one in self.criteria for part in one.parts]

    @property
    def numbered(self) -> Iterator[tuple[str, Criterion, list[tuple[str, Part]]]]:
        """Yield number, criterion and its numbered sub-criteria."""
        for n, criterion in enumerate(self.criteria, start=1):
            number = f"{self.number}.{n}"
            parts = [(f"{number}.{m}", p) for m, p in enumerate(criterion.parts, start=1)]
            yield number, criterion, parts


@dataclass(frozen=True, slots=True)
class Structure:
    """A whole index."""

    areas: tuple[Area, ...]
    total: Decimal = Decimal(WHOLE)
    classes: tuple[int, ...] = (90, 80, 70, 50)

    @property
    def parts(self) -> dict[str, Part]:
        """Return the sub-criteria by their ids, in order."""
        return {part.id: part for area in self.areas for part in area.parts}

    @property
    def numbers(self) -> dict[str, str]:
        """Return the numbers of the sub-criteria by their ids."""
        return {
            part.id: number
            for area in self.areas
            for _n, _criterion, parts in area.numbered
            for number, part in parts
        }

    @property
    def max(self) -> Decimal:
        """Return what everything comes to."""
        return sum((one.max for one in self.areas), Decimal(0))

    def area(self, number: int) -> Area | None:
        """Return the area of that number."""
        return next((one for one in self.areas if one.number == number), None)

    def area_of(self, part_id: str) -> Area | None:
        """Return the area in which a sub-criterion stands."""
        return next((a for a in self.areas if any(p.id == part_id for p in a.parts)), None)

    def problems(self) -> list[str]:
        """Return why it cannot be issued, a sentence each; nothing when it can."""
        found = []
        for area in self.areas:
            if area.planned is not None and area.planned != area.max:
                found.append(
                    f"Lĩnh vực {area.number}: các mục cộng lại {words(area.max)} điểm, "
                    f"đặt là {words(area.planned)}. {_gap(area.planned - area.max)}"
                )
            found += [
                f"Tiêu chí {number} “{criterion.label}” chưa có mục nào."
                for number, criterion, parts in area.numbered
                if not parts
            ]
        if self.max != self.total:
            found.append(
                f"Cả bộ cộng lại {words(self.max)} điểm, tổng điểm là {words(self.total)}. "
                f"{_gap(self.total - self.max)}"
            )
        return found

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Structure":
        """Read a stored index. Raises StructureError."""
        try:
            found = cls(
                areas=tuple(_area(one) for one in document["areas"]),
                total=_points(document["total"]),
                classes=tuple(int(bound) for bound in document["classes"]),
            )
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise StructureError("Bộ chỉ số thiếu một phần hoặc có chỗ không đọc được.") from error
        found.check()
        return found

    def to_document(self) -> dict[str, Any]:
        """Return the index as it is stored."""
        return {
            "total": str(self.total),
            "classes": list(self.classes),
            "areas": [_area_document(one) for one in self.areas],
        }

    def check(self) -> None:
        """Raise StructureError for what no index may be, complete or not."""
        ids = [part.id for area in self.areas for part in area.parts]
        if len(ids) != len(set(ids)):
            raise StructureError("Hai mục có cùng mã.")
        if not 1 <= self.total <= MOST_POINTS:
            raise StructureError("Tổng điểm từ 1 đến 1000.")
        bounds = (WHOLE, *self.classes, 0)
        if len(self.classes) != len(CLASSES) - 1 or any(b >= a for a, b in pairwise(bounds)):
            raise StructureError("Bốn ngưỡng xếp loại phải giảm dần, nằm giữa 100 và 0.")
        for part in self.parts.values():
            check_part(part)


def check_part(part: Part) -> None:
    """Raise StructureError with a sentence for whoever wrote the sub-criterion."""
    rule, name = part.rule, f"“{part.label}”"
    if not part.label or not part.id:
        raise StructureError("Có mục chưa có tên.")
    if not 0 < part.max <= WHOLE or part.max != part.max.quantize(CENT):
        raise StructureError(f"Điểm tối đa của {name} lớn hơn 0, nhiều nhất 100, hai số lẻ.")
    if rule.kind is RuleKind.RATIO and not 0 < rule.full <= WHOLE:
        raise StructureError(f"{name} đủ điểm từ một tỷ lệ lớn hơn 0 và không quá 100 %.")
    if rule.kind is RuleKind.STEPS:
        _check_steps(part, name)
    if part.is_measured:
        if not part.measure:
            raise StructureError(f"{name} do hệ thống tính: xin chọn tính từ số liệu nào.")
        if rule.kind not in {RuleKind.RATIO, RuleKind.STEPS}:
            raise StructureError(f"{name} do hệ thống tính nên phải chấm theo tỷ lệ hoặc bậc.")


def _check_steps(part: Part, name: str) -> None:
    steps = part.rule.steps
    if not steps:
        raise StructureError(f"{name} chấm theo bậc: xin ghi ít nhất một bậc.")
    if any(low >= high or less > more for (low, less), (high, more) in pairwise(steps)):
        raise StructureError(f"Các bậc của {name} phải tăng dần, điểm bậc sau không thấp hơn.")
    if any(bound < 0 or not 0 <= points <= part.max for bound, points in steps):
        raise StructureError(f"Điểm mỗi bậc của {name} từ 0 đến {words(part.max)}.")
    if steps[-1][1] != part.max:
        raise StructureError(f"Bậc cao nhất của {name} phải được {words(part.max)} điểm.")
    if not part.rule.is_count and steps[-1][0] > WHOLE:
        raise StructureError(f"Bậc tính bằng phần trăm của {name} không quá 100.")


def with_area(structure: Structure, area: Area) -> Structure:
    """Return the same with one area replaced."""
    return replace(
        structure,
        areas=tuple(area if one.number == area.number else one for one in structure.areas),
    )


def words(points: Decimal) -> str:
    """Return points as people write them: 1,5."""
    return f"{points.normalize():f}".replace(".", ",")


def _gap(missing: Decimal) -> str:
    if missing > 0:
        return f"Còn thiếu {words(missing)}."
    return f"Thừa {words(-missing)}."


def _points(value: Any) -> Decimal:
    points = Decimal(str(value))
    if not points.is_finite():
        raise ValueError(value)
    return points


def _area(document: Mapping[str, Any]) -> Area:
    planned = document.get("planned")
    return Area(
        number=int(document["number"]),
        name=str(document["name"]),
        criteria=tuple(
            Criterion(str(one["label"]), tuple(_part(part) for part in one["parts"]))
            for one in document["criteria"]
        ),
        planned=None if planned is None else _points(planned),
    )


def _part(document: Mapping[str, Any]) -> Part:
    return Part(
        id=str(document["id"]),
        label=str(document["label"]),
        max=_points(document["max"]),
        rule=_rule(document["rule"]),
        source=Source(document.get("source", Source.SELF)),
        measure=str(document.get("measure", "")),
        needs_evidence=bool(document.get("evidence", False)),
        guide=str(document.get("guide", "")),
    )


def _rule(document: Mapping[str, Any]) -> Rule:
    steps: Sequence[Sequence[Any]] = document.get("steps", ())
    return Rule(
        kind=RuleKind(document["kind"]),
        full=_points(document.get("full", WHOLE)),
        steps=tuple((_points(bound), _points(points)) for bound, points in steps),
        is_count=bool(document.get("count", False)),
    )


def _area_document(area: Area) -> dict[str, Any]:
    return {
        "number": area.number,
        "name": area.name,
        "planned": None if area.planned is None else str(area.planned),
        "criteria": [
            {"label": one.label, "parts": [_part_document(part) for part in one.parts]}
            for one in area.criteria
        ],
    }


def _part_document(part: Part) -> dict[str, Any]:
    rule: dict[str, Any] = {"kind": part.rule.kind.value}
    if part.rule.kind is RuleKind.RATIO:
        rule["full"] = str(part.rule.full)
    if part.rule.kind is RuleKind.STEPS:
        rule["count"] = part.rule.is_count
        rule["steps"] = [[str(bound), str(points)] for bound, points in part.rule.steps]
    return {
        "id": part.id,
        "label": part.label,
        "max": str(part.max),
        "guide": part.guide,
        "evidence": part.needs_evidence,
        "source": part.source.value,
        "measure": part.measure,
        "rule": rule,
    }
