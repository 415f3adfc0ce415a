"""Lines of the log: for people, or JSON for a machine; in neither anything about anybody.

A line says what happened to which route, in which request. It never holds an address that was
asked for (it may carry a dossier's code), nor what an exception says (the database quotes
values in it), nor what is passed along in ``extra`` outside of a short list.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

from motcua.conf import env
from motcua.kernel import tracing

FORMATS: Final = ("line", "json")
KEPT: Final = ("route", "method", "status", "duration_ms", "task", "job_id", "view")
"""What of ``extra`` is written; nothing else is."""
_LINE: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_MOST_FRAMES: Final = 30
_NUMBER: Final = re.compile(r"(?<![\w-])\+?\d[\d .]{7,}\d(?![\w-])")
_CALLER: Final = re.compile(r"\{[^}]*\}")
"""How django-axes writes who failed to sign in, and from where."""
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HIDDEN: Final = "…"


def chosen_format() -> str:
    """Return the format of ``MOTCUA_LOG_FORMAT``. Raises SettingError."""
    given = env.env("MOTCUA_LOG_FORMAT", FORMATS[0])
    if given not in FORMATS:
        raise env.SettingError(f"MOTCUA_LOG_FORMAT đang là “{given}”; hãy viết line hoặc json.")
    return given


def logging_settings(chosen: str, *, production: bool) -> dict[str, Any]:
    """Return Django's ``LOGGING``. Developers alone see what an exception says."""
    formatters: dict[str, Any] = {
        "json": {"()": "motcua.conf.logs.JsonFormatter"},
        "line": {"()": "motcua.conf.logs.ImpersonalFormatter"}
        if production
        else {"format": _LINE},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": chosen},
            "count": {"class": "motcua.conf.logs.CountingHandler"},
        },
        "root": {"handlers": ["console", "count"], "level": "WARNING"},
        # Django would give it a second handler of its own, with another format.
        "loggers": {"motcua": {"level": "INFO"}, "django": {"level": "WARNING", "handlers": []}},
    }


def words_of(record: logging.LogRecord) -> str:
    """Return what a record says, without numbers of people, mail and addresses asked for."""
    request = getattr(record, "request", None)
    if request is not None:
        # "Not Found: /tra-cuu/…" and the like, of Django: which answer at which route is enough.
        route = getattr(getattr(request, "resolver_match", None), "view_name", None)
        return f"{getattr(record, 'status_code', '-')} {request.method} {route or '-'}"
    said = record.getMessage()
    if record.name.startswith("axes"):
        said = _CALLER.sub(_HIDDEN, said)
    return _MAIL.sub(_HIDDEN, _NUMBER.sub(_HIDDEN, said))


def trace_of(record: logging.LogRecord) -> str:
    """Return the id of the request a record belongs to; Django tells of some after the request."""
    after = getattr(getattr(record, "request", None), "request_id", "")
    return tracing.request_id() or str(after)


def trouble_of(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    """Return the kind of an error and where it came from, not its words: they may quote people."""
    found: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [
            f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)[-_MOST_FRAMES:]
        ],
    }
    sqlstate = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
    if sqlstate:
        found["sqlstate"] = str(sqlstate)
    return found


class ImpersonalFormatter(logging.Formatter):
    """A line for people to read, with the request it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it the way of an error."""
        said = f"{self.formatTime(record)} {record.levelname} {record.name} {words_of(record)}"
        if trace := trace_of(record):
            said += f" [{trace}]"
        if record.exc_info and record.exc_info[1] is not None:
            trouble = trouble_of(record.exc_info[1], record.exc_info[2])
            said += "".join(f"\n  {frame}" for frame in trouble["frames"])
            said += f"\n  {trouble['type']} {trouble.get('sqlstate', '')}".rstrip()
        return said


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object as text."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": words_of(record),
        }
        if trace := trace_of(record):
            line["request_id"] = trace
        for name in KEPT:
            value = getattr(record, name, None)
            if isinstance(value, str | int | float):
                line[name] = value
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = trouble_of(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


class CountingHandler(logging.Handler):
    """Counts the lines that tell of an error, for ``/metrics``."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        # Commands log no error as a rule, and need not wait for what counts them.
        from motcua.conf.metrics import count_error  # noqa: PLC0415

        count_error(record)
