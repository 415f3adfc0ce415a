"""Make the ledger append-only in the database, and watch the code patterns.

Events refuse UPDATE, DELETE and TRUNCATE for every role. ``recorded_at`` is the
transaction's own instant, whatever the writer gives.
"""

from django.db import migrations

from motcua.agencies import stamps

LEDGER = """
    CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE OR REPLACE FUNCTION motcua_record_now() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END $$;
    CREATE TRIGGER record_now BEFORE INSERT ON dossiers_dossierevent
        FOR EACH ROW EXECUTE FUNCTION motcua_record_now();
    CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON dossiers_dossierevent
        FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON dossiers_dossierevent
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
"""
NO_LEDGER = """
    DROP TRIGGER IF EXISTS refuse_truncate ON dossiers_dossierevent;
    DROP TRIGGER IF EXISTS refuse_change ON dossiers_dossierevent;
    DROP TRIGGER IF EXISTS record_now ON dossiers_dossierevent;
    DROP FUNCTION IF EXISTS motcua_record_now();
    DROP FUNCTION IF EXISTS motcua_refuse_change();
"""


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("dossiers", "0001_initial"), ("agencies", "0002_configuration_stamp")]
    operations = [
        migrations.RunSQL(LEDGER, NO_LEDGER),
        migrations.RunSQL(
            stamps.watch("dossiers_codepattern"), stamps.unwatch("dossiers_codepattern")
        ),
    ]
