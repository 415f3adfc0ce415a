"""Everything that an installation stands on, looked at in turn. Changes nothing."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import DatabaseError

from motcua.kernel import clock
from motcua.reference import health, links, machines, safety
from motcua.reference.findings import Finding, Grade

logger = logging.getLogger(__name__)
Look = Callable[[datetime], Finding | list[Finding]]

LOOKS: Final[dict[str, Look]] = {
    "database": lambda _at: machines.look_at_database(),
    "migrations": lambda _at: machines.look_at_tables(),
    "clock": machines.look_at_clock,
    "time-zone": lambda _at: machines.look_at_time_zone(),
    "worker": links.look_at_queue,
    "daily-jobs": links.look_at_daily_jobs,
    "outbox": links.look_at_outbox,
    "portal": links.look_at_portal,
    "mail": lambda _at: links.look_at_mail(),
    "scanner": lambda _at: links.look_at_scanner(),
    "store": lambda _at: links.look_at_store(),
    "disk": lambda _at: machines.look_at_disks(),
    "backup": machines.look_at_backups,
    "second-place": safety.look_at_second_place,
    "wal": safety.look_at_wal,
    "rehearsal": machines.look_at_rehearsal,
    "secrets": lambda _at: machines.look_at_secrets(),
    "production": lambda _at: machines.look_at_production(),
    "telemetry": lambda _at: machines.look_at_telemetry(),
    "signing": links.look_at_identities,
    "administrators": lambda at: health.look_at_people(clock.day_of(at)),
    "agencies": lambda at: health.look_at_agencies(clock.day_of(at)),
    "calendars": lambda at: health.look_at_calendars(clock.day_of(at)),
    "procedures": lambda _at: health.look_at_catalogue(),
    "forms": lambda at: health.look_at_forms(clock.day_of(at)),
    "ledger": health.look_at_ledger,
}
"""By the name under which one is asked for alone."""
_WITHOUT_TABLES: Final = frozenset(
    {
        "database",
        "migrations",
        "clock",
        "time-zone",
        "mail",
        "disk",
        "secrets",
        "production",
        "telemetry",
    }
)


def look_at_everything(*, at: datetime, names: Sequence[str] = ()) -> list[Finding]:
    """Return what was found, each with its name; of ``names`` only, where some are given.

    A look that fails itself is a finding, and stops no other. Where the tables are not those of
    this version, only what needs none of them is looked at.
    """
    found: list[Finding] = []
    has_tables = machines.look_at_tables().grade is Grade.GOOD
    for name, look in LOOKS.items():
        if (names and name not in names) or not (has_tables or name in _WITHOUT_TABLES):
            continue
        found += [replace(finding, name=name) for finding in _looked(name, look, at)]
    return found


def _looked(name: str, look: Look, at: datetime) -> list[Finding]:
    try:
        seen = look(at)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("a look at the installation failed")
        sentence = f"Không xem được ({type(error).__name__})."
        return [Finding(name, Grade.BAD, sentence, "Xem nhật ký, sửa điều được nêu rồi chạy lại.")]
    return seen if isinstance(seen, list) else [seen]
