"""Signing files: whole by two implementations, in order, and nothing by halves."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.signatures.errors import AwayError, CertificateError, SigningError
from motcua.signatures.models import Purpose, Signature
from motcua.signatures.selectors import bytes_of
from motcua.signatures.services.signing import sign_file
from motcua.signatures.verifying import Standing, verify
from tests.factories import AgencyFactory, OfficerFactory
from tests.signatures.conftest import House
from tests.signatures.papers import pdfsig

pytestmark = pytest.mark.django_db
Stored = Callable[..., StoredFile]
NAME = "Võ Thành Đạt"


@pytest.mark.parametrize("key", ["ec", "rsa"])
@pytest.mark.parametrize("profile", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_what_is_signed_is_good_by_two_implementations(
    house: House, stored: Stored, tmp_path: Path, profile: str, key: str
) -> None:
    house.change(profile=profile)
    leader = OfficerFactory.create(position="Chủ tịch")
    house.identity(leader, NAME, "lanh-dao", key=key)
    file = stored()

    signed = sign_file(file, signer=leader, purpose=Purpose.RESULT, at=clock.now())

    content = bytes_of(signed)
    assert content.startswith(bytes_of(file))
    told = pdfsig(content, tmp_path)
    assert told[0]["Signature Validation"] == "Signature is Valid."
    assert told[0]["Signer Certificate Common Name"] == NAME
    (seen,) = verify(content, at=clock.now()).signatures
    assert (seen.standing, seen.name) == (Standing.GOOD, NAME)
    assert (seen.stamped_at is not None) == (profile != "B-B")
