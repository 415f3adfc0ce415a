"""Who may open what of trials of drafts, and of looking through officers' eyes."""

from typing import Final

from motcua.agencies.roles import Role

_TRIAL: Final = ("", "-rule", "-page", "-check", "-receipt", "-pdf", "-walk")
_CONFIGURING: Final = frozenset({Role.ADMINISTRATOR})
OF_MODE: Final[dict[str, str | frozenset[Role]]] = {
    **{f"manage:trial{name}": _CONFIGURING for name in _TRIAL},
    "manage:look": _CONFIGURING,
    "manage:look-confirm": _CONFIGURING,
    "office:impersonations": frozenset({Role.AUDITOR}),
    **{f"accounts:{name}": frozenset(Role) for name in ("seen-by", "seen-by-known", "look-end")},
}
