"""Signing files: whole by two implementations, in order, and nothing by halves."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of
from motcua.documents.services import store_content
from motcua.kernel import clock
from motcua.signatures.errors import AwayError, CertificateError, ProviderError, SigningError
from motcua.signatures.models import Purpose, Signature
from motcua.signatures.selectors import bytes_of
from motcua.signatures.services.signing import sign_file
from motcua.signatures.verifying import Standing, verify
from tests.factories import AgencyFactory, OfficerFactory
from tests.signatures.house import House
from tests.signatures.papers import pdfsig

pytestmark = pytest.mark.django_db
Stored = Callable[..., StoredFile]
NAME = "Võ Thành Đạt"
COMMUNE = "UBND xã An Bình"


@pytest.fixture
def leader() -> Officer:
    """Return who approves."""
    officer: Officer = OfficerFactory.create(full_name=NAME, position="Chủ tịch")
    return officer


def sign(file: StoredFile, officer: Officer) -> StoredFile:
    return sign_file(file, signer=officer, purpose=Purpose.RESULT, at=clock.now())


@pytest.mark.parametrize(
    ("profile", "key"),
    [("B-B", "ec"), ("B-T", "rsa"), ("B-LT", "ec"), ("B-LT", "rsa"), ("B-LTA", "ec")],
)
def test_what_is_signed_is_good_by_two_implementations(
    house: House, stored: Stored, tmp_path: Path, profile: str, key: str
) -> None:
    leader = OfficerFactory.create(position="Chủ tịch")
    house.change(profile=profile)
    house.identity(leader, NAME, "lanh-dao", key=key)
    file = stored()

    signed = sign(file, leader)

    content = bytes_of(signed)
    assert content.startswith(bytes_of(file))
    told = pdfsig(content, tmp_path)
    assert told[0]["Signature Validation"] == "Signature is Valid."
    assert told[0]["Signer Certificate Common Name"] == NAME
    (seen,) = verify(content, at=clock.now()).signatures
    assert (seen.standing, seen.name) == (Standing.GOOD, NAME)
    assert (seen.stamped_at is not None) == (profile != "B-B")


def test_evidence_is_kept_with_the_signature(
    house: House, stored: Stored, leader: Officer
) -> None:
    identity = house.identity(leader, NAME, "lanh-dao")
    file = stored()

    kept = sign(file, leader).signature

    assert (kept.before, kept.identity, kept.profile) == (file, identity, "B-LT")
    assert identity.certificate.startswith(kept.certificate.strip())
    assert {name: bool(found) for name, found in kept.evidence.items()} == {
        "chain": True,
        "ocsp": True,
        "crl": True,
        "stamp": True,
    }


def test_a_seal_follows_the_leader_in_the_same_file(
    house: House, stored: Stored, leader: Officer, tmp_path: Path
) -> None:
    agency = AgencyFactory.create(name=COMMUNE)
    house.identity(leader, NAME, "lanh-dao")
    house.identity(agency, COMMUNE, "co-quan", key="rsa", organisation=COMMUNE)
    approved = sign(stored(), leader)

    sealed = sign_file(approved, signer=agency, purpose=Purpose.SEAL, at=clock.now())

    content = bytes_of(sealed)
    assert content.startswith(bytes_of(approved))
    assert [one["Signature Validation"] for one in pdfsig(content, tmp_path)] == [
        "Signature is Valid.",
        "Signature is Valid.",
    ]
    seen = verify(content, at=clock.now()).signatures
    assert [(one.name, one.standing) for one in seen] == [
        (NAME, Standing.GOOD),
        (COMMUNE, Standing.GOOD),
    ]
    assert list(PdfReader(BytesIO(content)).get_fields() or {}) == ["KyDuyet", "DauCoQuan"]


def test_the_mark_names_the_signer_in_letters_of_ours(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.identity(leader, "Đỗ Thị Hồng Ngữ", "lanh-dao")

    content = bytes_of(sign(stored(), leader))

    words = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    annotations = PdfReader(BytesIO(content)).pages[0].annotations
    assert annotations is not None
    assert len(annotations) == 1
    assert "Giấy xác nhận" in words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(
            {
                "starts": (clock.now() - timedelta(days=40)).isoformat(),
                "ends": (clock.now() - timedelta(days=3)).isoformat(),
            },
            "đã hết hạn",
            id="expired",
        ),
        pytest.param(
            {"starts": (clock.now() + timedelta(days=3)).isoformat()},
            "chưa tới ngày",
            id="not-yet",
        ),
        pytest.param({"usage": "encrypt"}, "không dùng để ký", id="of-another-use"),
    ],
)
def test_a_certificate_that_may_not_sign_signs_nothing(
    house: House, stored: Stored, leader: Officer, said: dict[str, Any], words: str
) -> None:
    house.identity(leader, NAME, "lanh-dao", **said)

    with pytest.raises(CertificateError, match=words):
        sign(stored(), leader)

    assert not Signature.objects.exists()


def test_a_revoked_certificate_signs_nothing(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.revoke(house.identity(leader, NAME, "lanh-dao"))

    with pytest.raises(CertificateError, match="bị thu hồi"):
        sign(stored(), leader)

    assert not Signature.objects.exists()


def test_whom_no_trusted_root_vouches_for_signs_nothing(
    house: House, stored: Stored, leader: Officer, tmp_path: Path
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    house.change(trust_folder=tmp_path / "nobody")

    with pytest.raises(CertificateError, match="tin cậy"):
        sign(stored(), leader)


@pytest.mark.parametrize("what", ["away", "wrong"])
def test_without_a_word_on_revocation_nothing_is_signed_until_it_comes(
    house: House, stored: Stored, leader: Officer, what: str
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    file = stored()
    house.tell("pki/_behave", ocsp=what, crl="away")

    with pytest.raises(AwayError, match="thử lại"):
        sign(file, leader)

    house.tell("pki/_reset")
    assert sign(file, leader).pk != file.pk


def test_a_list_of_revoked_certificates_does_where_the_responder_is_away(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    house.tell("pki/_behave", ocsp="away")

    assert sign(stored(), leader).signature.evidence["crl"]


@pytest.mark.parametrize(("what", "error"), [("away", AwayError), ("wrong", SigningError)])
def test_a_time_stamp_that_fails_leaves_nothing(
    house: House, stored: Stored, leader: Officer, what: str, error: type[SigningError]
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    house.tell("pki/_behave", tsa=what)

    with pytest.raises(error, match="dấu thời gian"):
        sign(stored(), leader)

    assert StoredFile.objects.count() == 1


def test_a_file_that_was_changed_on_the_disk_is_not_signed(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    file = stored()
    path_of(file.sha256).write_bytes(b"%PDF-1.7 other")

    with pytest.raises(SigningError, match="không còn nguyên"):
        sign(file, leader)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"])
def test_a_broken_file_is_refused_with_a_sentence(
    house: House, leader: Officer, content: bytes
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    file = store_content(content, name="hong.pdf", actor=SYSTEM, at=clock.now())

    with pytest.raises(SigningError, match="in lại ra PDF"):
        sign(file, leader)


def test_key_files_sign_nothing_in_production(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    house.change(takes_file_keys=False)

    with pytest.raises(ProviderError, match="HSM"):
        sign(stored(), leader)


def test_a_key_file_of_another_installation_does_not_open(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.identity(leader, NAME, "lanh-dao")
    house.change(passphrase="khác")  # noqa: S106 - of the tests

    with pytest.raises(ProviderError, match="Không mở được"):
        sign(stored(), leader)


def test_settings_hide_their_secrets(house: House) -> None:
    shown: Any = repr(house.settings.SIGNING)

    assert house.settings.SIGNING.passphrase not in shown
    assert "mo-phong'" not in shown
