"""Backups of an installation whose files are in a bucket."""

from pathlib import Path
from typing import Any

from motcua.backup.creating import make_backup
from motcua.backup.keys import make_key
from motcua.documents.storage import S3Storage, storage
from tests.documents.test_storage import AN_HOUR_ON, bucket, s3_server, stored
from tests.papers import a_pdf

__all__ = ["bucket", "s3_server"]


def test_a_backup_copies_nothing_from_the_bucket_and_names_what_it_lost(
    bucket: Any, committed_database: str, tmp_path: Path
) -> None:
    kept, lost = stored(), stored("khac.pdf", a_pdf("khác"))
    bucket.delete_object(Bucket="tep", Key=f"mot-cua/{lost.sha256[:2]}/{lost.sha256}")
    place = storage()
    assert isinstance(place, S3Storage)

    made = make_backup(
        committed_database,
        None,
        tmp_path / "ban",
        make_key(tmp_path / "khoa"),
        at=AN_HOUR_ON,
        elsewhere=place.names(),
    )

    assert place.names() == {kept.sha256}
    assert made.files == 0
    assert made.missing == [lost.sha256]
