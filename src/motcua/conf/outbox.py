"""The threads that send what acts have written: messages, and news for other systems."""

import logging
from threading import Event, Thread
from typing import Final

from django.db import Error, connection

from motcua.delivery.services import call_the_post
from motcua.exchange.webhooks.delivering import TURN, hooks_with_news, send_next
from motcua.kernel import clock
from motcua.notifications.services import BATCH, send_waiting

logger = logging.getLogger(__name__)
POLL_SECONDS: Final = 2.0
LONGEST_PAUSE_SECONDS: Final = 60.0
NEWS_THREADS: Final = 3
"""So many other systems are spoken with at once, each a connection to the database."""


class OutboxDispatcher(Thread):
    """Looks for waiting messages every other second, until it is told to stop.

    It holds no state: a message is locked while it is sent, so as many may run as there
    are workers, and one that dies leaves its message waiting.
    """

    def __init__(self, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__(name="outbox", daemon=True)
        self._poll_seconds = poll_seconds
        self._stopping = Event()

    def run(self) -> None:
        """Send until told to stop; a database that is away is asked again later."""
        pause = self._poll_seconds
        while not self._stopping.is_set():
            try:
                has_more = send_waiting(clock.now()) >= BATCH
                call_the_post(clock.now())
                pause = self._poll_seconds
            except Error:
                logger.warning("the outbox cannot reach the database", exc_info=True)
                connection.close()
                has_more = False
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            if not has_more:
                self._stopping.wait(pause)
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end and wait until the message in hand is sent."""
        self._stopping.set()
        self.join()


class NewsDispatcher(Thread):
    """Sends news to the hooks of other systems, until it is told to stop.

    As many may run as there are threads and workers: each hook is spoken with by one at a time,
    so that a slow one holds up a thread and not the others.
    """

    def __init__(self, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__(name="news", daemon=True)
        self._poll_seconds = poll_seconds
        self._stopping = Event()

    def run(self) -> None:
        """Send until told to stop; a database that is away is asked again later."""
        pause = self._poll_seconds
        while not self._stopping.is_set():
            try:
                sent = self._send_a_turn_each()
                pause = self._poll_seconds
            except Error:
                logger.warning("the news cannot reach the database", exc_info=True)
                connection.close()
                sent = 0
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            if not sent:
                self._stopping.wait(pause)
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end and wait until what it is sending is sent."""
        self._stopping.set()
        self.join()

    def _send_a_turn_each(self) -> int:
        sent = 0
        for hook in hooks_with_news(clock.now()):
            try:
                sent += self._send_a_turn(hook)
            except Error:
                raise
            except Exception:
                # Whatever one of them provokes, the others are told.
                logger.exception("news could not be sent", extra={"hook": hook})
        return sent

    def _send_a_turn(self, hook: int) -> int:
        sent = 0
        while sent < TURN and not self._stopping.is_set() and send_next(hook, clock.now()):
            sent += 1
        return sent
