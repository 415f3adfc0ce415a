"""Signing by somebody who has to confirm elsewhere: asked now, closed when they have.

The row is the only thing that is written before: asked twice, it is one question; answered
twice, the first answer stands.
"""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile
from motcua.signatures.errors import AwayError, SigningError
from motcua.signatures.models import Purpose, SigningIdentity, SigningRequest
from motcua.signatures.pades import Prepared, check_answer
from motcua.signatures.providers.choosing import provider_of
from motcua.signatures.providers.port import Asked
from motcua.signatures.selectors import bytes_of, certificates_of
from motcua.signatures.services.signing import (
    Session,
    begin_signing,
    close_signing,
    keep_signature,
    readable,
)

LONGEST_FAILURE: Final = 255


def begin_request(
    file: StoredFile, identity: SigningIdentity, purpose: Purpose, *, at: datetime
) -> SigningRequest:
    """Have the signer asked, and return what now waits for them.

    A question that waits already is returned as it is. Raises SigningError.
    """
    waiting = _waiting(file, identity)
    if waiting is not None:
        return waiting
    content = readable(file, at=at)
    session = Session.begin(at)
    prepared, certificate, others, _evidence = begin_signing(content, identity, purpose, session)
    ref = uuid4()
    answer = provider_of(identity.provider).begin(
        Asked(
            digest=prepared.digest,
            key_label=identity.key_label,
            certificate=certificate,
            others=others,
            document=file.name,
            reference=ref.hex,
        )
    )
    if not answer.transaction:
        raise SigningError(_("Khóa này ký ngay, không cần xác nhận trên điện thoại."))
    try:
        with transaction.atomic():
            return SigningRequest.objects.create(
                ref=ref,
                file=file,
                identity=identity,
                purpose=purpose,
                transaction=answer.transaction,
                added=prepared.content[len(content) :],
                digest=prepared.digest.hex(),
                region_start=prepared.start,
                region_end=prepared.end,
                field=prepared.field,
                asked_at=at,
            )
    except IntegrityError:
        # Pressed twice: the other question was faster, and this one is answered by nobody.
        faster = _waiting(file, identity)
        if faster is None:
            raise
        return faster


def finish_request(ref: UUID, *, at: datetime) -> SigningRequest:
    """Ask whether the signer has confirmed; close the file when they have.

    Returns the request as it is now. Raises AwayError when somebody did not answer, and the
    request goes on waiting. Anything else that is wrong ends it, and its ``failure`` says why.
    """
    with transaction.atomic():
        request = (
            SigningRequest.objects.select_for_update(of=("self",))
            .select_related("file", "identity__officer", "identity__agency__unit")
            .get(ref=ref)
        )
        if request.state != SigningRequest.State.WAITING:
            return request
        try:
            with transaction.atomic():
                _close(request, at)
        except AwayError:
            raise
        except SigningError as error:
            request.state = SigningRequest.State.FAILED
            request.failure = str(error)[:LONGEST_FAILURE]
            request.ended_at = at
        request.save(update_fields=["state", "failure", "ended_at", "signature"])
    return request


def abandon_request(ref: UUID, *, at: datetime) -> None:
    """End a question that nobody waits for any more, so that another can be asked."""
    waiting = SigningRequest.objects.filter(ref=ref, state=SigningRequest.State.WAITING)
    waiting.update(
        state=SigningRequest.State.FAILED, failure=_("Người ký đã bỏ yêu cầu này."), ended_at=at
    )


def _waiting(file: StoredFile, identity: SigningIdentity) -> SigningRequest | None:
    return SigningRequest.objects.filter(
        file=file, identity=identity, state=SigningRequest.State.WAITING
    ).first()


def _close(request: SigningRequest, at: datetime) -> None:
    identity = request.identity
    answer = provider_of(identity.provider).outcome(request.transaction)
    if not answer.signature:
        return
    session = Session.begin(at)
    certificate, *rest = certificates_of(identity)
    # Again, and not only when it was asked: it may have been revoked meanwhile.
    evidence = session.inquiry.evidence(certificate, rest)
    prepared = Prepared(
        content=bytes_of(request.file) + bytes(request.added),
        digest=bytes.fromhex(request.digest),
        start=request.region_start,
        end=request.region_end,
        field=request.field,
    )
    signature = check_answer(answer.signature, prepared, certificate)
    made = close_signing(
        prepared,
        signature,
        identity=identity,
        purpose=Purpose(request.purpose),
        evidence=evidence,
        session=session,
    )
    request.signature = keep_signature(made, before=request.file)
    request.state = SigningRequest.State.SIGNED
    request.ended_at = at
