"""Signs of gaming for heads and inspectors: of all units, of one, of one sign there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.dossiers import workload
from motcua.dossiers.workload import LEADING
from motcua.indicators import reports
from motcua.indicators.gaming import asking, counting, keeping, notes
from motcua.indicators.gaming.asking import Province, Shown
from motcua.indicators.gaming.counting import PAGE, Asked, Behind
from motcua.indicators.gaming.keeping import Counted
from motcua.indicators.gaming.rights import looks_over_all, may_see
from motcua.indicators.gaming.rules import rule_on
from motcua.indicators.gaming.signs import BY_KEY, FORMULA, RATINGS, SIGNS, Sign
from motcua.indicators.gaming.verdicts import Verdict
from motcua.indicators.rates import Rate
from motcua.indicators.reports import Question
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import sort_key
from motcua.kernel.wording import duration
from motcua.web import figures
from motcua.web.access import StaffRequest, requires
from motcua.web.figures import Chosen
from motcua.web.leader.sign_forms import NoteForm

SEEING: Final = (*LEADING, Role.AUDITOR)
_LONGEST: Final = 18
VERDICTS: Final = {
    Verdict.ORDINARY: ("done", gettext_lazy("bình thường")),
    Verdict.HIGH: ("soon", gettext_lazy("cao hơn hẳn các đơn vị khác")),
    Verdict.FEW_CASES: ("ended", gettext_lazy("chưa đủ dữ liệu")),
    Verdict.FEW_UNITS: ("ended", gettext_lazy("chưa đủ dữ liệu")),
}
"""Badge and words of each verdict."""
_BASES: Final = {
    "": gettext_lazy("Ngày hẹn đang có hiệu lực (đã trừ tạm dừng, kể cả hẹn lại)"),
    "unextended_": gettext_lazy("Không kể xin lỗi, hẹn lại (vẫn trừ tạm dừng)"),
    "original_": gettext_lazy("Ngày hẹn lần đầu (không trừ tạm dừng, không kể hẹn lại)"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the period chosen, what is asked, how far it is counted."""

    chosen: Chosen
    asked: Asked
    counted: Counted

    def address(self, view: str, *args: str, **query: str) -> str:
        """Return an address about the same period."""
        named = self.chosen.named
        kept = {"ky": named.name} if named is not None else {}
        return reverse(view, args=args or None, query={**kept, **query})


def looked_at(request: HttpRequest) -> Looked | None:
    """Return what is looked at; None before anything was counted. Raises Http404."""
    counted = keeping.counted()
    if counted is None:
        return None
    chosen = figures.chosen_period(request.GET.get("ky", ""), clock.today())
    days = counting.cut_offs(chosen.period, chosen.rule.period_begins_on)
    return Looked(chosen, Asked(chosen.period, rule_on(chosen.period.last), days), counted)


@requires(*SEEING)
@require_safe
@never_cache
def signs(request: StaffRequest) -> HttpResponse:
    """Show the signs of a unit; to an inspector who names none, those of the province."""
    looked = looked_at(request)
    if looked is None:
        return render(request, "leader/signs_later.html")
    agency = _agency(request)
    whole = asking.province(looked.asked, looked.counted)
    if agency is None:
        return _province_page(request, looked, whole)
    officers = notes.officers_of(agency.pk)
    keys = [officer.pk for officer in officers]
    of_each = asking.of_officers(whole, counting.by_officer(looked.asked, keys), keys)
    found = notes.latest_kinds([agency.pk], looked.asked.period)
    context = {
        **_shared(looked, "leader:signs", agency),
        "agency": agency,
        "agencies": _agencies(request) if not looks_over_all(request.actor) else [],
        "is_inspector": looks_over_all(request.actor),
        "rows": [
            {
                **row(one),
                "found": found.get((agency.pk, one.sign.key), ""),
                "url": looked.address("leader:sign", one.sign.key, **{"co-quan": agency.code}),
            }
            for one in _first_high(whole.of(agency.pk))
        ],
        "officers": [
            {
                "officer": officer,
                **row(one),
                "url": looked.address(
                    "leader:sign",
                    one.sign.key,
                    **{"co-quan": agency.code, "nguoi": str(officer.pk)},
                ),
            }
            for officer in officers
            for one in of_each[officer.pk]
            if one.is_high
        ],
        "bases": _bases(looked, agency),
        "minimum": looked.chosen.rule.minimum_sample,
    }
    return render(request, "leader/signs.html", context)


def _province_page(request: StaffRequest, looked: Looked, whole: Province) -> HttpResponse:
    """Show what stands out anywhere, and each sign with what is usual of it."""
    agencies = {one.pk: one for one in Agency.objects.filter(pk__in=whole.units())}
    standing = [
        {
            "agency": agencies[unit],
            **row(one),
            "url": looked.address("leader:sign", one.sign.key, **{"co-quan": agencies[unit].code}),
        }
        for unit in sorted(agencies, key=lambda key: sort_key(agencies[key].name))
        for one in whole.of(unit)
        if one.is_high
    ]
    context = {
        **_shared(looked, "leader:signs", None),
        "place": place_name(),
        "standing": standing,
        "rows": [
            {
                "sign": sign,
                "measure": whole.measures[sign.key],
                "together": sum(whole.rates[sign.key].values(), Rate(0, 0)),
                "url": looked.address("leader:sign", sign.key),
            }
            for sign in SIGNS
        ],
        "units": [
            {
                "agency": agency,
                "high": sum(one.is_high for one in whole.of(agency.pk)),
                "url": looked.address("leader:signs", **{"co-quan": agency.code}),
            }
            for agency in sorted(agencies.values(), key=lambda one: sort_key(one.name))
        ],
    }
    return render(request, "leader/signs_all.html", context)


@requires(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign(request: StaffRequest, key: str) -> HttpResponse:
    """Show one sign of a unit, its officers and dossiers; write down what was found."""
    found, looked = BY_KEY.get(key), looked_at(request)
    if found is None:
        raise Http404
    if looked is None:
        return render(request, "leader/signs_later.html")
    agency = _agency(request)
    whole = asking.province(looked.asked, looked.counted)
    if agency is None:
        return _units_page(request, looked, whole, found)
    officers = notes.officers_of(agency.pk)
    chosen = _officer(request, officers) if found.of_officers else None
    each = _each(looked, whole, found, officers)
    shown = each[chosen.pk] if chosen is not None else whole.one(found, agency.pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    here = _here(looked, key, agency, chosen)
    if form.is_valid():
        about = notes.About(
            key, agency.pk, chosen.pk if chosen else None, looked.asked.period, shown.rate
        )
        try:
            notes.note(about, **form.cleaned_data, actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Đã ghi. Người có liên quan đọc được và trả lời được."))
            return redirect(here)
    context = {
        **_shared(looked, "leader:sign", agency, key),
        "agency": agency,
        "sign": found,
        "one": row(shown),
        "chosen": chosen,
        "officers": _officer_rows(looked, key, agency, officers, each),
        "notes": notes.notes_of(agency.pk, key),
        "form": form,
        "is_own": chosen is not None and chosen.pk == request.actor.officer_id,
        "here_url": here,
        "unit_url": looked.address("leader:signs", **{"co-quan": agency.code}),
        "whole_url": _here(looked, key, agency, None),
        **_behind(request, looked, found, agency, chosen),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "leader/sign.html", context, status=status)


def _each(
    looked: Looked, whole: Province, found: Sign, officers: Sequence[Officer]
) -> dict[int, Shown]:
    """Return one sign of each officer; none where it is said of units alone. One query."""
    if not found.of_officers:
        return {}
    keys = [officer.pk for officer in officers]
    of_each = asking.of_officers(whole, counting.by_officer(looked.asked, keys), keys)
    return {
        officer: next(one for one in shown if one.sign is found)
        for officer, shown in of_each.items()
    }


def _units_page(
    request: StaffRequest, looked: Looked, whole: Province, found: Sign
) -> HttpResponse:
    """Show one sign of every unit, the highest share first. Only inspectors come here."""
    if request.method == "POST":
        raise Http404
    table = whole.rates[found.key]
    agencies = {one.pk: one for one in Agency.objects.filter(pk__in=table)}
    order = sorted(
        table,
        key=lambda unit: (
            not table[unit].is_enough,
            -table[unit].part / table[unit].whole,
            sort_key(agencies[unit].name),
        ),
    )
    context = {
        **_shared(looked, "leader:sign", None, found.key),
        "place": place_name(),
        "sign": found,
        "measure": whole.measures[found.key],
        "rows": [
            {
                "agency": agencies[unit],
                **row(whole.one(found, unit)),
                "url": looked.address(
                    "leader:sign", found.key, **{"co-quan": agencies[unit].code}
                ),
            }
            for unit in order
        ],
    }
    return render(request, "leader/sign_units.html", context)


def row(one: Shown) -> dict[str, Any]:
    """Return a sign as pages lay it out: rate, verdict in words, what it is measured by."""
    badge, words = VERDICTS[one.verdict]
    few = ""
    if one.verdict is Verdict.FEW_CASES:
        few = _("có %(n)d, cần %(least)d hồ sơ") % {"n": one.rate.whole, "least": one.rate.least}
    if one.verdict is Verdict.FEW_UNITS:
        few = _("mới %(n)d đơn vị đủ hồ sơ để so") % {"n": one.measure.units}
    return {
        "sign": one.sign,
        "rate": one.rate,
        "measure": one.measure,
        "badge": badge,
        "verdict": str(words),
        "few": few,
        "is_high": one.is_high,
    }


def _first_high(shown: Sequence[Shown]) -> list[Shown]:
    order = {Verdict.HIGH: 0, Verdict.ORDINARY: 1}
    return sorted(shown, key=lambda one: order.get(one.verdict, 2))


def _officer_rows(
    looked: Looked,
    key: str,
    agency: Agency,
    officers: Sequence[Officer],
    each: Mapping[int, Shown],
) -> list[dict[str, Any]]:
    return [
        {"officer": officer, **row(one), "url": _here(looked, key, agency, officer)}
        for officer in officers
        if (one := each.get(officer.pk)) is not None and one.rate.whole
    ]


def _behind(
    request: StaffRequest, looked: Looked, found: Sign, agency: Agency, chosen: Officer | None
) -> dict[str, Any]:
    """Return a page of the dossiers behind the figure."""
    if found.key == RATINGS:
        return {"dossiers": [], "next_url": "", "first_url": ""}
    rows = counting.dossiers(
        looked.asked,
        found,
        agency_id=agency.pk,
        officer_id=chosen.pk if chosen is not None else None,
        after=_number(request.GET.get("sau", "")),
    )
    here = _here(looked, found.key, agency, chosen)
    shown = rows[:PAGE]
    return {
        "dossiers": [{"row": one, "words": _words(one, found)} for one in shown],
        "next_url": f"{here}&sau={shown[-1].dossier_id}" if len(rows) > PAGE else "",
        "first_url": here if "sau" in request.GET else "",
    }


def _words(one: Behind, found: Sign) -> str:
    """Return what about a dossier made it count."""
    told = {
        "tiep-nhan-tre": lambda: _("chờ %(time)s") % {"time": _worked(one.waited_minutes)},
        "dung-gio-cuoi": lambda: _("còn %(time)s") % {"time": _worked(one.pause_left)},
        "xong-phut-chot": lambda: _("còn %(time)s") % {"time": _worked(one.end_left)},
        "tu-ghi-so-ngay": lambda: one.stated_limit.replace("working_day", _("ngày làm việc")),
        "ghi-lui-gio": lambda: _("chậm %(time)s") % {"time": duration(one.latest_minutes)},
    }
    return told[found.key]() if found.key in told else ""


def _worked(minutes: int | None) -> str:
    return duration(minutes or 0)


def _here(looked: Looked, key: str, agency: Agency, officer: Officer | None) -> str:
    query = {"co-quan": agency.code}
    if officer is not None:
        query["nguoi"] = str(officer.pk)
    return looked.address("leader:sign", key, **query)


def _shared(looked: Looked, view: str, agency: Agency | None, *args: str) -> dict[str, Any]:
    """Return what every page of signs shows."""
    query = {"co-quan": agency.code} if agency is not None else {}
    today = clock.today()

    def address(name: str) -> str:
        return reverse(view, args=args or None, query={**query, "ky": name})

    return {
        "label": looked.chosen.label,
        "period": looked.chosen.period,
        "is_open": looked.chosen.period.last > clock.day_of(looked.counted.counted_at),
        "counted_at": looked.counted.counted_at,
        "formula": FORMULA,
        "rule": looked.asked.rule,
        "chips": figures.period_chips(looked.chosen, today, address),
        **figures.neighbours(looked.chosen, today, address),
        "all_url": looked.address("leader:signs"),
    }


def _bases(looked: Looked, agency: Agency) -> list[dict[str, Any]]:
    """Return the on-time rates of the unit with and without pauses and apologies. One query."""
    at: datetime = looked.counted.counted_at
    question = Question(looked.chosen.period, looked.chosen.rule, at, agency.pk)
    return [
        {"words": str(_BASES[one.basis]), "figures": one}
        for one in reports.timeliness(question)[0]
        if one.clock == "day"
    ]


def _agency(request: StaffRequest) -> Agency | None:
    """Return the unit that is looked at; None is all of them, for inspectors. Raises Http404."""
    code = request.GET.get("co-quan", "")
    if code:
        agency: Agency | None = Agency.objects.filter(code=code).first()
        if agency is None or not may_see(request.actor, agency.pk):
            raise Http404
        return agency
    if looks_over_all(request.actor):
        return None
    own = getattr(request.user, "officer", None)
    led = _agencies(request)
    return next((one for one in led if own is not None and one.pk == own.agency_id), led[0])


def _agencies(request: StaffRequest) -> list[Agency]:
    return list(Agency.objects.filter(pk__in=workload.led_by(request.actor)).order_by("pk"))


def _officer(request: StaffRequest, officers: Sequence[Officer]) -> Officer | None:
    number = _number(request.GET.get("nguoi", ""))
    if not number:
        return None
    found = next((officer for officer in officers if officer.pk == number), None)
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else 0
