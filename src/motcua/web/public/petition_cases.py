"""Handing in a complaint or a denunciation from home: sealed at once, nothing asked twice."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.configuration.features import Feature
from motcua.documents.models import StoredFile
from motcua.documents.services import FileRefusedError, Owner, store_upload
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.petitions.models import Complaint, Denunciation, FeedbackWay
from motcua.petitions.selectors import agencies_to_choose, text_on
from motcua.petitions.services.cases import (
    MOST_FILES,
    Said,
    lodge_complaint,
    lodge_denunciation,
)
from motcua.petitions.texts import TextKind
from motcua.web import errors
from motcua.web.access import public
from motcua.web.public.petition_forms import CaseForm
from motcua.web.public.petition_lodging import may_send
from motcua.web.switching import stops_when_off

COMPLAINT: Final = "khieu-nai"
DENUNCIATION: Final = "to-cao"


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@stops_when_off(Feature.PETITIONS)
def complaint(request: HttpRequest) -> HttpResponse:
    """Take a complaint in."""
    return _hand_in(request, COMPLAINT)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@stops_when_off(Feature.PETITIONS)
def denunciation(request: HttpRequest) -> HttpResponse:
    """Take a denunciation in; who is signed in is not asked and not kept."""
    return _hand_in(request, DENUNCIATION)


def _hand_in(request: HttpRequest, kind: str) -> HttpResponse:
    today = clock.today()
    agencies = agencies_to_choose(today)
    is_complaint = kind == COMPLAINT
    is_posted = request.method == "POST"
    form = CaseForm(agencies, request.POST if is_posted else None, needs_name=is_complaint)
    if is_posted:
        if not may_send(request):
            return errors.too_many(request)
        case = _lodged(request, form, is_complaint=is_complaint) if form.is_valid() else None
        if case is not None:
            messages.success(request, _("Đã nhận đơn. Xin ghi lại và giữ kín mã bên dưới."))
            return redirect("public:feedback-follow", case.code)
    text = TextKind.COMPLAINT if is_complaint else TextKind.DENUNCIATION
    context = {
        "form": form,
        "is_complaint": is_complaint,
        "law": text_on(text, today),
        "anonymous": "" if is_complaint else text_on(TextKind.ANONYMOUS, today),
        "most": MOST_FILES,
    }
    return render(request, "public/case_new.html", context, status=422 if form.errors else 200)


def _lodged(
    request: HttpRequest, form: CaseForm, *, is_complaint: bool
) -> Complaint | Denunciation | None:
    at = clock.now()
    files: list[StoredFile] = []
    for sent in request.FILES.getlist("files")[: MOST_FILES + 1]:
        try:
            files.append(store_upload(sent, owner=Owner(), at=at))
        except FileRefusedError as error:
            form.add_error(None, str(error))
    if form.errors:
        return None
    typed: dict[str, Any] = dict(form.cleaned_data)
    agency = typed.pop("agency")
    lodge = lodge_complaint if is_complaint else lodge_denunciation
    try:
        case: Complaint | Denunciation = lodge(
            Said(**typed), agency_id=agency.pk, way=FeedbackWay.ONLINE, files=files, at=at
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    return case
