"""The first page of a citizen: what asks for them, and their dossiers."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.lifecycle import ENDED_STATES, DeliveryState, MoneyState, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import dossiers_of
from motcua.kernel import clock
from motcua.web.access import CitizenRequest, citizen
from motcua.web.citizen.lodge import draft_lines
from motcua.web.formats import weekday_day_year
from motcua.web.manage.paging import page_of

_ASKING: Final = (
    Q(state__in=[State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT])
    | (Q(state=State.FINISHED) & ~Q(delivery_state=DeliveryState.ON_THE_WAY))
    | Q(money_state=MoneyState.DUE)
)
MOST_ASKING: Final = 20


@citizen
@require_safe
def home(request: CitizenRequest) -> HttpResponse:
    """List what asks for the citizen, then every dossier of theirs, the latest first."""
    now = clock.now()
    mine = dossiers_of(request.citizen).select_related("procedure", "agency")
    asking = mine.filter(_ASKING).exclude(state__in=sorted(ENDED_STATES))
    page = page_of(mine.order_by("-submitted_at", "-pk"), request)
    context = {
        "asking": [
            {**_line(request, one, now), "asks": _asks(one)}
            for one in asking.order_by("submitted_at", "pk")[:MOST_ASKING]
        ],
        "rows": [_line(request, one, now) for one in page.rows],
        "next_url": page.next_url,
        "first_url": page.first_url,
        "today": clock.day_of(now),
        "lines": draft_lines(request),
    }
    return render(request, "citizen/home.html", context)


def _line(request: CitizenRequest, dossier: Dossier, now: datetime) -> dict[str, Any]:
    is_owed = dossier.finished_at is None and State(dossier.state) not in ENDED_STATES
    is_late = is_owed and dossier.due_at is not None and dossier.due_at < now
    return {
        "dossier": dossier,
        "key": dossier.tracking_code,
        "code": str(dossier),
        "state": State(dossier.state),
        "urgency": "late" if is_late else "",
        "when": _when(dossier, is_owed=is_owed),
        "for_whom": _for_whom(request, dossier),
    }


def _when(dossier: Dossier, *, is_owed: bool) -> str:
    if not is_owed:
        return ""
    if dossier.due_at is None:
        return _("Chưa có ngày hẹn")
    return _("Hẹn trả %(day)s") % {"day": weekday_day_year(dossier.due_at)}


def _for_whom(request: CitizenRequest, dossier: Dossier) -> str:
    """Return whose dossier it is, where it is not the reader's own."""
    if dossier.principal_id == request.citizen.person_id:
        return ""
    if dossier.part_of(request.citizen.person_id) == "proxy":
        return _("Ông/bà được ủy quyền cho %(name)s") % {"name": dossier.principal_name}
    return _("Nộp thay %(name)s") % {"name": dossier.principal_name}


def _asks(dossier: Dossier) -> str:
    """Return the one thing that waits for the citizen."""
    match State(dossier.state):
        case State.AWAITING_SUPPLEMENT:
            return _("Cần bổ sung giấy tờ, hồ sơ mới đi tiếp.")
        case State.AWAITING_PAYMENT:
            return _("Cần nộp tiền, hồ sơ mới đi tiếp.")
        case State.FINISHED if dossier.delivery_state != DeliveryState.ON_THE_WAY:
            return _("Đã có kết quả, mời ông/bà nhận.")
        case _:
            return _("Còn phí, lệ phí chưa nộp.")
