"""Commands that need the database: one door to Django and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from motcua.conf import env
from motcua.runtime.account import become_owner_of
from motcua.runtime.database import available
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import make_data_folder


@contextmanager
def with_django() -> Iterator[None]:
    """Set Django up on a database that answers, for the length of a command.

    That is DATABASE_URL, or the embedded PostgreSQL that runs already, or one
    that is started now and stopped afterwards. What stands in the way is one
    sentence.
    """
    data = env.data_folder()
    try:
        make_data_folder(data)
        become_owner_of(data)
        with available(env.given_database_url(), data, report=_say) as url:
            # Django is heavy and reads its settings when it is loaded: not before here.
            import django  # noqa: PLC0415

            settings = "motcua.conf.settings"
            with env.using(DATABASE_URL=url, DJANGO_SETTINGS_MODULE=settings):
                django.setup()
                yield
    except (OperatorError, env.SettingError) as error:
        raise click.ClickException(str(error)) from error


def _say(text: str) -> None:
    click.echo(text, err=True)
