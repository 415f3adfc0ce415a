"""How dossier codes are written: a pattern for everywhere or for one agency, valid in time."""

from datetime import date
from typing import ClassVar

from django.db import transaction

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator
from motcua.dossiers.models import CodePattern
from motcua.kernel.codes import CodePattern as Pattern
from motcua.kernel.errors import DomainError


class PatternError(DomainError):
    """Codes written by this pattern could not be told apart."""

    code: ClassVar[str] = "code-pattern"


def example_code(pattern: str, agency_code: str, on: date) -> str:
    """Return the first code of ``on`` written by ``pattern``. Raises PatternError."""
    try:
        return Pattern(pattern).render(agency_code, on, 1)
    except (ValueError, KeyError, IndexError) as error:
        raise PatternError(str(error)) from error


@transaction.atomic
def set_pattern(
    *,
    agency: Agency | None,
    pattern: str,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> CodePattern:
    """Write codes by ``pattern`` from a day on; codes given before stay as they are.

    Raises PatternError, ValidityError.
    """
    require_administrator(actor)
    example_code(pattern, agency.code if agency else "H06.25.03", valid_from)
    row = CodePattern(
        agency=agency,
        pattern=pattern,
        legal_basis=legal_basis,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    validity.put_in_force(row, CodePattern.objects.filter(agency=agency))
    return row


@transaction.atomic
def end_pattern(row: CodePattern, last_day: date, *, actor: Actor) -> None:
    """Let a pattern hold until ``last_day``. Raises ValidityError."""
    require_administrator(actor)
    validity.end(row, last_day)
