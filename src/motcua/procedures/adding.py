"""Adding a procedure that the catalogue has not got yet."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.kernel.text import slug
from motcua.procedures.models import Procedure
from motcua.procedures.services import open_draft, search_text_of


class ProcedureTakenError(DomainError):
    """There is a procedure with that code."""

    code: ClassVar[str] = "procedure-taken"


@transaction.atomic
def add_procedure(
    *, code: str, name: str, field: str, ministry: str, levels: Sequence[str], actor: Actor
) -> Procedure:
    """Begin a procedure with an empty draft. Raises ProcedureTakenError."""
    require_administrator(actor)
    if Procedure.objects.filter(code__iexact=code).exists():
        raise ProcedureTakenError(_("Đã có thủ tục mang mã này."))
    procedure = Procedure(
        code=code,
        name=name,
        field=field,
        field_slug=slug(field)[:160],
        ministry=ministry,
        levels=list(levels),
        is_active=False,  # until its first version is published
    )
    procedure.search_text = search_text_of(procedure)
    procedure.save()
    open_draft(procedure, actor=actor)
    return procedure
