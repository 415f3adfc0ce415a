"""Issuing the forms about one dossier that are numbered within the year: 02, 03, 04 and 05."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import codes, forms
from motcua.dossiers.models import Dossier, DossierPersonalData, IssuedForm
from motcua.dossiers.services.receipts import stored_people
from motcua.kernel import clock
from motcua.people.services import PersonInput
from motcua.procedures.selectors import content_of


def applicant_of(dossier: Dossier) -> PersonInput:
    """Return the applicant as frozen when the dossier was lodged."""
    return stored_people(DossierPersonalData.objects.get(dossier=dossier))["applicant"]


def slip_payload(
    dossier: Dossier,
    words: Mapping[str, Any],
    *,
    applicant: PersonInput,
    context: DeskContext,
    at: datetime,
) -> dict[str, Any]:
    """Return the facts of a form about ``dossier``: what all carry, and ``words``."""
    content = content_of(dossier.procedure_version_id, context.stamp)
    procedure = forms.procedure_line(content, dossier.procedure.code)
    common = forms.common(
        dossier, desk=context.desk, applicant=applicant, procedure=procedure, at=at
    )
    return {**common, "contact": context.desk.phone or None, **words}


def issue_slip(
    dossier: Dossier,
    kind: str,
    words: Mapping[str, Any],
    *,
    agency_id: int,
    applicant: PersonInput,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Freeze and store form ``kind``, numbered by ``agency_id`` within the year.

    One issued before is void from now on, with the reason that this one follows it. Call it
    inside the act's transaction. Raises NoTemplateError.
    """
    before = dossier.forms.filter(kind=kind, voided_at__isnull=True).first()
    if before is not None:
        before.voided_at = at
        before.void_reason = _("Đã lập phiếu mới.")
        before.save(update_fields=["voided_at", "void_reason"])
    number = codes.next_number(agency_id, kind, at)
    payload = slip_payload(
        dossier, {"number": number, **words}, applicant=applicant, context=context, at=at
    )
    return IssuedForm.objects.create(
        dossier=dossier,
        kind=kind,
        # Not only the one in force counts: reopening voids a notice without a new one.
        version=dossier.forms.filter(kind=kind).count() + 1,
        template_id=forms.template_id(kind, clock.day_of(at), context.stamp),
        payload=payload,
        issued_at=at,
        issued_by_id=actor.officer_id,
    )
