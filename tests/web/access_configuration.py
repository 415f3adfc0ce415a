"""Who may open the log of configuration, switches, files and places: a part of the table."""

from collections.abc import Mapping
from typing import Final

from motcua.agencies.roles import Role

_CHANGE: Final = frozenset({Role.ADMINISTRATOR})
_READ: Final = _CHANGE | {Role.AUDITOR}
_READ_ONLY: Final = (
    "change-log",
    "change-file",
    "change",
    "change-history",
    "switches",
    "carrying",
    "installation",
    "late-causes",
)
_CHANGED: Final = (
    "switch-set",
    "late-cause-set",
    "carrying-download",
    "carrying-upload",
    "carrying-report",
    "carrying-apply",
    "unit-new",
    "unit-edit",
    "procedure-new",
)
OF_CONFIGURATION: Final[Mapping[str, str | frozenset[Role]]] = {
    **{f"manage:{name}": _READ for name in _READ_ONLY},
    **{f"manage:{name}": _CHANGE for name in _CHANGED},
}
