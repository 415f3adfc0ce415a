"""Serve the simulators until told to end: ``python -m simulators --port 8100 [NAME...]``."""

import argparse
import signal
from typing import NoReturn

from simulators.host import KNOWN, make, server_of


def main() -> None:
    """Listen, say where, and serve those that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(KNOWN))
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(KNOWN):
        parser.error(f"no such simulator: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, _end)
    names = arguments.names or list(KNOWN)
    with server_of({name: make(name) for name in names}, arguments.port) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


def _end(*_about: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
