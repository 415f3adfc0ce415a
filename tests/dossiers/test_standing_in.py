"""Lodging for somebody else: what entitles, who is who, and that the principal is told."""

from dataclasses import replace

import pytest

from motcua.agencies.roles import Role
from motcua.agencies.selectors import desk_context
from motcua.dossiers.models import CallLog, Dossier, Entitlement
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.lodging import FeeInput, Lodging, LodgingError, Settlement
from motcua.dossiers.services.standing_in import (
    Ground,
    StandingIn,
    check_standing,
    entitling_paper,
    note_standing_in,
    parties,
)
from motcua.notifications.models import Message
from motcua.people.models import IdentityKind, PersonKind
from motcua.people.services import PersonInput
from motcua.procedures.models import Channel
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
MOTHER = PersonInput(
    full_name="Nguyễn Thị Mai",
    identity_kind=IdentityKind.PERSONAL_ID,
    identity_number="077199000111",
    email="mai@thu-dien-tu.example",
)
UNCLE = PersonInput(
    full_name="Nguyễn Văn Bình",
    identity_kind=IdentityKind.PERSONAL_ID,
    identity_number="077099000222",
    phone="0900000222",
    email="binh@thu-dien-tu.example",
)
COMPANY = PersonInput(
    full_name="Công ty Muối",
    kind=PersonKind.ORGANISATION,
    identity_kind=IdentityKind.TAX_CODE,
    identity_number="3509700056",
)
BY_PAPER = StandingIn(Ground.PROXY, UNCLE, "Giấy ủy quyền số 12 ngày 03/11/2026")


def lodged(world: World, standing: StandingIn) -> Dossier:
    """Lodge by post for somebody else, as a service of online lodging would."""
    context = desk_context(world.here.desk.pk)
    who = parties(MOTHER, standing)
    lodging = Lodging(
        procedure_code=world.marital.code,
        agency_id=world.here.agency.pk,
        channel=Channel.POST,
        papers=(entitling_paper(standing),),
        fee=FeeInput(Settlement.LATER),
        **who,
    )
    actor = world.here.actor(Role.DESK_OFFICER)
    dossier = lodge_dossier(lodging, context=context, actor=actor, at=MONDAY)
    note_standing_in(dossier, standing, context=context, at=MONDAY)
    return dossier


def test_the_principal_is_told_who_lodged_by_what_right(world: World) -> None:
    dossier = lodged(world, BY_PAPER)

    message = Message.objects.get(topic="lodged_for_you")
    assert message.recipient == UNCLE.email
    assert "được ủy quyền" in message.body
    assert dossier.tracking_code in message.body
    assert "Mai" not in message.body
    assert Entitlement.objects.get(dossier=dossier).told_at == MONDAY
    assert (dossier.applicant.full_name, dossier.proxy) == (MOTHER.full_name, dossier.applicant)


def test_a_principal_without_mail_is_called(world: World) -> None:
    dossier = lodged(world, replace(BY_PAPER, principal=replace(UNCLE, email="")))
    waiting = Dossier.objects.get(pk=dossier.pk)

    assert waiting.call_topic == "lodged_for_you"
    assert Entitlement.objects.get(dossier=dossier).told_at is None

    actor = world.here.actor(Role.DESK_OFFICER)
    log_call(waiting, outcome=CallLog.Outcome.TOLD, note="", actor=actor, at=MONDAY)

    assert Entitlement.objects.get(dossier=dossier).told_at == MONDAY


def test_mail_of_the_one_who_lodges_tells_the_principal_nothing(world: World) -> None:
    dossier = lodged(world, replace(BY_PAPER, principal=replace(UNCLE, email=MOTHER.email)))

    assert not Message.objects.filter(topic="lodged_for_you").exists()
    assert Dossier.objects.get(pk=dossier.pk).call_topic == "lodged_for_you"


def test_a_parent_is_no_proxy() -> None:
    who = parties(MOTHER, replace(BY_PAPER, ground=Ground.PARENT))

    assert who == {"applicant": MOTHER, "principal": UNCLE, "proxy": None}
    assert parties(MOTHER, None) == {"applicant": MOTHER, "principal": None, "proxy": None}


@pytest.mark.parametrize(
    ("standing", "field"),
    [
        pytest.param(replace(BY_PAPER, document="  "), "document", id="no document"),
        pytest.param(replace(BY_PAPER, principal=MOTHER), "principal_name", id="oneself"),
        pytest.param(
            replace(BY_PAPER, principal=replace(UNCLE, full_name="")),
            "principal_name",
            id="nobody",
        ),
        pytest.param(replace(BY_PAPER, ground=Ground.REPRESENTATIVE), "ground", id="no company"),
        pytest.param(
            StandingIn(Ground.PARENT, COMPANY, "Giấy phép"), "ground", id="parent of a company"
        ),
    ],
)
def test_what_entitles_nobody_is_told_where(standing: StandingIn, field: str) -> None:
    with pytest.raises(LodgingError) as refused:
        check_standing(standing, MOTHER)

    assert refused.value.field_name == field


@pytest.mark.parametrize("ground", [Ground.REPRESENTATIVE, Ground.PROXY])
def test_a_company_may_be_stood_in_for(ground: Entitlement.Ground) -> None:
    check_standing(StandingIn(ground, COMPANY, "Quyết định bổ nhiệm số 3"), MOTHER)
