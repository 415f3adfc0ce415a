"""Who signs with what, and what was signed."""

from collections.abc import Iterable
from datetime import date

from asn1crypto import x509
from django.conf import settings

from motcua.agencies.models import Agency, Officer
from motcua.documents.models import StoredFile
from motcua.documents.selectors import open_content
from motcua.people.models import Person
from motcua.signatures.models import Signature, SigningIdentity
from motcua.signatures.trust import Trust, parse_certificates, roots_in

Owner = Officer | Agency | Person


def identity_of(owner: Owner, on: date) -> SigningIdentity | None:
    """Return with what ``owner`` signs on that day, or None."""
    name = type(owner).__name__.lower()
    return identity_in(name, owner.pk, on)


def identity_in(kind: str, key: int | None, on: date) -> SigningIdentity | None:
    """Return what the owner of that kind (officer, agency, person) and row signs with."""
    if key is None:
        return None
    found: SigningIdentity | None = (
        SigningIdentity.objects.valid_on(on)
        .filter(**{f"{kind}_id": key})
        .select_related("officer", "agency__unit", "person", "image")
        .first()
    )
    return found


def certificates_of(identity: SigningIdentity) -> tuple[x509.Certificate, ...]:
    """Return the certificate of an identity, then the chain that came with it."""
    return tuple(parse_certificates(identity.certificate.encode()))


def trust() -> Trust:
    """Return whom this installation trusts."""
    own = settings.SIGNING
    return Trust(roots_in(own.trust_folder), own.places, own.seconds)


def bytes_of(file: StoredFile) -> bytes:
    """Return the content of a file. Raises FileNotFoundError when the store lost it."""
    with open_content(file) as content:
        return content.read()


def files_signed_from(keys: Iterable[int]) -> set[int]:
    """Return the files that came of signing those files, signed again or not."""
    found: set[int] = set()
    reached = set(keys)
    while reached:
        signed = Signature.objects.filter(before__in=reached).values_list("after_id", flat=True)
        reached = set(signed) - found
        found |= reached
    return found
