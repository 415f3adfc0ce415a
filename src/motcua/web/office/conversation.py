"""Answering what the citizen wrote about a dossier."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.services.conversing import write
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires


@requires(*STEP_ROLES)
@require_POST
def reply(request: StaffRequest, key: str) -> HttpResponse:
    """Send a few words to the applicant, who is told that they are there."""
    dossier = access_dossier(request.actor, key)
    text = request.POST.get("text", "").replace("\x00", "")
    try:
        write(dossier, text, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã gửi tin cho người nộp."))
    return redirect(f"{request.path.removesuffix('trao-doi/')}#trao-doi")
