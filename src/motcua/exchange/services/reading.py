"""Personal data that clients see: each time a row that stays, as the law asks."""

from collections.abc import Iterable
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.exchange.models import ApiClient, ApiRead


def remember_read(
    client: ApiClient, dossiers: Iterable[Dossier], operation: str, *, at: datetime
) -> None:
    """Write down that ``client`` saw personal data of ``dossiers``. One statement."""
    ApiRead.objects.bulk_create(
        ApiRead(client=client, dossier=one, operation=operation, at=at) for one in dossiers
    )
