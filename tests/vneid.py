"""The simulated VNeID, run for real, and what a browser would do there."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from motcua.accounts.providers import Provider
from motcua.conf.identity import SIMULATION, identity_providers
from motcua.runtime import vneid

FOLDER = Path(__file__).resolve().parents[1] / "simulators" / "vneid"


@dataclass
class Simulation:
    """Where the provider answers, and what it was told to do wrong."""

    address: str
    browser: requests.Session = field(default_factory=requests.Session)

    @property
    def provider(self) -> Provider:
        """Return the provider as the product is configured with it."""
        return identity_providers(self.address)[SIMULATION]

    def behave(self, mode: str, **more: Any) -> None:
        """Do wrong from now on in the way called ``mode``."""
        told = json.dumps({"mode": mode, **more})
        requests.post(f"{self.address}/_behave", data=told, timeout=10).raise_for_status()

    def reset(self) -> None:
        """Behave again, and forget who was here."""
        requests.post(f"{self.address}/_reset", timeout=10).raise_for_status()
        self.browser = requests.Session()

    def choose(self, url: str, who: str) -> str:
        """Follow ``url`` to the page of people, choose one; return the address led back to."""
        page = self.browser.get(url, timeout=20)
        link = re.search(rf'href="(/chon/[^"]*\?{who})"', page.text)
        assert link is not None, page.text
        return self._follow(f"{self.address}{link[1]}")

    def _follow(self, url: str) -> str:
        while url.startswith(self.address):
            answer = self.browser.get(url, timeout=20, allow_redirects=False)
            assert "Location" in answer.headers, answer.text
            url = urljoin(url, answer.headers["Location"])
        return url


@contextmanager
def running() -> Iterator[Simulation]:
    """Start the provider with its packages; the test is skipped where it cannot be."""
    node = vneid.node()
    if node is None or not vneid.is_installed(FOLDER):
        pytest.skip("simulators/vneid is not installed: scripts/install_test_tools.sh")
    with subprocess.Popen(
        [node, "server.js"],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Simulation(process.stdout.readline().strip())
        finally:
            process.terminate()
