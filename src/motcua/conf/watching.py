"""From where the figures of this installation may be read, as the environment says."""

import ipaddress

from motcua.conf import env

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(name: str, *, default: tuple[str, ...]) -> tuple[Network, ...]:
    """Return the addresses and networks that a variable lists. Raises SettingError."""
    found = []
    for text in env.env_list(name, default=default):
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError:
            raise env.SettingError(
                f"{name} có “{text}”; hãy viết địa chỉ hoặc mạng, như 10.1.2.3 hay 10.1.0.0/16."
            ) from None
    return tuple(found)
