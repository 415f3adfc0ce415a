"""What the product does by itself: when each job last ran, what it could not do, what is stuck.

An administrator sees no dossier, so what is stuck is only counted here, by agency; the heads
of those agencies have the lists.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motcua.backup.second import noted
from motcua.backup.shelf import OLD_AFTER, backups_in
from motcua.conf import lateness
from motcua.conf.jobs import JOB_NAMES, JOBS, RUN_BY_HAND
from motcua.dossiers.daily.jobs import Job
from motcua.dossiers.daily.scans import stuck_scans
from motcua.dossiers.models import JobRun
from motcua.dossiers.stuck import stuck_counts
from motcua.kernel import clock, tracing
from motcua.web.access import StaffRequest
from motcua.web.manage.access import changes, reads


@reads
@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    """Show each job with its latest run, and what is stuck everywhere."""
    at = clock.now()
    last = {row.name: row for row in JobRun.objects.all()}
    context = {
        "rows": [_row(job, last, at) for job in JOBS],
        "stuck": stuck_counts(None, at=at),
        "backup": _newest_backup(at),
        "waiting_scans": stuck_scans(at),
    }
    return render(request, "manage/daily.html", context)


@changes
@require_POST
def run_job(request: StaffRequest, name: str) -> HttpResponse:
    """Put a job in the worker's queue, to be run at once. Raises Http404."""
    if name not in JOB_NAMES:
        raise Http404
    task = app.configure_task(RUN_BY_HAND, lock="daily_jobs", queueing_lock=f"by_hand_{name}")
    try:
        with transaction.atomic():
            task.defer(name=name, request_id=tracing.request_id())
    except AlreadyEnqueued:
        messages.info(request, _("Việc này đang chờ chạy rồi."))
    else:
        messages.success(request, _("Đã xếp việc vào hàng chờ; tải lại trang sau ít phút."))
    return redirect("manage:daily")


def _newest_backup(at: datetime) -> dict[str, Any]:
    newest = next(iter(backups_in(settings.BACKUPS.folder)), None)
    is_late = newest is None or at - newest.made_at > OLD_AFTER
    second = noted(settings.BACKUPS.folder) if settings.BACKUPS.second is not None else None
    return {
        "newest": newest,
        "is_late": is_late,
        "is_wanted": settings.BACKUP_NIGHTLY,
        "has_second": settings.BACKUPS.second is not None,
        "second": second,
        "is_second_late": second is None or at - second.made_at > OLD_AFTER,
    }


def late_jobs(at: datetime) -> list[str]:
    """Return the jobs that broke off, or have not run for longer than they should. One query.

    None is late before the first has run: a new installation has not seen a morning yet.
    """
    last = {row.name: row for row in JobRun.objects.all()}
    return [job.label for job in lateness.late_jobs(at, last)]


def _row(job: Job, last: Mapping[str, JobRun], at: datetime) -> dict[str, Any]:
    row = last.get(job.name)
    return {"job": job, "run": row, "kind": lateness.state_of(job, row, at)}
