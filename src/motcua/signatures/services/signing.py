"""Signing a PDF file: look at the certificate, have the hash signed, look again, keep it whole.

Making a signature writes nothing, so it is done before anything is locked; keeping it is one
transaction. What fails on the way leaves nothing behind and can be tried again.
"""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, pem, x509
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.documents.models import StoredFile
from motcua.documents.selectors import is_intact, is_openable
from motcua.documents.services import store_content
from motcua.kernel import clock
from motcua.signatures.appearance import Manner, Mark
from motcua.signatures.certificates import Evidence, Inquiry, name_of, organisation_of
from motcua.signatures.errors import SigningError
from motcua.signatures.models import (
    ProviderKind,
    Purpose,
    Signature,
    SigningIdentity,
    SigningRequest,
)
from motcua.signatures.pades import (
    Closed,
    Prepared,
    Profile,
    Stamper,
    Wanted,
    check_answer,
    close,
    prepare,
)
from motcua.signatures.providers.choosing import provider_of
from motcua.signatures.providers.port import Asked
from motcua.signatures.selectors import (
    Owner,
    bytes_of,
    certificates_of,
    identity_of,
    trust,
)

_MANNERS: Final[Mapping[Purpose, tuple[Manner, str]]] = {
    Purpose.RESULT: (Manner.SIGNER, "KyDuyet"),
    Purpose.SEAL: (Manner.SEAL, "DauCoQuan"),
    Purpose.FORM: (Manner.CORNER, "CoQuanLap"),
    Purpose.LODGING: (Manner.SIGNER, "KyNguoiNop"),
}
"""Where each stands, and what its field is called."""


@dataclass(slots=True)
class Session:
    """One sitting: what authorities answered serves all files signed in it."""

    at: datetime
    inquiry: Inquiry
    profile: Profile
    tsa_address: str

    @classmethod
    def begin(cls, at: datetime) -> "Session":
        """Return a new sitting."""
        own = settings.SIGNING
        return cls(at, Inquiry(trust(), at), Profile(own.profile), own.tsa_address)

    def stamper(self) -> Stamper | None:
        """Return who stamps the time; None where the profile wants none."""
        if not self.profile.has_stamp or not self.tsa_address:
            return None
        return Stamper(self.tsa_address, self.inquiry)


@dataclass(frozen=True, slots=True)
class Made:
    """A signature that was made and is not kept yet."""

    identity: SigningIdentity
    purpose: Purpose
    profile: Profile
    field: str
    closed: Closed
    at: datetime


def sign_file(file: StoredFile, *, signer: Owner, purpose: str, at: datetime) -> StoredFile:
    """Sign a PDF with what ``signer`` has, and return the signed file.

    Raises SigningError when nothing is set up for them, the key is at a service that has to
    ask them first (``requests.begin_request``), or anything on the way goes wrong.
    """
    identity = identity_of(signer, clock.day_of(at))
    if identity is None:
        raise SigningError(_("Chưa có chữ ký số nào được khai cho người ký này."))
    made = make_signature(file, identity, Purpose(purpose), Session.begin(at))
    return keep_signature(made, before=file).after


def ask_ahead(identity: SigningIdentity, session: Session) -> None:
    """Ask the authorities about a certificate now, so that signing itself waits for less.

    Raises SigningError when it must not sign.
    """
    certificate, *rest = certificates_of(identity)
    session.inquiry.evidence(certificate, rest)


def make_signature(
    file: StoredFile,
    identity: SigningIdentity,
    purpose: Purpose,
    session: Session,
    *,
    words: str = "",
) -> Made:
    """Sign a stored file, ``words`` in the mark; keep nothing yet. Raises SigningError."""
    content = readable(file, at=session.at)
    return sign_content(content, identity, purpose, session, document=file.name, words=words)


def sign_content(
    content: bytes,
    identity: SigningIdentity,
    purpose: Purpose,
    session: Session,
    *,
    document: str,
    words: str = "",
) -> Made:
    """Sign a PDF with a key that answers at once, and keep nothing yet. Raises SigningError."""
    if identity.provider == ProviderKind.REMOTE:
        raise SigningError(
            _("Chữ ký này cần người ký xác nhận trên điện thoại, nên không ký ngay được.")
        )
    prepared, certificate, others, evidence = begin_signing(
        content, identity, purpose, session, words=words
    )
    asked = Asked(
        digest=prepared.digest,
        key_label=identity.key_label,
        certificate=certificate,
        others=others,
        document=document,
        reference=uuid.uuid4().hex,
    )
    answer = provider_of(identity.provider).begin(asked)
    signature = check_answer(answer.signature, prepared, certificate)
    return close_signing(
        prepared,
        signature,
        identity=identity,
        purpose=purpose,
        evidence=evidence,
        session=session,
    )


def begin_signing(
    content: bytes,
    identity: SigningIdentity,
    purpose: Purpose,
    session: Session,
    *,
    words: str = "",
) -> tuple[Prepared, x509.Certificate, tuple[x509.Certificate, ...], Evidence]:
    """Look at the certificate and make the place for the signature. Raises SigningError."""
    certificate, *rest = certificates_of(identity)
    evidence = session.inquiry.evidence(certificate, rest)
    wanted = _wanted(identity, certificate, purpose, session.at, words)
    prepared = prepare(content, wanted, certificate)
    return prepared, certificate, tuple(evidence.path[1:-1]), evidence


def close_signing(
    prepared: Prepared,
    signature: cms.ContentInfo,
    *,
    identity: SigningIdentity,
    purpose: Purpose,
    evidence: Evidence,
    session: Session,
) -> Made:
    """Put the signature in its place, with what the profile adds. Raises SigningError."""
    closed = close(
        prepared, signature, session.profile, stamper=session.stamper(), evidence=evidence
    )
    return Made(identity, purpose, session.profile, prepared.field, closed, session.at)


@transaction.atomic
def keep_signature(
    made: Made, *, before: StoredFile | None, name: str = "", actor: Actor = SYSTEM
) -> Signature:
    """Store the signed file and everything that shows how it was signed."""
    given = before.name if before is not None else name
    stem = given.rpartition(".")[0] or given
    after = store_content(made.closed.content, name=f"{stem}.pdf", actor=actor, at=made.at)
    if before is not None and after.scan_state != before.scan_state:
        after.scan_state = before.scan_state
        after.save(update_fields=["scan_state"])
    return Signature.objects.create(
        before=before,
        after=after,
        identity=made.identity,
        purpose=made.purpose,
        profile=made.profile,
        field=made.field,
        certificate=_pem(certificates_of(made.identity)[0]),
        evidence=_kept(made.closed),
        signed_at=made.at,
    )


def readable(file: StoredFile, *, at: datetime) -> bytes:
    """Return the bytes of a file that may be signed. Raises SigningError."""
    if not is_openable(file, at=at) or not is_intact(file):
        raise SigningError(
            _("Tệp “%(name)s” không còn nguyên hoặc không được mở, nên không ký được.")
            % {"name": file.name}
        )
    return bytes_of(file)


def forget_files(keys: list[int]) -> None:
    """Keep of the signatures on erased files only that there were some."""
    SigningRequest.objects.filter(file__in=keys).delete()
    signatures = Signature.objects.filter(after__in=keys)
    signatures.update(certificate="", evidence={}, identity=None)


def _wanted(
    identity: SigningIdentity,
    certificate: x509.Certificate,
    purpose: Purpose,
    at: datetime,
    words: str,
) -> Wanted:
    manner, field = _MANNERS[purpose]
    name = name_of(certificate)
    title = ""
    location = ""
    if identity.officer is not None:
        title = identity.officer.position
        location = organisation_of(certificate)
    elif identity.agency is not None:
        location = identity.agency.place
    image = bytes_of(identity.image) if identity.image is not None else b""
    return Wanted(
        field=field,
        reason=str(purpose.label),
        location=location,
        name=name,
        mark=Mark(manner, name, title, at, image, words),
    )


def _pem(certificate: x509.Certificate) -> str:
    armored: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return armored.decode()


def _kept(closed: Closed) -> dict[str, Any]:
    gathered = closed.evidence
    return {
        "chain": [_text(one.dump()) for found in gathered for one in found.path],
        "ocsp": [_text(one) for found in gathered for one in found.ocsps],
        "crl": [_text(one) for found in gathered for one in found.crls],
        "stamp": _text(closed.stamp),
    }


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
