"""What is counted for those who watch the machines, in the form that Prometheus reads.

Requests and jobs are counted by the process that does them, in files of a folder that all
processes of the machine share; what stands in the database is counted when it is asked for
(``measures.py``). Labels have few values: routes, tasks and states, nothing of anybody.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from motcua.conf import env

COUNTED: Final = CollectorRegistry()
_SECONDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS: Final = Counter(
    "motcua_http_requests",
    "Requests answered, by route, method and status.",
    ["route", "method", "status"],
    registry=COUNTED,
)
REQUEST_SECONDS: Final = Histogram(
    "motcua_http_request_seconds",
    "Seconds from a request to its answer, by route.",
    ["route"],
    buckets=_SECONDS,
    registry=COUNTED,
)
JOBS: Final = Counter(
    "motcua_jobs",
    "Jobs of the queue that the worker has ended, by task and outcome.",
    ["task", "outcome"],
    registry=COUNTED,
)
ERRORS: Final = Counter(
    "motcua_errors",
    "Errors written to the log, by part of the product.",
    ["part"],
    registry=COUNTED,
)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count one request. Methods that HTTP does not know are one."""
    REQUESTS.labels(route, known_method(method), str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


def known_method(method: str) -> str:
    """Return ``method`` where HTTP knows it: anything can be sent."""
    return method if method in _METHODS else "other"


class _Measured:
    """A collector that asks when it is asked."""

    def __init__(self, measure: Callable[[], Iterable[Metric]]) -> None:
        self._measure = measure

    def collect(self) -> Iterable[Metric]:
        """Return what the database says now."""
        return self._measure()


def exposition(measure: Callable[[], Iterable[Metric]]) -> bytes:
    """Return everything counted, over all processes of this machine, and what is measured."""
    registry = CollectorRegistry()
    folder = env.counts_folder()
    if folder is None:
        registry.register(COUNTED)
    else:
        MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]
    registry.register(_Measured(measure))
    return generate_latest(registry)


def count_error(record: logging.LogRecord) -> None:
    """Count one line of the log that tells of an error."""
    parts = record.name.split(".")
    ERRORS.labels(parts[1] if parts[0] == "motcua" and len(parts) > 1 else parts[0]).inc()
