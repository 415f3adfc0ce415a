"""Scans of officers: sent in pieces ahead of a form, or with it, and never lost by a refusal."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import STEP_ROLES
from motcua.documents.models import StoredFile
from motcua.documents.services import owner_of
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.uploads import files_from, upload, uploads


def scans_of(
    request: StaffRequest, names: Sequence[str], *, at: datetime
) -> tuple[dict[str, list[StoredFile]], list[str]]:
    """Return the scans at each field of ``names``, and a sentence for each that was refused."""
    scans: dict[str, list[StoredFile]] = {}
    problems: list[str] = []
    for name in names:
        scans[name], refused = files_from(request, name, owner=owner_of(request.actor), at=at)
        problems += refused
    return scans, problems


@requires(*STEP_ROLES)
@require_http_methods(["OPTIONS", "POST"])
def begin_sending(request: StaffRequest) -> HttpResponse:
    """Begin sending a file in pieces; see ``motcua.web.uploads``."""
    return uploads(request, owner_of(request.actor), clock.now())


@requires(*STEP_ROLES)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def go_on_sending(request: StaffRequest, upload_ref: UUID) -> HttpResponse:
    """Go on with a file that is sent in pieces."""
    return upload(request, owner_of(request.actor), upload_ref, clock.now())
