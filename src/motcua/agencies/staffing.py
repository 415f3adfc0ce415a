"""Everything that changes who works where, in what role, and who may sign in."""

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.factors import forget_factors
from motcua.accounts.models import Account
from motcua.accounts.services import AccountError, add_account, end_sessions
from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.models import (
    AbsenceCover,
    Agency,
    Desk,
    FactorDemand,
    Officer,
    RoleAssignment,
)
from motcua.agencies.roles import Role
from motcua.agencies.services import require_administrator, require_administrator_of
from motcua.kernel.text import fold, given_name_sort_key

# Read aloud or copied from a slip: no letter or digit that looks like another.
_PASSWORD_ALPHABET: Final = "abcdefghkmnpqrstuvwxyz23456789"  # noqa: S105, what passwords are made of
_PASSWORD_GROUPS: Final = 4
_PASSWORD_GROUP_LENGTH: Final = 4


def new_password() -> str:
    """Return a password to be changed at the first sign-in (78 bits)."""
    groups = (
        "".join(secrets.choice(_PASSWORD_ALPHABET) for _ in range(_PASSWORD_GROUP_LENGTH))
        for _ in range(_PASSWORD_GROUPS)
    )
    return "-".join(groups)


@transaction.atomic
def save_officer(officer: Officer, values: Mapping[str, Any], *, actor: Actor) -> Officer:
    """Write name, place and position of somebody who works in an agency, new or known."""
    if officer.pk is not None:
        require_administrator_of(actor, Officer.objects.get(pk=officer.pk).agency)
    for name, value in values.items():
        setattr(officer, name, value)
    require_administrator_of(actor, officer.agency)
    officer.full_name = " ".join(unicodedata.normalize("NFC", officer.full_name).split())
    officer.sort_key = given_name_sort_key(officer.full_name)
    officer.save()
    if officer.account is not None and officer.account.display_name != officer.full_name:
        officer.account.display_name = officer.full_name
        officer.account.save(update_fields=["display_name"])
    return officer


@transaction.atomic
def open_account(officer: Officer, username: str, *, email: str, actor: Actor) -> str:
    """Give ``officer`` an account; return the first password, which is stored nowhere.

    Raises AccountError when there is an account already or the name is taken.
    """
    require_administrator_of(actor, officer.agency)
    locked = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    if locked.account_id is not None:
        raise AccountError(_("Người này đã có tài khoản. Có thể đặt lại mật khẩu."))
    password = new_password()
    locked.account = add_account(
        username, password, display_name=locked.full_name, email=email, must_change_password=True
    )
    locked.save(update_fields=["account"])
    return password


@transaction.atomic
def reset_password(account: Account, *, actor: Actor, at: datetime) -> str:
    """Return a new first password for ``account`` and end its sessions.

    One that was closed because nobody used it is open again.
    """
    owner = Officer.objects.select_related("agency").filter(account=account).first()
    if owner is None:
        require_administrator(actor)
    else:
        require_administrator_of(actor, owner.agency)
    password = new_password()
    account.set_password(password)
    account.must_change_password = True
    if not account.is_active and (owner is None or owner.is_active):
        account.is_active, account.reopened_at = True, at
    account.save(update_fields=["password", "must_change_password", "is_active", "reopened_at"])
    end_sessions(account)
    return password


@transaction.atomic
def reset_factors(officer: Officer, *, actor: Actor) -> None:
    """Take away the second factors of somebody who has lost them, and end their sessions."""
    require_administrator_of(actor, officer.agency)
    if officer.account is not None:
        forget_factors(officer.account)
        end_sessions(officer.account)


@transaction.atomic
def demand_factors(demanded: Mapping[Role, bool], *, actor: Actor) -> None:
    """Say of each role whether its holders must have a second factor."""
    require_administrator(actor)
    for role, is_required in demanded.items():
        FactorDemand.objects.update_or_create(role=role, defaults={"is_required": is_required})


def factor_demands(*, by_default: bool) -> dict[Role, bool]:
    """Return for each role whether a second factor is required. One query."""
    rows = dict(FactorDemand.objects.values_list("role", "is_required"))
    return {role: rows.get(role, by_default) for role in Role}


def demands_factor(actor: Actor, *, by_default: bool) -> bool:
    """Say whether ``actor``, somebody of the staff, must have a second factor. One query."""
    demands = factor_demands(by_default=by_default)
    held = {grant.role for grant in actor.grants}
    return any(demands[role] for role in held) if held else by_default


@transaction.atomic
def set_working(officer: Officer, *, is_working: bool, actor: Actor) -> None:
    """Let somebody who left sign in no more, or take one back; sessions end at once."""
    require_administrator_of(actor, officer.agency)
    if officer.pk == actor.officer_id and not is_working:
        raise AccountError(_("Không thể tự cho mình nghỉ. Xin nhờ quản trị khác làm việc này."))
    officer.is_active = is_working
    officer.save(update_fields=["is_active"])
    if officer.account is not None:
        officer.account.is_active = is_working
        officer.account.save(update_fields=["is_active"])
        if not is_working:
            end_sessions(officer.account)


@transaction.atomic
def end_officer_sessions(officer: Officer, *, actor: Actor) -> int:
    """Sign ``officer`` out everywhere; return from how many browsers."""
    require_administrator_of(actor, officer.agency)
    return end_sessions(officer.account) if officer.account is not None else 0


@transaction.atomic
def give_role(
    officer: Officer,
    role: Role,
    *,
    agency: Agency,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> RoleAssignment:
    """Let ``officer`` hold ``role`` in ``agency``. Raises ValidityError."""
    require_administrator_of(actor, agency)
    row = RoleAssignment(
        officer=officer, agency=agency, role=role.value, valid_from=valid_from, valid_to=valid_to
    )
    same = RoleAssignment.objects.filter(officer=officer, agency=agency, role=role.value)
    validity.put_in_force(row, same)
    return row


@transaction.atomic
def end_role(assignment: RoleAssignment, last_day: date, *, actor: Actor) -> None:
    """Let a role be held until ``last_day``. Raises ValidityError.

    The last administrator keeps the role: nobody would be left to give it back.
    """
    require_administrator_of(actor, assignment.agency)
    if assignment.role == Role.ADMINISTRATOR:
        others = RoleAssignment.objects.valid_on(last_day).filter(
            role=Role.ADMINISTRATOR,
            officer__is_active=True,
            officer__account__is_active=True,
            valid_to__isnull=True,
        )
        if not others.exclude(pk=assignment.pk).exists():
            raise validity.ValidityError(
                _("Đây là quản trị hệ thống cuối cùng. Xin giao vai trò này cho người khác trước.")
            )
    validity.end(assignment, last_day)


@transaction.atomic
def end_cover(cover: AbsenceCover, last_day: date, *, actor: Actor) -> None:
    """Let a cover end on ``last_day``; one that has not begun by then is taken away."""
    require_administrator_of(actor, cover.absent.agency)
    if last_day < cover.from_on:
        cover.delete()
        return
    cover.to_on = last_day
    cover.save(update_fields=["to_on"])


@transaction.atomic
def save_agency(agency: Agency, values: Mapping[str, Any], *, actor: Actor) -> Agency:
    """Write an agency, new or known, and what it is found by."""
    require_administrator(actor)
    for name, value in values.items():
        setattr(agency, name, value)
    agency.search_text = fold(f"{agency.code} {agency.name}")
    agency.save()
    return agency


@transaction.atomic
def save_desk(desk: Desk, values: Mapping[str, Any], *, actor: Actor) -> Desk:
    """Write a desk, new or known."""
    require_administrator(actor)
    for name, value in values.items():
        setattr(desk, name, value)
    desk.save()
    return desk
