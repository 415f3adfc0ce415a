"""Administrative units made, named anew and put together; what was stays, with its days."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Installation, Unit, UnitSuccession
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold


class UnitError(DomainError):
    """Units cannot be put together that way."""

    code: ClassVar[str] = "unit"


@transaction.atomic
def add_unit(
    unit: Unit,
    predecessors: Sequence[tuple[Unit, UnitSuccession.Relation]],
    *,
    legal_basis: str,
    actor: Actor,
) -> Unit:
    """Add ``unit``; those of which it is wholly made end the day before. Raises UnitError."""
    require_administrator(actor)
    same = Unit.objects.filter(level=unit.level, code=unit.code, valid_from=unit.valid_from)
    if same.exists():
        raise UnitError(_("Đã có đơn vị mang mã này từ ngày ấy. Xin xem lại mã và ngày."))
    unit.search_text = fold(f"{unit.full_name} {unit.code}")
    unit.save()
    for before, relation in predecessors:
        if before.valid_from >= unit.valid_from:
            raise UnitError(
                _("“%(name)s” chưa có trước ngày này nên không thể nhập vào đơn vị mới.")
                % {"name": before.full_name}
            )
        UnitSuccession.objects.create(
            predecessor=before,
            successor=unit,
            relation=relation,
            happened_on=unit.valid_from,
            legal_basis=legal_basis,
        )
        if relation == UnitSuccession.Relation.FULL:
            before.valid_to = unit.valid_from - timedelta(days=1)
            before.save(update_fields=["valid_to"])
    return unit


@transaction.atomic
def correct_unit(unit: Unit, *, full_name: str, name: str, actor: Actor) -> None:
    """Put the spelling of a unit right; a new name by decision is a new unit."""
    require_administrator(actor)
    unit.full_name, unit.name = full_name, name
    unit.search_text = fold(f"{full_name} {unit.code}")
    unit.save(update_fields=["full_name", "name", "search_text"])


@transaction.atomic
def save_installation(
    installation: Installation, values: Mapping[str, Any], *, actor: Actor
) -> None:
    """Write what every page says of this place."""
    require_administrator(actor)
    for name, value in values.items():
        setattr(installation, name, value)
    installation.save()
