"""The worker: the queue's jobs, the outbox and the portal's, as a program of its own.

python -m motcua.conf.worker
"""

import asyncio
import contextlib
import logging
import signal
from types import FrameType
from typing import Final

import django
import psycopg
from procrastinate.exceptions import ConnectorException

from motcua.conf import env

CONCURRENT_JOBS: Final = 4
STOP_SECONDS: Final = 2.0
AGAIN_SECONDS: Final = 2.0

logger = logging.getLogger(__name__)


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    # Until the queue has its own handlers: whoever is asked to end right after the start ends
    # in order, too.
    signal.signal(signal.SIGTERM, _end)
    env.share_counts()
    with env.using(DJANGO_SETTINGS_MODULE="motcua.conf.settings"):
        django.setup()
    # These read the settings, so they come after Django has been set up.
    from motcua.conf import telemetry  # noqa: PLC0415
    from motcua.conf.outbox import NEWS_THREADS, NewsDispatcher, OutboxDispatcher  # noqa: PLC0415
    from motcua.conf.portal_dispatch import PortalDispatcher  # noqa: PLC0415

    telemetry.begin("worker")
    dispatchers: list[OutboxDispatcher | NewsDispatcher | PortalDispatcher] = [
        OutboxDispatcher(),
        PortalDispatcher(),
        *(NewsDispatcher() for _number in range(NEWS_THREADS)),
    ]
    for dispatcher in dispatchers:
        dispatcher.start()
    try:
        _order_the_demo()
        asyncio.run(_work_off_the_queue())
    finally:
        for dispatcher in dispatchers:
            dispatcher.stop()
        telemetry.end()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _order_the_demo() -> None:
    """Queue the loading of the demonstration, unless it waits in the queue already."""
    from django.conf import settings  # noqa: PLC0415
    from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415

    from motcua.conf.tasks import (  # noqa: PLC0415
        load_demo,
        open_demo_portal,
        open_demo_signing,
    )

    if settings.DEMO:
        with contextlib.suppress(AlreadyEnqueued):
            load_demo.defer()
    if settings.DEMO and settings.SIMULATORS:
        with contextlib.suppress(AlreadyEnqueued):
            open_demo_signing.defer()
        with contextlib.suppress(AlreadyEnqueued):
            open_demo_portal.defer()


async def _work_off_the_queue() -> None:
    """Work until asked to end; a database that is away is asked again, without a new process."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    while not stopping.is_set():
        work = asyncio.create_task(_work_while_the_database_answers())
        asked = asyncio.create_task(stopping.wait())
        await asyncio.wait({work, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if stopping.is_set():
            work.cancel()
        try:
            await work
        except asyncio.CancelledError:
            return
        except (ConnectorException, psycopg.Error):
            logger.warning("the queue cannot reach the database", exc_info=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), AGAIN_SECONDS)


async def _work_while_the_database_answers() -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415
    from procrastinate.contrib.django.django_connector import DjangoConnector  # noqa: PLC0415

    from motcua.conf.observed_jobs import observed  # noqa: PLC0415

    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101 - the settings make it so
    with app.replace_connector(connector.get_worker_connector()) as own:
        async with own.open_async():
            await own.run_worker_async(
                concurrency=CONCURRENT_JOBS,
                shutdown_graceful_timeout=STOP_SECONDS,
                listen_notify=True,
                install_signal_handlers=False,
                worker_middleware=[observed],
            )


if __name__ == "__main__":
    main()
