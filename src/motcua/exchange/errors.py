"""What a client of the API does wrong, as errors with a stable code."""

from typing import ClassVar

from motcua.kernel.errors import DomainError


class ClientError(DomainError):
    """The connection cannot be made or changed that way."""

    code: ClassVar[str] = "api-client"


class AgencyNotAllowedError(DomainError):
    """The client may not act for that agency."""

    code: ClassVar[str] = "agency-not-allowed"


class IdentityMismatchError(DomainError):
    """The number belongs to somebody whom we know by another name."""

    code: ClassVar[str] = "identity-mismatch"


class UnknownFileError(DomainError):
    """A file was named that the client did not send, or that is gone; ``path`` says where."""

    code: ClassVar[str] = "unknown-file"

    def __init__(self, sentence: str, path: str) -> None:
        self.path = path
        super().__init__(sentence)


class KeyReusedError(DomainError):
    """The same idempotency key came with another body."""

    code: ClassVar[str] = "idempotency-key-reused"
