"""What an initiative says of itself: kinds, areas, steps, authors, what it wants to move. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

MOST_STEPS: Final = 12
MOST_AUTHORS: Final = 6
WHOLE: Final = Decimal(100)


class Kind(StrEnum):
    """What is registered. Values are stored; the first letters stand in codes."""

    MODEL = "model"
    INITIATIVE = "initiative"
    SOLUTION = "solution"

    @property
    def label(self) -> str:
        """Return the kind as people say it."""
        return _KINDS[self][0]

    @property
    def letters(self) -> str:
        """Return what its codes begin with."""
        return _KINDS[self][1]


_KINDS: Final = {
    Kind.MODEL: ("Mô hình", "MH"),
    Kind.INITIATIVE: ("Sáng kiến", "SK"),
    Kind.SOLUTION: ("Giải pháp", "GP"),
}
AREAS: Final[Mapping[int, str]] = {
    1: "Chỉ đạo, điều hành cải cách hành chính",
    2: "Văn bản quy phạm pháp luật",
    3: "Cải cách thủ tục hành chính",
    4: "Tổ chức bộ máy",
    5: "Chế độ công vụ, đội ngũ cán bộ",
    6: "Tài chính công",
    7: "Chính quyền điện tử, chính quyền số",
    8: "Tác động đến người dân, tổ chức",
}
"""The eight areas of the PAR index (Quyết định 876/QĐ-BNV năm 2022)."""


class Reach(StrEnum):
    """How far it has an effect; recognised apart from the initiative itself."""

    UNIT = "unit"
    COMMUNE = "commune"
    PROVINCE = "province"
    NATION = "nation"

    @property
    def label(self) -> str:
        """Return it as people say it."""
        return _REACHES[self]


_REACHES: Final = {
    Reach.UNIT: "Trong đơn vị",
    Reach.COMMUNE: "Cấp xã",
    Reach.PROVINCE: "Cấp tỉnh",
    Reach.NATION: "Toàn quốc",
}


class Level(StrEnum):
    """Whose council recognises; apart from how far it reaches. Values are stored."""

    UNIT = "unit"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    PROVINCE = "province"

    @property
    def label(self) -> str:
        """Return it as people say it."""
        return _LEVELS[self]

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """Return how far a reach its council may recognise."""
        if self is Level.PROVINCE:
            return tuple(Reach)
        return (Reach.UNIT, Reach.COMMUNE) if self is Level.COMMUNE else (Reach.UNIT,)


_LEVELS: Final = {
    Level.UNIT: "Cấp đơn vị",
    Level.COMMUNE: "Cấp xã",
    Level.DEPARTMENT: "Cấp sở, ngành",
    Level.PROVINCE: "Cấp tỉnh",
}


class Measure(StrEnum):
    """A figure that an initiative may want to move; pages count it from facts. Stored."""

    IN_TIME = "in_time"
    EARLY = "early"
    SATISFACTION = "satisfaction"
    ONLINE = "online"

    @property
    def label(self) -> str:
        """Return the figure as people say it."""
        return _MEASURES[self][0]

    @property
    def noun(self) -> str:
        """Return what is counted."""
        return _MEASURES[self][1]


_MEASURES: Final = {
    Measure.IN_TIME: ("Giải quyết trước và đúng hạn", "hồ sơ đã giải quyết"),
    Measure.EARLY: ("Giải quyết trước hạn", "hồ sơ đã giải quyết"),
    Measure.SATISFACTION: ("Người dân hài lòng", "phiếu"),
    Measure.ONLINE: ("Nộp trực tuyến", "hồ sơ tiếp nhận"),
}


class ContentError(DomainError):
    """The description cannot be kept like that."""

    code: ClassVar[str] = "initiative-content"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step for whoever wants to do the same."""

    title: str
    note: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return what is stored."""
        return {"title": self.title, "note": self.note}


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever had the idea, and which part of it, in percent."""

    name: str
    percent: int

    def to_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"name": self.name, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure to move: from what (None: nobody counted it then) to what, in percent."""

    measure: Measure
    baseline: Decimal | None
    target: Decimal

    def to_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        baseline = None if self.baseline is None else str(self.baseline)
        return {
            "measure": self.measure.value,
            "baseline": baseline,
            "target": str(self.target),
        }


def read_stages(stored: Sequence[Mapping[str, Any]]) -> list[Stage]:
    """Return stored steps."""
    return [Stage(str(one["title"]), str(one["note"])) for one in stored]


def read_authors(stored: Sequence[Mapping[str, Any]]) -> list[Author]:
    """Return stored authors."""
    return [Author(str(one["name"]), int(one["percent"])) for one in stored]


def read_aims(stored: Sequence[Mapping[str, Any]]) -> list[Aim]:
    """Return stored aims."""
    return [
        Aim(
            Measure(one["measure"]),
            None if one["baseline"] is None else Decimal(one["baseline"]),
            Decimal(one["target"]),
        )
        for one in stored
    ]


def checked_stages(typed: Sequence[tuple[str, str]]) -> list[Stage]:
    """Return the steps that say something. Raises ContentError."""
    found = [Stage(_tidy(title), note.strip()) for title, note in typed if title.strip()]
    if any(note.strip() and not title.strip() for title, note in typed):
        raise ContentError("Có bước ghi cách làm mà chưa có tên bước. Xin ghi tên bước.")
    if len(found) > MOST_STEPS:
        raise ContentError(f"Nhiều nhất {MOST_STEPS} bước. Xin gộp các bước nhỏ lại.")
    return found


def checked_authors(typed: Sequence[tuple[str, str]]) -> list[Author]:
    """Return authors whose parts make a hundred. Raises ContentError."""
    found = []
    for name, percent in typed:
        if not name.strip() and not percent.strip():
            continue
        if not name.strip():
            raise ContentError("Có phần đóng góp mà chưa có tên tác giả. Xin ghi họ và tên.")
        found.append(Author(_tidy(name), _percent_of(name, percent)))
    if not found:
        raise ContentError("Chưa có tác giả. Xin ghi ít nhất một người.")
    if len({one.name.lower() for one in found}) < len(found):
        raise ContentError("Có tác giả ghi hai lần. Xin xem lại.")
    total = sum(one.percent for one in found)
    if total != WHOLE:
        raise ContentError(f"Phần đóng góp cộng lại là {total} %. Xin chia lại cho đủ 100 %.")
    return found


def checked_aims(typed: Sequence[tuple[str, str, str]]) -> list[Aim]:
    """Return the aims of (measure, baseline, target) that have a target. Raises ContentError."""
    found = []
    for value, baseline, target in typed:
        measure = Measure(value)
        if not target.strip():
            if baseline.strip():
                raise ContentError(f"“{measure.label}” có mức trước mà chưa có mục tiêu.")
            continue
        before = share_typed(baseline) if baseline.strip() else None
        found.append(Aim(measure, before, share_typed(target)))
    return found


def share_typed(typed: str) -> Decimal:
    """Return a share in percent, typed as 99,6 or 99.6. Raises ContentError."""
    try:
        share = Decimal(typed.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite() or not 0 <= share <= WHOLE or -share.as_tuple().exponent > 2:  # type: ignore[operator] # noqa: PLR2004
        raise ContentError(f"Chưa đọc được “{typed}”. Xin ghi tỷ lệ từ 0 đến 100, như 99,6.")
    return share


def _percent_of(name: str, typed: str) -> int:
    digits = typed.strip().rstrip("%").strip()
    if not digits.isascii() or not digits.isdecimal() or not 1 <= int(digits[:4]) <= WHOLE:
        raise ContentError(f"Phần đóng góp của {_tidy(name)} phải là số nguyên từ 1 đến 100.")
    return int(digits)


def _tidy(text: str) -> str:
    return " ".join(text.split())
