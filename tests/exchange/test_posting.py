"""One call outwards: its time, its size, the address that was looked at, the certificate."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from motcua.exchange.webhooks.posting import Outcome, post
from motcua.kernel import clock
from tests.exchange.hooked import loopback
from tests.exchange.listening import CLOSES, DRIPS, LATE, listening

NAME = "tin.vidu.example"


def sent(address: str, seconds: float = 5.0, **more: Any) -> Outcome:
    settled = {"networks": loopback(), "may_be_plain": True, **more}
    return post(f"{address}/tin", b"{}", {"webhook-id": "m"}, seconds=seconds, **settled)


@pytest.mark.parametrize("answer", [LATE, DRIPS])
def test_a_call_ends_when_its_time_is_over_however_it_is_answered(answer: int) -> None:
    with listening() as listener:
        listener.answer = answer
        started = time.monotonic()

        outcome = sent(listener.address, seconds=0.4)

        assert time.monotonic() - started < 3
        assert outcome.status is None
        assert outcome.problem == "Quá 0.4 giây mà chưa trả lời."
        assert not outcome.is_taken


def test_little_is_read_and_what_is_no_text_is_kept_out() -> None:
    with listening() as listener:
        listener.answer = 500

        outcome = sent(listener.address)

    assert outcome.status == 500
    assert outcome.answer.startswith("lỗi ở bên nhận")
    assert len(outcome.answer) <= 300
    assert "\x00" not in outcome.answer


def test_nobody_there_and_nothing_said_are_problems_with_words() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
        assert "ConnectionRefusedError" in sent(nobody).problem
    with listening() as listener:
        listener.answer = CLOSES
        assert sent(listener.address).problem
        assert "mạng riêng" in sent(listener.address, networks=()).problem
        assert "https://" in sent(listener.address, may_be_plain=False).problem
        assert len(listener.arrived) == 1


def _write_certificate(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "c.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "k.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, list[Any]]]:
    """Serve TLS under a name; yield the port and what came: Host and SNI."""
    _write_certificate(tmp_path)
    came: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            came.append(self.headers["Host"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_about: Any) -> None:
            """Say nothing."""

    class Server(HTTPServer):
        def handle_error(self, *_about: Any) -> None:
            """Say nothing: who does not trust the certificate hangs up."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    context.sni_callback = lambda _socket, asked, _context: came.append(asked)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "c.pem"))
        yield server.server_port, came
        server.shutdown()
        thread.join()


def test_the_name_is_resolved_once_and_its_certificate_is_looked_at(
    sealed: tuple[int, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, came = sealed
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *about: Any, **more: Any) -> Any:
        """Answer with what may be called first, and with something else ever after."""
        if host not in {NAME, "khac.example"}:
            return real(host, *about, **more)
        asked.append(host)
        address = "127.0.0.1" if asked.count(host) == 1 else "127.0.0.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    taken = sent(f"https://{NAME}:{port}", may_be_plain=False)
    wrong = sent(f"https://khac.example:{port}", may_be_plain=False)

    assert taken.is_taken, taken.problem
    assert came[:2] == [NAME, f"{NAME}:{port}"]
    assert asked == [NAME, "khac.example"]
    assert wrong.status is None
    assert "certificate" in wrong.problem.lower()
    assert len(came) == 3  # the other name said hello and was not sent anything
