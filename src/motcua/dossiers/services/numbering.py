"""How dossier codes are written: a pattern for everywhere or for one agency, valid in time."""

import re
from datetime import date
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator
from motcua.dossiers.models import CodePattern
from motcua.kernel.codes import CodePattern as Pattern
from motcua.kernel.errors import DomainError

_LONGEST_CODE: Final = 60
_LONGEST_AGENCY: Final = 35
_MOST_A_DAY: Final = 99_999
# A code stands in addresses, in bar codes and in file names, and is found in capitals.
_CODE: Final = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")


class PatternError(DomainError):
    """Codes written by this pattern could not be told apart."""

    code: ClassVar[str] = "code-pattern"


def example_code(pattern: str, agency_code: str, on: date) -> str:
    """Return the first code of ``on`` written by ``pattern``. Raises PatternError."""
    try:
        made = Pattern(pattern)
        example = made.render(agency_code, on, 1)
    except (ValueError, KeyError, IndexError) as error:
        raise PatternError(str(error)) from error
    if not _CODE.fullmatch(example):
        raise PatternError(
            _("Mã hồ sơ chỉ gồm chữ in hoa không dấu, chữ số, dấu chấm và gạch nối ở giữa.")
        )
    if len(made.render("H" * _LONGEST_AGENCY, on, _MOST_A_DAY)) > _LONGEST_CODE:
        raise PatternError(
            _("Mẫu này dài quá: mã hồ sơ có thể vượt %(most)d ký tự.") % {"most": _LONGEST_CODE}
        )
    return example


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
