"""Write each word that a dossier is found by together with the agencies that may see it."""

from django.db import migrations

# As motcua.dossiers.search writes it for each dossier from now on; until here the text was
# names and code, folded.
FILL = r"""
    UPDATE dossiers_dossier AS dossier SET search_text = (
        SELECT coalesce(string_agg('cq' || agency || 'x' || word, ' '), '')
        FROM (SELECT DISTINCT unnest(ARRAY[
            dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id]) AS agency
        ) AS agencies, (
            SELECT (regexp_matches(
                replace(dossier.search_text, lower(coalesce(dossier.code, '')), ' '),
                '[[:alnum:]]+', 'g'))[1] AS word
            UNION SELECT 'so' || (regexp_match(dossier.code, '([0-9]+)[^0-9]*$'))[1]
            UNION SELECT 'so' || array_to_string(
                regexp_match(dossier.code, '([0-9]+)[^0-9]+([0-9]+)[^0-9]*$'), '')
            UNION SELECT 'ma' || lower(regexp_replace(dossier.code, '[^[:alnum:]]', '', 'g'))
        ) AS words
        WHERE agency IS NOT NULL AND word IS NOT NULL)
    WHERE search_text !~ '\mcq[0-9]+x'
"""


class Migration(migrations.Migration):
    """Data only; there is no way back to the words alone, and none is needed."""

    dependencies = [("dossiers", "0006_people_to_call")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
