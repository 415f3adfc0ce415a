"""Keys in a token: SoftHSM stands for the device of an official."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.signatures.errors import ProviderError
from motcua.signatures.models import ProviderKind, Purpose, SigningIdentity
from motcua.signatures.selectors import bytes_of
from motcua.signatures.services.signing import sign_file
from simulators.pki.authority import new_key
from tests.factories import LONG_AGO, OfficerFactory
from tests.signatures.house import House
from tests.signatures.papers import pdfsig

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("softhsm2-util") is None, reason="needs softhsm2"),
]
PIN = "123456"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of a new token called "motcua"."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(
        f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "conf")
    pins = ["--pin", PIN, "--so-pin", PIN]
    run("--init-token", "--free", "--label", "motcua", *pins)
    yield folder
    if before is None:
        del os.environ["SOFTHSM2_CONF"]


def run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def put_key(house: House, officer: Officer, folder: Path, algorithm: str) -> None:
    """Put a key in the token, and have the authority vouch for it."""
    key = new_key(algorithm)
    number = secrets.token_hex(4)
    label = f"lanh-dao-{number}"
    path = folder / f"{label}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    run(
        *("--import", str(path), "--token", "motcua", "--label", label),
        *("--id", number, "--pin", PIN),
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Võ Thành Đạt")])
    csr = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    issued = house.tell(
        "pki/issue",
        name="Võ Thành Đạt",
        csr=csr.public_bytes(serialization.Encoding.PEM).decode(),
    )
    SigningIdentity.objects.create(
        officer=officer,
        provider=ProviderKind.TOKEN,
        key_label=label,
        certificate=issued["certificate"] + house.read("pki/chain.pem").decode(),
        valid_from=LONG_AGO,
    )


@pytest.fixture
def leader(house: House) -> Officer:
    """Return who approves, with the token plugged in."""
    house.change(pkcs11_module=MODULE, pkcs11_token="motcua", pkcs11_pin=PIN)  # noqa: S106
    officer: Officer = OfficerFactory.create()
    return officer


@pytest.mark.parametrize("algorithm", ["ec", "rsa"])
def test_a_key_that_never_leaves_its_device_signs(
    house: House,
    stored: Callable[..., StoredFile],
    leader: Officer,
    token: Path,
    algorithm: str,
) -> None:
    put_key(house, leader, token, algorithm)

    signed = sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now())

    told = pdfsig(bytes_of(signed), token)
    assert told[0]["Signature Validation"] == "Signature is Valid."


def test_a_wrong_pin_is_told_in_a_sentence(
    house: House, stored: Callable[..., StoredFile], leader: Officer, token: Path
) -> None:
    put_key(house, leader, token, "ec")
    house.change(pkcs11_pin="654321")

    with pytest.raises(ProviderError, match="mã PIN"):
        sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now())
