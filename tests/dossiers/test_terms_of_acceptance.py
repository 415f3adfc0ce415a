"""What an acceptance must not do: outlast the law, lose money, believe an impossible day."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Dossier, DueDate
from motcua.dossiers.promises import promise
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.lodging import FeeInput, LodgingError, Settlement
from motcua.dossiers.services.receipts import stored_promise
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Limit, LimitUnit
from motcua.payments.models import PaymentMethod
from motcua.procedures.models import Channel, CommittedLimit, Procedure
from motcua.procedures.terms import CommitmentError, commit_limit
from tests import factories
from tests.factories import CONTENT, LONG_AGO, THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
TEN_DAYS = Limit(10, LimitUnit.WORKING_DAY)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    made: Desk = DeskFactory.create()
    return made


@pytest.fixture
def actor(desk: Desk) -> Actor:
    return factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)


def with_fee(amount: int | None) -> Procedure:
    channels = [{**channel, "fee_dong": amount} for channel in CONTENT["channels"]]
    made: Procedure = ProcedureFactory.create(content={"channels": channels})
    return made


def accept(procedure: Procedure, desk: Desk, actor: Actor, **fields: Any) -> Dossier:
    return accept_at_desk(
        factories.lodging(procedure, desk.agency, **fields),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )


def test_an_agency_cannot_commit_to_more_time_than_the_law_gives(desk: Desk) -> None:
    procedure = ProcedureFactory.create()

    for limit in (TEN_DAYS, Limit(80, LimitUnit.WORKING_HOUR)):
        with pytest.raises(CommitmentError, match="ngắn hơn"):
            commit_limit(
                agency=desk.agency,
                procedure=procedure,
                limit=limit,
                legal_basis="Quyết định 12/QĐ-UBND",
                valid_from=LONG_AGO,
                valid_to=None,
                actor=SYSTEM,
            )


def test_a_commitment_that_the_law_has_overtaken_does_not_outlast_it(
    desk: Desk, actor: Actor
) -> None:
    procedure = ProcedureFactory.create()
    CommittedLimit.objects.create(
        agency=desk.agency,
        procedure=procedure,
        value=TEN_DAYS.value,
        unit=TEN_DAYS.unit.value,
        valid_from=LONG_AGO,
    )

    dossier = accept(procedure, desk, actor)

    dates = {row.kind: row.due_at for row in dossier.due_dates.all()}
    assert dates[DueDate.Kind.PROMISE] == dates[DueDate.Kind.STATUTORY] == dossier.due_at
    assert stored_promise(dossier).due_at == dossier.due_at


@pytest.mark.parametrize("unit", list(LimitUnit))
def test_no_promise_is_later_than_the_law(unit: LimitUnit, desk: Desk) -> None:
    counted = calendar_of(desk.agency)

    for value in (1, 5, 30):
        made = promise(
            THURSDAY_MORNING, Limit(value, unit), Limit(3, LimitUnit.WORKING_DAY), counted
        )
        assert made.due_at <= made.statutory_due_at


def test_what_was_paid_is_an_amount(desk: Desk, actor: Actor) -> None:
    paid = FeeInput(settlement=Settlement.PAID, method=PaymentMethod.CASH)
    nothing = FeeInput(settlement=Settlement.PAID, amount_dong=0)
    later = FeeInput(settlement=Settlement.LATER, amount_dong=0)

    for procedure, fee in (
        (with_fee(None), paid),
        (with_fee(15_000), nothing),
        (with_fee(15_000), later),
    ):
        with pytest.raises(LodgingError, match="số tiền") as refused:
            accept(procedure, desk, actor, fee=fee)
        assert refused.value.field_name == "fee_amount"


@pytest.mark.parametrize(
    ("amount", "fee", "outcome"),
    [
        (15_000, FeeInput(Settlement.PAID), (MoneyState.PAID, 1)),
        (15_000, FeeInput(Settlement.LATER), (MoneyState.DUE, 1)),
        (15_000, FeeInput(Settlement.EXEMPT, exemption="Trẻ em"), (MoneyState.EXEMPT, 1)),
        (None, FeeInput(Settlement.LATER), (MoneyState.DUE, 0)),
        (None, FeeInput(Settlement.EXEMPT, exemption="Trẻ em"), (MoneyState.EXEMPT, 0)),
        (None, FeeInput(Settlement.NOTHING_DUE), (MoneyState.NOTHING_DUE, 0)),
        (0, FeeInput(Settlement.PAID), (MoneyState.NOTHING_DUE, 0)),
    ],
)
def test_the_state_of_the_money_is_what_was_agreed_at_the_desk(
    amount: int | None,
    fee: FeeInput,
    outcome: tuple[MoneyState, int],
    desk: Desk,
    actor: Actor,
) -> None:
    dossier = accept(with_fee(amount), desk, actor, fee=fee)

    assert (dossier.money_state, dossier.charges.count()) == outcome


def test_a_day_of_lodging_that_the_database_could_not_give_back_is_refused(
    desk: Desk, actor: Actor
) -> None:
    with pytest.raises(LodgingError, match="quá xa") as refused:
        accept(
            ProcedureFactory.create(),
            desk,
            actor,
            channel=Channel.POST,
            submitted_at=datetime(1, 1, 1, tzinfo=VIETNAM),
        )

    assert refused.value.field_name == "submitted_at"


def test_refusals_of_a_year_are_numbered_one_after_the_other(desk: Desk, actor: Actor) -> None:
    context = factories.context_of(desk)
    numbers = []
    for day in range(3):
        at = THURSDAY_MORNING + timedelta(days=day)
        dossier = lodge_dossier(
            factories.lodging(
                ProcedureFactory.create(), desk.agency, channel=Channel.POST, submitted_at=at
            ),
            context=context,
            actor=actor,
            at=at,
        )
        form = refuse_dossier(
            dossier.pk,
            reasons=["Không thuộc thẩm quyền"],
            legal_basis="Điều 1",
            advice="",
            context=context,
            actor=actor,
            at=at,
        )
        numbers.append(form.payload["number"])

    assert numbers == [1, 2, 3]
