"""Who sees a dossier: one row asked in memory and a list asked of the database agree."""

import pytest
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_dossier, dossiers_visible_to
from motcua.dossiers.services.acceptance import accept_at_desk
from tests import factories
from tests.factories import AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


def can_open(actor: Actor, dossier: Dossier) -> bool:
    try:
        return access_dossier(actor, str(dossier.code)).pk == dossier.pk
    except Http404:
        return False


@pytest.mark.parametrize("role", Role)
def test_what_one_opens_is_what_ones_lists_show(role: Role) -> None:
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    deciding, linked, stranger = AgencyFactory.create_batch(3, province=desk.agency.province)
    officer = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), deciding),
        context=factories.context_of(desk),
        actor=officer,
        at=factories.THURSDAY_MORNING,
    )
    Dossier.objects.filter(pk=dossier.pk).update(linked_agency=linked, state=State.IN_PROGRESS)
    seen = {}
    for name, agency in (
        ("deciding", deciding),
        ("receiving", desk.agency),
        ("linked", linked),
        ("stranger", stranger),
    ):
        actor = factories.actor_with(role, agency=agency)
        listed = dossiers_visible_to(actor).filter(pk=dossier.pk).exists()
        assert can_open(actor, dossier) == listed
        seen[name] = listed

    reads = role in {*STEP_ROLES, Role.AUDITOR}
    assert seen == {"deciding": reads, "receiving": reads, "linked": reads, "stranger": False}
