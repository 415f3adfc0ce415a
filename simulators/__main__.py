"""Serve every simulator until told to end: ``python -m simulators --port 8100``."""

import argparse
import signal
from typing import NoReturn

from simulators.host import KNOWN, make, server_of


def main() -> None:
    """Listen, say where, and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _end)
    with server_of({name: make(name) for name in KNOWN}, arguments.port) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


def _end(*_about: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
