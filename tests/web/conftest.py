"""The browser in which pages are tried: the one the system has, never one downloaded."""

import os
import shutil
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.world import MONDAY, World, build_world

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    # Chromium's sandbox refuses to start as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build the small province once for a module; each test works in a savepoint on it."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MONDAY, tick=False):
            built = build_world()
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def base_url() -> str:
    # The plugin's own fixture of this name warns under this pytest, and a warning is an error.
    return ""
