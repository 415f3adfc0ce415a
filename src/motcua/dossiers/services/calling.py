"""Telling people without mail by telephone: who is to be called about what, and how it went."""

from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from motcua.agencies.actors import Actor
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.models import CallLog, Dossier, Entitlement
from motcua.dossiers.policies import require_at_desk
from motcua.notifications.models import Message

PRINCIPAL_TOPIC: Final = "lodged_for_you"
"""The one matter in which the principal is called, not the applicant: somebody lodged for them."""
CALLED_ABOUT: Final = frozenset(
    {
        "supplement",
        "payment_asked",
        "apology",
        "ready",
        "refused",
        "refused_result",
        "withdrawn",
        "stopped",
        "reopened",
        "recalled",
        "post_back",
        PRINCIPAL_TOPIC,
    }
)
"""What cannot wait until somebody comes by; a receipt is in their hands already."""
_ANSWERED_BY: Final = {
    "resumed": ("supplement", "payment_asked"),
    "resubmitted": ("supplement", "payment_asked"),
}
"""What nobody needs to be asked for any more once it is in."""


def keep_to_call(dossier: Dossier, topic: str, *, at: datetime) -> None:
    """Remember that the applicant, who has no mail, must be called about ``topic``.

    The latest news replaces older ones not told yet, and what was asked for and is in needs
    no call. Call it in the act's transaction.
    """
    if topic in _ANSWERED_BY and dossier.call_topic in _ANSWERED_BY[topic]:
        dossier.call_topic, dossier.call_since = "", None
        Dossier.objects.filter(pk=dossier.pk).update(call_topic="", call_since=None)
    if topic not in CALLED_ABOUT:
        return
    dossier.call_topic, dossier.call_since = topic, at
    Dossier.objects.filter(pk=dossier.pk).update(call_topic=topic, call_since=at)


def told_by_message(dossier: Dossier) -> None:
    """Forget the call that was due: the applicant has an address by now."""
    if dossier.call_since is not None:
        dossier.call_topic, dossier.call_since = "", None
        Dossier.objects.filter(pk=dossier.pk).update(call_topic="", call_since=None)


def nobody_got(message: Message, at: datetime) -> None:
    """Have the desk call where no channel reached anybody; registered with ``notifications``."""
    if message.topic not in CALLED_ABOUT or not message.about:
        return
    about = Q(code=message.about) | Q(tracking_code=message.about)
    dossier = Dossier.objects.filter(about, erased_at__isnull=True).first()
    if dossier is not None:
        keep_to_call(dossier, message.topic, at=at)


@transaction.atomic
def log_call(dossier: Dossier, *, outcome: str, note: str, actor: Actor, at: datetime) -> CallLog:
    """Record a telephone call about ``dossier``; once told, it leaves the list of calls.

    Raises PermissionDenied, and ErasedError where nobody is known who could be called.
    """
    require_at_desk(actor, dossier.receiving_agency_id)
    if dossier.erased_at is not None:
        raise ErasedError(dossier.erased_at)
    if actor.officer_id is None:
        raise PermissionDenied
    if outcome == CallLog.Outcome.TOLD:
        if dossier.call_topic == PRINCIPAL_TOPIC:
            Entitlement.objects.filter(dossier=dossier).update(told_at=at)
        Dossier.objects.filter(pk=dossier.pk).update(call_topic="", call_since=None)
    return CallLog.objects.create(
        dossier=dossier,
        officer_id=actor.officer_id,
        called_at=at,
        outcome=outcome,
        note=note,
    )
