"""Who calls the API, and what the token lets them do."""

from dataclasses import dataclass

from motcua.exchange.models import ApiClient
from motcua.exchange.scopes import Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """A client with the scopes of one token; ``agencies`` None is every agency.

    ``stamp`` is that of configuration, fetched with the token.
    """

    client: ApiClient
    scopes: frozenset[Scope]
    agencies: frozenset[int] | None
    stamp: int = 0

    def may_act_for(self, *agencies: int | None) -> bool:
        """Say whether the client works with one of ``agencies``."""
        return self.agencies is None or not self.agencies.isdisjoint(agencies)
