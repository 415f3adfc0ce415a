"""What the database itself does for the ledger: the triggers, as text. Pure.

The migrations lay them from here and ``motcua verify`` compares the database with it, so a
change of these texts needs a migration that lays them anew.
"""

from dataclasses import dataclass
from typing import Final

LOCK_CLASS: Final = 20_777
"""Of the advisory locks on days; the second key is the day's number."""
FIRST_DAY: Final = "2000-01-01"
REFUSE_CHANGE: Final = """
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END """
RECORD_NOW: Final = f"""
    DECLARE
        recording_day CONSTANT date :=
            (transaction_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    BEGIN
        -- Held to the end of the transaction: whoever closes the day waits for it.
        PERFORM pg_advisory_xact_lock_shared(
            {LOCK_CLASS}, recording_day - DATE '{FIRST_DAY}'
        );
        IF EXISTS (SELECT FROM dossiers_closedday WHERE day = recording_day) THEN
            RAISE EXCEPTION 'the ledger of % is closed', recording_day
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END """
BODIES: Final = {"motcua_refuse_change": REFUSE_CHANGE, "motcua_record_now": RECORD_NOW}
"""The source of each function, as the database keeps it."""
EVENTS: Final = "dossiers_dossierevent"
APPEND_ONLY: Final = (EVENTS, "dossiers_closedday", "dossiers_dayblock")
"""Tables in which nothing is changed or deleted."""


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """One trigger: on which table, by which function, when, and how it is switched on.

    ``is_always`` is one that fires for replicated changes too, so that no setting of a session
    goes past it. ``kind`` is PostgreSQL's ``tgtype``: before and for each row (3), insert (4),
    delete (8), update (16), truncate (32).
    """

    table: str
    name: str
    function: str
    kind: int
    is_always: bool


def guards() -> list[Guard]:
    """Return every trigger that has to be there."""
    found = [Guard(EVENTS, "record_now", "motcua_record_now", 7, is_always=False)]
    for table in APPEND_ONLY:
        found += [
            Guard(table, "refuse_change", "motcua_refuse_change", 27, is_always=True),
            Guard(table, "refuse_truncate", "motcua_refuse_change", 34, is_always=True),
        ]
    return sorted(found)


def function(name: str) -> str:
    """Return the SQL that makes a function, or puts it right."""
    return f"""
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
    LANGUAGE plpgsql AS $${BODIES[name]}$$;
    """


def protect(table: str) -> str:
    """Return the SQL that lets ``table`` only be added to."""
    return f"""
    DROP TRIGGER IF EXISTS refuse_change ON {table};
    DROP TRIGGER IF EXISTS refuse_truncate ON {table};
    CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_change;
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_truncate;
    """


def unprotect(table: str) -> str:
    """Return the SQL that lets ``table`` be changed again."""
    return f"""
    DROP TRIGGER IF EXISTS refuse_truncate ON {table};
    DROP TRIGGER IF EXISTS refuse_change ON {table};
    """
