"""The thread that tells the national portal what waits; mail goes its own way beside it."""

import logging
from threading import Event, Thread
from typing import Final

from django.db import Error, connection

from motcua.exchange.portal.sending import send_to_portal
from motcua.kernel import clock

logger = logging.getLogger(__name__)
POLL_SECONDS: Final = 2.0
LONGEST_PAUSE_SECONDS: Final = 60.0


class PortalDispatcher(Thread):
    """Looks for waiting messages every other second, until it is told to stop.

    It holds no state: as many may run as there are workers.
    """

    def __init__(self, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__(name="portal", daemon=True)
        self._poll_seconds = poll_seconds
        self._stopping = Event()

    def run(self) -> None:
        """Send until told to stop; a database that is away is asked again later."""
        pause = self._poll_seconds
        while not self._stopping.is_set():
            has_more = False
            try:
                made = send_to_portal(clock.now())
                # Of each dossier one message goes in a round: the next may be due now.
                has_more = bool(made.taken or made.known) and not made.is_portal_away
                pause = self._poll_seconds
            except Error:
                logger.warning("the portal's queue cannot be reached", exc_info=True)
                connection.close()
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            except Exception:
                # One row must not end the sending of all others for good.
                logger.exception("sending to the portal broke off")
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            if not has_more:
                self._stopping.wait(pause)
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end and wait until the message in hand is sent."""
        self._stopping.set()
        self.join()
