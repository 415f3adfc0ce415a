"""Setting limits and the words about laws, from a day on."""

from datetime import date
from typing import Any

from django.db import transaction

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import nfc
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import PetitionLimit, PetitionText
from motcua.petitions.texts import TextKind


@transaction.atomic
def set_limit(
    kind: LimitKind, limit: Limit, legal_basis: str, *, valid_from: date, actor: Actor
) -> PetitionLimit:
    """Let ``kind`` have that limit from a day on. Raises PermissionDenied, ValidityError."""
    require_administrator(actor)
    row = PetitionLimit(
        kind=kind,
        value=limit.value,
        unit=LimitUnit(limit.unit),
        legal_basis=legal_basis.strip(),
        valid_from=valid_from,
    )
    same: Any = PetitionLimit.objects.filter(kind=kind)
    validity.put_in_force(row, same)
    return row


@transaction.atomic
def set_text(kind: TextKind, text: str, *, valid_from: date, actor: Actor) -> PetitionText:
    """Say ``text`` of a law from a day on. Raises PermissionDenied, ValidityError."""
    require_administrator(actor)
    row = PetitionText(kind=kind, text=nfc(text.strip()), valid_from=valid_from)
    same: Any = PetitionText.objects.filter(kind=kind)
    validity.put_in_force(row, same)
    return row
