"""Making clients of the API, changing what they may do, giving them another secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.exchange import keys
from motcua.exchange.errors import ClientError
from motcua.exchange.models import ApiClient, ApiClientEvent
from motcua.exchange.scopes import Scope
from motcua.kernel import clock

LONGEST_DAYS: Final = 366
"""A secret that nobody has to look after is forgotten: a client lives a year at most."""
Act = ApiClientEvent.Act


@dataclass(frozen=True, slots=True)
class Terms:
    """What a client is, and what it may do; no ``agencies`` and not for all of them is none."""

    name: str
    organisation: str
    contact_email: str
    scopes: frozenset[Scope]
    expires_on: date
    is_for_all_agencies: bool = False
    agencies: tuple[Agency, ...] = ()
    calls_per_minute: int = 300


@transaction.atomic
def create_client(
    terms: Terms, *, actor: Actor, at: datetime, is_demo: bool = False
) -> tuple[ApiClient, str]:
    """Return a new client, and its secret, which nobody is told again.

    Raises PermissionDenied, ClientError.
    """
    _require(actor)
    _check(terms, at)
    secret = keys.new_secret()
    account = Account.objects.create_account(
        keys.new_client_id(),
        None,
        display_name=terms.name,
        email=terms.contact_email,
        kind=AccountKind.CLIENT,
        is_demo=is_demo,
    )
    client = ApiClient(account=account, secret_digest=keys.digest_of(secret), created_at=at)
    client.secret_at = at
    _take(client, terms)
    _note(client, Act.CREATED, actor, at, _said(terms))
    return client, secret


@transaction.atomic
def change_client(client: ApiClient, terms: Terms, *, actor: Actor, at: datetime) -> ApiClient:
    """Change what ``client`` may do; tokens given out may do no more from now on.

    Raises PermissionDenied, ClientError.
    """
    _require(actor)
    _check(terms, at)
    held = _held(client)
    before = _said(_terms_of(held))
    _take(held, terms)
    after = _said(terms)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        _note(held, Act.CHANGED, actor, at, changed)
    return held


@transaction.atomic
def rotate_secret(client: ApiClient, *, actor: Actor, at: datetime) -> str:
    """Give ``client`` another secret and return it; the old one and its tokens end at once."""
    _require(actor)
    held = _held(client)
    secret = keys.new_secret()
    held.secret_digest, held.secret_at = keys.digest_of(secret), at
    held.save(update_fields=["secret_digest", "secret_at"])
    _revoke(held, at)
    _note(held, Act.ROTATED, actor, at, {})
    return secret


@transaction.atomic
def switch(client: ApiClient, *, is_on: bool, actor: Actor, at: datetime) -> None:
    """Switch ``client`` off, with every token that it has, or on again."""
    _require(actor)
    held = _held(client)
    account = held.account
    if account.is_active == is_on:
        return
    account.is_active = is_on
    account.save(update_fields=["is_active"])
    if not is_on:
        _revoke(held, at)
    _note(held, Act.SWITCHED_ON if is_on else Act.SWITCHED_OFF, actor, at, {})


def _require(actor: Actor) -> None:
    if actor is not SYSTEM and not actor.has(Role.ADMINISTRATOR):
        raise PermissionDenied


def _check(terms: Terms, at: datetime) -> None:
    today = clock.day_of(at)
    if not terms.scopes:
        raise ClientError(_("Xin chọn ít nhất một việc mà hệ thống này được làm."))
    if terms.expires_on < today:
        raise ClientError(_("Ngày hết hạn đã qua. Xin chọn một ngày sau hôm nay."))
    if (terms.expires_on - today).days > LONGEST_DAYS:
        raise ClientError(_("Kết nối chỉ cấp nhiều nhất một năm, rồi gia hạn."))
    needs_agency = terms.scopes & {Scope.LODGE, Scope.AGENCY, Scope.PETITION}
    if needs_agency and not terms.is_for_all_agencies and not terms.agencies:
        raise ClientError(_("Xin chọn cơ quan mà hệ thống này được làm việc cùng."))


def _held(client: ApiClient) -> ApiClient:
    rows = ApiClient.objects.select_for_update(of=("self",)).select_related("account")
    held: ApiClient = rows.get(pk=client.pk)
    return held


def _take(client: ApiClient, terms: Terms) -> None:
    client.name, client.organisation = terms.name, terms.organisation
    client.contact_email, client.expires_on = terms.contact_email, terms.expires_on
    client.scopes = sorted(terms.scopes)
    client.is_for_all_agencies = terms.is_for_all_agencies
    client.calls_per_minute = terms.calls_per_minute
    client.save()
    client.agencies.set([] if terms.is_for_all_agencies else terms.agencies)
    account = client.account
    account.display_name, account.email = terms.name, terms.contact_email
    account.save(update_fields=["display_name", "email"])


def _terms_of(client: ApiClient) -> Terms:
    return Terms(
        name=client.name,
        organisation=client.organisation,
        contact_email=client.contact_email,
        scopes=client.allowed,
        expires_on=client.expires_on,
        is_for_all_agencies=client.is_for_all_agencies,
        agencies=tuple(client.agencies.order_by("code")),
        calls_per_minute=client.calls_per_minute,
    )


def _said(terms: Terms) -> dict[str, Any]:
    """Return the terms as an event keeps them: no address of anybody."""
    return {
        "name": terms.name,
        "organisation": terms.organisation,
        "scopes": sorted(terms.scopes),
        "expires_on": terms.expires_on.isoformat(),
        "is_for_all_agencies": terms.is_for_all_agencies,
        "agencies": _codes(terms.agencies),
        "calls_per_minute": terms.calls_per_minute,
    }


def _codes(agencies: Iterable[Agency]) -> list[str]:
    return sorted(agency.code for agency in agencies)


def _revoke(client: ApiClient, at: datetime) -> None:
    client.tokens.filter(revoked_at__isnull=True).update(revoked_at=at)


def _note(
    client: ApiClient, act: str, actor: Actor, at: datetime, payload: dict[str, Any]
) -> None:
    ApiClientEvent.objects.create(
        client=client, act=act, payload=payload, officer_id=actor.officer_id, at=at
    )
