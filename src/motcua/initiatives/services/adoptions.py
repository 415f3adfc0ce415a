"""A unit takes a model over: from whom, with which steps, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.initiatives.lifecycle import (
    UNDER_WAY,
    Action,
    AdoptionAction,
    AdoptionState,
    State,
    next_adoption_state,
    next_state,
)
from motcua.initiatives.models import Adoption, AdoptionEvent, AdoptionStep, Initiative
from motcua.initiatives.models.adoptions import Way
from motcua.initiatives.policies import require_unit
from motcua.initiatives.services.registry import lock, write_event
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean


class AdoptionError(DomainError):
    """The model cannot be taken over, or carried on, like that."""

    code: ClassVar[str] = "adoption"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a unit says when it takes a model over; ``steps`` are (title, due day or None)."""

    starts_on: date
    way: Way = Way.AS_IS
    changes: str = ""
    source: Adoption | None = None
    steps: tuple[tuple[str, date | None], ...] = ()


def adopt(
    initiative: Initiative, agency: Agency, wish: Wish, *, actor: Actor, at: datetime
) -> Adoption:
    """Return the adoption of a published model by a unit. Raises AdoptionError."""
    require_unit(actor, agency.pk)
    _check(initiative, agency, wish)
    try:
        with transaction.atomic():
            adoption = Adoption.objects.create(
                initiative=initiative,
                agency=agency,
                source=wish.source,
                way=wish.way,
                changes=wish.changes.strip(),
                planned_on=clock.day_of(at),
                starts_on=wish.starts_on,
            )
            _write_steps(adoption, wish.steps)
            _note(adoption, AdoptionAction.PLAN, actor, at)
    except IntegrityError:
        raise AdoptionError(_("Đơn vị đã đăng ký áp dụng mô hình này.")) from None
    return adoption


@transaction.atomic
def begin(adoption: Adoption, *, on: date, actor: Actor, at: datetime) -> Adoption:
    """Begin; the model counts as copied from the first unit on that does."""
    if on > clock.day_of(at):
        raise AdoptionError(_("Ngày bắt đầu không thể ở tương lai."))
    moved = _advance(adoption, AdoptionAction.BEGIN, actor, at, started_on=on)
    initiative = lock(moved.initiative)
    before = State(initiative.state)
    if before in {State.RECOGNISED, State.APPLIED}:
        initiative.state = next_state(before, Action.COPIED).value
        initiative.save(update_fields=["state"])
        note = moved.agency.name
        write_event(initiative, Action.COPIED, before, actor=actor, at=at, note=note)
    return moved


@transaction.atomic
def finish_step(
    adoption: Adoption, number: int, *, on: date, actor: Actor, at: datetime
) -> AdoptionStep:
    """Note that a step is done. Raises AdoptionError when there is none, or it is done."""
    step = (
        AdoptionStep.objects.select_for_update().filter(adoption=adoption, number=number).first()
    )
    if step is None:
        raise AdoptionError(_("Không có bước đó."))
    if step.done_on is not None:
        raise AdoptionError(_("Bước này đã ghi xong."))
    _advance(adoption, AdoptionAction.STEP, actor, at, note=step.title)
    step.done_on = on
    step.save(update_fields=["done_on"])
    return step


def conclude(
    adoption: Adoption, action: AdoptionAction, *, result: str, actor: Actor, at: datetime
) -> Adoption:
    """Keep the model, give it up, or not begin at all; what came of it is said."""
    if not result.strip():
        raise AdoptionError(_("Xin ghi kết quả, hoặc vì sao thôi: đơn vị khác sẽ đọc."))
    on = clock.day_of(at)
    return _advance(adoption, action, actor, at, note=result, ended_on=on, result=result.strip())


def _check(initiative: Initiative, agency: Agency, wish: Wish) -> None:
    if not initiative.is_published:
        raise AdoptionError(_("Mô hình này chưa ở trong thư viện."))
    if agency.pk == initiative.agency_id:
        raise AdoptionError(_("Đây là mô hình của chính đơn vị."))
    if wish.way == Way.ADAPTED and not wish.changes.strip():
        raise AdoptionError(_("Xin ghi đơn vị điều chỉnh những gì."))
    source = wish.source
    if source is not None and source.initiative_id != initiative.pk:
        raise AdoptionError(_("Đơn vị được học theo đang làm mô hình khác."))
    held = Adoption.objects.filter(
        initiative=initiative, agency=agency, state__in=sorted(UNDER_WAY)
    )
    if held.exists():
        raise AdoptionError(_("Đơn vị đã đăng ký áp dụng mô hình này."))


def _write_steps(adoption: Adoption, steps: Sequence[tuple[str, date | None]]) -> None:
    AdoptionStep.objects.bulk_create(
        AdoptionStep(adoption=adoption, number=number, title=clean(title), due_on=due_on)
        for number, (title, due_on) in enumerate(steps, start=1)
    )


@transaction.atomic
def _advance(
    adoption: Adoption,
    action: AdoptionAction,
    actor: Actor,
    at: datetime,
    note: str = "",
    **changes: Any,
) -> Adoption:
    locked = Adoption.objects.select_for_update(of=("self",)).select_related(
        "agency", "initiative"
    )
    found = locked.get(pk=adoption.pk)
    require_unit(actor, found.agency_id)
    found.state = next_adoption_state(AdoptionState(found.state), action).value
    for name, value in changes.items():
        setattr(found, name, value)
    found.save(update_fields=["state", *changes])
    _note(found, action, actor, at, note.strip())
    return found


def _note(
    adoption: Adoption, action: AdoptionAction, actor: Actor, at: datetime, note: str = ""
) -> None:
    AdoptionEvent.objects.create(
        adoption=adoption,
        action=action.value,
        to_state=adoption.state,
        officer_id=actor.officer_id,
        note=note,
        happened_at=at,
        recorded_at=at,
    )
