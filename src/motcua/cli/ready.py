"""Commands that need the tables too: the database as it has to be before they begin."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from motcua.cli.database import with_django
from motcua.kernel.errors import DomainError


@contextmanager
def with_tables(*, migrate: bool = False) -> Iterator[None]:
    """Open the database and see that its tables are those of this version.

    With ``migrate`` they are made so. Rules of the domain that forbid what is asked
    become one sentence.
    """
    with with_django():
        if migrate:
            update_tables()
        elif missing_migrations():
            raise click.ClickException(
                "Cơ sở dữ liệu chưa theo kịp phiên bản này. Hãy chạy “motcua serve” một lần, "
                "hoặc “motcua init” nếu là nơi mới."
            )
        from motcua.configuration.acting import Doer, acting  # noqa: PLC0415, Django is set up

        context = click.get_current_context(silent=True)
        named = context.command_path if context is not None else "motcua"
        try:
            with acting(Doer(source="command", name=named)):
                yield
        except DomainError as error:
            raise click.ClickException(str(error)) from error


def update_tables() -> None:
    """Bring the tables to this version."""
    from django.core.management import call_command  # noqa: PLC0415, Django is set up by now

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def missing_migrations() -> list[str]:
    """Return the names of the migrations that the database has not had yet."""
    from django.db import connection  # noqa: PLC0415, Django is set up by now
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
