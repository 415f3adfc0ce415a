"""Where contents are kept: on the disk, and in a real S3 server on loopback (moto's)."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import StreamingHttpResponse
from moto.server import ThreadedMotoServer

from motcua.agencies.actors import SYSTEM
from motcua.conf.env import SettingError
from motcua.conf.storing import S3Settings, s3_settings, scanner_address
from motcua.documents.models import StoredFile
from motcua.documents.selectors import file_response, is_intact, open_content
from motcua.documents.services import store_file
from motcua.documents.storage import S3Storage, s3_storage, storage
from motcua.documents.sweeping import take_from_disk
from tests.factories import THURSDAY_MORNING
from tests.papers import a_pdf

pytestmark = pytest.mark.django_db
CONTENT = a_pdf("tờ khai")
DIGEST = hashlib.sha256(CONTENT).hexdigest()
AN_HOUR_ON = THURSDAY_MORNING + timedelta(hours=1)


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """Serve S3 on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str, settings: Any) -> Any:
    """Keep files in an empty bucket for one test; return its client's view."""
    chosen = S3Settings("tep", s3_server, "us-east-1", "mot-cua/", "khoa", "bi-mat")
    client = boto3.client(
        "s3",
        endpoint_url=s3_server,
        region_name="us-east-1",
        aws_access_key_id="khoa",
        aws_secret_access_key="bi-mat",  # noqa: S106, opens only the test's own server
    )
    client.create_bucket(Bucket="tep")
    settings.S3_STORE = chosen
    yield client
    for found in client.list_objects_v2(Bucket="tep").get("Contents", []):
        client.delete_object(Bucket="tep", Key=found["Key"])
    client.delete_bucket(Bucket="tep")
    client.close()
    s3_storage.cache_clear()


def stored(name: str = "tờ khai.pdf", content: bytes = CONTENT) -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return store_file(upload, actor=SYSTEM, at=THURSDAY_MORNING)


def keys(bucket: Any) -> list[str]:
    return [found["Key"] for found in bucket.list_objects_v2(Bucket="tep").get("Contents", [])]


def test_a_content_is_in_the_bucket_once_and_nothing_is_on_the_disk(
    bucket: Any, settings: Any
) -> None:
    stored(), stored("bản sao.pdf")

    assert keys(bucket) == [f"mot-cua/{DIGEST[:2]}/{DIGEST}"]
    assert not Path(settings.FILES_FOLDER).exists()
    assert list(Path(settings.UPLOADS_FOLDER).iterdir()) == []


def test_a_content_comes_back_from_the_bucket_through_our_own_view(bucket: Any) -> None:
    del bucket
    file = stored()

    response = file_response(file)

    assert isinstance(response, StreamingHttpResponse)
    assert b"".join(response) == CONTENT
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "private, no-store"


def test_a_content_that_the_bucket_lost_or_changed_is_noticed(bucket: Any) -> None:
    file = stored()
    was_intact = is_intact(file)

    bucket.put_object(Bucket="tep", Key=keys(bucket)[0], Body=b"%PDF-1.7 khac")
    is_changed = not is_intact(file)
    bucket.delete_object(Bucket="tep", Key=keys(bucket)[0])

    assert was_intact
    assert is_changed
    assert not is_intact(file)
    with pytest.raises(FileNotFoundError):
        open_content(file)


def test_the_sweeper_empties_the_bucket_of_what_was_erased_and_no_other_row_needs(
    bucket: Any,
) -> None:
    erased, other = stored(), stored("khac.pdf")
    StoredFile.objects.filter(pk=erased.pk).update(erased_at=THURSDAY_MORNING)
    erased.refresh_from_db()

    done = take_from_disk(erased, at=AN_HOUR_ON)
    still = keys(bucket)
    StoredFile.objects.filter(pk=other.pk).update(erased_at=THURSDAY_MORNING)
    other.refresh_from_db()
    take_from_disk(other, at=AN_HOUR_ON)

    assert done
    assert len(still) == 1
    assert keys(bucket) == []


def test_the_bucket_tells_what_is_in_it(bucket: Any) -> None:
    del bucket
    file = stored()
    place = storage()

    assert isinstance(place, S3Storage)
    assert place.names() == {file.sha256}


def test_a_file_of_many_parts_arrives_whole(bucket: Any) -> None:
    del bucket
    content = a_pdf() + bytes(9 * 1024 * 1024) + a_pdf()

    file = stored("lon.pdf", content)

    assert is_intact(file)


def test_a_store_that_does_not_answer_keeps_no_row(bucket: Any, settings: Any) -> None:
    del bucket
    nowhere = S3Settings("khong-co", settings.S3_STORE.endpoint, "us-east-1", "", "k", "b")
    settings.S3_STORE = nowhere

    with pytest.raises(Exception, match=r"NoSuchBucket|does not exist"):
        stored()

    assert not StoredFile.objects.exists()


def test_the_store_is_named_by_the_environment(clean_environment: pytest.MonkeyPatch) -> None:
    assert s3_settings() is None
    clean_environment.setenv("MOTCUA_S3_BUCKET", "tep")
    clean_environment.setenv("MOTCUA_S3_PREFIX", "/xa-an-binh/")
    clean_environment.setenv("MOTCUA_S3_SECRET_KEY", "bi-mat")

    chosen = s3_settings()

    assert chosen is not None
    assert (chosen.bucket, chosen.prefix) == ("tep", "xa-an-binh/")
    assert "bi-mat" not in repr(chosen)
    clean_environment.setenv("MOTCUA_S3_ENDPOINT", "kho.vidu.vn")
    with pytest.raises(SettingError, match="https://"):
        s3_settings()


@pytest.mark.parametrize("address", ["", "unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310"])
def test_the_scanner_is_named_by_the_environment(
    clean_environment: pytest.MonkeyPatch, address: str
) -> None:
    clean_environment.setenv("MOTCUA_CLAMD", address)

    assert scanner_address() == address


@pytest.mark.parametrize("address", ["clamd.ctl", "unix:clamd.ctl", "tcp:3310", "tcp::3310"])
def test_an_address_of_no_scanner_is_refused(
    clean_environment: pytest.MonkeyPatch, address: str
) -> None:
    clean_environment.setenv("MOTCUA_CLAMD", address)

    with pytest.raises(SettingError, match="MOTCUA_CLAMD"):
        scanner_address()
