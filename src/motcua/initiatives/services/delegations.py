"""Study delegations: planned, decided, told about, and held to what was promised."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.initiatives.models import Commitment, Delegation, DelegationMember
from motcua.initiatives.policies import require_unit
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean


class DelegationError(DomainError):
    """The delegation cannot be kept like that."""

    code: ClassVar[str] = "delegation"


@transaction.atomic
def save_delegation(
    delegation: Delegation,
    values: Mapping[str, Any],
    members: Sequence[tuple[str, str]],
    *,
    actor: Actor,
    at: datetime,
) -> Delegation:
    """Write a delegation, new or known, with its members (name, position)."""
    if delegation.pk is None:
        delegation.created_at = at
    else:
        require_unit(actor, delegation.agency_id)
    for name, value in values.items():
        setattr(delegation, name, value)
    require_unit(actor, delegation.agency_id)
    if bool(delegation.decision_number) != (delegation.decision_on is not None):
        raise DelegationError(_("Xin ghi cả số và ngày quyết định cử đoàn, hoặc để trống cả hai."))
    ranked = delegation.rank_par or delegation.rank_sipas
    if ranked and delegation.rank_year is None:
        raise DelegationError(_("Xin ghi hạng của năm nào."))
    people = [(clean(name), clean(position)) for name, position in members if name.strip()]
    if not people:
        raise DelegationError(_("Đoàn chưa có ai. Xin ghi ít nhất một người."))
    delegation.save()
    DelegationMember.objects.filter(delegation=delegation).delete()
    DelegationMember.objects.bulk_create(
        DelegationMember(delegation=delegation, full_name=name, position=position)
        for name, position in people
    )
    return delegation


@transaction.atomic
def tell_lessons(delegation: Delegation, lessons: str, *, actor: Actor, on: date) -> Delegation:
    """Write down what was learnt; not before the journey has begun."""
    require_unit(actor, delegation.agency_id)
    if on < delegation.begins_on:
        raise DelegationError(_("Đoàn chưa đi. Bài học ghi từ ngày đầu của chuyến đi."))
    if not lessons.strip():
        raise DelegationError(_("Xin ghi ít nhất một bài học."))
    delegation.lessons = lessons.strip()
    delegation.save(update_fields=["lessons"])
    return delegation


@transaction.atomic
def commit_to(
    delegation: Delegation, *, text: str, responsible: str, due_on: date, actor: Actor
) -> Commitment:
    """Promise to do something by a day after the journey."""
    require_unit(actor, delegation.agency_id)
    if due_on < delegation.begins_on:
        raise DelegationError(_("Hạn của cam kết đang trước ngày đi. Xin xem lại ngày."))
    return Commitment.objects.create(
        delegation=delegation, text=clean(text), responsible=clean(responsible), due_on=due_on
    )


@transaction.atomic
def fulfil(commitment: Commitment, *, on: date, note: str, actor: Actor) -> Commitment:
    """Note that a promise was kept. Raises DelegationError when it was before."""
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("delegation")
    found = locked.get(pk=commitment.pk)
    require_unit(actor, found.delegation.agency_id)
    if found.done_on is not None:
        raise DelegationError(_("Việc này đã ghi xong."))
    found.done_on = on
    found.done_note = clean(note)
    found.noted_by_id = actor.officer_id
    found.save(update_fields=["done_on", "done_note", "noted_by"])
    return found
