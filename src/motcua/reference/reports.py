"""Reports that others published, which we ship as history to check one's own against."""

from datetime import datetime

from motcua.indicators.reported.entering import load_shipped
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_rows


def load_reports(*, at: datetime) -> Outcome:
    """Store each shipped report that is not there yet."""
    new, old = load_shipped(shipped_rows("reported/dossier_reports.csv"), at=at)
    return Outcome("Báo cáo đã công bố", new, old)
