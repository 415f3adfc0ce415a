"""Approving is signing where a leader has a signature; numbering is sealing."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.dossiers.issued_papers import paper_with, papers_of
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.blanking import blank
from motcua.dossiers.services.results import ResultError, attach_result, result_of
from motcua.dossiers.services.signing import (
    approve_and_sign,
    approve_confirmed,
    ask_to_sign,
    number_and_seal,
)
from motcua.kernel import clock
from motcua.signatures.errors import AwayError, CertificateError, SigningError
from motcua.signatures.models import Signature, SigningIdentity, SigningRequest
from motcua.signatures.selectors import bytes_of, files_signed_from
from motcua.signatures.verifying import Standing, verify
from tests.dossiers.lives import TUESDAY, Office, open_office
from tests.dossiers.whole_records import assert_chained
from tests.signatures.house import House, house, simulators
from tests.signatures.papers import paper, seen_on

__all__ = ["house", "simulators"]
pytestmark = pytest.mark.django_db
LEADER, CLERK = Role.APPROVER, Role.CLERK
NAME = "Phạm Quốc Hưng"


@pytest.fixture
def office(house: House) -> Office:
    """Return an office whose files lie where the signatures look for them."""
    del house
    return open_office()


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """Return a dossier whose result has come to the leader."""
    return to_leader(office)


def to_leader(office: Office, number: int = 1) -> Dossier:
    dossier = office.accepted(number=number)
    attach(office, dossier)
    return office.advance(dossier, 1)


def attach(office: Office, dossier: Dossier, words: str = "Giấy xác nhận", **more: Any) -> Result:
    file = store_content(paper(words), name="ket-qua.pdf", actor=SYSTEM, at=TUESDAY)
    return attach_result(
        dossier.pk,
        file=file,
        outcome="granted",
        title=words,
        **office.who(Role.HANDLING_OFFICER),
        **more,
    )


def leader_of(office: Office) -> Officer:
    return Officer.objects.get(pk=str(office.people[LEADER].officer_id))


def shown(dossier: Dossier) -> dict[str, Any]:
    result = result_of(dossier)
    assert result is not None
    return {"version": result.version, "sha256": result.file.sha256}


def approve(office: Office, dossier: Dossier) -> Result:
    return approve_and_sign(dossier.pk, **shown(dossier), **office.who(LEADER, clock.now()))


def number(office: Office, dossier: Dossier) -> Result:
    return number_and_seal(
        dossier.pk,
        symbol="GXN-UBND",
        dated=clock.today(),
        **office.who(CLERK, clock.now()),
    )


def seal_of(house: House, office: Office) -> SigningIdentity:
    agency = office.desk.agency
    return house.identity(agency, agency.name, "co-quan", organisation=agency.name)


def test_the_leader_signs_and_the_clerk_seals_the_very_bytes(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    seal_of(house, office)

    approved = approve(office, dossier)
    office.advance(dossier, 1, clock.now())
    sealed = number(office, dossier)

    content = bytes_of(sealed.issued_file)
    assert content.startswith(bytes_of(sealed.file))
    assert sealed.approved_sha256 == sealed.file.sha256
    seen = verify(content, at=clock.now()).signatures
    assert [(one.name, one.standing) for one in seen] == [
        (NAME, Standing.GOOD),
        (office.desk.agency.name, Standing.GOOD),
    ]
    dossier.refresh_from_db()
    told = {event.action: event.payload for event in dossier.events.all()}
    assert told["approve_result"]["signed_sha256"] == approved.issued_file.sha256
    assert told["number_result"]["sealed_sha256"] == sealed.issued_file.sha256
    assert_chained(dossier)
    assert f"Số 01/GXN-UBND, ngày {clock.today():%d/%m/%Y}" in seen_on(content)


def test_a_seal_that_fails_uses_up_no_number(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    identity = seal_of(house, office)
    approve(office, dossier)
    office.advance(dossier, 1, clock.now())
    SigningIdentity.objects.filter(pk=identity.pk).update(key_label="khong-co")
    with pytest.raises(SigningError):
        number(office, dossier)
    SigningIdentity.objects.filter(pk=identity.pk).update(key_label=identity.key_label)

    assert number(office, dossier).document_number == "01/GXN-UBND"


def test_without_a_signature_approving_stays_what_it_was(office: Office, dossier: Dossier) -> None:
    approved = approve(office, dossier)
    office.advance(dossier, 1, clock.now())
    numbered = number(office, dossier)

    assert (approved.signed_file, numbered.signed_file) == (None, None)
    assert numbered.issued_file == numbered.file
    assert numbered.document_number == "01/GXN-UBND"


def test_what_cannot_be_signed_is_not_approved(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.revoke(house.identity(leader_of(office), NAME, "lanh-dao"))

    with pytest.raises(CertificateError, match="thu hồi"):
        approve(office, dossier)

    found = result_of(dossier)
    assert found is not None
    assert (found.approved_at, found.signed_file) == (None, None)
    assert not dossier.events.filter(action="approve_result").exists()


def test_a_failed_signature_can_be_tried_again(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    house.tell("pki/_behave", tsa="away")
    with pytest.raises(AwayError):
        approve(office, dossier)
    house.tell("pki/_reset")

    assert approve(office, dossier).signed_file is not None


def test_a_replaced_result_is_not_signed(house: House, office: Office, dossier: Dossier) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    old = shown(dossier)
    result = result_of(dossier)
    assert result is not None
    other = store_content(paper("Bản khác"), name="khac.pdf", actor=SYSTEM, at=TUESDAY)
    Result.objects.filter(pk=result.pk).update(file=other)

    with pytest.raises(ResultError, match="thay bằng bản"):
        approve_and_sign(dossier.pk, **old, **office.who(LEADER, clock.now()))

    assert not Signature.objects.exists()


def test_a_leader_with_a_phone_approves_once_the_phone_has_confirmed(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.remote(leader_of(office), NAME, "0900000001")
    asked = ask_to_sign(dossier.pk, **shown(dossier), **office.who(LEADER, clock.now()))

    waiting = approve_confirmed(dossier.pk, asked.ref, **office.who(LEADER, clock.now()))
    before = result_of(dossier)
    house.tell("signing/_behave", mode="auto")
    confirmed = approve_confirmed(dossier.pk, asked.ref, **office.who(LEADER, clock.now()))

    after = result_of(dossier)
    assert before is not None
    assert after is not None
    assert (waiting.state, before.approved_at) == (SigningRequest.State.WAITING, None)
    assert confirmed.signature is not None
    assert after.signed_file == confirmed.signature.after
    assert (
        approve_confirmed(dossier.pk, asked.ref, **office.who(LEADER, clock.now())).state
        == SigningRequest.State.SIGNED
    )


def test_what_was_issued_is_known_by_its_bytes_and_by_the_code_on_the_paper(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    seal_of(house, office)
    stage = approve(office, dossier).issued_file
    office.advance(dossier, 1, clock.now())
    sealed = number(office, dossier)
    dossier.refresh_from_db()

    last, before = paper_with(sealed.issued_file.sha256), paper_with(stage.sha256)

    assert last is not None
    assert before is not None
    assert (last.number, last.is_last, last.voided_at) == ("01/GXN-UBND", True, None)
    assert before.is_last is False
    assert paper_with(sealed.file.sha256) is None
    assert paper_with("0" * 64) is None
    result, *forms = papers_of(dossier)
    assert result.signed_by == (NAME, office.desk.agency.name)
    assert [form.signed_by for form in forms] == [()]


def test_signed_files_are_erased_with_what_they_were_made_of(
    house: House, office: Office, dossier: Dossier
) -> None:
    house.identity(leader_of(office), NAME, "lanh-dao")
    seal_of(house, office)
    approve(office, dossier)
    office.advance(dossier, 1, clock.now())
    number(office, dossier)

    blank(dossier, at=clock.now() + timedelta(days=1))

    result = dossier.results.get()
    assert len(files_signed_from([result.file_id])) == 2
    assert not StoredFile.objects.filter(erased_at=None).exists()
    assert not Signature.objects.exclude(certificate="", identity=None).exists()
