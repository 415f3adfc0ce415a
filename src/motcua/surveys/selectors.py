"""Questions about slips, answers and questionnaires."""

import ipaddress
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db.models import QuerySet

from motcua.accounts.models import AccountKind, AccountSession
from motcua.surveys.keyed import device_key
from motcua.surveys.models import (
    OfficeNetwork,
    QuestionnaireVersion,
    Response,
    Slip,
    SurveyRound,
    Tablet,
)
from motcua.surveys.questions import Use

REMEMBERED: Final = timedelta(days=30)
"""How long an address from which officers worked is theirs."""
OFFERED: Final = timedelta(minutes=20)
"""How long a tablet offers a dossier that was handed back at its desk."""
MOST_OFFERED: Final = 4


def version_on(use: Use, day: date) -> QuestionnaireVersion | None:
    """Return what is asked on ``day``: the newest published version in force."""
    return (
        QuestionnaireVersion.objects.filter(
            questionnaire__kind=use, published_at__isnull=False, valid_from__lte=day
        )
        .select_related("questionnaire")
        .order_by("-valid_from", "-published_at", "-number")
        .first()
    )


def is_office_address(agency_id: int, address: str, at: datetime) -> bool:
    """Say whether officers of the agency work from ``address``, or somebody said it is theirs."""
    sessions = AccountSession.objects.filter(
        ip_address=address,
        seen_at__gte=at - REMEMBERED,
        account__kind=AccountKind.STAFF,
        account__officer__agency_id=agency_id,
    )
    if sessions.exists():
        return True
    asked = ipaddress.ip_address(address)
    known = OfficeNetwork.objects.filter(agency_id=agency_id).values_list("network", flat=True)
    return any(asked in ipaddress.ip_network(network, strict=False) for network in known)


def tablet_of(secret: str) -> Tablet | None:
    """Return the tablet whose browser holds ``secret``, while it is in use."""
    if not secret:
        return None
    return (
        Tablet.objects.filter(key=device_key(secret), ended_at__isnull=True)
        .select_related("desk__agency")
        .first()
    )


def just_returned(tablet: Tablet, at: datetime) -> list[Slip]:
    """Return what was handed back at the tablet's desk a moment ago and is not rated yet."""
    found = Slip.objects.filter(
        desk_id=tablet.desk_id,
        issued_at__gt=at - OFFERED,
        issued_at__lte=at,
        is_refusal=False,
        response__isnull=True,
    )
    return list(found.select_related("dossier").order_by("-issued_at")[:MOST_OFFERED])


def register_of(
    agency_id: int, first_on: date, last_on: date, recorded_before: datetime
) -> QuerySet[Slip]:
    """Return the dossiers that the agency handed back in a period, as recorded by then."""
    return Slip.objects.filter(
        agency_id=agency_id,
        day__range=(first_on, last_on),
        is_refusal=False,
        recorded_at__lt=recorded_before,
    )


def drawn(register: QuerySet[Slip], seed: str, size: int) -> list[int]:
    """Return the dossiers that chance chose, in its order; the same seed draws the same.

    By hash and not by a generator of numbers, so that anybody can draw again with any tool.
    """
    rows = register.values_list("ref", "dossier_id")
    lots = sorted((sha256(f"{seed}:{ref}".encode()).hexdigest(), pk) for ref, pk in rows)
    return [dossier_id for _lot, dossier_id in lots[:size]]


def is_drawn_again(survey: SurveyRound) -> bool:
    """Say whether drawing again with the seed that was kept gives the very sample."""
    register = register_of(
        survey.agency_id, survey.first_on, survey.last_on, survey.recorded_before
    )
    kept = list(survey.members.order_by("place").values_list("dossier_id", flat=True))
    return kept == drawn(register, survey.seed, survey.size)


def answered(slip: Slip) -> Response | None:
    """Return the answer to ``slip``, with what was done about it."""
    found = Response.objects.filter(slip=slip).prefetch_related("follow_ups")
    return found.select_related("remark", "version__questionnaire").first()
