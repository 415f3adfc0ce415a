"""Sending what waits for the portal: each dossier in its order, none in the way of another.

A row is locked while it is sent, so parallel workers never send the same one, and its number is
counted from what the portal has answered for: a worker that dies after the answer sends the same
bytes under the same number again, and is told that they are there already.
"""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import Error, transaction
from django.db.models import Exists, Max, OuterRef

from motcua.documents.models import ScanState, StoredFile
from motcua.documents.storage import storage
from motcua.dossiers.lifecycle import SyncState
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalFile, PortalMessage, PortalOutage
from motcua.exchange.portal.client import (
    Answer,
    Expected,
    Known,
    Later,
    Portal,
    Refused,
    Taken,
    portal,
)
from motcua.exchange.portal.outgoing import forget_words, replaced

logger = logging.getLogger(__name__)
BATCH: Final = 50
MOST_FAILURES_IN_TURN: Final = 3
"""Then the portal is taken to be away, and is left alone until the next round."""
RENUMBERED_AT_ONCE: Final = 2
"""How often a message goes out again at once under the number that the portal asked for."""
REAL_OUTAGE: Final = timedelta(minutes=1)
"""From then on what was put off is brought forward once the portal answers again."""
LONGEST_ROUND_SECONDS: Final = 60.0
"""Then a new one begins, at an instant of its own: what is signed must not be old."""
LONGEST_WORDS: Final = 500
_MOVING: Final = [
    "state",
    "number",
    "payload",
    "attempts",
    "next_attempt_at",
    "sent_at",
    "replaced_at",
    "last_error",
]


@dataclass(frozen=True, slots=True)
class Held:
    """It cannot leave yet for a reason of ours; of the portal that says nothing."""

    reason: str


Outcome = Answer | Held


@dataclass(slots=True)
class Round:
    """What one round of sending came to."""

    tried: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0
    later: int = 0
    failures_in_turn: int = field(default=0)

    def note(self, answer: Outcome) -> None:
        """Count ``answer``."""
        self.tried += 1
        self.failures_in_turn = self.failures_in_turn + 1 if isinstance(answer, Later) else 0
        match answer:
            case Taken():
                self.taken += 1
            case Known():
                self.known += 1
            case Refused():
                self.refused += 1
            case Later():
                self.later += 1
            case Expected() | Held():
                pass

    @property
    def is_portal_away(self) -> bool:
        """Say whether going on makes no sense now."""
        return self.failures_in_turn >= MOST_FAILURES_IN_TURN


def send_to_portal(at: datetime) -> Round:
    """Send up to a batch of messages that are due; return what came of it."""
    made = Round()
    place = portal()
    if place is None:
        return made
    waiting = PortalMessage.objects.filter(state=PortalMessage.State.WAITING)
    before = waiting.filter(dossier=OuterRef("dossier"), pk__lt=OuterRef("pk"))
    due = waiting.filter(~Exists(before), next_attempt_at__lte=at)
    ids = due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)
    began = time.monotonic()
    for message_id in list(ids[:BATCH]):
        answer = _attempted(message_id, place, at)
        if answer is None:
            continue
        made.note(answer)
        _note_how_it_is(answer, at)
        if made.is_portal_away or time.monotonic() - began > LONGEST_ROUND_SECONDS:
            break
    return made


def _attempted(message_id: int, place: Portal, at: datetime) -> Outcome | None:
    """Send one message; one that breaks the program is put off and stops no other."""
    try:
        return _send_one(message_id, place, at)
    except Error:
        raise
    except Exception as error:
        logger.exception("a message to the portal cannot be sent")
        PortalMessage.objects.filter(pk=message_id).update(
            next_attempt_at=at + pause_after(len(settings.PORTAL_PAUSES)),
            last_error=type(error).__name__,
        )
        return Held(type(error).__name__)


@transaction.atomic
def _send_one(message_id: int, place: Portal, at: datetime) -> Outcome | None:
    """Send one message; None when another worker has it."""
    message = (
        PortalMessage.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=message_id, state=PortalMessage.State.WAITING)
        .first()
    )
    if message is None:
        return None
    message.attempts += 1
    answer = _told(message, place, at)
    match answer:
        case Taken() | Known():
            _note_taken(message, at)
        case Refused(reason):
            message.state, message.payload = PortalMessage.State.REFUSED, ""
            message.last_error = reason[:LONGEST_WORDS]
        case Expected(number):
            _renumber(message, number, at)
        case Later(reason) | Held(reason):
            message.last_error = reason[:LONGEST_WORDS]
            message.next_attempt_at = at + pause_after(message.attempts)
    message.save(update_fields=_MOVING)
    _keep_sync_state(message.dossier_id, at)
    if isinstance(answer, Later | Refused):
        logger.warning("the portal did not take a message", extra={"portal_message": message.pk})
    return answer


def _told(message: PortalMessage, place: Portal, at: datetime) -> Outcome:
    """Hand over the files, then the message; under another number where one is asked for."""
    problem, repeats = _files_handed_over(message, place, at)
    if problem is not None:
        return problem
    answer: Answer = Later("")
    for _time in range(RENUMBERED_AT_ONCE + 2):
        message.number = message.number or _next_number(message)
        answer = place.put_dossier(message.code, message.number, message.payload.encode(), at=at)
        if isinstance(answer, Expected):
            _renumber(message, answer.number, at)
        elif isinstance(answer, Refused) and repeats:
            # It may have lost what it once took.
            PortalFile.objects.filter(sha256__in=message.files).delete()
            problem, _all = _files_handed_over(message, place, at)
            repeats = False
            if problem is not None:
                return problem
        else:
            break
    return answer


def _next_number(message: PortalMessage) -> int:
    """Return one more than the last number that the portal has of this dossier."""
    sent = PortalMessage.objects.filter(
        dossier_id=message.dossier_id, state=PortalMessage.State.SENT
    )
    return int(sent.aggregate(last=Max("number"))["last"] or 0) + 1


def _renumber(message: PortalMessage, number: int, at: datetime) -> None:
    """Go on from where the portal is: it forgot some, or knows more than our copy does.

    Each message is whole, so this one stands for all that were forgotten; their files are
    handed over anew.
    """
    forgotten = PortalMessage.objects.filter(
        dossier_id=message.dossier_id, state=PortalMessage.State.SENT, number__gte=number
    )
    if replaced(forgotten, at=at):
        PortalFile.objects.filter(sha256__in=message.files).delete()
    message.number = number
    message.next_attempt_at = at + pause_after(message.attempts)
    message.last_error = f"409: Cổng chờ số {number}"


def _note_taken(message: PortalMessage, at: datetime) -> None:
    message.state, message.payload, message.last_error = PortalMessage.State.SENT, "", ""
    message.sent_at = at
    refused = PortalMessage.objects.filter(
        dossier_id=message.dossier_id, state=PortalMessage.State.REFUSED, pk__lt=message.pk
    )
    replaced(refused, at=at)


def _files_handed_over(
    message: PortalMessage, place: Portal, at: datetime
) -> tuple[Outcome | None, bool]:
    """Hand over the files that the portal has not.

    Returns what went wrong, if anything, and whether some were thought to be there already.
    """
    there = set(
        PortalFile.objects.filter(sha256__in=message.files).values_list("sha256", flat=True)
    )
    for sha256 in message.files:
        if sha256 in there:
            continue
        answer = _file_handed_over(sha256, place, at)
        if not isinstance(answer, Taken | Known):
            return answer, bool(there)
        PortalFile.objects.bulk_create(
            [PortalFile(sha256=sha256, sent_at=at)], ignore_conflicts=True
        )
    return None, bool(there)


def _file_handed_over(sha256: str, place: Portal, at: datetime) -> Outcome:
    states = set(StoredFile.objects.filter(sha256=sha256).values_list("scan_state", flat=True))
    if ScanState.INFECTED in states:
        return Refused("Một tệp có mã độc nên không gửi đi; gửi lại hồ sơ để bỏ tệp ấy.")
    if states & {ScanState.WAITING, ScanState.UNSCANNED} and settings.SCANNER:
        return Held("Tệp kèm đang chờ quét mã độc.")
    try:
        with storage().open(sha256) as content:
            return place.put_file(sha256, content.read(), at=at)
    except FileNotFoundError:
        return Refused("Một tệp kèm không còn trong kho; gửi lại hồ sơ để bỏ tệp ấy.")
    except OSError as error:
        return Held(f"Không đọc được tệp kèm: {type(error).__name__}")


def _keep_sync_state(dossier_id: int, at: datetime) -> None:
    """Say on the dossier where it stands; an act that goes on right now is waited for."""
    held = Dossier.objects.select_for_update(no_key=True)
    dossier = held.only("pk", "erased_at").get(pk=dossier_id)
    if dossier.erased_at is not None:
        # Erased while this was being sent: what could not leave must not stay.
        forget_words(dossier, at=at)
    states = set(
        PortalMessage.objects.filter(dossier_id=dossier_id)
        .exclude(state=PortalMessage.State.REPLACED)
        .values_list("state", flat=True)
    )
    found = SyncState.SENT
    if PortalMessage.State.WAITING in states:
        found = SyncState.WAITING
    elif PortalMessage.State.REFUSED in states:
        found = SyncState.FAILED
    Dossier.objects.filter(pk=dossier.pk).exclude(sync_state=found).update(sync_state=found)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts; the last pause of the settings stays."""
    pauses = settings.PORTAL_PAUSES
    return timedelta(seconds=pauses[min(max(attempts, 1), len(pauses)) - 1])


def _note_how_it_is(answer: Outcome, at: datetime) -> None:
    """Begin an outage, or end it and bring forward what was put off because of it."""
    if isinstance(answer, Held):
        return
    if isinstance(answer, Later):
        if not PortalOutage.objects.filter(ended_at__isnull=True).exists():
            began = PortalOutage(began_at=at, reason=answer.reason[:LONGEST_WORDS])
            PortalOutage.objects.bulk_create([began], ignore_conflicts=True)
        return
    for outage in PortalOutage.objects.filter(ended_at__isnull=True):
        PortalOutage.objects.filter(pk=outage.pk, ended_at__isnull=True).update(ended_at=at)
        if at - outage.began_at >= REAL_OUTAGE:
            put_off = PortalMessage.objects.filter(
                state=PortalMessage.State.WAITING, next_attempt_at__gt=at
            ).select_for_update(skip_locked=True)
            with transaction.atomic():
                keys = list(put_off.values_list("pk", flat=True))
                PortalMessage.objects.filter(pk__in=keys).update(next_attempt_at=at)
