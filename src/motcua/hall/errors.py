"""What cannot be done in the hall, each a sentence for the screen."""

from typing import ClassVar

from motcua.kernel.errors import DomainError


class ClosedError(DomainError):
    """No number is given now."""

    code: ClassVar[str] = "hall-closed"


class CounterError(DomainError):
    """The counter is not ready for this."""

    code: ClassVar[str] = "hall-counter"


class ArrangingError(DomainError):
    """The hall cannot be set up like this."""

    code: ClassVar[str] = "hall-arranging"


class BookingError(DomainError):
    """No appointment can be made, moved or used like this."""

    code: ClassVar[str] = "booking"


class FullError(BookingError):
    """All places of the slot are taken."""

    code: ClassVar[str] = "slot-full"
