"""What the database does for the log of configuration: triggers, as text. Pure.

Migrations lay them from here; a change of the function needs a migration that lays it anew.
"""

from typing import Final

NAME: Final = "record_change"
MASK: Final = "•••"
"""Stands for a secret or personal value: that it changed is told, not what it is."""
FUNCTION: Final = """
    CREATE OR REPLACE FUNCTION motcua_record_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        -- Columns left out, hidden, kept as a digest when a row is new, and those that name it.
        left_out CONSTANT text[] := string_to_array(TG_ARGV[0], ',');
        hidden CONSTANT text[] := string_to_array(TG_ARGV[1], ',');
        bulky CONSTANT text[] := string_to_array(TG_ARGV[2], ',');
        naming CONSTANT text[] := string_to_array(TG_ARGV[3], ',');
        who CONSTANT jsonb :=
            coalesce(nullif(current_setting('motcua.actor', true), ''), '{}')::jsonb;
        whole jsonb;
        was jsonb;
        becomes jsonb;
        col text;
    BEGIN
        IF TG_OP = 'UPDATE' OR TG_OP = 'DELETE' THEN
            was := to_jsonb(OLD) - left_out;
        END IF;
        IF TG_OP = 'UPDATE' OR TG_OP = 'INSERT' THEN
            becomes := to_jsonb(NEW) - left_out;
        END IF;
        whole := coalesce(becomes, was);
        IF TG_OP = 'UPDATE' THEN
            SELECT jsonb_object_agg(k, was -> k), jsonb_object_agg(k, becomes -> k)
            INTO was, becomes
            FROM jsonb_object_keys(whole) k WHERE was -> k IS DISTINCT FROM becomes -> k;
            IF becomes IS NULL THEN
                RETURN NULL;
            END IF;
        END IF;
        FOREACH col IN ARRAY hidden LOOP
            IF coalesce(was ->> col, '') <> '' THEN
                was := jsonb_set(was, ARRAY[col], '"•••"');
            END IF;
            IF coalesce(becomes ->> col, '') <> '' THEN
                becomes := jsonb_set(becomes, ARRAY[col], '"•••"');
            END IF;
        END LOOP;
        IF TG_OP = 'INSERT' THEN
            -- The row holds the text itself; what it held stands with its next change.
            FOREACH col IN ARRAY bulky LOOP
                becomes := jsonb_set(becomes, ARRAY[col], jsonb_build_object('sha256',
                    encode(sha256(convert_to((becomes -> col)::text, 'UTF8')), 'hex')));
            END LOOP;
        END IF;
        INSERT INTO configuration_change (
            table_name, row_key, row_name, action, before, after,
            account_id, actor_name, source, reason, batch, recorded_at
        ) VALUES (
            TG_TABLE_NAME, coalesce(whole ->> 'id', ''),
            left((SELECT coalesce(string_agg(whole ->> n, ' '), '') FROM unnest(naming) n), 255),
            lower(TG_OP), was, becomes,
            (who ->> 'account')::bigint,
            coalesce(who ->> 'name', left(session_user::text, 255)),
            coalesce(who ->> 'source', 'sql'), coalesce(who ->> 'reason', ''),
            pg_current_xact_id()::text::bigint, transaction_timestamp()
        );
        RETURN NULL;
    END $$;
"""
NO_FUNCTION: Final = "DROP FUNCTION IF EXISTS motcua_record_change() CASCADE;"


def record(
    table: str,
    *,
    naming: str = "",
    left_out: str = "",
    hidden: str = "",
    bulky: str = "",
    only: str = "",
) -> str:
    """Return the SQL that has every change of ``table`` written in the log.

    Columns are joined by commas; ``only`` is a condition on ``ROW``, the row that changed.
    """
    call = f"motcua_record_change('{left_out}', '{hidden}', '{bulky}', '{naming}')"
    written, gone = (
        f"WHEN ({only.replace('ROW', row)})" if only else "" for row in ("NEW", "OLD")
    )
    laid = f"""
    {unrecord(table)}
    CREATE TRIGGER {NAME} AFTER INSERT OR UPDATE ON {table}
        FOR EACH ROW {written} EXECUTE FUNCTION {call};
    CREATE TRIGGER {NAME}_delete AFTER DELETE ON {table}
        FOR EACH ROW {gone} EXECUTE FUNCTION {call};
    CREATE TRIGGER {NAME}_truncate AFTER TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {call};
    """
    names = (NAME, f"{NAME}_delete", f"{NAME}_truncate")
    return laid + "".join(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};" for name in names)


def unrecord(table: str) -> str:
    """Return the SQL that undoes ``record``."""
    return f"""
    DROP TRIGGER IF EXISTS {NAME} ON {table};
    DROP TRIGGER IF EXISTS {NAME}_delete ON {table};
    DROP TRIGGER IF EXISTS {NAME}_truncate ON {table};
    """
