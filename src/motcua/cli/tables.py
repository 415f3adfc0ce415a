"""The command ``motcua database``: the tables, and which version they belong to."""

import click

from motcua.cli.database import with_django
from motcua.cli.ready import missing_migrations, update_tables
from motcua.conf.version import version

EXIT_PROBLEMS = 1


@click.group()
def database() -> None:
    """Cấu trúc của cơ sở dữ liệu: cập nhật, hoặc xem đang ở đâu.

    The tables of the database: bring them up to date, or say where they stand.
    """


@database.command()
def migrate() -> None:
    """Cập nhật cấu trúc dữ liệu tới bản này; từ chối khi đã bỏ qua một bản bắt buộc.

    Bring the tables to this version. Refuses to jump over a version that must not be skipped,
    and says which to install first. Machines that start together wait for one another.
    """
    with with_django():
        from django.core.management import CommandError  # noqa: PLC0415, Django is set up by now

        before = missing_migrations()
        try:
            update_tables()
        except CommandError as error:
            raise click.ClickException(str(error)) from error
    click.echo(
        f"Đã cập nhật {len(before)} bước, tới bản {version()}."
        if before
        else f"Không có gì phải cập nhật: đã ở bản {version()}."
    )


@database.command()
@click.pass_context
def status(context: click.Context) -> None:
    """Nói cấu trúc dữ liệu còn thiếu bước nào; mã thoát 1 khi còn thiếu.

    Say which changes the tables lack; the exit code is 1 when they lack any.
    """
    with with_django():
        missing = missing_migrations()
    for name in missing:
        click.echo(f"Còn thiếu: {name}")
    if missing:
        context.exit(EXIT_PROBLEMS)
    click.echo(f"Đủ, bản {version()}.")
