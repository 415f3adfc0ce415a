"""The command ``motcua configuration``, as an operator meets it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.agencies.models import Agency
from motcua.cli import configuration, ready
from motcua.configuration.models import Change
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work on the database of the test, which is open already."""

    @contextmanager
    def open_already() -> Iterator[None]:
        yield

    monkeypatch.setattr(ready, "with_django", open_already)


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(configuration.configuration, list(map(str, words)))
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["cau-hinh", "cau-hinh.zip"])
def test_configuration_goes_out_and_comes_in(tmp_path: Path, name: str) -> None:
    agency = AgencyFactory.create(phone="1")
    place = tmp_path / name

    out = run("export", place)
    Agency.objects.filter(pk=agency.pk).update(phone="2")
    looked = run("import", place, "--dry-run")
    agency.refresh_from_db()
    phone = agency.phone
    done = run("import", place, "--reason", "trả về như cũ")

    assert (out[0], looked[0], done[0]) == (0, 0, 0)
    assert "Điện thoại: 2 → 1" in looked[1]
    assert "Sẽ thêm 0, sửa 1" in looked[1]
    assert phone == "2"
    agency.refresh_from_db()
    assert agency.phone == "1"
    made = Change.objects.latest("pk")
    assert (made.source, made.reason) == ("command", "trả về như cũ")
    assert made.actor_name.endswith("import")


def test_a_mistake_is_named_and_the_code_is_one(tmp_path: Path) -> None:
    AgencyFactory.create()
    run("export", tmp_path / "ra")
    file = tmp_path / "ra" / "agencies.json"
    rows = json.loads(file.read_text())
    file.write_text(json.dumps([{**rows[0], "kind": "vuong_quoc"}]))

    code, said = run("import", tmp_path / "ra")
    missing = run("import", tmp_path / "khong-co")

    assert code == configuration.EXIT_PROBLEMS
    assert f"agencies.json, {rows[0]['code']} · kind" in said
    assert "chưa nhập gì" in said
    assert "Không có tệp hay thư mục" in missing[1]
