"""What tests of the officers' pages share."""

from datetime import timedelta
from typing import Any

from django.test import Client
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


def say_why(client: Client, dossier: Dossier, reason: str = "inspection") -> None:
    """Give a reason for opening what is no work of one's own, as an auditor has to."""
    key = dossier.code or dossier.tracking_code
    client.post(address("why", key), {"reason": reason, "words": "Kế hoạch 12"})


def address(name: str, *args: object) -> str:
    """Return the address of an officers' page."""
    return reverse(f"office:{name}", args=args)
