"""Reminding a unit of what it promised after a study journey, and of lessons not yet told."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.initiatives.models import Commitment, Delegation
from motcua.kernel import clock

TOPIC: Final = "delegation-commitments"
DAYS_AHEAD: Final = 7
LESSONS_WITHIN: Final = 14
"""Days after coming home within which lessons should be told."""
LOOKED_BACK: Final = timedelta(days=120)
_PLACE: Final = "/can-bo/mo-hinh/doan/"


def remind_of_commitments(*, at: datetime, report: Report) -> None:
    """Write to reform officers: a week before the day, on it, and each week that it is late."""
    today = clock.day_of(at)
    lines: dict[int, list[str]] = defaultdict(list)
    for one in _due(today):
        lines[one.delegation.agency_id].append(_line(one, today))
    for delegation in _untold(today):
        lines[delegation.agency_id].append(
            _("%(title)s: chưa ghi bài học, đoàn đã về ngày %(day)s")
            % {"title": delegation.title, "day": f"{delegation.ends_on:%d/%m/%Y}"}
        )
    if not lines:
        return
    officers = _reform_officers(today)
    # Whoever looks after two units gets one letter of both.
    by_officer: dict[int, list[str]] = defaultdict(list)
    addresses: dict[int, str] = {}
    for agency_id, said in lines.items():
        for officer in officers.get(agency_id, []):
            assert officer.account is not None  # noqa: S101 - see _reform_officers()
            by_officer[officer.pk] += said
            addresses[officer.pk] = officer.account.email
    for name in _unread(set(lines) - set(officers)):
        report.problems.append((name, _("Có cam kết đến hạn mà đơn vị không có ai để nhắc.")))
    posts = [
        Post(f"{TOPIC}:{pk}:{today}", TOPIC, addresses[pk], _letter(said))
        for pk, said in by_officer.items()
    ]
    if posts:
        report.done += put_in_outbox(posts, at=at)


def is_reminded_on(due_on: date, today: date) -> bool:
    """Say whether an open promise is named on ``today``."""
    left = (due_on - today).days
    return left in {DAYS_AHEAD, 0} or (left < 0 and left % DAYS_AHEAD == 0)


def _due(today: date) -> list[Commitment]:
    found = Commitment.objects.filter(
        done_on__isnull=True, due_on__lte=today + timedelta(days=DAYS_AHEAD)
    ).select_related("delegation")
    return [one for one in found if is_reminded_on(one.due_on, today)]


def _untold(today: date) -> list[Delegation]:
    found = Delegation.objects.filter(
        lessons="", ends_on__range=(today - LOOKED_BACK, today - timedelta(days=LESSONS_WITHIN))
    )
    return [one for one in found if (today - one.ends_on).days % LESSONS_WITHIN == 0]


def _unread(agency_ids: Collection[int]) -> list[str]:
    """Return the names of units where nobody looks after reform and can be written to."""
    found = Agency.objects.filter(pk__in=agency_ids) if agency_ids else Agency.objects.none()
    return list(found.order_by("name").values_list("name", flat=True))


def _line(one: Commitment, today: date) -> str:
    days = (one.due_on - today).days
    when = (
        _("còn %(n)d ngày") % {"n": days}
        if days > 0
        else _("hạn hôm nay")
        if days == 0
        else _("trễ %(n)d ngày") % {"n": -days}
    )
    who = f", {one.responsible}" if one.responsible else ""
    return f"{one.text} ({one.delegation.title}{who}): {when}"


def _letter(lines: list[str]) -> Letter:
    subject = _("Cam kết sau chuyến học tập")
    listed = [f"- {line}" for line in lines]
    address = settings.PUBLIC_ADDRESS + _PLACE
    return Letter(subject, "\n".join([subject + ":", *listed, "", _("Xem và ghi:"), address]))


def _reform_officers(on: date) -> dict[int, list[Officer]]:
    """Return whoever looks after reform in each agency and can be written to. One query."""
    rows = (
        RoleAssignment.objects.valid_on(on)
        .filter(
            role=Role.REFORM_OFFICER, officer__is_active=True, officer__account__is_active=True
        )
        .exclude(officer__account__email="")
        .select_related("officer__account")
        .order_by("officer_id")
    )
    found: dict[int, list[Officer]] = defaultdict(list)
    for row in rows:
        found[row.agency_id].append(row.officer)
    return found
