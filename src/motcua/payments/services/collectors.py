"""Saying how an agency collects; an administrator does it."""

from typing import Any

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator
from motcua.payments.models import Collector


def set_collector(agency: Agency, words: dict[str, Any], *, actor: Actor) -> Collector:
    """Keep what ``agency`` says on receipts and where its money goes.

    Receipts that were issued, and their numbers, do not change.
    """
    require_administrator(actor)
    row: Collector = Collector.objects.update_or_create(agency=agency, defaults=words)[0]
    return row
