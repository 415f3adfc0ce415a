"""Files sent by anybody who is signed in: in pieces (tus 1.0), or with a form without scripts.

The views of officers and of citizens say who is asking; the rest is here.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.http import http_date
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile, Upload
from motcua.documents.services import FileRefusedError, Owner, store_upload
from motcua.documents.uploads import (
    Announced,
    TooManyUploadsError,
    UploadBusyError,
    UploadGoneError,
    WrongOffsetError,
    access_upload,
    append,
    begin_upload,
    drop_upload,
    finish_upload,
    received,
)
from motcua.kernel.errors import DomainError
from motcua.web.languages.sentences import sentence

VERSION: Final = "1.0.0"
PIECE_TYPE: Final = "application/offset+octet-stream"
KEPT: Final = "kept-"
"""How the name of a field begins that names files already here."""
_READ: Final = 64 * 1024
_LONGEST_NUMBER: Final = 15
_LONGEST_FINGERPRINT: Final = 80
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_STATUS: Final[Mapping[type[DomainError], HTTPStatus]] = {
    FileRefusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyUploadsError: HTTPStatus.TOO_MANY_REQUESTS,
    UploadBusyError: HTTPStatus.LOCKED,
    UploadGoneError: HTTPStatus.NOT_FOUND,
    WrongOffsetError: HTTPStatus.CONFLICT,
}


def uploads(request: HttpRequest, owner: Owner, at: datetime) -> HttpResponse:
    """Tell what is spoken here (OPTIONS), or begin an upload (POST)."""
    if request.method == "OPTIONS":
        return _speaks(_answer(HTTPStatus.NO_CONTENT))
    if request.headers.get("Tus-Resumable") != VERSION:
        return _speaks(_answer(HTTPStatus.PRECONDITION_FAILED))
    announced = _announced(request)
    if announced is None:
        return _answer(HTTPStatus.BAD_REQUEST, _("Xin chọn lại tệp rồi gửi."))
    try:
        upload = begin_upload(announced, owner=owner, at=at)
    except DomainError as error:
        return _refused(error)
    response = _standing(upload, HTTPStatus.CREATED)
    response["Location"] = f"{request.path}{upload.ref}/"
    return response


def upload(request: HttpRequest, owner: Owner, ref: UUID, at: datetime) -> HttpResponse:
    """Tell how far an upload is (HEAD), take a piece (PATCH), or forget it (DELETE)."""
    if request.headers.get("Tus-Resumable") != VERSION:
        return _speaks(_answer(HTTPStatus.PRECONDITION_FAILED))
    try:
        mine = access_upload(owner, ref, at=at)
        if request.method == "DELETE":
            drop_upload(mine)
            return _answer(HTTPStatus.NO_CONTENT)
        if request.method == "PATCH":
            return _take_piece(request, mine, owner, at)
    except DomainError as error:
        return _refused(error)
    return _standing(mine, HTTPStatus.OK)


def files_from(
    request: HttpRequest, name: str, *, owner: Owner, at: datetime
) -> tuple[list[StoredFile], list[str]]:
    """Return the files at the field ``name``, and a sentence for each that was refused.

    Those sent ahead, or kept from an earlier try, come by their numbers under
    ``kept-<name>``; only what the same person sent is taken.
    """
    files = own_files(request.POST.getlist(f"{KEPT}{name}"), owner)
    problems = []
    for sent in request.FILES.getlist(name):
        try:
            files.append(store_upload(sent, owner=owner, at=at))
        except FileRefusedError as error:
            problems.append(str(error))
    return files, problems


def own_files(given: list[str], owner: Owner) -> list[StoredFile]:
    """Return the files with those numbers that ``owner`` sent; others are left out."""
    refs = []
    for number in given:
        try:
            refs.append(UUID(number))
        except ValueError:
            continue
    files = StoredFile.objects.filter(ref__in=refs, erased_at__isnull=True).order_by("pk")
    if owner.officer_id is not None:
        return list(files.filter(stored_by_id=owner.officer_id))
    if owner.person_id is not None:
        return list(files.filter(stored_by_person_id=owner.person_id))
    return []


def _take_piece(request: HttpRequest, mine: Upload, owner: Owner, at: datetime) -> HttpResponse:
    offset = _number(request.headers.get("Upload-Offset"))
    if offset is None or request.content_type != PIECE_TYPE:
        return _answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    length = _number(request.META.get("CONTENT_LENGTH") or "0") or 0
    if length > settings.UPLOAD_PIECE_BYTES:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if mine.file is None and append(mine, _read(request), offset=offset) == mine.size:
        mine.file = finish_upload(mine, owner=owner, at=at)
    return _standing(mine, HTTPStatus.NO_CONTENT)


def _read(request: HttpRequest) -> Iterator[bytes]:
    """Yield what comes, piece by piece; a line that drops ends it, and what came is kept."""
    try:
        while piece := request.read(_READ):
            yield piece
    except UnreadablePostError:
        return


def _standing(mine: Upload, status: HTTPStatus) -> HttpResponse:
    response = _answer(status)
    response["Upload-Offset"] = str(received(mine))
    response["Upload-Length"] = str(mine.size)
    response["Upload-Expires"] = http_date(mine.expires_at.timestamp())
    if mine.file is not None:
        response["Upload-File"] = str(mine.file.ref)
        response["Upload-Sha256"] = mine.file.sha256
    return response


def _refused(error: DomainError) -> HttpResponse:
    return _answer(_STATUS.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY), str(error))


def _answer(status: HTTPStatus, words: str = "") -> HttpResponse:
    response = sentence(words, status=status)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def _speaks(response: HttpResponse) -> HttpResponse:
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = "creation,expiration,termination"
    response["Tus-Max-Size"] = str(settings.UPLOAD_MAX_BYTES)
    return response


def _announced(request: HttpRequest) -> Announced | None:
    """Read what the sender says of the file; None when that is no file."""
    size = _number(request.headers.get("Upload-Length"))
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    if size is None or said is None:
        return None
    sha256 = said.get("sha256", "").lower()
    return Announced(
        name=said.get("filename", "").replace("\x00", ""),
        size=size,
        fingerprint=said.get("fingerprint", "").replace("\x00", "")[:_LONGEST_FINGERPRINT],
        sha256=sha256 if _SHA256.fullmatch(sha256) else "",
    )


def _metadata(header: str) -> dict[str, str] | None:
    """Read ``key base64,key base64``; None when it is not that."""
    said = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            said[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
    return said


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdecimal()):
        return None
    return int(text) if len(text) <= _LONGEST_NUMBER else None
