"""An authority, a service for remote signing, and people who sign, for the tests of signing."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.kernel import clock
from motcua.signatures.models import ProviderKind, SigningIdentity
from motcua.signatures.providers.key_file import path_of_key
from motcua.signatures.selectors import Owner
from simulators import host
from tests.signatures.papers import paper

PASSPHRASE = "mật khẩu thử"  # noqa: S105 - of the tests


@pytest.fixture(scope="session")
def simulators() -> Iterator[str]:
    """Serve the authority and the remote service for the whole run."""
    with host.running("pki", "signing") as address:
        yield address


class House:
    """What tests ask of the stand-ins, and how somebody comes by a signature."""

    def __init__(self, address: str, settings: Any) -> None:
        self.address = address
        self.settings = settings

    def tell(self, path: str, **said: Any) -> dict[str, Any]:
        """Send JSON to a simulator; return what it answers."""
        request = Request(f"{self.address}/{path}", json.dumps(said).encode())
        with urlopen(request) as answer:
            told: dict[str, Any] = json.loads(answer.read())
            return told

    def read(self, path: str) -> bytes:
        """Return what a simulator shows."""
        with urlopen(f"{self.address}/{path}") as answer:
            content: bytes = answer.read()
            return content

    def change(self, **changes: Any) -> None:
        """Set something about signing."""
        self.settings.SIGNING = replace(self.settings.SIGNING, **changes)

    def identity(
        self, owner: Owner, name: str, label: str, *, days_from: date | None = None, **said: Any
    ) -> SigningIdentity:
        """Give ``owner`` a key file with a certificate."""
        issued = self.tell("pki/issue", name=name, passphrase=PASSPHRASE, **said)
        path = path_of_key(label)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(issued["pkcs12"]))
        chain = issued["certificate"] + self.read("pki/chain.pem").decode()
        return self._kept(owner, ProviderKind.FILE, label, chain, days_from)

    def remote(self, owner: Owner, name: str, account: str, **said: Any) -> SigningIdentity:
        """Give ``owner`` an account at the service for remote signing."""
        opened = self.tell("signing/accounts", account=account, name=name, anew=True, **said)
        return self._kept(owner, ProviderKind.REMOTE, account, opened["certificate"], None)

    def _kept(
        self, owner: Owner, provider: str, label: str, chain: str, days_from: date | None
    ) -> SigningIdentity:
        kind = type(owner).__name__.lower()
        identity: SigningIdentity = SigningIdentity.objects.create(
            **{kind: owner},
            provider=provider,
            key_label=label,
            certificate=chain,
            valid_from=days_from or date(2020, 1, 1),
        )
        return identity

    def revoke(self, identity: SigningIdentity, at: datetime | None = None) -> None:
        """Have the authority take a certificate back."""
        end = "-----END CERTIFICATE-----\n"
        own = identity.certificate.partition(end)[0] + end
        self.tell("pki/revoke", certificate=own, at=at.isoformat() if at else None)


def open_house(simulators: str, settings: Any, folder: Path) -> House:
    """Return the stand-ins at ``simulators``, trusted by the product from now on."""
    made = House(simulators, settings)
    trust_folder = folder / "trust"
    trust_folder.mkdir()
    (trust_folder / "root.pem").write_bytes(made.read("pki/root.pem"))
    settings.FILES_FOLDER = folder / "files"
    made.change(
        profile="B-LT",
        tsa_address=f"{simulators}/pki/tsa",
        trust_folder=trust_folder,
        keys_folder=folder / "keys",
        passphrase=PASSPHRASE,
        remote_address=f"{simulators}/signing",
        remote_secret="mo-phong",  # noqa: S106 - of the simulator
        places={"http://pki.mo-phong.invalid": f"{simulators}/pki"},
        seconds=2.0,
    )
    return made


@pytest.fixture
def house(simulators: str, settings: Any, tmp_path: Path) -> Iterator[House]:
    """Return the stand-ins, trusted by the product, all behaving well."""
    made = open_house(simulators, settings, tmp_path)
    made.tell("pki/_reset")
    made.tell("signing/_reset")
    yield made
    made.tell("pki/_reset")
    made.tell("signing/_reset")


@pytest.fixture
def stored() -> Callable[..., StoredFile]:
    """Return a function that stores a paper to be signed."""

    def store(words: str = "Giấy xác nhận tình trạng hôn nhân") -> StoredFile:
        return store_content(paper(words), name="giay.pdf", actor=SYSTEM, at=clock.now())

    return store
