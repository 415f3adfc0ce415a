"""Who carries messages and parcels, as the environment says; in the demonstration simulators."""

from typing import Final

from motcua.conf import env
from motcua.conf.env import SettingError
from motcua.notifications.channels.providers import Provider

_SIMULATED: Final = "bi-mat-mo-phong"
"""What the simulators know; it opens nothing else."""
_ASKED_FOR: Final = (
    ("sms", "sms", "MOTCUA_SMS_ADDRESS", "MOTCUA_SMS_SECRET", "MOTCUA_SMS_BEARER"),
    (
        "sms2",
        "sms",
        "MOTCUA_SMS_SECOND_ADDRESS",
        "MOTCUA_SMS_SECOND_SECRET",
        "MOTCUA_SMS_SECOND_BEARER",
    ),
    ("zalo", "zalo", "MOTCUA_ZALO_ADDRESS", "MOTCUA_ZALO_SECRET", "MOTCUA_ZALO_BEARER"),
)
"""Name and channel of a provider, and the variables that say where it is."""


def message_providers(simulators: str) -> list[Provider]:
    """Return the providers of SMS and Zalo in the order in which they are tried.

    Raises SettingError for an address without a secret.
    """
    found = []
    for name, channel, place, key, manner in _ASKED_FOR:
        address = env.env(place, "-").removeprefix("-")
        secret = env.env(key, "-").removeprefix("-")
        if address and not secret:
            raise SettingError(f"Hãy đặt {key}, khóa chung với nhà cung cấp.")
        if not address and simulators:
            address, secret = f"{simulators}/messages/{name}/send", _SIMULATED
        if address:
            is_bearer = env.env_bool(manner, default=False)
            found.append(Provider(name, channel, address, secret, is_bearer))
    return found


def post_address(simulators: str) -> str:
    """Return where the public post answers, ending in no slash; "" where there is none."""
    given = env.env("MOTCUA_POST_ADDRESS", "-").removeprefix("-").rstrip("/")
    return given or (f"{simulators}/post" if simulators else "")


def post_secret(simulators: str) -> str:
    """Return the secret shared with the public post. Raises SettingError for an address alone."""
    given = env.env("MOTCUA_POST_SECRET", "-").removeprefix("-")
    if not given and post_address("") and not simulators:
        raise SettingError("Hãy đặt MOTCUA_POST_SECRET, khóa chung với bưu chính.")
    return given or (_SIMULATED if simulators else "")
