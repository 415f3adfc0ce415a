"""Reading the ledger in tests."""

from typing import Any

from motcua.dossiers.models import DossierEvent


def facts_of(event: DossierEvent) -> dict[str, Any]:
    """Return what the act says of itself, without what it kept in the tables."""
    return {name: value for name, value in event.payload.items() if name != "kept"}
