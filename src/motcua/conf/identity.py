"""Who people are: providers of electronic identity, and the key that hides their numbers."""

import hmac
import tomllib
from pathlib import Path
from typing import Final

from motcua.accounts.providers import Provider, ProviderError, provider_from
from motcua.conf import env

_SHORTEST_KEY: Final = 32
SIMULATION: Final = "vneid-mo-phong"
_SIMULATED: Final = {
    "label": "VNeID (mô phỏng)",
    "issuer": "http://vneid.mo-phong.example",
    "client_id": "motcua",
    "client_secret": "mo-phong",
    "scope": "openid profile phone email",
    "acr_values": "LoA2 LoA1",
    "prompt": "login",
    "levels": {"LoA1": 1, "LoA2": 2, "LoA3": 3},
    "lowest_level": 1,
    "claims": {"tax_code": "tax_code", "organisation": "organization_name"},
    "is_simulation": True,
}


def identity_providers(simulation: str) -> dict[str, Provider]:
    """Return the providers by slug, the simulated one at ``simulation`` if that is given.

    Raises SettingError, with what to mend.
    """
    described = {}
    given = env.env("MOTCUA_IDENTITY_PROVIDERS", "-").removeprefix("-")
    if given:
        described = _read(Path(given).expanduser())
    try:
        found = {
            slug: provider_from(slug, {**values, "is_simulation": False})
            for slug, values in described.items()
        }
        if simulation:
            values = {
                **_SIMULATED,
                "discovery": f"{simulation}/.well-known/openid-configuration",
            }
            found[SIMULATION] = provider_from(SIMULATION, values)
    except ProviderError as error:
        raise env.SettingError(str(error)) from error
    return found


def number_key_secret(secret_key: str) -> str:
    """Return the key under which numbers of people are hashed, of one's own or derived."""
    derived = hmac.new(secret_key.encode(), b"numbers of people", "sha256").hexdigest()
    given = env.env("MOTCUA_NUMBER_KEY", derived)
    if len(given) < _SHORTEST_KEY:
        raise env.SettingError(f"MOTCUA_NUMBER_KEY cần ít nhất {_SHORTEST_KEY} ký tự.")
    return given


def _read(path: Path) -> dict[str, dict[str, object]]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise env.SettingError(
            f"Không đọc được MOTCUA_IDENTITY_PROVIDERS ({path}): {error}"
        ) from error
