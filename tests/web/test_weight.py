"""Pages are light, and nothing in them escapes the content security policy."""

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.agencies.roles import Role
from tests.citizens import sign_in_citizen
from tests.journeys.visits import HELPER, VISITS, Visitor
from tests.signed_in_helper import sign_in_helper
from tests.web.test_rights import browser_of
from tests.world import MONDAY, World, build_world
from tests.world_guidance import the_helper

pytestmark = pytest.mark.django_db
PAGE_BYTES = 100_000
STYLE_BYTES = 40_000
STYLES = ("motcua/tokens.css", "motcua/components.css")
ASSET = re.compile(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))"')
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.fixture
def world() -> Iterator[World]:
    """Return the world on its Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield build_world()


def sent(content: bytes) -> int:
    """Return how many bytes go over the network."""
    return len(gzip.compress(content, 6, mtime=0))


def asset(name: str) -> bytes:
    """Return the content of a static file."""
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found).read_bytes()


def test_the_styles_are_small() -> None:
    assert sum(len(asset(name)) for name in STYLES) < STYLE_BYTES


def client_of(who: Visitor, world: World) -> Client:
    """Return the browser of a stranger, a citizen with dossiers, or the holder of a role."""
    if isinstance(who, Role):
        return browser_of(world.here.officers[who])
    client = Client()
    if who == HELPER:
        sign_in_helper(client, the_helper())
    elif who is not None:
        sign_in_citizen(client, world.dossiers["accepted"].applicant)
    return client


def test_every_page_is_light_and_has_nothing_inline(world: World) -> None:
    faults = []
    for name, visit in VISITS.items():
        client = client_of(visit.role, world)
        response = client.get(visit.addresses(name, world)[0])
        assert response.status_code == HTTPStatus.OK, name
        page = response.content.decode()
        assets = sorted(set(ASSET.findall(page)))
        weight = sent(response.content) + sum(sent(asset(found)) for found in assets)
        if weight >= PAGE_BYTES:
            faults.append(f"{name}: {weight} bytes")
        faults += [f"{name}: {found.group()}" for found in INLINE.finditer(page)]

    assert faults == []
