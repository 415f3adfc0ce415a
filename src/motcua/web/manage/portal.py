"""The national portal: what waits, what it refused and why, how many it takes a day."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalMessage
from motcua.exchange.portal import outgoing
from motcua.exchange.portal.messages import STATUS
from motcua.exchange.portal.outgoing_figures import (
    PAGE_SIZE,
    Standing,
    listed,
    standing,
    taken_by_day,
)
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.formats import number
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import Chip

LONGEST_CODE: Final = 60
State = PortalMessage.State


@reads
@require_safe
def portal(request: StaffRequest) -> HttpResponse:
    """Show how telling the portal goes, and its messages, the newest first. Six queries."""
    at = clock.now()
    state = request.GET.get("loc", "")
    state = state if state in State.values else ""
    code = _code(request.GET.get("ma", ""))
    after = request.GET.get("sau", "")
    is_key = after.isascii() and after.isdecimal() and len(after) < 19  # noqa: PLR2004, fits a bigint
    rows = listed(state, after=int(after) if is_key else None, code=code)
    shown = rows[:PAGE_SIZE]
    found = standing()
    here = f"?loc={state}&ma={code}"
    context = {
        "is_joined": outgoing.is_joined(),
        "standing": found,
        "is_late": found.is_late(at),
        "days": taken_by_day(clock.day_of(at)),
        "rows": shown,
        "states": {status: known.label for known, status in STATUS.items()},
        "filters": _chips(state, code, found),
        "code": code,
        "next_url": f"{here}&sau={shown[-1].pk}" if len(rows) > PAGE_SIZE else "",
        "first_url": here if is_key else "",
    }
    return render(request, "manage/portal.html", context)


@changes
@require_POST
def portal_again(request: StaffRequest) -> HttpResponse:
    """Queue one dossier again as it stands, or all of which the last message was refused."""
    at = clock.now()
    if not outgoing.is_joined():
        messages.error(request, _("Hệ thống chưa kết nối Cổng quốc gia nên chưa gửi được gì."))
        return redirect("manage:portal")
    code = _code(request.POST.get("ma", ""))
    if not code:
        count = outgoing.send_refused_again(at=at)
        words = _("Đã xếp %(n)s hồ sơ bị từ chối vào hàng chờ gửi lại.")
        messages.success(request, words % {"n": number(count)})
        return redirect("manage:portal")
    dossier = Dossier.objects.filter(code=code).first()
    dossier = dossier or Dossier.objects.filter(tracking_code=code).first()
    if dossier is None:
        messages.error(request, _("Không có hồ sơ mang mã %(code)s.") % {"code": code})
    elif outgoing.send_again(dossier.pk, at=at) is None:
        messages.info(request, _("Hồ sơ này chưa được tiếp nhận nên chưa gửi lên Cổng."))
    else:
        words = _("Đã xếp hồ sơ %(code)s vào hàng chờ gửi lại.")
        messages.success(request, words % {"code": code})
    return redirect("manage:portal")


def _code(typed: str) -> str:
    """Return a dossier's code as typed; what no code holds is left out."""
    kept = [letter for letter in typed.strip() if letter.isalnum() or letter in ".-"]
    return "".join(kept)[:LONGEST_CODE]


def _chips(state: str, code: str, found: Standing) -> list[Chip]:
    counts = {State.WAITING: found.waiting, State.REFUSED: found.refused}
    labels = {"": _("Tất cả"), **{one.value: str(one.label) for one in State}}
    return [
        Chip(label, f"?loc={value}&ma={code}", value == state, counts.get(value))  # type: ignore[call-overload]
        for value, label in labels.items()
    ]
