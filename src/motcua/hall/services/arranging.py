"""How a hall is set up: its groups, its counters, what may be booked."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.services import require_administrator
from motcua.hall.errors import ArrangingError
from motcua.hall.models import AppointmentRule, Counter, Hall, ServiceGroup
from motcua.hall.saying import LETTERS


@transaction.atomic
def open_hall(desk: Desk, *, actor: Actor) -> Hall:
    """Return the hall of ``desk``, made if there is none yet."""
    require_administrator(actor)
    hall, _is_new = Hall.objects.get_or_create(desk=desk)
    return hall


@transaction.atomic
def save_hall(hall: Hall, values: dict[str, Any], *, actor: Actor) -> None:
    """Change how a hall gives out numbers."""
    require_administrator(actor)
    for name, value in values.items():
        setattr(hall, name, value)
    hall.save()


@transaction.atomic
def save_group(group: ServiceGroup, *, actor: Actor) -> None:
    """Keep a group, new or changed; numbers given keep their letter. Raises ArrangingError."""
    require_administrator(actor)
    if group.letter not in LETTERS:
        raise ArrangingError(
            _("Chữ cái phải là một trong: %(letters)s.") % {"letters": ", ".join(LETTERS)}
        )
    _save_once(group, _("Sảnh này đã có nhóm mang chữ %(letter)s.") % {"letter": group.letter})


@transaction.atomic
def save_counter(counter: Counter, groups: Sequence[ServiceGroup], *, actor: Actor) -> None:
    """Keep a counter with the groups that it serves. Raises ArrangingError."""
    require_administrator(actor)
    if not groups:
        raise ArrangingError(_("Quầy phải phục vụ ít nhất một nhóm."))
    if any(group.hall_id != counter.hall_id for group in groups):
        raise ValueError("a counter serves groups of its own hall")
    _save_once(counter, _("Sảnh này đã có %(name)s.") % {"name": counter.name})
    counter.groups.set(groups)


@transaction.atomic
def set_rule(rule: AppointmentRule, *, actor: Actor) -> None:
    """Let a group be booked by ``rule`` from a day on; what is booked stays.

    Raises ValidityError.
    """
    require_administrator(actor)
    validity.put_in_force(rule, AppointmentRule.objects.filter(group=rule.group))


def _save_once(row: ServiceGroup | Counter, sentence: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ArrangingError(sentence) from error
