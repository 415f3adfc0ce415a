"""The commands ``motcua web`` and ``motcua worker``: one part of the product, watched by others.

``motcua serve`` watches over both and over a database of its own; where systemd or a container
does the watching, each part is a service for itself and the tables are brought up to date by
``motcua database migrate``, once, before they start.
"""

import os
import sys
from typing import Final, NoReturn

import click

from motcua.conf import env
from motcua.runtime.service import SETTINGS, WEB_MODULE, WORKER_MODULE

MOST: Final = 64


@click.command()
@click.option("--host", default=None, help="Địa chỉ lắng nghe. / Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, env.HIGHEST_PORT), default=None, help="Cổng. / Port."
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST),
    default=2,
    show_default=True,
    help="Số tiến trình web. / Web processes.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, MOST),
    default=4,
    show_default=True,
    help="Số luồng mỗi tiến trình. / Threads in each.",
)
def web(*, host: str | None, port: int | None, workers: int, threads: int) -> None:
    """Chạy trang web trên cơ sở dữ liệu của DATABASE_URL.

    Run the web server on the database of DATABASE_URL, in the place of this process.
    """
    try:
        place = (host or env.host(), str(port or env.port()))
    except env.SettingError as error:
        raise click.ClickException(str(error)) from error
    _become(WEB_MODULE, *place, str(workers), str(threads))


@click.command()
def worker() -> None:
    """Chạy tiến trình nền: hàng chờ, hộp thư đi, việc hằng ngày.

    Run the worker: the queue, the outbox, the daily jobs. Several may run.
    """
    _become(WORKER_MODULE)


def _become(module: str, *arguments: str) -> NoReturn:
    if env.given_database_url() is None:
        raise click.ClickException(
            "Hãy đặt DATABASE_URL: lệnh này không khởi động PostgreSQL đi kèm. Để chạy tất cả "
            "trên một máy, dùng “motcua serve”."
        )
    # In the place of this process: signals reach the program itself.
    os.execve(  # noqa: S606 - our own Python, no shell
        sys.executable,
        [sys.executable, "-m", module, *arguments],
        env.inherited(DJANGO_SETTINGS_MODULE=SETTINGS, PYTHONUNBUFFERED="1", PYTHONUTF8="1"),
    )
