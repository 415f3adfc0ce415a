"""What a look at one part of an installation found."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not good.

    ``name`` is that of the look, for programs.
    """

    subject: str
    grade: Grade
    sentence: str
    advice: str = ""
    name: str = ""
