"""The calendar file, read back by a reader that follows the standard and shares no code."""

import re
from datetime import UTC, datetime

from hypothesis import given, strategies as st

from motcua.guidance.calendar_file import LINE_BYTES, Event, calendar_text
from motcua.kernel.clock import VIETNAM

AT = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)


def read(text: str) -> list[dict[str, str]]:
    """Return the events of a file, unfolded and unescaped as RFC 5545 says (3.1, 3.3.11)."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name != "END":
            plain = re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], value)
            events[-1][name] = plain
    return events


def event(summary: str = "Trực hướng dẫn: Ca sáng", place: str = "Quầy 1; tầng 2, nhà A") -> Event:
    """Return one shift."""
    begins = datetime(2026, 11, 24, 7, 30, tzinfo=VIETNAM)
    return Event("ca-7@motcua", begins, begins.replace(hour=11), summary, place)


def test_a_shift_is_told_in_universal_time() -> None:
    [one] = read(calendar_text("Lịch trực", [event()], at=AT))

    assert one["DTSTART"] == "20261124T003000Z"
    assert one["DTEND"] == "20261124T043000Z"
    assert one["DTSTAMP"] == f"{AT.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert one["UID"] == "ca-7@motcua"
    assert one["LOCATION"] == "Quầy 1; tầng 2, nhà A"


def test_a_calendar_without_shifts_is_a_calendar() -> None:
    text = calendar_text("Lịch trực", [], at=AT)

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert read(text) == []


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200)
)
def test_whatever_is_written_is_read_back_and_no_line_is_too_long(words: str) -> None:
    text = calendar_text("Lịch", [event(words, "")], at=AT)

    assert read(text)[0]["SUMMARY"] == words
    assert all(len(line.encode()) <= LINE_BYTES for line in text.split("\r\n"))
