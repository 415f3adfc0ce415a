"""Issuing a slip with each result handed back and each refusal; emptying words of the erased."""

from collections.abc import Sequence
from datetime import datetime

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.surveys.models import FollowUp, Remark, Slip


def on_news_of_dossier(
    dossier: Dossier, actions: Sequence[Action], actor: Actor, at: datetime
) -> None:
    """Issue the dossier's slip, or empty what people wrote; registered with ``dossiers``."""
    if Action.RETURN_RESULT in actions or Action.REFUSE in actions:
        issue_slip(dossier, is_refusal=Action.REFUSE in actions, actor=actor, at=at)
    elif Action.ERASE in actions:
        Remark.objects.filter(response__slip__dossier=dossier).update(raw="", shown="")
        FollowUp.objects.filter(response__slip__dossier=dossier).update(text="")


def issue_slip(dossier: Dossier, *, is_refusal: bool, actor: Actor, at: datetime) -> None:
    """Issue the one slip of ``dossier``; where it has one already, that one stays."""
    slip = Slip(
        dossier_id=dossier.pk,
        agency_id=dossier.receiving_agency_id,
        desk_id=dossier.desk_id,
        procedure_id=dossier.procedure_id,
        channel=dossier.channel,
        officer_id=actor.officer_id,
        is_refusal=is_refusal,
        issued_at=at,
        day=clock.day_of(at),
        # The database says when; a value has to be given all the same.
        recorded_at=at,
    )
    Slip.objects.bulk_create([slip], ignore_conflicts=True)
