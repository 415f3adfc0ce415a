"""Who is told when something was done to a dossier: upper floors register here."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier

Hearer = Callable[[Dossier, Sequence[Action], Actor, datetime], None]
_HEARERS: Final[list[Hearer]] = []


def hear(hearer: Hearer) -> None:
    """Have ``hearer`` called, in the transaction of the acts, with a dossier and what was done."""
    if hearer not in _HEARERS:
        _HEARERS.append(hearer)


def tell(dossier: Dossier, actions: Sequence[Action], actor: Actor, at: datetime) -> None:
    """Tell everybody who registered what was done to ``dossier``."""
    for hearer in _HEARERS:
        hearer(dossier, actions, actor, at)
