"""Holding one dossier for the length of a transaction."""

from datetime import datetime

from django.contrib.postgres.functions import TransactionNow

from motcua.dossiers.models import Dossier


def lock_dossier(dossier_id: int) -> tuple[Dossier, datetime]:
    """Return the dossier with its row, and only its row, locked; and the transaction's instant.

    The instant is what the ledger records as ``recorded_at``. Raises Dossier.DoesNotExist.
    """
    locked = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("procedure", "agency")
        .annotate(recorded_at=TransactionNow())
        .get(pk=dossier_id)
    )
    return locked, locked.recorded_at
