"""A write that is asked twice is done once: the same key gets the answer of the first time.

Only what was done is kept. What was refused left nothing behind, so the same key may come again
with what was put right.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.exchange.errors import KeyReusedError
from motcua.exchange.models import ApiClient, IdempotencyKey

KEPT: Final = timedelta(days=7)
LONGEST_KEY: Final = 255


@dataclass(frozen=True, slots=True)
class Answered:
    """What a write was answered with; ``is_replayed`` when nothing was done this time."""

    status: int
    content: str
    is_replayed: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One write: by whom, under which key, of what; ``fingerprint`` is the hash of its body."""

    client: ApiClient
    key: str
    operation: str
    fingerprint: str


def fingerprint(operation: str, address: str, body_sha256: str) -> str:
    """Return what tells one call from another under the same key."""
    return hashlib.sha256(f"{operation}\n{address}\n{body_sha256}".encode()).hexdigest()


@transaction.atomic
def once(call: Call, act: Callable[[], tuple[int, str]], *, at: datetime) -> Answered:
    """Do ``act`` and keep its answer, or return the one that is kept.

    Two calls with one key at the same moment: the second waits for the first. Raises
    KeyReusedError when the key was used for something else, and whatever ``act`` raises.
    """
    _hold(call)
    kept = IdempotencyKey.objects.filter(client=call.client, key=call.key).first()
    if kept is not None:
        if kept.fingerprint != call.fingerprint:
            raise KeyReusedError(
                _("Khóa Idempotency-Key này đã dùng cho một lời gọi khác. Xin dùng khóa mới.")
            )
        return Answered(kept.status, kept.answer, is_replayed=True)
    status, content = act()
    IdempotencyKey.objects.create(
        client=call.client,
        key=call.key,
        operation=call.operation,
        fingerprint=call.fingerprint,
        status=status,
        answer=content,
        at=at,
    )
    return Answered(status, content)


def drop_old_keys(*, at: datetime) -> int:
    """Delete answers that nobody asks for again; return how many."""
    deleted, _details = IdempotencyKey.objects.filter(at__lt=at - KEPT).delete()
    return deleted


def _hold(call: Call) -> None:
    """Hold the key to the end of the transaction; it need not exist yet."""
    named = hashlib.sha256(f"api-key {call.client.pk} {call.key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(named[:8], signed=True)]
        )
