"""Which dossiers the portal knows, for item 1.4 of index 766."""

from datetime import date
from typing import Final

from motcua.exchange.models import PortalMessage
from motcua.indicators.indexing.syncing import Synced
from motcua.kernel import clock

# No row of these is deleted, and what was sent stays sent: as of a cut-off it counts the same.
_CONDITION: Final = """
    EXISTS (
        SELECT FROM exchange_portalmessage AS told
        WHERE told.dossier_id = fact.dossier_id AND told.sent_at < %(recorded_before)s)
    AND NOT EXISTS (
        SELECT FROM exchange_portalmessage AS late
        WHERE late.dossier_id = fact.dossier_id
            AND late.queued_at < %(as_of_at)s::timestamptz - interval '1 day'
            AND (late.sent_at IS NULL OR late.sent_at >= %(recorded_before)s)
            AND (late.replaced_at IS NULL OR late.replaced_at >= %(recorded_before)s))
"""


def joined_on() -> date | None:
    """Return the first day on which the portal was told anything. One query."""
    first = PortalMessage.objects.order_by("pk").values_list("queued_at", flat=True).first()
    return clock.day_of(first) if first is not None else None


SYNCED: Final = Synced(_CONDITION, joined_on)
