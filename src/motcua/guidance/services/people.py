"""Everything that changes programmes, forces and the people in them."""

import secrets
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import AccountKind
from motcua.accounts.services import AccountError, add_account, end_sessions
from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, Officer
from motcua.agencies.staffing import new_password
from motcua.guidance.models import (
    Availability,
    Force,
    Helper,
    Programme,
    ProgrammeVersion,
    StaffGuided,
    Training,
)
from motcua.guidance.policies import require_organiser
from motcua.guidance.programmes import FIVE_OUTCOMES, THREE_TOPICS, Item
from motcua.kernel.errors import DomainError
from motcua.kernel.text import given_name_sort_key

WHOLE_WEEK: Final = frozenset((weekday, half) for weekday in range(5) for half in (True, False))
THREE_AND_FIVE: Final = "3 hướng dẫn, 5 biết"
_KEY_BYTES: Final = 24


class HelperError(DomainError):
    """A helper or force cannot be kept like that."""

    code: ClassVar[str] = "helper"


@transaction.atomic
def publish_programme(
    agency: Agency | None,
    *,
    topics: Sequence[Item],
    outcomes: Sequence[Item],
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> ProgrammeVersion:
    """Make the next version of a unit's programme; sessions keep the one they were told by."""
    if agency is not None:
        require_organiser(actor, agency.pk)
    programme, _is_new = Programme.objects.get_or_create(
        agency=agency, defaults={"name": THREE_AND_FIVE}
    )
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    last = locked.versions.order_by("-number").first()
    return ProgrammeVersion.objects.create(
        programme=locked,
        number=last.number + 1 if last else 1,
        valid_from=valid_from,
        topics=[one.to_dict() for one in topics],
        outcomes=[one.to_dict() for one in outcomes],
        created_by_id=actor.officer_id,
        created_at=at,
    )


def found_programme(*, at: datetime) -> ProgrammeVersion:
    """Return the programme for whoever has none of their own; made the first time."""
    found = ProgrammeVersion.objects.filter(programme__agency__isnull=True).first()
    return found or publish_programme(
        None,
        topics=THREE_TOPICS,
        outcomes=FIVE_OUTCOMES,
        valid_from=date(2024, 1, 1),
        actor=SYSTEM,
        at=at,
    )


@transaction.atomic
def add_force(agency: Agency, name: str, *, actor: Actor) -> Force:
    """Return a new force of a unit. Raises HelperError when there is one of that name."""
    require_organiser(actor, agency.pk)
    tidy = _tidy(name)
    if Force.objects.filter(agency=agency, name__iexact=tidy).exists():
        raise HelperError(_("Đã có lực lượng tên này."))
    return Force.objects.create(agency=agency, name=tidy)


@transaction.atomic
def save_helper(
    helper: Helper, values: Mapping[str, Any], *, actor: Actor, at: datetime
) -> Helper:
    """Write a helper, new or known; a new one is free on every half day until they say more."""
    if helper.pk is not None:
        require_organiser(actor, helper.force.agency_id)
    for name, value in values.items():
        setattr(helper, name, value)
    require_organiser(actor, helper.force.agency_id)
    if helper.officer is not None and helper.officer.agency_id != helper.force.agency_id:
        raise HelperError(_("Cán bộ này thuộc đơn vị khác."))
    helper.full_name = _tidy(helper.full_name)
    helper.sort_key = given_name_sort_key(helper.full_name)
    helper.consent_at = (helper.consent_at or at) if helper.may_be_named else None
    is_new = helper.pk is None
    helper.save()
    if is_new:
        set_free(helper, WHOLE_WEEK)
    if helper.account is not None and not helper.is_active:
        helper.account.is_active = False
        helper.account.save(update_fields=["is_active"])
        end_sessions(helper.account)
    return helper


@transaction.atomic
def open_helper_account(helper: Helper, username: str, *, actor: Actor) -> str:
    """Give a helper an account of the helpers' room; return the first password, stored nowhere.

    Raises AccountError when there is one already or the name is taken.
    """
    require_organiser(actor, helper.force.agency_id)
    locked = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if locked.account_id is not None:
        raise AccountError(_("Người này đã có tài khoản. Có thể đặt lại mật khẩu."))
    password = new_password()
    locked.account = add_account(
        username, password, display_name=locked.full_name, kind=AccountKind.HELPER
    )
    locked.save(update_fields=["account"])
    return password


@transaction.atomic
def reset_helper_password(helper: Helper, *, actor: Actor) -> str:
    """Return a new first password; whoever is signed in with the old one is signed out."""
    require_organiser(actor, helper.force.agency_id)
    if helper.account is None:
        raise AccountError(_("Người này chưa có tài khoản."))
    password = new_password()
    helper.account.set_password(password)
    helper.account.must_change_password = True
    helper.account.is_active = helper.is_active
    helper.account.save(update_fields=["password", "must_change_password", "is_active"])
    end_sessions(helper.account)
    return password


@transaction.atomic
def add_training(helper: Helper, *, title: str, on: date, hours: int, actor: Actor) -> Training:
    """Note what a helper was taught."""
    require_organiser(actor, helper.force.agency_id)
    return Training.objects.create(helper=helper, title=_tidy(title), on=on, hours=hours)


@transaction.atomic
def set_free(helper: Helper, halves: Collection[tuple[int, bool]]) -> None:
    """Write on which half days of the week a helper can come."""
    Availability.objects.filter(helper=helper).delete()
    Availability.objects.bulk_create(
        Availability(helper=helper, weekday=weekday, is_morning=is_morning)
        for weekday, is_morning in sorted(halves)
    )


@transaction.atomic
def set_consent(helper: Helper, *, may_be_named: bool, at: datetime) -> None:
    """Let the public page say the helper's given name, or no longer."""
    helper.may_be_named = may_be_named
    helper.consent_at = at if may_be_named else None
    helper.save(update_fields=["may_be_named", "consent_at"])


def new_calendar_key(helper: Helper) -> str:
    """Give the helper's calendar a new secret address; the one before leads nowhere."""
    helper.calendar_key = secrets.token_urlsafe(_KEY_BYTES)
    helper.save(update_fields=["calendar_key"])
    return helper.calendar_key


def revoke_calendar_key(helper: Helper) -> None:
    """Let the helper's calendar have no address."""
    helper.calendar_key = ""
    helper.save(update_fields=["calendar_key"])


@transaction.atomic
def note_guided(officers: Sequence[Officer], *, on: date, actor: Actor, at: datetime) -> int:
    """Note that officers have learnt it all themselves; whoever was noted stays as noted."""
    for officer in officers:
        require_organiser(actor, officer.agency_id)
    rows = [
        StaffGuided(officer=officer, agency_id=officer.agency_id, on=on, recorded_at=at)
        for officer in officers
    ]
    known = set(
        StaffGuided.objects.filter(officer__in=officers).values_list("officer_id", flat=True)
    )
    fresh = [row for row in rows if row.officer_id not in known]
    StaffGuided.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())
