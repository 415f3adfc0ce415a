"""A file as the body of a call: never whole in memory, hashed as it comes."""

import hashlib
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import UnreadablePostError
from ninja.errors import HttpError

from motcua.web.api.door import ApiRequest

_PIECE: Final = 256 * 1024
_LONGEST_NAME: Final = 200


def receive(request: ApiRequest) -> TemporaryUploadedFile:
    """Return what was sent, and leave its hash as ``request.body_sha256``.

    Raises RequestDataTooBig; HttpError where the line dropped.
    """
    name = request.GET.get("name", "")[:_LONGEST_NAME].replace("\x00", "") or "tep"
    file = TemporaryUploadedFile(name, request.content_type or "", 0, None)
    request.received = file  # whoever called closes it
    digest = hashlib.sha256()
    size = 0
    try:
        while piece := request.read(_PIECE):
            size += len(piece)
            if size > settings.UPLOAD_MAX_BYTES:
                raise RequestDataTooBig
            digest.update(piece)
            file.write(piece)
    except UnreadablePostError as error:
        raise HttpError(400, "the line dropped") from error
    file.flush()
    file.size = size
    request.body_sha256 = digest.hexdigest()
    return file
