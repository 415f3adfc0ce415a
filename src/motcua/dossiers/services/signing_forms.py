"""The agency's signature on issued forms, put there by the worker soon after they are issued.

Each form is drawn from its frozen words, signed and stored once; from then on the stored file
is what is handed out, so its bytes never change again.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from motcua.documents.rendering import render_pdf
from motcua.dossiers.models import IssuedForm
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.signatures.models import Purpose, SigningIdentity
from motcua.signatures.services.signing import Session, keep_signature, sign_content

logger = logging.getLogger(__name__)
BATCH: Final = 100
LOOKED_BACK: Final = timedelta(days=7)
"""A form that was not signed within a week has been on paper for long."""


def draw_form(issued: IssuedForm) -> bytes:
    """Return an issued form as PDF, from its frozen words; the same bytes each time."""
    template = issued.template
    return render_pdf(template.layout, template.texts, issued.payload)


def name_of_form(issued: IssuedForm) -> str:
    """Return the name of the form's file."""
    key = issued.payload.get("code") or issued.payload.get("tracking_code") or ""
    return f"{issued.kind}-{key}-{issued.version}.pdf"


def sign_waiting_forms(*, at: datetime) -> int:
    """Sign the forms that agencies with a signature have issued; return how many.

    What cannot be signed now is tried again next time; the others of its agency wait with it.
    """
    signed = 0
    for identity in _identities(at):
        session = Session.begin(at)
        try:
            for issued in _waiting(identity, at):
                signed += _sign(issued, identity, session)
        except DomainError as error:
            logger.warning("forms of agency %s are not signed: %s", identity.agency_id, error)
    return signed


def _identities(at: datetime) -> Iterator[SigningIdentity]:
    rows = SigningIdentity.objects.valid_on(clock.day_of(at)).filter(agency__isnull=False)
    yield from rows.select_related("officer", "agency__unit", "image")


def _waiting(identity: SigningIdentity, at: datetime) -> Iterator[IssuedForm]:
    """Yield what was issued since the agency has its signature; the first the first."""
    since = max(datetime.combine(identity.valid_from, time.min, clock.VIETNAM), at - LOOKED_BACK)
    of_agency = Q(issued_in=identity.agency_id)
    yield from (
        IssuedForm.objects.filter(
            signed_file__isnull=True, voided_at__isnull=True, issued_at__gte=since
        )
        .annotate(issued_in=Coalesce(F("issued_by__agency_id"), F("dossier__receiving_agency_id")))
        .filter(of_agency, dossier__erased_at__isnull=True)
        .select_related("template")
        .order_by("issued_at", "pk")[:BATCH]
    )


def _sign(issued: IssuedForm, identity: SigningIdentity, session: Session) -> int:
    name = name_of_form(issued)
    made = sign_content(draw_form(issued), identity, Purpose.FORM, session, document=name)
    with transaction.atomic():
        # Held, so that of two workers one signs, and what was voided meanwhile stays unsigned.
        held = IssuedForm.objects.select_for_update().get(pk=issued.pk)
        if held.signed_file_id is not None or held.voided_at is not None:
            return 0
        held.signed_file = keep_signature(made, before=None, name=name).after
        held.save(update_fields=["signed_file"])
    return 1
