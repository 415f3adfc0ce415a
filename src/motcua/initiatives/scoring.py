"""How a council judges: criteria, who may score, what the sheets come to. Pure.

The shipped scheme follows what provinces publish: a hundred points, recognised from seventy on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

ALL_POINTS: Final = 100
PASS_MARK: Final = 70
QUORUM_PERCENT: Final = 67
"""Of the members who may score; two thirds, rounded up to whole members."""
MOST_CRITERIA: Final = 8


class ScoringError(DomainError):
    """It cannot be scored, or summed up, like that."""

    code: ClassVar[str] = "scoring"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that points are given for. ``id`` stays while the words change."""

    id: str
    label: str
    most: int

    def to_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"id": self.id, "label": self.label, "most": self.most}


SHIPPED: Final = (
    Criterion("tinh-moi", "Tính mới", 30),
    Criterion("hieu-qua", "Hiệu quả đã thấy", 40),
    Criterion("nhan-rong", "Khả năng nhân rộng", 30),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """By what a council judges."""

    criteria: tuple[Criterion, ...] = SHIPPED
    pass_mark: int = PASS_MARK
    quorum_percent: int = QUORUM_PERCENT


@dataclass(frozen=True, slots=True)
class Summary:
    """What locked sheets come to. ``mean`` is exact; None before anybody has scored."""

    sheets: int
    able: int
    needed: int
    mean: Fraction | None
    by_criterion: Mapping[str, Fraction]
    pass_mark: int

    @property
    def is_quorate(self) -> bool:
        """Say whether enough members have scored."""
        return self.sheets >= self.needed

    @property
    def passes(self) -> bool:
        """Say whether the council recommends it."""
        return self.is_quorate and self.mean is not None and self.mean >= self.pass_mark


def read_criteria(stored: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Return stored criteria."""
    return tuple(Criterion(str(c["id"]), str(c["label"]), int(c["most"])) for c in stored)


def checked_criteria(typed: Sequence[tuple[str, str, int]]) -> list[Criterion]:
    """Return criteria of (id, label, most) that make a hundred. Raises ScoringError."""
    found = [Criterion(key, " ".join(label.split()), most) for key, label, most in typed]
    if not found:
        raise ScoringError("Chưa có tiêu chí nào. Xin ghi ít nhất một.")
    if len(found) > MOST_CRITERIA:
        raise ScoringError(f"Nhiều nhất {MOST_CRITERIA} tiêu chí.")
    if any(not one.label or one.most < 1 for one in found):
        raise ScoringError("Mỗi tiêu chí cần tên và điểm tối đa từ 1 trở lên.")
    if len({one.label.lower() for one in found}) < len(found):
        raise ScoringError("Có hai tiêu chí trùng tên. Xin xem lại.")
    total = sum(one.most for one in found)
    if total != ALL_POINTS:
        raise ScoringError(f"Điểm tối đa cộng lại là {total}. Xin chia lại cho đủ 100.")
    return found


def conflict_of(
    member_agency: int,
    member_name: str,
    agency: int,
    authors: Sequence[str],
    *,
    is_own: bool = False,
) -> str:
    """Return why a member may not score an initiative of ``agency``; "" when they may.

    In the council of the unit itself (``is_own``) everybody works where the authors do.
    """
    if member_name.lower() in {name.lower() for name in authors}:
        return "là tác giả"
    if member_agency == agency and not is_own:
        return "cùng đơn vị với tác giả"
    return ""


def checked_points(scheme: Scheme, typed: Mapping[str, int | None]) -> dict[str, int]:
    """Return the points of every criterion. Raises ScoringError."""
    points = {}
    for criterion in scheme.criteria:
        given = typed.get(criterion.id)
        if given is None:
            raise ScoringError(f"Chưa chấm “{criterion.label}”. Xin ghi điểm, 0 cũng phải ghi.")
        if not 0 <= given <= criterion.most:
            raise ScoringError(f"“{criterion.label}” từ 0 đến {criterion.most} điểm.")
        points[criterion.id] = given
    return points


def needed(able: int, quorum_percent: int) -> int:
    """Return how many of the members who may score have to, at least one."""
    return max(-(-able * quorum_percent // ALL_POINTS), 1)


def summed_up(scheme: Scheme, sheets: Sequence[Mapping[str, int]], able: int) -> Summary:
    """Return what the locked ``sheets`` of ``able`` members who may score come to."""
    count = len(sheets)
    by_criterion = {
        one.id: Fraction(sum(sheet[one.id] for sheet in sheets), count)
        for one in scheme.criteria
        if count
    }
    return Summary(
        sheets=count,
        able=able,
        needed=needed(able, scheme.quorum_percent),
        mean=sum(by_criterion.values(), Fraction(0)) if count else None,
        by_criterion=by_criterion,
        pass_mark=scheme.pass_mark,
    )
