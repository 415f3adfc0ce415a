"""Where the pages of signs and of reports that others published are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.agencies.roles import Role
from motcua.indicators.gaming import keeping
from motcua.indicators.models import ReportedReport
from motcua.reference.reports import load_reports
from tests.journeys.visits_portal_in import OF_PORTAL_IN
from tests.world import MONDAY, World

Place = Callable[[World], Mapping[str, Any]]


def _counted(_world: World) -> Mapping[str, Any]:
    keeping.catch_up(at=MONDAY)
    return {}


def _sign(world: World) -> Mapping[str, Any]:
    return {**_counted(world), "key": "rut-ho-so"}


def _reported(_world: World) -> Mapping[str, Any]:
    load_reports(at=MONDAY)
    return {"group": ReportedReport.objects.get(code="ld-2020q1-all").group}


def _listed(_world: World) -> Mapping[str, Any]:
    load_reports(at=MONDAY)
    return {}


OF_SIGNS: Final[Mapping[str, tuple[Role | None, Place, str]]] = {
    **OF_PORTAL_IN,
    "office:reported": (Role.AUDITOR, _listed, ""),
    "office:reported-new": (Role.REFORM_OFFICER, lambda _world: {}, ""),
    "office:reported-one": (Role.AUDITOR, _reported, ""),
    "office:reported-correct": (Role.AUDITOR, _reported, ""),
    "public:reported": (None, _listed, ""),
    "public:reported-one": (None, _reported, ""),
    "leader:signs": (Role.APPROVER, _counted, ""),
    "leader:sign": (Role.AUDITOR, _sign, "?co-quan=H06.25.03"),
    "office:own-signs": (Role.DESK_OFFICER, _counted, ""),
    "manage:sign-rules": (Role.ADMINISTRATOR, lambda _world: {}, ""),
}
"""By whom each is opened, where, and with which query."""
