"""Addresses for other systems, which open with a token: the expectation, as in access_table."""

from typing import Final

CLIENTS: Final = "clients"
"""Other systems that bring a token; whoever is signed in gets 401."""
_API: Final = (
    "search_catalogue",
    "get_procedure",
    "get_terms",
    "get_form",
    "list_units",
    "list_agencies",
    "get_agency",
    "get_calendar",
    "count_due_date",
    "get_figures",
    "get_index",
    "list_open_data",
    "get_roster",
    "send_file",
    "get_file",
    "list_dossiers",
    "lodge_dossier",
    "check_dossier",
    "get_dossier",
    "list_messages",
    "get_supplement",
    "answer_supplement",
    "get_payment",
    "open_payment_order",
    "get_result",
    "get_result_file",
    "take_result",
    "send_petition",
    "get_petition",
    "list_webhooks",
    "make_webhook",
    "get_webhook",
    "change_webhook",
    "rotate_webhook_secret",
    "switch_webhook",
    "ping_webhook",
    "list_webhook_deliveries",
    "send_webhook_again",
)
OF_API: Final = {f"api:{name}": CLIENTS for name in _API}
