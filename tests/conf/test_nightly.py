"""The nightly backup: a process of its own, and a letter when it is not whole."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.agencies.roles import Role
from motcua.backup.shelf import name_for
from motcua.conf.backups import BackupSettings, backup_settings
from motcua.conf.jobs import JOBS, scheduled
from motcua.conf.nightly import back_up
from motcua.dossiers.daily.jobs import Report
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.reference.findings import Grade
from motcua.reference.machines import look_at_backups
from tests.factories import AccountFactory, OfficerFactory

NIGHT = datetime(2026, 11, 24, 1, 30, tzinfo=VIETNAM)


@pytest.mark.django_db
def test_a_night_that_fails_is_reported_and_written_about_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    OfficerFactory.create(
        roles=[Role.ADMINISTRATOR],
        account=AccountFactory.create(email="quan-tri@motcua.example"),
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql:///motcua?host=/khong/co")
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))

    report = Report()
    back_up(at=NIGHT, report=Report())
    back_up(at=NIGHT, report=report)

    assert report.done == 0
    assert any("Không kết nối được cơ sở dữ liệu" in why for _what, why in report.problems)
    (letter,) = Message.objects.all()
    assert "Sao lưu đêm qua chưa trọn" in letter.subject
    assert "Không kết nối được" in letter.body


def test_a_backup_that_is_switched_off_does_not_run_by_itself(settings: Any) -> None:
    settings.BACKUP_NIGHTLY = False
    assert "backup" not in {job.name for job in scheduled()}

    settings.BACKUP_NIGHTLY = True
    assert scheduled() == list(JOBS)


def test_the_demonstration_is_not_saved_by_itself(clean_environment: pytest.MonkeyPatch) -> None:
    assert backup_settings().is_nightly

    clean_environment.setenv("MOTCUA_DEMO", "true")

    assert not backup_settings().is_nightly


def _with(settings: Any, folder: Path, key: str | None) -> None:
    usual = backup_settings()
    settings.BACKUPS = BackupSettings(folder, key, usual.kept, is_nightly=True)


def test_check_tells_the_age_of_the_newest_and_where_the_key_is(
    settings: Any, tmp_path: Path
) -> None:
    _with(settings, tmp_path, None)
    (none, alone) = look_at_backups(NIGHT)
    (tmp_path / name_for(NIGHT.replace(day=22))).write_bytes(b"x")
    (old, _alone) = look_at_backups(NIGHT)
    (tmp_path / name_for(NIGHT.replace(hour=0))).write_bytes(b"x")
    _with(settings, tmp_path, "age1viet-sai")
    (fresh, wrong) = look_at_backups(NIGHT)

    assert (none.grade, alone.grade) == (Grade.WARNING, Grade.WARNING)
    assert "cùng đĩa với dữ liệu" in alone.sentence
    assert (old.grade, fresh.grade, wrong.grade) == (Grade.BAD, Grade.GOOD, Grade.BAD)
    assert "cách đây 48 giờ" in old.sentence
