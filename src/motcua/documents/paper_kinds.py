"""Which kind a paper is, told by what a procedure calls it. Pure."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol, TypeVar

from motcua.kernel.text import fold

OTHER_RESULT: Final = "ket-qua-khac"
"""The kind of a result that no other kind names."""
_MONTHS: Final = 12


class Named(Protocol):
    """A kind with the phrases by which procedures call it, one a line."""

    names: str


Kind = TypeVar("Kind", bound=Named)


def kind_called(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """Return the kind of the paper ``name``: the longest phrase that it holds decides."""
    words = _plain(name)
    found = [
        (len(phrase), kind)
        for kind in kinds
        for phrase in map(_plain, kind.names.splitlines())
        if phrase.strip() and phrase in words
    ]
    return max(found, key=lambda match: match[0])[1] if found else None


def _plain(text: str) -> str:
    """Return words alone, folded, with a blank at both ends: a phrase is found as whole words."""
    letters = "".join(mark if mark.isalnum() else " " for mark in fold(text))
    return f" {' '.join(letters.split())} "


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or that month's last."""
    count = day.year * _MONTHS + day.month - 1 + months
    year, month = count // _MONTHS, count % _MONTHS + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
