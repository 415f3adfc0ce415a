"""What a signed file is worth today: seen in a process of its own, then asked about."""

import base64
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final

from asn1crypto import x509
from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError
from motcua.signatures.certificates import Inquiry, revoked_since
from motcua.signatures.errors import AwayError, CertificateError
from motcua.signatures.selectors import trust
from motcua.signatures.trust import Trust

MOST_AT_ONCE: Final = 2
"""Files looked at by one process at the same time; each takes a processor of its own."""
LONGEST_SECONDS: Final = 40
_PLACES: Final = threading.BoundedSemaphore(MOST_AT_ONCE)


class VerifyingError(DomainError):
    """The file was not looked at."""

    code: ClassVar[str] = "verifying"


class Standing(StrEnum):
    """What a signature is worth, the best first."""

    GOOD = "good"
    REVOKED_LATER = "revoked-later"
    UNANSWERED = "unanswered"
    UNPROVEN = "unproven"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Seen:
    """One signature, as it stands today."""

    standing: Standing
    integrity: str
    name: str
    organisation: str
    issuer: str
    claimed_at: datetime | None
    stamped_at: datetime | None
    revoked_at: datetime | None

    @property
    def is_good(self) -> bool:
        """Say whether the file is whole, and was signed with a certificate good at the time."""
        return self.standing in {Standing.GOOD, Standing.REVOKED_LATER}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was seen of a file. ``problem``: why nothing could be, "" otherwise."""

    problem: str
    signatures: tuple[Seen, ...]


def verify(content: bytes, *, at: datetime) -> Verdict:
    """Return what the signatures of a file are worth. Keeps nothing.

    Raises VerifyingError when too many files are being looked at, or this one takes too long.
    """
    own = trust()
    findings = _examined(content, own, at)
    problem = _PROBLEMS.get(findings["problem"])
    inquiry = Inquiry(own, at)
    seen = tuple(_standing(found, inquiry) for found in findings["signatures"])
    return Verdict(str(problem) if problem else "", seen)


_PROBLEMS: Final = {
    "not-pdf": _("Đây không phải tệp PDF đọc được. Xin chọn đúng tệp PDF đã nhận."),
    "encrypted": _("Tệp PDF này có mật khẩu nên không kiểm tra được."),
}


def _examined(content: bytes, own: Trust, at: datetime) -> dict[str, Any]:
    question = json.dumps(
        {
            "content": base64.b64encode(content).decode(),
            "roots": [base64.b64encode(one.dump()).decode() for one in own.roots],
            "at": at.isoformat(),
        }
    )
    if not _PLACES.acquire(timeout=10):
        raise VerifyingError(_("Đang có nhiều người kiểm tra giấy tờ. Xin thử lại sau ít giây."))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "motcua.signatures.examination"],
            input=question,
            capture_output=True,
            check=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        # A file that does this is broken or meant to: there is nothing to learn from it.
        raise VerifyingError(
            _("Tệp này quá phức tạp hoặc hỏng nên không kiểm tra được.")
        ) from error
    finally:
        _PLACES.release()
    findings: dict[str, Any] = json.loads(done.stdout)
    return findings


def _standing(found: dict[str, Any], inquiry: Inquiry) -> Seen:
    stamped_at = _moment(found["stamped_at"])
    revoked_at = _moment(found["revoked_at"])
    standing = _by_itself(found)
    if standing is Standing.GOOD:
        standing, revoked_at = _asked_today(found, inquiry, stamped_at)
    return Seen(
        standing=standing,
        integrity=found["integrity"],
        name=found["name"],
        organisation=found["organisation"],
        issuer=found["issuer"],
        claimed_at=_moment(found["claimed_at"]),
        stamped_at=stamped_at,
        revoked_at=revoked_at,
    )


def _by_itself(found: dict[str, Any]) -> Standing:
    if found["integrity"] != "whole":
        return Standing.CHANGED
    return {
        "trusted": Standing.GOOD,
        "revoked": Standing.REVOKED,
        "expired": Standing.UNPROVEN,
        "not-yet": Standing.UNPROVEN,
    }.get(found["chain_state"], Standing.UNKNOWN)


def _asked_today(
    found: dict[str, Any], inquiry: Inquiry, stamped_at: datetime | None
) -> tuple[Standing, datetime | None]:
    """Ask whether the certificate has been revoked since, and what that means."""
    *above, certificate = [x509.Certificate.load(base64.b64decode(one)) for one in found["chain"]]
    try:
        inquiry.evidence(certificate, above)
    except AwayError:
        # Good when it was signed, and the file itself says so; of today nobody answers.
        return (Standing.GOOD if _is_proven(found) else Standing.UNANSWERED), None
    except CertificateError as error:
        revoked_at = revoked_since(error)
        if revoked_at is None:
            # Its days are over, which a time stamp within them outlives.
            return (Standing.GOOD if stamped_at else Standing.UNPROVEN), None
        is_later = stamped_at is not None and revoked_at > stamped_at
        return (Standing.REVOKED_LATER if is_later else Standing.REVOKED), revoked_at
    return Standing.GOOD, None


def _is_proven(found: dict[str, Any]) -> bool:
    return bool(found["stamped_at"] and found["has_evidence"])


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
