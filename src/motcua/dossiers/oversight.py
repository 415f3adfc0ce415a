"""Questions about the log of reads: who looked at what, and which reads are worth a look."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, DossierRead, ImpersonatedLook, Impersonation
from motcua.kernel import clock

PAGE: Final = 30


class Sign(StrEnum):
    """Which reads are looked at; also their name in the address."""

    ALL = "tat-ca"
    OUTSIDE = "ngoai-gio"
    NOT_OWN = "khong-thuoc-viec"
    MANY = "nhieu"
    NUMBERS = "tra-so"
    MANY_AT_ONCE = "trich-xuat"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor looks for; all parts hold together."""

    sign: Sign = Sign.ALL
    officer: str = ""
    code: str = ""
    first: date | None = None
    last: date | None = None


def overseen_by(actor: Actor) -> frozenset[int]:
    """Return the agencies whose reads ``actor`` may look over."""
    return actor.agencies_with(Role.AUDITOR)


def reads(actor: Actor, asked: Asked) -> QuerySet[DossierRead]:
    """Return days of reads, the latest first: of the agencies' officers, or of their dossiers.

    ``seen_as`` is through whose eyes the reader looked, where it was not their own.
    """
    found = _reads(actor, asked).annotate(seen_as=through_whose_eyes())
    return found.select_related("officer__agency", "dossier").order_by("-last_at", "-pk")


def _reads(actor: Actor, asked: Asked) -> QuerySet[DossierRead]:
    agencies = overseen_by(actor)
    found = DossierRead.objects.filter(
        Q(officer__agency_id__in=agencies)
        | Q(dossier__agency_id__in=agencies)
        | Q(dossier__receiving_agency_id__in=agencies),
        count__gt=0,
    )
    if asked.sign is Sign.OUTSIDE:
        found = found.filter(outside_count__gt=0)
    if asked.sign is Sign.NOT_OWN:
        found = found.filter(is_own_work=False)
    if asked.code:
        found = found.filter(Q(dossier__code=asked.code) | Q(dossier__tracking_code=asked.code))
    if asked.officer:
        found = found.filter(officer__full_name__icontains=asked.officer)
    if asked.first:
        found = found.filter(day__gte=asked.first)
    if asked.last:
        found = found.filter(day__lte=asked.last)
    return found


def busy_days(actor: Actor, asked: Asked, least: int) -> QuerySet[Any, Any]:
    """Return officers and days with at least ``least`` dossiers opened, the latest day first."""
    days = _reads(actor, asked)
    return (
        days.values("day", "officer_id", "officer__full_name", "officer__agency__name")
        .annotate(dossiers=Count("pk"), times=Sum("count"), outside=Sum("outside_count"))
        .filter(dossiers__gte=least)
        .order_by("-day", "-officer_id")
    )


def access_records(actor: Actor, asked: Asked) -> QuerySet[AccessRecord]:
    """Return searches by number, or prints and exports, of the agencies' officers."""
    agencies = overseen_by(actor)
    by_number = {str(AccessRecord.Kind.NUMBER_SEARCH), str(AccessRecord.Kind.PREFILL)}
    is_number = asked.sign is Sign.NUMBERS
    kinds = by_number if is_number else set(AccessRecord.Kind.values) - by_number
    found = AccessRecord.objects.filter(
        Q(officer__agency_id__in=agencies) | Q(agency_id__in=agencies), kind__in=sorted(kinds)
    )
    if asked.officer:
        found = found.filter(officer__full_name__icontains=asked.officer)
    if asked.first:
        found = found.filter(happened_at__gte=_begins(asked.first))
    if asked.last:
        found = found.filter(happened_at__lt=_begins(date.fromordinal(asked.last.toordinal() + 1)))
    return found.select_related("officer__agency", "agency").order_by("-happened_at", "-pk")


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def through_whose_eyes() -> Subquery:
    """Return, for a day of reads, through whose eyes its reader looked then, if any."""
    looks = ImpersonatedLook.objects.filter(
        dossier=OuterRef("dossier"),
        impersonation__by=OuterRef("officer"),
        looked_at__date=OuterRef("day"),
    )
    return Subquery(looks.values("impersonation__officer__full_name")[:1])


def impersonations_of(actor: Actor) -> QuerySet[Impersonation]:
    """Return who looked through the eyes of ``actor``, the latest first."""
    return _told(Impersonation.objects.filter(officer_id=actor.officer_id or 0))


def impersonations_through(officer: Officer) -> QuerySet[Impersonation]:
    """Return who looked through the eyes of ``officer``, the latest first."""
    return _told(Impersonation.objects.filter(officer=officer))


def impersonations_seen_by(actor: Actor) -> QuerySet[Impersonation]:
    """Return the looks that an auditor oversees: by, or through, officers of their agencies."""
    agencies = overseen_by(actor)
    return _told(
        Impersonation.objects.filter(
            Q(officer__agency_id__in=agencies) | Q(by__agency_id__in=agencies)
        )
    )


def _told(looks: QuerySet[Impersonation]) -> QuerySet[Impersonation]:
    return looks.select_related("by__agency", "officer__agency").annotate(
        over_at=Coalesce(F("ending__ended_at"), F("until")),
        pages=Count("looks", filter=~Q(looks__page=""), distinct=True),
        dossiers=Count("looks__dossier", distinct=True),
    )
