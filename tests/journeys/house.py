"""The product behind an address of its own, and people who come to it with a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    expect,
)

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.guidance.models import Helper
from motcua.people.models import Person
from tests.citizens import sign_in_citizen
from tests.journeys.visits import CITIZEN, HELPER, Visitor
from tests.signed_in_helper import sign_in_helper
from tests.world import MONDAY, Place, World
from tests.world_guidance import the_helper

BACKEND: Final = "motcua.accounts.backends.AccountBackend"
SESSION_COOKIE: Final = "sessionid"
DESKTOP: Final = (1280, 900)
PHONE: Final = (390, 844)
PATIENCE: Final = 30_000
"""Milliseconds to wait for something to appear; the machine may be busy."""
expect.set_options(timeout=PATIENCE)


@dataclass
class House:
    """The product, served; ``complaints`` are mistakes of scripts and blocked content."""

    address: str
    world: World
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(
        self,
        size: tuple[int, int] = DESKTOP,
        *,
        with_scripts: bool = True,
        session: str | None = None,
    ) -> Page:
        """Return a page of somebody new, signed in under ``session`` if that is given."""
        width, height = size
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=with_scripts,
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", self._note_error)
        context.on("console", self._note_message)
        self.contexts.append(context)
        if session is not None:
            context.add_cookies([{"name": SESSION_COOKIE, "value": session, "url": self.address}])
        return context.new_page()

    def officer(
        self,
        role: Role,
        place: Place | None = None,
        size: tuple[int, int] = DESKTOP,
        *,
        with_scripts: bool = True,
    ) -> Page:
        """Return a page of the holder of ``role``, who has signed in."""
        found = (place or self.world.here).officers[role]
        return self.visitor(size, with_scripts=with_scripts, session=signed_in(found))

    def citizen(
        self,
        person: Person | None = None,
        size: tuple[int, int] = DESKTOP,
        *,
        with_scripts: bool = True,
        level: int = 2,
    ) -> Page:
        """Return a page of a citizen, by default somebody new, who has signed in."""
        client = Client()
        sign_in_citizen(client, person, level)
        session = str(client.cookies[SESSION_COOKIE].value)
        return self.visitor(size, with_scripts=with_scripts, session=session)

    def helper(
        self,
        helper: Helper | None = None,
        size: tuple[int, int] = PHONE,
        *,
        with_scripts: bool = True,
    ) -> Page:
        """Return a page of somebody who guides, by default the one at work, who has signed in."""
        client = Client()
        sign_in_helper(client, helper or the_helper())
        session = str(client.cookies[SESSION_COOKIE].value)
        return self.visitor(size, with_scripts=with_scripts, session=session)

    def somebody(self, who: Visitor) -> Page:
        """Return a page of a stranger, of a citizen with dossiers, or of the holder of a role."""
        if isinstance(who, Role):
            return self.officer(who)
        if who == CITIZEN:
            return self.citizen(self.world.dossiers["accepted"].applicant)
        if who == HELPER:
            return self.helper(size=DESKTOP)
        return self.visitor()

    def close(self) -> None:
        """Close every window."""
        while self.contexts:
            self.contexts.pop().close()

    def _note_error(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _note_message(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)


def signed_in(officer: Officer) -> str:
    """Return the key of a new session of ``officer``."""
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, BACKEND)
    return str(client.cookies[SESSION_COOKIE].value)


@contextmanager
def served() -> Iterator[str]:
    """Serve the product on a free port of this machine; yield its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def open_house(world: World, browser: Browser) -> Iterator[House]:
    """Open the product on that Monday; the database is the one Django talks to."""
    with time_machine.travel(MONDAY, tick=True), served() as address:
        house = House(address, world, browser)
        try:
            yield house
        finally:
            house.close()
    assert not house.complaints, "\n".join(house.complaints)
