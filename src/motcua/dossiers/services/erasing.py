"""Erasure by rule: listed by the product, confirmed by somebody answerable, then done whole.

All or nothing for each dossier: what is erased in the database is erased in one transaction,
and files leave the disk only after it, by a sweeper that tries again.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.dossiers.acts import doing
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier, Erasure
from motcua.dossiers.retention import due_on, hold_on, schedule_on
from motcua.dossiers.rights import require
from motcua.dossiers.services.blanking import blank
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Procedure, RetentionRule

logger = logging.getLogger(__name__)
CONFIRMING: Final = (Role.APPROVER, Role.ADMINISTRATOR)
"""Who answers for what is erased; an administrator sees counts only."""


class NotDueError(DomainError):
    """The personal data of the dossier must stay."""

    code: ClassVar[str] = "not-due-for-erasure"


@dataclass(frozen=True, slots=True)
class DueGroup:
    """What is due of one procedure in one agency under one rule."""

    agency_id: int
    agency_name: str
    procedure_id: int
    procedure_code: str
    procedure_name: str
    years: int
    legal_basis: str
    waiting: int
    held: int
    first_due_on: date
    last_due_on: date


def list_due(dossiers: Iterable[Dossier], *, at: datetime) -> int:
    """Put ``dossiers`` on the list of what is due, or look again at what holds them.

    Returns how many are new. What is no longer due leaves the list.
    """
    day = clock.day_of(at)
    schedule = schedule_on(day)
    added = 0
    for dossier in dossiers:
        rule = schedule.rule_for(dossier.procedure_id)
        due = due_on(dossier.ended_at, rule) if rule and dossier.ended_at else None
        if rule is None or due is None or due > day:
            Erasure.objects.filter(dossier=dossier, confirmed_at__isnull=True).delete()
            continue
        _row, is_new = Erasure.objects.update_or_create(
            dossier=dossier,
            defaults={"rule": rule, "due_on": due, "hold": hold_on(dossier)},
            create_defaults={
                "rule": rule,
                "due_on": due,
                "hold": hold_on(dossier),
                "listed_at": at,
            },
        )
        added += is_new
    return added


def waiting_for(actor: Actor) -> QuerySet[Erasure]:
    """Return what is listed, not confirmed, and ``actor`` may decide on."""
    waiting = Erasure.objects.filter(confirmed_at__isnull=True, erased_at__isnull=True)
    if actor is SYSTEM:
        return waiting
    return waiting.filter(dossier__agency_id__in=actor.agencies_with(*CONFIRMING, Role.AUDITOR))


def due_groups(actor: Actor) -> list[DueGroup]:
    """Return what waits, by agency and procedure, the longest due first. One query."""
    rows: Any = (
        waiting_for(actor)
        .order_by()
        .values(
            "dossier__agency_id",
            "dossier__agency__name",
            "dossier__procedure_id",
            "dossier__procedure__code",
            "dossier__procedure__name",
            "rule__years",
            "rule__legal_basis",
        )
        .annotate(
            waiting=Count("pk", filter=Q(hold="")),
            held=Count("pk", filter=~Q(hold="")),
            first=Min("due_on"),
            last=Max("due_on"),
        )
        .order_by("first", "dossier__procedure__code")
    )
    return [
        DueGroup(
            agency_id=row["dossier__agency_id"],
            agency_name=row["dossier__agency__name"],
            procedure_id=row["dossier__procedure_id"],
            procedure_code=row["dossier__procedure__code"],
            procedure_name=row["dossier__procedure__name"],
            years=row["rule__years"] or 0,
            legal_basis=row["rule__legal_basis"],
            waiting=row["waiting"],
            held=row["held"],
            first_due_on=row["first"],
            last_due_on=row["last"],
        )
        for row in rows
    ]


def erasure_counts(actor: Actor) -> dict[str, int]:
    """Return how many were confirmed and wait, and how many are done. One query."""
    agencies = actor.agencies_with(*CONFIRMING, Role.AUDITOR)
    done = Q(erased_at__isnull=False)
    return Erasure.objects.filter(dossier__agency_id__in=agencies).aggregate(
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False) & ~done),
        erased=Count("pk", filter=done),
        fields=Sum("fields_count", default=0),
    )


@transaction.atomic
def confirm_due(
    procedure: Procedure, *, agency_id: int, expected: int, actor: Actor, at: datetime
) -> int:
    """Confirm everything that waits of one procedure in one agency; return how many.

    ``expected`` is the number that was shown: where it is another by now, nothing is
    confirmed. Raises PermissionDenied and NotDueError.
    """
    if actor is not SYSTEM and not actor.has(*CONFIRMING, agency_id=agency_id):
        raise PermissionDenied
    waiting = Erasure.objects.filter(
        dossier__procedure=procedure,
        dossier__agency_id=agency_id,
        hold="",
        confirmed_at__isnull=True,
        erased_at__isnull=True,
    )
    keys = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    if len(keys) != expected or not keys:
        raise NotDueError(
            _("Danh sách vừa thay đổi, còn %(count)d hồ sơ. Xin xem lại rồi xác nhận.")
            % {"count": len(keys)}
        )
    return Erasure.objects.filter(pk__in=keys).update(
        confirmed_at=at, confirmed_by_id=actor.officer_id
    )


def erase_confirmed(row: Erasure, *, at: datetime) -> None:
    """Erase what was confirmed, in the name of whoever confirmed it.

    What is held by now goes back to the list. Raises NotDueError.
    """
    officer = row.confirmed_by
    assert officer is not None  # noqa: S101 - the caller asked for confirmed ones
    actor = Actor(officer.pk, officer.account_id, officer.full_name)
    try:
        _erase(row.dossier_id, actor=actor, confirmed_at=row.confirmed_at, at=at)
    except NotDueError as error:
        Erasure.objects.filter(pk=row.pk).update(
            confirmed_at=None, confirmed_by=None, hold=str(error)[:255]
        )
        logger.info("an erasure was held", extra={"dossier": str(row.dossier)})


def erase_dossier(dossier_id: int, *, actor: Actor, at: datetime) -> Dossier:
    """Erase the personal data of one dossier that is due, at once, and return it.

    Raises PermissionDenied, IllegalTransitionError, NotDueError and ErasedError.
    """
    return _erase(dossier_id, actor=actor, confirmed_at=None, at=at)


def _erase(
    dossier_id: int, *, actor: Actor, confirmed_at: datetime | None, at: datetime
) -> Dossier:
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        if confirmed_at is None:
            require(actor, Action.ERASE, dossier, None)
        rule, due = _ripe(dossier, clock.day_of(at))
        taken = blank(dossier, at=at)
        done = {
            "rule": rule,
            "due_on": due,
            "hold": "",
            "confirmed_at": confirmed_at or at,
            "confirmed_by_id": actor.officer_id,
            "erased_at": at,
            "fields_count": taken.fields,
            "files_count": taken.files,
        }
        Erasure.objects.update_or_create(
            dossier=dossier, defaults=done, create_defaults={**done, "listed_at": at}
        )
        work.record(
            Action.ERASE,
            {
                "rule": rule.pk,
                "years": rule.years,
                "basis": rule.legal_basis,
                "due_on": due.isoformat(),
                "confirmed_at": (confirmed_at or at).isoformat(timespec="seconds"),
                "fields": taken.fields,
                "files": taken.files,
            },
        )
    logger.info("personal data erased", extra={"dossier": str(dossier)})
    return dossier


def _ripe(dossier: Dossier, day: date) -> tuple[RetentionRule, date]:
    """Return the rule that lets the dossier be erased, and since when. Raises NotDueError."""
    if hold := hold_on(dossier):
        raise NotDueError(hold)
    rule = schedule_on(day).rule_for(dossier.procedure_id)
    due = due_on(dossier.ended_at, rule) if rule and dossier.ended_at else None
    if rule is None or due is None or due > day:
        raise NotDueError(_("Hồ sơ chưa hết thời hạn lưu trữ."))
    return rule, due
