"""The ledger is written once: the database itself refuses every change, also to its owner."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.dossiers.whole_records import accepted_after, assert_chained
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dossier() -> Dossier:
    """Return a dossier with two events in the ledger."""
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY_MORNING,
    )


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # What a deferred check still holds would speak before the ledger does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def owner_of_the_ledger() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner, current_user FROM pg_tables"
            " WHERE tablename = 'dossiers_dossierevent'"
        )
        (row,) = cursor.fetchall()
    return row[0], row[1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossierevent SET payload = '{}'",
        "UPDATE dossiers_dossierevent SET recorded_at = recorded_at - interval '1 day'",
        "UPDATE dossiers_dossierevent SET hash = hash",
        "DELETE FROM dossiers_dossierevent",
        "TRUNCATE dossiers_dossierevent",
        "TRUNCATE dossiers_dossier CASCADE",
    ],
)
def test_the_owner_of_the_ledger_is_refused(dossier: Dossier, statement: str) -> None:
    owner, current = owner_of_the_ledger()
    assert owner == current

    with pytest.raises(DatabaseError, match="the ledger is append-only"):
        execute(statement)

    assert [event.action for event in dossier.events.all()] == ["lodge", "accept"]


def test_a_dossier_with_events_cannot_be_deleted_around_the_ledger(dossier: Dossier) -> None:
    with pytest.raises(DatabaseError, match="violates foreign key"):
        execute("DELETE FROM dossiers_dossier")

    assert Dossier.objects.filter(pk=dossier.pk).exists()


def test_nobody_can_say_when_an_event_was_recorded(dossier: Dossier) -> None:
    long_ago = datetime(1999, 12, 31, 23, tzinfo=VIETNAM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        (now,) = cursor.fetchone()

    DossierEvent.objects.create(
        dossier=dossier,
        sequence=3,
        action="correct_receipt",
        to_state=dossier.state,
        happened_at=long_ago,
        recorded_at=long_ago,
        hash="0" * 64,
    )

    written = DossierEvent.objects.get(dossier=dossier, sequence=3)
    assert written.recorded_at == now
    assert written.happened_at == long_ago


def test_a_place_in_the_chain_is_taken_once(dossier: Dossier) -> None:
    with pytest.raises(DatabaseError, match="dossierevent_once"), transaction.atomic():
        DossierEvent.objects.create(
            dossier=dossier,
            sequence=2,
            action="accept",
            to_state=dossier.state,
            happened_at=THURSDAY_MORNING,
            recorded_at=THURSDAY_MORNING,
            hash="0" * 64,
        )

    assert_chained(accepted_after(dossier.pk - 1)[0])


def test_a_change_made_past_the_database_breaks_the_chain(dossier: Dossier) -> None:
    # As somebody would who may switch triggers off: the hash remembers.
    execute(
        "ALTER TABLE dossiers_dossierevent DISABLE TRIGGER USER;"
        " UPDATE dossiers_dossierevent SET happened_at = happened_at - interval '1 hour'"
    )

    (changed,) = accepted_after(dossier.pk - 1)
    with pytest.raises(AssertionError):
        assert_chained(changed)
