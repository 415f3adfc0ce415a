"""Remarks for colleagues beside a dossier."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.models import DossierNote
from motcua.dossiers.policies import access_dossier
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires

LONGEST_NOTE: Final = 2000


@requires(*STEP_ROLES)
@require_POST
def note(request: StaffRequest, key: str) -> HttpResponse:
    """Keep a remark; nobody outside the agencies of the dossier ever reads it."""
    dossier = access_dossier(request.actor, key)
    text = request.POST.get("text", "").replace("\x00", "").strip()
    if dossier.erased_at is not None:
        messages.error(request, str(ErasedError(dossier.erased_at)))
    elif not text:
        messages.error(request, _("Xin gõ nội dung ghi chú."))
    elif len(text) > LONGEST_NOTE:
        messages.error(
            request,
            _("Ghi chú dài quá %(most)d chữ cái. Xin viết gọn lại.") % {"most": LONGEST_NOTE},
        )
    else:
        DossierNote.objects.create(
            dossier=dossier,
            officer_id=request.actor.officer_id or 0,
            text=text,
            written_at=clock.now(),
        )
        messages.success(request, _("Đã lưu ghi chú nội bộ."))
    return redirect(f"{request.path.removesuffix('ghi-chu/')}#ghi-chu")
