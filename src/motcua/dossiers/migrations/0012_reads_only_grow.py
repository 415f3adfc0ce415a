"""Let the log of reads only grow, and watch the rules on personal data.

A day's row of reads may count up and be given a reason once; who, what and when stand. The
free words of a reason go when the dossier's personal data are erased. Lines of access are
written once.
"""

from django.db import migrations

from motcua.agencies import stamps

ONLY_GROW = """
    CREATE OR REPLACE FUNCTION motcua_reads_only_grow() RETURNS trigger
    LANGUAGE plpgsql AS $$
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
    END $$;
    CREATE TRIGGER only_grow BEFORE UPDATE ON dossiers_dossierread
        FOR EACH ROW EXECUTE FUNCTION motcua_reads_only_grow();
    CREATE TRIGGER refuse_delete BEFORE DELETE ON dossiers_dossierread
        FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON dossiers_dossierread
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON dossiers_accessrecord
        FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON dossiers_accessrecord
        FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
"""
FREE = """
    DROP TRIGGER IF EXISTS refuse_truncate ON dossiers_accessrecord;
    DROP TRIGGER IF EXISTS refuse_change ON dossiers_accessrecord;
    DROP TRIGGER IF EXISTS refuse_truncate ON dossiers_dossierread;
    DROP TRIGGER IF EXISTS refuse_delete ON dossiers_dossierread;
    DROP TRIGGER IF EXISTS only_grow ON dossiers_dossierread;
    DROP FUNCTION IF EXISTS motcua_reads_only_grow();
"""


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("dossiers", "0011_privacy"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        migrations.RunSQL(ONLY_GROW, FREE),
        migrations.RunSQL(
            stamps.watch("dossiers_privacyrule"), stamps.unwatch("dossiers_privacyrule")
        ),
    ]
