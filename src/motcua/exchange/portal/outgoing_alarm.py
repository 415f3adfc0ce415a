"""Telling administrators that the portal does not take what it should, once each time."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.letters import to_administrators
from motcua.dossiers.daily.post import write_to_administrators
from motcua.exchange.portal.outgoing import is_joined
from motcua.exchange.portal.outgoing_figures import Standing, standing
from motcua.kernel import clock

LATE: Final = "portal-late"
REFUSED: Final = "portal-refused"
PAGE: Final = "/quan-tri/cong-quoc-gia/"


def watch_portal(*, at: datetime, report: Report) -> None:
    """Write once an outage when something waits too long, and once a day of what is refused."""
    if not is_joined():
        return
    found = standing()
    on = clock.day_of(at)
    if found.is_late(at):
        letter = to_administrators(
            _("Hồ sơ chưa đồng bộ được lên Cổng quốc gia"), _late(found), PAGE
        )
        report.done += write_to_administrators(letter, LATE, _outage_of(found), on=on, at=at)
    if found.refused:
        line = _("%(n)d lần đồng bộ bị Cổng quốc gia từ chối, chờ người xem.")
        letter = to_administrators(
            _("Cổng quốc gia từ chối hồ sơ"), [line % {"n": found.refused}], PAGE
        )
        report.done += write_to_administrators(letter, REFUSED, on.isoformat(), on=on, at=at)


def _late(found: Standing) -> list[str]:
    lines = [
        _("%(n)d lần đồng bộ đang chờ, có việc chờ quá %(hours)d giờ.")
        % {"n": found.waiting, "hours": settings.PORTAL_LATE_HOURS}
    ]
    if found.last_taken_at is not None:
        last = clock.local(found.last_taken_at)
        lines.append(_("Cổng nhận lần cuối lúc %(when)s.") % {"when": f"{last:%H:%M %d/%m/%Y}"})
    if found.outage is not None:
        lines.append(_("Cổng trả lời: %(reason)s") % {"reason": found.outage.reason})
    return lines


def _outage_of(found: Standing) -> str:
    """Return what tells one outage from the next: the portal's, else since when a row waits."""
    if found.outage is not None:
        return f"outage-{found.outage.pk}"
    return f"since-{found.oldest_at:%Y-%m-%d}"
