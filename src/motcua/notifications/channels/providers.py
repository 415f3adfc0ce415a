"""Who carries messages besides the mail server: a name, an address, a secret. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A company that carries messages of a channel; with ``is_bearer`` the secret goes along."""

    name: str
    channel: str
    address: str
    secret: str
    is_bearer: bool = False
