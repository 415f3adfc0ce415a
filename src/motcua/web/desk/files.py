"""Scans dropped, chosen or photographed at the desk."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import owner_of
from motcua.dossiers.models import Draft
from motcua.dossiers.policies import access_draft
from motcua.dossiers.services.drafts import (
    attach_file,
    attach_stored,
    note_scans,
    refuse_closed,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.uploads import KEPT, own_files

SCAN = "scan"
"""The upload field of no paper in particular; ``scan-<paper>`` is that of one."""


def keep_uploads(
    request: StaffRequest, draft: Draft, values: dict[str, str], at: datetime
) -> Draft:
    """Store the scans that came with the form, or ahead of it, and say in ``values`` what each is.

    Raises FileRefusedError; the scans before it are kept.
    """
    owner = owner_of(request.actor)
    for field in request.FILES:
        for upload in request.FILES.getlist(field):
            _said(draft, attach_file(draft, upload, actor=request.actor, at=at), field, values)
    for field in [name for name in request.POST if name.startswith(KEPT)]:
        for file in own_files(request.POST.getlist(field), owner):
            attach_stored(draft, file)
            _said(draft, file, field.removeprefix(KEPT), values)
    return draft


def _said(draft: Draft, file: StoredFile, field: str, values: dict[str, str]) -> None:
    key = field.removeprefix(f"{SCAN}-") if field.startswith(f"{SCAN}-") else ""
    values[f"file-{file.ref}"] = key
    if key:
        values.setdefault(key, "on")
    draft.has_files = True  # type: ignore[attr-defined]


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
        return sentence(str(error), status=422)
    return HttpResponse(status=204)
