"""The command ``motcua import dossiers``, as an operator meets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.cli import import_
from motcua.dossiers.models import Dossier
from tests.factories import DeskFactory, ProcedureFactory, form_templates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work on the database of the test, which is open already."""

    @contextmanager
    def open_already() -> Iterator[None]:
        yield

    monkeypatch.setattr(import_, "with_tables", open_already)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    form_templates()
    desk, procedure = DeskFactory.create(), ProcedureFactory.create()
    path = tmp_path / "cu.csv"
    path.write_text(
        "Mã hồ sơ,Mã thủ tục,Mã cơ quan,Ngày tiếp nhận,Ngày hẹn trả,Người nộp\n"
        f"CU-1,{procedure.code},{desk.agency.code},28/10/2025,05/11/2025,Nguyễn Thị Bưởi\n",
        encoding="utf-8",
    )
    return path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(import_.import_, ["dossiers", *map(str, words)])
    return result.exit_code, result.output


def test_looking_first_is_the_default_and_writes_nothing(file: Path) -> None:
    code, said = run(file)

    assert (code, Dossier.objects.count()) == (0, 0)
    assert "Sẽ nhập 1 hồ sơ, trong đó 1 đã quá hạn." in said
    assert "--apply" in said


def test_applying_twice_says_that_nothing_changed(file: Path) -> None:
    first, second = run(file, "--apply"), run(file, "--apply")

    assert (first[0], second[0]) == (0, 0)
    assert "Đã nhập 1 hồ sơ." in first[1]
    assert "1 hồ sơ đã nhập trước đây, không đổi." in second[1]
    assert Dossier.objects.count() == 1


def test_mistakes_are_told_and_a_copy_is_written(file: Path, tmp_path: Path) -> None:
    file.write_text(
        file.read_text(encoding="utf-8").replace("05/11/2025", "hôm nọ"), encoding="utf-8"
    )

    code, said = run(file, "--apply", "--errors", tmp_path / "loi.xlsx")

    assert (code, Dossier.objects.count()) == (1, 0)
    assert "✗ Dòng 2, cột Ngày hẹn trả: “hôm nọ” không phải ngày có thật" in said
    assert "chưa nhập dòng nào" in said
    assert (tmp_path / "loi.xlsx").is_file()


def test_a_template_is_written_where_asked(tmp_path: Path) -> None:
    code, said = run("--template", tmp_path / "mau.xlsx")

    assert (code, (tmp_path / "mau.xlsx").is_file()) == (0, True)
    assert "Đã ghi mẫu" in said


def test_neither_file_nor_template_is_a_mistake_of_the_caller() -> None:
    assert run()[0] == 2
