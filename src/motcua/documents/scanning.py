"""Looking for viruses: our own small client of ClamAV's daemon, and what comes of its verdicts.

A file is stored first and scanned by the worker afterwards, so that nobody waits for the
scanner and nothing is lost when it is away. Until it was found clean nobody opens it.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from django.conf import settings
from django.db.models import QuerySet

from motcua.documents.models import ScanState, StoredFile
from motcua.documents.selectors import open_content

SECONDS: Final = 60.0
_PIECE: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4_096
_STREAM: Final = "stream: "
_FOUND: Final = " FOUND"


class ScannerAwayError(Exception):
    """The scanner does not answer, or could not look at the file; the file waits."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says. ``finding`` is the name of what was found, "" for nothing."""

    finding: str

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was found."""
        return not self.finding


class Scanner:
    """ClamAV's daemon at ``unix:PATH`` or ``tcp:HOST:PORT``."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def is_there(self) -> bool:
        """Say whether the daemon answers."""
        try:
            with self._connected() as line:
                line.sendall(b"zPING\0")
                return _answer(line) == "PONG"
        except ScannerAwayError:
            return False

    def scan(self, content: BinaryIO) -> Verdict:
        """Send the content in pieces and return the verdict. Raises ScannerAwayError."""
        with self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            try:
                while piece := content.read(_PIECE):
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                # It hung up in the middle; it may have said why.
                pass
            return _verdict(_answer(line))

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        kind, _colon, rest = self._address.partition(":")
        try:
            if kind == "unix":
                line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                line.settimeout(self._seconds)
                place: str | tuple[str, int] = rest
            else:
                host, _colon, port = rest.rpartition(":")
                line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                line.settimeout(self._seconds)
                place = (host, int(port))
            with line:
                line.connect(place)
                yield line
        except OSError as error:
            raise ScannerAwayError(str(error)) from error


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode(errors="replace")


def _verdict(answer: str) -> Verdict:
    """Read ``stream: OK`` or ``stream: NAME FOUND``; anything else is no verdict."""
    if answer == f"{_STREAM}OK":
        return Verdict("")
    if answer.startswith(_STREAM) and answer.endswith(_FOUND):
        return Verdict(answer.removeprefix(_STREAM).removesuffix(_FOUND)[:120] or "?")
    raise ScannerAwayError(answer or "no answer")


def scanner() -> Scanner | None:
    """Return the scanner of the settings, or None."""
    return Scanner(settings.SCANNER) if settings.SCANNER else None


def waiting_files() -> QuerySet[StoredFile]:
    """Return what no scanner has seen yet."""
    unseen = [ScanState.UNSCANNED, ScanState.WAITING]
    return StoredFile.objects.filter(scan_state__in=unseen, erased_at__isnull=True)


def scan_file(file: StoredFile, with_scanner: Scanner, *, at: datetime) -> Verdict:
    """Have ``file`` looked at and keep the verdict for every row of the same content.

    Raises ScannerAwayError, and then it waits on; FileNotFoundError when the content is lost.
    """
    with open_content(file) as content:
        verdict = with_scanner.scan(content)
    state = ScanState.CLEAN if verdict.is_clean else ScanState.INFECTED
    same = waiting_files().filter(sha256=file.sha256)
    same.update(scan_state=state, scan_finding=verdict.finding, scanned_at=at)
    return verdict
