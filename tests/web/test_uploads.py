"""Sending a file in pieces over HTTP, as officers and as citizens do."""

import base64
import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import Owner
from motcua.web.uploads import PIECE_TYPE, files_from, own_files
from tests.citizens import sign_in_citizen
from tests.factories import THURSDAY_MORNING
from tests.papers import a_pdf
from tests.web.manage_pages import sign_in

pytestmark = pytest.mark.django_db
CONTENT = a_pdf("tờ khai", pages=2)
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.UPLOADS_FOLDER = tmp_path / "uploads"


@pytest.fixture(params=["officer", "citizen"])
def visitor(request: pytest.FixtureRequest) -> tuple[Client, str]:
    """Return somebody signed in, and where they send files."""
    client = Client()
    if request.param == "officer":
        sign_in(client, Role.HANDLING_OFFICER)
        return client, reverse("office:uploads")
    sign_in_citizen(client)
    return client, reverse("citizen:uploads")


def metadata(**said: str) -> str:
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items()
    )


def begin(client: Client, address: str, content: bytes = CONTENT, **said: str) -> Any:
    headers = {
        **TUS,
        "Upload-Length": str(len(content)),
        "Upload-Metadata": metadata(**{"filename": "tờ khai.pdf", **said}),
    }
    return client.post(address, headers=headers)


def piece(client: Client, place: str, content: bytes, offset: int) -> Any:
    return client.patch(
        place, content, content_type=PIECE_TYPE, headers={**TUS, "Upload-Offset": str(offset)}
    )


def test_a_file_sent_in_pieces_becomes_a_stored_file(visitor: tuple[Client, str]) -> None:
    client, address = visitor

    begun = begin(client, address, sha256=hashlib.sha256(CONTENT).hexdigest())
    place = begun["Location"]
    first = piece(client, place, CONTENT[:100], 0)
    asked = client.head(place, headers=TUS)
    last = piece(client, place, CONTENT[100:], 100)
    again = client.head(place, headers=TUS)

    assert begun.status_code == HTTPStatus.CREATED
    assert (first.status_code, first["Upload-Offset"]) == (HTTPStatus.NO_CONTENT, "100")
    assert (asked.status_code, asked["Upload-Offset"]) == (HTTPStatus.OK, "100")
    assert asked["Upload-Length"] == str(len(CONTENT))
    assert asked["Cache-Control"] == "no-store"
    file = StoredFile.objects.get()
    assert last["Upload-File"] == again["Upload-File"] == str(file.ref)
    assert last["Upload-Sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert file.name == "tờ khai.pdf"


def test_what_is_spoken_is_told(visitor: tuple[Client, str], settings: Any) -> None:
    client, address = visitor

    spoken = client.options(address)
    old = client.post(address, headers={"Upload-Length": "5"})

    assert spoken["Tus-Version"] == "1.0.0"
    assert spoken["Tus-Extension"] == "creation,expiration,termination"
    assert spoken["Tus-Max-Size"] == str(settings.UPLOAD_MAX_BYTES)
    assert old.status_code == HTTPStatus.PRECONDITION_FAILED


def test_a_piece_out_of_place_is_a_conflict(visitor: tuple[Client, str]) -> None:
    client, address = visitor
    place = begin(client, address)["Location"]

    ahead = piece(client, place, CONTENT[50:], 50)

    assert ahead.status_code == HTTPStatus.CONFLICT
    assert client.head(place, headers=TUS)["Upload-Offset"] == "0"


def test_a_file_that_is_no_paper_is_refused_with_a_sentence(visitor: tuple[Client, str]) -> None:
    client, address = visitor
    program = b"MZ\x90\x00" * 40
    place = begin(client, address, program)["Location"]

    refused = piece(client, place, program, 0)

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không phải bản quét hay ảnh" in refused.content.decode()
    assert client.head(place, headers=TUS).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "headers",
    [
        {"Upload-Length": "-5"},
        {"Upload-Length": "9" * 40},
        {"Upload-Length": "5", "Upload-Metadata": "filename ???"},
        {"Upload-Length": "5", "Upload-Metadata": "filename /w=="},
        {},
    ],
)
def test_nonsense_begins_nothing(visitor: tuple[Client, str], headers: dict[str, str]) -> None:
    client, address = visitor

    response = client.post(address, headers={**TUS, **headers})

    assert response.status_code == HTTPStatus.BAD_REQUEST


def test_a_piece_is_limited_and_says_what_it_is(
    visitor: tuple[Client, str], settings: Any
) -> None:
    client, address = visitor
    place = begin(client, address)["Location"]
    settings.UPLOAD_PIECE_BYTES = 50

    large = piece(client, place, CONTENT[:51], 0)
    other = client.patch(place, CONTENT[:5], headers={**TUS, "Upload-Offset": "0"})
    nowhere = client.patch(place, CONTENT[:5], content_type=PIECE_TYPE, headers=TUS)

    assert large.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert other.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert nowhere.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_an_upload_of_somebody_else_does_not_exist(visitor: tuple[Client, str]) -> None:
    client, address = visitor
    place = begin(client, address)["Location"]
    stranger = Client()
    sign_in_citizen(stranger)
    ref = place.rstrip("/").rsplit("/", 1)[-1]
    theirs = reverse("citizen:upload", args=[ref])

    assert stranger.head(theirs, headers=TUS).status_code == HTTPStatus.NOT_FOUND
    assert piece(stranger, theirs, CONTENT, 0).status_code == HTTPStatus.NOT_FOUND
    assert stranger.delete(theirs, headers=TUS).status_code == HTTPStatus.NOT_FOUND


def test_an_upload_can_be_given_up(visitor: tuple[Client, str]) -> None:
    client, address = visitor
    place = begin(client, address)["Location"]

    gone = client.delete(place, headers=TUS)

    assert gone.status_code == HTTPStatus.NO_CONTENT
    assert client.head(place, headers=TUS).status_code == HTTPStatus.NOT_FOUND


def test_a_form_takes_what_was_sent_ahead_and_what_comes_with_it() -> None:
    client = Client()
    person = sign_in_citizen(client)
    owner = Owner(person_id=person.pk)
    address = reverse("citizen:uploads")
    place = begin(client, address)["Location"]
    ref = piece(client, place, CONTENT, 0)["Upload-File"]
    request = HttpRequest()
    request.POST = QueryDict(f"kept-scan={ref}&kept-scan=khong-phai")
    request.FILES.appendlist("scan", SimpleUploadedFile("hai.pdf", a_pdf("hai")))
    request.FILES.appendlist("scan", SimpleUploadedFile("ba.pdf", b"MZ"))

    files, problems = files_from(request, "scan", owner=owner, at=THURSDAY_MORNING)

    assert [file.name for file in files] == ["tờ khai.pdf", "hai.pdf"]
    assert all(file.stored_by_person_id == person.pk for file in files)
    [problem] = problems
    assert "ba.pdf" in problem
    assert own_files([ref], Owner(officer_id=1)) == []
    assert own_files([ref], Owner()) == []
