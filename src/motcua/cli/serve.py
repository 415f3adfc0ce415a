"""The command ``motcua serve``: the whole product in one process tree."""

import click

from motcua.cli.archiving import hatch_of
from motcua.conf import env
from motcua.runtime.errors import OperatorError
from motcua.runtime.service import Service


@click.command()
@click.option("--demo/--no-demo", default=False, help="Nạp dữ liệu trình diễn. / Load the demo.")
@click.option("--host", default=None, help="Địa chỉ lắng nghe. / Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, env.HIGHEST_PORT), default=None, help="Cổng. / Port."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Số tiến trình web. / Web processes.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Số luồng mỗi tiến trình. / Threads in each.",
)
@click.option(
    "--end-with-parent",
    is_flag=True,
    help="Dừng khi tiến trình gọi lệnh này kết thúc. / End when whoever started this ends.",
)
def serve(
    *,
    demo: bool,
    host: str | None,
    port: int | None,
    workers: int,
    threads: int,
    end_with_parent: bool,
) -> None:
    """Chạy Một Cửa: cơ sở dữ liệu, trang web và tiến trình nền.

    Run Một Cửa: the database, the web server and the worker. Without
    DATABASE_URL a PostgreSQL of its own is started in var/ (or MOTCUA_DATA).
    Ctrl-C ends everything.
    """
    try:
        service = Service(
            data=env.data_folder(),
            given_database=env.given_database_url(),
            host=host or env.host(),
            port=port or env.port(),
            workers=workers,
            threads=threads,
            with_demo=demo,
            ends_with_parent=end_with_parent,
            environment=env.inherited(),
            report=_say,
            simulators=env.simulators_folder(),
            hatch=hatch_of(env.data_folder()) if env.given_database_url() is None else None,
        )
        raise SystemExit(service.run())
    except (OperatorError, env.SettingError) as error:
        raise click.ClickException(str(error)) from error


def _say(text: str) -> None:
    # Flushed, so that whoever reads through a pipe sees it now.
    click.echo(text)
