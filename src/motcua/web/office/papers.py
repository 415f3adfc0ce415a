"""Scans and issued forms, opened by those who may see their dossier."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.documents.selectors import closed_words, file_response, is_openable
from motcua.dossiers.policies import access_file, access_form
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.office.printing import form_response
from motcua.web.reading import opened, opened_file

READERS = (*STEP_ROLES, Role.AUDITOR)


@requires(*READERS)
@require_GET
def file(request: StaffRequest, ref: UUID) -> HttpResponseBase:
    """Open a scan, if it was found clean; ``?ban=goc`` hands over the very bytes."""
    stored = access_file(request.actor, ref)
    at = clock.now()
    if asked := opened_file(request, stored, at):
        return asked
    if not is_openable(stored, at=at):
        return sentence(closed_words(stored), status=410 if stored.erased_at is not None else 403)
    try:
        return file_response(stored, is_original=request.GET.get("ban") == "goc")
    except FileNotFoundError as error:
        raise Http404 from error


@requires(*READERS)
@require_GET
def form_pdf(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Draw an issued form from the words frozen in it."""
    issued = access_form(request.actor, ref)
    if asked := opened(request, issued.dossier, clock.now(), is_document=True):
        return asked
    if issued.dossier.erased_at is not None:
        messages.info(request, _("Biểu mẫu này không còn: hồ sơ đã xóa dữ liệu cá nhân."))
        return redirect("office:dossier", issued.dossier.code or issued.dossier.tracking_code)
    return form_response(issued)
