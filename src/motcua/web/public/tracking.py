"""Following a dossier by its code. Shows state, date and progress; nothing personal."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max, Prefetch, Sum, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.cash_desk import owes
from motcua.dossiers.erased import erased_words
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, IssuedForm, Pause, Result
from motcua.dossiers.policies import access_public_dossier
from motcua.dossiers.reckoning import explained
from motcua.exchange.portal.mirror import public_mirrored
from motcua.exchange.selectors import readers_of
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.procedures.selectors import content_of
from motcua.surveys.services.answering import has_open_slip
from motcua.web import errors
from motcua.web.access import public
from motcua.web.context import stamp_of
from motcua.web.extract_files import extract_response
from motcua.web.public import tracking_words as words
from motcua.web.public.catalogue import CODE_EXAMPLE
from motcua.web.throttle import Throttle, client_address

LONGEST_CODE = 60
throttle = Throttle()


@public
@require_safe
def track_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code, or go to the dossier that has it."""
    typed = request.GET.get("ma", "").strip()
    if not typed:
        return _ask(request, "", "", status=200)
    if not _may_ask(request):
        return errors.too_many(request)
    if len(typed) > LONGEST_CODE:
        return _ask(request, typed[:LONGEST_CODE], _("Mã này quá dài. Xin xem lại."), status=422)
    try:
        dossier = access_public_dossier(typed)
    except Http404:
        elsewhere = public_mirrored(typed)
        if elsewhere is not None:
            return redirect("public:track", key=elsewhere.code)
        return _not_found(request, typed)
    # Whoever typed the dossier's code is not handed the secret one of the paper.
    is_secret = normalize_tracking_code(typed) == dossier.tracking_code
    return redirect("public:track", key=dossier.tracking_code if is_secret else str(dossier))


@public
@require_safe
def track(request: HttpRequest, key: str) -> HttpResponse:
    """Show state, due date, how it came about, and how far the dossier is."""
    if not _may_ask(request):
        return errors.too_many(request)
    try:
        dossier = access_public_dossier(key)
    except Http404:
        elsewhere = public_mirrored(key)
        if elsewhere is not None:
            return render(request, "public/track_mirrored.html", {"one": elsewhere})
        return _not_found(request, key[:LONGEST_CODE])
    # It came with the dossier: the page need not ask again.
    request.configuration_stamp = dossier.stamp  # type: ignore[attr-defined]
    return render(request, "public/track.html", _followed(request, dossier, key))


@public
@require_safe
def extract(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out the dossier's extract from the ledger to whoever has the code of the paper.

    The code of the dossier does not do: it can be guessed, and the extract tells more.
    """
    if not _may_ask(request):
        return errors.too_many(request)
    dossier = access_public_dossier(key)
    if normalize_tracking_code(key) != dossier.tracking_code:
        raise Http404
    return extract_response(dossier)


def _followed(request: HttpRequest, dossier: Dossier, key: str) -> dict[str, Any]:
    now = clock.now()
    # The code of a dossier can be guessed from another's; that on the paper cannot.
    knows_paper = normalize_tracking_code(key) == dossier.tracking_code
    stamp = stamp_of(request)
    pause = _open_pause(dossier)
    told = explained(dossier, now)
    process = content_of(dossier.procedure_version_id, stamp).process
    path = words.path(dossier, list(dossier.steps.all()), process)
    done = sum(step["state"] == "done" for step in path)
    return {
        "dossier": words.facts(dossier, now),
        "waiting": words.waiting(dossier, pause, knows_paper=knows_paper),
        "due": words.due(dossier, told, now),
        "moved": words.moved(dossier, told, knows_paper=knows_paper),
        "legs": words.legs(dossier, told, stamp),
        "why": words.why(dossier, told),
        "steps": path,
        "steps_text": _("Đã xong %(done)s trên %(all)s bước") % {"done": done, "all": len(path)},
        "readers": readers_by_agency(dossier) if knows_paper else [],
        "erased": erased_words(dossier.erased_at)[1:-1] if dossier.erased_at else "",
        "what_next": words.what_next(dossier, is_refused=knows_paper and _is_refused(dossier)),
        "pay_url": reverse("public:pay", args=[dossier.tracking_code])
        if knows_paper and owes(dossier)
        else "",
        "rate_url": reverse("public:rate", args=[dossier.tracking_code])
        if knows_paper and has_open_slip(dossier)
        else "",
        "extract_url": reverse("public:extract", args=[dossier.tracking_code])
        if knows_paper
        else "",
        "papers_url": reverse("public:verify", query={"ma": dossier.tracking_code})
        if knows_paper
        else "",
        "as_of": now,
    }


def readers_by_agency(dossier: Dossier) -> list[dict[str, Any]]:
    """Return which agencies' officers opened the dossier, how often, and when last.

    And which other systems were shown personal data of it. Two queries.
    """
    opened = dossier.reads.filter(count__gt=0).order_by()
    by_agency = opened.values(agency=F("officer__agency__name"))
    told = by_agency.annotate(times=Sum("count"), last_at=Max("last_at")).order_by("-times")
    return [*(dict(row) for row in told), *readers_of(dossier)]


def _open_pause(dossier: Dossier) -> Pause | None:
    """Return the pause in which a waiting dossier is; others are not asked for."""
    if State(dossier.state) not in {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT}:
        return None
    prefetch_related_objects(
        [dossier], Prefetch("pauses", queryset=Pause.objects.select_related("form"))
    )
    return next((pause for pause in dossier.pauses.all() if pause.ended_at is None), None)


def _is_refused(dossier: Dossier) -> bool:
    """Say whether what a finished dossier ends with is a refusal after appraisal."""
    if State(dossier.state) not in {State.FINISHED, State.RETURNED}:
        return False
    in_force = dossier.results.filter(voided_at__isnull=True)
    return in_force.filter(outcome=Result.Outcome.REFUSED).exists()


@public
@require_safe
def receipt(request: HttpRequest, tracking_code: str, version: int) -> HttpResponse:
    """Answer the QR code of a printed receipt: go to the dossier, or say that it is void."""
    if not _may_ask(request):
        return errors.too_many(request)
    form = (
        IssuedForm.objects.filter(
            dossier__tracking_code=tracking_code, kind="receipt", version=version
        )
        .select_related("dossier")
        .first()
    )
    if form is not None and form.voided_at is None:
        return redirect("public:track", key=tracking_code)
    context: dict[str, Any] = {"receipt": None, "track_url": ""}
    if form is not None:
        newest = form.dossier.forms.filter(kind="receipt", voided_at__isnull=True).first()
        context["track_url"] = reverse("public:track", args=[tracking_code])
        context["receipt"] = {
            "kind_text": _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            "code": str(form.dossier),
            "version": form.version,
            "issued_at": form.issued_at,
            "is_valid": False,
            "voided_at": form.voided_at,
            "replaced_by": newest.version if newest else None,
            "due_at": datetime.fromisoformat(form.payload["due_at"]),
        }
    return render(request, "public/receipt_check.html", context, status=200 if form else 404)


def _may_ask(request: HttpRequest) -> bool:
    return throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE)


def _ask(request: HttpRequest, code: str, error: str, *, status: int) -> HttpResponse:
    context = {"code_example": CODE_EXAMPLE, "code": code, "code_error": error}
    return render(request, "public/track_form.html", context, status=status)


def _not_found(request: HttpRequest, typed: str) -> HttpResponse:
    sentence = _(
        "Không có hồ sơ nào mang mã “%(code)s”. Xin xem lại từng chữ trên giấy tiếp nhận."
    )
    return _ask(request, typed, sentence % {"code": typed}, status=404)
