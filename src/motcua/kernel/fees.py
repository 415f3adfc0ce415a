"""What a fee comes to: a rule, how much was asked for, who is let off. Pure, in whole đồng.

The sum and the sentences that explain it are made from the same values, so what a citizen reads
is what is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from motcua.kernel.money import Dong, format_dong

ALL_OF_IT: Final = 100


class FeeUnit(StrEnum):
    """What the amount of a rule is for."""

    DOSSIER = "dossier"
    COPY = "copy"
    PAGE = "page"

    @property
    def label(self) -> str:
        """Return the unit as people read it."""
        return {"dossier": "mỗi hồ sơ", "copy": "mỗi bản", "page": "mỗi trang"}[self.value]


@dataclass(frozen=True, slots=True)
class FeeRule:
    """So much a dossier, copy or page.

    From page ``further_from`` on a page costs ``further_dong``; no copy costs more than
    ``most_dong``. Both are for pages alone.
    """

    amount_dong: int
    per: FeeUnit = FeeUnit.DOSSIER
    further_from: int | None = None
    further_dong: int | None = None
    most_dong: int | None = None
    basis: str = ""

    @property
    def is_counted(self) -> bool:
        """Say whether one must ask how many."""
        return self.per is not FeeUnit.DOSSIER and self.amount_dong > 0

    def words(self) -> str:
        """Return the rule as people read it: ``2.000 đồng/trang, từ trang thứ 3 …``."""
        amount = _dong(self.amount_dong)
        if self.per is FeeUnit.DOSSIER or not self.amount_dong:
            return amount if self.amount_dong else "Không thu"
        parts = [f"{amount}/{'bản' if self.per is FeeUnit.COPY else 'trang'}"]
        if self._has_further:
            parts.append(f"từ trang thứ {self.further_from} {_dong(self.further_dong or 0)}")
        if self.most_dong is not None and self.per is FeeUnit.PAGE:
            parts.append(f"không quá {_dong(self.most_dong)}/bản")
        return ", ".join(parts)

    @property
    def _has_further(self) -> bool:
        is_told = self.further_from is not None and self.further_dong is not None
        return self.per is FeeUnit.PAGE and is_told

    def steps(self, pages: int) -> list[tuple[int, int]]:
        """Return how many pages of one copy cost how much each, before the limit for a copy."""
        if not self._has_further or self.further_from is None or self.further_dong is None:
            return [(pages, self.amount_dong)]
        first = min(pages, self.further_from - 1)
        steps = [(first, self.amount_dong), (pages - first, self.further_dong)]
        return [(number, each) for number, each in steps if number]

    def copy_dong(self, pages: int) -> int:
        """Return what one copy of so many pages costs."""
        if self.per is FeeUnit.COPY:
            return self.amount_dong
        sums = sum(number * each for number, each in self.steps(pages))
        return sums if self.most_dong is None else min(sums, self.most_dong)


@dataclass(frozen=True, slots=True)
class Count:
    """So many copies of a paper of so many pages."""

    copies: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Relief:
    """Somebody who need not pay, or only a part: the class, not the person."""

    code: str
    name: str
    percent: int = ALL_OF_IT
    basis: str = ""
    evidence: str = ""

    @property
    def is_whole(self) -> bool:
        """Say whether nothing at all is to be paid."""
        return self.percent >= ALL_OF_IT


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the explanation; the amounts of all lines make the sum that is due."""

    text: str
    amount_dong: int


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee with everything that it rests on."""

    rule: FeeRule
    counts: tuple[Count, ...] = (Count(),)
    relief: Relief | None = None

    @property
    def full_dong(self) -> int:
        """Return the fee of somebody who is not let off anything."""
        return sum(amount for _text, amount in self._parts())

    @property
    def off_dong(self) -> int:
        """Return how much is let off; a part of a đồng is let off too."""
        if self.relief is None:
            return 0
        left = self.full_dong * max(0, ALL_OF_IT - self.relief.percent) // ALL_OF_IT
        return self.full_dong - left

    @property
    def due_dong(self) -> int:
        """Return what is to be paid."""
        return self.full_dong - self.off_dong

    @property
    def copies(self) -> int:
        """Return how many copies were counted."""
        return sum(count.copies for count in self.counts)

    def lines(self, *, named: bool = True) -> list[FeeLine]:
        """Explain the sum line by line; not ``named``, nobody learns as whom one is let off."""
        lines = [FeeLine(text, amount) for text, amount in self._parts()]
        if self.relief is not None:
            how = "Miễn" if self.relief.is_whole else f"Giảm {self.relief.percent}%"
            why = f" vì thuộc diện: {self.relief.name}" if named else ""
            lines.append(FeeLine(f"{how}{why}", -self.off_dong))
        return lines

    def workings(self) -> str:
        """Return how the full sum was counted, "" where there was nothing to count."""
        if not self.rule.is_counted:
            return ""
        return "; ".join(text for text, _amount in self._parts())

    def _parts(self) -> list[tuple[str, int]]:
        rule = self.rule
        if not rule.is_counted:
            return [
                (f"Mức thu {rule.words()}" if rule.amount_dong else "Không thu", rule.amount_dong)
            ]
        if rule.per is FeeUnit.COPY:
            return [
                (f"{self.copies} bản × {_dong(rule.amount_dong)}", self.copies * rule.amount_dong)
            ]
        return [
            (_pages_text(rule, count), count.copies * rule.copy_dong(count.pages))
            for count in self.counts
        ]

    def to_document(self) -> dict[str, Any]:
        """Return the fee as it is kept with what is owed."""
        return {
            "rule": {**asdict(self.rule), "per": str(self.rule.per)},
            "counts": [asdict(count) for count in self.counts],
            "relief": asdict(self.relief) if self.relief else None,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Fee":
        """Read what ``to_document`` wrote."""
        rule, relief = document["rule"], document["relief"]
        return cls(
            rule=FeeRule(**{**rule, "per": FeeUnit(rule["per"])}),
            counts=tuple(Count(**count) for count in document["counts"]),
            relief=Relief(**relief) if relief else None,
        )


def counted(rule: FeeRule, counts: Sequence[Count], relief: Relief | None = None) -> Fee:
    """Return the fee for ``counts``; one copy of one page where nothing was counted."""
    return Fee(rule, tuple(counts) if rule.is_counted and counts else (Count(),), relief)


def _pages_text(rule: FeeRule, count: Count) -> str:
    steps = rule.steps(count.pages)
    copies = f" × {count.copies} bản" if count.copies > 1 else ""
    said = " + ".join(f"{number} × {_dong(each)}" for number, each in steps)
    text = f"{count.pages} trang ({said})"
    if sum(number * each for number, each in steps) > rule.copy_dong(count.pages):
        text = f"{count.pages} trang, tối đa {_dong(rule.copy_dong(count.pages))}/bản"
    return text + copies


def _dong(amount: int) -> str:
    return format_dong(Dong(amount))
