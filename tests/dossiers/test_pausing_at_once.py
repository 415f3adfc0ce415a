"""Two officers ask, answer or apologize at the same moment: one does, the other is told."""

from datetime import date, timedelta
from functools import partial

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Pause
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import ApologyError, sign_apology
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.pausing import (
    PauseError,
    SupplementItem,
    ask_supplement,
    resume,
)
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Message
from tests import factories
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.whole_records import assert_chained
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

ROLES = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
AT = THURSDAY_MORNING + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _committed(committed_database: str) -> None:
    """Commit for real, in a database that goes with the test."""
    del committed_database
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officers(desk: Desk) -> list[Actor]:
    """Return two people who hold every role of the default process."""
    return [
        factories.actor_with(*ROLES, agency=desk.agency, full_name=name)
        for name in ("Lê Thị Thu Hà", "Trần Văn Nhanh")
    ]


@pytest.fixture
def dossier(desk: Desk, officers: list[Actor]) -> Dossier:
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=officers[0],
        at=THURSDAY_MORNING,
    )


@pytest.fixture
def context(dossier: Dossier, desk: Desk) -> DeskContext:
    """Return the desk as services want it, read after all configuration is made."""
    del dossier
    return factories.context_of(desk)


def ask(dossier: Dossier, context: DeskContext, actor: Actor) -> Pause:
    return ask_supplement(
        dossier.pk,
        items=[SupplementItem("p1", "original", "Ký lại")],
        reason="Chưa ký",
        legal_basis="Điều 15",
        reply_by=None,
        order=1,
        context=context,
        actor=actor,
        at=AT,
    )


def refused(answers: list[object]) -> DomainError:
    """Return the one sentence among ``answers``."""
    (sentence,) = [answer for answer in answers if isinstance(answer, DomainError)]
    return sentence


def test_two_officers_asking_at_once_ask_once(
    dossier: Dossier, context: DeskContext, officers: list[Actor]
) -> None:
    answers = at_once(*(partial(ask, dossier, context, officer) for officer in officers))

    assert isinstance(refused(answers), PauseError)
    pause = Pause.objects.get()
    assert pause.started_by is not None
    assert f"{pause.started_by.full_name} yêu cầu lúc 10:00" in str(refused(answers))
    assert IssuedForm.objects.filter(kind="supplement").count() == 1
    assert Message.objects.filter(topic="supplement").count() == 1
    assert DossierEvent.objects.filter(action="ask_supplement").count() == 1
    assert_chained(Dossier.objects.get())


def test_asking_and_doing_the_step_at_once_does_one_of_them(
    dossier: Dossier, context: DeskContext, officers: list[Actor]
) -> None:
    first, second = officers

    answers = at_once(
        partial(ask, dossier, context, first),
        partial(
            complete_step,
            dossier.pk,
            outcome="done",
            order=1,
            context=context,
            actor=second,
            at=AT,
        ),
    )

    sentence = str(refused(answers))
    found = Dossier.objects.get()
    open_steps = found.steps.filter(closed_at__isnull=True)
    if found.state == State.AWAITING_SUPPLEMENT:
        assert "chờ bổ sung" in sentence
        assert (open_steps.get().order, open_steps.get().due_at, found.due_at) == (1, None, None)
    else:
        assert "Trần Văn Nhanh làm xong lúc 10:00" in sentence
        assert (open_steps.get().order, Pause.objects.count()) == (2, 0)
        assert found.due_at is not None
        assert not IssuedForm.objects.filter(kind="supplement").exists()
    assert_chained(found)


def test_two_officers_going_on_at_once_count_the_date_once(
    dossier: Dossier, context: DeskContext, officers: list[Actor]
) -> None:
    ask(dossier, context, officers[0])

    answers = at_once(
        *(
            partial(
                resume,
                dossier.pk,
                note="Đã nộp",
                context=context,
                actor=officer,
                at=AT + timedelta(days=1),
            )
            for officer in officers
        )
    )

    assert "cho xử lý tiếp lúc 10:00" in str(refused(answers))
    found = Dossier.objects.get()
    assert found.due_dates.filter(kind="recomputed").count() == 1
    assert Message.objects.filter(topic="resumed").count() == 1
    assert_chained(found)


def test_two_heads_apologizing_at_once_apologize_once(
    dossier: Dossier, context: DeskContext, officers: list[Actor]
) -> None:
    days = (date(2024, 9, 19), date(2024, 9, 20))
    answers = at_once(
        *(
            partial(
                sign_apology,
                dossier.pk,
                reason="Chờ xác minh",
                new_due_on=day,
                context=context,
                actor=officer,
                at=AT,
            )
            for officer, day in zip(officers, days, strict=True)
        )
    )

    assert isinstance(refused(answers), ApologyError)
    found = Dossier.objects.get()
    extension = found.due_dates.get(kind="extension")
    assert found.due_at == extension.due_at
    assert found.apologies.get().new_due_at == found.due_at
    assert Message.objects.filter(topic="apology").count() == 1
    assert_chained(found)
