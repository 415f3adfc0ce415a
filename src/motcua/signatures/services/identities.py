"""Who signs with what: put in force and ended, so that no history is overwritten."""

from datetime import date, datetime
from typing import ClassVar

from asn1crypto import x509
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, Officer
from motcua.agencies.services import require_administrator_of
from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.people.models import Person
from motcua.signatures.certificates import name_of, number_of
from motcua.signatures.models import ProviderKind, SigningIdentity
from motcua.signatures.providers.remote import RemoteSigning
from motcua.signatures.selectors import Owner
from motcua.signatures.trust import parse_certificates


class IdentityError(DomainError):
    """What was said of a signature cannot be so."""

    code: ClassVar[str] = "signing-identity"


def set_identity(
    owner: Owner,
    *,
    provider: str,
    key_label: str,
    certificate: str,
    valid_from: date,
    valid_to: date | None = None,
    image: StoredFile | None = None,
    actor: Actor,
) -> SigningIdentity:
    """Let ``owner`` sign with a key from that day on; what they signed with before ends.

    ``certificate``: theirs and then the chain, as PEM. Raises IdentityError, ValidityError,
    PermissionDenied unless ``actor`` administers the agency of the owner.
    """
    if isinstance(owner, Agency):
        require_administrator_of(actor, owner)
    elif isinstance(owner, Officer):
        require_administrator_of(actor, owner.agency)
    check_certificate(certificate)
    if provider not in ProviderKind.values or not key_label.strip():
        raise IdentityError(_("Xin chọn nơi giữ khóa và ghi tên khóa ở đó."))
    kind = type(owner).__name__.lower()
    row = SigningIdentity(
        **{kind: owner},
        provider=provider,
        key_label=key_label.strip(),
        certificate=certificate,
        valid_from=valid_from,
        valid_to=valid_to,
        image=image,
    )
    with transaction.atomic():
        _hold(owner)
        validity.put_in_force(row, SigningIdentity.objects.filter(**{f"{kind}_id": owner.pk}))
    return row


def connect_remote(person: Person, *, account: str, at: datetime) -> SigningIdentity:
    """Let a person sign with their account at the service for remote signing.

    Raises IdentityError unless the service's certificate names that very person, SigningError.
    """
    tidy = account.strip()
    if not tidy:
        raise IdentityError(_("Xin ghi tài khoản ký số từ xa."))
    number = person.identity_number or ""
    certificate = RemoteSigning().certificate(tidy, name=person.full_name, number=number)
    check_certificate(certificate)
    named, *_chain = parse_certificates(certificate.encode())
    if not _names(named, person):
        raise IdentityError(
            _("Chứng thư của tài khoản này mang tên %(name)s, không phải của ông/bà.")
            % {"name": name_of(named)}
        )
    return set_identity(
        person,
        provider=ProviderKind.REMOTE,
        key_label=tidy,
        certificate=certificate,
        valid_from=clock.day_of(at),
        actor=SYSTEM,
    )


def _names(certificate: x509.Certificate, person: Person) -> bool:
    """Say whether a certificate is a person's: by number, or by name where it has none."""
    number = number_of(certificate)
    if number and person.identity_number:
        return number == person.identity_number
    return fold(name_of(certificate)) == fold(person.full_name)


def end_identity(row: SigningIdentity, last_day: date, *, actor: Actor) -> None:
    """Let a signature be used until ``last_day`` and no longer.

    Raises ValidityError, PermissionDenied.
    """
    agency = row.agency or (row.officer.agency if row.officer is not None else None)
    if agency is not None:
        require_administrator_of(actor, agency)
    validity.end(row, last_day)


def check_certificate(certificate: str) -> None:
    """Raise IdentityError unless the text begins with a certificate that names its holder."""
    try:
        found = parse_certificates(certificate.encode())
    except ValueError as error:
        raise IdentityError(
            _("Tệp không phải chứng thư số (PEM hoặc DER). Xin chọn đúng tệp.")
        ) from error
    if not found:
        raise IdentityError(_("Tệp không có chứng thư số nào. Xin chọn đúng tệp."))


def _hold(owner: Owner) -> None:
    """Let two administrators who change the same owner's signature take turns."""
    model: type[Agency | Officer | Person] = type(owner)
    model._default_manager.select_for_update().filter(pk=owner.pk).first()  # noqa: SLF001 - Django's API
