"""The folder of backups: what lies there, and what may go. The rule is pure."""

from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from motcua.kernel import clock

_PATTERN: Final = "motcua-%Y-%m-%d-%H%M%S.tar.age"
_REHEARSED: Final = "dien-tap.txt"
"""Says in the folder of backups when one was last restored for trial, and found whole."""
OLD_AFTER: Final = timedelta(hours=36)
"""A night was missed when the newest is older."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of the latest days, weeks and months keep the last backup made in them."""

    daily: int = 7
    weekly: int = 5
    monthly: int = 12


@dataclass(frozen=True, slots=True)
class KeptBases:
    """How long the log can be gone back in, and how many base backups stay at least."""

    days: int = 14
    fewest: int = 2


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole archive."""

    path: Path
    made_at: datetime
    size: int


def name_for(at: datetime) -> str:
    """Return the name of the archive made at ``at``."""
    return clock.local(at).strftime(_PATTERN)


def made_at(name: str) -> datetime | None:
    """Return of which moment the archive of that name is; None for the name of anything else."""
    try:
        return clock.local(datetime.strptime(name, _PATTERN))  # noqa: DTZ007, local
    except ValueError:
        return None


def backups_in(folder: Path) -> list[Backup]:
    """Return the archives in ``folder``, the newest first; other files are not looked at."""
    found = []
    for path in folder.glob("motcua-*.tar.age"):
        moment = made_at(path.name)
        if moment is not None:
            with suppress(FileNotFoundError):
                found.append(Backup(path, moment, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def note_rehearsal(folder: Path, at: datetime) -> None:
    """Keep that a backup was restored for trial at ``at``, and was whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _REHEARSED).write_text(f"{at.isoformat()}\n", encoding="ascii")


def last_rehearsal(folder: Path) -> datetime | None:
    """Return when a restore was last rehearsed with success, or None."""
    try:
        return datetime.fromisoformat((folder / _REHEARSED).read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def superfluous(made: Iterable[datetime], rule: Kept) -> set[datetime]:
    """Return which of the instants need not be kept by ``rule``; never the newest."""
    newest_first = sorted(set(made), reverse=True)
    kept = set(newest_first[:1])
    for count, period in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        kept |= _last_of_each(newest_first, period, count)
    return set(newest_first) - kept


def clear_out(folder: Path, rule: Kept) -> list[Path]:
    """Delete the archives that ``rule`` does not keep; return them."""
    listed = backups_in(folder)
    going = superfluous((backup.made_at for backup in listed), rule)
    gone = [backup.path for backup in listed if backup.made_at in going]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _last_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], count: int
) -> set[datetime]:
    last: dict[Hashable, datetime] = {}
    for moment in newest_first:
        last.setdefault(period(moment), moment)
    return set(list(last.values())[:count])


def _day(moment: datetime) -> Hashable:
    return clock.day_of(moment)


def _week(moment: datetime) -> Hashable:
    return clock.day_of(moment).isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    day = clock.day_of(moment)
    return day.year, day.month
