"""Everything that changes officers and the roles they hold."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.accounts.models import Account
from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Desk, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.services import require_administrator
from motcua.kernel.text import clean, given_name_sort_key


@transaction.atomic
def engage_officer(
    full_name: str,
    *,
    agency: Agency,
    roles: Iterable[Role] = (),
    account: Account | None = None,
    desk: Desk | None = None,
    position: str = "",
    counter: str = "",
    on: date,
    actor: Actor,
) -> Officer:
    """Return a new officer of ``agency`` who holds ``roles`` there from ``on``.

    Without an account it is somebody on the list of people who work there. Raises
    PermissionDenied unless the actor administers the agency.
    """
    require_administrator(actor, agency.pk)
    name = clean(full_name)
    officer = Officer.objects.create(
        full_name=name,
        sort_key=given_name_sort_key(name),
        agency=agency,
        account=account,
        desk=desk,
        position=clean(position),
        counter=clean(counter),
    )
    for role in roles:
        give_role(officer, role, agency=agency, on=on, actor=actor)
    return officer


@transaction.atomic
def give_role(officer: Officer, role: Role, *, agency: Agency, on: date, actor: Actor) -> bool:
    """Let ``officer`` hold ``role`` in ``agency`` from ``on``; False when it is held already."""
    require_administrator(actor, agency.pk)
    held = _held(officer, role, agency, on)
    if held is not None:
        return False
    # One that ended today is opened again, not written a second time.
    RoleAssignment.objects.update_or_create(
        officer=officer, agency=agency, role=role.value, valid_from=on, defaults={"valid_to": None}
    )
    return True


@transaction.atomic
def take_role(officer: Officer, role: Role, *, agency: Agency, on: date, actor: Actor) -> bool:
    """End ``role`` so that it is no longer held on ``on``; False when it is not held then."""
    require_administrator(actor, agency.pk)
    held = _held(officer, role, agency, on)
    if held is None:
        return False
    if held.valid_from >= on:
        # It never came to be used: an interval cannot end before it begins.
        held.delete()
    else:
        held.valid_to = on - timedelta(days=1)
        held.save(update_fields=["valid_to"])
    return True


@transaction.atomic
def dismiss_officer(officer: Officer, *, on: date, actor: Actor) -> None:
    """End every role of ``officer`` and close the account; acts done stay under the name."""
    require_administrator(actor, officer.agency_id)
    current = RoleAssignment.objects.filter(officer=officer).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    for assignment in current.select_related("agency"):
        role = Role(assignment.role)
        take_role(officer, role, agency=assignment.agency, on=on, actor=actor)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    if officer.account is not None:
        officer.account.is_active = False
        officer.account.save(update_fields=["is_active"])


def _held(officer: Officer, role: Role, agency: Agency, on: date) -> RoleAssignment | None:
    found: RoleAssignment | None = (
        RoleAssignment.objects.valid_on(on)
        .select_for_update()
        .filter(officer=officer, agency=agency, role=role.value)
        .first()
    )
    return found
