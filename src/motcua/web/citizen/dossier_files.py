"""What a citizen downloads of their own dossier: forms, papers, the result, the receipt's code."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.barcode import qr_svg
from motcua.documents.models import StoredFile
from motcua.documents.selectors import file_response, is_openable
from motcua.dossiers import forms
from motcua.dossiers.models import IssuedForm
from motcua.dossiers.policies import access_own_dossier, access_own_file
from motcua.dossiers.services.own_acts import collect_online, electronic_result, is_to_take
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import CitizenRequest, citizen
from motcua.web.languages.sentences import sentence
from motcua.web.office.printing import form_response


@citizen
@require_safe
@never_cache
def form_pdf(request: CitizenRequest, key: str, ref: UUID) -> HttpResponse:
    """Draw a form issued in one's own dossier."""
    dossier = access_own_dossier(request.citizen, key)
    issued = get_object_or_404(
        IssuedForm.objects.select_related("template"), dossier=dossier, ref=ref
    )
    return form_response(issued)


@citizen
@require_safe
@never_cache
def file(request: CitizenRequest, key: str, ref: UUID) -> HttpResponseBase:
    """Open a paper of one's own dossier."""
    dossier = access_own_dossier(request.citizen, key)
    return _sent(access_own_file(dossier, ref))


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def result(request: CitizenRequest, key: str) -> HttpResponseBase:
    """Hand out the result; one that was to be electronic is taken by a button first.

    The button is the act of returning, so the day on which it was returned is known.
    """
    dossier = access_own_dossier(request.citizen, key)
    found = electronic_result(dossier)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            collect_online(dossier, actor=request.citizen.actor, at=clock.now())
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("citizen:dossier", dossier.tracking_code)
        messages.success(request, _("Đã ghi nhận ông/bà nhận kết quả. Bấm “Tải kết quả” để lưu."))
        return redirect("citizen:dossier", dossier.tracking_code)
    if is_to_take(dossier):
        return redirect("citizen:dossier", dossier.tracking_code)
    return _sent(found.issued_file)


@citizen
@require_safe
def qr(request: CitizenRequest, key: str) -> HttpResponse:
    """Draw the QR code of the receipt."""
    dossier = access_own_dossier(request.citizen, key)
    picture = qr_svg(forms.tracking_url(dossier.tracking_code))
    return HttpResponse(picture, content_type="image/svg+xml")


def _sent(stored: StoredFile) -> HttpResponseBase:
    if not is_openable(stored, at=clock.now()):
        return sentence(_("Tệp này chưa mở được. Xin hỏi nơi đã nộp."), status=403)
    try:
        return file_response(stored)
    except FileNotFoundError as error:
        raise Http404 from error
