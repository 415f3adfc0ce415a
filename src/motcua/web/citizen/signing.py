"""A citizen signs a file of theirs: a service asks their phone, and the page waits for it."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.models import Person
from motcua.signatures.models import Purpose, Signature, SigningIdentity, SigningRequest
from motcua.signatures.selectors import identity_in
from motcua.signatures.services.identities import connect_remote
from motcua.signatures.services.requests import (
    abandon_request,
    begin_request,
    finish_request,
)
from motcua.signatures.signable import Signable, kind_for
from motcua.web.access import CitizenRequest, citizen

_LONGEST_ACCOUNT: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """The file of the page, as what it may be signed, with what, and how far that is."""

    file: StoredFile
    kind: Signable
    identity: SigningIdentity | None
    waiting: SigningRequest | None
    signed: Signature | None


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Show the file, have it signed, and lead on once it is."""
    at = clock.now()
    place = _place(request, ref, at)
    problem = ""
    if request.method == "POST" and place.signed is None:
        try:
            problem = _done(request, place, at)
        except DomainError as error:
            problem = str(error)
        place = _place(request, ref, at)
        if place.signed is not None:
            messages.success(request, _("Đã ký số “%(name)s”.") % {"name": place.file.name})
            return redirect(_onward(request))
        if not problem:
            return redirect(request.get_full_path())
    context: dict[str, Any] = {
        "file": place.file,
        "identity": place.identity,
        "waiting": place.waiting,
        "signed": place.signed,
        "account": request.POST.get("account", ""),
        "problem": problem,
        "next_url": _onward(request),
        "phone_url": _phone(place),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "citizen/sign.html", context, status=status)


def _place(request: CitizenRequest, ref: UUID, at: datetime) -> Place:
    """Return what the page is about. Raises Http404 for what is not the citizen's to sign."""
    file = get_object_or_404(StoredFile, ref=ref)
    person_id = request.citizen.person_id
    kind = kind_for(person_id, file)
    if kind is None:
        raise Http404
    identity = identity_in("person", person_id, clock.day_of(at))
    waiting = SigningRequest.objects.filter(
        file=file, identity__person_id=person_id, state=SigningRequest.State.WAITING
    ).first()
    signed = Signature.objects.filter(before=file, identity__person_id=person_id).first()
    return Place(file, kind, identity, waiting, signed)


def _done(request: CitizenRequest, place: Place, at: datetime) -> str:
    """Do what was asked; return what stands in the way, or nothing."""
    act = request.POST.get("act", "")
    if act == "connect":
        person = Person.objects.get(pk=request.citizen.person_id)
        connect_remote(person, account=request.POST.get("account", "")[:_LONGEST_ACCOUNT], at=at)
    elif act == "abandon" and place.waiting is not None:
        abandon_request(place.waiting.ref, at=at)
    elif act == "confirmed" and place.waiting is not None:
        return _finished(place, place.waiting, at)
    elif place.identity is not None:
        begin_request(place.file, place.identity, Purpose.LODGING, at=at)
    return ""


def _finished(place: Place, waiting: SigningRequest, at: datetime) -> str:
    with transaction.atomic():
        ended = finish_request(waiting.ref, at=at)
        if ended.signature is not None:
            place.kind.put(place.file, ended.signature.after)
            return ""
    return ended.failure or _(
        "Chưa thấy ông/bà xác nhận trên điện thoại. Xác nhận xong, xin bấm lại nút này."
    )


def _onward(request: CitizenRequest) -> str:
    """Return where the citizen came from, if it is one of our pages."""
    wanted = request.GET.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return "/cua-toi/"


def _phone(place: Place) -> str:
    """Return where the simulated phone is; "" where phones are real."""
    if not settings.SIMULATORS or place.identity is None:
        return ""
    return f"{settings.SIMULATORS}/signing/dien-thoai/?tk={place.identity.key_label}"
