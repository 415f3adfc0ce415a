"""Answers to form 02 that a client hands in for the applicant whose dossier it lodged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.pause_rules import PauseError
from motcua.dossiers.policies import desk_context_of
from motcua.dossiers.services.answering import (
    asked_pause,
    save_answer,
    submit_answers,
)
from motcua.exchange.callers import Caller
from motcua.exchange.services.files import files_called


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """The answer to one point: words, a file, or both."""

    text: str = ""
    file: str = ""


@transaction.atomic
def answer_for(
    dossier: Dossier, answers: Mapping[int, PointAnswer], *, caller: Caller, at: datetime
) -> Dossier:
    """Keep ``answers`` by the number of their point, and hand them in whole.

    The ledger names the applicant, for whom it is done, and the account of the client. Raises
    PauseError, which names the points still missing, and UnknownFileError.
    """
    pause = asked_pause(dossier)
    if pause is None:
        raise PauseError(_("Hồ sơ này không còn gì phải bổ sung."))
    named = {f"answers.{number}.file": one.file for number, one in answers.items() if one.file}
    files = files_called(caller.client, named)
    for number, one in sorted(answers.items()):
        file = files.get(f"answers.{number}.file")
        save_answer(pause, number, text=one.text, file=file, at=at)
    actor = Actor(
        officer_id=None,
        account_id=caller.client.account_id,
        name=dossier.applicant.full_name,
        person_id=dossier.applicant_id,
    )
    return submit_answers(pause, context=desk_context_of(dossier), actor=actor, at=at)
