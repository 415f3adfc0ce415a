"""Who may open what came from the national portal: a part of the table in ``access_table``."""

from typing import Final

from motcua.agencies.roles import STEP_ROLES, Role

_ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
_READING: Final = frozenset({*STEP_ROLES, Role.AUDITOR})
OF_PORTAL_IN: Final[dict[str, str | frozenset[Role]]] = {
    **{
        f"manage:{name}": _ADMINISTRATORS | {Role.AUDITOR}
        for name in ("portal-in", "proposals", "proposal")
    },
    **{
        f"manage:{name}": _ADMINISTRATORS
        for name in ("portal-in-again", "proposal-take", "proposal-refuse")
    },
    **{f"office:{name}": _READING for name in ("mirrored", "mirrored-one")},
}
