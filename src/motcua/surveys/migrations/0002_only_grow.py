"""Let nobody change an answer, a slip, or what a published questionnaire asked."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = ("surveys_slip", "surveys_response")
PUBLISHED_STAYS = """
    CREATE OR REPLACE FUNCTION surveys_published_stays() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published questionnaire stays: % is refused', TG_OP
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON surveys_questionnaireversion
        FOR EACH ROW EXECUTE FUNCTION surveys_published_stays();
"""
PUBLISHED_GOES = "DROP FUNCTION IF EXISTS surveys_published_stays() CASCADE;"


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("surveys", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in TABLES
        ),
        migrations.RunSQL(PUBLISHED_STAYS, PUBLISHED_GOES),
    ]
