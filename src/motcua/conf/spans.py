"""What becomes a span, and what of it leaves. Needs the extra; see ``telemetry.py``."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.request import Request

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from opentelemetry import trace
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.instrumentation.urllib import URLLibInstrumentor
from opentelemetry.propagate import get_global_textmap, set_global_textmap
from opentelemetry.propagators.composite import CompositePropagator
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Span, Status

from motcua.conf.telemetry import KEPT, REQUEST_ID, span, statement_words
from motcua.kernel import tracing

Forget = Callable[[], None]
_HOST: Final = "server.address"


class Impersonal(SpanExporter):
    """Lets the short list through, and of the rest of a span only names, kinds and times."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send ``spans`` without what is not on the list."""
        return self._inner.export([_without_people(one) for one in spans])

    def shutdown(self) -> None:
        """Send no more."""
        self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Send what waits."""
        return self._inner.force_flush(timeout_millis)


def _without_people(one: ReadableSpan) -> ReadableSpan:
    kept = {name: value for name, value in (one.attributes or {}).items() if name in KEPT}
    # Events hold the words of exceptions, and so does the description of a status.
    return ReadableSpan(
        name=one.name,
        context=one.context,
        parent=one.parent,
        resource=one.resource,
        attributes=kept,
        kind=one.kind,
        status=Status(one.status.status_code),
        start_time=one.start_time,
        end_time=one.end_time,
        instrumentation_scope=one.instrumentation_scope,
    )


def hear_statements() -> Forget:
    """Let statements that belong to a request or a job be spans; return what undoes it."""
    connection_created.connect(_hear, dispatch_uid="motcua-telemetry")
    for known in connections.all(initialized_only=True):
        _hear(connection=known)

    def forget() -> None:
        connection_created.disconnect(dispatch_uid="motcua-telemetry")
        for known in connections.all(initialized_only=True):
            if _statement in known.execute_wrappers:
                known.execute_wrappers.remove(_statement)

    return forget


def _hear(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if _statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(_statement)


def _statement(execute: Callable[..., Any], sql: Any, *args: Any) -> Any:
    """Run one statement; what belongs to nothing, as when a queue is polled, is no span."""
    if not trace.get_current_span().get_span_context().is_valid:
        return execute(sql, *args)
    text = statement_words(str(sql))
    with span(text.partition(" ")[0].upper() or "SQL", "client") as facts:
        facts["db.system.name"] = "postgresql"
        facts["db.query.text"] = text
        return execute(sql, *args)


def hear_outgoing(provider: TracerProvider) -> Forget:
    """Let calls to other systems be spans; return what undoes it.

    Nobody outside is told the ids of our traces.
    """
    before = get_global_textmap()
    set_global_textmap(CompositePropagator([]))
    URLLibInstrumentor().instrument(tracer_provider=provider, request_hook=_by_urllib)
    RequestsInstrumentor().instrument(tracer_provider=provider, request_hook=_by_requests)

    def forget() -> None:
        URLLibInstrumentor().uninstrument()
        RequestsInstrumentor().uninstrument()
        set_global_textmap(before)

    return forget


def _by_urllib(made: Span, request: Request) -> None:
    _told(made, request.host or "")


def _by_requests(made: Span, request: Any) -> None:
    host = str(request.url).partition("://")[2].partition("/")[0]
    _told(made, host.rpartition("@")[2])


def _told(made: Span, host: str) -> None:
    made.set_attribute(_HOST, host)
    if tracing.request_id():
        made.set_attribute(REQUEST_ID, tracing.request_id())
