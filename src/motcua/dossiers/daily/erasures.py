"""What personal data have outlived their time: listing it, erasing what was confirmed, sweeping.

Nothing is erased that nobody has confirmed.
"""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from motcua.documents.models import StoredFile
from motcua.documents.sweeping import take_from_disk
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.models import Dossier, Erasure
from motcua.dossiers.retention import due_dossiers, schedule_on
from motcua.dossiers.services.erasing import erase_confirmed, list_due
from motcua.kernel import clock


def list_what_is_due(*, at: datetime, report: Report) -> None:
    """Put on the list what is due by the rules of today, and look again at what is on it."""
    day = clock.day_of(at)
    schedule = schedule_on(day)
    for rule in schedule.rules():
        fresh = due_dossiers(schedule, rule, day).filter(erasure__isnull=True)
        _list(fresh, at, report)
    listed = Dossier.objects.filter(
        erasure__isnull=False, erasure__confirmed_at__isnull=True, erased_at__isnull=True
    )
    for batch in in_batches(listed):
        list_due(batch, at=at)


def erase_what_was_confirmed(*, at: datetime, report: Report) -> None:
    """Erase, one dossier in one transaction, what somebody answerable has confirmed."""
    confirmed = Erasure.objects.filter(confirmed_at__isnull=False, erased_at__isnull=True)
    for batch in in_batches(confirmed.select_related("dossier", "confirmed_by")):
        for row in batch:
            report.attempt(str(row.dossier), partial(erase_confirmed, row, at=at))
    sweep_files(at=at, report=report)


def sweep_files(*, at: datetime, report: Report) -> None:
    """Take the contents of erased files from the disk, those left over by a killed run too."""
    erased = StoredFile.objects.filter(erased_at__isnull=False, removed_at__isnull=True)
    for batch in in_batches(erased):
        for file in batch:
            try:
                report.done += take_from_disk(file, at=at)
            except OSError as error:
                report.problems.append((str(file.ref), type(error).__name__))


def _list(dossiers: QuerySet[Dossier], at: datetime, report: Report) -> None:
    for batch in in_batches(dossiers):
        report.done += list_due(batch, at=at)
