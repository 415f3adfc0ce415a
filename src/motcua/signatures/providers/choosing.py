"""Which provider is behind which kind."""

from collections.abc import Mapping
from typing import Final

from motcua.signatures.models import ProviderKind
from motcua.signatures.providers.key_file import KeyFile
from motcua.signatures.providers.port import Provider
from motcua.signatures.providers.remote import RemoteSigning
from motcua.signatures.providers.token import Token

_PROVIDERS: Final[Mapping[str, Provider]] = {
    ProviderKind.FILE: KeyFile(),
    ProviderKind.TOKEN: Token(),
    ProviderKind.REMOTE: RemoteSigning(),
}


def provider_of(kind: str) -> Provider:
    """Return the provider of that kind. Raises KeyError."""
    return _PROVIDERS[kind]
