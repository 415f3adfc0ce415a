"""The thread that sends what acts have written to the outbox, and speaks with the post."""

import logging
from threading import Event, Thread
from typing import Final

from django.db import Error, connection

from motcua.delivery.services import call_the_post
from motcua.kernel import clock
from motcua.notifications.services import BATCH, send_waiting

logger = logging.getLogger(__name__)
POLL_SECONDS: Final = 2.0
LONGEST_PAUSE_SECONDS: Final = 60.0


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
