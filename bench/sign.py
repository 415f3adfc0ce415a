"""Measure signatures a second, EC and RSA, PDF files a second, and files verified a second.

    python -m bench.sign --files 30

The baseline is the bare operation of the same key over the same hash. Authority, time stamps
and revocation answer on loopback, from a thread of this very process.
"""

import argparse
import base64
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bench.figures import line, machine, usage_of
from simulators import host

PASSPHRASE = "bench"  # noqa: S105 - of keys that go with the bench
KEPT_TEXT = "Giấy xác nhận tình trạng hôn nhân. " * 40


def main() -> None:
    """Print each rate beside its baseline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=30)
    files = parser.parse_args().files
    print(f"  {machine()}")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        os.environ["MOTCUA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
        with host.running("pki") as address:
            _measure(address, Path(folder), files)
    line("largest process", f"{usage_of(os.getpid()).largest_megabytes:.0f} MB")


def _measure(address: str, folder: Path, files: int) -> None:
    import django  # noqa: PLC0415 - its settings come from the folder just made

    django.setup()
    trust = folder / "trust"
    trust.mkdir()
    with urlopen(f"{address}/pki/root.pem") as answer:  # noqa: S310 - our own loopback
        (trust / "root.pem").write_bytes(answer.read())
    _set_up(address, trust, folder)
    paper, seconds = _papers(files)
    line("PDF pages drawn, a second", f"{files / seconds:,.1f}")
    signed = b""
    for key in ("ec", "rsa"):
        signed = _sign(address, key, paper, files)
    _verify(signed, min(files, 5))


def _set_up(address: str, trust: Path, folder: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    settings.SIGNING = replace(
        settings.SIGNING,
        tsa_address=f"{address}/pki/tsa",
        trust_folder=trust,
        keys_folder=folder / "keys",
        passphrase=PASSPHRASE,
        places={"http://pki.mo-phong.invalid": f"{address}/pki"},
    )


def _papers(files: int) -> tuple[bytes, float]:
    import typst  # noqa: PLC0415 - beside what needs Django set up

    made = b""
    begun = time.perf_counter()
    for number in range(files):
        drawn = typst.compile(f'#set page("a4")\n{number} {KEPT_TEXT}'.encode(), format="pdf")
        assert isinstance(drawn, bytes)  # noqa: S101 - one page
        made = drawn
    return made, time.perf_counter() - begun


def _sign(address: str, key: str, paper: bytes, files: int) -> bytes:
    from motcua.kernel import clock  # noqa: PLC0415 - needs Django set up
    from motcua.signatures.models import (  # noqa: PLC0415
        ProviderKind,
        Purpose,
        SigningIdentity,
    )
    from motcua.signatures.pades import Profile  # noqa: PLC0415
    from motcua.signatures.providers.key_file import path_of_key  # noqa: PLC0415
    from motcua.signatures.services.signing import Session, sign_content  # noqa: PLC0415

    issued = _told(f"{address}/pki/issue", name="Bench", key=key, passphrase=PASSPHRASE)
    bundle = base64.b64decode(issued["pkcs12"])
    path_of_key(key).parent.mkdir(exist_ok=True)
    path_of_key(key).write_bytes(bundle)
    with urlopen(f"{address}/pki/chain.pem") as answer:  # noqa: S310 - our own loopback
        chain = issued["certificate"] + answer.read().decode()
    identity = SigningIdentity(
        provider=ProviderKind.FILE, key_label=key, certificate=chain, valid_from=clock.today()
    )
    bare = _rate(_bare(bundle), 200)
    signed = b""
    for profile in (Profile.B_B, Profile.B_LT):
        session = Session.begin(clock.now())
        session.profile = profile

        def sign(session: Session = session) -> None:
            nonlocal signed
            made = sign_content(paper, identity, Purpose.RESULT, session, document="bench")
            signed = made.closed.content

        sign()
        rate = _rate(sign, files)
        line(
            f"{key.upper()}, {profile} with its mark, files signed a second",
            f"{rate:,.1f}",
            f"bare signature {bare:,.0f}",
        )
    return signed


def _bare(bundle: bytes) -> Callable[[], object]:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - beside the others
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    key, _certificate, _others = pkcs12.load_key_and_certificates(bundle, PASSPHRASE.encode())
    if isinstance(key, rsa.RSAPrivateKey):
        return lambda: key.sign(b"x" * 256, padding.PKCS1v15(), hashes.SHA256())
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - there is no third kind
    return lambda: key.sign(b"x" * 256, ec.ECDSA(hashes.SHA256()))


def _verify(signed: bytes, files: int) -> None:
    from motcua.kernel import clock  # noqa: PLC0415 - needs Django set up
    from motcua.signatures.examination import examine  # noqa: PLC0415
    from motcua.signatures.selectors import trust  # noqa: PLC0415
    from motcua.signatures.verifying import verify  # noqa: PLC0415

    at = clock.now()
    here = _rate(lambda: examine(signed, trust().roots, at), files * 4)
    apart = _rate(lambda: verify(signed, at=at), files)
    line("files looked at, a second", f"{here:,.1f}")
    line("  in a process of its own, and asked about", f"{apart:,.1f}")


def _rate(act: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _time in range(times):
        act()
    return times / (time.perf_counter() - begun)


def _told(address: str, **said: Any) -> dict[str, Any]:
    request = Request(address, json.dumps(said).encode())  # noqa: S310 - our own loopback
    with urlopen(request) as answer:  # noqa: S310
        told: dict[str, Any] = json.loads(answer.read())
    return told


if __name__ == "__main__":
    main()
