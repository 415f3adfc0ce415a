"""The extract of a dossier: checked by the file alone, and nothing personal in it."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from motcua.cli.verify import verify
from motcua.dossiers.closing import close_day, database_now
from motcua.dossiers.extract_check import check_file
from motcua.dossiers.extracts import extract_of, published_day
from motcua.dossiers.models import ClosedDay, Dossier
from tests.dossiers.lives import Office, open_office
from tests.dossiers.tampering import change_event

Extract = dict[str, Any]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Open an office with two dossiers of today, for the module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        opened = open_office()
        for number in (1, 2):
            opened.advance(opened.accepted(number=number), steps=3)
        yield opened
        transaction.set_rollback(True)


@pytest.fixture
def dossier(office: Office) -> Dossier:
    del office
    return Dossier.objects.earliest("pk")


@pytest.fixture
def closed() -> ClosedDay:
    now = database_now()
    return close_day(now.date(), at=now + timedelta(days=1))


@pytest.fixture
def extract(dossier: Dossier, closed: ClosedDay) -> Extract:
    """Return the extract after its day was closed, as it comes out of a file."""
    del closed
    read: Extract = json.loads(json.dumps(extract_of(dossier)))
    return read


def told_of(file: Any, tmp_path: Path, *options: str) -> Result:
    path = tmp_path / "extract.json"
    path.write_text(file if isinstance(file, str) else json.dumps(file), encoding="utf-8")
    return CliRunner().invoke(verify, [str(path), *options])


def test_a_sound_extract_proves_every_event_of_a_closed_day(extract: Extract) -> None:
    checked = check_file(extract)

    count = len(extract["events"])
    assert checked.wrong == []
    assert checked.sound[0].startswith(f"{count} việc nối nhau đúng thứ tự")
    assert f"{count} việc có trong danh sách {2 * count} lá" in checked.sound[2]
    assert "/cong-khai/so-cai/" in checked.notes[0]


def test_before_the_day_is_closed_the_extract_says_that_there_is_no_root(dossier: Dossier) -> None:
    checked = check_file(extract_of(dossier))

    assert checked.wrong == []
    assert "chưa có gốc" in checked.notes[0]


def test_nothing_personal_is_in_it(extract: Extract) -> None:
    text = json.dumps(extract, ensure_ascii=False)

    for personal in ("Hòa", "Hoà", "Trần", "077190", "0900000012", "example.vn", "An Ngãi"):
        assert personal not in text


def change_fact(extract: Extract) -> None:
    extract["events"][1]["document"]["payload"]["due_at"] = "2026-12-31T17:00+07:00"


def change_hash(extract: Extract) -> None:
    extract["events"][-1]["hash"] = "0" * 64


def leave_out_an_event(extract: Extract) -> None:
    del extract["events"][2]


def take_anothers_event(extract: Extract) -> None:
    extract["events"][2]["document"]["dossier"] = "AAAA-AAAA-AAAA"


def change_path(extract: Extract) -> None:
    extract["days"][0]["proofs"][3]["path"][0] = "11" * 32


def change_place(extract: Extract) -> None:
    extract["days"][0]["proofs"][3]["index"] += 1


def change_salt(extract: Extract) -> None:
    extract["days"][0]["proofs"][3]["salt"] = "22" * 32


def change_root(extract: Extract) -> None:
    extract["days"][0]["root"] = "33" * 32


def change_day(extract: Extract) -> None:
    extract["days"][0]["day"] = "2026-01-01"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (change_fact, "Việc số 2: nội dung đã bị sửa"),
        (change_hash, "nội dung đã bị sửa"),
        (leave_out_an_event, "Việc số 3: thiếu việc này"),
        (take_anothers_event, "không gồm đúng các việc của một hồ sơ"),
        (change_path, "Việc số 4: bằng chứng không dẫn tới gốc"),
        (change_place, "Việc số 4: bằng chứng không dẫn tới gốc"),
        (change_salt, "Việc số 4: bằng chứng không dẫn tới gốc"),
        (change_root, "dấu vết của ngày không khớp"),
        (change_day, "dấu vết của ngày không khớp"),
    ],
)
def test_whatever_is_changed_in_it_is_named(
    extract: Extract, tmp_path: Path, change: Callable[[Extract], None], sentence: str
) -> None:
    change(extract)

    result = told_of(extract, tmp_path)

    assert result.exit_code == 1
    assert sentence in result.stdout
    assert result.stdout.endswith("KHÔNG KHỚP.\n")


def test_the_command_needs_no_database(
    extract: Extract, closed: ClosedDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    day = tmp_path / "day.json"
    day.write_text("".join(published_day(closed)), encoding="utf-8")

    result = told_of(extract, tmp_path, "--day", str(day))
    alone = CliRunner().invoke(verify, [str(day)])

    assert (result.exit_code, alone.exit_code) == (0, 0)
    assert "gốc tính lại từ 14 lá khớp" in alone.stdout
    assert result.stdout.endswith("Khớp.\n")


def test_an_extract_of_another_ledger_is_not_that_of_the_published_day(
    extract: Extract, closed: ClosedDay, tmp_path: Path
) -> None:
    other = json.loads("".join(published_day(closed)))
    other["leaves"] = sorted([*other["leaves"][1:], "ab" * 32])
    day = tmp_path / "day.json"
    day.write_text(json.dumps(other), encoding="utf-8")

    result = told_of(extract, tmp_path, "--day", str(day))

    assert result.exit_code == 1
    assert "gốc tính lại từ các lá không khớp" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không phải JSON",
        "[]",
        "{}",
        '{"format": 3}',
        '{"format": "motcua-extract-1"}',
        '{"format": "motcua-extract-1", "dossier": "x", "events": [{}], "days": []}',
        '{"format": "motcua-day-1", "day": "hôm nay", "leaves": []}',
        '{"format": "motcua-day-1", "day": "2026-11-28", "leaves": [7], "events": 1}',
    ],
)
def test_what_is_no_extract_is_said_and_not_judged(text: str, tmp_path: Path) -> None:
    result = told_of(text, tmp_path)

    assert result.exit_code == 2
    assert result.stderr.startswith("✗ ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--day", "day.json"], "hãy ghi cả TỆP"),
        (["extract.json", "--since", "2026-11-01"], "không kèm TỆP"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(verify, arguments)

    assert result.exit_code == 2
    assert sentence in result.output


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(verify, [str(tmp_path / "nowhere.json")])

    assert result.exit_code == 2
    assert "Không đọc được tệp" in result.stderr


def test_an_event_changed_since_the_close_has_no_proof(
    dossier: Dossier, closed: ClosedDay
) -> None:
    del closed
    sound = copy.deepcopy(extract_of(dossier))
    change_event(dossier.events.get(sequence=3), note="x")

    checked = check_file(extract_of(dossier))

    assert check_file(sound).wrong == []
    assert "Việc số 3: nội dung đã bị sửa" in checked.wrong[0]


def test_it_takes_few_statements(
    dossier: Dossier, closed: ClosedDay, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del closed
    # Events; closed days; of the day: roots of the blocks, and the block of each of seven events.
    with django_assert_num_queries(10):
        extract_of(dossier)
