"""Signing results: waiting for a phone, and approving many at once."""

from datetime import datetime
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Result
from motcua.dossiers.policies import dossiers_visible_to
from motcua.dossiers.services.bulk import do_many
from motcua.dossiers.services.results import result_of
from motcua.dossiers.services.signing import (
    approve_and_sign,
    approve_confirmed,
    approver_identity,
)
from motcua.dossiers.workload import results_waiting
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.signatures.models import ProviderKind, SigningRequest
from motcua.signatures.services.requests import abandon_request
from motcua.signatures.services.signing import Session
from motcua.web.access import StaffRequest, requires
from motcua.web.office.results import (
    Place,
    done_with,
    next_page,
    place_of,
    say_approved,
    signing_words,
)
from motcua.web.reading import opened

MOST_AT_ONCE: Final = 50
"""A leader reads what is signed; more than that is read by nobody."""


@requires(Role.APPROVER)
@require_http_methods(["GET", "POST"])
@never_cache
def sign_remote(request: StaffRequest, key: str, ref: UUID) -> HttpResponse:
    """Wait until the leader has confirmed on the phone; then the result is approved."""
    place = place_of(request, key, Action.APPROVE_RESULT)
    waiting = _own_request(request, place, ref)
    at = clock.now()
    problem = waiting.failure
    if request.method == "POST" and request.POST.get("act") == "abandon":
        abandon_request(ref, at=at)
        return redirect("office:approve-result", place.key)
    if request.method == "POST":
        try:
            signed = _confirmed(request, place, ref, at)
        except DomainError as error:
            problem = str(error)
        else:
            if signed is not None:
                say_approved(request, place, signed)
                return next_page(request, place)
            waiting.refresh_from_db()
            problem = waiting.failure or _("Ông/bà chưa xác nhận trên điện thoại.")
    context = {
        **place.context(Action.APPROVE_RESULT),
        "request_row": waiting,
        "problem": problem,
        "phone_url": phone_url(waiting),
        "act": request.GET.get("act", ""),
    }
    is_refused = bool(problem) and request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return opened(request, place.dossier, at) or render(
        request, "office/sign_remote.html", context, status=status
    )


def _own_request(request: StaffRequest, place: Place, ref: UUID) -> SigningRequest:
    """Return the question that this leader was asked about this dossier. Raises Http404."""
    found = (
        SigningRequest.objects.filter(
            ref=ref,
            identity__officer__account_id=request.actor.account_id or 0,
            file__results__dossier=place.dossier,
        )
        .select_related("identity")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _confirmed(request: StaffRequest, place: Place, ref: UUID, at: datetime) -> Result | None:
    """Return the result that is approved now; None while nobody has confirmed."""
    asked = approve_confirmed(place.dossier.pk, ref, actor=request.actor, at=at)
    if asked.state != SigningRequest.State.SIGNED:
        return None
    result = result_of(place.dossier)
    return done_with(place, request, lambda: result) if result is not None else None


def phone_url(waiting: SigningRequest) -> str:
    """Return where the simulated phone is; "" where phones are real."""
    if not settings.SIMULATORS:
        return ""
    return f"{settings.SIMULATORS}/signing/dien-thoai/?tk={waiting.identity.key_label}"


@requires(Role.APPROVER)
@require_http_methods(["GET", "POST"])
@never_cache
def approve_many(request: StaffRequest) -> HttpResponse:
    """Show the results that wait, each to be read; approve and sign those that are ticked."""
    at = clock.now()
    identity = approver_identity(request.actor, at)
    needs_phone = identity is not None and identity.provider == ProviderKind.REMOTE
    if request.method == "POST" and not needs_phone:
        ticked = request.POST.getlist("b")[:MOST_AT_ONCE]
        if ticked:
            return _approved(request, ticked, at)
        messages.error(request, _("Xin đánh dấu ít nhất một kết quả đã đọc."))
        return redirect("office:approve-many")
    rows = _waiting(request)
    context = {
        "rows": rows,
        "most": MOST_AT_ONCE,
        "signing": signing_words(identity),
        "needs_phone": needs_phone,
        "is_signed": identity is not None,
    }
    return render(request, "office/approve_many.html", context)


def _waiting(request: StaffRequest) -> list[Result]:
    agencies = request.actor.agencies_with(Role.APPROVER)
    rows = (
        results_waiting(agencies)
        .filter(dossier__in=dossiers_visible_to(request.actor))
        .select_related("dossier__procedure", "file", "made_by")
        .order_by("dossier__due_at", "pk")
    )
    return list(rows[:MOST_AT_ONCE])


def _approved(request: StaffRequest, ticked: list[str], at: datetime) -> HttpResponse:
    """Approve what was ticked, each by itself; tell what went and what did not.

    Shown at once and not after a redirect: sent again, it finds everything approved already.
    """
    wanted = _ticked(request, ticked)
    session = Session.begin(at)

    def act(dossier_id: int) -> object:
        version, sha256 = wanted[dossier_id][1:]
        return approve_and_sign(
            dossier_id,
            version=version,
            sha256=sha256,
            session=session,
            actor=request.actor,
            at=at,
        )

    report = do_many([(key, code) for key, (code, *_shown) in wanted.items()], act)
    context = {
        "act_label": _("Duyệt nhiều kết quả"),
        "done": report.done,
        "refused": report.refused,
        "back_url": reverse("office:approve-many"),
    }
    return render(request, "office/bulk_report.html", context)


def _ticked(request: StaffRequest, ticked: list[str]) -> dict[int, tuple[str, int, str]]:
    """Return under each dossier its code, and the version and hash that the page had shown."""
    shown: dict[str, tuple[str, str]] = {}
    for line in ticked:
        ref, _colon, rest = line.partition(":")
        version, _second, sha256 = rest.partition(":")
        if version.isdecimal():
            shown[ref] = (version[:9], sha256[:64])
    found = Result.objects.filter(
        ref__in=[ref for ref in shown if _is_uuid(ref)],
        dossier__in=dossiers_visible_to(request.actor),
    ).select_related("dossier")
    wanted = {}
    for row in found:
        version, sha256 = shown[str(row.ref)]
        code = row.dossier.code or row.dossier.tracking_code
        wanted[row.dossier_id] = (code, int(version), sha256)
    return wanted


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/ky-so/<uuid:ref>/", sign_remote, name="sign-remote"),
    path("duyet-nhieu/", approve_many, name="approve-many"),
]
