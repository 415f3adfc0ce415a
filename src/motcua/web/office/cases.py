"""Complaints and denunciations, for whoever takes them in: each opening is written down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.selectors import closed_words, file_response, is_openable
from motcua.documents.services import FileRefusedError, Owner, store_upload
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.petitions import policies
from motcua.petitions.lifecycle import CaseAction, CaseState
from motcua.petitions.models import Complaint, Denunciation
from motcua.petitions.selectors import agencies_to_choose, limits_on
from motcua.petitions.services import cases
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.office.petition_forms import CaseActForm, CaseIntakeForm

RECEIVING: Final = requires(Role.COMPLAINT_OFFICER)
MODELS: Final[dict[str, type[Complaint] | type[Denunciation]]] = {
    "khieu-nai": Complaint,
    "to-cao": Denunciation,
}
_MOST: Final = 200


@RECEIVING
@require_safe
@never_cache
def listed(request: StaffRequest) -> HttpResponse:
    """List code, kind, day and state, and nothing else. Two queries."""
    at = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "case": case,
            "slug": slug,
            "kind": model._meta.verbose_name,  # noqa: SLF001, Django documents it as its API
            "state": CaseState(case.state),
            "is_late": case.due_at is not None and case.due_at < at,
        }
        for slug, model in MODELS.items()
        for case in policies.cases_for(request.actor, model)
        .defer("sealed")
        .select_related("agency")[:_MOST]
    ]
    rows.sort(key=lambda row: row["case"].lodged_at, reverse=True)
    return render(request, "office/cases.html", {"rows": rows, "today": clock.day_of(at)})


@RECEIVING
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """Take a complaint or a denunciation in at the desk, by telephone or by letter."""
    mine = request.actor.agencies_with(policies.CASE_ROLE)
    agencies = list(Agency.objects.filter(pk__in=mine).order_by("name"))
    form = CaseIntakeForm(agencies, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case = _lodged(request, form, clock.now())
        if case is not None:
            return render(request, "office/case_taken.html", {"case": case})
    status = 422 if form.errors else 200
    return render(request, "office/case_new.html", {"form": form}, status=status)


@RECEIVING
@require_http_methods(["GET", "HEAD"])
@never_cache
def one(request: StaffRequest, kind: str, code: str) -> HttpResponse:
    """Ask before the seal is broken: opening is an act that stays in the record."""
    case = _access(request.actor, kind, code)
    return render(request, "office/case_closed.html", {"case": case, "slug": kind})


@RECEIVING
@require_POST
@never_cache
def open_one(request: StaffRequest, kind: str, code: str) -> HttpResponse:
    """Open the case, write down that it was opened, and do an act where one is asked for."""
    case = _access(request.actor, kind, code)
    do = request.POST.get("do", "")
    form = CaseActForm(agencies_to_choose(clock.today()), request.POST if do else None)
    if do:
        doing = _ACTS.get(do)
        if doing is None:
            raise Http404
        if form.is_valid():
            try:
                doing(case, form.cleaned_data, request.actor, clock.now())
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã ghi."))
                return redirect("office:case", kind, case.code)
    return _shown(request, kind, case, form, do)


def _shown(
    request: StaffRequest,
    kind: str,
    case: Complaint | Denunciation,
    form: CaseActForm,
    tried: str,
) -> HttpResponse:
    at = clock.now()
    case.refresh_from_db()
    said = cases.open_case(case, actor=request.actor, at=at)
    state = CaseState(case.state)
    holds = request.actor.has(policies.CASE_ROLE, agency_id=case.agency_id)
    limits = limits_on(clock.day_of(case.lodged_at))
    context = {
        "case": case,
        "slug": kind,
        "said": said,
        "state": state,
        "files": case.files.order_by("pk"),
        "events": case.events.select_related("agency", "officer").order_by("-pk"),
        "reads": case.reads.select_related("officer__agency").order_by("-pk")[:20],
        "acts": [
            action
            for action, arrow in cases.table_of(case).items()
            if holds and state in arrow.sources
        ],
        "limits": [
            (found.label, limit.limit, limit.legal_basis)
            for found, limit in limits.items()
            if found.value.startswith(type(case).__name__.lower())
        ],
        "form": form,
        "tried": tried,
        "today": clock.day_of(at),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/case.html", context, status=status)


@RECEIVING
@require_POST
@never_cache
def file(request: StaffRequest, kind: str, code: str, file_ref: UUID) -> HttpResponseBase:
    """Open a file of a case; that is written down too."""
    case = _access(request.actor, kind, code)
    found = get_object_or_404(case.files, ref=file_ref)
    at = clock.now()
    if not is_openable(found, at=at):
        return sentence(closed_words(found), status=403)
    cases.open_case(case, actor=request.actor, at=at, is_file=True)
    try:
        return file_response(found)
    except FileNotFoundError as error:
        raise Http404 from error


def _access(actor: Actor, kind: str, code: str) -> Complaint | Denunciation:
    model = MODELS.get(kind)
    if model is None:
        raise Http404
    return policies.access_case(actor, model, code)


def _lodged(
    request: StaffRequest, form: CaseIntakeForm, at: datetime
) -> Complaint | Denunciation | None:
    files: list[StoredFile] = []
    for sent in request.FILES.getlist("files")[: cases.MOST_FILES + 1]:
        try:
            # Nobody's: who wrote a denunciation down is kept in its own record alone.
            files.append(store_upload(sent, owner=Owner(), at=at))
        except FileRefusedError as error:
            form.add_error(None, str(error))
    if form.errors:
        return None
    typed: dict[str, Any] = dict(form.cleaned_data)
    kind, agency, way = typed.pop("kind"), typed.pop("agency"), typed.pop("way")
    lodge = cases.lodge_complaint if kind == "complaint" else cases.lodge_denunciation
    try:
        case: Complaint | Denunciation = lodge(
            cases.Said(**typed),
            agency_id=agency.pk,
            way=way,
            files=files,
            officer_id=request.actor.officer_id,
            at=at,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    return case


def _route(case: Any, typed: dict[str, Any], actor: Actor, at: datetime) -> None:
    to = typed["agency"]
    cases.route(
        case,
        to_agency_id=to.pk if to is not None else case.agency_id,
        document=typed["document"],
        legal_basis=typed["legal_basis"],
        reason=typed["reason"],
        actor=actor,
        at=at,
    )


def _take_up(case: Any, typed: dict[str, Any], actor: Actor, at: datetime) -> None:
    cases.take_up(
        case,
        document=typed["document"],
        legal_basis=typed["legal_basis"],
        actor=actor,
        at=at,
    )


def _not_take_up(case: Any, typed: dict[str, Any], actor: Actor, at: datetime) -> None:
    cases.not_take_up(
        case, reason=typed["reason"], legal_basis=typed["legal_basis"], actor=actor, at=at
    )


def _withdraw(case: Any, typed: dict[str, Any], actor: Actor, at: datetime) -> None:
    cases.withdraw(case, document=typed["document"], actor=actor, at=at)


_ACTS: Final[dict[str, Callable[[Any, dict[str, Any], Actor, datetime], None]]] = {
    CaseAction.ROUTE: _route,
    CaseAction.TAKE_UP: _take_up,
    CaseAction.NOT_TAKE_UP: _not_take_up,
    CaseAction.WITHDRAW: _withdraw,
}
urlpatterns: Final[list[URLPattern]] = [
    path("tiep-cong-dan/", listed, name="cases"),
    path("tiep-cong-dan/moi/", new, name="case-new"),
    path("tiep-cong-dan/<slug:kind>/<str:code>/", one, name="case"),
    path("tiep-cong-dan/<slug:kind>/<str:code>/mo/", open_one, name="case-open"),
    path("tiep-cong-dan/<slug:kind>/<str:code>/tep/<uuid:file_ref>/", file, name="case-file"),
]
