"""Background entry points: what the worker does when it is told to, or by the clock."""

import asyncio
import os
import signal
import sys
from typing import Final

from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from procrastinate import JobContext
from procrastinate.contrib.django import app

from motcua.accounts.models import AccountSession
from motcua.conf import env
from motcua.conf.jobs import RUN_BY_HAND, job_called, scheduled
from motcua.demo.portal import open_portal
from motcua.demo.signing import open_signing
from motcua.documents.services import SCAN_TASK
from motcua.dossiers.daily.jobs import run, run_due
from motcua.dossiers.daily.scans import scan_now
from motcua.dossiers.services.signing_forms import sign_waiting_forms
from motcua.kernel import clock
from motcua.payments.services.signing_receipts import sign_waiting_receipts
from motcua.runtime.processes import tied_to_parent

KEPT_HOURS: Final = 7 * 24
"""How long a finished job can still be looked at."""
SILENT_SECONDS: Final = 60
"""A worker that has not been heard of for so long is gone, and its jobs go to another."""
LOW_PRIORITY: Final = 10
SIMULATOR_TRIES: Final = 60
"""How many seconds the simulators may take to start beside the worker."""


@app.task(name="load_demo", queueing_lock="load_demo")
async def load_demo() -> None:
    """Load the rest of the demonstration, then move its living unit to today.

    In a process of its own and behind everybody else: pages stay quick, and the memory
    goes back when it is done.
    """
    for option in ("--rest", "--refresh"):
        await _run_demo(option)


@app.task(name="open_demo_signing", queueing_lock="open_demo_signing")
async def open_demo_signing() -> None:
    """Let the people of the demonstration sign, once the simulators answer."""
    for _try in range(SIMULATOR_TRIES):
        if await sync_to_async(open_signing)(at=clock.now()):
            return
        await asyncio.sleep(1)


@app.task(name="open_demo_portal", queueing_lock="open_demo_portal")
async def open_demo_portal() -> None:
    """Let dossiers arrive from the simulated national portal, once it answers."""
    for _try in range(SIMULATOR_TRIES):
        if await sync_to_async(open_portal)(at=clock.now()):
            return
        await asyncio.sleep(1)


async def _run_demo(option: str) -> None:
    tie = tied_to_parent(signal.SIGTERM)

    def last_in_line() -> None:
        tie()
        os.nice(LOW_PRIORITY)

    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "motcua.cli",
        "demo",
        option,
        env=env.inherited(),
        stdout=asyncio.subprocess.DEVNULL,
        preexec_fn=last_in_line,
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        # The queue then shows the job as failed; the next start of the worker orders another.
        raise RuntimeError(f"motcua demo {option} ended with code {code}")


@app.periodic(cron="*/5 * * * *")
@app.task(name="take_up_abandoned_jobs", queueing_lock="take_up_abandoned_jobs", pass_context=True)
async def take_up_abandoned_jobs(context: JobContext, timestamp: int) -> None:
    """Queue again what a killed worker left undone."""
    del timestamp
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="23 2 * * *")
@app.task(name="forget_finished_jobs", queueing_lock="forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Delete jobs that ended long ago."""
    del timestamp
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)


@app.periodic(cron="41 * * * *")
@app.task(name="forget_ended_sessions", queueing_lock="forget_ended_sessions")
def forget_ended_sessions(timestamp: int) -> None:
    """Delete sessions that can no longer be used."""
    del timestamp
    AccountSession.objects.filter(expire_date__lt=clock.now()).delete()


@app.periodic(cron="*/5 * * * *")
@app.task(name="daily_jobs", queueing_lock="daily_jobs", lock="daily_jobs")
def daily_jobs(timestamp: int) -> None:
    """Run the daily jobs whose hour has come and that have not run since.

    Asked every few minutes and not at each job's hour: a worker that was down at that hour
    makes up for it. The lock lets no second worker run them at the same time.
    """
    del timestamp
    _leave_broken_connection()
    run_due(scheduled(), at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="sign_forms", queueing_lock="sign_forms", lock="sign_forms")
def sign_forms(timestamp: int) -> None:
    """Put the agency's signature on forms and receipts issued in the last minute."""
    del timestamp
    _leave_broken_connection()
    sign_waiting_forms(at=clock.now())
    sign_waiting_receipts(at=clock.now())


@app.task(name=RUN_BY_HAND)
def run_daily_job(name: str, request_id: str = "") -> None:
    """Run one daily job now, whatever the hour."""
    del request_id
    _leave_broken_connection()
    run(job_called(name), at=clock.now())


@app.task(name=SCAN_TASK)
def scan_file(file_id: int, request_id: str = "") -> None:
    """Have a file that has just come looked over for viruses."""
    del request_id
    _leave_broken_connection()
    scan_now(file_id, at=clock.now())


def _leave_broken_connection() -> None:
    """Begin with a connection that works, as a request does.

    Nobody does so for a thread that serves no requests; one that broke would stay broken.
    """
    if not connection.in_atomic_block:
        close_old_connections()
