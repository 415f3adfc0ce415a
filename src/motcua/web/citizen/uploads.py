"""Files that citizens send in pieces, before the form that they belong to is sent."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.documents.services import owner_of
from motcua.kernel import clock
from motcua.web.access import CitizenRequest, citizen
from motcua.web.uploads import upload, uploads


@citizen
@require_http_methods(["OPTIONS", "POST"])
def begin(request: CitizenRequest) -> HttpResponse:
    """Begin sending a file in pieces; see ``motcua.web.uploads``."""
    return uploads(request, owner_of(request.citizen.actor), clock.now())


@citizen
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def go_on(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Go on with a file that is sent in pieces."""
    return upload(request, owner_of(request.citizen.actor), ref, clock.now())
