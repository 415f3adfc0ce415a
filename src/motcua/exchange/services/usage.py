"""Counting calls: how often, of what, with what end. Nothing of whom they were about."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from motcua.exchange.models import ApiClient, ApiUsage
from motcua.kernel import clock

KEPT: Final = timedelta(days=90)
_COUNT: Final = """
    INSERT INTO exchange_apiusage AS usage (client_id, "on", operation, refusal, calls, last_at)
    VALUES (%s, %s, %s, %s, 1, %s)
    ON CONFLICT (client_id, "on", operation, refusal)
    DO UPDATE SET calls = usage.calls + 1, last_at = GREATEST(usage.last_at, EXCLUDED.last_at)
"""
_NOTE_USE: Final = timedelta(minutes=1)


def note_call(client: ApiClient, operation: str, refusal: str, *, at: datetime) -> None:
    """Count one call; ``refusal`` is the code of why it was refused, "" when it was not."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [client.pk, clock.day_of(at), operation[:60], refusal[:60], at])
    if client.used_at is None or client.used_at < at - _NOTE_USE:
        ApiClient.objects.filter(pk=client.pk).update(used_at=at)


def drop_old_usage(*, at: datetime) -> int:
    """Delete counts that nobody looks at any more; return how many rows."""
    since = clock.day_of(at - KEPT)
    deleted, _details = ApiUsage.objects.filter(on__lt=since).delete()
    return deleted
