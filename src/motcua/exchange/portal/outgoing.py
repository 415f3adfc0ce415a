"""Writing down what the portal is to be told, in the transaction of the act.

An act never waits for a sender: it only adds a row, after holding its dossier. And no act fails
because a message could not be made; what is missing then is found by ``motcua portal compare``.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import Action, State, SyncState
from motcua.dossiers.models import Dossier, Origin
from motcua.exchange.models import PortalFile, PortalMessage
from motcua.exchange.portal.messages import SILENT, written
from motcua.exchange.portal.outgoing_facts import code_of, facts_of

logger = logging.getLogger(__name__)


_MUTED: Final[ContextVar[bool]] = ContextVar("portal_is_muted", default=False)


@contextmanager
def muted() -> Iterator[None]:
    """Tell the portal nothing of what is done in the block: years that are played again."""
    token = _MUTED.set(True)
    try:
        yield
    finally:
        _MUTED.reset(token)


def is_joined() -> bool:
    """Say whether this system tells the portal anything."""
    return bool(settings.PORTAL_ADDRESS)


def is_told(dossier: Dossier) -> bool:
    """Say whether the portal is told of ``dossier``.

    It is once there was an answer at the desk: before, there is no code. Those of the
    demonstration are told of in the demonstration alone.
    """
    has_answer = dossier.code is not None or dossier.state == State.NOT_ACCEPTED
    is_ours = dossier.origin != Origin.DEMO or settings.DEMO
    return has_answer and is_ours and dossier.erased_at is None


def on_news_of_dossier(
    dossier: Dossier, actions: Sequence[Action], actor: Actor, at: datetime
) -> None:
    """Queue what was done to ``dossier``; registered with ``dossiers``."""
    del actor
    if Action.ERASE in actions:
        forget_words(dossier, at=at)
    if _MUTED.get() or not is_joined() or SILENT.issuperset(actions) or not is_told(dossier):
        return
    try:
        with transaction.atomic():
            queue(dossier, at=at)
    except Exception:
        # Whatever it is: nobody is sent away from a desk because of the portal.
        logger.exception("the portal's message was not written")


def queue(dossier: Dossier, *, at: datetime) -> PortalMessage:
    """Write the next message about ``dossier``, whose row the caller holds, as it stands."""
    message = written(facts_of(dossier.pk))
    last = PortalMessage.objects.filter(dossier_id=dossier.pk).aggregate(last=Max("sequence"))
    row = PortalMessage.objects.create(
        dossier_id=dossier.pk,
        code=code_of(dossier),
        sequence=(last["last"] or 0) + 1,
        status=message.status,
        events=dossier.events_count,
        payload=message.text,
        sha256=message.sha256,
        files=list(message.files),
        queued_at=at,
        next_attempt_at=at,
    )
    Dossier.objects.filter(pk=dossier.pk).update(sync_state=SyncState.WAITING)
    dossier.sync_state = SyncState.WAITING
    return row


@transaction.atomic
def send_again(dossier_id: int, *, at: datetime) -> PortalMessage | None:
    """Tell the portal of a dossier once more, as it stands now, its files too.

    What was refused or still waits is then of no use. Returns None for a dossier of which the
    portal is not told. Raises Dossier.DoesNotExist.
    """
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=dossier_id)
    if not is_told(dossier):
        return None
    # One that is being sent right now stays: skipped, it goes first and this one after it.
    free = PortalMessage.objects.select_for_update(skip_locked=True).filter(
        dossier=dossier, state__in=[PortalMessage.State.WAITING, PortalMessage.State.REFUSED]
    )
    replaced(PortalMessage.objects.filter(pk__in=[row.pk for row in free]), at=at)
    row = queue(dossier, at=at)
    PortalFile.objects.filter(sha256__in=row.files).delete()
    return row


def send_refused_again(*, at: datetime) -> int:
    """Tell the portal again of every dossier of which it refused the last message."""
    refused = PortalMessage.objects.filter(state=PortalMessage.State.REFUSED)
    ids = list(refused.order_by("dossier_id").values_list("dossier_id", flat=True).distinct())
    return _all_again(ids, at=at)


def send_missing(*, at: datetime, most: int | None = None) -> int:
    """Tell the portal of dossiers of which it was never told, the newest first; return how many.

    For the day of joining, and for what an act could not write.
    """
    ids = untold().order_by("-pk").values_list("pk", flat=True)
    return _all_again(list(ids if most is None else ids[:most]), at=at)


def untold() -> QuerySet[Dossier]:
    """Return dossiers that the portal should know and was never told of."""
    told = PortalMessage.objects.filter(dossier=OuterRef("pk"))
    found = Dossier.objects.filter(~Exists(told), erased_at__isnull=True)
    found = found.exclude(code__isnull=True, state__in=set(State) - {State.NOT_ACCEPTED})
    return found if settings.DEMO else found.exclude(origin=Origin.DEMO)


def _all_again(ids: Iterable[int], *, at: datetime) -> int:
    return sum(send_again(dossier_id, at=at) is not None for dossier_id in ids)


def forget_words(dossier: Dossier, *, at: datetime) -> None:
    """Drop what was to be said of a dossier whose people are to be forgotten.

    What is being sent right now is not waited for: whoever sends it drops it afterwards.
    """
    free = PortalMessage.objects.select_for_update(skip_locked=True).filter(dossier=dossier)
    keys = [row.pk for row in free.only("pk")]
    mine = PortalMessage.objects.filter(pk__in=keys)
    replaced(mine.filter(state=PortalMessage.State.WAITING), at=at)
    mine.exclude(last_error="").update(last_error="")


def replaced(rows: QuerySet[PortalMessage], *, at: datetime) -> int:
    """Note that ``rows`` are of no use any more."""
    return rows.update(state=PortalMessage.State.REPLACED, replaced_at=at, payload="")
