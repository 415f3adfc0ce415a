"""What items are worth and from which share on they are full: a version of the formula. Pure.

Stored as a document::

    {"items": {"DVC_PROGRESS": {"max": "20", "full": 100, "none": "zero", "times": ""}, …},
     "classes": [90, 80, 70, 50], "scales_missing": true}

``full`` is the share in percent from which on all points are given, ``none`` what an item of
nothing is worth ("zero" or "full"), ``times`` the item whose share it is multiplied by, where
that is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, ClassVar, Final

from motcua.indicators.index766.items import BY_KEY, GROUPS, ITEMS
from motcua.kernel.errors import DomainError

ALL_POINTS: Final = Decimal(100)
WHOLE: Final = 100
_CENT: Final = Decimal("0.01")


class VersionError(DomainError):
    """The formula cannot be written that way."""

    code: ClassVar[str] = "index-version"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """What one item is worth."""

    max: Decimal
    full: int = WHOLE
    none_is_full: bool = False
    times: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """The rules of all items, the bounds of the classes, and what becomes of the unknown.

    Where it ``scales_missing`` the points are told of the points that can be measured, as of
    a hundred; else what is not known counts nothing.
    """

    items: Mapping[str, ItemRule]
    classes: tuple[int, ...]
    scales_missing: bool = True

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Formula":
        """Read a stored formula. Raises VersionError with a sentence for whoever wrote it."""
        try:
            items = {key: _rule(document["items"][key]) for key in BY_KEY}
            classes = tuple(int(bound) for bound in document["classes"])
            scales = bool(document["scales_missing"])
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise VersionError("Công thức thiếu một phần hoặc có chỗ không đọc được.") from error
        _check(items, classes)
        return cls(items, classes, scales)

    def to_document(self) -> dict[str, Any]:
        """Return the formula as it is stored."""
        return {
            "items": {
                key: {
                    "max": str(rule.max),
                    "full": rule.full,
                    "none": "full" if rule.none_is_full else "zero",
                    "times": rule.times,
                }
                for key, rule in self.items.items()
            },
            "classes": list(self.classes),
            "scales_missing": self.scales_missing,
        }

    def of_group(self, group: str) -> Decimal:
        """Return what all items of a group are worth."""
        return sum((self.items[item.key].max for item in ITEMS if item.group == group), Decimal(0))


def _rule(document: Mapping[str, Any]) -> ItemRule:
    points = Decimal(str(document["max"]))
    if not points.is_finite():
        raise ValueError(points)
    return ItemRule(
        max=points,
        full=int(document["full"]),
        none_is_full=document["none"] == "full",
        times=str(document["times"]),
    )


def _check(items: Mapping[str, ItemRule], classes: tuple[int, ...]) -> None:
    for key, rule in items.items():
        name = f"{BY_KEY[key].number} {BY_KEY[key].label}"
        if not 0 <= rule.max <= ALL_POINTS or rule.max != rule.max.quantize(_CENT):
            raise VersionError(
                f"Điểm tối đa của “{name}” phải từ 0 đến 100, nhiều nhất hai số lẻ."
            )
        if not 1 <= rule.full <= WHOLE:
            raise VersionError(f"“{name}” đủ điểm từ một tỷ lệ giữa 1 và 100 %.")
        if rule.times and rule.times not in items:
            raise VersionError(f"“{name}” nhân với một chỉ số không có.")
    total = sum((rule.max for rule in items.values()), Decimal(0))
    if total != ALL_POINTS:
        raise VersionError(f"Tổng điểm tối đa phải là 100, đang là {total.normalize():f}.")
    bounds = (WHOLE, *classes, 0)
    if len(classes) != len(CLASSES) - 1 or any(
        upper <= lower for upper, lower in pairwise(bounds)
    ):
        raise VersionError("Bốn ngưỡng xếp loại phải giảm dần, nằm giữa 100 và 0.")


CLASSES: Final = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
"""The classes, the best first; each but the last begins at its bound."""
assert set(GROUPS) == {item.group for item in ITEMS}  # noqa: S101 - each item has its heading
