"""The demonstration signs for real: its people have certificates, and a result is signed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from motcua.agencies.models import Agency, Officer
from motcua.demo.citizens import named
from motcua.demo.signing import SIGNING_CITIZENS, open_signing
from motcua.documents.models import HeldPaper
from motcua.dossiers.auditing import audit
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.people.models import Person
from motcua.signatures.models import ProviderKind, Purpose, SigningIdentity
from motcua.signatures.selectors import bytes_of, identity_of
from motcua.signatures.verifying import verify
from simulators import host

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(scope="module")
def simulators() -> Iterator[str]:
    """Serve the authority and the service for remote signing."""
    with host.running("pki", "signing") as address:
        yield address


@pytest.fixture
def signing(simulators: str, settings: Any, tmp_path: Path) -> None:
    """Let the product reach them, as ``make run`` does."""
    settings.SIMULATORS = simulators
    settings.SIGNING = replace(
        settings.SIGNING,
        profile="B-LT",
        tsa_address=f"{simulators}/pki/tsa",
        trust_folder=tmp_path / "trust",
        keys_folder=tmp_path / "keys",
        passphrase="mật khẩu thử",  # noqa: S106 - of the tests
        remote_address=f"{simulators}/signing",
        remote_secret="mo-phong",  # noqa: S106 - of the simulator
        places={"http://pki.mo-phong.invalid": f"{simulators}/pki"},
        takes_file_keys=True,
    )


def person(key: str) -> Person:
    return Person.objects.get(identity_number=named(key).personal_number)


def marital() -> Dossier:
    return Dossier.objects.get(applicant=person("khanh"), procedure__code="1.004873")


@pytest.mark.usefixtures("signing")
def test_leaders_clerks_agencies_and_some_citizens_can_sign() -> None:
    assert open_signing(at=clock.now())

    on = clock.today()
    ward = Agency.objects.get(unit__code="26506", province__code="79")
    assert identity_of(ward, on) is not None
    for username in ("lanhdao", "vanthu"):
        identity = identity_of(Officer.objects.get(account__username=username), on)
        assert identity is not None
        assert identity.provider == ProviderKind.FILE
    for key in SIGNING_CITIZENS:
        identity = identity_of(person(key), on)
        assert identity is not None
        assert (identity.provider, identity.key_label) == (ProviderKind.REMOTE, key)
    assert identity_of(person("hoa"), on) is None


@pytest.mark.usefixtures("signing")
def test_a_citizen_gets_a_result_signed_by_the_leader_and_sealed_by_the_agency() -> None:
    assert open_signing(at=clock.now())

    dossier = marital()
    result = dossier.results.get()
    assert dossier.state == State.FINISHED
    assert result.signed_file is not None
    found = verify(bytes_of(result.signed_file), at=clock.now())
    assert [one.is_good for one in found.signatures] == [True, True]
    purposes = [str(result.signed_file.signature.purpose)]
    before = result.signed_file.signature.before
    assert before is not None
    assert [str(before.signature.purpose), *purposes] == [Purpose.RESULT, Purpose.SEAL]
    held = HeldPaper.objects.get(person=person("khanh"), source=HeldPaper.Source.RESULT)
    assert (held.number, held.file) == (result.document_number, result.signed_file)
    assert audit(at=clock.now()).differences == []


@pytest.mark.usefixtures("signing")
def test_another_result_is_left_to_the_leader() -> None:
    assert open_signing(at=clock.now())

    tree = Dossier.objects.get(applicant=person("thu"), procedure__code="1.002693")
    step = open_step_of(tree)
    assert step is not None
    assert step.role == "approver"


@pytest.mark.usefixtures("signing")
def test_a_second_start_changes_nothing() -> None:
    open_signing(at=clock.now())
    before = list(SigningIdentity.objects.order_by("pk").values_list("pk", "certificate"))
    events = marital().events_count

    assert open_signing(at=clock.now())

    assert list(SigningIdentity.objects.order_by("pk").values_list("pk", "certificate")) == before
    assert marital().events_count == events


@pytest.mark.usefixtures("signing")
def test_while_the_simulators_are_away_it_is_not_done_yet(settings: Any) -> None:
    settings.SIMULATORS = "http://127.0.0.1:9"

    assert not open_signing(at=clock.now())

    assert not SigningIdentity.objects.exists()
    assert marital().state == State.IN_PROGRESS
