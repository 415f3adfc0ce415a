"""A server killed while a large file arrives: what was written stays, and the file goes on."""

import base64
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from motcua.documents.models import StoredFile
from tests.citizens import sign_in_citizen
from tests.papers import a_pdf

HOST = "127.0.0.1"
MEGABYTE = 1024 * 1024
CONTENT = a_pdf() + os.urandom(4 * MEGABYTE) + a_pdf()
SECONDS = 60.0


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(port: int, data: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the database of this test as the product does."""
    with subprocess.Popen(
        [sys.executable, "-m", "motcua.runtime.web", HOST, str(port), "1", "2"],
        env={
            **os.environ,
            "DATABASE_URL": url,
            "MOTCUA_DATA": str(data),
            "MOTCUA_SECRET_KEY": django_settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            until = time.monotonic() + SECONDS
            while True:
                try:
                    socket.create_connection((HOST, port), timeout=1).close()
                    break
                except OSError:
                    assert server.poll() is None
                    assert time.monotonic() < until
                    time.sleep(0.05)
            yield server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def asked(
    port: int, method: str, path: str, cookies: str, body: bytes = b"", **headers: str
) -> HTTPResponse:
    line = HTTPConnection(HOST, port, timeout=SECONDS)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    token = "a" * 32
    line.request(
        method,
        path,
        body or None,
        {
            "Tus-Resumable": "1.0.0",
            "Cookie": f"{cookies}; csrftoken={token}",
            "X-CSRFToken": token,
            **said,
        },
    )
    response = line.getresponse()
    response.read()
    line.close()
    return response


def piece(port: int, place: str, cookies: str, start: int, end: int) -> HTTPResponse:
    return asked(
        port,
        "PATCH",
        place,
        cookies,
        CONTENT[start:end],
        Upload_Offset=str(start),
        Content_Type="application/offset+octet-stream",
    )


@contextmanager
def half_a_piece(port: int, place: str, cookies: str, start: int, part: Path) -> Iterator[None]:
    """Send half of what is announced, and leave the server waiting for the rest."""
    line = socket.create_connection((HOST, port), timeout=SECONDS)
    token = "a" * 32
    line.sendall(
        f"PATCH {place} HTTP/1.1\r\nHost: {HOST}:{port}\r\nTus-Resumable: 1.0.0\r\n"
        f"Cookie: {cookies}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
        f"Upload-Offset: {start}\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Content-Length: {MEGABYTE}\r\n\r\n".encode()
    )
    line.sendall(CONTENT[start : start + MEGABYTE // 2])
    until = time.monotonic() + SECONDS
    while part.stat().st_size == start and time.monotonic() < until:
        time.sleep(0.02)
    yield
    line.close()


def test_a_killed_server_loses_nothing_that_was_written(
    committed_database: str, tmp_path: Path
) -> None:
    client = Client()
    sign_in_citizen(client)
    cookies = f"sessionid={client.cookies['sessionid'].value}"
    port = free_port()
    metadata = f"filename {base64.b64encode(b'quet.pdf').decode()}"

    with serving(port, tmp_path, committed_database) as server:
        begun = asked(
            port,
            "POST",
            reverse("citizen:uploads"),
            cookies,
            Upload_Length=str(len(CONTENT)),
            Upload_Metadata=metadata,
            Content_Length="0",
        )
        place = begun.headers["Location"]
        assert begun.status == HTTPStatus.CREATED
        piece(port, place, cookies, 0, MEGABYTE)
        [part] = (tmp_path / "uploads").iterdir()
        with half_a_piece(port, place, cookies, MEGABYTE, part):
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        with pytest.raises((OSError, HTTPException)):
            asked(port, "HEAD", place, cookies)

    with serving(port, tmp_path, committed_database):
        stands = int(asked(port, "HEAD", place, cookies).headers["Upload-Offset"])
        assert MEGABYTE < stands <= MEGABYTE + MEGABYTE // 2
        response = None
        for start in range(stands, len(CONTENT), MEGABYTE):
            response = piece(port, place, cookies, start, start + MEGABYTE)
    assert response is not None
    assert response.status == HTTPStatus.NO_CONTENT
    assert response.headers["Upload-Sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert str(StoredFile.objects.get().ref) == response.headers["Upload-File"]
