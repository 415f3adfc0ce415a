"""The digest of a unit: one page of a week or a month, to read, to print, to have by mail."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.dossiers.workload import LEADING
from motcua.indicators import keeping
from motcua.indicators.digest import Digest, Rhythm, digest_of
from motcua.indicators.digest_mail import pdf_of, question_of, read_by, set_reading
from motcua.indicators.periods import PeriodError
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.figures import YEARS_BACK

_NAMES: Final = {Rhythm.WEEK: gettext_lazy("Tuần"), Rhythm.MONTH: gettext_lazy("Tháng")}


@requires(*LEADING)
@require_safe
@never_cache
def digest(request: StaffRequest) -> HttpResponse:
    """Show the digest of an agency; without a day in the address the newest that is over."""
    agencies, agency = _agencies(request)
    found = _digest(request, agency)
    if found is None:
        return render(request, "leader/figures_later.html")
    rhythm, today = found.rhythm, clock.today()
    following = rhythm.holding(_next_day(found))
    context = {
        "agency": agency,
        "agencies": agencies,
        "digest": found,
        "chips": [
            {
                "label": str(name),
                "url": _address(agency, one),
                "is_current": one is rhythm,
                "count": None,
                "icon": "",
            }
            for one, name in _NAMES.items()
        ],
        "before_url": _address(agency, rhythm, rhythm.before(found.period).first),
        "after_url": (
            _address(agency, rhythm, following.first) if following.first <= today else ""
        ),
        "pdf_url": _address(agency, rhythm, found.period.first, view="leader:digest-file"),
        "read": read_by(request.actor, agency),
        "rhythms": [(one.value, str(name).lower()) for one, name in _NAMES.items()],
        "is_open": found.period.last >= today,
        "list_url": reverse("leader:reports", query={"co-quan": agency.code}),
    }
    return render(request, "leader/digest.html", context)


@requires(*LEADING)
@require_safe
def digest_file(request: StaffRequest) -> HttpResponse:
    """Send the digest as one printed page."""
    _all, agency = _agencies(request)
    found = _digest(request, agency)
    if found is None:
        raise Http404
    name = f"ban-tin-{agency.code.lower()}-{found.period.first:%Y%m%d}.pdf"
    response = HttpResponse(pdf_of(found, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(*LEADING)
@require_POST
def subscribe(request: StaffRequest) -> HttpResponse:
    """Let oneself have the digest of an agency by mail, or no longer."""
    _all, agency = _agencies(request)
    wanted = set(request.POST.getlist("nhan"))
    at = clock.now()
    for rhythm in Rhythm:
        set_reading(request.actor, agency, rhythm, is_wanted=rhythm.value in wanted, at=at)
    if wanted and not getattr(request.user, "email", ""):
        messages.warning(
            request, _("Đã ghi, nhưng tài khoản chưa có địa chỉ thư nên chưa gửi được.")
        )
    elif wanted:
        messages.success(request, _("Đã ghi. Thư gửi sáng thứ Hai, hoặc sáng ngày 1."))
    else:
        messages.success(request, _("Đã thôi gửi bản tin này."))
    return redirect(_address(agency, _rhythm(request)))


def _agencies(request: StaffRequest) -> tuple[list[Agency], Agency]:
    led = request.actor.agencies_with(*LEADING)
    agencies = list(Agency.objects.filter(pk__in=led).order_by("pk"))
    code = request.GET.get("co-quan", "")
    if not code:
        officer = getattr(request.user, "officer", None)
        own = officer.agency_id if officer is not None else None
        return agencies, next((one for one in agencies if one.pk == own), agencies[0])
    found = next((one for one in agencies if one.code == code), None)
    if found is None:
        raise Http404
    return agencies, found


def _rhythm(request: StaffRequest) -> Rhythm:
    try:
        return Rhythm(request.GET.get("loai", "") or Rhythm.WEEK)
    except ValueError as error:
        raise Http404 from error


def _digest(request: StaffRequest, agency: Agency) -> Digest | None:
    mark = keeping.mark()
    if mark is None:
        return None
    rhythm, today = _rhythm(request), clock.today()
    typed = request.GET.get("ngay", "")
    try:
        day = date.fromisoformat(typed) if typed else rhythm.last_over(today).first
        if not today.year - YEARS_BACK <= day.year or day > today:
            raise Http404
        question = question_of(agency, rhythm, day, mark.counted_at)
        return digest_of(agency, rhythm, question, at=clock.now())
    except (ValueError, PeriodError) as error:
        raise Http404 from error


def _next_day(found: Digest) -> date:
    return date.fromordinal(found.period.last.toordinal() + 1)


def _address(
    agency: Agency, rhythm: Rhythm, day: date | None = None, *, view: str = "leader:digest"
) -> str:
    query: dict[str, Any] = {"co-quan": agency.code, "loai": rhythm.value}
    if day is not None:
        query["ngay"] = day.isoformat()
    return reverse(view, query=query)
