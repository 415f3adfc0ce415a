"""``motcua verify`` as a function: everything that can be compared with the ledger."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.dossiers.closing import days_to_close
from motcua.dossiers.comparing import Difference
from motcua.dossiers.models import ClosedDay
from motcua.dossiers.seal_checks import check_days, check_guards
from motcua.dossiers.verification import Tally, verify_dossiers


@dataclass(slots=True)
class Audit:
    """What was looked at, what differs, and which days are over and still open."""

    tally: Tally
    days: int = 0
    open_days: list[date] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def audit(
    *,
    since: date | None = None,
    at: datetime,
    progress: Callable[[str], None] = lambda _text: None,
    processes: int = 1,
) -> Audit:
    """Compare guards, dossiers and closed days with the ledger.

    With ``since`` only dossiers to which something was recorded from that day on, and days from
    then on. ``progress`` is told how far it is. ``processes`` as ``verify_dossiers`` has it.
    """
    differences = check_guards()
    days = 0

    def of_dossiers(tally: Tally) -> None:
        progress(f"{tally.dossiers} hồ sơ, {tally.events} việc…")

    def of_days(closed: ClosedDay) -> None:
        nonlocal days
        days += 1
        progress(f"ngày {closed.day:%d/%m/%Y}, {closed.events} việc…")

    tally = verify_dossiers(since, of_dossiers, processes)
    differences += tally.differences
    differences += check_days(since, of_days)
    return Audit(tally, days, days_to_close(at), differences)
