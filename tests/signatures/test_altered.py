"""Files that somebody has touched are told from those that nobody has."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings as examples, strategies as st
from pypdf import PdfReader, PdfWriter

from motcua.agencies.models import Officer
from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.signatures.examination import examine
from motcua.signatures.models import Purpose
from motcua.signatures.selectors import bytes_of, trust
from motcua.signatures.services.signing import sign_file
from motcua.signatures.verifying import Standing, VerifyingError, verify
from tests.factories import OfficerFactory
from tests.signatures.house import House
from tests.signatures.papers import paper, pdfsig

pytestmark = pytest.mark.django_db
Stored = Callable[..., StoredFile]
NAME = "Võ Thành Đạt"


@pytest.fixture
def leader() -> Officer:
    """Return who approves."""
    officer: Officer = OfficerFactory.create(full_name=NAME)
    return officer


@pytest.fixture
def signed(house: House, stored: Stored, leader: Officer) -> bytes:
    """Return a signed file."""
    house.identity(leader, NAME, "lanh-dao")
    file = sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now())
    return bytes_of(file)


def standing(content: bytes) -> list[Standing]:
    return [one.standing for one in verify(content, at=clock.now()).signatures]


def with_a_page(content: bytes) -> bytes:
    """Return the file with a page put behind it, as an editor does that only appends."""
    writer = PdfWriter(BytesIO(content), incremental=True)
    writer.add_blank_page(200, 200)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_a_changed_letter_is_seen_by_both(signed: bytes, tmp_path: Path) -> None:
    place = signed.index(b"/Title") + 9
    altered = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert standing(altered) == [Standing.CHANGED]
    assert "Valid" not in pdfsig(altered, tmp_path)[0]["Signature Validation"].replace(
        "Invalid", ""
    )


def test_what_is_appended_after_signing_is_seen(signed: bytes) -> None:
    appended = with_a_page(signed)

    assert appended.startswith(signed)
    assert standing(appended) == [Standing.CHANGED]


def test_a_truncated_file_never_counts(signed: bytes) -> None:
    for length in (len(signed) // 2, len(signed) - 40_000, len(signed) - 700):
        findings = examine(signed[:length], trust().roots, clock.now())
        assert findings.problem or all(one.integrity != "whole" for one in findings.signatures)


def test_a_signature_moved_to_another_file_is_seen(
    house: House, stored: Stored, leader: Officer, signed: bytes
) -> None:
    other = bytes_of(
        sign_file(stored("Giấy khác hẳn"), signer=leader, purpose=Purpose.RESULT, at=clock.now())
    )
    theirs = _contents(signed)
    moved = other.replace(_contents(other), theirs)

    assert standing(moved) == [Standing.CHANGED]
    del house


def test_a_file_of_strangers_is_whole_and_unknown(
    house: House, signed: bytes, tmp_path: Path
) -> None:
    house.change(trust_folder=tmp_path / "nobody")

    (seen,) = verify(signed, at=clock.now()).signatures

    assert (seen.integrity, seen.standing) == ("whole", Standing.UNKNOWN)


def test_revoked_after_signing_still_counts_where_the_time_is_proven(
    house: House, stored: Stored, leader: Officer
) -> None:
    identity = house.identity(leader, NAME, "khac")
    content = bytes_of(sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now()))
    house.revoke(identity, clock.now() + timedelta(minutes=1))

    (seen,) = verify(content, at=clock.now() + timedelta(minutes=2)).signatures

    assert (seen.standing, seen.is_good) == (Standing.REVOKED_LATER, True)


@pytest.mark.parametrize("profile", ["B-B", "B-LT"])
def test_revoked_before_signing_never_counts(
    house: House, stored: Stored, leader: Officer, profile: str
) -> None:
    house.change(profile=profile)
    identity = house.identity(leader, NAME, "khac")
    content = bytes_of(sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now()))
    house.revoke(identity, clock.now() - timedelta(days=1))

    assert standing(content) == [Standing.REVOKED]


def test_an_authority_that_is_away_later_takes_nothing_from_a_lasting_signature(
    house: House, signed: bytes
) -> None:
    house.tell("pki/_behave", ocsp="away", crl="away")

    assert standing(signed) == [Standing.GOOD]


def test_a_signature_without_proof_waits_for_the_authority(
    house: House, stored: Stored, leader: Officer
) -> None:
    house.change(profile="B-B")
    house.identity(leader, NAME, "khac")
    content = bytes_of(sign_file(stored(), signer=leader, purpose=Purpose.RESULT, at=clock.now()))
    house.tell("pki/_behave", ocsp="away", crl="away")

    assert standing(content) == [Standing.UNANSWERED]


def test_any_flipped_bit_of_what_is_signed_is_seen(signed: bytes) -> None:
    """The signed bytes are those before and after the place of the signature itself."""
    roots, at = trust().roots, clock.now()
    begins, ends = signed.index(_contents(signed)), signed.index(b"%%EOF", _end(signed))
    hole = range(begins - 1, begins + len(_contents(signed)) + 1)

    @examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(place=st.integers(20, ends - 1), bit=st.integers(0, 7))
    def flipped(place: int, bit: int) -> None:
        if place in hole:
            return
        altered = bytearray(signed)
        altered[place] ^= 1 << bit
        findings = examine(bytes(altered), roots, at)
        assert findings.problem or all(one.integrity != "whole" for one in findings.signatures)

    flipped()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        secrets.token_bytes(2_000),
        b"%PDF-1.4\n" + b"<<" * 50_000,
        b"%PDF-1.4\nxref\n0 99999999999\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    ],
    ids=["empty", "head", "gif", "noise", "deep", "endless-table"],
)
def test_what_is_no_pdf_is_told_in_a_sentence(house: House, content: bytes) -> None:
    del house

    try:
        said = verify(content, at=clock.now()).problem
    except VerifyingError as error:
        said = str(error)

    assert "không kiểm tra được" in said or "PDF đã nhận" in said


def test_a_file_that_eats_the_processor_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    del house
    monkeypatch.setattr("motcua.signatures.verifying.LONGEST_SECONDS", 0.01)

    with pytest.raises(VerifyingError, match="phức tạp"):
        verify(paper(), at=clock.now())


def test_a_file_with_a_password_is_told(house: House) -> None:
    del house
    writer = PdfWriter(PdfReader(BytesIO(paper())))
    writer.encrypt("bí mật", algorithm="RC4-128")
    output = BytesIO()
    writer.write(output)

    assert "mật khẩu" in verify(output.getvalue(), at=clock.now()).problem


def _contents(signed: bytes) -> bytes:
    """Return the signature as it stands in the file."""
    begins = signed.index(b"/Contents <") + len(b"/Contents <")
    return signed[begins : signed.index(b">", begins)]


def _end(signed: bytes) -> int:
    return signed.index(_contents(signed)) + len(_contents(signed))
