"""What there is to see about personal data: reads, a request, data past their time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.demo.moments import midnight
from motcua.demo.town import Town
from motcua.demo.troubles import in_hand
from motcua.dossiers.lifecycle import ENDED_STATES
from motcua.dossiers.models import AccessRecord, Dossier, SubjectRequest
from motcua.dossiers.services.erasing import list_due
from motcua.dossiers.services.reading import Reader, give_reason, record_access, remember_reading
from motcua.dossiers.services.subject_requests import receive_request
from motcua.procedures.models import Procedure, RetentionRule

SHORT_LIVED: Final = "2.001035"
"""Certified contracts: few among a commune's dossiers, so that there is a short list."""
SHORT_BASIS: Final = "Quy tắc minh họa của bản trình diễn, không phải danh mục thời hạn lưu trữ"
SINCE: Final = date(2018, 6, 21)
NIGHT: Final = timedelta(hours=21, minutes=48)
NOON: Final = timedelta(hours=10, minutes=20)
SEARCHED: Final = "077000000000"
"""Nobody's number."""


def keep_short() -> None:
    """Let one procedure's data be kept for a year only, so that some of 2024 are due."""
    procedure = Procedure.objects.filter(code=SHORT_LIVED).first()
    if procedure is None or procedure.retention_rules.exists():
        return
    RetentionRule.objects.create(
        procedure=procedure, years=1, legal_basis=SHORT_BASIS, valid_from=SINCE
    )


def list_what_is_due(agency: Agency, on: date) -> int:
    """List what that rule makes due in ``agency``; return how many dossiers."""
    ended = Dossier.objects.filter(
        agency=agency,
        procedure__code=SHORT_LIVED,
        state__in=sorted(ENDED_STATES),
        erasure__isnull=True,
    )
    return list_due(ended.order_by("pk"), at=midnight(on))


def leave_traces(town: Town) -> None:
    """Leave reads at night and of others' work, a search by number, and one open request."""
    dossiers = list(in_hand(town).order_by("pk")[:6])
    night = midnight(town.yesterday) + NIGHT
    day = midnight(town.yesterday) + NOON
    handler = town.hall.actor(Role.HANDLING_OFFICER)
    clerk = town.hall.actor(Role.CLERK)
    auditor = town.hall.actor(Role.AUDITOR)
    _read_at_night(handler, dossiers[:3], night)
    for dossier in dossiers[3:]:
        remember_reading(dossier, Reader(clerk, day), is_document=True)
    give_reason(
        dossiers[0], Reader(auditor, day), reason="inspection", words="Kế hoạch kiểm tra quý 4"
    )
    remember_reading(dossiers[0], Reader(auditor, day))
    record_access(
        AccessRecord.Kind.NUMBER_SEARCH,
        Reader(handler, night, is_outside_hours=True),
        rows=0,
        number=SEARCHED,
    )
    _ask(town, dossiers[-1], day)


def _read_at_night(actor: Actor, dossiers: Sequence[Dossier], at: datetime) -> None:
    for dossier in dossiers:
        remember_reading(dossier, Reader(actor, at, is_outside_hours=True))


def _ask(town: Town, dossier: Dossier, at: datetime) -> None:
    if SubjectRequest.objects.filter(agency=town.hall.agency, state="open").exists():
        return
    receive_request(
        SubjectRequest.Kind.CORRECT,
        [dossier.applicant],
        agency=town.hall.agency,
        words="Số điện thoại trong hồ sơ là số cũ, đề nghị sửa để nhận thông báo.",
        actor=town.hall.actor(Role.HEAD_OF_DESK),
        at=at,
        stamp=town.hall.context.stamp,
        dossier=dossier,
    )
