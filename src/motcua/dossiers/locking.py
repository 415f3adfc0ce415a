"""Holding one dossier for the length of a transaction."""

from datetime import datetime
from typing import Any, Final

from motcua.agencies.selectors import agency_under
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.models import Dossier
from motcua.procedures.selectors import procedure_under

# Every act begins with it, so written out: putting it together took longer than the lock.
_LOCK: Final = """
    SELECT dossier.*, transaction_timestamp() AS recorded_at,
        (SELECT value FROM agencies_configurationstamp) AS stamp
    FROM dossiers_dossier AS dossier
    WHERE id = %s
    FOR UPDATE OF dossier
"""


def lock_dossier(dossier_id: int) -> tuple[Dossier, datetime]:
    """Return the dossier with its row, and only its row, locked; and the transaction's instant.

    The instant is what the ledger records as ``recorded_at``. Procedure and agency are those
    kept in memory under the stamp of configuration. Raises Dossier.DoesNotExist, and
    ErasedError for one whose people are no longer known.
    """
    found: list[Any] = list(Dossier.objects.raw(_LOCK, [dossier_id]))
    if not found:
        raise Dossier.DoesNotExist
    (locked,) = found
    if locked.erased_at is not None:
        raise ErasedError(locked.erased_at)
    locked.procedure = procedure_under(locked.procedure_id, locked.stamp)
    locked.agency = agency_under(locked.agency_id, locked.stamp)
    return locked, locked.recorded_at
