"""What is said of a dossier whose personal data were erased, and refused to be done to it."""

from datetime import datetime
from typing import ClassVar, Final

from motcua.kernel import clock
from motcua.kernel.errors import DomainError

GONE: Final = "Đã xóa"
"""Stands where the database wants some words and there are none any more."""


class ErasedError(DomainError):
    """Nothing more can be done to a dossier without people."""

    code: ClassVar[str] = "erased"

    def __init__(self, erased_at: datetime) -> None:
        """Say when it was erased."""
        super().__init__(
            f"Hồ sơ này {erased_words(erased_at)[1:-1]}, không làm thêm việc gì được."
        )


def erased_words(erased_at: datetime) -> str:
    """Return what stands in the place of a name."""
    day = clock.day_of(erased_at)
    return f"(đã xóa dữ liệu cá nhân theo thời hạn lưu trữ ngày {day:%d/%m/%Y})"
