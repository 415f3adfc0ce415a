"""Lines of the log: whole, told apart by request, and about nobody."""

import json
import logging
import logging.config
import sys
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory

from motcua.conf.env import SettingError
from motcua.conf.logs import ImpersonalFormatter, JsonFormatter, chosen_format, logging_settings
from motcua.kernel import tracing

FORMATTERS = [JsonFormatter(), ImpersonalFormatter()]


def record(message: str, *arguments: object, **more: Any) -> logging.LogRecord:
    """Return what a logger would hand to its handler."""
    name, error = more.pop("name", "motcua.x"), more.pop("error", None)
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, arguments, info)
    made.__dict__.update(more)
    return made


def caught() -> IntegrityError:
    """Return an error as the database words it."""
    try:
        raise IntegrityError("Key (number)=(079190000031) of Nguyễn Thị Hoà exists")  # noqa: TRY301
    except IntegrityError as error:
        return error


def test_a_line_is_json_with_its_request() -> None:
    with tracing.traced("abcd1234"):
        line = json.loads(FORMATTERS[0].format(record("request", route="public:home", status=200)))

    assert line["request_id"] == "abcd1234"
    assert (line["level"], line["logger"], line["message"]) == ("warning", "motcua.x", "request")
    assert (line["route"], line["status"]) == ("public:home", 200)
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "line"])
@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (record("call of %s", "0901 234 567"), "call of …"),
        (record("number 079190000031 twice"), "number … twice"),
        (record("mail to hoa.nguyen@vidu.vn"), "mail to …"),
        (record("AXES: failure by {username: 'hoa', ip: '10.1.2.3'}.", name="axes.x"), "by …."),
        (record("file not safe", file="hoa.pdf", subject="H06-1"), "file not safe"),
        (record("done in %d of 2026-11-29", 1234), "1234 of 2026-11-29"),
    ],
)
def test_numbers_mail_and_names_stay_out(
    formatter: logging.Formatter, made: logging.LogRecord, kept: str
) -> None:
    line = formatter.format(made)

    assert kept in line
    for private in ("0901", "079190", "hoa", "10.1.2.3", "H06-1"):
        assert private not in line


@pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "line"])
def test_an_error_tells_where_and_not_whose(formatter: logging.Formatter) -> None:
    line = formatter.format(record("it broke", error=caught()))

    assert "IntegrityError" in line
    assert "test_logs.py" in line
    assert "caught" in line
    for private in ("079190000031", "Hoà", "exists"):
        assert private not in line


@pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "line"])
def test_of_an_address_only_the_route_is_kept(formatter: logging.Formatter) -> None:
    request = RequestFactory().get("/tra-cuu/H06.25.00-261123-0001/?ten=Hoà")

    known = {"name": "django.request", "request": request, "status_code": 404}
    line = formatter.format(record("Not Found: %s", request.path, **known))

    assert "404 GET -" in line
    assert "0001" not in line


def test_developers_see_what_an_error_says() -> None:
    plain = logging_settings("line", production=False)["formatters"]["line"]
    real = logging_settings("line", production=True)["formatters"]["line"]

    assert "format" in plain
    assert real == {"()": "motcua.conf.logs.ImpersonalFormatter"}


def test_another_format_is_a_sentence(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("MOTCUA_LOG_FORMAT", "xml")

    with pytest.raises(SettingError, match="hãy viết line hoặc json"):
        chosen_format()


def test_the_settings_can_be_used() -> None:
    before = logging.root.handlers[:], logging.root.level
    try:
        logging.config.dictConfig(logging_settings("json", production=True))
        (console, _count) = logging.root.handlers
        assert isinstance(console.formatter, JsonFormatter)
        assert isinstance(console, logging.StreamHandler)
        assert console.stream is sys.stderr
    finally:
        logging.root.handlers[:], logging.root.level = before


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("a1b2c3d4", True), ("short", False), ("x" * 65, False), ("bad\nline-forged", False)],
)
def test_an_id_from_outside_is_short_and_plain(given: str, *, is_taken: bool) -> None:
    assert (tracing.taken_from(given) == given) is is_taken
