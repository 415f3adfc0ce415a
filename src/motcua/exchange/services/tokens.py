"""Bearer tokens: given for a secret, known again by their hash, gone within the hour.

RFC 6749, section 4.4 (client credentials).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import transaction
from django.db.models import Subquery

from motcua.agencies.models import ConfigurationStamp
from motcua.exchange import keys
from motcua.exchange.callers import Caller
from motcua.exchange.models import ApiClient, ApiToken
from motcua.exchange.scopes import Scope, known
from motcua.kernel import clock
from motcua.kernel.errors import DomainError

LIVES: Final = timedelta(minutes=30)
MOST_TOKENS: Final = 50
"""Of one client at a time: who asks for one before each call is given the oldest's place."""
_NOBODY: Final = keys.digest_of("nobody")


class InvalidClientError(DomainError):
    """No such client, another secret, switched off or past its day: nobody is told which."""

    code: ClassVar[str] = "invalid_client"

    def __init__(self, client: ApiClient | None) -> None:
        self.client = client
        super().__init__("invalid_client")


class InvalidScopeError(DomainError):
    """A scope was asked for that the client has not got."""

    code: ClassVar[str] = "invalid_scope"


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it is handed out, once."""

    token: str
    scopes: frozenset[Scope]
    lives_seconds: int


@transaction.atomic
def issue_token(client_id: str, secret: str, asked: frozenset[str], *, at: datetime) -> Issued:
    """Return a new token for the client with that secret, for the scopes ``asked`` or all.

    Raises InvalidClientError, InvalidScopeError.
    """
    rows = ApiClient.objects.select_related("account").select_for_update(of=("self",))
    client = rows.filter(account__username=client_id).first()
    # Compared for an unknown client too, so that the time does not tell who is one.
    is_right = keys.is_same(secret, client.secret_digest if client is not None else _NOBODY)
    if client is None or not is_right or not client.may_call(clock.day_of(at)):
        raise InvalidClientError(client)
    allowed = client.allowed
    scopes = known(asked) if asked else allowed
    if not scopes <= allowed or len(scopes) < len(asked):
        raise InvalidScopeError
    token = keys.new_token()
    ApiToken.objects.create(
        client=client,
        digest=keys.digest_of(token),
        scopes=sorted(scopes),
        issued_at=at,
        expires_at=at + LIVES,
    )
    _make_room(client, at)
    return Issued(token, scopes, int(LIVES.total_seconds()))


def caller_of(token: str, *, at: datetime) -> Caller | None:
    """Return who calls with ``token``; None where it opens nothing any more. Two queries."""
    found = (
        ApiToken.objects.select_related("client__account")
        .annotate(stamp=Subquery(ConfigurationStamp.objects.values("value")[:1]))
        .filter(digest=keys.digest_of(token))
        .first()
    )
    if found is None or not found.holds(at) or not found.client.may_call(clock.day_of(at)):
        return None
    client = found.client
    agencies = None
    if not client.is_for_all_agencies:
        agencies = frozenset(client.agencies.values_list("pk", flat=True))
    # What was taken from the client since is taken from its tokens too.
    return Caller(client, known(found.scopes) & client.allowed, agencies, found.stamp)


@transaction.atomic
def revoke_token(client_id: str, secret: str, token: str, *, at: datetime) -> None:
    """End a client's own token before its time; an unknown one is no mistake (RFC 7009).

    Raises InvalidClientError.
    """
    client = ApiClient.objects.select_related("account").filter(account__username=client_id)
    found = client.first()
    if not keys.is_same(secret, found.secret_digest if found else _NOBODY) or found is None:
        raise InvalidClientError(found)
    mine = found.tokens.filter(digest=keys.digest_of(token), revoked_at__isnull=True)
    mine.update(revoked_at=at)


def _make_room(client: ApiClient, at: datetime) -> None:
    live = client.tokens.filter(revoked_at__isnull=True, expires_at__gt=at)
    surplus = live.order_by("-pk").values_list("pk", flat=True)[MOST_TOKENS:]
    client.tokens.filter(pk__in=list(surplus)).update(revoked_at=at)
