"""Looking at a signed PDF that anybody may have made, in a process of its own with limits.

Run as a program: a question in JSON comes in, findings in JSON go out; no connection is
opened and nothing is written. Whether a certificate has been revoked since is asked elsewhere,
and only of authorities that a trusted root vouches for.
"""

import base64
import json
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import collect_timing_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from motcua.signatures.waiting import wait_for

CPU_SECONDS: Final = 20
MEMORY_BYTES: Final = 1_500_000_000
MOST_SIGNATURES: Final = 20
_TOLERANCE: Final = timedelta(minutes=5)


@dataclass(slots=True)
class Found:
    """One signature of a file. Instants are ISO 8601; ``chain`` is base64, the root first.

    ``integrity``: whole, changed (the signed bytes are others), appended (something that
    signing does not need was put behind them), broken. ``chain_state``: trusted, unknown,
    expired, not-yet, revoked, unfit.
    """

    name: str = ""
    organisation: str = ""
    issuer: str = ""
    integrity: str = "broken"
    chain_state: str = "unknown"
    claimed_at: str = ""
    stamped_at: str = ""
    revoked_at: str = ""
    has_evidence: bool = False
    chain: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Findings:
    """What was seen of a file. ``problem``: "", "not-pdf", "encrypted"."""

    problem: str = ""
    signatures: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the file and the installation bring to each signature."""

    roots: Sequence[x509.Certificate]
    others: Sequence[x509.Certificate]
    ocsps: Sequence[bytes]
    crls: Sequence[bytes]
    at: datetime

    def context(self, others: Iterable[x509.Certificate], moment: datetime) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[*self.others, *others],
            moment=moment,
            allow_fetching=False,
            ocsps=list(self.ocsps),
            crls=list(self.crls),
            revocation_mode="soft-fail",
            time_tolerance=_TOLERANCE,
            retroactive_revinfo=moment != self.at,
        )


def examine(content: bytes, roots: Sequence[x509.Certificate], at: datetime) -> Findings:
    """Return what can be seen of a file's signatures; never raises, whatever the file is."""
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if reader.encrypted:
            return Findings("encrypted")
        embedded = reader.embedded_regular_signatures[:MOST_SIGNATURES]
        given = _given(reader, roots, at)
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise
        return Findings("not-pdf")
    return Findings("", [_safely(one, given) for one in embedded])


def _given(reader: PdfFileReader, roots: Sequence[x509.Certificate], at: datetime) -> _Given:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Given(roots, (), (), (), at)
    return _Given(
        roots,
        list(store.load_certs()),
        [one.get_object().data for one in store.ocsps],
        [one.get_object().data for one in store.crls],
        at,
    )


def _safely(embedded: EmbeddedPdfSignature, given: _Given) -> Found:
    found = Found()
    try:
        wait_for(_look(embedded, given, found))
    except Exception:  # noqa: BLE001 - what cannot be read is not believed
        found.integrity = "broken"
    return found


async def _look(embedded: EmbeddedPdfSignature, given: _Given, found: Found) -> None:
    certificate = embedded.signer_cert
    found.name = _part(certificate.subject, "common_name")
    found.organisation = _part(certificate.subject, "organization_name")
    found.issuer = _part(certificate.issuer, "common_name")
    claimed = embedded.self_reported_timestamp
    found.claimed_at = claimed.isoformat() if claimed is not None else ""
    found.has_evidence = bool(given.ocsps or given.crls)
    others = list(embedded.other_embedded_certs)
    embedded.compute_integrity_info()
    stamped = await _stamped(embedded, given.context(others, given.at))
    found.stamped_at = stamped.isoformat() if stamped is not None else ""
    context = given.context(others, stamped or given.at)
    status = await async_validate_pdf_signature(embedded, context)
    found.integrity = _integrity(status)
    await _follow(certificate, others, context, found)


async def _stamped(embedded: EmbeddedPdfSignature, context: ValidationContext) -> datetime | None:
    """Return the instant of a time stamp that can be believed."""
    told = await collect_timing_info(
        embedded.signer_info, context, raw_digest=embedded.compute_digest
    )
    stamp = told.get("timestamp_validity")
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return None
    moment: datetime = stamp.timestamp
    return moment


def _integrity(status: Any) -> str:
    if not (status.intact and status.valid):
        return "changed"
    level = status.modification_level
    is_allowed = level is not None and level <= ModificationLevel.FORM_FILLING
    return "whole" if is_allowed and status.docmdp_ok is not False else "appended"


async def _follow(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    context: ValidationContext,
    found: Found,
) -> None:
    """Follow the certificate to a root, as of the instant that is proven."""
    validator = CertificateValidator(
        certificate, intermediate_certs=list(others), validation_context=context
    )
    try:
        path = await validator.async_validate_usage({"digital_signature"})
    except RevokedError as error:
        found.chain_state = "revoked"
        found.revoked_at = error.revocation_dt.isoformat()
    except ExpiredError:
        found.chain_state = "expired"
    except NotYetValidError:
        found.chain_state = "not-yet"
    except InvalidCertificateError:
        found.chain_state = "unfit"
    except (PathError, ValidationError):
        found.chain_state = "unknown"
    else:
        found.chain_state = "trusted"
        found.chain = [base64.b64encode(one.dump()).decode() for one in path]


def _part(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    return str(value[0] if isinstance(value, list) else value)[:200]


def _limit() -> None:
    """Let no file keep the machine busy, fill its memory or leave anything behind."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # a system that knows no such limit


def main(read: Callable[[], bytes] = sys.stdin.buffer.read) -> None:
    """Answer one question."""
    _limit()
    question = json.loads(read())
    roots = [x509.Certificate.load(base64.b64decode(one)) for one in question["roots"]]
    findings = examine(
        base64.b64decode(question["content"]), roots, datetime.fromisoformat(question["at"])
    )
    sys.stdout.write(json.dumps(asdict(findings)))


if __name__ == "__main__":
    main()
