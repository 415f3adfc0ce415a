"""Units, agencies, desks, officers and calendars."""

from motcua.agencies.models.calendars import (
    AfterHours,
    CalendarDay,
    CalendarHours,
    CalendarLayer,
    ConfigurationStamp,
    DayKind,
)
from motcua.agencies.models.officers import AbsenceCover, FactorDemand, Officer, RoleAssignment
from motcua.agencies.models.units import (
    Agency,
    AgencyKind,
    CalendarVersion,
    Desk,
    Installation,
    Unit,
    UnitLevel,
    UnitSuccession,
    ValidInTime,
    ValidInTimeQuerySet,
)

__all__ = [
    "AbsenceCover",
    "AfterHours",
    "Agency",
    "AgencyKind",
    "CalendarDay",
    "CalendarHours",
    "CalendarLayer",
    "CalendarVersion",
    "ConfigurationStamp",
    "DayKind",
    "Desk",
    "FactorDemand",
    "Installation",
    "Officer",
    "RoleAssignment",
    "Unit",
    "UnitLevel",
    "UnitSuccession",
    "ValidInTime",
    "ValidInTimeQuerySet",
]
