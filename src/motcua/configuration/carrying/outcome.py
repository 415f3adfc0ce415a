"""What an import would do or has done, and why a file is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError

MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: in which file, at which field of which object, and what is wrong."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        """Return it as one line."""
        return (
            f"{self.file}, {self.place}: {self.reason}"
            if self.place
            else (f"{self.file}: {self.reason}")
        )


class ConfigurationFilesError(DomainError):
    """The files cannot be taken over, none of them; ``problems`` say where and why."""

    code: ClassVar[str] = "configuration-files"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        told = [str(one) for one in self.problems[:MOST_TOLD]]
        if len(self.problems) > MOST_TOLD:
            told.append(_("và %(n)d chỗ nữa") % {"n": len(self.problems) - MOST_TOLD})
        super().__init__("; ".join(told))


@dataclass(frozen=True, slots=True)
class Line:
    """One field that changes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One object that the files change or add."""

    file: str
    kind: str
    name: str
    is_new: bool
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What was changed and added, how much was the same, and what is left to do by hand."""

    differences: list[Difference] = field(default_factory=list)
    same: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Return how many objects were added."""
        return sum(one.is_new for one in self.differences)

    @property
    def changed(self) -> int:
        """Return how many objects were changed."""
        return len(self.differences) - self.new
