"""Facts of the database as files: the same figures as the database's own report."""

from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.analytics.engines import answer, duckdb_on
from motcua.analytics.exporting import build
from motcua.analytics.figures import FIGURES, Asked
from motcua.analytics.manifest import FilesError, manifest_of
from motcua.analytics.schema import STORED
from motcua.cli.analytics import analytics
from motcua.demo.many import filling
from motcua.indicators import keeping, reports
from motcua.indicators.models import FactMark
from motcua.indicators.periods import Period
from motcua.indicators.rules import rule_on
from motcua.kernel.clock import VIETNAM

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, tzinfo=VIETNAM)
PERIOD = Period(date(2026, 6, 1), date(2026, 11, 30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fill the database and write its facts."""
    filling.fill(filling.Wish(rows=400, open_rows=80, agencies=3, at=MONDAY, with_events=True))
    keeping.catch_up(at=MONDAY)
    build(tmp_path / "facts")
    return tmp_path / "facts"


def _question() -> reports.Question:
    return reports.Question(PERIOD, rule_on(PERIOD.last), MONDAY)


def test_the_columns_are_those_of_the_table() -> None:
    assert STORED == keeping.COLUMNS


def test_report_06a_is_the_same_over_files(folder: Path) -> None:
    question = _question()
    asked = Asked(
        FIGURES["06a"],
        PERIOD,
        question.as_of_on,
        by=("field",),
        waiting_is_settled=question.waiting_is_settled,
    )

    with duckdb_on(folder) as engine:
        found = {line.of[0]: line.sums for line in answer(engine, asked)}

    expected = {row.name: row.counts.values for row in reports.by_field(question)}
    assert found == expected
    assert reports.total(reports.by_field(question)).c7 > 50


def test_by_agency_it_is_the_same_too(folder: Path) -> None:
    question = _question()

    with duckdb_on(folder) as engine:
        found = answer(
            engine, Asked(FIGURES["on_time"], PERIOD, question.as_of_on, by=("agency",))
        )

    assert [(line.of[0], *line.sums) for line in found] == sorted(
        (row.key, row.counts.in_time, row.counts.c7) for row in reports.by_agency(question)
    )


def test_the_manifest_names_cut_off_and_rule(folder: Path) -> None:
    manifest = manifest_of(folder)

    assert (manifest.source, manifest.rows) == ("database", 400)
    assert datetime.fromisoformat(manifest.cut_off) == MONDAY
    assert manifest.waiting_is_settled


def test_while_facts_are_derived_anew_nothing_is_written(tmp_path: Path) -> None:
    FactMark.objects.all().delete()

    with pytest.raises(FilesError, match="đang được dựng lại"):
        build(tmp_path / "facts")

    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_shares_with_their_definition(folder: Path) -> None:
    arguments = ["query", "on_time", "--facts", str(folder), "--by", "month"]

    said = CliRunner().invoke(
        analytics, [*arguments, "--from", "2026-06-01", "--to", "30/11/2026"]
    )

    assert said.exit_code == 0, said.output
    assert "cột 8 + 9 trên cột 7" in said.output
    assert "Số liệu đến 10:00 ngày 23/11/2026, 400 hồ sơ." in said.output
    assert "2026-10" in said.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing"], "Không có con số “nothing”"),
        (["on_time", "--by", "village"], "Không nhóm được theo “village”"),
        (["06a", "--by", "month"], "không nhóm theo tháng"),
        (["on_time", "--engine", "spark"], "MOTCUA_SPARK_MASTER"),
    ],
)
def test_the_command_says_what_is_wrong(folder: Path, arguments: list[str], sentence: str) -> None:
    days = ["--from", "2026-06-01", "--to", "2026-11-30", "--facts", str(folder)]

    said = CliRunner().invoke(analytics, ["query", *arguments, *days])

    assert said.exit_code == 1
    assert sentence in said.output
