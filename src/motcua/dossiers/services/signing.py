"""Signing results: the leader's signature is part of approving, the seal part of numbering.

The leader's signature is made before the dossier is held, over the bytes that were shown, and
kept in the transaction of the act. Of two who sign at once one is kept; of the other nothing is.
The seal is made within the act, because it shows the number.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.rights import require
from motcua.dossiers.services.results import (
    ResultError,
    approve_result,
    number_result,
    result_of,
    to_approve,
)
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.signatures.models import (
    ProviderKind,
    Purpose,
    Signature,
    SigningIdentity,
    SigningRequest,
)
from motcua.signatures.selectors import identity_in
from motcua.signatures.services.requests import begin_request, finish_request
from motcua.signatures.services.signing import (
    Session,
    ask_ahead,
    keep_signature,
    make_signature,
)


def approver_identity(actor: Actor, at: datetime) -> SigningIdentity | None:
    """Return what ``actor`` signs results with: their own, also where they cover somebody."""
    return identity_in("officer", actor.officer_id, clock.day_of(at))


def seal_identity(dossier: Dossier, step: Step | None, at: datetime) -> SigningIdentity | None:
    """Return what the agency that numbers the result signs with."""
    agency_id = step.agency_id if step is not None else dossier.agency_id
    return identity_in("agency", agency_id, clock.day_of(at))


def approve_and_sign(
    dossier_id: int,
    *,
    version: int,
    sha256: str,
    session: Session | None = None,
    actor: Actor,
    at: datetime,
) -> Result:
    """Approve what was shown, signed by whoever approves where they have a signature.

    ``session``: of several results signed together. Raises ResultError, SigningError,
    PermissionDenied, IllegalTransitionError; then nothing has happened.
    """
    identity = approver_identity(actor, at)
    words: dict[str, Any] = {"version": version, "sha256": sha256, "actor": actor, "at": at}
    if identity is None:
        return approve_result(dossier_id, **words)
    result = _may_approve(dossier_id, version, sha256, actor)
    made = make_signature(result.file, identity, Purpose.RESULT, session or Session.begin(at))
    return approve_result(
        dossier_id,
        sign=lambda: keep_signature(made, before=result.file, actor=actor),
        **words,
    )


def ask_to_sign(
    dossier_id: int, *, version: int, sha256: str, actor: Actor, at: datetime
) -> SigningRequest:
    """Have a leader whose key is at a service asked on their phone; nothing is approved yet.

    Raises as ``approve_and_sign`` does.
    """
    identity = approver_identity(actor, at)
    if identity is None or identity.provider != ProviderKind.REMOTE:
        raise ResultError(_("Chữ ký của ông/bà không cần xác nhận trên điện thoại."))
    result = _may_approve(dossier_id, version, sha256, actor)
    return begin_request(result.file, identity, Purpose.RESULT, at=at)


def approve_confirmed(dossier_id: int, ref: UUID, *, actor: Actor, at: datetime) -> SigningRequest:
    """Approve the result if its leader has confirmed; return how far the request is.

    Raises as ``approve_and_sign`` does; Http404 is the caller's for a request of others.
    """
    request = finish_request(ref, at=at)
    signature = request.signature
    if signature is not None:
        result = result_of(Dossier.objects.get(pk=dossier_id))
        if result is None or result.file_id != request.file_id:
            raise ResultError(_("Văn bản đã được thay trong lúc chờ ký. Xin xem bản mới."))
        if result.signed_file_id == signature.after_id:
            return request
        approve_result(
            dossier_id,
            version=result.version,
            sha256=result.file.sha256,
            sign=lambda: signature,
            actor=actor,
            at=at,
        )
    return request


def number_and_seal(
    dossier_id: int, *, symbol: str, dated: date, actor: Actor, at: datetime
) -> Result:
    """Give the approved result its number, with the agency's digital seal where it has one.

    Raises as ``number_result`` does, and SigningError.
    """
    dossier = Dossier.objects.get(pk=dossier_id)
    step = open_step_of(dossier)
    require(actor, Action.NUMBER_RESULT, dossier, step)
    identity = seal_identity(dossier, step, at)
    result = result_of(dossier)
    words: dict[str, Any] = {"symbol": symbol, "dated": dated, "actor": actor, "at": at}
    if identity is None or result is None or result.approved_at is None or result.numbered_at:
        return number_result(dossier_id, **words)
    before, session = result.issued_file, Session.begin(at)
    # Whoever else numbers in this agency waits for the seal: asked now, it takes little.
    ask_ahead(identity, session)

    def seal(number: str) -> Signature:
        shown = _("Số %(number)s, ngày %(day)s") % {"number": number, "day": f"{dated:%d/%m/%Y}"}
        made = make_signature(before, identity, Purpose.SEAL, session, words=shown)
        return keep_signature(made, before=before, actor=actor)

    return number_result(dossier_id, seal=seal, **words)


def _may_approve(dossier_id: int, version: int, sha256: str, actor: Actor) -> Result:
    """Return the result, once it is clear that it could be approved: a key is not used in vain."""
    dossier = Dossier.objects.get(pk=dossier_id)
    next_state(State(dossier.state), Action.APPROVE_RESULT)
    require(actor, Action.APPROVE_RESULT, dossier, open_step_of(dossier))
    return to_approve(dossier, version, sha256)
