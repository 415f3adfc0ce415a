"""Waiting before acceptance, for money, and when all is done already."""

from typing import Any

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, Pause
from motcua.dossiers.reckoning import current_due
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.pausing import PauseError
from motcua.dossiers.services.submitted import accept_submitted
from motcua.notifications.models import Message
from tests import factories
from tests.dossiers.test_pausing import (
    EVERYTHING,
    accepted,
    ask,
    ask_money,
    day,
    finished,
    go_on,
    procedure_of,
    rows_of,
)
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*EVERYTHING, agency=desk.agency)


@pytest.fixture
def dossier(desk: Desk, everybody: Actor) -> Dossier:
    """Return a dossier accepted on Thursday 12/9, due on Thursday 19/9."""
    return accepted(desk, everybody)


def test_before_acceptance_the_desk_asks_and_no_clock_is_touched(
    desk: Desk, everybody: Actor
) -> None:
    context = factories.context_of(desk)
    lodged = lodge_dossier(
        factories.lodging(procedure_of(), desk.agency),
        context=context,
        actor=everybody,
        at=THURSDAY_MORNING,
    )
    with pytest.raises(PauseError, match="chưa tính thời hạn"):
        ask(lodged, desk, everybody, day(12, 10), kind=Pause.Kind.NOT_ELIGIBLE)

    pause = ask(lodged, desk, everybody, day(12, 10))
    waiting = Dossier.objects.get(pk=lodged.pk)
    back = go_on(lodged, desk, everybody, day(16))

    assert (pause.restarts, waiting.state) == (False, State.AWAITING_SUPPLEMENT)
    assert (back.state, back.due_at, back.clock_from) == (State.SUBMITTED, None, None)
    assert not back.due_dates.exists()
    assert Message.objects.filter(topic="resubmitted").count() == 1
    taken = accept_submitted(lodged.pk, context=context, actor=everybody, at=day(16, 10))
    assert taken.due_at == day(23, 17)
    due = current_due(taken)
    assert due is not None
    assert due.due == taken.due_at


def test_nothing_is_asked_before_the_competent_agency_has_the_dossier(
    desk: Desk, everybody: Actor
) -> None:
    competent = AgencyFactory.create(province=desk.agency.province)
    lodged = accept_at_desk(
        factories.lodging(procedure_of(), competent),
        context=factories.context_of(desk),
        actor=everybody,
        at=THURSDAY_MORNING,
    )

    with pytest.raises(PauseError, match="chưa nhận hồ sơ"):
        ask(lodged, desk, everybody, day(13))
    with pytest.raises(PauseError, match="chưa nhận hồ sơ"):
        ask_money(lodged, desk, everybody, day(13))


def test_a_financial_duty_stops_the_clock_and_is_a_charge_until_it_is_proved(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    pause = ask_money(dossier, desk, everybody, day(13), amount_dong=1_250_000)
    dossier.refresh_from_db()

    assert (dossier.state, dossier.due_at) == (State.AWAITING_PAYMENT, None)
    assert (pause.restarts, dossier.money_state) == (False, MoneyState.DUE)
    charge = dossier.charges.get(amount_dong=1_250_000)
    assert charge.name == "Nghĩa vụ tài chính, Thông báo 12/TB-CCT"
    with pytest.raises(PauseError, match="chứng từ nộp tiền"):
        go_on(dossier, desk, everybody, day(18), note="")
    went_on = go_on(dossier, desk, everybody, day(18), note="Giấy nộp tiền 45, kho bạc")

    charge.refresh_from_db()
    assert charge.payment is not None
    assert (charge.payment.amount_dong, charge.payment.method) == (1_250_000, "transfer")
    assert (went_on.money_state, went_on.due_at) == (MoneyState.PAID, day(24, 17))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"document": " "}, "số, ngày của thông báo"),
        ({"amount_dong": 0}, "lớn hơn 0"),
        ({"reason": ""}, "ghi lý do"),
        ({"legal_basis": ""}, "căn cứ pháp lý"),
    ],
)
def test_a_financial_duty_without_its_notice_is_refused(
    dossier: Dossier, desk: Desk, everybody: Actor, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(PauseError, match=sentence):
        ask_money(dossier, desk, everybody, day(13), **changes)

    assert not dossier.pauses.exists()


def test_papers_may_still_be_asked_for_after_money_was(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask_money(dossier, desk, everybody, day(13))
    go_on(dossier, desk, everybody, day(16))

    ask(dossier, desk, everybody, day(18))

    # The 16th fell out, so the fifth working day is Friday the 20th; the 19th and 20th fall out.
    assert go_on(dossier, desk, everybody, day(20, 15)).due_at == day(24, 17)


def test_money_asked_for_when_all_is_done_leaves_the_date_that_was_kept(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    done = finished(dossier, desk, everybody, day(16))

    ask_money(done, desk, everybody, day(17))
    waiting = Dossier.objects.get(pk=done.pk)
    settled = go_on(done, desk, everybody, day(27))

    assert (waiting.state, waiting.due_at) == (State.AWAITING_PAYMENT, day(19, 17))
    assert (settled.state, settled.due_at) == (State.FINISHED, day(19, 17))
    assert settled.finished_at == day(16)
    due = current_due(settled)
    assert due is not None
    assert due.due == day(19, 17)
    assert Message.objects.filter(topic="ready").count() == 2
    assert "recomputed" not in dict(rows_of(settled))
