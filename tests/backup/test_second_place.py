"""Copies at a second place: read back, kept by a rule of their own, never trusted unread."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from motcua.backup import second
from motcua.backup.second import FolderPlace, Place, S3Place, copy_over, noted
from motcua.backup.shelf import Kept, name_for
from motcua.conf.backups import BackupSettings, backup_settings, place_of
from motcua.conf.env import SettingError
from motcua.kernel.clock import VIETNAM
from motcua.reference.findings import Grade
from motcua.reference.safety import look_at_second_place
from motcua.runtime.errors import OperatorError

NIGHT = datetime(2026, 11, 28, 1, 30, tzinfo=VIETNAM)
FEW = Kept(daily=2, weekly=0, monthly=0)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder with the archives of four nights."""
    folder = tmp_path / "ban"
    folder.mkdir()
    for days in range(4):
        (folder / name_for(NIGHT - timedelta(days=days))).write_bytes(os.urandom(3_000_000))
    return folder


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """Serve S3 on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Return an empty second place."""
    if request.param == "folder":
        (tmp_path / "noi-khac").mkdir()
        yield FolderPlace(tmp_path / "noi-khac")
        return
    client = boto3.client(
        "s3",
        endpoint_url=request.getfixturevalue("s3_server"),
        region_name="us-east-1",
        aws_access_key_id="khoa",
        aws_secret_access_key="bi-mat",  # noqa: S106, opens only the test's own server
    )
    client.create_bucket(Bucket="sao-luu")
    yield (bucket := S3Place(client, "sao-luu", "tinh/"))
    for name in bucket.names():
        bucket.remove(name)
    client.close()


def test_what_the_rule_keeps_is_copied_read_back_and_older_copies_go(
    shelf: Path, place: Place
) -> None:
    old = name_for(NIGHT - timedelta(days=3))
    place.take(shelf / old, old)
    place.take(shelf / old, "khong-phai-cua-ta.txt")

    done = copy_over(shelf, place, FEW, at=NIGHT)
    again = copy_over(shelf, place, FEW, at=NIGHT)

    kept = [name_for(NIGHT), name_for(NIGHT - timedelta(days=1))]
    assert (done.copied, done.gone, again.copied, again.gone) == (kept, [old], [], [])
    assert place.names() == {*kept, "khong-phai-cua-ta.txt"}
    assert b"".join(place.read(kept[0])) == (shelf / kept[0]).read_bytes()
    told = noted(shelf)
    assert told is not None
    assert (told.place, told.made_at, told.verified_at) == (place.label, NIGHT, NIGHT)


def test_a_copy_that_reads_differently_does_not_count(
    shelf: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = name_for(NIGHT - timedelta(days=3))
    place.take(shelf / old, old)
    # A disk that lies is no function of ours; what it gives back stands for it.
    monkeypatch.setattr(type(place), "read", lambda _self, _name: iter([b"khac"]))

    with pytest.raises(OperatorError, match=r"đọc lại ở .* khác với bản ở đây"):
        copy_over(shelf, place, FEW, at=NIGHT)

    assert place.names() == {old}
    assert noted(shelf) is None


def test_a_mount_that_is_away_is_said(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="đã gắn chưa"):
        copy_over(shelf, FolderPlace(tmp_path / "chua-gan"), FEW, at=NIGHT)
    (tmp_path / "trong").mkdir()
    with pytest.raises(OperatorError, match="Chưa có bản sao lưu nào"):
        copy_over(tmp_path / "trong", FolderPlace(tmp_path), FEW, at=NIGHT)


def test_the_settings_name_a_folder_or_a_bucket(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert backup_settings().second is None

    clean_environment.setenv("MOTCUA_BACKUP_SECOND", str(tmp_path))
    clean_environment.setenv("MOTCUA_BACKUP_SECOND_DAILY", "30")
    folder = backup_settings().second
    clean_environment.setenv("MOTCUA_BACKUP_SECOND", "s3://sao-luu/tinh/h06/")
    clean_environment.setenv("MOTCUA_S3_ENDPOINT", "https://s3.noi-bo")
    clean_environment.setenv("MOTCUA_S3_ACCESS_KEY", "chung")
    clean_environment.setenv("MOTCUA_S3_SECRET_KEY", "bi-mat")
    clean_environment.setenv("MOTCUA_BACKUP_S3_ACCESS_KEY", "rieng")
    bucket = backup_settings().second

    assert folder is not None
    assert (place_of(folder).label, folder.kept.daily) == (str(tmp_path), 30)
    assert bucket is not None
    assert bucket.store is not None
    assert (bucket.store.endpoint, bucket.store.access_key) == ("https://s3.noi-bo", "rieng")
    assert place_of(bucket).label == "s3://sao-luu/tinh/h06/"
    clean_environment.setenv("MOTCUA_BACKUP_SECOND", "s3://")
    with pytest.raises(SettingError, match="thiếu tên kho"):
        backup_settings()


def test_check_tells_how_the_second_place_stands(
    shelf: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_BACKUPS", str(shelf))
    settings.BACKUPS = backup_settings()
    found: list[Any] = look_at_second_place(NIGHT)
    there = tmp_path / "noi-khac"
    there.mkdir()
    monkeypatch.setenv("MOTCUA_BACKUP_SECOND", str(there))
    settings.BACKUPS = chosen = backup_settings()
    assert isinstance(chosen, BackupSettings)
    found += look_at_second_place(NIGHT)
    copy_over(shelf, FolderPlace(there), FEW, at=NIGHT)
    found += look_at_second_place(NIGHT)
    found += look_at_second_place(NIGHT + timedelta(days=2))
    for path in there.iterdir():
        path.unlink()
    found += look_at_second_place(NIGHT)
    there.rmdir()
    found += look_at_second_place(NIGHT)

    grades = [one.grade for one in found]
    # All of a test is on one disk, which is said, too.
    assert grades == [Grade.WARNING, Grade.BAD, Grade.WARNING, Grade.BAD, Grade.BAD, Grade.BAD]
    assert "cùng đĩa" in found[2].sentence
    assert "quá cũ" in found[3].sentence
    assert "không còn ở đó" in found[4].sentence
    assert "đã gắn chưa" in found[5].sentence
    monkeypatch.setattr("motcua.reference.safety._shares_disk", lambda _folder: False)
    copy_over_again(shelf, there)
    assert look_at_second_place(NIGHT)[0].grade is Grade.GOOD


def copy_over_again(shelf: Path, there: Path) -> None:
    """Let the second place be there once more, and have its copies."""
    there.mkdir()
    second.copy_over(shelf, FolderPlace(there), FEW, at=NIGHT)
