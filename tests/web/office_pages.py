"""What tests of the officers' pages share."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk


def accepted(at_desk: AtDesk, number: int = 1, **fields: Any) -> Dossier:
    """Return a dossier accepted at that desk this morning, the later the higher its number."""
    return accept_at_desk(
        factories.lodging(
            at_desk.procedure,
            fields.pop("agency", at_desk.desk.agency),
            applicant=factories.applicant(f"077196{number:06}"),
            **fields,
        ),
        context=factories.context_of(at_desk.desk),
        actor=at_desk.actor,
        at=MONDAY - timedelta(minutes=60 - number),
    )


def address(name: str, *args: object) -> str:
    """Return the address of an officers' page."""
    return reverse(f"office:{name}", args=args)
