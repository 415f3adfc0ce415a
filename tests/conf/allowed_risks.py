"""Which risky migrations there are, and why each may stay. A new one needs its own reason."""

from typing import Final

UNRELEASED: Final = "written before the first release: no installation has rows in these tables"
TRIGGERS: Final = "adds triggers and functions alone: one short lock, the old program goes on"
CHOICES: Final = "another choice of a column: Django sends the database nothing"

ALLOWED: Final[dict[str, str]] = {
    "accounts.0002_citizens": UNRELEASED,
    "accounts.0004_helpers": CHOICES,
    "agencies.0002_configuration_stamp": TRIGGERS,
    "agencies.0003_early_warning": UNRELEASED,
    "agencies.0005_listening_roles": UNRELEASED,
    "agencies.0006_reform_officer": UNRELEASED,
    "documents.0002_watched": TRIGGERS,
    "documents.0003_erased_files": UNRELEASED,
    "documents.0004_files_and_reuse": UNRELEASED,
    "dossiers.0002_ledger_and_watch": TRIGGERS,
    "dossiers.0003_collector_proof": UNRELEASED,
    "dossiers.0004_life_of_a_dossier": UNRELEASED,
    "dossiers.0006_people_to_call": UNRELEASED,
    "dossiers.0007_find_by_agency": UNRELEASED,
    "dossiers.0008_money_to_take": UNRELEASED,
    "dossiers.0009_closed_days": UNRELEASED,
    "dossiers.0010_moved_in": CHOICES,
    "dossiers.0011_privacy": UNRELEASED,
    "dossiers.0012_reads_only_grow": TRIGGERS,
    "dossiers.0015_signed_files": UNRELEASED,
    "dossiers.0017_following": UNRELEASED,
    "dossiers.0018_reuse_of_papers": UNRELEASED,
    "dossiers.0019_fees_by_rule": UNRELEASED,
    "dossiers.0020_listening_roles": CHOICES,
    "dossiers.0021_reform_officer": CHOICES,
    "guidance.0002_sessions_only_grow": TRIGGERS,
    "hall.0002_hall_only_grows": TRIGGERS,
    "indicators.0002_watched": TRIGGERS,
    "indicators.0004_closed_figures_only_grow": TRIGGERS,
    "indicators.0005_index_766": TRIGGERS,
    "initiatives.0002_only_grow": TRIGGERS,
    "notifications.0002_watched": TRIGGERS,
    "notifications.0003_channels": UNRELEASED,
    "payments.0003_refunds_to_pay": UNRELEASED,
    "payments.0004_orders": UNRELEASED,
    "payments.0005_events_only_grow": TRIGGERS,
    "petitions.0002_only_grow": TRIGGERS,
    "procedures.0002_watched": TRIGGERS,
    "procedures.0003_retention": TRIGGERS,
    "procedures.0005_fees_by_rule": UNRELEASED,
    "surveys.0002_only_grow": TRIGGERS,
}
