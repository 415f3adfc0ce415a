"""Uploads in pieces: what has arrived stays, limits hold, and what came is checked whole."""

import hashlib
import itertools
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from motcua.agencies.actors import SYSTEM
from motcua.documents.models import StoredFile, Upload
from motcua.documents.selectors import open_content
from motcua.documents.services import FileRefusedError, Owner
from motcua.documents.sweeping import drop_expired_uploads
from motcua.documents.uploads import (
    KEPT,
    Announced,
    TooManyUploadsError,
    UploadBusyError,
    UploadGoneError,
    WrongOffsetError,
    access_upload,
    append,
    begin_upload,
    drop_upload,
    finish_upload,
    part_of,
    received,
)
from tests.citizens import person_of
from tests.factories import THURSDAY_MORNING, OfficerFactory
from tests.papers import a_pdf

pytestmark = pytest.mark.django_db
CONTENT = a_pdf("tờ khai", pages=3)
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def ha() -> Owner:
    return Owner(officer_id=OfficerFactory.create().pk)


def begun(owner: Owner, content: bytes = CONTENT, **said: Any) -> Upload:
    announced = Announced(**{"name": "tờ khai.pdf", "size": len(content), **said})
    return begin_upload(announced, owner=owner, at=THURSDAY_MORNING)


def breaking_off(*pieces: bytes) -> Iterator[bytes]:
    yield from pieces
    raise ConnectionResetError


def test_what_arrived_before_the_line_broke_stays_and_goes_on(ha: Owner) -> None:
    upload = begun(ha)

    with pytest.raises(ConnectionResetError):
        append(upload, breaking_off(CONTENT[:100], CONTENT[100:150]), offset=0)
    stands = received(upload)
    append(upload, [CONTENT[stands:]], offset=stands)
    file = finish_upload(upload, owner=ha, at=THURSDAY_MORNING)

    assert stands == 150
    assert file.sha256 == DIGEST
    assert file.pages == 3
    assert file.stored_by_id == ha.officer_id
    with open_content(file) as kept:
        assert kept.read() == CONTENT


@hypothesis_settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, len(CONTENT)), max_size=6))
def test_however_it_is_cut_the_same_file_arrives(cuts: list[int]) -> None:
    ha = Owner(person_id=person_of().pk)
    upload = begun(ha)
    bounds = [0, *sorted(cuts), len(CONTENT)]

    for start, end in itertools.pairwise(bounds):
        append(upload, [CONTENT[start:end]], offset=start)

    assert finish_upload(upload, owner=ha, at=THURSDAY_MORNING).sha256 == DIGEST


def test_a_piece_that_does_not_follow_is_refused_and_changes_nothing(ha: Owner) -> None:
    upload = begun(ha)
    append(upload, [CONTENT[:10]], offset=0)

    with pytest.raises(WrongOffsetError):
        append(upload, [CONTENT[:10]], offset=0)
    with pytest.raises(WrongOffsetError):
        append(upload, [CONTENT[20:]], offset=20)

    assert received(upload) == 10


def test_no_more_is_taken_than_was_announced(ha: Owner) -> None:
    upload = begun(ha)

    with pytest.raises(FileRefusedError, match="dài hơn đã báo"):
        append(upload, [CONTENT + b"x"], offset=0)

    assert received(upload) == 0


def test_two_windows_do_not_write_into_one_upload(ha: Owner) -> None:
    upload = begun(ha)

    def meanwhile() -> Iterator[bytes]:
        yield CONTENT[:5]
        with pytest.raises(UploadBusyError):
            append(upload, [CONTENT[5:]], offset=5)

    append(upload, meanwhile(), offset=0)

    assert received(upload) == 5


def test_an_upload_ends_once_however_often_it_is_asked(ha: Owner) -> None:
    upload = begun(ha)
    append(upload, [CONTENT], offset=0)

    first = finish_upload(upload, owner=ha, at=THURSDAY_MORNING)
    second = finish_upload(upload, owner=ha, at=THURSDAY_MORNING)

    assert first == second
    assert StoredFile.objects.count() == 1


def test_a_file_that_arrived_otherwise_than_announced_is_refused(ha: Owner) -> None:
    upload = begun(ha, sha256="0" * 64)
    append(upload, [CONTENT], offset=0)

    with pytest.raises(FileRefusedError, match="không nguyên vẹn"):
        finish_upload(upload, owner=ha, at=THURSDAY_MORNING)

    assert not Upload.objects.exists()
    assert not part_of(upload).exists()
    assert not StoredFile.objects.exists()


def test_a_broken_file_is_refused_whole_and_leaves_nothing(ha: Owner) -> None:
    broken = b"%PDF-1.7 va khong gi nua"
    upload = begun(ha, broken)
    append(upload, [broken], offset=0)

    with pytest.raises(FileRefusedError, match="bị hỏng"):
        finish_upload(upload, owner=ha, at=THURSDAY_MORNING)

    assert not part_of(upload).exists()


def test_the_same_file_chosen_again_goes_on_where_it_was(ha: Owner) -> None:
    upload = begun(ha, fingerprint="1700000000")
    append(upload, [CONTENT[:40]], offset=0)
    other = Owner(officer_id=OfficerFactory.create().pk)

    again = begun(ha, fingerprint="1700000000")

    assert again == upload
    assert begun(ha, fingerprint="1800000000") != upload
    assert begun(other, fingerprint="1700000000") != upload


def test_nobody_reaches_anothers_upload(ha: Owner) -> None:
    upload = begun(ha)
    person = person_of()

    for stranger in (
        Owner(officer_id=OfficerFactory.create().pk),
        Owner(person_id=person.pk),
        Owner(),
    ):
        with pytest.raises(UploadGoneError):
            access_upload(stranger, upload.ref, at=THURSDAY_MORNING)
    assert access_upload(ha, upload.ref, at=THURSDAY_MORNING) == upload


def test_one_person_has_only_so_many_uploads_at_once(ha: Owner, settings: Any) -> None:
    settings.UPLOADS_AT_ONCE = 2
    begun(ha), begun(ha)

    with pytest.raises(TooManyUploadsError, match="gửi dở"):
        begun(ha)
    begun(Owner(person_id=person_of().pk))


def test_an_announced_size_beyond_the_limit_is_refused_before_a_byte_is_sent(
    ha: Owner, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 100

    with pytest.raises(FileRefusedError, match="lớn hơn mức nhận"):
        begun(ha, size=101)
    with pytest.raises(FileRefusedError, match="rỗng"):
        begun(ha, size=0)


def test_what_nobody_finished_is_dropped_after_two_days(ha: Owner, settings: Any) -> None:
    old = begun(ha)
    append(old, [CONTENT[:10]], offset=0)
    later = THURSDAY_MORNING + KEPT
    young = begin_upload(Announced("b.pdf", 5), owner=ha, at=later)
    append(young, [b"%PDF"], offset=0)
    orphan = Path(settings.UPLOADS_FOLDER) / "dang-ghi-cu"
    orphan.write_bytes(b"x")
    before = (later - timedelta(days=2)).timestamp()
    for path in (orphan, part_of(young)):
        os.utime(path, (before, before))

    with pytest.raises(UploadGoneError):
        access_upload(ha, old.ref, at=later)
    dropped = drop_expired_uploads(at=later)

    assert dropped == 1
    assert list(Upload.objects.all()) == [young]
    assert not part_of(old).exists()
    assert not orphan.exists()
    assert part_of(young).exists()


def test_a_file_that_came_of_an_upload_outlives_it(ha: Owner) -> None:
    upload = begun(ha)
    append(upload, [CONTENT], offset=0)
    file = finish_upload(upload, owner=ha, at=THURSDAY_MORNING)

    drop_expired_uploads(at=THURSDAY_MORNING + KEPT)

    file.refresh_from_db()
    with open_content(file) as kept:
        assert kept.read() == CONTENT


def test_an_upload_is_forgotten_when_its_owner_does_not_want_it(ha: Owner) -> None:
    upload = begun(ha)
    append(upload, [CONTENT[:10]], offset=0)

    drop_upload(upload)

    assert not part_of(upload).exists()
    assert not Upload.objects.exists()


def test_the_product_itself_sends_nothing_in_pieces() -> None:
    assert SYSTEM.officer_id is None
    with pytest.raises(ValueError, match="belongs to somebody"):
        begun(Owner())
