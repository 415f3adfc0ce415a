"""Who may open what of signs of gaming, of reports that others published, of configuration."""

from typing import Final

from motcua.agencies.roles import Role
from tests.web.access_configuration import OF_CONFIGURATION
from tests.web.access_languages import OF_LANGUAGES
from tests.web.access_mode import OF_MODE
from tests.web.access_portal import OF_PORTAL

_EVERYBODY: Final = "everybody"
_LEADING: Final = frozenset({Role.REVIEWER, Role.APPROVER, Role.HEAD_OF_DESK})
_ENTERING: Final = frozenset({Role.AUDITOR, Role.REFORM_OFFICER})
_REPORTED: Final = ("reported", "reported-new", "reported-one", "reported-correct")
_FOR_ALL: Final = ("reported", "reported-one", "reported-file", "reported-one-file")
OF_SIGNS: Final[dict[str, str | frozenset[Role]]] = {
    **OF_CONFIGURATION,
    **{f"leader:{name}": _LEADING | {Role.AUDITOR} for name in ("signs", "sign")},
    "office:own-signs": frozenset(Role),
    **{f"office:{name}": _ENTERING for name in _REPORTED},
    **{f"public:{name}": _EVERYBODY for name in _FOR_ALL},
    **OF_PORTAL,
    "manage:sign-rules": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "manage:sign-rules-set": frozenset({Role.ADMINISTRATOR}),
    **OF_LANGUAGES,
    **OF_MODE,
}
