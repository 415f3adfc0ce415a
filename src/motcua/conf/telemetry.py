"""Spans for an OpenTelemetry collector, where the environment names one. Nothing of anybody.

Without ``OTEL_EXPORTER_OTLP_ENDPOINT`` nothing is imported and a span is a word that nobody
hears. With it, what leaves passes a short list: routes, not addresses that were asked for;
statements without their values; no words of an exception. See decision 0062.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

from motcua.conf import env
from motcua.conf.version import version
from motcua.kernel import tracing

if TYPE_CHECKING:  # the extra `telemetry`
    from opentelemetry.sdk.trace.export import SpanExporter

logger = logging.getLogger(__name__)
Facts = dict[str, str | int]
Kind = Literal["server", "client", "consumer"]
VARIABLE: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
EXTRA: Final = "motcua[telemetry]"
REQUEST_ID: Final = "motcua.request_id"
KEPT: Final = frozenset(
    {
        "db.query.text",
        "db.system.name",
        "error.type",
        "http.method",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "http.status_code",
        "motcua.job_id",
        "motcua.outcome",
        REQUEST_ID,
        "motcua.task",
        "server.address",
    }
)
"""What of a span leaves; nothing else does."""
_MODULES: Final = (
    "opentelemetry.sdk.trace",
    "opentelemetry.exporter.otlp.proto.http",
    "opentelemetry.instrumentation.requests",
    "opentelemetry.instrumentation.urllib",
)
_LONGEST_STATEMENT: Final = 2_000
_TEXT: Final = re.compile(r"'(?:[^']|'')*'")
_NUMBER: Final = re.compile(r"(?<![\w$])\d+(?:\.\d+)?\b")
_PATHS: Final = "/v1/traces"


class _State:
    """What this process sends with; empty where nothing is sent."""

    tracer: Any = None
    stop: Any = None


def endpoint() -> str:
    """Return where spans are sent, "" where they are not."""
    return env.env(VARIABLE, "-").removeprefix("-").rstrip("/")


def is_installed() -> bool:
    """Say whether the extra is there. Loads none of what it does."""
    try:
        return all(find_spec(name) is not None for name in _MODULES)
    except ModuleNotFoundError:
        return False


def begin(part: str) -> None:
    """Send spans of this process, called ``part``, where the environment names a collector."""
    where = endpoint()
    if not where:
        return
    if not is_installed():
        logger.warning("%s is set, but the extra %s is not installed", VARIABLE, EXTRA)
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415, the extra
        OTLPSpanExporter,
    )

    send_with(OTLPSpanExporter(endpoint=f"{where}{_PATHS}"), part)


def send_with(exporter: "SpanExporter", part: str) -> None:
    """Send spans of this process, called ``part``, with ``exporter``."""
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415, the extra
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    from motcua.conf.spans import Impersonal, hear_outgoing, hear_statements  # noqa: PLC0415

    said = {"service.name": f"motcua-{part}", "service.version": version()}
    provider: TracerProvider = TracerProvider(resource=Resource.create(said))
    provider.add_span_processor(BatchSpanProcessor(Impersonal(exporter)))
    _State.tracer = provider.get_tracer("motcua")
    forgets = [hear_outgoing(provider), hear_statements()]

    def stop() -> None:
        for forget in forgets:
            forget()
        provider.shutdown()

    _State.stop = stop


def end() -> None:
    """Send what is left, and no more."""
    stop, _State.tracer, _State.stop = _State.stop, None, None
    if stop is not None:
        stop()


@contextmanager
def span(name: str, kind: Kind) -> Iterator[Facts]:
    """Let what happens inside be a span; what is put in the facts is told with it.

    ``"name"`` among them is its name, for whoever knows it only at the end.
    """
    facts: Facts = {}
    if _State.tracer is None:
        yield facts
        return
    from opentelemetry.trace import SpanKind  # noqa: PLC0415, the extra

    with _State.tracer.start_as_current_span(
        name, kind=SpanKind[kind.upper()], record_exception=False, set_status_on_exception=False
    ) as made:
        try:
            yield facts
        except BaseException as error:
            facts["error.type"] = f"{type(error).__module__}.{type(error).__qualname__}"
            raise
        finally:
            if "name" in facts:
                made.update_name(str(facts.pop("name")))
            if tracing.request_id():
                made.set_attribute(REQUEST_ID, tracing.request_id())
            for fact, value in facts.items():
                made.set_attribute(fact, value)


def statement_words(text: str) -> str:
    """Return a statement without anything that could be a value of somebody's."""
    plain = _NUMBER.sub("?", _TEXT.sub("?", " ".join(text.split())))
    return plain[:_LONGEST_STATEMENT]
