"""Several results to one person at once: all of them, or none."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.returning import (
    MOST_AT_ONCE,
    ReturnError,
    return_result,
    return_results,
)
from motcua.people.models import Person
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY_MORNING + timedelta(days=1)
WORKERS = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
MOTHER, FATHER = "077190000012", "077089000013"


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*WORKERS, agency=desk.agency)


def finished(desk: Desk, officer: Actor, *, number: str = MOTHER, steps: int = 3) -> Dossier:
    context = factories.context_of(desk)
    dossier = accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(), desk.agency, applicant=factories.applicant(number)
        ),
        context=factories.context_of(desk),
        actor=officer,
        at=THURSDAY_MORNING,
    )
    for _step in range(steps):
        complete_step(dossier.pk, outcome="done", context=context, actor=officer, at=FRIDAY)
    return dossier


def hand_over(dossiers: list[Dossier], actor: Actor, **changes: Any) -> list[Dossier]:
    words: dict[str, Any] = {"collector": None, "proof": "", "has_receipt": True, **changes}
    return return_results([d.pk for d in dossiers], actor=actor, at=FRIDAY, **words)


def states(dossiers: list[Dossier]) -> set[str]:
    return set(
        Dossier.objects.filter(pk__in=[d.pk for d in dossiers]).values_list("state", flat=True)
    )


def test_one_applicant_collects_everything_at_once(desk: Desk, officer: Actor) -> None:
    dossiers = [finished(desk, officer) for _number in range(3)]

    returned = hand_over(list(reversed(dossiers)), officer)

    assert returned == list(reversed(dossiers))
    assert states(dossiers) == {State.RETURNED}
    assert {d.collector_id for d in returned} == {dossiers[0].applicant_id}
    assert all(d.events.filter(action="return_result").count() == 1 for d in dossiers)


def test_one_of_them_not_ready_keeps_all_of_them_here_and_is_named(
    desk: Desk, officer: Actor
) -> None:
    ready, open_still = finished(desk, officer), finished(desk, officer, steps=1)

    with pytest.raises(IllegalTransitionError, match=str(open_still.code)):
        hand_over([ready, open_still], officer)

    assert states([ready]) == {State.FINISHED}
    assert not ready.events.filter(action="return_result").exists()


def test_dossiers_of_several_applicants_want_somebody_with_a_paper(
    desk: Desk, officer: Actor
) -> None:
    dossiers = [finished(desk, officer), finished(desk, officer, number=FATHER)]
    proxy = factories.applicant("", full_name="Lê Văn Tám", phone="", email="")

    with pytest.raises(ReturnError, match="nhiều người nộp"):
        hand_over(dossiers, officer)
    with pytest.raises(ReturnError, match="giấy ủy quyền"):
        hand_over(dossiers, officer, collector=proxy)
    returned = hand_over(dossiers, officer, collector=proxy, proof="Giấy ủy quyền 12/9")

    assert {d.collector.full_name for d in returned if d.collector} == {"Lê Văn Tám"}
    assert Person.objects.filter(full_name="Lê Văn Tám").count() == 1
    assert {d.collector_proof for d in Dossier.objects.all()} == {"Giấy ủy quyền 12/9"}


def test_a_desk_hands_over_only_what_it_accepted(desk: Desk, officer: Actor) -> None:
    other: Desk = DeskFactory.create()
    there = factories.actor_with(*WORKERS, agency=other.agency)
    dossiers = [finished(desk, officer), finished(other, there)]

    with pytest.raises(PermissionDenied):
        hand_over(dossiers, officer)

    assert states(dossiers) == {State.FINISHED}


def test_nothing_and_too_much_are_sentences(desk: Desk, officer: Actor) -> None:
    del desk
    with pytest.raises(ReturnError, match="ít nhất một"):
        return_results([], collector=None, proof="", has_receipt=True, actor=officer, at=FRIDAY)
    with pytest.raises(ReturnError, match="nhiều nhất 50"):
        return_results(
            range(MOST_AT_ONCE + 1),
            collector=None,
            proof="",
            has_receipt=True,
            actor=officer,
            at=FRIDAY,
        )


def test_a_receipt_that_is_lost_is_noted_beside_the_dossier_not_in_the_ledger(
    desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)

    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=False,
        note="Mất khi chuyển nhà",
        actor=officer,
        at=FRIDAY,
    )

    assert dossier.notes.get().text == "Không thu lại được giấy tiếp nhận: Mất khi chuyển nhà"
    event = dossier.events.get(action="return_result")
    assert facts_of(event) == {"by_other": False, "has_receipt": False}
