"""Reads of personal data at the edge: who reads, and asking why where the rule says so."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.documents.models import StoredFile
from motcua.dossiers.looking import Looking
from motcua.dossiers.models import AccessRecord, Dossier, PrivacyRule
from motcua.dossiers.privacy_rules import privacy_rule, reads_outside_hours
from motcua.dossiers.services.reading import (
    Reader,
    record_access,
    remember_opening,
    remember_reading,
    remember_readings,
)
from motcua.exchange.models import ApiClient
from motcua.exchange.services.reading import remember_read
from motcua.kernel.text import mask_name
from motcua.web.access import StaffRequest
from motcua.web.context import stamp_of


def reader_of(request: StaffRequest, at: datetime) -> Reader:
    """Return who reads, whether anybody works at that hour, and whether a reason is asked.

    No query: agency, calendar and rule are those kept in memory under the stamp.
    """
    officer = getattr(request.user, "officer", None)
    looking: Looking | None = getattr(request, "looking", None)
    # It came with the session: a file need not ask again.
    stamp: int = getattr(request, "recognised_stamp", None) or stamp_of(request)
    agency = officer.agency if officer is not None else None
    rule = privacy_rule(agency.pk if agency is not None else None, stamp)
    return Reader(
        request.actor,
        at,
        is_outside_hours=reads_outside_hours(agency, at, stamp),
        # Whoever looks through other eyes has said why before.
        must_say_why=looking is None and _is_asked(rule, request.actor),
        looking=looking,
    )


def _is_asked(rule: PrivacyRule, actor: Actor) -> bool:
    if rule.asks == PrivacyRule.Asks.AUDITORS:
        return actor.has(Role.AUDITOR, Role.ADMINISTRATOR)
    return rule.asks == PrivacyRule.Asks.EVERYBODY


def sees_masked(actor: Actor, *agencies: int | None) -> bool:
    """Say whether names of what belongs to ``agencies`` are shortened for ``actor``.

    They are for whoever does no work in any of them, and only looks over shoulders there, or
    through somebody's eyes.
    """
    return actor.looks_on or actor.agencies_with(*STEP_ROLES).isdisjoint(agencies)


def is_masked_for(actor: Actor, dossier: Dossier) -> bool:
    """Say whether names in ``dossier`` are shortened for ``actor``."""
    return sees_masked(
        actor, dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id
    )


def name_for(actor: Actor, dossier: Dossier) -> str:
    """Return the principal's name as ``actor`` may see it."""
    if not is_masked_for(actor, dossier) or dossier.erased_at is not None:
        return dossier.principal_name
    return mask_name(dossier.principal_name)


def opened(
    request: StaffRequest, dossier: Dossier, at: datetime, *, is_document: bool = False
) -> HttpResponse | None:
    """Write down that ``dossier`` is opened; the way to the question where a reason is missing."""
    if remember_reading(dossier, reader_of(request, at), is_document=is_document):
        return None
    return redirect("office:why", dossier.code or dossier.tracking_code)


def opened_at_desk(request: StaffRequest, dossiers: Iterable[Dossier], at: datetime) -> None:
    """Write down that dossiers of one's own desk are opened together, in one statement.

    What is at one's desk is one's own work, of which no reason is ever asked.
    """
    remember_readings(dossiers, reader_of(request, at))


def opened_file(request: StaffRequest, file: StoredFile, at: datetime) -> HttpResponse | None:
    """Write down that a scan is opened; the way to the question where a reason is missing."""
    if remember_opening(file, reader_of(request, at)):
        return None
    dossier = Dossier.objects.filter(papers__file=file).first()
    if dossier is None:
        dossier = Dossier.objects.filter(consultations__file=file).first()
    if dossier is None:
        return None
    return redirect("office:why", dossier.code or dossier.tracking_code)


def looked_at_many(
    request: StaffRequest,
    kind: AccessRecord.Kind,
    at: datetime,
    *,
    rows: int,
    subject: str = "",
    number: str = "",
    agency_id: int | None = None,
) -> None:
    """Write one line for what is of no one dossier."""
    record_access(
        kind,
        reader_of(request, at),
        rows=rows,
        subject=subject,
        number=number,
        agency_id=agency_id,
    )


def read_by_client(
    client: ApiClient, dossiers: Iterable[Dossier], operation: str, at: datetime
) -> None:
    """Write down that another system is shown personal data of ``dossiers``."""
    remember_read(client, dossiers, operation, at=at)
