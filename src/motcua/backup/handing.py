"""What is done with the pieces of log that come through the hatch of our own PostgreSQL."""

from pathlib import Path
from typing import Any, Final

from motcua.backup import wal
from motcua.runtime.errors import OperatorError
from motcua.runtime.hatch import Answer, Hatch, Kind

EXIT_FAILED: Final = 1
"""PostgreSQL tries again later; of one that it wants back: there is none."""
EXIT_BROKEN: Final = 200
"""More than 125: PostgreSQL breaks a recovery off, instead of believing that the log ends here."""


def archiving(folder: Path, recipient: Any) -> Hatch:
    """Return a hatch that puts each piece into the archive in ``folder``."""

    def hand(name: str, piece: Path) -> Answer:
        try:
            wal.push(piece, name, folder, recipient)
        except OperatorError as error:
            return Answer(EXIT_FAILED, str(error))
        return Answer(0)

    return Hatch(Kind.OUT, hand)


def fetching(folder: Path, identity: Any) -> Hatch:
    """Return a hatch that gives pieces of the archive in ``folder`` back."""

    def hand(name: str, piece: Path) -> Answer:
        try:
            is_there = wal.fetch(name, piece, folder, identity)
        except OperatorError as error:
            return Answer(EXIT_BROKEN, str(error))
        return Answer(0 if is_there else EXIT_FAILED)

    return Hatch(Kind.IN, hand)
