"""Reading the portal's lists: every entry once, whole or not at all, and none forgotten.

Each list has a mark, the number that was read up to. It moves in the transaction that takes an
entry in, while its row is held: a process killed half way leaves neither, and of two who read at
once the second finds the mark moved. What cannot be taken in is kept with the reason and tried
again when somebody says so; it never stops what comes after it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from motcua.exchange.models import PortalLeft, PortalList, PortalMark
from motcua.exchange.portal.client import PortalError
from motcua.exchange.portal.receiving_message import MessageError, number_of, storable, words
from motcua.kernel.errors import DomainError

logger = logging.getLogger(__name__)
MOST_READS: Final = 200
"""Of one list in one run; the next run goes on."""
LONGEST_REASON: Final = 500
LONGEST_PROBLEM: Final = 255
Entry = Mapping[str, Any]


class Door(Protocol):
    """What is asked of the portal; ``client.Portal`` is it."""

    def read(
        self, path: str, query: Mapping[str, str | int] | None = None, *, at: datetime
    ) -> dict[str, Any]:
        """Ask for a JSON object. Raises PortalError."""

    def read_file(self, path: str, *, at: datetime, most: int = ...) -> bytes:
        """Ask for bytes. Raises PortalError."""

    def tell(self, path: str, payload: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
        """Post ``payload``. Raises PortalError."""


@dataclass(slots=True)
class Received:
    """What one reading came to; ``problems`` are pairs of what and why."""

    taken: int = 0
    left: int = 0
    told: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    def __add__(self, other: "Received") -> "Received":
        return Received(
            self.taken + other.taken,
            self.left + other.left,
            self.told + other.told,
            [*self.problems, *other.problems],
        )


class TakeIn(Protocol):
    """Writes what an entry says; called inside a transaction. Says whether anything changed."""

    def __call__(self, entry: Entry, fetched: Any, *, at: datetime) -> bool:
        """Write. Raises DomainError for what cannot be taken in."""


@dataclass(frozen=True, slots=True)
class ListReading:
    """How one list is read. ``fetch`` asks for what belongs to an entry, before any lock.

    ``kept`` says what of an entry is kept while it cannot be taken in.
    """

    list: PortalList
    path: str
    holds: str
    key: Callable[[Entry], str]
    take_in: TakeIn
    fetch: Callable[[Entry, Door, datetime], AbstractContextManager[Any]] = (
        lambda _entry, _door, _at: nullcontext()
    )
    kept: Callable[[Entry], Entry] = lambda entry: entry


def read_list(reading: ListReading, door: Door, *, at: datetime) -> Received:
    """Read a list to its end and take in what is new. What went wrong is in the answer."""
    total = Received()
    problem = ""
    try:
        for _round in range(MOST_READS):
            entries = _listed(reading, door, at)
            if not entries:
                break
            for entry in entries:
                total += _take(reading, door, entry, at)
    except (PortalError, MessageError) as error:
        problem = str(error).replace("\x00", "")[:LONGEST_PROBLEM]
        total.problems.append((str(reading.list.label), problem))
    PortalMark.objects.filter(list=reading.list).update(read_at=at, problem=problem)
    return total


def try_again(reading: ListReading, left: PortalLeft, door: Door, *, at: datetime) -> Received:
    """Try to take in what could not be. Raises PortalError where the portal does not answer."""
    entry: Entry = left.content
    with ExitStack() as stack:
        fetched, reason = _fetched(reading, door, entry, at, stack)
        stack.enter_context(transaction.atomic())
        held = PortalLeft.objects.select_for_update().filter(pk=left.pk).first()
        if held is None or held.number != left.number:
            return Received()  # somebody was quicker, or the portal says something newer
        reason = reason or _written(reading, entry, fetched, at)
        if not reason:
            held.delete()
            # What is counted of a list is counted anew when it was read anew.
            PortalMark.objects.filter(list=reading.list).update(read_at=at)
            return Received(taken=1)
        held.reason, held.tried_at, held.tries = reason, at, held.tries + 1
        held.save(update_fields=["reason", "tried_at", "tries"])
        return Received(left=1)


def _listed(reading: ListReading, door: Door, at: datetime) -> Sequence[Entry]:
    """Return what comes after the mark, in order. Raises PortalError, MessageError."""
    mark, _is_new = PortalMark.objects.get_or_create(list=reading.list)
    found = door.read(reading.path, {"sau": mark.number}, at=at).get(reading.holds)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise MessageError(
            _("Cổng trả lời không có danh sách %(name)s.") % {"name": reading.holds}
        )
    after = [one for one in found if number_of(one) > mark.number]
    return sorted(after, key=number_of)


def _take(reading: ListReading, door: Door, entry: Entry, at: datetime) -> Received:
    """Take one entry in, or leave it with the reason, and move the mark."""
    entry = storable(entry)
    number = number_of(entry)
    with ExitStack() as stack:
        fetched, reason = _fetched(reading, door, entry, at, stack)
        stack.enter_context(transaction.atomic())
        mark = PortalMark.objects.select_for_update().get(list=reading.list)
        if mark.number >= number:
            return Received()  # somebody else was quicker
        reason = reason or _written(reading, entry, fetched, at)
        if reason:
            _leave(reading, entry, reason, at)
        else:
            _settle(reading, entry)
        mark.number = number
        mark.save(update_fields=["number"])
    return Received(left=1) if reason else Received(taken=1)


def _fetched(
    reading: ListReading, door: Door, entry: Entry, at: datetime, stack: ExitStack
) -> tuple[Any, str]:
    """Return what belongs to an entry until ``stack`` ends, or why it cannot be had."""
    try:
        return stack.enter_context(reading.fetch(entry, door, at)), ""
    except DomainError as error:
        return None, str(error)[:LONGEST_REASON]


def _written(reading: ListReading, entry: Entry, fetched: Any, at: datetime) -> str:
    """Write an entry; return "", or why it could not be, and then nothing is written."""
    try:
        with transaction.atomic():
            reading.take_in(entry, fetched, at=at)
    except DomainError as error:
        return str(error)[:LONGEST_REASON]
    except OperationalError:
        raise  # the database is away: nothing is wrong with the entry
    except Exception as error:
        logger.exception("an entry of the portal could not be taken in")
        return _("Lỗi của hệ thống khi nhận (%(error)s). Xin xem nhật ký rồi thử lại.") % {
            "error": type(error).__name__
        }
    return ""


def _key(reading: ListReading, entry: Entry) -> str:
    # An entry without its code is known by its number: it still is to be seen.
    return reading.key(entry)[:80] or f"#{number_of(entry)}"


def _leave(reading: ListReading, entry: Entry, reason: str, at: datetime) -> None:
    row, is_new = PortalLeft.objects.get_or_create(
        list=reading.list,
        key=_key(reading, entry),
        defaults={
            "number": number_of(entry),
            "content": dict(reading.kept(entry)),
            "reason": reason,
            "left_at": at,
            "tried_at": at,
        },
    )
    if not is_new:
        row.number, row.content = number_of(entry), dict(reading.kept(entry))
        row.reason, row.tried_at, row.tries = reason, at, row.tries + 1
        row.save()


def _settle(reading: ListReading, entry: Entry) -> None:
    """Forget that an older word on the same could not be taken in."""
    PortalLeft.objects.filter(list=reading.list, key=_key(reading, entry)).delete()


def key_named(name: str) -> Callable[[Entry], str]:
    """Return what finds the code of an entry, "" where it has none."""
    return lambda entry: words(entry, name, most=80)
