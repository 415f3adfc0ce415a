"""May this certificate sign, now? Chain, days, purpose, and whether it was revoked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from django.utils.translation import gettext as _
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from motcua.kernel import clock
from motcua.signatures.errors import AwayError, CertificateError
from motcua.signatures.reaching import OutOfReachError, ask, found_at
from motcua.signatures.trust import Trust
from motcua.signatures.waiting import wait_for

TOLERANCE: Final = timedelta(minutes=5)
"""By how much the clocks of two servers may differ."""
SIGNING: Final = frozenset({"digital_signature"})
STAMPING: Final = "time_stamping"


@dataclass(slots=True)
class Evidence:
    """What was learned of a certificate: its way to a root, and what the authorities said."""

    path: list[x509.Certificate] = field(default_factory=list)
    ocsps: list[bytes] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    validated: ValidationPath | None = None


@dataclass(slots=True)
class Inquiry:
    """One look at certificates. What was answered is asked once, even for fifty files."""

    trust: Trust
    at: datetime
    answers: dict[tuple[str, bytes], bytes] = field(default_factory=dict)
    known: dict[bytes, Evidence] = field(default_factory=dict)

    def evidence(
        self,
        certificate: x509.Certificate,
        others: Iterable[x509.Certificate],
        *,
        stamps: bool = False,
    ) -> Evidence:
        """Return the evidence that ``certificate`` may sign now, or stamp the time.

        Raises CertificateError, whose sentence says why not; AwayError when its authority
        says nothing.
        """
        digest: bytes = certificate.sha256
        if digest not in self.known:
            self.known[digest] = self._look(certificate, list(others), stamps=stamps)
        return self.known[digest]

    def _look(
        self, certificate: x509.Certificate, others: Sequence[x509.Certificate], *, stamps: bool
    ) -> Evidence:
        try:
            path = _validated(certificate, others, self._context(others), stamps=stamps)
            found = Evidence(list(path))
            self._gather(found)
            context = self._context(others, found)
            found.validated = _validated(certificate, others, context, stamps=stamps)
        except InsufficientRevinfoError as error:
            raise AwayError(_unanswered(certificate)) from error
        except (PathError, ValidationError) as error:
            raise CertificateError(_sentence(certificate, error)) from error
        return found

    def _context(
        self, others: Sequence[x509.Certificate], evidence: Evidence | None = None
    ) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(self.trust.roots),
            other_certs=list(others),
            moment=self.at,
            allow_fetching=False,
            ocsps=evidence.ocsps if evidence else [],
            crls=evidence.crls if evidence else [],
            revocation_mode="hard-fail" if evidence else "soft-fail",
            time_tolerance=TOLERANCE,
        )

    def _gather(self, evidence: Evidence) -> None:
        """Ask about each certificate below the root; only what a root vouches for is asked."""
        # certvalidator puts the root first.
        for issuer, certificate in zip(evidence.path, evidence.path[1:], strict=False):
            try:
                answer = self._status(certificate, issuer)
            except OutOfReachError:
                answer = None
            if answer is not None:
                evidence.ocsps.append(answer)
                continue
            for address in _crl_addresses(certificate):
                try:
                    evidence.crls.append(self._asked(address, b""))
                    break
                except OutOfReachError:
                    continue

    def _status(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bytes | None:
        addresses = certificate.ocsp_urls
        if not addresses:
            return None
        builder = ocsp.OCSPRequestBuilder().add_certificate(
            as_cryptography(certificate),
            as_cryptography(issuer),
            hashes.SHA1(),  # noqa: S303 - names the issuer, secures nothing; all responders know it
        )
        request = builder.build().public_bytes(serialization.Encoding.DER)
        answer = self._asked(str(addresses[0]), request)
        try:
            is_an_answer = (
                ocsp.load_der_ocsp_response(answer).response_status
                is ocsp.OCSPResponseStatus.SUCCESSFUL
            )
        except ValueError:
            is_an_answer = False
        return answer if is_an_answer else None

    def _asked(self, address: str, sent: bytes) -> bytes:
        key = (address, sent)
        if key not in self.answers:
            self.answers[key] = ask(
                found_at(address, self.trust.places),
                sent or None,
                headers={"Content-Type": "application/ocsp-request"} if sent else {},
                seconds=self.trust.seconds,
            )
        return self.answers[key]


def revoked_since(error: CertificateError) -> datetime | None:
    """Return since when a certificate is revoked; None when that is not what is wrong."""
    cause = error.__cause__
    return cause.revocation_dt if isinstance(cause, RevokedError) else None


def as_cryptography(certificate: x509.Certificate) -> crypto_x509.Certificate:
    """Return the same certificate as the other library knows it."""
    return crypto_x509.load_der_x509_certificate(certificate.dump())


def name_of(certificate: x509.Certificate) -> str:
    """Return whom the certificate names."""
    return _part(certificate, "common_name") or str(certificate.subject.human_friendly)


def organisation_of(certificate: x509.Certificate) -> str:
    """Return the organisation that the certificate names; "" for none."""
    return _part(certificate, "organization_name")


def number_of(certificate: x509.Certificate) -> str:
    """Return the personal number that the certificate names; "" for none."""
    return _part(certificate, "serial_number").rpartition(":")[2]


def issuer_of(certificate: x509.Certificate) -> str:
    """Return who issued the certificate."""
    native: dict[str, Any] = certificate.issuer.native
    return str(native.get("common_name") or certificate.issuer.human_friendly)


def _part(certificate: x509.Certificate, name: str) -> str:
    value = certificate.subject.native.get(name, "")
    return str(value[0] if isinstance(value, list) else value)


def _crl_addresses(certificate: x509.Certificate) -> list[str]:
    points = certificate.crl_distribution_points_value
    found = []
    for point in points or ():
        address = point.url
        if address:
            found.append(str(address))
    return found


def _validated(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    context: ValidationContext,
    *,
    stamps: bool,
) -> ValidationPath:
    validator = CertificateValidator(
        certificate, intermediate_certs=list(others), validation_context=context
    )
    usages, purposes = (set(), {STAMPING}) if stamps else (set(SIGNING), None)
    path: ValidationPath = wait_for(validator.async_validate_usage(usages, purposes))
    return path


def _sentence(certificate: x509.Certificate, error: Exception) -> str:
    """Say why the certificate may not sign."""
    about = {"name": name_of(certificate)}
    if isinstance(error, RevokedError):
        return _(
            "Chứng thư số của %(name)s đã bị thu hồi từ %(day)s. Xin dùng chứng thư khác."
        ) % {
            **about,
            "day": _day(error.revocation_dt),
        }
    if isinstance(error, ExpiredError):
        return _("Chứng thư số của %(name)s đã hết hạn ngày %(day)s. Xin gia hạn rồi ký lại.") % {
            **about,
            "day": _day(error.expired_dt),
        }
    if isinstance(error, NotYetValidError):
        return _("Chứng thư số của %(name)s chưa tới ngày có hiệu lực, %(day)s.") % {
            **about,
            "day": _day(error.valid_from),
        }
    if isinstance(error, InvalidCertificateError):
        return _("Chứng thư số của %(name)s không dùng để ký văn bản được.") % about
    if isinstance(error, PathBuildingError):
        return _("Chứng thư số của %(name)s không do tổ chức chứng thực được tin cậy cấp.") % about
    return _("Chứng thư số của %(name)s không kiểm tra được.") % about


def _unanswered(certificate: x509.Certificate) -> str:
    return _(
        "Chưa hỏi được nơi cấp chứng thư số của %(name)s xem chứng thư có bị thu hồi không. "
        "Chưa có gì được ký; xin thử lại sau ít phút."
    ) % {"name": name_of(certificate)}


def _day(moment: datetime) -> str:
    return f"{clock.local(moment):%d/%m/%Y}"
