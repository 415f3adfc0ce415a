"""What the database itself does for the ledger and the log of reads: triggers, as text. Pure.

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
DATE_ROW: Final = """
    BEGIN
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END """
READS_ONLY_GROW: Final = """
    BEGIN
        IF (NEW.id, NEW.dossier_id, NEW.officer_id, NEW.day, NEW.first_at)
                IS DISTINCT FROM (OLD.id, OLD.dossier_id, OLD.officer_id, OLD.day, OLD.first_at)
            OR NEW.last_at < OLD.last_at
            OR NEW.count < OLD.count
            OR NEW.documents_count < OLD.documents_count
            OR NEW.outside_count < OLD.outside_count
            OR (NEW.is_own_work AND NOT OLD.is_own_work)
            OR (OLD.reason <> '' AND NEW.reason <> OLD.reason)
            OR (OLD.reason <> '' AND NEW.reason_text <> OLD.reason_text AND NOT (
                NEW.reason_text = '' AND EXISTS (
                    SELECT 1 FROM dossiers_dossier
                    WHERE id = OLD.dossier_id AND erased_at IS NOT NULL)))
        THEN
            RAISE EXCEPTION 'the log of reads only grows: this % on % is refused',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END """
BODIES: Final = {
    "motcua_refuse_change": REFUSE_CHANGE,
    "motcua_record_now": RECORD_NOW,
    "motcua_reads_only_grow": READS_ONLY_GROW,
    "motcua_date_row": DATE_ROW,
}
"""The source of each function, as the database keeps it."""
EVENTS: Final = "dossiers_dossierevent"
APPEND_ONLY: Final = (EVENTS, "dossiers_closedday", "dossiers_dayblock")
"""Tables of the ledger, in which nothing is changed or deleted."""
IMPERSONATIONS: Final = (
    "dossiers_impersonation",
    "dossiers_impersonationend",
    "dossiers_impersonatedlook",
)
"""Who looked through whose eyes, and at what."""
_OF_UPPER_FLOORS: Final[list[str]] = []
_DATED: Final[list[str]] = []
READS: Final = "dossiers_dossierread"
"""Who opened which dossier: a row a day that only counts up."""
ACCESSES: Final = "dossiers_accessrecord"
"""Searches by number, prints, exports: written once."""


def also_append_only(*tables: str) -> None:
    """Let ``motcua verify`` see that ``tables``, laid with ``protect``, only grow too.

    Called by upper floors in ``AppConfig.ready``.
    """
    _OF_UPPER_FLOORS.extend(table for table in tables if table not in _OF_UPPER_FLOORS)


def also_dated(*tables: str) -> None:
    """Let ``motcua verify`` see that rows of ``tables``, laid with ``date_rows``, are dated."""
    _DATED.extend(table for table in tables if table not in _DATED)


def guarded() -> list[str]:
    """Return every table that has guards."""
    return [
        *dict.fromkeys(
            [*APPEND_ONLY, READS, ACCESSES, *IMPERSONATIONS, *_OF_UPPER_FLOORS, *_DATED]
        )
    ]


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
    found += [
        Guard(READS, "only_grow", "motcua_reads_only_grow", 19, is_always=True),
        Guard(READS, "refuse_delete", "motcua_refuse_change", 11, is_always=True),
        Guard(READS, "refuse_truncate", "motcua_refuse_change", 34, is_always=True),
    ]
    for table in (*APPEND_ONLY, ACCESSES, *IMPERSONATIONS, *_OF_UPPER_FLOORS):
        found += [
            Guard(table, "refuse_change", "motcua_refuse_change", 27, is_always=True),
            Guard(table, "refuse_truncate", "motcua_refuse_change", 34, is_always=True),
        ]
    found += [Guard(table, "date_row", "motcua_date_row", 7, is_always=True) for table in _DATED]
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


def date_rows(table: str) -> str:
    """Return the SQL that has the database say when a row of ``table`` was recorded."""
    return f"""
    {function("motcua_date_row")}
    DROP TRIGGER IF EXISTS date_row ON {table};
    CREATE TRIGGER date_row BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION motcua_date_row();
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER date_row;
    """


def undate_rows(table: str) -> str:
    """Return the SQL that undoes ``date_rows``."""
    return f"DROP TRIGGER IF EXISTS date_row ON {table};"


def let_only_grow() -> str:
    """Return the SQL that lets the log of reads count up and nothing else."""
    return f"""
    CREATE TRIGGER only_grow BEFORE UPDATE ON {READS}
        FOR EACH ROW EXECUTE FUNCTION motcua_reads_only_grow();
    CREATE TRIGGER refuse_delete BEFORE DELETE ON {READS}
        FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {READS}
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
    ALTER TABLE {READS} ENABLE ALWAYS TRIGGER only_grow;
    ALTER TABLE {READS} ENABLE ALWAYS TRIGGER refuse_delete;
    ALTER TABLE {READS} ENABLE ALWAYS TRIGGER refuse_truncate;
    """


def unprotect(table: str) -> str:
    """Return the SQL that lets ``table`` be changed again."""
    return f"""
    DROP TRIGGER IF EXISTS refuse_truncate ON {table};
    DROP TRIGGER IF EXISTS refuse_change ON {table};
    """
