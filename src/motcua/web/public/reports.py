"""The reports that are templates and may be seen by everybody: a list, a page, files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.indicators.keeping import Mark, mark
from motcua.indicators.reports import Question
from motcua.indicators.rules import place_name
from motcua.indicators.statutory.counting import Counted, published
from motcua.indicators.statutory.shipped import InForce
from motcua.indicators.statutory.versions import in_force_on
from motcua.kernel import clock
from motcua.web import figures, statutory
from motcua.web.access import public
from motcua.web.public.asked import Asked, asked
from motcua.web.public.limits import limited


@public
@require_safe
@limited
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that everybody may see."""
    counted = mark()
    if counted is None:
        return render(request, "public/figures_later.html")
    found = _asked(request, counted)
    held = [one for one in in_force_on(found.chosen.period.last).values() if _is_open(one)]
    context = {
        **_period_parts(found, "public:reports"),
        "reports": [
            {
                "held": one,
                "url": found.address("public:report", one.key),
                "files": _files(found, one.key, ""),
            }
            for one in held
        ],
        "form_06a_url": found.address("public:figures"),
    }
    return render(request, "public/reports.html", context)


@public
@require_safe
@limited
def report(request: HttpRequest, form_key: str) -> HttpResponse:
    """Show a report of the province, or of one agency."""
    counted = mark()
    if counted is None:
        return render(request, "public/figures_later.html")
    found = _asked(request, counted)
    agency = _agency(request)
    held, table = _counted(found, form_key, agency, counted)
    code = agency.code if agency is not None else ""
    context = {
        **_period_parts(found, "public:report", form_key, code=code),
        **figures.counted_words(table.question, counted),
        **statutory.table_parts(table),
        "held": held,
        "place": table.place,
        "files": _files(found, form_key, code),
        "list_url": found.address("public:reports"),
    }
    return render(request, "public/report.html", context)


@public
@require_safe
@limited
def report_file(request: HttpRequest, form_key: str, form: str) -> HttpResponseBase:
    """Send a report as a file."""
    counted = mark()
    if counted is None or form not in statutory.FORMATS:
        raise Http404
    found = _asked(request, counted)
    agency = _agency(request)
    _held, table = _counted(found, form_key, agency, counted)
    period = found.chosen.period
    place = agency.code.lower() if agency is not None else "toan-tinh"
    name = f"bieu-{form_key}-{place}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    return statutory.report_file(table, form, name, is_of_agency=agency is not None)


def _asked(request: HttpRequest, counted: Mark) -> Asked:
    found = asked(request, counted, clock.today())
    if found.is_wrong:
        raise Http404
    return found


def _agency(request: HttpRequest) -> Agency | None:
    code = request.GET.get("co-quan", "")
    return get_object_or_404(Agency, code=code) if code else None


def _is_open(held: InForce) -> bool:
    return held.template.is_public


def _counted(
    found: Asked, key: str, agency: Agency | None, counted: Mark
) -> tuple[InForce, Counted]:
    """Return a report that everybody may see, counted. Raises Http404."""
    chosen = found.chosen
    held = in_force_on(chosen.period.last).get(key)
    if held is None or not _is_open(held):
        raise Http404
    question = Question(
        chosen.period,
        chosen.rule,
        counted.counted_at,
        agency.pk if agency is not None else None,
    )
    place = agency.name if agency is not None else place_name()
    return held, published(held, question, place, counted)


def _period_parts(found: Asked, view: str, *args: str, code: str = "") -> dict[str, object]:
    today = clock.today()
    chosen = found.chosen
    more = {"co-quan": code} if code else {}

    def address(name: str) -> str:
        return reverse(view, args=args or None, query={"ky": name, **chosen.kept, **more})

    def cut_address(name: str, cut: str) -> str:
        wanted = {figures.CUT: cut} if cut else {}
        return reverse(view, args=args or None, query={"ky": name, **more, **wanted})

    return {
        "label": chosen.label,
        "period": chosen.period,
        "chips": figures.period_chips(chosen, today, address),
        "cuts": figures.cut_chips(chosen, cut_address),
        **figures.neighbours(chosen, today, address),
    }


def _files(found: Asked, key: str, code: str) -> dict[str, str]:
    more = {"co-quan": code} if code else {}
    return {
        form: found.address("public:report-file", key, form, **more) for form in statutory.FORMATS
    }


urlpatterns = [
    path("cong-khai/bao-cao/", reports, name="reports"),
    path("cong-khai/bao-cao/<slug:form_key>/", report, name="report"),
    path("cong-khai/bao-cao/<slug:form_key>.<slug:form>", report_file, name="report-file"),
]
