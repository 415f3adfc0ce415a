"""Who may open the pages of reports: a part of the table in ``access_table``."""

from collections.abc import Mapping
from typing import Final

from motcua.agencies.roles import STEP_ROLES, Role
from tests.web.access_portal_in import OF_PORTAL_IN

_EVERYBODY: Final = "everybody"
_HEADS: Final = frozenset({Role.REVIEWER, Role.APPROVER, Role.HEAD_OF_DESK})
_INSPECTORS: Final = frozenset({Role.AUDITOR})
_ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
_READ: Final = (
    "reports",
    "report",
    "report-file",
    "report-dossiers",
    "report-dossiers-file",
    "late-causes",
)
_OF_HEADS: Final = ("late-causes-record", "nine", "digest", "digest-file", "digest-subscribe")

OF_REPORTS: Final[Mapping[str, str | frozenset[Role]]] = {
    **OF_PORTAL_IN,
    **{f"leader:{name}": _HEADS | _INSPECTORS for name in _READ},
    **{f"leader:{name}": _HEADS for name in _OF_HEADS},
    "leader:nine-mine": frozenset(STEP_ROLES),
    **{f"public:{name}": _EVERYBODY for name in ("reports", "report", "report-file")},
    **{
        f"manage:{name}": _ADMINISTRATORS | _INSPECTORS
        for name in ("report-templates", "report-template", "nine", "full-services")
    },
    "manage:report-template-set": _ADMINISTRATORS,
    "manage:nine-set": _ADMINISTRATORS,
    "manage:full-services-set": _ADMINISTRATORS,
}
