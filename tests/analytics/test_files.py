"""Folders of facts: whole or not at all, and never in the place of something else."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

import motcua.analytics
from motcua.analytics import files, generating
from motcua.analytics.engines import answer, duckdb_on
from motcua.analytics.figures import FIGURES, Asked, FigureError, statement
from motcua.analytics.manifest import FilesError, Manifest, manifest_of
from motcua.cli.generate import generate
from motcua.indicators.periods import Period

WISH = generating.Wish(rows=500)
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


def _written(folder: Path, batches: Iterator[pa.RecordBatch] | None = None) -> Manifest:
    return files.write(
        folder,
        generating.batches(WISH) if batches is None else batches,
        source="generated",
        formula=1,
        cut_off=generating.cut_off(WISH),
    )


def test_what_is_written_is_described(tmp_path: Path) -> None:
    folder = tmp_path / "facts"

    manifest = _written(folder)

    assert manifest_of(folder) == manifest
    assert manifest.rows == sum(one["rows"] for one in manifest.files) == 500
    assert [one["path"] for one in manifest.files] == [
        f"accepted_year={year}/part-0.parquet" for year in (2023, 2024, 2025)
    ]


def test_writing_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "facts"

    first, second = _written(folder), _written(folder)

    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    before = _written(folder)

    def failing() -> Iterator[pa.RecordBatch]:
        yield from generating.batches(WISH)
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        _written(folder, failing())

    assert manifest_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")

    with pytest.raises(FilesError, match="đã có thứ khác"):
        _written(tmp_path)

    assert (tmp_path / "letter.txt").read_text() == "keep me"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "other"}', "no json"])
def test_a_folder_without_a_manifest_is_no_facts(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(FilesError, match="motcua analytics build"):
        manifest_of(tmp_path)


def test_a_file_that_is_not_listed_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    _written(folder)
    (folder / "accepted_year=2024" / "part-0.parquet").rename(
        folder / "accepted_year=2024" / "part-1.parquet"
    )

    with pytest.raises(FilesError, match="không khớp"):
        manifest_of(folder)


@pytest.mark.parametrize("key", FIGURES)
def test_of_nothing_there_is_nothing(tmp_path: Path, key: str) -> None:
    folder = tmp_path / "facts"
    assert _written(folder, iter(())).rows == 0

    with duckdb_on(folder) as engine:
        whole = answer(engine, Asked(FIGURES[key], YEAR, YEAR.last))
        grouped = answer(engine, Asked(FIGURES[key], YEAR, YEAR.last, by=("agency",)))

    assert [set(line.sums) for line in whole] == [{0}]
    assert grouped == []


def test_groups_that_there_are_not_are_refused() -> None:
    with pytest.raises(FigureError, match="agency, field, month"):
        Asked(FIGURES["on_time"], YEAR, YEAR.last, by=("village",))
    with pytest.raises(FigureError, match="không nhóm theo tháng"):
        Asked(FIGURES["06a"], YEAR, YEAR.last, by=("month",))


def test_the_statement_is_plain_sql_with_its_days_in_it() -> None:
    text = statement(Asked(FIGURES["on_time"], YEAR, YEAR.last, by=("agency", "month")))

    assert "DATE '2024-12-31'" in text
    assert not {"%", "{", "}", "FILTER", "::"} & set(text.split())
    assert "%(" not in text


def test_without_pyarrow_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyarrow", "motcua.analytics.files", "motcua.analytics.generating"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delattr(motcua.analytics, "files")
    monkeypatch.delattr(motcua.analytics, "generating")

    said = CliRunner().invoke(generate, ["facts", "--rows", "5", "--to", str(tmp_path / "facts")])

    assert said.exit_code == 1
    assert "chưa cài pyarrow" in said.output
