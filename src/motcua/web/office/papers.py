"""Scans and issued forms, opened by those who may see their dossier."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.documents.selectors import file_response, may_be_opened
from motcua.dossiers.policies import access_file, access_form
from motcua.web.access import StaffRequest, requires
from motcua.web.office.printing import form_response

READERS = (*STEP_ROLES, Role.AUDITOR)


@requires(*READERS)
@require_GET
def file(request: StaffRequest, ref: UUID) -> HttpResponseBase:
    """Open a scan; not one in which something bad was found."""
    stored = access_file(request.actor, ref)
    if not may_be_opened(stored):
        return HttpResponse(
            _("Tệp này có mã độc nên không mở được. Xin quét lại giấy tờ."),
            status=403,
            content_type="text/plain; charset=utf-8",
        )
    try:
        return file_response(stored)
    except FileNotFoundError as error:
        raise Http404 from error


@requires(*READERS)
@require_GET
def form_pdf(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Draw an issued form from the words frozen in it."""
    return form_response(access_form(request.actor, ref))
