"""Pages by key: a cursor says after what the next page begins, and nothing of how far it is."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import orjson
from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError

MOST: Final = 100
USUAL: Final = 20
_LONGEST: Final = 400
_GREATEST: Final = 2**62


class CursorError(DomainError):
    """The cursor is none that we gave."""

    code: ClassVar[str] = "cursor-broken"


def cursor_of(*key: str | int) -> str:
    """Return the cursor that begins after ``key``."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def key_of(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """Return the key in ``cursor``, of exactly these ``kinds``. Raises CursorError."""
    broken = CursorError(_("Con trỏ trang không đúng. Xin đọc lại từ trang đầu."))
    if len(cursor) > _LONGEST or not cursor.isascii():
        raise broken
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise broken from error
    if not isinstance(key, list) or len(key) != len(kinds):
        raise broken
    if not all(_fits(one, kind) for one, kind in zip(key, kinds, strict=True)):
        raise broken
    return tuple(key)


def _fits(one: Any, kind: type) -> bool:
    if isinstance(one, str):
        return kind is str and "\x00" not in one
    # True is an int to Python, and no number to us.
    return kind is int and type(one) is int and abs(one) <= _GREATEST


def cut(rows: Sequence[Any], limit: int) -> tuple[list[Any], bool]:
    """Return a page of ``rows``, of which one more than ``limit`` was asked for; is there more."""
    return list(rows[:limit]), len(rows) > limit
