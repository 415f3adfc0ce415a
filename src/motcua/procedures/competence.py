"""Which agencies take what is lodged from home: those of the procedure's level in a province."""

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from motcua.agencies.models import Agency, AgencyKind, Desk
from motcua.kernel.text import fold
from motcua.procedures.models import Procedure

_KINDS: Final = {
    "commune": (AgencyKind.COMMUNE_COMMITTEE,),
    "district": (AgencyKind.DISTRICT_COMMITTEE,),
    "province": (AgencyKind.PROVINCE_COMMITTEE, AgencyKind.DEPARTMENT),
}


def agencies_for(procedure: Procedure, province_id: int, on: date) -> list[Agency]:
    """Return the agencies with a desk that ``procedure`` can be lodged with, by name.

    One query. A procedure of which no level is known may be lodged with all of them; one of a
    ministry alone with nobody here. An agency that handles some fields takes no others.
    """
    kinds = [kind for level in procedure.levels for kind in _KINDS.get(level, ())]
    desks = Desk.objects.valid_on(on).filter(agency=OuterRef("pk"))
    agencies = Agency.objects.valid_on(on).filter(Exists(desks), province_id=province_id)
    if procedure.levels and not kinds and "other" not in procedure.levels:
        return []
    if kinds:
        agencies = agencies.filter(kind__in=kinds)
    competent = [
        agency
        for agency in agencies.select_related("unit")
        if not agency.fields_handled or procedure.field in agency.fields_handled
    ]
    return sorted(competent, key=lambda agency: fold(agency.name))


def nearest(agencies: list[Agency], address: str) -> Agency | None:
    """Return the agency of the commune that an address names, where only one fits."""
    where = fold(address)
    named = [
        agency
        for agency in agencies
        if fold(agency.unit.full_name) in where or f" {fold(agency.unit.name)}," in f" {where},"
    ]
    return named[0] if len(named) == 1 else None
