"""Have the database write every change of configuration down, whoever makes it."""

from django.db import migrations

from motcua.agencies import stamps
from motcua.configuration import triggers
from motcua.dossiers import guards

LOG = "configuration_change"


def _recorded(table: str, **columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(triggers.record(table, **columns), triggers.unrecord(table))


RECORDED = (
    _recorded(
        "accounts_account",
        naming="username",
        left_out="last_login",
        hidden="password,email",
        only="ROW.kind IN ('staff', 'client')",
    ),
    _recorded("agencies_unit", naming="full_name", left_out="search_text"),
    _recorded("agencies_unitsuccession", naming="happened_on"),
    _recorded("agencies_agency", naming="code,name", left_out="search_text,calendar_version_id"),
    _recorded("agencies_desk", naming="name"),
    _recorded("agencies_installation", naming="site_name"),
    _recorded("agencies_calendarlayer", naming="name"),
    _recorded("agencies_calendarhours", naming="valid_from"),
    _recorded("agencies_calendarday", naming="date,title"),
    _recorded("agencies_officer", naming="full_name", left_out="sort_key"),
    _recorded("agencies_roleassignment", naming="role"),
    _recorded("agencies_absencecover", naming="from_on"),
    _recorded("agencies_factordemand", naming="role"),
    _recorded(
        "procedures_procedure", naming="code,name", left_out="search_text,popularity,field_slug"
    ),
    _recorded(
        "procedures_procedureversion", naming="number", left_out="edited_at", bulky="content"
    ),
    _recorded("procedures_eform", naming="code,name", only="NOT ROW.is_plain"),
    _recorded(
        "procedures_eformversion", naming="number", left_out="edited_at", bulky="definition"
    ),
    _recorded("procedures_committedlimit", naming="value,unit"),
    _recorded("procedures_provincialfee", naming="amount_dong"),
    _recorded("procedures_feeexemption", naming="name"),
    _recorded("procedures_retentionrule", naming="legal_basis"),
    _recorded("notifications_messagetemplate", naming="topic,channel"),
    _recorded("notifications_quiethours", naming="channel"),
    _recorded("documents_formtemplate", naming="number,name", bulky="layout,texts"),
    _recorded("documents_paperkind", naming="name"),
    _recorded(
        "signatures_signingidentity",
        naming="key_label",
        hidden="certificate",
        only="ROW.person_id IS NULL",
    ),
    _recorded("payments_collector", naming="name"),
    _recorded("dossiers_codepattern", naming="pattern"),
    _recorded("dossiers_privacyrule", naming="asks"),
    _recorded("hall_hall"),
    _recorded("hall_servicegroup", naming="letter,name"),
    _recorded("hall_counter", naming="name", left_out="officer_id,seated_at,paused_at"),
    _recorded("hall_counter_groups"),
    _recorded("hall_appointmentrule", naming="valid_from"),
    _recorded("surveys_questionnaire", naming="name"),
    _recorded(
        "surveys_questionnaireversion", naming="number", left_out="saved_at", bulky="content"
    ),
    _recorded("surveys_tablet", naming="name", hidden="code,key"),
    _recorded("surveys_officenetwork", naming="network"),
    _recorded("petitions_petitionlimit", naming="kind"),
    _recorded("petitions_petitiontext", naming="kind"),
    _recorded("guidance_programme", naming="name"),
    _recorded("guidance_programmeversion", naming="number"),
    _recorded("guidance_force", naming="name"),
    _recorded("guidance_shiftpattern", naming="name"),
    _recorded("initiatives_council", naming="name"),
    _recorded("initiatives_councilmember", naming="title"),
    _recorded("indicators_countingrule", naming="valid_from"),
    _recorded("indicators_signrule", naming="valid_from"),
    _recorded("indicators_indexversion", naming="valid_from", bulky="document"),
    _recorded("indicators_nineversion", naming="valid_from", bulky="document"),
    _recorded("indicators_fullservice", naming="valid_from"),
    _recorded("indicators_reporttemplate", naming="key,valid_from", bulky="document"),
    _recorded("rankings_rankingindex", naming="slug", bulky="document"),
    _recorded("rankings_indexlead", naming="area"),
    _recorded(
        "exchange_apiclient",
        naming="name",
        left_out="used_at",
        hidden="secret_digest,contact_email",
    ),
    _recorded("exchange_apiclient_agencies"),
    _recorded("configuration_featureswitch", naming="feature"),
)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [
        ("configuration", "0001_initial"),
        ("accounts", "0005_api_clients"),
        ("agencies", "0006_reform_officer"),
        ("procedures", "0005_fees_by_rule"),
        ("notifications", "0004_failed_messages"),
        ("documents", "0004_files_and_reuse"),
        ("signatures", "0001_initial"),
        ("payments", "0005_events_only_grow"),
        ("dossiers", "0021_reform_officer"),
        ("hall", "0002_hall_only_grows"),
        ("surveys", "0002_only_grow"),
        ("petitions", "0002_only_grow"),
        ("guidance", "0002_sessions_only_grow"),
        ("initiatives", "0003_unit_councils"),
        ("indicators", "0009_statutory_reports"),
        ("rankings", "0002_only_grow"),
        ("exchange", "0002_only_grow"),
    ]
    operations = [
        migrations.RunSQL(triggers.FUNCTION, triggers.NO_FUNCTION),
        migrations.RunSQL(guards.protect(LOG), guards.unprotect(LOG)),
        migrations.RunSQL(guards.date_rows(LOG), guards.undate_rows(LOG)),
        migrations.RunSQL(
            stamps.watch("configuration_featureswitch"),
            stamps.unwatch("configuration_featureswitch"),
        ),
        *RECORDED,
    ]
