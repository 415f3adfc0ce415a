"""Migrate: an empty database gets all tables at once, any other one what it has not had yet."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from motcua.conf.schema import lay_all


class Command(migrate.Command):
    """The command of Django, which finds less to do in a new database."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the tables where there are none, then go on as ever."""
        is_whole = not (options["app_label"] or options["plan"] or options["check_unapplied"])
        if is_whole:
            lay_all(connections[options["database"]])
        super().handle(*args, **options)
