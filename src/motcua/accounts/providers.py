"""Providers of electronic identity, and what is read out of their claims. Pure.

How a provider names what it knows is configuration: a claim is found by its path, with dots
into nested ones. ``acr`` or whatever else says the level is translated by a table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

LEVELS: Final = range(1, 4)
_SLUG: Final = re.compile(r"[a-z0-9-]{1,40}")
_NUMBER: Final = re.compile(r"[0-9A-Z-]{5,32}")
_ENDPOINTS: Final = ("authorization", "token", "jwks", "userinfo")


class Audience(StrEnum):
    """Whom a provider signs in."""

    CITIZENS = "citizens"
    STAFF = "staff"


class ProviderError(DomainError):
    """A provider is described wrongly; the text is for the operator."""

    code: ClassVar[str] = "identity-provider"


class ClaimsError(DomainError):
    """What the provider says of somebody is not enough to let them in."""

    code: ClassVar[str] = "identity-claims"


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Where a provider says what; "" is not said. Defaults are those of OpenID Connect."""

    personal_number: str = "personal_id"
    tax_code: str = ""
    name: str = "name"
    organisation: str = ""
    birth_on: str = "birthdate"
    level: str = "acr"
    phone: str = "phone_number"
    email: str = "email"
    username: str = "preferred_username"


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, as the operator describes it."""

    slug: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    audience: Audience = Audience.CITIZENS
    discovery: str = ""
    endpoints: Mapping[str, str] = field(default_factory=dict, hash=False)
    scope: str = "openid profile"
    acr_values: str = ""
    prompt: str = ""
    levels: Mapping[str, int] = field(default_factory=dict, hash=False)
    lowest_level: int = 2
    birth_format: str = "%Y-%m-%d"
    claims: ClaimNames = ClaimNames()
    is_simulation: bool = False

    @property
    def discovery_url(self) -> str:
        """Return where the provider describes itself; "" when its addresses are given."""
        if self.endpoints:
            return ""
        return self.discovery or f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider says of somebody; "" and None are not said."""

    issuer: str
    subject: str
    level: int
    name: str
    personal_number: str = ""
    tax_code: str = ""
    birth_on: date | None = None
    phone: str = ""
    email: str = ""

    @property
    def is_organisation(self) -> bool:
        """Say whether an organisation signs in: one has a tax code and no personal number."""
        return bool(self.tax_code) and not self.personal_number


def provider_from(slug: str, values: Mapping[str, Any]) -> Provider:
    """Return the provider that an operator described. Raises ProviderError."""
    given = dict(values)
    if not _SLUG.fullmatch(slug):
        raise ProviderError(f"Tên nhà cung cấp “{slug}” chỉ gồm a-z, 0-9 và dấu “-”.")
    try:
        claims = ClaimNames(**given.pop("claims", {}))
        audience = Audience(given.pop("for", Audience.CITIZENS))
        provider = Provider(slug=slug, audience=audience, claims=claims, **given)
    except (TypeError, ValueError) as error:
        raise ProviderError(f"Nhà cung cấp định danh “{slug}”: {error}") from error
    _check(provider)
    return provider


def _check(provider: Provider) -> None:
    where = f"Nhà cung cấp định danh “{provider.slug}”: "
    if "openid" not in provider.scope.split():
        raise ProviderError(where + "scope phải có openid.")
    levels = [provider.lowest_level, *provider.levels.values()]
    if any(level not in LEVELS for level in levels):
        raise ProviderError(where + "mức định danh là 1, 2 hoặc 3.")
    if provider.endpoints and not set(_ENDPOINTS[:3]) <= set(provider.endpoints):
        raise ProviderError(where + "endpoints cần authorization, token và jwks.")
    addresses = [provider.issuer, provider.discovery_url, *provider.endpoints.values()]
    secure = all(address.startswith("https://") for address in addresses if address)
    if not secure and not provider.is_simulation:
        raise ProviderError(where + "mọi địa chỉ phải bắt đầu bằng https://.")


def said_by(provider: Provider, claims: Mapping[str, Any]) -> Said:
    """Return what ``claims`` say. Raises ClaimsError when they do not say who it is."""
    names = provider.claims
    organisation = _text(claims, names.organisation)
    said = Said(
        issuer=provider.issuer,
        subject=_text(claims, "sub"),
        level=_level(provider, claims),
        name=organisation or _text(claims, names.name),
        personal_number="" if organisation else _number(claims, names.personal_number),
        tax_code=_number(claims, names.tax_code),
        birth_on=None if organisation else _day(claims, names.birth_on, provider.birth_format),
        phone=_text(claims, names.phone)[:32],
        email=_text(claims, names.email)[:254],
    )
    if not said.subject or not said.name or not (said.personal_number or said.tax_code):
        raise ClaimsError("Nơi cấp định danh chưa cho biết đủ họ tên và số định danh.")
    return said


def username_by(provider: Provider, claims: Mapping[str, Any]) -> str:
    """Return the name under which the provider knows a member of staff; "" is not said."""
    return _text(claims, provider.claims.username)


def _level(provider: Provider, claims: Mapping[str, Any]) -> int:
    """Return the level that is said; what nobody has translated is the lowest."""
    return provider.levels.get(_text(claims, provider.claims.level), LEVELS[0])


def _found(claims: Mapping[str, Any], path: str) -> Any:
    found: Any = claims
    for part in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def _text(claims: Mapping[str, Any], path: str) -> str:
    found = _found(claims, path) if path else None
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return " ".join(str(found).split())[:255]


def _number(claims: Mapping[str, Any], path: str) -> str:
    text = _text(claims, path).replace(" ", "").upper()
    return text if _NUMBER.fullmatch(text) else ""


def _day(claims: Mapping[str, Any], path: str, written: str) -> date | None:
    try:
        return datetime.strptime(_text(claims, path), written).date()  # noqa: DTZ007, a day
    except ValueError:
        return None
