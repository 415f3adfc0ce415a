"""An office whose acts are told to a hook that leads to a real server."""

from collections.abc import Iterable
from datetime import datetime
from ipaddress import ip_network
from typing import Any

from motcua.agencies.actors import SYSTEM
from motcua.conf.watching import Network
from motcua.exchange.models import ApiClient, Webhook
from motcua.exchange.scopes import Scope
from motcua.exchange.webhooks.delivering import hooks_with_news, send_next
from motcua.exchange.webhooks.kinds import Kind
from motcua.exchange.webhooks.services import Wish, make_hook
from tests.api_clients import caller
from tests.dossiers.lives import ACCEPTED_AT

ALL = tuple(str(kind) for kind in Kind)


def follower(**more: Any) -> ApiClient:
    """Return a client that follows the dossiers of every agency, and may not see people."""
    return caller(Scope.AGENCY, Scope.HOOKS, **more).client


def hook_to(
    address: str,
    client: ApiClient | None = None,
    kinds: Iterable[str] = ALL,
    at: datetime = ACCEPTED_AT,
) -> tuple[Webhook, str]:
    """Return a hook that leads to ``address``, with its secret."""
    wish = Wish(f"{address}/tin?khoa=bi-mat", tuple(kinds))
    return make_hook(client or follower(), wish, actor=SYSTEM, at=at)


def send_all(at: datetime, most: int = 100) -> int:
    """Send whatever is due, as a worker does; return how many calls were made."""
    sent = 0
    for hook in hooks_with_news(at):
        while sent < most and send_next(hook, at):
            sent += 1
    return sent


def loopback() -> tuple[Network, ...]:
    """Return the networks that a developer's machine names."""
    return (ip_network("127.0.0.0/8"),)
