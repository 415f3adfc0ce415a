"""Which files a citizen may sign, and what becomes of the signed one. Filled from above.

A floor above registers each kind of thing whose file citizens sign in ``AppConfig.ready``; the
page for signing asks here and knows nothing of drafts or dossiers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motcua.documents.models import StoredFile


@dataclass(frozen=True, slots=True)
class Signable:
    """One kind of thing with a file to be signed by a person (their row).

    ``put`` lets the signed file take the place of the other, in the transaction of signing;
    told twice of the same file, it changes nothing.
    """

    may_sign: Callable[[int, StoredFile], bool]
    put: Callable[[StoredFile, StoredFile], None]


_KINDS: Final[list[Signable]] = []


def register(kind: Signable) -> None:
    """Let citizens sign files of that kind."""
    if kind not in _KINDS:
        _KINDS.append(kind)


def unregister(kind: Signable) -> None:
    """Let citizens sign files of that kind no more."""
    _KINDS.remove(kind)


def kind_for(person_id: int, file: StoredFile) -> Signable | None:
    """Return as what the person may sign the file; None when they may not."""
    return next((kind for kind in _KINDS if kind.may_sign(person_id, file)), None)
