"""What tells of people in a complaint or a denunciation, sealed for whoever has only the database.

Lists never break a seal.
"""

import json
from collections.abc import Mapping
from typing import Final

from motcua.people import sealing
from motcua.people.keyed import number_key

_PURPOSE: Final = "motcua petitions seal"


def seal(values: Mapping[str, str], *, about: str) -> bytes:
    """Return ``values`` sealed for the case with the code ``about``, and for no other row."""
    content = json.dumps(dict(values), ensure_ascii=False).encode()
    return sealing.seal(content, purpose=_PURPOSE, about=about)


def unseal(sealed: bytes, *, about: str) -> dict[str, str]:
    """Return what was sealed. Raises InvalidTag when it was changed or is of another row."""
    found: dict[str, str] = json.loads(sealing.unseal(sealed, purpose=_PURPOSE, about=about))
    return found


def officer_key(officer_id: int) -> str:
    """Return by what an officer is known who may not open a case; it names nobody."""
    return number_key(f"officer{officer_id}")
