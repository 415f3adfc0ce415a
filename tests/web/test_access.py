"""Every role against every address. The addresses come from the resolver itself."""

import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.agencies.roles import Role
from motcua.web.access import PUBLIC, AccessRule, rule_of
from tests.citizens import sign_in_citizen
from tests.factories import AgencyFactory, OfficerFactory
from tests.journeys.visits import CITIZEN, HELPER, Visitor
from tests.signed_in_helper import sign_in_helper
from tests.web.access_api import CLIENTS
from tests.web.access_table import CITIZENS, EVERYBODY, HELPERS, PROBES, WHO

SAMPLES = {"StringConverter": "khong-co", "IntConverter": 1, "SlugConverter": "khong-co"}
pytestmark = pytest.mark.django_db
TOKENS = {"api:token", "api:revoke"}
"""Open to everybody who has a secret; there is none in what is posted here."""
VISITORS: list[Visitor] = [None, CITIZEN, HELPER, *Role]


def patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield (full name, pattern) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


ADDRESSES = dict(patterns())


def space_of(name: str) -> str:
    """Return the name space of an address: pages of a kind, visited in one test.

    Each operation of the API has its own, for strangers may ask it a few times a minute only.
    """
    space = name.rpartition(":")[0]
    return name if space == "api" else space


def address_of(name: str) -> str:
    """Return an address of ``name``, with values that fit its converters and name nothing."""
    converters = ADDRESSES[name].pattern.converters
    values = {
        key: SAMPLES.get(type(converter).__name__, str(uuid.UUID(int=7)))
        for key, converter in converters.items()
    }
    return reverse(name, kwargs=values)


def violation(name: str, role: Visitor, status: int, location: str) -> str:
    """Say how the answer breaks the table; empty when it keeps it."""
    allowed = WHO[name]
    sent_to_sign_in = status == HTTPStatus.FOUND and "/dang-nhap/" in location
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and name not in PROBES:
        return f"{name}: {role} got {status}"
    if allowed == CLIENTS or name in TOKENS:
        return "" if status == HTTPStatus.UNAUTHORIZED else f"{name}: {role} got {status}"
    if allowed == EVERYBODY:
        shut_out = sent_to_sign_in or status == HTTPStatus.FORBIDDEN
        return f"{name}: {role} is shut out" if shut_out else ""
    if role is None:
        return "" if sent_to_sign_in else f"{name}: a stranger got {status}"
    rooms = {CITIZENS: {CITIZEN}, HELPERS: {HELPER}}
    admitted = rooms[allowed] if isinstance(allowed, str) else allowed
    if role not in admitted:
        return "" if status == HTTPStatus.FORBIDDEN else f"{name}: {role} got {status}"
    shut_out = sent_to_sign_in or status == HTTPStatus.FORBIDDEN
    return f"{name}: {role} is sent away" if shut_out else ""


def test_every_address_has_a_name_and_a_line_in_the_table() -> None:
    assert set(ADDRESSES) == set(WHO)


def admitted_by_rule(name: str) -> object:
    """Return whom the view's own rule admits, in the words of the table."""
    rule = rule_of(ADDRESSES[name].callback)
    assert rule is not None, name
    if not rule.needs_account:
        return EVERYBODY
    if rule.is_for_clients:
        return CLIENTS
    if rule.is_for_helpers:
        return HELPERS
    if rule.is_for_citizens:
        return CITIZENS
    return rule.roles or frozenset(Role)


def test_every_view_declares_a_rule_that_is_the_tables() -> None:
    assert {name: admitted_by_rule(name) for name in ADDRESSES} == WHO


@pytest.fixture
def visit() -> Callable[[Visitor, str], tuple[int, str]]:
    """Return a function that opens an address as a holder of a role, by GET, then by POST."""
    agency = AgencyFactory.create()
    browsers: dict[Visitor, Client] = {}
    for role in VISITORS:
        browsers[role] = Client(raise_request_exception=False)
        if role == CITIZEN:
            sign_in_citizen(browsers[role])
        elif role == HELPER:
            sign_in_helper(browsers[role])
        elif isinstance(role, Role):
            officer = OfficerFactory.create(agency=agency, roles=[role])
            assert officer.account is not None
            browsers[role].force_login(
                officer.account, backend="motcua.accounts.backends.AccountBackend"
            )

    def open_page(role: Visitor, address: str) -> tuple[int, str]:
        response = browsers[role].get(address)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = browsers[role].post(address)
        return response.status_code, response.headers.get("Location", "")

    return open_page


@pytest.mark.parametrize("space", sorted({space_of(name) for name in ADDRESSES}))
def test_every_role_gets_what_the_table_says(
    space: str, visit: Callable[[Visitor, str], tuple[int, str]]
) -> None:
    broken = []
    for name in sorted(name for name in ADDRESSES if space_of(name) == space):
        # Whoever signs out is signed out.
        visitors: list[Visitor] = [None] if name == "accounts:logout" else VISITORS
        for role in visitors:
            with transaction.atomic():
                broken.append(violation(name, role, *visit(role, address_of(name))))
                transaction.set_rollback(True)

    assert [text for text in broken if text] == []


def test_a_rule_broken_on_purpose_is_noticed(
    visit: Callable[[Visitor, str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "accounts:sessions"
    view: Any = ADDRESSES[name].callback

    monkeypatch.setattr(view, "access_rule", PUBLIC)
    too_open = violation(name, None, *visit(None, address_of(name)))
    only_clerks = AccessRule(needs_account=True, roles=frozenset({Role.CLERK}))
    monkeypatch.setattr(view, "access_rule", only_clerks)
    status, _location = visit(Role.AUDITOR, address_of(name))

    assert too_open
    assert status == HTTPStatus.FORBIDDEN
    assert admitted_by_rule(name) != WHO[name]


def test_a_view_without_a_rule_opens_for_nobody(
    visit: Callable[[Visitor, str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    view: Any = ADDRESSES["public:catalogue"].callback
    monkeypatch.setattr(view, "access_rule", None)

    assert visit(None, reverse("public:catalogue"))[0] == HTTPStatus.FORBIDDEN
    assert visit(Role.ADMINISTRATOR, reverse("public:catalogue"))[0] == HTTPStatus.FORBIDDEN
