"""Which versions must not be skipped, and whether these tables are those of this program.

A version that changes what is stored in the background, or that takes away what the version
before it still wrote, has to have run before a later one may change the tables further. It is
then a milestone: a row below, with the last migration it came with. ``migrate`` refuses to go
past one that the database has not reached, and says what to install first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Name = tuple[str, str]
"""An application and one of its migrations."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A version that must not be skipped.

    ``reached_by`` is the last migration that it came with; ``past`` are the migrations of later
    versions that may only be applied where it has been reached.
    """

    version: str
    reached_by: Name
    past: frozenset[Name]
    reason: str


MILESTONES: Final[tuple[Milestone, ...]] = ()
"""None yet: every version so far can be reached from every other. In order of version."""


class SkippedVersionError(Exception):
    """The tables cannot be brought to this version as they are; the text says what to do."""


def refuse_to_skip(
    applied: Iterable[Name],
    known: Iterable[Name],
    milestones: Sequence[Milestone] = MILESTONES,
) -> None:
    """Raise SkippedVersionError where a milestone would be jumped over.

    ``applied`` is what the database has had, ``known`` what this program has; a database that
    has had nothing gets the tables of this version at once.
    """
    done, ours = set(applied), set(known)
    if not done:
        return
    for milestone in milestones:
        is_ahead = bool((milestone.past & ours) - done)
        if is_ahead and milestone.reached_by not in done:
            raise SkippedVersionError(
                f"Không được bỏ qua bản {milestone.version}: {milestone.reason} "
                f"Hãy cài bản {milestone.version} trước, chạy “motcua database migrate”, rồi mới "
                "cài bản này. Chưa có gì thay đổi."
            )


def newer_than(known: Iterable[Name], applied: Iterable[Name]) -> list[Name]:
    """Return what the database has had that this program does not know, of its own tables."""
    ours = set(known)
    apps = {app for app, _name in ours}
    return sorted(name for name in set(applied) - ours if name[0] in apps)


def applied_here() -> set[Name]:
    """Return the migrations that the database has had; none where it is empty."""
    return set(MigrationRecorder(connection).applied_migrations())


def known_here() -> set[Name]:
    """Return the migrations that this program has, and those they stand for."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update((app, name) for app, name in migration.replaces)
    return known


class _Whole:
    """Remembers that nothing is missing, so that a probe costs one question to the database."""

    known: set[Name] | None = None
    is_whole = False


def missing_here() -> bool:
    """Say whether the database lacks a migration of this program. Raises DatabaseError.

    Once none was missing only whether the database answers is asked: tables do not go back.
    """
    if _Whole.is_whole:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return False
    if _Whole.known is None:
        _Whole.known = set(MigrationLoader(None).disk_migrations)
    missing = _Whole.known - applied_here()
    _Whole.is_whole = not missing
    return bool(missing)
