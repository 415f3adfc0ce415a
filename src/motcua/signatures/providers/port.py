"""The port: a hash goes out, a signature in CMS comes back, at once or later."""

from dataclasses import dataclass
from typing import Protocol

from asn1crypto import x509
from pyhanko.sign.signers import Signer

from motcua.signatures.pades import ALGORITHM
from motcua.signatures.waiting import wait_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What a holder of keys is asked to sign. ``reference``: asked again, it is the same."""

    digest: bytes
    key_label: str
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]
    document: str
    reference: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The signature, or the number under which its signer is being asked."""

    signature: bytes = b""
    transaction: str = ""


class Provider(Protocol):
    """Holds keys and signs hashes. Both raise ProviderError."""

    def begin(self, asked: Asked) -> Answer:
        """Sign, or have the signer asked."""
        ...

    def outcome(self, transaction: str) -> Answer:
        """Return the signature of an earlier question; an empty answer while there is none."""
        ...


def signed_by(signer: Signer, digest: bytes) -> bytes:
    """Return what ``signer`` makes of a hash, as PAdES wants it."""
    signature = wait_for(signer.async_sign(digest, ALGORITHM, use_pades=True))
    found: bytes = signature.dump()
    return found
