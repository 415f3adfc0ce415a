"""The first page and the catalogue of procedures."""

from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency, Installation
from motcua.agencies.selectors import (
    agencies_of_province,
    calendar_of,
)
from motcua.kernel import clock
from motcua.kernel.limits import Limit, limit_text
from motcua.kernel.money import Dong
from motcua.kernel.workdays import Calendar
from motcua.procedures.content import ChannelTerms, Content
from motcua.procedures.models import Channel, Procedure, ProcedureVersion
from motcua.procedures.selectors import (
    fields_of_catalogue,
    procedures_handled_by,
    search_procedures,
    versions_in_force,
)
from motcua.web.access import public
from motcua.web.context import stamp_of
from motcua.web.formats import day_month, dong, weekday
from motcua.web.languages.told import joined
from motcua.web.subjects import SUBJECTS

PAGE: Final = 20
LEVELS: Final = {
    "commune": "Cấp xã",
    "province": "Cấp tỉnh",
    "ministry": "Cấp bộ",
    "other": "Cơ quan khác",
}
LONGEST_CHIP: Final = 38
CODE_EXAMPLE: Final = "K7MT-4XQ9-2HWP"


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page: search, what is true today, matters of life, follow a dossier."""
    now = clock.now()
    agency = home_agency()
    calendar = calendar_or_none(agency)
    popular = Procedure.objects.filter(is_active=True, popularity__gt=0).order_by("-popularity")
    context = {
        "today": {"day": now.date(), "foot": _opening_words(calendar, now)},
        "today_notes": _notes(calendar, now),
        "procedure_count": Procedure.objects.filter(is_active=True).count(),
        "popular": [
            {"name": short_name(p.name), "url": reverse("public:procedure", args=[p.code])}
            for p in popular[:4]
        ],
        "subjects": [
            {
                "icon": subject.icon,
                "name": subject.name,
                "text": subject.text,
                "url": reverse("public:catalogue", query={"q": subject.query}),
            }
            for subject in SUBJECTS
        ],
        "code_example": CODE_EXAMPLE,
    }
    return render(request, "public/home.html", context)


def home_agency() -> Agency | None:
    """Return the agency whose desk the installation speaks for first."""
    found = Installation.objects.select_related("default_desk__agency__province").first()
    return found.default_desk.agency if found and found.default_desk else None


def calendar_or_none(agency: Agency | None) -> Calendar | None:
    """Return the agency's calendar; None while nobody has made one."""
    return calendar_of(agency) if agency and agency.calendar_version_id else None


def _opening_words(calendar: Calendar | None, now: datetime) -> str:
    if calendar is None:
        return f"{now:%Y}"
    minute = now.hour * 60 + now.minute
    sessions = [*calendar.sessions_on(now.date()), *calendar.reception_sessions_on(now.date())]
    ending = [session.end for session in sessions if session.end > minute]
    if not ending:
        return _("hôm nay đã đóng cửa") if sessions else _("hôm nay nghỉ")
    return _("mở cửa đến %(hour)s") % {"hour": _clock(max(ending))}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _notes(calendar: Calendar | None, now: datetime) -> list[dict[str, str]]:
    """Say which of the next days are not like their week."""
    if calendar is None:
        return []
    notes = []
    for ahead in range(8):
        day = date.fromordinal(now.toordinal() + ahead)
        note = calendar.day_note(day)
        if note is None:
            continue
        when = (_("Hôm nay"), _("Mai"))[ahead] if ahead < 2 else weekday(day)  # noqa: PLR2004
        words = _("nghỉ") if note.kind == "HOLIDAY" else _("làm việc")
        notes.append(
            {
                "icon": "calendar",
                "strong": joined(" ", (when, day_month(day), words)),
                "text": note.title,
            }
        )
    return notes[:3]


def short_name(name: str) -> str:
    """Return a procedure's name short enough for a chip."""
    words = name.replace("Thủ tục ", "").replace("Cấp Giấy xác nhận", "Xác nhận")
    words = words.replace("cấp Giấy xác nhận", "Xác nhận")
    short = words if len(words) <= LONGEST_CHIP else words[:LONGEST_CHIP].rsplit(" ", 1)[0] + "…"
    return short[:1].upper() + short[1:]


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Search the catalogue; the whole question stands in the address."""
    query = request.GET.get("q", "").strip()[:200]
    level = request.GET.get("cap", "")
    field = request.GET.get("linh-vuc", "")
    agency_code = request.GET.get("co-quan", "")
    start = _start(request.GET.get("tu", ""))
    today = clock.today()
    base = home_agency()
    agencies = list(agencies_of_province(base.province_id, today)) if base else []
    chosen = next((a for a in agencies if a.code == agency_code), None)
    among = procedures_handled_by(chosen) if chosen else Procedure.objects.filter(is_active=True)
    if level in LEVELS:
        among = among.filter(levels__contains=[level])
    if field:
        among = among.filter(field_slug=field)
    found = search_procedures(query, among)
    total = found.count()
    rows = list(found[start : start + PAGE + 1])
    versions = versions_in_force(rows[:PAGE], today)
    context = {
        "query": query,
        "total": total,
        "also_searched": [],
        "level": level if level in LEVELS else "",
        "levels": _level_chips(request, level),
        "fields": _choices(fields_of_catalogue(stamp_of(request)), field, _("Mọi lĩnh vực")),
        "agencies": _choices([(a.code, a.name) for a in agencies], agency_code, _("Mọi cơ quan")),
        "has_filter": bool(field or chosen),
        "results": [_result(row, versions.get(row.pk)) for row in rows[:PAGE]],
        "next_url": _at(request, start + PAGE) if len(rows) > PAGE else "",
        "first_url": _at(request, 0) if start else "",
        "all_url": reverse("public:catalogue"),
    }
    return render(request, "public/catalogue.html", context)


def _start(text: str) -> int:
    """Return where the page begins; what is no sensible number begins at the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004


def _at(request: HttpRequest, start: int) -> str:
    question = request.GET.copy()
    question.pop("tu", None)
    if start:
        question["tu"] = str(start)
    return f"{reverse('public:catalogue')}?{question.urlencode()}"


def _level_chips(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    chips = []
    for value, label in [("", _("Mọi cấp")), *LEVELS.items()]:
        question = request.GET.copy()
        question.pop("tu", None)
        question["cap"] = value
        chips.append(
            {
                "label": label,
                "url": f"{reverse('public:catalogue')}?{question.urlencode()}",
                "is_current": value == (current if current in LEVELS else ""),
                "count": None,
                "icon": "",
            }
        )
    return chips


def _choices(pairs: Any, chosen: str, every: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "is_chosen": value == chosen}
        for value, label in [("", every), *pairs]
    ]


def _result(procedure: Procedure, version: ProcedureVersion | None) -> dict[str, str]:
    content = Content.from_document(version.content) if version else None
    terms = content.by_channel(Channel.DIRECT) if content else None
    return {
        "code": procedure.code,
        "name": procedure.name,
        "url": reverse("public:procedure", args=[procedure.code]),
        "field_name": procedure.field,
        "level_text": joined(", ", (LEVELS[x] for x in procedure.levels if x in LEVELS)),
        "limit_text": limit_words(terms.limit if terms else None),
        "fee_text": _fee_words(terms),
    }


def limit_words(limit: Limit | None) -> str:
    """Return the limit as citizens read it, or that none is published."""
    return limit_text(limit) if limit else _("Chưa công bố")


def _fee_words(terms: ChannelTerms | None) -> str:
    if terms is None or (terms.fee_dong is None and not terms.fee_by_province):
        return _("Chưa công bố")
    if terms.fee_by_province:
        return _("Theo mức của tỉnh")
    return dong(Dong(terms.fee_dong or 0)) if terms.fee_dong else _("Không thu")
