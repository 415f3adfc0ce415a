"""Which dossiers are due for erasure, what holds them, and who confirms."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, strategies as st

from motcua.agencies.roles import Role
from motcua.dossiers.daily.erasures import (
    erase_what_was_confirmed,
    list_what_is_due,
)
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import (
    Dossier,
    Erasure,
    SubjectRequest,
)
from motcua.dossiers.retention import due_on, hold_on
from motcua.dossiers.services.erasing import confirm_due, due_groups, erase_dossier
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message, MessageState
from motcua.payments.models import Payment, Refund
from motcua.procedures.models import RetentionRule
from tests import factories
from tests.dossiers.erasing_cases import (
    TEN_YEARS_ON,
    WEDNESDAY,
    ended,
    office,
    rule,
    with_rule,
)
from tests.dossiers.everywhere import NAME
from tests.dossiers.lives import Office

__all__ = ["office", "rule"]
pytestmark = pytest.mark.django_db


def _reopened(dossier: Dossier, _office: Office) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_PROGRESS)


def _unpaid(dossier: Dossier, _office: Office) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(money_state=MoneyState.DUE)


def _to_refund(dossier: Dossier, _office: Office) -> None:
    Refund.objects.create(
        payment=Payment.objects.get(charges__dossier=dossier),
        amount_dong=8_000,
        reason="Rút",
        decided_at=WEDNESDAY,
    )


def _complained(dossier: Dossier, office: Office) -> None:
    SubjectRequest.objects.create(
        kind="complain",
        agency=office.desk.agency,
        person=dossier.applicant,
        words="Lộ số điện thoại",
        received_at=WEDNESDAY,
        received_by_id=office.people[Role.HEAD_OF_DESK].officer_id or 0,
        due_at=WEDNESDAY,
    )


def _unsent(dossier: Dossier, _office: Office) -> None:
    Message.objects.filter(about=dossier.code).update(state=MessageState.WAITING)


@with_rule
@pytest.mark.parametrize(
    ("happen", "sentence"),
    [
        pytest.param(_reopened, "mở lại", id="reopened"),
        pytest.param(_unpaid, "chưa thu", id="a fee is unpaid"),
        pytest.param(_to_refund, "phải hoàn", id="money to give back"),
        pytest.param(_complained, "khiếu nại", id="a complaint runs"),
        pytest.param(_unsent, "thư chưa gửi", id="mail has not gone"),
    ],
)
def test_what_holds_a_dossier(
    office: Office,
    happen: Callable[[Dossier, Office], None],
    sentence: str,
) -> None:
    dossier = ended(office)
    assert hold_on(dossier) == ""
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    happen(dossier, office)

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert sentence in hold_on(Dossier.objects.get(pk=dossier.pk))
    assert sentence in Erasure.objects.get().hold
    with pytest.raises(
        Exception, match=sentence if happen is not _reopened else "tình trạng|mở lại"
    ):
        erase_dossier(dossier.pk, actor=office.people[Role.APPROVER], at=TEN_YEARS_ON)


@pytest.mark.parametrize(
    ("years", "is_proposal", "at", "is_due"),
    [
        pytest.param(10, False, datetime(2036, 11, 4, 8, tzinfo=VIETNAM), True, id="on the day"),
        pytest.param(10, False, datetime(2036, 11, 3, 8, tzinfo=VIETNAM), False, id="a day early"),
        pytest.param(None, False, TEN_YEARS_ON, False, id="kept for ever"),
        pytest.param(1, True, TEN_YEARS_ON, False, id="a mere proposal"),
    ],
)
def test_when_a_dossier_is_due(
    office: Office, years: int | None, at: datetime, *, is_proposal: bool, is_due: bool
) -> None:
    RetentionRule.objects.create(
        years=years, is_proposal=is_proposal, legal_basis="-", valid_from=date(2018, 6, 21)
    )
    ended(office)

    list_what_is_due(at=at, report=Report())

    assert Erasure.objects.exists() is is_due


@with_rule
def test_the_rule_of_the_procedure_goes_before_that_of_all(office: Office) -> None:
    ended(office)
    RetentionRule.objects.create(
        procedure=office.procedure, years=None, legal_basis="-", valid_from=date(2018, 6, 21)
    )

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert not Erasure.objects.exists()


def test_a_longer_schedule_takes_what_waits_off_the_list(
    office: Office, rule: RetentionRule
) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    assert Erasure.objects.exists()
    RetentionRule.objects.filter(pk=rule.pk).update(years=20)

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert not Erasure.objects.exists()


@given(
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.integers(1, 70),
    st.integers(1, 70),
)
def test_more_years_never_make_it_earlier(day: date, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    at = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)

    def last(years: int) -> date:
        found = due_on(at, RetentionRule(years=years))
        assert found is not None
        return found

    assert day < last(fewer) <= last(more)
    assert last(more).year == day.year + more


@with_rule
def test_only_what_was_confirmed_is_erased_and_in_whose_name(office: Office) -> None:
    dossier = ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    erase_what_was_confirmed(at=TEN_YEARS_ON, report=Report())
    assert Dossier.objects.get(pk=dossier.pk).erased_at is None
    leader = office.people[Role.APPROVER]
    (group,) = due_groups(leader)

    confirmed = confirm_due(
        office.procedure,
        agency_id=office.desk.agency.pk,
        expected=group.waiting,
        actor=leader,
        at=TEN_YEARS_ON,
    )
    report = Report()
    erase_what_was_confirmed(at=TEN_YEARS_ON + timedelta(hours=1), report=report)

    after = Dossier.objects.get(pk=dossier.pk)
    assert (confirmed, group.held, group.years) == (1, 0, 10)
    assert after.erased_at == TEN_YEARS_ON + timedelta(hours=1)
    assert after.events.get(action=Action.ERASE).actor_id == leader.officer_id
    assert report.problems == []


@with_rule
def test_what_is_held_after_it_was_confirmed_goes_back_to_the_list(office: Office) -> None:
    dossier = ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    confirm_due(
        office.procedure,
        agency_id=office.desk.agency.pk,
        expected=1,
        actor=office.people[Role.APPROVER],
        at=TEN_YEARS_ON,
    )
    _complained(dossier, office)

    erase_what_was_confirmed(at=TEN_YEARS_ON, report=Report())

    row = Erasure.objects.get()
    assert row.confirmed_at is None
    assert "khiếu nại" in row.hold
    assert Dossier.objects.get(pk=dossier.pk).principal_name == NAME


@with_rule
def test_a_number_that_was_not_the_one_shown_confirms_nothing(office: Office) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    asked: dict[str, Any] = {
        "agency_id": office.desk.agency.pk,
        "actor": office.people[Role.APPROVER],
        "at": TEN_YEARS_ON,
    }

    with pytest.raises(Exception, match="vừa thay đổi"):
        confirm_due(office.procedure, expected=2, **asked)

    assert Erasure.objects.get().confirmed_at is None


@with_rule
@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.APPROVER, Role.ADMINISTRATOR}]
)
def test_nobody_else_may_confirm(office: Office, role: Role) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    with pytest.raises(PermissionDenied):
        confirm_due(
            office.procedure,
            agency_id=office.desk.agency.pk,
            expected=1,
            actor=factories.actor_with(role, agency=office.desk.agency),
            at=TEN_YEARS_ON,
        )
