"""Other systems in tests: a client with a token, and a browserless way to call."""

import itertools
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency
from motcua.exchange.models import ApiClient
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import Terms, create_client
from motcua.exchange.services.tokens import issue_token
from tests.world import MONDAY

_keys = itertools.count(1)


def terms(*scopes: Scope, agencies: tuple[Agency, ...] = (), **more: Any) -> Terms:
    """Return terms that allow ``scopes`` (all, when none is named)."""
    return Terms(
        **{
            "name": "Phần mềm công chứng Mẫu",
            "organisation": "Văn phòng công chứng Mẫu",
            "contact_email": "ky-thuat@congchung.example",
            "scopes": frozenset(scopes or Scope),
            "expires_on": date(2027, 6, 30),
            "agencies": agencies,
            "is_for_all_agencies": not agencies,
            **more,
        }
    )


@dataclass
class Caller:
    """A client that calls; ``get`` and ``post`` bring the token, the key and JSON."""

    client: ApiClient
    secret: str
    token: str

    def get(self, path: str, token: str | None = None, **headers: str) -> Any:
        """Read ``path`` of /api/v1/."""
        return Client().get(f"/api/v1/{path}", headers={**self._bearer(token), **headers})

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        """Write to ``path``; each call has a key of its own unless one is given ("" is none)."""
        key = f"khoa-{next(_keys)}" if key is None else key
        sent = body if isinstance(body, bytes) else json.dumps(body or {})
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        named = {"Idempotency-Key": key} if key else {}
        return Client().post(
            f"/api/v1/{path}",
            sent,
            content_type=kind,
            headers={**self._bearer(None), **named, **headers},
        )

    def _bearer(self, token: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token if token is None else token}"}


def caller(*scopes: Scope, agencies: tuple[Agency, ...] = (), **more: Any) -> Caller:
    """Return a client with a token for ``scopes`` (all, when none is named)."""
    client, secret = create_client(
        terms(*scopes, agencies=agencies, **more), actor=SYSTEM, at=MONDAY
    )
    issued = issue_token(client.client_id, secret, frozenset(), at=MONDAY)
    return Caller(client, secret, issued.token)
