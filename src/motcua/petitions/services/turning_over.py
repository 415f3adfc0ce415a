"""Feedback that is a complaint or a denunciation by its content: it leaves the way of feedback.

What it says is sealed in a case of its own, and erased where officers who handle feedback see it.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.petitions.lifecycle import FeedbackAction
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import Complaint, Denunciation, Feedback
from motcua.petitions.services import work
from motcua.petitions.services.cases import (
    CaseError,
    Said,
    lodge_complaint,
    lodge_denunciation,
)
from motcua.petitions.services.telling import tell

COMPLAINT: Final = "complaint"
DENUNCIATION: Final = "denunciation"
_GONE: Final = "(đã chuyển)"


@transaction.atomic
def turn_over(
    feedback_id: int, *, to: str, about: str, actor: Actor, at: datetime
) -> Complaint | Denunciation:
    """Take feedback out of this way and in as ``to``; its author gets a code of the new one.

    Raises CaseError.
    """
    if to not in {COMPLAINT, DENUNCIATION}:
        raise CaseError(_("Xin chọn khiếu nại hay tố cáo."))
    doing = work.begin(feedback_id, FeedbackAction.TURN_OVER, actor=actor, at=at)
    one, who = doing.feedback, doing.petitioner
    said = Said(
        text="\n".join(filter(None, (who.title, who.text, who.place, who.supplied))),
        about=about or one.agency.name,
        full_name=who.full_name,
        address=who.address,
        phone=who.phone,
        email=who.email,
    )
    files = [photo.file for photo in one.photos.select_related("file")]
    lodge = lodge_complaint if to == COMPLAINT else lodge_denunciation
    case: Complaint | Denunciation = lodge(
        said, agency_id=one.agency_id, way=one.way, files=files, at=at
    )
    one.due_at = None
    event = doing.record(ends=LimitKind.FIRST, turn=one.turn, payload={"to": to})
    tell(one, "petition_turned_over", at=at, key=f"over{event.pk}", code=case.code)
    _forget(one)
    return case


def _forget(one: Feedback) -> None:
    who = one.petitioner
    who.person, who.number_key = None, ""
    who.full_name = who.address = who.title = who.text = _GONE
    who.phone = who.email = who.place = who.dossier_code = ""
    who.question = who.supplied = who.note = who.words = ""
    who.save()
    one.photos.all().delete()
    one.answers.update(text=_GONE, remark="")
    one.dossier = None
    one.save(update_fields=["dossier"])
