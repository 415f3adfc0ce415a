"""Surveys of a sample: drawing one, asking, and what came out, without persons."""

import csv
from http import HTTPStatus
from io import StringIO
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.services.reading import remember_asking
from motcua.dossiers.services.receipts import stored_people
from motcua.indicators.files import CSV_TYPE
from motcua.indicators.satisfaction import Outcome, outcome_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.models import QuestionnaireVersion, SampleMember, SurveyRound
from motcua.surveys.policies import RUNNING, access_member, access_round, rounds_of
from motcua.surveys.questions import AnswersError, Use
from motcua.surveys.selectors import is_drawn_again, version_on
from motcua.surveys.services.rounds import Plan, open_round, record_answer, record_no_answer
from motcua.web.access import StaffRequest, requires
from motcua.web.manage import fields
from motcua.web.manage.people_forms import agency_by_code
from motcua.web.public.rating import typed_answers
from motcua.web.reading import reader_of

MEMBERS: Final = 50
OPEN: Final = (SampleMember.State.WAITING, SampleMember.State.NOT_REACHED)
"""Who is still to be asked."""
_ANSWERED: Final = "tra-loi"


class RoundForm(forms.Form):
    """About whom, of which days, how closely."""

    agency = fields.text(
        gettext_lazy("Mã cơ quan được hỏi về"), gettext_lazy("Xin ghi mã cơ quan."), most=35
    )
    first_on = fields.day(gettext_lazy("Trả kết quả từ ngày"), gettext_lazy("Xin ghi ngày."))
    last_on = fields.day(gettext_lazy("Đến hết ngày"), gettext_lazy("Xin ghi ngày."))
    margin_percent = forms.IntegerField(
        label=gettext_lazy("Sai số (%)"),
        initial=5,
        help_text=gettext_lazy("Cỡ mẫu n = N / (1 + N × e²). 5 % là mức hướng dẫn."),
        error_messages={
            "required": gettext_lazy("Xin ghi sai số."),
            "invalid": gettext_lazy("Sai số là một số từ 1 đến 20."),
        },
    )

    def clean_agency(self) -> Agency:
        """Return the agency of that code."""
        return agency_by_code(self.cleaned_data["agency"].strip())


@requires(*RUNNING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rounds(request: StaffRequest) -> HttpResponse:
    """List the surveys that one's agencies run; draw a new one."""
    at = clock.now()
    version = version_on(Use.SIPAS, clock.day_of(at))
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        survey = _drawn(request, form, version)
        if survey is not None:
            messages.success(request, _("Đã rút mẫu. Số gieo được giữ để ai cũng rút lại được."))
            return redirect("office:round", survey.ref)
    context = {
        "rows": list(rounds_of(request.actor).select_related("agency")[:MEMBERS]),
        "form": form,
        "version": version,
    }
    return render(request, "office/rounds.html", context, status=_status(form))


def _drawn(
    request: StaffRequest, form: RoundForm, version: QuestionnaireVersion | None
) -> SurveyRound | None:
    """Draw the sample; say on the form why not."""
    if version is None:
        form.add_error(
            None,
            _("Chưa công bố phiếu SIPAS. Quản trị đối chiếu rồi công bố ở mục Khảo sát."),
        )
        return None
    run_by = Agency.objects.get(pk=min(request.actor.agencies_with(*RUNNING)))
    plan = Plan(run_by=run_by, version=version, **form.cleaned_data)
    try:
        return open_round(plan, actor=request.actor, at=clock.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return None


@requires(*RUNNING)
@require_safe
@never_cache
def survey(request: StaffRequest, ref: str) -> HttpResponse:
    """Show how asking goes and what came out; draw again and compare."""
    found = access_round(request.actor, ref)
    wanted = request.GET.get("loc", "")
    members = found.members.filter(state__in=OPEN)
    if wanted in SampleMember.State.values:
        members = found.members.filter(state=wanted)
    context = {
        "survey": found,
        "outcome": outcome_of(found),
        "is_drawn_again": is_drawn_again(found),
        "members": list(members[:MEMBERS]),
        "states": SampleMember.State.choices,
        "open_count": found.members.filter(state__in=OPEN).count(),
        "wanted": wanted,
        "count": members.count(),
    }
    return render(request, "office/round.html", context)


@requires(*RUNNING)
@require_safe
@never_cache
def survey_csv(request: StaffRequest, ref: str) -> HttpResponse:
    """Send the indices as a file: items and factors, and nobody."""
    found = access_round(request.actor, ref)
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow([_("Loại"), _("Tên"), _("Số trả lời"), _("Chỉ số (%)")])
    for kind, name, answers, share in _lines(outcome_of(found)):
        writer.writerow([kind, name, answers, "" if share is None else f"{share * 100:.2f}"])
    response = HttpResponse("\ufeff" + sheet.getvalue(), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="dieu-tra-{found.first_on}.csv"'
    return response


def _lines(outcome: Outcome) -> list[tuple[str, str, int, float | None]]:
    lines = [(_("Mục"), one.name, one.answers, one.share) for one in outcome.items]
    lines += [(_("Yếu tố"), one.name, one.answers, one.share) for one in outcome.factors]
    whole = outcome.whole
    return [*lines, (_("Chung"), _("Chỉ số hài lòng"), whole.answers, whole.share)]


@requires(*RUNNING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def member(request: StaffRequest, ref: str, place: int) -> HttpResponse:
    """Show whom to ask, and the questions; write down what was answered."""
    found = access_member(request.actor, ref, place)
    typed = typed_answers(request)
    problems: dict[str, str] = {}
    problem = ""
    if request.method == "POST":
        try:
            _write_down(request, found, typed)
        except AnswersError as error:
            problems = error.problems
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, _("Đã ghi người thứ %(n)d.") % {"n": place})
            return redirect("office:round", found.survey.ref)
    is_open = found.state in OPEN
    context: dict[str, Any] = {
        "survey": found.survey,
        "member": found,
        "is_open": is_open,
        "person": _person(request, found.dossier) if is_open else None,
        "paper": found.survey.version.paper,
        "typed": typed,
        "problems": problems,
        "problem": problem,
        "answered": _ANSWERED,
    }
    wrong = bool(problems or problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/member.html", context, status=status)


def _write_down(request: StaffRequest, found: SampleMember, typed: dict[str, str]) -> None:
    at = clock.now()
    done = request.POST.get("lam", _ANSWERED)
    if done == _ANSWERED:
        record_answer(found, typed, actor=request.actor, at=at)
    else:
        states = SampleMember.State
        state = states.NOT_REACHED if done == states.NOT_REACHED else states.REFUSED
        record_no_answer(found, state, actor=request.actor, at=at)


def _person(request: StaffRequest, dossier: Dossier) -> dict[str, str]:
    """Return how the person is reached, which is written down as a read of personal data."""
    personal = DossierPersonalData.objects.get(dossier=dossier)
    if personal.erased_at is not None:
        return {"name": "", "phone": "", "address": ""}
    person = stored_people(personal)["applicant"]
    remember_asking(dossier, reader_of(request, clock.now()))
    return {"name": person.full_name, "phone": person.phone, "address": person.address}


def _status(form: forms.Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
