"""The nightly backup: the command of that name, in a process of its own and behind all others."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from typing import Final

from django.conf import settings

from motcua.conf import env
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.letters import to_administrators
from motcua.dossiers.daily.post import write_to_administrators
from motcua.kernel import clock
from motcua.runtime.postgres import running_address
from motcua.runtime.processes import tied_to_parent

BACKUP: Final = "backup-failed"
LOW_PRIORITY: Final = 10
_MOST_LINES: Final = 12


def back_up(*, at: datetime, report: Report) -> None:
    """Make the night's backup; what went wrong is reported and written to the administrators."""
    lines = _done("backup")
    # The base of another server is taken beside that server, by its own clock.
    if settings.BACKUPS.wal is not None and running_address(settings.DATA_FOLDER) is not None:
        lines += _done("base-backup")
    if not lines:
        report.done += 1
        return
    report.problems += [("Sao lưu", line) for line in lines]
    letter = to_administrators("Sao lưu đêm qua chưa trọn", lines, "/quan-tri/viec-hang-ngay/")
    on = clock.day_of(at)
    write_to_administrators(letter, BACKUP, on.isoformat(), on=on, at=at)


def _done(command: str) -> list[str]:
    """Run one of our commands; return what it complains of, nothing when all went well."""
    tie = tied_to_parent(signal.SIGTERM)

    def last_in_line() -> None:
        tie()
        os.nice(LOW_PRIORITY)

    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "motcua.cli", command],
        env=env.inherited(),
        capture_output=True,
        check=False,
        # Two system calls and no lock: safe even beside other threads.
        preexec_fn=last_in_line,
    )
    if not done.returncode:
        return []
    said = done.stderr.decode(errors="replace").strip().splitlines()[-_MOST_LINES:]
    return said or [f"Lệnh {command} dừng với mã {done.returncode}."]
