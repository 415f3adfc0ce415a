"""One small web server in which every simulator has a folder of addresses of its own.

A simulator is a WSGI application made by a function without arguments. It is reached under
``/NAME/``; what it is to do wrong is told to it over HTTP, at an address of its own choosing.
"""

import importlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

Application = Callable[[dict[str, Any], Any], Any]
LOOPBACK: Final = "127.0.0.1"
KNOWN: Final[Mapping[str, str]] = {
    "pki": "simulators.pki.server:application",
    "signing": "simulators.signing:application",
    "bank": "simulators.bank.app:make",
    "vnpay": "simulators.vnpay.app:make",
    "messages": "simulators.messages:make",
    "post": "simulators.post:make",
    "portal": "simulators.portal.app:make",
}
"""Name of each simulator, and where it is made ("package.module:function")."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        """Say nothing: what was asked is looked up in the simulator itself."""


def make(name: str) -> Application:
    """Return a new simulator called ``name``. Raises KeyError when there is none."""
    module, _colon, function = KNOWN[name].partition(":")
    return importlib.import_module(module).__dict__[function]()  # type: ignore[no-any-return]


def under_names(simulators: Mapping[str, Application]) -> Application:
    """Return one application that hands ``/NAME/...`` to the simulator of that name."""

    def choose(environ: dict[str, Any], start_response: Any) -> Any:
        name, _slash, rest = environ["PATH_INFO"].removeprefix("/").partition("/")
        simulator = simulators.get(name)
        if simulator is None:
            start_response(
                f"{HTTPStatus.NOT_FOUND.value} {HTTPStatus.NOT_FOUND.phrase}",
                [("Content-Type", "text/plain; charset=utf-8")],
            )
            return [" ".join(sorted(simulators)).encode()]
        environ["SCRIPT_NAME"] += f"/{name}"
        environ["PATH_INFO"] = f"/{rest}"
        return simulator(environ, start_response)

    return choose


def server_of(simulators: Mapping[str, Application], port: int = 0) -> WSGIServer:
    """Return a server that listens on loopback; ``port`` 0 takes any that is free."""
    application = under_names(simulators)
    return make_server(LOOPBACK, port, application, server_class=_Server, handler_class=_Quiet)


def running(*names: str) -> AbstractContextManager[str]:
    """Serve new simulators ``names`` from a thread; yield the address, ending in no slash."""
    return serving({name: make(name) for name in names})


@contextmanager
def serving(simulators: Mapping[str, Application]) -> Iterator[str]:
    """Serve these simulators from a thread; yield the address, ending in no slash."""
    with server_of(simulators) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
