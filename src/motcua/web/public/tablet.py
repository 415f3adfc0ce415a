"""The tablet at a desk: one question a page, large, and back to the start by itself."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.surveys.models import Slip, Tablet
from motcua.surveys.policies import access_rated
from motcua.surveys.questions import AnswersError, Paper, Question
from motcua.surveys.selectors import just_returned, tablet_of
from motcua.surveys.services.answering import (
    RatingError,
    rate,
    rate_visit,
    slip_to_rate,
    version_in_force,
)
from motcua.surveys.services.tablets import TabletError, pair_tablet
from motcua.web import errors
from motcua.web.access import public
from motcua.web.public.rating import PREFIX, typed_answers
from motcua.web.slip_cookies import TABLET, new_secret, remember, sender_of
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()
VISIT: Final = "luot"
"""In the place of a slip's number: no dossier, only how the visit was."""
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody is: of which slip, what was answered so far, which question is next."""

    of: str
    answers: dict[str, str]
    question: Question | None
    place: int


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tablet(request: HttpRequest) -> HttpResponse:
    """Pair the tablet, begin, ask the next question, or thank."""
    found = tablet_of(request.COOKIES.get(TABLET, ""))
    if found is None:
        return _pair(request)
    if request.method != "POST":
        return _begin(request, found, is_thanking="xong" in request.GET)
    if not throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE):
        return errors.too_many(request)
    try:
        return _go_on(request, found)
    except (RatingError, AnswersError) as error:
        return _begin(request, found, problem=str(error))


def _pair(request: HttpRequest) -> HttpResponse:
    """Ask for the code that an administrator has; the secret comes with the answer."""
    problem = ""
    if request.method == "POST":
        most = settings.SIGN_INS_PER_MINUTE
        if not throttle.admits(client_address(request), clock.now(), most):
            return errors.too_many(request)
        secret = new_secret()
        typed = request.POST.get("ghep", "").replace("\x00", "")[:_LONGEST]
        try:
            pair_tablet(typed, secret, at=clock.now())
        except TabletError as error:
            problem = str(error)
        else:
            response = redirect("public:tablet")
            remember(response, TABLET, secret)
            return response
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "tablet/pair.html", {"problem": problem}, status=status)


def _begin(
    request: HttpRequest, found: Tablet, *, problem: str = "", is_thanking: bool = False
) -> HttpResponse:
    context = {
        "tablet": found,
        "offered": [] if is_thanking else just_returned(found, clock.now()),
        "problem": problem,
        "visit": VISIT,
        "typed": request.POST.get("ma", "")[:_LONGEST] if problem else "",
    }
    page = "tablet/thanks.html" if is_thanking else "tablet/start.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, page, context, status=status)


def _go_on(request: HttpRequest, found: Tablet) -> HttpResponse:
    """Ask the next question, or write the answer once all are asked or somebody is done."""
    dossier, of = _chosen(request, found)
    paper = version_in_force(clock.now()).paper
    step = _step(request, paper, of)
    if step.question is not None and not request.POST.get("xong"):
        context = {
            "tablet": found,
            "step": step,
            "prefix": PREFIX,
            "count": len(paper.questions),
            "is_first": not step.answers,
        }
        return render(request, "tablet/question.html", context)
    sender = sender_of(request, found)
    if dossier is not None:
        rate(dossier, step.answers, sender=sender, at=clock.now())
    else:
        rate_visit(found, step.answers, sender=sender, at=clock.now())
    return redirect(reverse("public:tablet", query={"xong": "1"}))


def _chosen(request: HttpRequest, found: Tablet) -> tuple[Dossier | None, str]:
    """Return the dossier that is rated and how the next page names it; None is the visit."""
    of = request.POST.get("cua", "")
    if of == VISIT:
        return None, of
    slip = _slip(of, found) if of else _slip_of_code(request.POST.get("ma", ""))
    if slip is None:
        raise RatingError(
            _("Không thấy hồ sơ có mã này. Xin quét lại mã QR trên giấy tiếp nhận, hoặc gõ lại.")
        )
    slip_to_rate(slip.dossier)
    return slip.dossier, str(slip.ref)


def _slip(of: str, found: Tablet) -> Slip | None:
    try:
        ref = UUID(of)
    except ValueError:
        return None
    # Whoever typed a code of another desk of the agency goes on here.
    slips = Slip.objects.filter(ref=ref, agency_id=found.desk.agency_id)
    return slips.select_related("dossier").first()


def _slip_of_code(typed: str) -> Slip | None:
    """Return the slip of what was typed or scanned: a tracking code, or an address with one."""
    parts = [normalize_tracking_code(part) for part in typed[:_LONGEST].split("/")]
    code = next(filter(None, parts), "")
    if not code:
        return None
    try:
        dossier = access_rated(code)
    except Http404:
        return None
    slip = Slip.objects.filter(dossier=dossier).select_related("dossier").first()
    if slip is None:
        # It says why: not handed back yet, or before there were slips.
        slip_to_rate(dossier)
    return slip


def _step(request: HttpRequest, paper: Paper, of: str) -> Step:
    answers = {name: value for name, value in typed_answers(request).items() if value}
    asked = request.POST.get("buoc", "0")
    place = min(int(asked), len(paper.questions)) if asked.isdecimal() else 0
    if place:
        before = paper.questions[place - 1]
        if before.is_required and before.id not in answers:
            place -= 1
    question = paper.questions[place] if place < len(paper.questions) else None
    return Step(of, answers, question, place + 1)
