"""Where the national portal is, as the environment says; in the demonstration a simulator."""

from typing import Final

from motcua.conf import env
from motcua.conf.env import SettingError

_SIMULATED: Final = "bi-mat-mo-phong"
"""What the simulators know; it opens nothing else."""
_SIMULATED_UNIT: Final = "H29"
_PAUSES: Final = ("60", "120", "300", "900", "3600", "10800", "21600", "43200")
"""From a minute to half a day, and then twice a day for as long as it takes."""


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


def portal_pauses() -> tuple[int, ...]:
    """Return the seconds to wait after the first, second … failed attempt; the last one stays.

    Raises SettingError for what are no whole numbers.
    """
    name = "MOTCUA_PORTAL_PAUSES"
    parts = env.env_list(name, default=_PAUSES)
    if not parts or not all(part.isascii() and part.isdecimal() for part in parts):
        raise SettingError(f"{name}: hãy viết các số giây, cách nhau bằng dấu phẩy.")
    return tuple(int(part) for part in parts)
