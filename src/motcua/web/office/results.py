"""The result: attaching or writing it, approving its very bytes, numbering, opening it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.documents.models import StoredFile
from motcua.documents.selectors import closed_words, file_response, is_intact, is_openable
from motcua.dossiers.lifecycle import Action, State, actions_from
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.policies import access_dossier, access_result, may_do_step
from motcua.dossiers.rights import may
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.results import (
    LONGEST_TITLE,
    attach_result,
    make_result,
    preview_result,
    proposed_symbol,
    result_of,
)
from motcua.dossiers.services.signing import (
    approve_and_sign,
    approver_identity,
    ask_to_sign,
    number_and_seal,
    seal_identity,
)
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.process import END, Outcome, Process
from motcua.procedures.selectors import content_of
from motcua.signatures.models import ProviderKind, SigningIdentity
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.office import book
from motcua.web.office.result_forms import FILE, REFUSAL, TEXT, NumberForm, ResultForm
from motcua.web.office.scans import scans_of
from motcua.web.reading import opened

READERS = (*STEP_ROLES, Role.AUDITOR)
_AND_ON: Final = "onward"
"""The ``act`` of the button that completes the step as well."""
_SHOWN_HASH: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """The dossier of a page of the result, with the step it is in and its version in force."""

    dossier: Dossier
    desk: DeskContext
    step: Step | None
    onward: Outcome | None
    onward_words: str
    result: Result | None

    @property
    def key(self) -> str:
        """Return the dossier's key in addresses."""
        return self.dossier.code or self.dossier.tracking_code

    def context(self, action: Action) -> dict[str, Any]:
        """Return what each page shows."""
        state = State(self.dossier.state)
        result = self.result
        return {
            "dossier": self.dossier,
            "key": self.key,
            "step": self.step,
            "onward_words": self.onward_words,
            "result": result,
            "versions": list(
                self.dossier.results.select_related("made_by", "approved_by").order_by("-version")
            ),
            "is_open": action in actions_from(state),
            "state": state,
            "short_hash": short_hash(result.file.sha256) if result else "",
        }


def short_hash(sha256: str) -> str:
    """Return the beginning of a hash in groups of four, to be compared by eye."""
    cut = sha256[:_SHOWN_HASH]
    return " ".join(cut[at : at + 4] for at in range(0, len(cut), 4))


def place_of(request: StaffRequest, key: str, action: Action) -> Place:
    """Return the dossier for ``action``. Raises Http404, PermissionDenied."""
    dossier = access_dossier(request.actor, key)
    step = open_step_of(dossier)
    may_act = may(request.actor, action, dossier, step)
    if not may_act and action in actions_from(State(dossier.state)):
        raise PermissionDenied
    desk = desk_context(dossier.desk_id)
    onward, words = None, ""
    if step is not None and dossier.clock_from is not None and may_do_step(request.actor, step):
        process = content_of(dossier.procedure_version_id, desk.stamp).process
        definition = process.step(step.key)
        onward = definition.outcomes[0] if definition else None
        words = _onward_words(process, onward)
    return Place(dossier, desk, step, onward, words, result_of(dossier))


def _onward_words(process: Process, onward: Outcome | None) -> str:
    """Return where the usual outcome leads, as the end of a button's words."""
    if onward is None:
        return ""
    following = process.step(onward.next)
    if onward.next == END or following is None:
        return _("chuyển trả kết quả")
    return _("chuyển %(role)s") % {"role": Role(following.role).label.lower()}


def done_with(place: Place, request: StaffRequest, act: Callable[[], Result]) -> Result:
    """Do ``act``; with the button that leads on, complete the step too, both or neither."""
    with transaction.atomic():
        result = act()
        if request.POST.get("act") == _AND_ON and place.onward is not None:
            order = request.POST.get("order", "")
            complete_step(
                place.dossier.pk,
                outcome=place.onward.key,
                # Cut, since int() refuses thousands of digits; no step has so many.
                order=int(order[:9]) if order.isdecimal() else None,
                context=place.desk,
                actor=request.actor,
                at=clock.now(),
            )
    return result


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def result(request: StaffRequest, key: str) -> HttpResponse:
    """Attach a file as the result, or have one made; a preview keeps nothing."""
    place = place_of(request, key, Action.ATTACH_RESULT)
    at = clock.now()
    kept, problem = _uploaded(request, at)
    form = _result_form(request, place, kept)
    if problem and "file" in form.fields:
        form.errors.pop("file", None)  # that it is missing, said of the file refused
        form.add_error("file", problem)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "preview" and form.way != FILE:
                return opened(request, place.dossier, at, is_document=True) or _preview(
                    request, place, form, at
                )
            made = done_with(place, request, lambda: _keep(request, place, form, at))
        except DomainError as error:
            form.add_error(None, str(error))
            place = place_of(request, key, Action.ATTACH_RESULT)
        else:
            messages.success(request, _("Đã kèm kết quả, bản số %(n)d.") % {"n": made.version})
            return redirect("office:dossier", place.key)
    context = {
        **place.context(Action.ATTACH_RESULT),
        "form": form,
        "kept": kept,
        "ways": _ways(place, form.way),
    }
    return opened(request, place.dossier, at) or render(
        request, "office/result.html", context, status=_status(form)
    )


def _result_form(request: StaffRequest, place: Place, kept: StoredFile | None) -> ResultForm:
    content = content_of(place.dossier.procedure_version_id, place.desk.stamp)
    names = [listed.name for listed in content.results if listed.name]
    before = place.result
    is_approved = before is not None and before.approved_at is not None
    approver = before.approved_by if before is not None and is_approved else None
    is_posted = request.method == "POST"
    way = (request.POST if is_posted else request.GET).get("cach", FILE)
    return ResultForm(
        request.POST if is_posted else None,
        request.FILES if is_posted else None,
        way=way if way in {FILE, TEXT, REFUSAL} else FILE,
        kept=kept,
        usual_title=(names[0] if names else content.name)[:LONGEST_TITLE].rstrip(" ."),
        approved_by=(approver.full_name if approver else _("lãnh đạo")) if is_approved else "",
    )


def _ways(place: Place, chosen: str) -> list[dict[str, Any]]:
    """Return the ways of coming by a result, as one row of choices."""
    return [
        {
            "label": label,
            "url": reverse("office:result", args=[place.key], query={"cach": way}),
            "is_current": way == chosen,
            "count": None,
            "icon": icon,
        }
        for way, label, icon in (
            (FILE, _("Kèm tệp PDF"), "file"),
            (TEXT, _("Soạn văn bản"), "pen"),
            (REFUSAL, _("Soạn phiếu từ chối (mẫu 03)"), "stop"),
        )
    ]


def _uploaded(request: StaffRequest, at: datetime) -> tuple[StoredFile | None, str]:
    """Return the file that came with the form, or with an earlier try; and what is wrong.

    It is kept even when the form is refused, so that nobody has to look for it again.
    """
    scans, problems = scans_of(request, ["file"], at=at)
    return (scans["file"][-1] if scans["file"] and not problems else None), " ".join(problems)


def _keep(request: StaffRequest, place: Place, form: ResultForm, at: datetime) -> Result:
    seen = request.POST.get("seen", "")
    same: dict[str, Any] = {
        **form.words(),
        "replaces": form.cleaned_data["replaces"],
        "seen": int(seen[:9]) if seen.isdecimal() else None,
        "actor": request.actor,
        "at": at,
    }
    if form.way == FILE:
        assert form.kept is not None  # noqa: S101 - the form has asked for it
        return attach_result(place.dossier.pk, file=form.kept, **same)
    same |= form.said()
    return make_result(place.dossier.pk, context=place.desk, **same)


def _preview(request: StaffRequest, place: Place, form: ResultForm, at: datetime) -> HttpResponse:
    content = preview_result(
        place.dossier,
        **form.words(),
        **form.said(),
        context=place.desk,
        actor=request.actor,
        at=at,
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="xem-truoc.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
@csp_replace({"object-src": [SELF], "frame-src": [SELF]})  # type: ignore[arg-type]
def approve(request: StaffRequest, key: str) -> HttpResponse:
    """Show the very bytes and approve them; what was replaced meanwhile is not approved."""
    place = place_of(request, key, Action.APPROVE_RESULT)
    problem = _damage(place.result)
    identity = approver_identity(request.actor, clock.now())
    if request.method == "POST" and not problem:
        shown = shown_of(request.POST)
        try:
            if identity is not None and identity.provider == ProviderKind.REMOTE:
                return _ask_to_sign(request, place, shown)
            approved = done_with(
                place,
                request,
                lambda: approve_and_sign(
                    place.dossier.pk, **shown, actor=request.actor, at=clock.now()
                ),
            )
        except DomainError as error:
            problem = str(error)
            place = place_of(request, key, Action.APPROVE_RESULT)
        else:
            say_approved(request, place, approved)
            return next_page(request, place)
    context = {
        **place.context(Action.APPROVE_RESULT),
        "problem": problem,
        "signing": signing_words(identity),
    }
    is_refused = bool(problem) and request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return opened(request, place.dossier, clock.now()) or render(
        request, "office/approve_result.html", context, status=status
    )


def shown_of(posted: QueryDict) -> dict[str, Any]:
    """Return which version and which bytes the page had shown."""
    version = posted.get("version", "")
    return {
        # Cut, since int() refuses thousands of digits; no version has so many.
        "version": int(version[:9]) if version.isdecimal() else 0,
        "sha256": posted.get("sha256", "")[:64],
    }


def _ask_to_sign(request: StaffRequest, place: Place, shown: dict[str, Any]) -> HttpResponse:
    """Have the leader asked on the phone, and lead to where that is waited for."""
    asked = ask_to_sign(place.dossier.pk, **shown, actor=request.actor, at=clock.now())
    onward = {"act": _AND_ON} if request.POST.get("act") == _AND_ON else {}
    return redirect(reverse("office:sign-remote", args=[place.key, asked.ref], query=onward))


def signing_words(identity: SigningIdentity | None) -> str:
    """Say what signing adds to approving."""
    if identity is None:
        return _(
            "Ông/bà chưa có chữ ký số ở đây: lần duyệt được ghi cùng họ tên và giờ, "
            "tệp không mang chữ ký số."
        )
    if identity.provider == ProviderKind.REMOTE:
        return _("Duyệt xong, ông/bà xác nhận ký số trên điện thoại.")
    return _("Duyệt là ký số luôn vào đúng tệp này bằng chứng thư của ông/bà.")


def say_approved(request: StaffRequest, place: Place, approved: Result) -> None:
    """Tell what was approved, and whether it is signed."""
    said = (
        _("Đã duyệt và ký số kết quả hồ sơ %(code)s: %(title)s.")
        if approved.signed_file_id is not None
        else _("Đã duyệt kết quả hồ sơ %(code)s: %(title)s.")
    )
    messages.success(request, said % {"code": place.key, "title": approved.title})


def _damage(found: Result | None) -> str:
    """Say what is wrong with the bytes kept; empty when they are those attached, and clean."""
    if found is not None and not is_openable(found.file, at=clock.now()):
        return closed_words(found.file)
    if found is None or is_intact(found.file):
        return ""
    return _("Tệp kết quả trên máy chủ không còn nguyên như lúc kèm. Xin kèm lại và báo quản trị.")


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def number(request: StaffRequest, key: str) -> HttpResponse:
    """Give the approved result its number, symbol and day."""
    place = place_of(request, key, Action.NUMBER_RESULT)
    at = clock.now()
    form = NumberForm(
        request.POST if request.method == "POST" else None,
        symbol=proposed_symbol(place.dossier),
        on=clock.day_of(at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            numbered = done_with(
                place,
                request,
                lambda: number_and_seal(
                    place.dossier.pk, **form.cleaned_data, actor=request.actor, at=at
                ),
            )
        except DomainError as error:
            form.add_error(None, str(error))
            place = place_of(request, key, Action.NUMBER_RESULT)
        else:
            messages.success(
                request,
                _("Kết quả hồ sơ %(code)s mang số %(number)s.")
                % {"code": place.key, "number": numbered.document_number},
            )
            return next_page(request, place)
    has_seal = seal_identity(place.dossier, place.step, at) is not None
    context = {**place.context(Action.NUMBER_RESULT), "form": form, "has_seal": has_seal}
    return opened(request, place.dossier, at) or render(
        request, "office/number_result.html", context, status=_status(form)
    )


def next_page(request: StaffRequest, place: Place) -> HttpResponse:
    """Lead back to the dossier, or to what waits next when it was passed on."""
    if request.POST.get("act") == _AND_ON:
        return redirect("office:work")
    return redirect("office:dossier", place.key)


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@requires(*READERS)
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "object-src": [SELF]})  # type: ignore[arg-type]
def result_file(request: StaffRequest, ref: UUID) -> HttpResponseBase:
    """Open a version of the result; our own pages may show it inside."""
    found = access_result(request.actor, ref)
    at = clock.now()
    if asked := opened(request, found.dossier, at, is_document=True):
        return asked
    # Before approval, and for whoever compares, the bytes that were shown; then the signed ones.
    stored = found.file if "goc" in request.GET else found.issued_file
    if not is_openable(stored, at=at):
        return sentence(closed_words(stored), status=403)
    try:
        return file_response(stored)
    except FileNotFoundError as error:
        raise Http404 from error


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/ket-qua/", result, name="result"),
    path("ho-so/<str:key>/duyet-ket-qua/", approve, name="approve-result"),
    path("ho-so/<str:key>/vao-so/", number, name="number-result"),
    path("ket-qua/<uuid:ref>.pdf", result_file, name="result-file"),
    path("so-theo-doi/", book.book, name="book"),
    path("so-theo-doi.pdf", book.book_pdf, name="book-pdf"),
]
