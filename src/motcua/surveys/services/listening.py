"""Hiding what names people in words, and what is done about an answer."""

from datetime import datetime
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers import forms
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.services.receipts import stored_people, ways_to_reach
from motcua.dossiers.workload import LEADING
from motcua.kernel.errors import DomainError
from motcua.notifications.services import NewMessage, new_messages, queue_messages
from motcua.surveys.masking import proposed
from motcua.surveys.models import FollowUp, Remark, Response
from motcua.surveys.policies import TRIAGING

TOPIC: Final = "rating_answered"
LONGEST: Final = 1_000


class ListeningError(DomainError):
    """What was written cannot stand."""

    code: ClassVar[str] = "listening"


def proposed_words(remark: Remark) -> str:
    """Return the words with people of the dossier, officers and long numbers hidden."""
    response = remark.response
    officers = Officer.objects.filter(agency_id=response.agency_id)
    people: list[str] = []
    if response.slip is not None:
        personal = DossierPersonalData.objects.get(dossier_id=response.slip.dossier_id)
        people = [person.full_name for person in stored_people(personal).values()]
    names = list(officers.values_list("full_name", flat=True))
    return proposed(remark.raw, people=people, officers=names)


@transaction.atomic
def show_words(remark: Remark, words: str, *, actor: Actor, at: datetime) -> Remark:
    """Let others read ``words``; what stood there before is gone. Raises ListeningError."""
    held = _held(remark, actor)
    words = words.strip()
    if not words or len(words) > 2 * LONGEST:
        raise ListeningError(_("Xin để lại lời đã che, nhiều nhất 2000 chữ."))
    held.raw, held.shown, held.state = "", words, Remark.State.SHOWN
    return _checked(held, actor, at)


@transaction.atomic
def withhold_words(remark: Remark, *, actor: Actor, at: datetime) -> Remark:
    """Let nobody read the words, since nothing of them can be used; the answer counts on."""
    held = _held(remark, actor)
    held.raw, held.state = "", Remark.State.WITHHELD
    return _checked(held, actor, at)


def _held(remark: Remark, actor: Actor) -> Remark:
    held = (
        Remark.objects.select_for_update(of=("self",)).select_related("response").get(pk=remark.pk)
    )
    if not actor.has(*TRIAGING, agency_id=held.response.agency_id):
        raise PermissionDenied
    if held.state != Remark.State.WAITING:
        raise ListeningError(_("Lời góp ý này vừa có người khác che xong."))
    return held


def _checked(held: Remark, actor: Actor, at: datetime) -> Remark:
    held.checked_by_id, held.checked_at = actor.officer_id, at
    held.save(update_fields=["raw", "shown", "state", "checked_by", "checked_at"])
    return held


@transaction.atomic
def follow_up(response: Response, text: str, *, actor: Actor, at: datetime) -> FollowUp:
    """Record what was done about an answer; whoever gave it is told, unseen by the officer.

    The message names no dossier to the lists of messages of dossiers, which officers read.
    Raises ListeningError and PermissionDenied.
    """
    if not actor.has(*LEADING, agency_id=response.agency_id):
        raise PermissionDenied
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ListeningError(_("Xin ghi đã làm gì, nhiều nhất 1000 chữ."))
    row = FollowUp.objects.create(
        response=response, text=text, officer_id=actor.officer_id, done_at=at
    )
    if response.slip is not None:
        _tell(response.slip.dossier, row, at)
    return row


def _tell(dossier: Dossier, row: FollowUp, at: datetime) -> None:
    personal = DossierPersonalData.objects.get(dossier=dossier)
    ways = (
        []
        if personal.erased_at
        else ways_to_reach(dossier, stored_people(personal)["applicant"].email)
    )
    if not ways:
        return
    (channel, recipient), *others = ways
    desk = dossier.desk
    message = NewMessage(
        key=f"rating:{row.pk}",
        topic=TOPIC,
        about="",
        recipient=recipient,
        channel=channel,
        others=tuple(others),
        values={
            "code": dossier.code or dossier.tracking_code,
            "url": forms.rating_url(dossier.tracking_code),
            "desk": desk.name,
            "phone": desk.phone or desk.agency.phone,
            "detail": row.text,
        },
    )
    queue_messages(new_messages([message], at=at, stamp=configuration_stamp()))
