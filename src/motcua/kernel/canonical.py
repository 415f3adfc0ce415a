"""One exact text for a JSON value (RFC 8785), over which the ledger is hashed.

Where a value holds only what both write alike, orjson with sorted keys does it some ten times
faster; a property test compares the two. Anything else goes to the reference.
"""

import hashlib
from typing import Any, Final

import orjson
import rfc8785

_PLAIN: Final = frozenset({str, bool, type(None)})
_LARGEST: Final = 2**53 - 1
"""Whole numbers beyond it are not JSON that everybody reads alike."""


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of ``value``.

    Raises rfc8785.CanonicalizationError for what has none.
    """
    if _is_plain(value):
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except TypeError:
            pass  # half a surrogate pair: the reference says so
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of ``value``, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def is_digest(value: Any, hashed: str) -> bool:
    """Say whether ``hashed`` binds ``value``, as quickly as can be for the many that it does.

    The fast text is tried first without asking whether it is the canonical one: it says the
    same value either way, and where it is not canonical its hash is not the one kept.
    """
    try:
        quick = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(quick).hexdigest() == hashed or digest(value) == hashed
    except (TypeError, ValueError):
        return False


def _is_plain(value: Any) -> bool:
    """Say whether ``value`` has no floats, large numbers, odd types or keys beyond ASCII.

    Keys are sorted by UTF-16 in one and by code point in the other; for ASCII that is the same.
    Written out, since it runs for every event that is checked.
    """
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(item) is not str and not _is_plain(item):
                return False
        return True
    if kind in _PLAIN:
        return True
    if kind is int:
        return bool(-_LARGEST <= value <= _LARGEST)
    return kind is list and all(map(_is_plain, value))
