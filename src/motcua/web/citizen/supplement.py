"""Answering form 02 point by point: saved as one goes, handed in once, whole."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.documents.file_kinds import KINDS
from motcua.documents.services import FileRefusedError, owner_of
from motcua.dossiers.models import Dossier, Pause
from motcua.dossiers.policies import access_own_dossier, desk_context_of
from motcua.dossiers.services.answering import (
    LONGEST,
    Point,
    asked_pause,
    missing,
    points_of,
    save_answer,
    submit_answers,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import CitizenRequest, citizen
from motcua.web.uploads import KEPT, own_files

SEND = "send"
_MEGABYTE = 1024 * 1024


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def supplement(request: CitizenRequest, key: str) -> HttpResponse:
    """Show what is asked for; keep what is answered; hand it in when it is all there."""
    dossier = access_own_dossier(request.citizen, key)
    pause = asked_pause(dossier)
    if pause is None:
        messages.info(request, _("Hồ sơ này không còn gì phải bổ sung."))
        return redirect("citizen:dossier", dossier.tracking_code)
    errors: dict[int, str] = {}
    problem = ""
    if request.method == "POST":
        errors = _save(request, pause, points_of(pause))
        if not errors and request.POST.get("act") != SEND:
            messages.success(request, _("Đã lưu. Ông/bà có thể trả lời tiếp lúc khác."))
            return redirect("citizen:supplement", dossier.tracking_code)
        if not errors:
            try:
                submit_answers(
                    pause,
                    context=desk_context_of(dossier),
                    actor=request.citizen.actor,
                    at=clock.now(),
                )
            except DomainError as error:
                problem = str(error)
            else:
                messages.success(request, _("Đã gửi đủ. Hồ sơ được xử lý tiếp từ bây giờ."))
                return redirect("citizen:dossier", dossier.tracking_code)
    return _show(request, dossier, pause, errors=errors, problem=problem)


def _save(request: CitizenRequest, pause: Pause, points: Sequence[Point]) -> dict[int, str]:
    """Keep every answer sent along; return what is wrong with which."""
    errors = {}
    now = clock.now()
    owner = owner_of(request.citizen.actor)
    for point in points:
        name = f"d{point.number}"
        upload: Any = request.FILES.get(f"{name}-tep")
        about: dict[str, Any] = {
            "text": request.POST.get(f"{name}-loi", "").replace("\x00", ""),
            "actor": request.citizen.actor,
            "at": now,
        }
        try:
            drops = f"{name}-bo" in request.POST
            ahead = own_files(request.POST.getlist(f"{KEPT}{name}-tep"), owner)
            sent = ahead[-1] if ahead else None
            save_answer(pause, point.number, upload=upload, sent=sent, drop_file=drops, **about)
        except FileRefusedError as error:
            errors[point.number] = str(error)
            # The words are kept all the same.
            save_answer(pause, point.number, **about)
        except DomainError as error:
            errors[point.number] = str(error)
    return errors


def _show(
    request: CitizenRequest,
    dossier: Dossier,
    pause: Pause,
    *,
    errors: dict[int, str],
    problem: str,
) -> HttpResponse:
    points = points_of(pause)
    saved = [point.answer.saved_at for point in points if point.answer is not None]
    context = {
        "key": dossier.tracking_code,
        "code": str(dossier),
        "pause": pause,
        "points": [(point, errors.get(point.number, "")) for point in points],
        "errors": errors,
        "left": len(missing(points)),
        "saved_at": max(saved, default=None),
        "problem": problem,
        "longest": LONGEST,
        "kinds": ", ".join(kind.label for kind in KINDS),
        "limit": settings.UPLOAD_MAX_BYTES // _MEGABYTE,
    }
    is_wrong = bool(errors or problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "citizen/supplement.html", context, status=status)
