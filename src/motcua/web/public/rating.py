"""The slip of a dossier, opened by the code on its paper: nobody signs in, nobody is named."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.surveys.models import QuestionnaireVersion, Response
from motcua.surveys.policies import access_rated
from motcua.surveys.questions import AnswersError
from motcua.surveys.services.answering import (
    RatedAlreadyError,
    RatingError,
    rate as write_rating,
    slip_to_rate,
    version_in_force,
)
from motcua.web import errors
from motcua.web.access import public
from motcua.web.slip_cookies import DEVICE, remember, sender_of
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()
PREFIX = "q-"
"""What the field of a question begins with."""


def typed_answers(request: HttpRequest) -> dict[str, str]:
    """Return what was answered, by question."""
    return {
        name.removeprefix(PREFIX): value.replace("\x00", "")
        for name, value in request.POST.items()
        if name.startswith(PREFIX) and isinstance(value, str)
    }


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rate(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once; afterwards show that there is an answer, and what was done about it."""
    if not throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE):
        return errors.too_many(request)
    dossier = access_rated(key)
    if getattr(request, "actor", None) is not None:
        return _closed(request, dossier, _officers(), HTTPStatus.FORBIDDEN)
    is_post = request.method == "POST"
    try:
        slip_to_rate(dossier)
        version = version_in_force(clock.now())
    except RatedAlreadyError as error:
        status = HTTPStatus.CONFLICT if is_post else HTTPStatus.OK
        return _rated(request, dossier, str(error) if is_post else "", status)
    except RatingError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_post else HTTPStatus.OK
        return _closed(request, dossier, str(error), status)
    if is_post:
        return _answer(request, dossier, version)
    return _ask(request, dossier, version, {}, {})


def _answer(request: HttpRequest, dossier: Dossier, version: QuestionnaireVersion) -> HttpResponse:
    """Write what was answered, or ask again with everything that was."""
    typed = typed_answers(request)
    sender = sender_of(request)
    try:
        write_rating(dossier, typed, sender=sender, at=clock.now())
    except AnswersError as error:
        return _ask(request, dossier, version, typed, error.problems)
    except RatedAlreadyError as error:
        return _rated(request, dossier, str(error), HTTPStatus.CONFLICT)
    response = redirect("public:rate", key=dossier.tracking_code)
    remember(response, DEVICE, sender.device)
    return response


def _ask(
    request: HttpRequest,
    dossier: Dossier,
    version: QuestionnaireVersion,
    typed: dict[str, str],
    problems: dict[str, str],
) -> HttpResponse:
    context = {
        **_about(dossier),
        "paper": version.paper,
        "typed": typed,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "public/rate.html", context, status=status)


def _officers() -> str:
    return _(
        "Trình duyệt này đang đăng nhập bằng tài khoản cán bộ. Cán bộ không đánh giá thay người "
        "dân. Phiếu giấy của người dân thì nhập ở quầy, mục “Nhập phiếu đánh giá giấy”."
    )


def _about(dossier: Dossier) -> dict[str, Any]:
    return {"key": dossier.tracking_code, "agency": dossier.receiving_agency.name}


def _closed(request: HttpRequest, dossier: Dossier, sentence: str, status: int) -> HttpResponse:
    context = {**_about(dossier), "sentence": sentence}
    return render(request, "public/rate_closed.html", context, status=status)


def _rated(request: HttpRequest, dossier: Dossier, sentence: str, status: int) -> HttpResponse:
    """Show that there is an answer; what it says only its writer knows."""
    found = Response.objects.filter(slip__dossier=dossier).prefetch_related("follow_ups").first()
    done = [row for row in found.follow_ups.all() if row.text] if found is not None else []
    context = {**_about(dossier), "sentence": sentence, "done": done}
    return render(request, "public/rated.html", context, status=status)
