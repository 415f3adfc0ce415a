"""Entering slips of paper at the desk, as paper."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.questions import AnswersError, Use
from motcua.surveys.selectors import version_on
from motcua.surveys.services.papers import enter_paper
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.after import at_own_desk
from motcua.web.manage import fields
from motcua.web.public.rating import typed_answers
from motcua.web.slip_cookies import mark_office


class PaperForm(forms.Form):
    """Which dossier, which paper, of which day."""

    code = fields.text(
        gettext_lazy("Mã hồ sơ"),
        gettext_lazy("Xin ghi mã hồ sơ hoặc mã tra cứu."),
        most=60,
        hint=gettext_lazy("Gõ hoặc quét mã trên giấy tiếp nhận."),
    )
    number = fields.text(
        gettext_lazy("Số phiếu giấy"),
        gettext_lazy("Xin ghi số phiếu giấy."),
        most=40,
        hint=gettext_lazy("Số in hoặc đóng dấu trên phiếu; phiếu giấy giữ lại để đối chiếu."),
    )
    dated = fields.day(gettext_lazy("Ngày trên phiếu"), gettext_lazy("Xin ghi ngày trên phiếu."))


@requires(Role.DESK_OFFICER, Role.HEAD_OF_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def paper_slip(request: StaffRequest) -> HttpResponse:
    """Enter what one paper says; then the next."""
    form = PaperForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:60]})
    problems: dict[str, str] = {}
    typed = typed_answers(request)
    if request.method == "POST" and form.is_valid():
        dossier = _dossier(request, form)
        try:
            if dossier is not None:
                enter_paper(
                    dossier,
                    typed,
                    number=form.cleaned_data["number"],
                    dated=form.cleaned_data["dated"],
                    actor=request.actor,
                    at=clock.now(),
                )
        except AnswersError as error:
            problems = error.problems
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            if dossier is not None:
                messages.success(
                    request, _("Đã nhập phiếu số %(n)s.") % {"n": form.cleaned_data["number"]}
                )
                return redirect("desk:paper-slip")
    version = version_on(Use.SLIP, clock.today())
    context = {
        "form": form,
        "paper": version.paper if version is not None else None,
        "typed": typed,
        "problems": problems,
    }
    wrong = bool(form.errors or problems)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    response = render(request, "desk/paper_slip.html", context, status=status)
    mark_office(response)
    return response


def _dossier(request: StaffRequest, form: PaperForm) -> Dossier | None:
    """Return the dossier of one's own desk; say on the form where there is none."""
    try:
        return at_own_desk(request, form.cleaned_data["code"])[0]
    except Http404:
        form.add_error("code", _("Tại quầy này không có hồ sơ mang mã đó. Xin xem lại mã."))
        return None
