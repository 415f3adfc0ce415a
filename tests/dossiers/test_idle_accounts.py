"""Accounts that nobody uses are warned of, then closed, and can be opened again."""

from datetime import datetime, timedelta

import pytest

from motcua.accounts.models import Account
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.agencies.staffing import reset_password
from motcua.dossiers.daily.idle import look_after_idle
from motcua.dossiers.daily.jobs import Report
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from tests.factories import OfficerFactory

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 3, 2, 8, tzinfo=VIETNAM)
DAY = timedelta(days=1)


@pytest.fixture
def administrator() -> Officer:
    """Return somebody who signs in every day."""
    return used(OfficerFactory.create(roles=[Role.ADMINISTRATOR]), SPRING + 400 * DAY)


def used(officer: Officer, at: datetime, email: str = "can-bo@thu-dien-tu.example") -> Officer:
    """Let ``officer`` have signed in last ``at``."""
    assert officer.account is not None
    Account.objects.filter(pk=officer.account.pk).update(
        last_login=at, created_at=SPRING - 30 * DAY, email=email
    )
    officer.account.refresh_from_db()
    return officer


def look(at: datetime) -> int:
    report = Report()
    look_after_idle(at=at, report=report)
    return report.done


def is_open(officer: Officer) -> bool:
    assert officer.account is not None
    return Account.objects.get(pk=officer.account.pk).is_active


def test_an_idle_account_is_warned_of_once_then_closed(administrator: Officer) -> None:
    officer = used(OfficerFactory.create(roles=[Role.CLERK], agency=administrator.agency), SPRING)

    assert look(SPRING + 59 * DAY) == 0
    assert look(SPRING + 60 * DAY) == 1
    assert look(SPRING + 61 * DAY) == 0
    assert "30/05/2026" not in Message.objects.get(topic="idle-account").subject
    assert is_open(officer)

    assert look(SPRING + 90 * DAY) == 1

    assert not is_open(officer)
    assert Message.objects.filter(topic="idle-closed").count() == 1


def test_who_was_warned_late_has_the_days_between(administrator: Officer) -> None:
    officer = used(OfficerFactory.create(agency=administrator.agency), SPRING)

    look(SPRING + 200 * DAY)
    look(SPRING + 229 * DAY)
    still_open = is_open(officer)
    look(SPRING + 230 * DAY)

    assert still_open
    assert not is_open(officer)


def test_signing_in_after_the_warning_begins_anew(administrator: Officer) -> None:
    officer = used(OfficerFactory.create(agency=administrator.agency), SPRING)
    look(SPRING + 60 * DAY)
    used(officer, SPRING + 70 * DAY)

    look(SPRING + 95 * DAY)

    assert is_open(officer)


def test_the_last_administrator_is_not_closed() -> None:
    last = used(OfficerFactory.create(roles=[Role.ADMINISTRATOR]), SPRING)

    look(SPRING + 60 * DAY)
    look(SPRING + 120 * DAY)

    assert is_open(last)


def test_made_up_accounts_stay(administrator: Officer) -> None:
    officer = used(OfficerFactory.create(agency=administrator.agency), SPRING)
    assert officer.account is not None
    Account.objects.filter(pk=officer.account.pk).update(is_demo=True)

    look(SPRING + 60 * DAY)
    look(SPRING + 120 * DAY)

    assert is_open(officer)


def test_administrators_are_told_of_owners_without_mail(administrator: Officer) -> None:
    used(OfficerFactory.create(agency=administrator.agency), SPRING, email="")

    look(SPRING + 60 * DAY)

    warning = Message.objects.get(topic="idle-account")
    assert administrator.account is not None
    assert warning.recipient == administrator.account.email


def test_a_new_password_opens_it_again(administrator: Officer) -> None:
    officer = used(OfficerFactory.create(agency=administrator.agency), SPRING)
    look(SPRING + 60 * DAY)
    look(SPRING + 90 * DAY)
    assert administrator.account is not None
    assert officer.account is not None
    officer.account.refresh_from_db()
    actor = actor_of(administrator.account, (SPRING + 91 * DAY).date())

    reset_password(officer.account, actor=actor, at=SPRING + 91 * DAY)
    look(SPRING + 92 * DAY)

    assert is_open(officer)
