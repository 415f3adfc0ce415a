"""Two people end, undo or take money at the same moment: one does it, the other is told."""

from datetime import timedelta

import pytest

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.money import AlreadySettledError, collect_charge, pay_refund
from motcua.dossiers.services.undoing import UndoError, last_act, undo
from motcua.payments.models import Payment, PaymentMethod, Refund
from tests.dossiers.lives import TUESDAY, Office, closing, open_office
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.whole_records import accepted_after, assert_chained

SOON = TUESDAY + timedelta(minutes=5)


@pytest.fixture
def office(committed_database: str) -> Office:
    """Commit for real, in a database that goes with the test."""
    del committed_database
    return open_office()


def test_a_withdrawal_and_a_step_at_the_same_moment_leave_nothing_half_done(
    office: Office,
) -> None:
    dossier = office.accepted()

    answers = at_once(
        lambda: withdraw_dossier(
            dossier.pk, **closing(money=MoneyEnding.REFUND), **office.by(Role.DESK_OFFICER)
        ),
        lambda: complete_step(
            dossier.pk, outcome="done", order=1, **office.by(Role.HANDLING_OFFICER)
        ),
    )

    # Either the step was done first and the dossier then withdrawn from the next one, or the
    # withdrawal came first and the officer is told that the dossier stopped, by whom.
    (found,) = accepted_after(0)
    assert found.state == State.WITHDRAWN
    assert not isinstance(answers[0], Exception), answers
    told = [answer for answer in answers if isinstance(answer, StepError)]
    steps = [step.outcome for step in found.steps.all()]
    assert steps == ([Step.BROKEN_OFF] if told else ["done", Step.BROKEN_OFF])
    assert all("Lê Thị Thu Hà" in str(sentence) for sentence in told)
    assert Refund.objects.count() == 1
    assert_chained(found)


def test_an_act_undone_in_two_windows_is_undone_once(office: Office) -> None:
    dossier = office.advance(office.accepted(), 1)
    event = last_act(dossier)
    assert event is not None

    def take_back(role: Role) -> Dossier:
        return undo(
            dossier.pk, sequence=event.sequence, reason="Bấm nhầm", **office.by(role, SOON)
        )

    answers = at_once(lambda: take_back(Role.HANDLING_OFFICER), lambda: take_back(Role.APPROVER))

    (told,) = [answer for answer in answers if isinstance(answer, UndoError)]
    assert "hoàn tác lúc 9:05" in str(told)
    (found,) = accepted_after(0)
    assert [step.outcome for step in found.steps.all()] == ["done", Step.UNDONE, ""]
    assert [event.action for event in found.events.all()].count("undo") == 1
    assert_chained(found)


def test_an_undo_and_the_next_step_at_the_same_moment_exclude_each_other(
    office: Office,
) -> None:
    dossier = office.advance(office.accepted(), 1)
    event = last_act(dossier)
    assert event is not None

    answers = at_once(
        lambda: undo(
            dossier.pk,
            sequence=event.sequence,
            reason="Bấm nhầm",
            **office.by(Role.HANDLING_OFFICER, SOON),
        ),
        lambda: complete_step(
            dossier.pk, outcome="done", order=2, **office.by(Role.APPROVER, SOON)
        ),
    )

    (told,) = [answer for answer in answers if isinstance(answer, UndoError | StepError)]
    (found,) = accepted_after(0)
    expected = ["done", "done", ""] if isinstance(told, UndoError) else ["done", Step.UNDONE, ""]
    assert [step.outcome for step in found.steps.all()] == expected
    assert_chained(found)


def test_a_fee_is_taken_once_by_eight_clicks_at_once(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    charge = dossier.charges.get()

    def take() -> Payment:
        return collect_charge(
            dossier.pk,
            charge_id=charge.pk,
            amount_dong=None,
            method=PaymentMethod.CASH,
            **office.who(Role.CASHIER),
        )

    answers = at_once(*[take] * 8)

    assert sum(isinstance(answer, Payment) for answer in answers) == 1
    assert sum(isinstance(answer, AlreadySettledError) for answer in answers) == 7
    assert Payment.objects.count() == 1
    (found,) = accepted_after(0)
    assert found.money_state == MoneyState.PAID
    assert_chained(found)


def test_a_refund_is_paid_once_by_two_cashiers_at_once(office: Office) -> None:
    dossier = office.accepted()
    words = closing(money=MoneyEnding.REFUND)
    withdraw_dossier(dossier.pk, **words, **office.by(Role.DESK_OFFICER))
    refund = office.approve(Refund.objects.get())

    def pay() -> Refund:
        return pay_refund(refund, method=PaymentMethod.CASH, **office.who(Role.CASHIER, SOON))

    answers = at_once(pay, pay)

    assert {type(answer) for answer in answers} == {Refund, AlreadySettledError}
    (found,) = accepted_after(0)
    assert [event.action for event in found.events.all()].count("refund_fee") == 1
    assert found.money_state == MoneyState.REFUNDED


def test_a_fee_taken_while_the_dossier_is_withdrawn_is_never_lost(office: Office) -> None:
    dossier = office.accepted(Settlement.LATER)
    charge = dossier.charges.get()

    at_once(
        lambda: withdraw_dossier(
            dossier.pk, **closing(money=MoneyEnding.NONE), **office.by(Role.DESK_OFFICER)
        ),
        lambda: collect_charge(
            dossier.pk,
            charge_id=charge.pk,
            amount_dong=None,
            method=PaymentMethod.CASH,
            **office.who(Role.CASHIER),
        ),
    )

    # "Nothing was paid" is believed only while it is true: the money refuses the withdrawal,
    # or the withdrawal the money.
    (found,) = accepted_after(0)
    is_paid = Payment.objects.exists()
    assert found.state == (State.ACCEPTED if is_paid else State.WITHDRAWN)
    assert_chained(found)
