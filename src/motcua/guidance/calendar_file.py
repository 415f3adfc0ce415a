"""Shifts as a calendar file that telephones subscribe to (iCalendar, RFC 5545). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

LINE_BYTES: Final = 75
"""A longer line is folded (RFC 5545, 3.1); counted in bytes, and no letter is cut in two."""


@dataclass(frozen=True, slots=True)
class Event:
    """One shift: ``uid`` stays the same however often the file is fetched."""

    uid: str
    begins: datetime
    ends: datetime
    summary: str
    place: str = ""


def calendar_text(name: str, events: Iterable[Event], *, at: datetime) -> str:
    """Return the file, its instants in UTC so that it needs no table of time zones."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mot Cua//Lich truc//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.uid)}",
            f"DTSTAMP:{_instant(at)}",
            f"DTSTART:{_instant(event.begins)}",
            f"DTEND:{_instant(event.ends)}",
            f"SUMMARY:{_text(event.summary)}",
        ]
        if event.place:
            lines.append(f"LOCATION:{_text(event.place)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Return a value as it stands in a line: what means something else there is escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE_BYTES:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
