"""A port that is taken, forbidden, or nowhere is named in a sentence."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from motcua.runtime import ports
from motcua.runtime.errors import OperatorError


@pytest.fixture
def taken() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_taken_port_is_named_with_another_to_take(taken: socket.socket) -> None:
    port = taken.getsockname()[1]

    with taken, pytest.raises(OperatorError) as caught:
        ports.check_free("127.0.0.1", port)

    assert f"Cổng {port} đang được chương trình khác dùng" in str(caught.value)
    assert f"PORT={port + 1}" in str(caught.value)


def test_port_of_a_run_that_is_ending_is_waited_for(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    threading.Timer(0.3, taken.close).start()

    ports.check_free("127.0.0.1", port, patience=10)

    with pytest.raises(OSError, match="Bad file descriptor"):
        taken.getsockname()


def test_foreign_address_is_named() -> None:
    with pytest.raises(OperatorError, match=r"Không có địa chỉ 192\.0\.2\.1 trên máy này"):
        ports.check_free("192.0.2.1", 8000)


def test_name_of_this_machine_becomes_its_number() -> None:
    assert ports.number_of("localhost") in {"127.0.0.1", "::1"}
    assert ports.number_of("::1") == "::1"


def test_unknown_name_is_named() -> None:
    with pytest.raises(OperatorError, match=r"Không có địa chỉ khong-co\.invalid trên máy này"):
        ports.number_of("khong-co.invalid")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 - nothing is bound
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_address_can_be_typed_into_a_browser(host: str, address: str) -> None:
    assert ports.address_of(host, 8000) == address


def test_any_answer_counts_as_an_answer() -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        answered = ports.await_answer("127.0.0.1", server.server_port, give_up=lambda: False)
        thread.join()

    assert answered


def test_waiting_ends_when_there_is_nothing_to_wait_for(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    taken.close()
    looks = iter([False, False, True])

    assert not ports.await_answer("127.0.0.1", port, give_up=lambda: next(looks))
