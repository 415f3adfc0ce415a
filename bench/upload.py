"""Measure an upload of a large file in pieces through the real server, and its memory.

python -m bench.upload --megabytes 200
"""

import argparse
import base64
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

from bench.figures import line, machine, usage_of
from bench.premises import HOST, Premises, move_in, premises, web_server

MEGABYTE: Final = 1024 * 1024
PIECE: Final = MEGABYTE
MOST_MEMORY: Final = 300
TOKEN: Final = "a" * 32


def main() -> None:
    """Print how long a large file takes, how long a plain copy of it, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    megabytes = parser.parse_args().megabytes
    print(f"  {machine()}")
    with tempfile.TemporaryDirectory() as folder, premises() as place:
        source = Path(folder) / "tai-lieu.pdf"
        digest = _make(source, megabytes)
        larger = {**place.environment, "MOTCUA_UPLOAD_MAX_MB": str(megabytes + 1)}
        larger_place = Premises(larger, place.cluster)
        move_in(larger_place)
        cookies = _signed_in()
        copied = _copy(source)
        with web_server(larger_place, workers=1) as (pid, port):
            before = usage_of(pid).largest_megabytes
            with _Watch(pid) as watch:
                sent, told = _send(source, port, cookies)
    if told != digest:
        raise SystemExit("the file that arrived is another one")
    line("copied on the disk, written through", f"{megabytes / copied:.0f} MB/s")
    line("uploaded in pieces, checked, kept", f"{megabytes / sent:.0f} MB/s, {sent:.1f} s")
    line("web process before", f"{before:.0f} MB")
    line("web process at most", f"{watch.most:.0f} MB", f"aim under {MOST_MEMORY} MB")


def _make(path: Path, megabytes: int) -> str:
    """Write a whole PDF of that size and return its hash."""
    import pikepdf  # noqa: PLC0415 - only needed here

    with pikepdf.new() as document:
        for _page in range(megabytes // 4):
            document.add_blank_page()
            document.pages[-1].Contents = document.make_stream(os.urandom(4 * MEGABYTE - 4096))
        document.save(path, compress_streams=False)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(source: Path) -> float:
    """Return the seconds of a plain copy that is written through to the disk."""
    began = time.perf_counter()
    with source.open("rb") as content, source.with_suffix(".copy").open("wb") as copy:
        while piece := content.read(PIECE):
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return time.perf_counter() - began


def _signed_in() -> str:
    from django.test import Client  # noqa: PLC0415 - needs Django set up

    from tests.citizens import sign_in_citizen  # noqa: PLC0415 - so do its models

    client = Client()
    sign_in_citizen(client)
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def _send(source: Path, port: int, cookies: str) -> tuple[float, str | None]:
    """Send the file piece by piece; return the seconds and the hash that the server tells."""
    server = HTTPConnection(HOST, port, timeout=120)
    size = source.stat().st_size
    same = {"Tus-Resumable": "1.0.0", "Cookie": cookies, "X-CSRFToken": TOKEN}
    name = base64.b64encode(source.name.encode()).decode()
    began = time.perf_counter()
    begun = _asked(
        server,
        "POST",
        "/cua-toi/tep/",
        {**same, "Upload-Length": str(size), "Upload-Metadata": f"filename {name}"},
    )
    place, answer = begun["Location"], begun
    offset = 0
    for piece in _pieces(source):
        kind = {"Content-Type": "application/offset+octet-stream"}
        answer = _asked(
            server, "PATCH", place, {**same, **kind, "Upload-Offset": str(offset)}, piece
        )
        offset += len(piece)
    seconds = time.perf_counter() - began
    server.close()
    return seconds, answer.get("Upload-Sha256")


def _asked(
    server: HTTPConnection, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> HTTPMessage:
    server.request(method, path, body, headers)
    response = server.getresponse()
    said = response.read()
    if response.status not in {HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}:
        raise SystemExit(f"{method} {path}: {response.status} {said.decode()[:200]}")
    return response.headers


def _pieces(source: Path) -> Iterator[bytes]:
    with source.open("rb") as content:
        while piece := content.read(PIECE):
            yield piece


class _Watch:
    """Looks at the memory of a process while a block runs."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self.most = 0.0

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, usage_of(self._pid).largest_megabytes)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._over.set()
        self._thread.join()
        self.most = max(self.most, usage_of(self._pid).largest_megabytes)


if __name__ == "__main__":
    main()
