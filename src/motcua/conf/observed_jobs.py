"""Around every job of the worker: it belongs to the request that asked for it, and is counted."""

import logging
import time
from typing import Any, Final

from django.conf import settings
from procrastinate import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from motcua.conf import telemetry
from motcua.conf.metrics import JOBS
from motcua.kernel import tracing

logger = logging.getLogger(__name__)
REQUEST: Final = "request_id"
"""The argument of a job that names the request in which it was put in the queue."""


async def observed(call_next: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
    """Do one job under the id of its request, or one of its own; count how it ended."""
    del worker
    given = str(context.job.task_kwargs.get(REQUEST) or f"job-{context.job.id}")
    started = time.perf_counter()
    outcome = "failed"
    task = context.job.task_name
    with tracing.traced(given), telemetry.span(f"job {task}", "consumer") as facts:
        facts.update({"motcua.task": task, "motcua.job_id": context.job.id or 0})
        try:
            result = await call_next()
            outcome = "done"
        finally:
            facts["motcua.outcome"] = outcome
            JOBS.labels(task, outcome).inc()
            if settings.LOG_REQUESTS:
                told = {
                    "task": task,
                    "job_id": context.job.id,
                    "status": outcome,
                    "duration_ms": round((time.perf_counter() - started) * 1000, 1),
                }
                logger.info("job", extra=told)
    return result
