"""The command ``motcua due``: due dates from the shipped calendar, one or a million."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache, partial
from io import BufferedIOBase
from typing import IO, Final

import click
import orjson

from motcua.kernel import clock, wording
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Due, Limit, LimitError, LimitUnit, Pause, Policy, due as due_date
from motcua.kernel.timeline import to_minutes
from motcua.kernel.workdays import Calendar, national_calendar

CalendarOn = Callable[[date], Calendar]

_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_DAY_ALONE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KNOWN_FIELDS: Final = frozenset({"accepted", "limit", "unit", "policy", "pauses", "as_of"})
_UNITS: Final = tuple(unit.value for unit in LimitUnit)
_POLICIES: Final = tuple(policy.value for policy in Policy)
_OPEN_ENDS: Final = frozenset({"", ".."})
_BYTES_AT_A_TIME: Final = 1 << 20
_INSTANTS_REMEMBERED: Final = 100_000
_PAUSE_PARTS: Final = (2, 3)


@click.command()
@click.option("--accepted", help="Lúc tiếp nhận, như 2024-09-12T09:00. / When it was accepted.")
@click.option("--limit", type=int, help="Thời hạn, số nguyên. / The limit, a whole number.")
@click.option(
    "--unit",
    type=click.Choice(_UNITS),
    help="Đơn vị của thời hạn. / The unit of the limit.",
)
@click.option(
    "--policy",
    type=click.Choice(_POLICIES),
    default=Policy.LEGAL.value,
    help="legal: theo ngày (luật); clock: theo giờ. / By days (law) or hours.",
)
@click.option("--unit-code", help="Mã cơ quan để dùng lịch riêng. / Use an agency's calendar.")
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    metavar="FROM/TO[:restart]",
    help="Lần tạm dừng; bỏ trống TO nếu chưa kết thúc. / A pause; no TO: still open.",
)
@click.option("--as-of", help="Nếu tạm dừng kết thúc lúc này. / If open pauses ended then.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON. / Print JSON.")
@click.option("--batch", is_flag=True, help="Mỗi dòng vào một JSON. / One JSON object a line.")
@click.option("--brief", is_flag=True, help="Với --batch: bỏ phần giải thích. / No reasons.")
def due(
    *,
    accepted: str | None,
    limit: int | None,
    unit: str | None,
    policy: str,
    unit_code: str | None,
    pauses: tuple[str, ...],
    as_of: str | None,
    as_json: bool,
    batch: bool,
    brief: bool,
) -> None:
    """Tính ngày hẹn trả và nói rõ vì sao. Giờ không ghi múi giờ là giờ Việt Nam.

    Work out a due date and say why. Instants without an offset are Vietnam's.

    \b
    motcua due --accepted 2024-09-12T09:00 --limit 3 --unit working_day
    motcua due --batch < hoso.jsonl > ngayhen.jsonl
    """  # noqa: D301 - the backslash is click's mark for lines to be kept
    if batch:
        with calendars(unit_code) as calendar_on:
            failures = answer_lines(_standard_input(), sys.stdout.buffer, calendar_on, brief=brief)
        click.get_current_context().exit(1 if failures else 0)
    if accepted is None or unit is None:
        raise click.UsageError("Cần có --accepted và --unit (hoặc --batch): xem --help.")
    try:
        accepted_at = read_instant(accepted)
        counted = read_limit(limit, unit, policy)
        paused = [_read_pause_option(text) for text in pauses]
        ended_at = None if as_of is None else read_instant(as_of)
        with calendars(unit_code) as calendar_on:
            calendar = calendar_on(accepted_at.date())
        answer = due_date(accepted_at, counted, calendar, paused, ended_at)
        explained = as_dict(answer)
    except DomainError as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        click.echo(orjson.dumps(explained).decode())
    else:
        _print(answer)


def _standard_input() -> BufferedIOBase:
    """Return standard input as bytes, whatever the locale says."""
    source = sys.stdin.buffer
    assert isinstance(source, BufferedIOBase)  # noqa: S101 - so it is on every platform
    return source


def _print(answer: Due) -> None:
    """Print the promise first, then the reasons, then what to beware of."""
    if answer.due is not None:
        click.echo(f"Hẹn trả: {_moment(answer.due)}")
    elif answer.provisional is not None:
        click.echo(f"Chưa có ngày hẹn trả; tạm tính: {_moment(answer.provisional)}")
    else:
        click.echo("Chưa có ngày hẹn trả.")
    for sentence in answer.explanation.sentences:
        click.echo(f"  {sentence}")
    for warning in answer.warnings:
        click.echo(f"Lưu ý: {warning}")


def _moment(instant: datetime) -> str:
    return f"{wording.moment(to_minutes(instant), year=True)} ({instant.isoformat()})"


def as_dict(answer: Due, *, brief: bool = False) -> dict[str, object]:
    """Return an answer as JSON gives it."""
    found: dict[str, object] = {
        "due": None if answer.due is None else answer.due.isoformat(),
        "provisional": None if answer.provisional is None else answer.provisional.isoformat(),
    }
    if not brief:
        found["explanation"] = answer.explanation.sentences
    found["warnings"] = answer.warnings
    return found


@contextmanager
def calendars(unit_code: str | None) -> Iterator[CalendarOn]:
    """Give the way to a calendar by day: the nation's, or that of the agency ``unit_code``.

    Only an agency's calendar needs Django and the database, so only then are they opened.
    """
    if unit_code is None:
        yield lambda _on: national_calendar()
        return
    from motcua.cli.database import with_django  # noqa: PLC0415 - not for the shipped calendar

    with with_django():
        from django.db import ProgrammingError  # noqa: PLC0415 - needs Django

        from motcua.agencies.selectors import calendar_for_code  # noqa: PLC0415 - needs Django

        try:
            yield cache(partial(calendar_for_code, unit_code))
        except ProgrammingError:
            raise click.ClickException(
                "Cơ sở dữ liệu còn trống: hãy chạy “motcua init” hoặc “motcua serve” trước."
            ) from None


@lru_cache(maxsize=_INSTANTS_REMEMBERED)
def read_instant(text: str) -> datetime:
    """Read an ISO instant; without an offset it is Vietnam's. Raises LimitError."""
    if _DAY_ALONE.fullmatch(text):
        raise LimitError(f"“{text}” thiếu giờ: hãy ghi cả ngày và giờ, như {text}T09:00.")
    if not _INSTANT.fullmatch(text):
        raise LimitError(f"“{text}” không phải là thời điểm: hãy ghi như 2024-09-12T09:00.")
    try:
        return clock.local(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise LimitError(f"“{text}” không có thật: hãy xem lại ngày, giờ và múi giờ.") from None


@lru_cache(maxsize=1024)
def _limit(value: int, unit: str, policy: str) -> Limit:
    return Limit(value, LimitUnit(unit), Policy(policy))


def read_limit(value: object, unit: object, policy: object) -> Limit:
    """Read a limit. The same-day unit has no number of its own. Raises LimitError."""
    if not isinstance(unit, str) or unit not in _UNITS:
        raise LimitError(f"Đơn vị thời hạn (unit) phải là một trong: {', '.join(_UNITS)}.")
    if not isinstance(policy, str) or policy not in _POLICIES:
        raise LimitError(f"Cách tính (policy) phải là một trong: {', '.join(_POLICIES)}.")
    if value is None and unit == LimitUnit.SAME_DAY:
        value = 1
    if type(value) is not int:
        raise LimitError("Thời hạn (limit) phải là số nguyên từ 1 trở lên.")
    return _limit(value, unit, policy)


def _read_pause_option(text: str) -> Pause:
    """Read ``FROM/TO``, ``FROM/`` for one still open, either with ``:restart``."""
    span = text.removesuffix(":restart")
    begin, slash, end = span.partition("/")
    if not slash:
        raise LimitError(f"Lần tạm dừng “{text}” phải ghi như TỪ/ĐẾN, hoặc TỪ/ nếu chưa kết thúc.")
    finish = None if end in _OPEN_ENDS else read_instant(end)
    return Pause(read_instant(begin), finish, restarts=span != text)


def _read_pause(item: object) -> Pause:
    if not isinstance(item, list) or len(item) not in _PAUSE_PARTS:
        raise LimitError("Mỗi lần tạm dừng (pauses) ghi là [từ, đến hoặc null, tính lại từ đầu].")
    begin, end, restarts = [*item, False][:3]
    if not isinstance(begin, str) or not (end is None or isinstance(end, str)):
        raise LimitError("Thời điểm tạm dừng phải là chữ, như “2024-09-12T09:00”.")
    if restarts not in (None, True, False):
        raise LimitError("Phần “tính lại từ đầu” của lần tạm dừng phải là true hoặc false.")
    return Pause(read_instant(begin), None if end is None else read_instant(end), bool(restarts))


def answer_lines(
    source: BufferedIOBase, target: IO[bytes], calendar_on: CalendarOn, *, brief: bool = False
) -> int:
    """Answer each line of JSON by one line, in the same order; return how many failed."""
    failures = 0
    for lines in _portions(source):
        answers = [_answer_line(line, calendar_on, brief=brief) for line in lines]
        failures += sum(failed for _, failed in answers)
        target.write(b"".join(answer + b"\n" for answer, _ in answers))
        target.flush()
    return failures


def _portions(source: BufferedIOBase) -> Iterator[list[bytes]]:
    """Yield the lines that have come so far: quick for a file, prompt for a slow sender."""
    rest = b""
    while chunk := source.read1(_BYTES_AT_A_TIME):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


def _answer_line(line: bytes, calendar_on: CalendarOn, *, brief: bool) -> tuple[bytes, bool]:
    """Return the answer to one line, and whether it is an error."""
    try:
        asked = orjson.loads(line)
    except orjson.JSONDecodeError:
        return _error("Dòng này không phải là JSON."), True
    if not isinstance(asked, dict):
        return _error("Mỗi dòng phải là một đối tượng JSON {…}."), True
    try:
        answer = as_dict(_ask(asked, calendar_on), brief=brief)
    except DomainError as error:
        return _error(str(error)), True
    strange = sorted(asked.keys() - _KNOWN_FIELDS)
    if strange:
        ignored = f"Bỏ qua mục không biết: {', '.join(strange)}."
        answer["warnings"] = [*_texts(answer["warnings"]), ignored]
    return orjson.dumps(answer), False


def _ask(asked: dict[str, object], calendar_on: CalendarOn) -> Due:
    accepted = asked.get("accepted")
    if not isinstance(accepted, str):
        raise LimitError("Thiếu lúc tiếp nhận (accepted), ghi như “2024-09-12T09:00”.")
    accepted_at = read_instant(accepted)
    policy = asked.get("policy") or Policy.LEGAL.value
    limit = read_limit(asked.get("limit"), asked.get("unit"), policy)
    as_of = asked.get("as_of")
    if not (as_of is None or isinstance(as_of, str)):
        raise LimitError("Mục as_of phải là thời điểm, như “2024-09-12T09:00”, hoặc null.")
    pauses = asked.get("pauses") or ()
    if not isinstance(pauses, (list, tuple)):
        raise LimitError("Mục pauses phải là danh sách các lần tạm dừng.")
    return due_date(
        accepted_at,
        limit,
        calendar_on(accepted_at.date()),
        [_read_pause(item) for item in pauses],
        None if as_of is None else read_instant(as_of),
    )


def _texts(found: object) -> list[str]:
    return [str(item) for item in found] if isinstance(found, (list, tuple)) else []


def _error(sentence: str) -> bytes:
    return orjson.dumps({"error": sentence})
