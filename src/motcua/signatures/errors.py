"""What can go wrong when something is signed, in sentences for whoever signs."""

from typing import ClassVar

from motcua.kernel.errors import DomainError


class SigningError(DomainError):
    """It was not signed; nothing was kept, and it can be tried again."""

    code: ClassVar[str] = "signing"


class CertificateError(SigningError):
    """The certificate may not sign: not trusted, not in force, revoked, or not meant for it."""

    code: ClassVar[str] = "certificate"


class ProviderError(SigningError):
    """What holds the key did not sign: away, refused, or signed something else."""

    code: ClassVar[str] = "signing-provider"


class AwayError(SigningError):
    """Somebody who has to be asked did not answer; nothing is wrong with what was asked."""

    code: ClassVar[str] = "signing-away"
