"""The command ``motcua version``."""

import platform

import click

from motcua.conf import version as installed


@click.command()
def version() -> None:
    """In số bản của Một Cửa và của Python.

    Print the version of Một Cửa and of Python.
    """
    click.echo(f"motcua {installed.version()} (Python {platform.python_version()})")
