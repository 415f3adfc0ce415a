"""Scans dropped, chosen or photographed at the desk."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.dossiers.models import Draft
from motcua.dossiers.policies import access_draft
from motcua.dossiers.services.drafts import attach_file, note_scans, refuse_closed
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires

SCAN = "scan"
"""The upload field of no paper in particular; ``scan-<paper>`` is that of one."""


def keep_uploads(
    request: StaffRequest, draft: Draft, values: dict[str, str], at: datetime
) -> Draft:
    """Store the scans that came with the form and say in ``values`` what each is.

    Raises FileRefusedError; the scans before it are kept.
    """
    for field in request.FILES:
        key = field.removeprefix(f"{SCAN}-") if field.startswith(f"{SCAN}-") else ""
        for upload in request.FILES.getlist(field):
            file = attach_file(draft, upload, actor=request.actor, at=at)
            values[f"file-{file.ref}"] = key
            if key:
                values.setdefault(key, "on")
            draft.has_files = True  # type: ignore[attr-defined]
    return draft


@requires(Role.DESK_OFFICER, Role.HEAD_OF_DESK)
@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Take the scans alone, for the script that sends them as soon as they are chosen."""
    if request.method != "POST":
        return redirect("desk:draft", ref)
    draft = access_draft(request.actor, ref)
    at = clock.now()
    try:
        refuse_closed(draft)
        said: dict[str, str] = {}
        keep_uploads(request, draft, said, at)
        note_scans(draft, said, at=at)
    except DomainError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
