"""Which tables are configuration, and what of their rows the log leaves out or hides. Pure.

The migrations of ``configuration`` lay the triggers; a test compares the database with this table.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Audited:
    """How changes of a table are logged; columns are joined by commas.

    ``left_out`` is derived from what else is logged, or moves by itself; ``hidden`` is secret or
    personal; ``bulky`` is a document, logged by its digest while new; ``only`` is which rows.
    """

    naming: str
    left_out: str = ""
    hidden: str = ""
    bulky: str = ""
    only: str = ""


TABLES: Final[dict[str, Audited]] = {
    "accounts_account": Audited(
        "username",
        left_out="last_login",
        hidden="password,email",
        only="ROW.kind IN ('staff', 'client')",
    ),
    "agencies_unit": Audited("full_name", left_out="search_text"),
    "agencies_unitsuccession": Audited("happened_on"),
    # The calendar that results is derived from the layers.
    "agencies_agency": Audited("code,name", left_out="search_text,calendar_version_id"),
    "agencies_desk": Audited("name"),
    "agencies_installation": Audited("site_name"),
    "agencies_calendarlayer": Audited("name"),
    "agencies_calendarhours": Audited("valid_from"),
    "agencies_calendarday": Audited("date,title"),
    "agencies_officer": Audited("full_name", left_out="sort_key"),
    "agencies_roleassignment": Audited("role"),
    "agencies_absencecover": Audited("from_on"),
    "agencies_factordemand": Audited("role"),
    "procedures_procedure": Audited("code,name", left_out="search_text,popularity,field_slug"),
    "procedures_procedureversion": Audited("number", left_out="edited_at", bulky="content"),
    "procedures_eform": Audited("code,name", only="NOT ROW.is_plain"),
    "procedures_eformversion": Audited("number", left_out="edited_at", bulky="definition"),
    "procedures_committedlimit": Audited("value,unit"),
    "procedures_provincialfee": Audited("amount_dong"),
    "procedures_feeexemption": Audited("name"),
    "procedures_retentionrule": Audited("legal_basis"),
    "notifications_messagetemplate": Audited("topic,channel"),
    "notifications_quiethours": Audited("channel"),
    "documents_formtemplate": Audited("number,name", bulky="layout,texts"),
    "documents_paperkind": Audited("name"),
    "signatures_signingidentity": Audited(
        "key_label", hidden="certificate", only="ROW.person_id IS NULL"
    ),
    "payments_collector": Audited("name"),
    "dossiers_codepattern": Audited("pattern"),
    "dossiers_privacyrule": Audited("asks"),
    "hall_hall": Audited(""),
    "hall_servicegroup": Audited("letter,name"),
    # Who sits there changes many times a day and is no configuration.
    "hall_counter": Audited("name", left_out="officer_id,seated_at,paused_at"),
    "hall_counter_groups": Audited(""),
    "hall_appointmentrule": Audited("valid_from"),
    "surveys_questionnaire": Audited("name"),
    "surveys_questionnaireversion": Audited("number", left_out="saved_at", bulky="content"),
    "surveys_tablet": Audited("name", hidden="code,key"),
    "surveys_officenetwork": Audited("network"),
    "petitions_petitionlimit": Audited("kind"),
    "petitions_petitiontext": Audited("kind"),
    "guidance_programme": Audited("name"),
    "guidance_programmeversion": Audited("number"),
    "guidance_force": Audited("name"),
    "guidance_shiftpattern": Audited("name"),
    "initiatives_council": Audited("name"),
    "initiatives_councilmember": Audited("title"),
    # Not initiatives_scorescheme: its rows only grow, with who set them; they are their own log.
    "indicators_countingrule": Audited("valid_from"),
    "indicators_signrule": Audited("valid_from"),
    "indicators_indexversion": Audited("valid_from", bulky="document"),
    "indicators_nineversion": Audited("valid_from", bulky="document"),
    "indicators_fullservice": Audited("valid_from"),
    "indicators_reporttemplate": Audited("key,valid_from", bulky="document"),
    "indicators_latecausekind": Audited("label"),
    "rankings_rankingindex": Audited("slug", bulky="document"),
    "rankings_indexlead": Audited("area"),
    "exchange_apiclient": Audited(
        "name", left_out="used_at", hidden="secret_digest,contact_email"
    ),
    "exchange_apiclient_agencies": Audited(""),
    "configuration_featureswitch": Audited("feature"),
}
"""By the name of the table in the database."""
