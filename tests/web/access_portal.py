"""Who may open what of the national portal."""

from typing import Final

from motcua.agencies.roles import Role

OF_PORTAL: Final[dict[str, frozenset[Role]]] = {
    "manage:portal": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    "manage:portal-again": frozenset({Role.ADMINISTRATOR}),
}
