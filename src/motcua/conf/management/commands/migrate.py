"""Migrate: an empty database gets all tables at once, any other one what it has not had yet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.conf.milestones import (
    SkippedVersionError,
    applied_here,
    known_here,
    refuse_to_skip,
)
from motcua.conf.schema import lay_all

_LOCK: Final = 0x6D6F74637561
"""Ours among the advisory locks of the database: "motcua"."""
_LOOK_SECONDS: Final = 0.5


class Command(migrate.Command):
    """The command of Django, which finds less to do in a new database, and skips no milestone."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the tables where there are none, then go on as ever. Raises CommandError."""
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        with _alone(connection):
            if not lay_all(connection):
                try:
                    refuse_to_skip(applied_here(), known_here())
                except SkippedVersionError as error:
                    raise CommandError(str(error)) from error
            super().handle(*args, **options)


@contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let nobody else change the tables meanwhile: of machines that start together one does.

    Asked again and again: one that waited within a statement would hold up an index that is
    built without locking its table.
    """
    while not _locked(connection, "pg_try_advisory_lock"):
        time.sleep(_LOOK_SECONDS)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            _locked(connection, "pg_advisory_unlock")


def _locked(connection: BaseDatabaseWrapper, function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
        (is_so,) = cursor.fetchone()
    return bool(is_so)
