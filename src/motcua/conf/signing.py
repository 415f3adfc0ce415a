"""Who stamps the time, who is trusted, where keys are: digital signatures, as configured."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from motcua.conf import env

PROFILES: Final = ("B-B", "B-T", "B-LT", "B-LTA")
SIMULATED_PKI: Final = "http://pki.mo-phong.invalid"
"""What certificates of the simulator say of where they are asked about."""
SIMULATED_SECRET: Final = "mo-phong"  # noqa: S105 - of the simulator, which everybody may run


@dataclass(frozen=True, slots=True)
class SigningSettings:
    """What an operator sets about signing. No secret of it is ever in the database."""

    profile: str
    tsa_address: str
    trust_folder: Path
    keys_folder: Path
    passphrase: str = field(repr=False)
    pkcs11_module: str
    pkcs11_token: str
    pkcs11_pin: str = field(repr=False)
    remote_address: str
    remote_secret: str = field(repr=False)
    places: Mapping[str, str]
    seconds: float
    takes_file_keys: bool


def signing_settings(*, simulators: str, production: bool, secret_key: str) -> SigningSettings:
    """Return the settings of signing. Raises SettingError."""
    folder = env.data_folder() / "signing"
    tsa = _text("MOTCUA_TSA_ADDRESS", f"{simulators}/pki/tsa" if simulators else "-")
    profile = env.env("MOTCUA_SIGNATURE_PROFILE", "B-LT" if tsa else "B-B")
    if profile not in PROFILES:
        raise env.SettingError(
            f"MOTCUA_SIGNATURE_PROFILE đang là “{profile}”; hãy chọn {', '.join(PROFILES)}."
        )
    trust = _text("MOTCUA_TRUST_FOLDER", "-")
    # Whoever has the installation's key can open its key files, and nobody else.
    derived = hmac.new(secret_key.encode(), b"signing keys", hashlib.sha256).hexdigest()
    return SigningSettings(
        profile=profile,
        tsa_address=tsa,
        trust_folder=Path(trust).expanduser().absolute() if trust else folder / "trust",
        keys_folder=folder / "keys",
        passphrase=_text("MOTCUA_SIGNING_PASSPHRASE", derived),
        pkcs11_module=_text("MOTCUA_PKCS11_MODULE", "-"),
        pkcs11_token=_text("MOTCUA_PKCS11_TOKEN", "-"),
        pkcs11_pin=_text("MOTCUA_PKCS11_PIN", "-"),
        remote_address=_text(
            "MOTCUA_REMOTE_SIGNING_ADDRESS", f"{simulators}/signing" if simulators else "-"
        ),
        remote_secret=_text(
            "MOTCUA_REMOTE_SIGNING_SECRET", SIMULATED_SECRET if simulators else "-"
        ),
        places=_places(f"{SIMULATED_PKI}={simulators}/pki" if simulators else "-"),
        seconds=float(env.env_int("MOTCUA_SIGNING_SECONDS", default=8, lowest=1, highest=60)),
        takes_file_keys=not production,
    )


def _text(name: str, default: str) -> str:
    return env.env(name, default).removeprefix("-")


def _places(default: str) -> dict[str, str]:
    """Return where addresses written in certificates are reached from here."""
    places = {}
    for pair in _text("MOTCUA_PKI_PLACES", default).split(","):
        written, equals, reached = pair.strip().partition("=")
        if pair.strip() and not equals:
            raise env.SettingError(
                f"MOTCUA_PKI_PLACES có “{pair}”; hãy viết "
                "địa-chỉ-trong-chứng-thư=địa-chỉ-hỏi-được."
            )
        if equals:
            places[written] = reached
    return places
