"""What the tests of satisfaction share: an office with its slips, results handed back, senders."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.lodging import Settlement
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from motcua.reference.questionnaires import load_questionnaires
from motcua.surveys.models import Questionnaire, QuestionnaireVersion, Response
from motcua.surveys.services.answering import Sender, rate
from motcua.surveys.services.questionnaires import put_in_force
from tests.dossiers.lives import Office, open_office

RETURNED_AT: Final = datetime(2026, 11, 4, 9, 30, tzinfo=VIETNAM)
LATER: Final = RETURNED_AT + timedelta(hours=2)
DAY: Final = date(2026, 11, 4)
AT_HOME: Final = "203.0.113.7"
LIKED: Final = {"chung": "like"}
DISLIKED: Final = {"chung": "dislike"}


def rated_office() -> Office:
    """Return an office with the questionnaires that we ship."""
    office = open_office(fee_dong=0)
    load_questionnaires(at=RETURNED_AT)
    return office


def returned(
    office: Office, number: int = 1, at: datetime = RETURNED_AT, **fields: Any
) -> Dossier:
    """Return a dossier whose result was handed back."""
    dossier = office.advance(office.accepted(Settlement.NOTHING_DUE, number, **fields), 3)
    return return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=office.people[Role.DESK_OFFICER],
        at=at,
    )


def sender(device: str = "", **fields: Any) -> Sender:
    """Return somebody at home with a telephone of their own."""
    return Sender(device=device or f"may-{len(fields)}", address=AT_HOME, **fields)


def rated(
    office: Office, number: int, typed: dict[str, str] | None = None, **fields: Any
) -> Response:
    """Return the answer of somebody, each with a telephone of their own."""
    dossier = returned(office, number, **fields)
    return rate(dossier, typed or LIKED, sender=sender(f"may-{number}"), at=LATER)


def sipas() -> QuestionnaireVersion:
    """Return the form of SIPAS, published."""
    draft = Questionnaire.objects.get(slug="sipas").versions.get()
    return put_in_force(draft, valid_from=date(2023, 12, 11), at=RETURNED_AT)
