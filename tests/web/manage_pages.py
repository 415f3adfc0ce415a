"""What the tests of the administrator's pages share: somebody signed in, and a calendar."""

from datetime import datetime
from html import unescape
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motcua.agencies.models import Agency, CalendarLayer
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.reference.calendar import load_calendar
from tests.factories import AgencyFactory, OfficerFactory

MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)


def sign_in(client: Client, *roles: Role, agency: Agency | None = None) -> Agency:
    """Sign ``client`` in as a holder of ``roles`` (an administrator); return the agency."""
    place = agency or AgencyFactory.create()
    officer = OfficerFactory.create(agency=place, roles=list(roles or (Role.ADMINISTRATOR,)))
    assert officer.account is not None
    client.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")
    return place


def nation() -> CalendarLayer:
    """Return the nation's layer as shipped, frozen for every agency there is."""
    load_calendar()
    return CalendarLayer.objects.get(province=None, agency=None)


def address(name: str, *args: object) -> str:
    """Return the address of one of the administrator's pages."""
    return reverse(f"manage:{name}", args=args)


def text_of(response: HttpResponse | Any) -> str:
    """Return what the page says, quotation marks and all."""
    return unescape(response.content.decode())


def require_refused(response: HttpResponse | Any, sentence: str) -> None:
    """Check that a form was refused with ``sentence``."""
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in text_of(response)
