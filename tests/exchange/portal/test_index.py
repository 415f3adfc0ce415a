"""Item 1.4 of index 766: what the portal knows, once this system has joined for a whole period."""

from datetime import datetime, timedelta

import pytest

from motcua.agencies.roles import Role
from motcua.exchange.models import PortalMessage
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tallies, Tally
from motcua.indicators.indexing.counting import Asked, counted, proven
from motcua.indicators.keeping import catch_up
from motcua.indicators.periods import Kind, NamedPeriod
from tests.exchange.portal.conftest import Joined
from tests.portal_office import Office

pytestmark = pytest.mark.django_db


def of_the_month(office: Office, now: datetime) -> tuple[Tallies, Tallies]:
    """Return the items counted, and those that can be counted again."""
    catch_up(at=now)
    named = NamedPeriod(Kind.MONTH, now.year, now.month)
    asked = Asked(named, named.days(1), now + timedelta(seconds=1))
    agency = office.agency
    return counted(asked, [agency])[agency.pk], proven(asked, [agency])[agency.pk]


def test_a_dossier_counts_while_the_portal_knows_it_and_nothing_of_it_is_late(
    office: Office, joined: Joined, now: datetime
) -> None:
    first, _second, third = (office.accepted(number, now) for number in range(3))
    joined.behave(answer="refuse", only=third.code)
    joined.told()

    # Joined in the middle of the month: nobody knows of the days before.
    assert items.SYNC not in of_the_month(office, now)[0]

    begun = PortalMessage.objects.order_by("pk")[:1].values("pk")
    PortalMessage.objects.filter(pk__in=begun).update(queued_at=now - timedelta(days=40))
    for found in of_the_month(office, now):
        assert found[items.SYNC] == Tally(2, 3)

    office.done(first, Role.HANDLING_OFFICER, now)
    assert of_the_month(office, now)[0][items.SYNC] == Tally(2, 3)
    waiting = PortalMessage.objects.filter(state=PortalMessage.State.WAITING)
    assert waiting.update(queued_at=now - timedelta(days=2))
    assert of_the_month(office, now)[0][items.SYNC] == Tally(1, 3)
