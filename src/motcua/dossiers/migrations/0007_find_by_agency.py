"""Write into what a dossier is found by who may see it, and the numbers of its code."""

from django.db import migrations

# As motcua.dossiers.search writes it for each dossier from now on.
FILL = r"""
    UPDATE dossiers_dossier AS dossier SET search_text = concat_ws(' ',
        search_text,
        'so' || (regexp_match(code, '([0-9]+)[^0-9]*$'))[1],
        'so' || array_to_string(
            regexp_match(code, '([0-9]+)[^0-9]+([0-9]+)[^0-9]*$'), ''),
        'cq' || agency_id,
        CASE WHEN receiving_agency_id <> agency_id THEN 'cq' || receiving_agency_id END,
        CASE WHEN linked_agency_id NOT IN (agency_id, receiving_agency_id)
            THEN 'cq' || linked_agency_id END)
    WHERE search_text !~ '\mcq[0-9]'
"""


class Migration(migrations.Migration):
    """Data only; nothing to undo, since more words do no harm."""

    dependencies = [("dossiers", "0006_people_to_call")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
