"""The command ``motcua portal``: what the national portal has, and telling it again."""

import click

from motcua.cli.portal_receive import receive


@click.group()
def portal() -> None:
    """Đồng bộ với Cổng Dịch vụ công quốc gia.

    Synchronisation with the national portal of public services.
    """


portal.add_command(receive)
