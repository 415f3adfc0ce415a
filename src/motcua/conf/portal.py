"""Where the national portal is, as the environment says; in the demonstration a simulator."""

from typing import Final

from motcua.conf import env
from motcua.conf.env import SettingError

_SIMULATED: Final = "bi-mat-mo-phong"
"""What the simulators know; it opens nothing else."""
_SIMULATED_UNIT: Final = "H29"


def portal_address(simulators: str) -> str:
    """Return where the portal answers, ending in no slash; "" where this system has not joined."""
    given = env.env("MOTCUA_PORTAL_ADDRESS", "-").removeprefix("-").rstrip("/")
    return given or (f"{simulators}/portal" if simulators else "")


def portal_secret(simulators: str) -> str:
    """Return the secret shared with the portal. Raises SettingError for an address alone."""
    return _beside("MOTCUA_PORTAL_SECRET", "khóa chung với Cổng", simulators, _SIMULATED)


def portal_unit(simulators: str) -> str:
    """Return the code of this system at the portal. Raises SettingError for an address alone."""
    words = "mã của hệ thống này ở Cổng"
    return _beside("MOTCUA_PORTAL_UNIT", words, simulators, _SIMULATED_UNIT)


def _beside(name: str, words: str, simulators: str, simulated: str) -> str:
    given = env.env(name, "-").removeprefix("-")
    if not given and portal_address(""):
        raise SettingError(f"Hãy đặt {name}, {words}.")
    return given or (simulated if simulators else "")


def portal_late_hours() -> int:
    """Return after how many hours what waits for the portal is late, and people are told."""
    return env.env_int("MOTCUA_PORTAL_LATE_HOURS", default=24, lowest=1, highest=24 * 365)
