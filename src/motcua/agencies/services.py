"""Everything that changes agencies, officers and calendars."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import (
    AbsenceCover,
    Agency,
    CalendarLayer,
    CalendarVersion,
    Officer,
)
from motcua.agencies.roles import Role
from motcua.agencies.selectors import layers_of
from motcua.kernel.errors import DomainError
from motcua.kernel.workdays import Calendar


class CoverError(DomainError):
    """The absence cover asked for makes no sense."""

    code: ClassVar[str] = "absence-cover"


def require_administrator(actor: Actor, agency_id: int | None = None) -> None:
    """Raise PermissionDenied unless ``actor`` administers ``agency_id``, or any when None."""
    if actor is SYSTEM:
        return
    if not actor.has(Role.ADMINISTRATOR, agency_id=agency_id):
        raise PermissionDenied


def require_administrator_of(actor: Actor, agency: Agency) -> None:
    """Raise PermissionDenied unless ``actor`` administers ``agency`` or one above it.

    Whoever may give rights in one commune must not give them in another, nor to himself
    in the province.
    """
    if actor is SYSTEM:
        return
    held = actor.agencies_with(Role.ADMINISTRATOR)
    at: Agency | None = agency
    while at is not None:
        if at.pk in held:
            return
        at = at.parent
    raise PermissionDenied


def layer_document(layer: CalendarLayer) -> dict[str, Any]:
    """Return ``layer`` in the form that ``kernel.workdays`` reads."""
    document: dict[str, Any] = {
        "name": layer.name,
        "hours": [
            {
                "valid_from": hours.valid_from.isoformat(),
                "valid_to": hours.valid_to.isoformat() if hours.valid_to else None,
                "weekdays": hours.weekdays,
                "reception_only": hours.reception_only,
            }
            for hours in sorted(layer.hours.all(), key=lambda h: h.valid_from)
        ],
        "days": [
            {
                "date": day.date.isoformat(),
                "kind": day.kind,
                "title": day.title,
                "legal_basis": day.legal_basis,
                "status": day.status,
                "sessions": day.sessions,
                "replaces": day.replaces.isoformat() if day.replaces else None,
            }
            for day in sorted(layer.days.all(), key=lambda d: (d.date, d.kind))
        ],
        "published_years": layer.published_years,
    }
    if layer.after_hours:
        document["after_hours"] = layer.after_hours
        document["after_hours_basis"] = layer.after_hours_basis
    if layer.standard_day_minutes:
        document["standard_day_minutes"] = layer.standard_day_minutes
    return document


def freeze_calendar(agency: Agency) -> CalendarVersion:
    """Make the calendar of ``agency`` as it now stands the one that new promises use.

    Promises already made keep the version they were made under. The same content is
    stored once, however many agencies share it.
    """
    version = _frozen(layers_of(agency))
    if agency.calendar_version_id != version.pk:
        agency.calendar_version = version
        agency.save(update_fields=["calendar_version"])
    return version


@transaction.atomic
def freeze_calendars(layer: CalendarLayer) -> int:
    """Freeze the calendar of every agency that ``layer`` reaches; return how many.

    Agencies under the same layers share one calendar, so it is made once for all of them.
    """
    own_layers = {
        (found.province_id, found.agency_id): found
        for found in CalendarLayer.objects.prefetch_related("hours", "days")
    }
    groups: dict[tuple[CalendarLayer, ...], list[int]] = defaultdict(list)
    for agency_id, province_id in _reached_by(layer).values_list("pk", "province_id"):
        places = ((None, None), (province_id, None), (None, agency_id))
        groups[tuple(own_layers[p] for p in places if p in own_layers)].append(agency_id)
    for layers, agency_ids in groups.items():
        version = _frozen(layers)
        agencies = Agency.objects.filter(pk__in=agency_ids)
        agencies.exclude(calendar_version=version).update(calendar_version=version)
    return sum(len(agency_ids) for agency_ids in groups.values())


def _reached_by(layer: CalendarLayer) -> QuerySet[Agency]:
    if layer.agency_id is not None:
        return Agency.objects.filter(pk=layer.agency_id)
    if layer.province_id is not None:
        return Agency.objects.filter(province_id=layer.province_id)
    return Agency.objects.all()


def _frozen(layers: Iterable[CalendarLayer]) -> CalendarVersion:
    calendar = Calendar.from_layers([layer_document(layer) for layer in layers])
    version, _created = CalendarVersion.objects.get_or_create(
        digest=calendar.digest(), defaults={"content": calendar.to_dict()}
    )
    return version


def cover_absence(
    *, absent: Officer, covering: Officer, from_on: date, to_on: date, reason: str, actor: Actor
) -> AbsenceCover:
    """Let ``covering`` do what ``absent`` may, from ``from_on`` to ``to_on`` inclusive.

    Raises PermissionDenied unless the actor administers the absent officer's agency or
    heads its desk, and CoverError when the days or people make no sense.
    """
    if not actor.has(Role.HEAD_OF_DESK, agency_id=absent.agency_id):
        require_administrator_of(actor, absent.agency)
    if absent.pk == covering.pk:
        raise CoverError(_("Người làm thay phải là người khác với người vắng."))
    if to_on < from_on:
        raise CoverError(_("Ngày kết thúc đang trước ngày bắt đầu. Xin xem lại hai ngày."))
    if covering.account_id is None:
        raise CoverError(
            _("%(name)s chưa có tài khoản nên chưa làm thay được.") % {"name": covering.full_name}
        )
    return AbsenceCover.objects.create(
        absent=absent,
        covering=covering,
        from_on=from_on,
        to_on=to_on,
        reason=reason,
        created_by_id=actor.officer_id,
    )
