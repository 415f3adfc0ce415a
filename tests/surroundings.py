"""What stands around the product: an authority, remote signing, a bank, all made at this moment.

The authority of the other tests is made once in a run, at the hour of the machine. Here its
keys are made at the hour of the test, which may be another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulators import host
from simulators.pki.authority import authority
from simulators.pki.server import Server
from simulators.signing import Service


@contextmanager
def standing_around(folder: Path) -> Iterator[str]:
    """Serve the stand-ins of everybody else, with keys in ``folder``; yield their address."""
    told = authority(folder / "pki")
    apart = {"bank": host.make("bank"), "vnpay": host.make("vnpay")}
    with host.serving({"pki": Server(told), "signing": Service(told), **apart}) as address:
        yield address
