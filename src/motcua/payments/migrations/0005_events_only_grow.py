"""Let nobody change or delete what happened to an order."""

from django.db import migrations

PROTECT = """
    CREATE OR REPLACE FUNCTION motcua_payments_only_grow() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'events of orders are append-only: % is refused', TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER only_grow BEFORE UPDATE OR DELETE ON payments_orderevent
        FOR EACH ROW EXECUTE FUNCTION motcua_payments_only_grow();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON payments_orderevent
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_payments_only_grow();
    ALTER TABLE payments_orderevent ENABLE ALWAYS TRIGGER only_grow;
    ALTER TABLE payments_orderevent ENABLE ALWAYS TRIGGER refuse_truncate;
"""
FREE = """
    DROP TRIGGER IF EXISTS refuse_truncate ON payments_orderevent;
    DROP TRIGGER IF EXISTS only_grow ON payments_orderevent;
    DROP FUNCTION IF EXISTS motcua_payments_only_grow();
"""


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("payments", "0004_orders")]
    operations = [migrations.RunSQL(PROTECT, FREE)]
