"""An administrator gives rights in the own agency and below it, and nowhere else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies import staffing
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from tests import factories
from tests.factories import THURSDAY_MORNING, AgencyFactory, OfficerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Agency:
    """Return a commune's committee under a province's."""
    above = AgencyFactory.create()
    found: Agency = AgencyFactory.create(parent=above, province=above.province)
    return found


@pytest.fixture
def elsewhere() -> Officer:
    """Return an officer of another commune, with an account."""
    found: Officer = OfficerFactory.create(roles=[Role.CLERK])
    return found


def test_a_communes_administrator_sets_no_password_elsewhere(
    commune: Agency, elsewhere: Officer
) -> None:
    actor = factories.actor_with(Role.ADMINISTRATOR, agency=commune)
    assert elsewhere.account is not None

    with pytest.raises(PermissionDenied):
        staffing.reset_password(elsewhere.account, actor=actor, at=THURSDAY_MORNING)
    with pytest.raises(PermissionDenied):
        staffing.set_working(elsewhere, is_working=False, actor=actor)
    with pytest.raises(PermissionDenied):
        staffing.save_officer(elsewhere, {"full_name": "Người khác"}, actor=actor)


def test_nobody_gives_oneself_a_role_above(commune: Agency) -> None:
    actor = factories.actor_with(Role.ADMINISTRATOR, agency=commune)
    assert actor.officer_id is not None
    oneself = Officer.objects.get(pk=actor.officer_id)
    assert commune.parent is not None

    with pytest.raises(PermissionDenied):
        staffing.give_role(
            oneself,
            Role.ADMINISTRATOR,
            agency=commune.parent,
            valid_from=date(2024, 9, 12),
            valid_to=None,
            actor=actor,
        )


def test_the_provinces_administrator_reaches_the_communes_below(commune: Agency) -> None:
    assert commune.parent is not None
    actor = factories.actor_with(Role.ADMINISTRATOR, agency=commune.parent)
    below = OfficerFactory.create(agency=commune)

    role = staffing.give_role(
        below,
        Role.CLERK,
        agency=commune,
        valid_from=date(2024, 9, 12),
        valid_to=None,
        actor=actor,
    )

    assert role.agency == commune
