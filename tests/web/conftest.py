"""The browser in which pages are tried: the one the system has, never one downloaded."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    # Chromium's sandbox refuses to start as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def base_url() -> str:
    # The plugin's own fixture of this name warns under this pytest, and a warning is an error.
    return ""
