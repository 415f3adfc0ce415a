"""Whose certificates are believed, and where their authorities answer. Configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from asn1crypto import pem, x509

_ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})


@dataclass(frozen=True, slots=True)
class Trust:
    """The roots, and how the authorities below them are asked.

    ``places`` maps the beginning of an address written in certificates to where it is
    reached from here, as state networks do. ``seconds``: how long each is waited for.
    """

    roots: tuple[x509.Certificate, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 5.0


def parse_certificates(content: bytes) -> list[x509.Certificate]:
    """Return the certificates of a file, PEM or DER. Raises ValueError when it is neither."""
    try:
        if pem.detect(content):
            found = [
                x509.Certificate.load(der)
                for kind, _headers, der in pem.unarmor(content, multiple=True)
                if kind == "CERTIFICATE"
            ]
        else:
            found = [x509.Certificate.load(content)]
        for one in found:
            one.subject.native  # noqa: B018 - read at once, so that what is broken fails here
            one.public_key.native  # noqa: B018
    except (TypeError, KeyError) as error:
        raise ValueError("not a certificate") from error
    return found


def roots_in(folder: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates that lie in ``folder``; none where there is no folder."""
    if not folder.is_dir():
        return ()
    files = sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)
    return _read(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[x509.Certificate, ...]:
    found = [one for path, _time in files for one in parse_certificates(path.read_bytes())]
    return tuple(found)
