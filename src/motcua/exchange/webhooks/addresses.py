"""Where a hook may lead: to the open internet, or to networks that the operator has named.

Whoever registers an address makes this server call it. So the name is resolved here, every
address behind it is looked at, and the call goes to one that was looked at and to no other.
"""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import ClassVar, Final
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError

LONGEST: Final = 500
_PORTS: Final = {"https": 443, "http": 80}
_FIRST_OPEN_PORT: Final = 1024
_HIGHEST: Final = 65535
# Where clouds tell a machine its own secrets; two of them lie in the open internet.
_METADATA: Final = frozenset(
    map(
        ip_address,
        ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"),
    )
)
_NAT64: Final = ip_network("64:ff9b::/96")
# What older lists of Python take for open: protocols of the net itself, local translation, sites.
_CLOSED: Final = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10"))
)
_MAPPED: Final = ip_network("::ffff:0:0/96")
Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


class AddressError(DomainError):
    """A hook may not lead there."""

    code: ClassVar[str] = "webhook-address"


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart; ``path`` has the query."""

    is_plain: bool
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """Return host and port as the header Host says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = _PORTS["http" if self.is_plain else "https"]
        return host if self.port == usual else f"{host}:{self.port}"


def target_of(address: str, *, may_be_plain: bool) -> Target:
    """Take ``address`` apart. Raises AddressError for what is no address of a hook."""
    parts = _split(address)
    if parts.scheme != "https" and not (may_be_plain and parts.scheme == "http"):
        raise AddressError(_("Địa chỉ phải bắt đầu bằng https://."))
    if parts.username is not None or parts.password is not None:
        raise AddressError(_("Địa chỉ không được kèm tên và mật khẩu."))
    try:
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        host = host if ":" in host else host.encode("idna").decode().lower()
    except ValueError as error:
        raise AddressError(_("Địa chỉ này không đọc được. Xin ghi như https://…/….")) from error
    if not host or "%" in host:
        raise AddressError(_("Địa chỉ thiếu tên máy chủ."))
    is_usual = port in _PORTS.values()
    if not is_usual and not _FIRST_OPEN_PORT <= port <= _HIGHEST:
        raise AddressError(
            _("Không gửi đến cổng %(port)d; xin dùng 443 hay từ 1024.") % {"port": port}
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "http", host, port, path)


def _split(address: str) -> SplitResult:
    is_plain_text = address.isprintable() and " " not in address
    if not is_plain_text or len(address) > LONGEST or "#" in address or "\\" in address:
        raise AddressError(
            _("Địa chỉ chỉ có chữ, số, không khoảng trắng, không “#”, nhiều nhất %(most)d ký tự.")
            % {"most": LONGEST}
        )
    if not address.split("//", 1)[-1].partition("/")[2].isascii():
        raise AddressError(_("Phần sau tên máy chủ chỉ gồm chữ không dấu (mã hóa bằng %…)."))
    try:
        return urlsplit(address)
    except ValueError as error:
        raise AddressError(_("Địa chỉ này không đọc được. Xin ghi như https://…/….")) from error


def found_for(target: Target, networks: Iterable[Network]) -> list[str]:
    """Resolve the host once and return its addresses, all of which may be called.

    Raises AddressError when the name leads nowhere, or one address behind it may not be.
    """
    try:
        answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(
            _("Không tìm thấy máy chủ “%(host)s”.") % {"host": target.host}
        ) from error
    found = list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in answers))
    named = tuple(networks)
    for text in found:
        if not may_be_called(text, named, is_plain=target.is_plain):
            raise AddressError(
                _("Máy chủ “%(host)s” ở trong mạng riêng; nơi này không gửi tin đến đó.")
                % {"host": target.host}
            )
    return found


def may_be_called(text: str, networks: Iterable[Network], *, is_plain: bool = False) -> bool:
    """Say whether a connection may be made to an address.

    What an address of one kind hides of another is what counts. Without encryption only into
    the named ``networks``.
    """
    address = ip_address(text)
    inner = _inside(address)
    if {address, inner} & _METADATA:
        return False
    if any(inner in network for network in networks):
        return True
    return not is_plain and _is_open(address) and _is_open(inner)


def _is_open(address: Address) -> bool:
    if address in _NAT64 or address in _MAPPED:
        return True  # what it leads to is looked at
    return (
        address.is_global
        and not any(address in network for network in _CLOSED)
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_link_local
    )


def _inside(address: Address) -> Address:
    """Return the address of version 4 that one of version 6 stands for; others themselves."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, address))[1]
