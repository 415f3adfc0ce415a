"""Measure how soon pages are served: the web server alone, and the whole product again.

python -m bench.startup
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import line, machine
from bench.premises import await_page, free_port, premises, web_server

MOTCUA = Path(sys.executable).with_name("motcua")


def main() -> None:
    """Print the seconds beside the aims."""
    print(f"  {machine()}")
    with premises() as place:
        begun = time.perf_counter()
        with web_server(place):
            line("the web server's first page", f"{time.perf_counter() - begun:.1f} s", "aim 3 s")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        # PostgreSQL may run under another account, which has to pass through.
        Path(folder).chmod(0o755)
        line("everything, first start (without demo)", f"{serve(folder):.1f} s")
        line("everything, second start", f"{serve(folder):.1f} s", "aim under 10 s")


def serve(folder: str) -> float:
    """Start ``motcua serve``, wait for a page, end it; return the seconds until the page."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT"}
    }
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        [str(MOTCUA), "serve", "--port", str(port)],
        env={**environment, "MOTCUA_DATA": folder},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as product:
        try:
            await_page(port, product)
            return time.perf_counter() - begun
        finally:
            product.send_signal(signal.SIGTERM)
            product.wait()


if __name__ == "__main__":
    main()
