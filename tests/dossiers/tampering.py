"""What somebody can do who owns the database: switch guards off, change, switch them on again."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.dossiers import ledger
from motcua.dossiers.models import Dossier, DossierEvent

_TABLES: Final = ("dossiers_dossierevent", "dossiers_closedday", "dossiers_dayblock")


def past_the_guards(statement: str, parameters: Sequence[Any] = ()) -> None:
    """Do ``statement`` with the triggers off, and leave them as they were found."""
    with connection.cursor() as cursor:
        # A table with checks outstanding cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_change")
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_truncate")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def update(table: str, **values: Any) -> None:
    """Change the row of an ordinary table by SQL; ``id`` says which."""
    key = values.pop("id")
    given: dict[str, Any] = {k: Jsonb(v) if isinstance(v, dict) else v for k, v in values.items()}
    columns = ", ".join(f'"{name}" = %s' for name in given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE dossiers_{table} SET {columns} WHERE id = %s",  # noqa: S608, our own names
            [*list(given.values()), key],
        )


def change_event(event: DossierEvent, **changes: Any) -> None:
    """Change one event and nothing else."""
    payload = {**event.payload, **changes}
    past_the_guards(
        "UPDATE dossiers_dossierevent SET payload = %s WHERE id = %s", [Jsonb(payload), event.pk]
    )


def recompute_chain(dossier: Dossier, changed: DossierEvent, **changes: Any) -> None:
    """Change one event and hash the chain anew to its end, the dossier's row included."""
    previous = ""
    for event in dossier.events.order_by("sequence"):
        if event.pk == changed.pk:
            event.payload = {**event.payload, **changes}
        event.previous_hash = previous
        event.hash = ledger.digest(ledger.event_document(event, dossier.tracking_code))
        previous = event.hash
        past_the_guards(
            "UPDATE dossiers_dossierevent SET payload = %s, previous_hash = %s, hash = %s"
            " WHERE id = %s",
            [Jsonb(event.payload), event.previous_hash, event.hash, event.pk],
        )
    update("dossier", id=dossier.pk, last_hash=previous)


def delete_newest(dossier: Dossier, *, adjust: bool) -> DossierEvent:
    """Delete the newest event; with ``adjust`` the dossier's row forgets it too."""
    newest, before = dossier.events.order_by("-sequence")[:2]
    past_the_guards("DELETE FROM dossiers_dossierevent WHERE id = %s", [newest.pk])
    if adjust:
        update("dossier", id=dossier.pk, events_count=before.sequence, last_hash=before.hash)
    return newest
