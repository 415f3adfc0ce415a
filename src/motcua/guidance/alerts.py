"""Telling organisers which shifts lack people: every morning, and when somebody falls out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.agencies.models import Desk, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.guidance.models import Force, Shift
from motcua.guidance.selectors import ShiftView, gaps_ahead, unlaid_days
from motcua.kernel import clock

TOPIC: Final = "guidance-gaps"
DAYS_AHEAD: Final = 7
_PLACE: Final = "/can-bo/huong-dan/"


def tell_of_gaps(*, at: datetime, report: Report) -> None:
    """Write to each organiser, once a day, what is missing in the days ahead."""
    today = clock.day_of(at)
    last = today + timedelta(days=DAYS_AHEAD - 1)
    forces = dict(Force.objects.values_list("pk", "name"))
    for agency_id, officers in _organisers(today).items():
        lines = [_line(view, forces) for view in gaps_ahead([agency_id], today, last)]
        desks: Sequence[Desk] = list(
            Desk.objects.valid_on(today).filter(agency=agency_id).select_related("agency")
        )
        for desk in desks:
            lines += [
                _("%(day)s, %(desk)s: chưa công bố lịch trực") % {"day": _day(day), "desk": desk}
                for day in unlaid_days(desk, today, DAYS_AHEAD)
            ]
        if lines:
            letter = _letter(_("Ca trực hướng dẫn còn thiếu người"), lines)
            report.done += _send(officers, letter, today.isoformat(), at=at)


def tell_of_absence(agency_id: int, shifts: Sequence[Shift], *, key: str, at: datetime) -> int:
    """Write to the organisers at once that published shifts have lost somebody."""
    lost = [shift for shift in shifts if shift.published_at is not None]
    if not lost:
        return 0
    lines = [f"{shift.name}, {_day(shift.on)}, {shift.desk}" for shift in lost]
    letter = _letter(_("Có người báo vắng ca trực"), lines)
    return _send(_organisers(clock.day_of(at)).get(agency_id, []), letter, key, at=at)


def missing_words(view: ShiftView, forces: dict[int, str]) -> str:
    """Return what a shift lacks as one clause."""
    parts = [
        _("%(n)d người của %(force)s") % {"n": gap.missing, "force": forces.get(gap.force, "")}
        if gap.force is not None
        else _("%(n)d người") % {"n": gap.missing}
        for gap in view.gaps
    ]
    return _("thiếu %(what)s") % {"what": ", ".join(parts)}


def _line(view: ShiftView, forces: dict[int, str]) -> str:
    shift = view.shift
    return f"{shift.name}, {_day(shift.on)}, {shift.desk}: {missing_words(view, forces)}"


def _day(on: date) -> str:
    return f"{on:%d/%m}"


def _letter(subject: str, lines: Sequence[str]) -> Letter:
    listed = [f"- {line}" for line in lines]
    address = settings.PUBLIC_ADDRESS + _PLACE
    return Letter(
        subject, "\n".join([subject + ":", *listed, "", _("Xem và xếp người:"), address])
    )


def _organisers(on: date) -> dict[int, list[Officer]]:
    """Return who organises in each agency and can be written to. One query."""
    rows = (
        RoleAssignment.objects.valid_on(on)
        .filter(role=Role.ORGANISER, officer__is_active=True, officer__account__is_active=True)
        .exclude(officer__account__email="")
        .select_related("officer__account")
        .order_by("officer_id")
    )
    found: dict[int, list[Officer]] = {}
    for row in rows:
        found.setdefault(row.agency_id, []).append(row.officer)
    return found


def _send(officers: Sequence[Officer], letter: Letter, key: str, *, at: datetime) -> int:
    posts = [
        Post(f"{TOPIC}:{officer.pk}:{key}", TOPIC, officer.account.email, letter)
        for officer in officers
        if officer.account is not None
    ]
    return put_in_outbox(posts, at=at) if posts else 0
