"""The collecting agency's signature on its receipts, put there by the worker soon after.

Legal source: Nghị định 254/2026/NĐ-CP (a receipt bears the digital signature of the collector).
A receipt is drawn from its frozen facts, signed and stored once; from then on the stored file
is what is handed out. An agency without a signature hands out what is drawn from the facts.
"""

import logging
from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments.models import PaymentReceipt
from motcua.payments.receipt_forms import receipt_pdf
from motcua.signatures.models import Purpose, SigningIdentity
from motcua.signatures.services.signing import Session, keep_signature, sign_content

logger = logging.getLogger(__name__)
BATCH: Final = 100
LOOKED_BACK: Final = timedelta(days=7)


def name_of_receipt(receipt: PaymentReceipt) -> str:
    """Return the name of the receipt's file."""
    return f"bien-lai-{receipt.year}-{receipt.number:07}.pdf"


def sign_waiting_receipts(*, at: datetime) -> int:
    """Sign the receipts that agencies with a signature have issued; return how many.

    What cannot be signed now is tried again next time; the others of its agency wait with it.
    """
    signed = 0
    mine = SigningIdentity.objects.valid_on(clock.day_of(at)).filter(agency__isnull=False)
    for identity in mine.select_related("agency__unit", "image"):
        session = Session.begin(at)
        try:
            for receipt in _waiting(identity, at):
                signed += _sign(receipt, identity, session)
        except DomainError as error:
            logger.warning("receipts of agency %s are not signed: %s", identity.agency_id, error)
    return signed


def _waiting(identity: SigningIdentity, at: datetime) -> QuerySet[PaymentReceipt]:
    """Return what was issued since the agency has its signature; the first the first."""
    since = max(datetime.combine(identity.valid_from, time.min, clock.VIETNAM), at - LOOKED_BACK)
    waiting = PaymentReceipt.objects.filter(
        agency=identity.agency,
        file__isnull=True,
        voided_at__isnull=True,
        issued_at__gte=since,
    )
    return waiting.order_by("issued_at", "pk")[:BATCH]


def _sign(receipt: PaymentReceipt, identity: SigningIdentity, session: Session) -> int:
    name = name_of_receipt(receipt)
    content = receipt_pdf(receipt.payload, at=receipt.issued_at)
    made = sign_content(content, identity, Purpose.FORM, session, document=name)
    with transaction.atomic():
        # Held, so that of two workers one signs, and what was voided meanwhile stays unsigned.
        held = PaymentReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
        if held.file_id is not None or held.voided_at is not None:
            return 0
        held.file = keep_signature(made, before=None, name=name).after
        held.save(update_fields=["file"])
    return 1
