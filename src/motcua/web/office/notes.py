"""Remarks for colleagues beside a dossier, and who read it."""

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.models import Dossier, DossierNote
from motcua.dossiers.policies import access_dossier
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires

LONGEST_NOTE: Final = 2000

_READ: Final = """
    INSERT INTO dossiers_dossierread AS seen
        (dossier_id, officer_id, day, first_at, last_at, count)
    VALUES (%(dossier)s, %(officer)s, %(day)s, %(at)s, %(at)s, 1)
    ON CONFLICT (dossier_id, officer_id, day)
    DO UPDATE SET last_at = excluded.last_at, count = seen.count + 1
"""


@requires(*STEP_ROLES)
@require_POST
def note(request: StaffRequest, key: str) -> HttpResponse:
    """Keep a remark; nobody outside the agencies of the dossier ever reads it."""
    dossier = access_dossier(request.actor, key)
    text = request.POST.get("text", "").replace("\x00", "").strip()
    if not text:
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


def remember_reading(dossier: Dossier, actor: Actor, at: datetime) -> None:
    """Count that ``actor`` opened the page. One statement; one row an officer and day."""
    if actor.officer_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _READ,
            {
                "dossier": dossier.pk,
                "officer": actor.officer_id,
                "day": clock.day_of(at),
                "at": at,
            },
        )
