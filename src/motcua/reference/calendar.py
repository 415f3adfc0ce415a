"""The national calendar, put where an administrator can change it, and frozen for agencies."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.agencies.models import (
    Agency,
    CalendarDay,
    CalendarHours,
    CalendarLayer,
    CalendarVersion,
)
from motcua.agencies.services import freeze_calendar, layer_document
from motcua.kernel.workdays import Calendar
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json


@transaction.atomic
def load_calendar() -> Outcome:
    """Store the nation's calendar unless there is one, and freeze it for every agency.

    An administrator's changes stay: a layer that exists only gains the days of years that
    it does not know yet.
    """
    document = shipped_json("calendar/national.json")
    layer, is_new = CalendarLayer.objects.get_or_create(
        province=None,
        agency=None,
        defaults={
            "name": document["name"],
            "standard_day_minutes": document["standard_day_minutes"],
            "published_years": [],
        },
    )
    if is_new:
        CalendarHours.objects.bulk_create(_hours(layer, hours) for hours in document["hours"])
    known_years = {day.year for day in layer.days.values_list("date", flat=True)}
    days = [
        _day(layer, day)
        for day in document["days"]
        if date.fromisoformat(day["date"]).year not in known_years
    ]
    CalendarDay.objects.bulk_create(days)
    published = sorted({*layer.published_years, *document["published_years"]})
    if published != layer.published_years:
        layer.published_years = published
        layer.save(update_fields=["published_years"])
    freeze_all()
    return Outcome("Ngày nghỉ của lịch cả nước", len(days), len(document["days"]) - len(days))


@transaction.atomic
def freeze_all() -> int:
    """Freeze the calendar of every agency; return how many have one.

    Agencies without a layer of their own or of their province share the nation's, which
    is computed once.
    """
    own = Q(calendar_layer__isnull=False) | Q(province__calendar_layer__isnull=False)
    for agency in Agency.objects.filter(own).select_related("province"):
        freeze_calendar(agency)
    national = CalendarLayer.objects.filter(province=None, agency=None).first()
    if national is not None:
        calendar = Calendar.from_layers([layer_document(national)])
        version, _created = CalendarVersion.objects.get_or_create(
            digest=calendar.digest(), defaults={"content": calendar.to_dict()}
        )
        sharing = Agency.objects.filter(
            calendar_layer__isnull=True, province__calendar_layer__isnull=True
        )
        sharing.exclude(calendar_version=version).update(calendar_version=version)
    return Agency.objects.filter(calendar_version__isnull=False).count()


def _hours(layer: CalendarLayer, hours: Mapping[str, Any]) -> CalendarHours:
    return CalendarHours(
        layer=layer,
        valid_from=date.fromisoformat(hours["valid_from"]),
        valid_to=date.fromisoformat(hours["valid_to"]) if hours.get("valid_to") else None,
        weekdays=hours["weekdays"],
        reception_only=hours.get("reception_only") or {},
        legal_basis=hours.get("legal_basis", ""),
    )


def _day(layer: CalendarLayer, day: Mapping[str, Any]) -> CalendarDay:
    return CalendarDay(
        layer=layer,
        date=date.fromisoformat(day["date"]),
        kind=day["kind"],
        title=day["title"],
        legal_basis=day.get("legal_basis", ""),
        status=day["status"],
        sessions=day["sessions"],
        replaces=date.fromisoformat(day["replaces"]) if day["replaces"] else None,
    )
