"""Reads are counted in one statement, say whether it was one's own work, and only grow."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, strategies as st
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, Dossier, DossierRead
from motcua.dossiers.privacy_rules import is_outside_hours
from motcua.dossiers.services.reading import (
    Reader,
    ReasonError,
    give_reason,
    number_hash,
    record_access,
    remember_reading,
)
from motcua.dossiers.services.steps import assign_step, take_step
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import national_calendar
from tests import factories
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, open_office
from tests.factories import AgencyFactory

HOUR: Final = timedelta(hours=1)
NUMBER: Final = "077196004213"


@pytest.fixture
def office(db: None) -> Office:
    del db
    return open_office()


def read(dossier: Dossier, actor: Actor, at: datetime = TUESDAY, **how: Any) -> DossierRead:
    assert remember_reading(dossier, Reader(actor, at, **how))
    return DossierRead.objects.get(dossier=dossier, officer_id=actor.officer_id or 0)


@pytest.mark.parametrize(
    ("moment", "is_outside"),
    [
        pytest.param("2026-11-23T06:29", True, id="well before the first session"),
        pytest.param("2026-11-23T06:30", False, id="an hour before it"),
        pytest.param("2026-11-23T12:15", False, id="at noon"),
        pytest.param("2026-11-23T18:00", False, id="an hour after the last"),
        pytest.param("2026-11-23T18:01", True, id="later than that"),
        pytest.param("2026-11-22T10:00", True, id="on a Sunday"),
        pytest.param("2026-09-02T10:00", True, id="on the national day"),
        pytest.param("2026-11-23T02:00", True, id="at night"),
    ],
)
def test_what_is_outside_working_hours(moment: str, *, is_outside: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)

    assert is_outside_hours(national_calendar(), at, HOUR) is is_outside


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)), st.integers(0, 600))  # noqa: DTZ001, given a zone below
def test_a_wider_margin_never_makes_more_reads_suspicious(at: datetime, minutes: int) -> None:
    at = at.replace(tzinfo=VIETNAM)
    wide, narrow = timedelta(minutes=minutes + 1), timedelta(minutes=minutes)

    if is_outside_hours(national_calendar(), at, wide):
        assert is_outside_hours(national_calendar(), at, narrow)


def test_reads_of_a_day_are_one_row_and_one_statement_each(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = office.accepted()
    officer = office.people[Role.DESK_OFFICER]
    read(dossier, officer)

    with django_assert_num_queries(1):
        remember_reading(dossier, Reader(officer, TUESDAY + HOUR, is_outside_hours=True))
    with django_assert_num_queries(1):
        remember_reading(dossier, Reader(officer, TUESDAY + 2 * HOUR), is_document=True)

    row = DossierRead.objects.get()
    assert (row.count, row.documents_count, row.outside_count) == (3, 1, 1)
    assert (row.first_at, row.last_at) == (TUESDAY, TUESDAY + 2 * HOUR)
    assert row.is_own_work


@pytest.mark.parametrize(
    ("role", "is_own"),
    [
        (Role.DESK_OFFICER, True),
        (Role.HEAD_OF_DESK, True),
        (Role.CASHIER, True),
        (Role.HANDLING_OFFICER, True),
        (Role.REVIEWER, True),
        (Role.APPROVER, True),
        (Role.CLERK, False),
        (Role.AUDITOR, False),
    ],
)
def test_whose_work_a_dossier_is_at_its_first_step(
    office: Office, role: Role, *, is_own: bool
) -> None:
    dossier = office.accepted()

    assert read(dossier, office.people[role]).is_own_work is is_own


def test_a_step_given_to_one_officer_is_no_longer_the_work_of_others(office: Office) -> None:
    dossier = office.accepted()
    colleague = factories.actor_with(Role.HANDLING_OFFICER, agency=office.desk.agency)
    step = dossier.steps.get()
    assign_step(
        dossier.pk,
        order=step.order,
        officer_id=colleague.officer_id,
        **office.who(Role.REVIEWER),
    )

    assert read(dossier, colleague).is_own_work
    assert not read(dossier, office.people[Role.HANDLING_OFFICER]).is_own_work


def test_whoever_signed_for_the_folder_once_may_look_back(office: Office) -> None:
    dossier = office.accepted()
    take_step(
        dossier.pk,
        order=dossier.steps.get().order,
        **office.who(Role.HANDLING_OFFICER),
    )
    office.advance(dossier, 1)

    assert read(dossier, office.people[Role.HANDLING_OFFICER]).is_own_work


def test_a_day_that_held_foreign_work_stays_a_sign(office: Office) -> None:
    dossier = office.accepted()
    clerk = office.people[Role.CLERK]
    read(dossier, clerk)
    office.advance(dossier, 2)

    assert not read(dossier, clerk, TUESDAY + HOUR).is_own_work


def test_where_a_reason_is_asked_nothing_is_opened_before_it_is_given(office: Office) -> None:
    dossier = office.accepted()
    reader = Reader(office.people[Role.AUDITOR], TUESDAY, must_say_why=True)

    assert not remember_reading(dossier, reader)
    assert not DossierRead.objects.exists()
    give_reason(dossier, reader, reason="inspection", words="Kế hoạch 12")
    assert remember_reading(dossier, reader)
    tomorrow = Reader(reader.actor, TUESDAY + timedelta(days=1), must_say_why=True)
    assert not remember_reading(dossier, tomorrow)

    row = DossierRead.objects.get()
    assert (row.count, row.reason, row.reason_text) == (1, "inspection", "Kế hoạch 12")


def test_the_first_reason_of_a_day_stands(office: Office) -> None:
    dossier = office.accepted()
    reader = Reader(office.people[Role.AUDITOR], TUESDAY, must_say_why=True)
    give_reason(dossier, reader, reason="inspection", words="Kế hoạch 12")

    give_reason(dossier, reader, reason="other", words="Tò mò")

    assert DossierRead.objects.get().reason_text == "Kế hoạch 12"


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Vì"), ("curious", "Vì"), ("other", "  "), ("other", "x" * 256)]
)
def test_a_reason_that_says_nothing_is_refused(office: Office, reason: str, words: str) -> None:
    dossier = office.accepted()
    reader = Reader(office.people[Role.AUDITOR], TUESDAY)

    with pytest.raises(ReasonError):
        give_reason(dossier, reader, reason=reason, words=words)


def test_one_s_own_work_is_never_asked_about(office: Office) -> None:
    dossier = office.accepted()
    desk = office.people[Role.DESK_OFFICER]

    assert remember_reading(dossier, Reader(desk, TUESDAY, must_say_why=True))


def test_nobody_of_another_agency_leaves_a_read(office: Office) -> None:
    dossier = office.accepted()
    stranger = factories.actor_with(Role.APPROVER, agency=AgencyFactory.create())

    assert not remember_reading(dossier, Reader(stranger, TUESDAY))
    assert remember_reading(dossier, Reader(SYSTEM, TUESDAY))
    assert not DossierRead.objects.exists()


def test_a_number_searched_for_is_kept_only_as_a_hash(office: Office) -> None:
    reader = Reader(office.people[Role.DESK_OFFICER], ACCEPTED_AT)
    record_access(AccessRecord.Kind.NUMBER_SEARCH, reader, rows=2, number=NUMBER)

    row = AccessRecord.objects.values().get()
    assert NUMBER not in str(row)
    assert (row["rows"], row["number_hash"]) == (2, number_hash(NUMBER))
    assert number_hash(NUMBER) != number_hash("077196004214")


def _execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM dossiers_dossierread",
        "TRUNCATE dossiers_dossierread",
        "UPDATE dossiers_dossierread SET count = count - 1",
        "UPDATE dossiers_dossierread SET documents_count = 0",
        "UPDATE dossiers_dossierread SET outside_count = 0",
        "UPDATE dossiers_dossierread SET is_own_work = true",
        "UPDATE dossiers_dossierread SET officer_id = (SELECT min(id) FROM agencies_officer)",
        "UPDATE dossiers_dossierread SET day = day - 1",
        "UPDATE dossiers_dossierread SET first_at = first_at + interval '1 day'",
        "UPDATE dossiers_dossierread SET last_at = last_at - interval '1 day'",
        "UPDATE dossiers_dossierread SET reason = 'report'",
        "UPDATE dossiers_dossierread SET reason_text = ''",
        "DELETE FROM dossiers_accessrecord",
        "TRUNCATE dossiers_accessrecord",
        "UPDATE dossiers_accessrecord SET rows = 0",
    ],
)
def test_the_database_lets_nobody_shrink_the_log(office: Office, statement: str) -> None:
    dossier = office.accepted()
    auditor = office.people[Role.AUDITOR]
    reader = Reader(auditor, TUESDAY, is_outside_hours=True)
    give_reason(dossier, reader, reason="inspection", words="Kế hoạch 12")
    remember_reading(dossier, reader, is_document=True)
    record_access(AccessRecord.Kind.EXPORT, reader, rows=7)

    with pytest.raises(DatabaseError, match=r"only grows|append-only"):
        _execute(statement)

    assert DossierRead.objects.get().count == 1
    assert AccessRecord.objects.get().rows == 7
