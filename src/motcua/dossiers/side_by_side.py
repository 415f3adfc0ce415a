"""Comparing in several processes: what each of them does before it can look at a dossier.

They are begun anew and not as copies: a copy would have whatever the one before it held open,
browsers, loops and the connection to the database among it. So nothing of Django may be
imported here before it is set up.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.dossiers.verification import Tally


def begin(database: Mapping[str, Any]) -> None:
    """Set Django up on the database that the first process looks at."""
    import django  # noqa: PLC0415 - not before this process is set up

    django.setup()
    from django.db import connection  # noqa: PLC0415 - so is this

    connection.settings_dict.update(database)


def compare_block(ids: Sequence[int]) -> "Tally":
    """Compare the dossiers ``ids`` with their events."""
    from motcua.dossiers import verification  # noqa: PLC0415 - so are its models

    return verification.compare_block(ids)
