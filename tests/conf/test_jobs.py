"""The timetable of the daily jobs, and the worker that keeps it."""

from datetime import datetime, time
from itertools import pairwise

import pytest
import time_machine
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.agencies.roles import Role
from motcua.conf.jobs import JOBS, RUN_BY_HAND, job_called, watch_the_calendar
from motcua.conf.tasks import daily_jobs, run_daily_job
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import JobRun
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.reference.calendar import load_calendar
from tests.factories import AccountFactory, AgencyFactory, OfficerFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 7, 16, tzinfo=VIETNAM)


def administrator() -> None:
    OfficerFactory.create(
        roles=[Role.ADMINISTRATOR],
        account=AccountFactory.create(email="quan-tri@motcua.example"),
    )


def test_what_finds_runs_before_what_tells() -> None:
    hours = [job.begins for job in JOBS]

    assert all(earlier <= later for earlier, later in pairwise(hours))
    assert job_called("digest").begins == time(7, 15)


def test_the_worker_asks_every_few_minutes_what_is_due() -> None:
    periodic = app.periodic_registry.periodic_tasks["daily_jobs", ""]

    assert periodic.cron == "*/5 * * * *"
    # Neither a second worker nor a slow run lets two runs overlap.
    assert (periodic.task.lock, periodic.task.queueing_lock) == ("daily_jobs", "daily_jobs")


def test_every_job_runs_on_an_empty_installation() -> None:
    with time_machine.travel(MONDAY.replace(hour=8), tick=False):
        daily_jobs(timestamp=0)

    runs = {run.name: run for run in JobRun.objects.all()}
    # The tests' settings have the nightly backup switched off; by hand it still runs.
    due = {job.name for job in JOBS if job.begins <= time(8)}
    assert set(runs) == due - {"backup"}
    assert all(run.finished_at is not None and run.problems == [] for run in runs.values())


def test_one_job_is_run_by_hand_whatever_the_hour() -> None:
    with time_machine.travel(MONDAY.replace(hour=23), tick=False):
        run_daily_job("digest")

    assert list(JobRun.objects.values_list("name", flat=True)) == ["digest"]


def test_a_job_run_by_hand_waits_for_the_daily_jobs() -> None:
    app.configure_task(RUN_BY_HAND, lock="daily_jobs").defer(name="digest")

    job = ProcrastinateJob.objects.get(task_name=RUN_BY_HAND)
    assert (job.lock, job.args) == ("daily_jobs", {"name": "digest"})


def test_administrators_hear_once_a_month_of_days_that_are_not_settled() -> None:
    load_calendar()
    AgencyFactory.create()
    administrator()

    for day, month in [(23, 11), (24, 11), (1, 12)]:
        at = MONDAY.replace(day=day, month=month)
        watch_the_calendar(at=at, report=Report())

    letters = Message.objects.filter(topic="calendar-months-ahead").order_by("pk")
    assert [letter.created_at.month for letter in letters] == [11, 12]
    assert "/quan-tri/lich/" in letters[0].body
