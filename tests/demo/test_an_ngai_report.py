"""The newspaper's figures of xã An Ngãi, as the statutory report has them."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from motcua.agencies.models import Agency
from motcua.agencies.selectors import find_agency
from motcua.cli import database
from motcua.cli.report import report
from motcua.demo import an_ngai
from motcua.dossiers.book import Period as BookPeriod, dossiers_in_book
from motcua.indicators.keeping import catch_up, mark
from motcua.indicators.periods import Period
from motcua.indicators.reports import (
    Question,
    book_figures,
    by_agency,
    by_field,
    timeliness,
    total,
)
from motcua.indicators.rules import rule_on
from motcua.kernel.clock import VIETNAM

LOADED_AT = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)
pytestmark = pytest.mark.usefixtures("demo")
PERIOD = Period(date(2024, 3, 1), date(2024, 9, 15))


def commune() -> Agency:
    return Agency.objects.get(unit__code=an_ngai.UNIT_CODE, province__code="77")


def asked() -> Question:
    catch_up(at=LOADED_AT)
    counted = mark()
    assert counted is not None
    return Question(PERIOD, rule_on(PERIOD.last), counted.counted_at, commune().pk)


def test_747_received_744_in_time_3_late_and_none_left() -> None:
    counts = total(by_field(asked()))

    assert counts.c3 == 747
    assert counts.c8 + counts.c9 == 744
    assert counts.c10 == 3
    assert counts.c11 == 0
    assert counts.c4 == 706
    assert counts.c3 == counts.c7 + counts.c11


def test_by_the_instant_and_by_index_766_it_is_the_same() -> None:
    tables, besides = timeliness(asked())

    assert {one.late for one in tables} == {3}
    assert (besides.received, besides.in_time) == (747, 744)


def test_the_book_of_the_year_agrees() -> None:
    question = asked()
    book = book_figures(question)
    counts = total(by_field(question))

    assert dossiers_in_book(commune(), BookPeriod(PERIOD.first, PERIOD.last)).count() == 747
    assert book.received == 747
    assert book.accepted_in_period == counts.c4 + counts.c5


def test_no_agency_is_counted_twice_in_the_province() -> None:
    question = asked()
    everywhere = Question(question.period, question.rule, question.cut_off)

    assert total(by_agency(everywhere)) == total(by_field(everywhere))


@pytest.mark.parametrize("name", ["xã An Ngãi", "xa an ngai", "UBND xã An Ngãi"])
def test_the_commune_is_found_by_its_name(name: str) -> None:
    assert find_agency(name, PERIOD.last) == commune()


def test_the_command_prints_it_as_json(
    monkeypatch: pytest.MonkeyPatch, loaded_database: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_database)
    monkeypatch.setattr(database, "make_data_folder", lambda _data: None)
    monkeypatch.setattr(database, "become_owner_of", lambda _data: None)
    target = tmp_path / "06a.json"
    period = ["--from", "2024-03-01", "--to", "15/09/2024"]
    arguments = ["06a", "--agency", "xa an ngai", *period, "--format", "json"]

    ran = CliRunner().invoke(report, [*arguments, "--output", str(target)])

    assert ran.exit_code == 0, ran.output
    said = json.loads(target.read_text(encoding="utf-8"))
    figures = said["total"]
    assert set(figures) == {f"c{number}" for number in range(3, 14)}
    assert (figures["c3"], figures["c8"] + figures["c9"]) == (747, 744)
    assert (figures["c10"], figures["c11"]) == (3, 0)
    assert sum(row["c3"] for row in said["rows"]) == 747
    assert all(row["field"] for row in said["rows"])
    assert connection.in_atomic_block


def test_the_command_lists_the_three_that_were_late(
    monkeypatch: pytest.MonkeyPatch, loaded_database: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_database)
    monkeypatch.setattr(database, "make_data_folder", lambda _data: None)
    monkeypatch.setattr(database, "become_owner_of", lambda _data: None)
    period = ["--agency", "xã An Ngãi", "--from", "2024-03-01", "--to", "2024-09-15"]
    target = tmp_path / "c10.csv"

    listed = CliRunner().invoke(
        report, ["dossiers", *period, "--column", "c10", "--output", str(target)]
    )
    unknown = CliRunner().invoke(report, ["dossiers", *period, "--column", "c2"])
    turned = CliRunner().invoke(report, ["06a", "--from", "2024-09-15", "--to", "2024-03-01"])
    nowhere = CliRunner().invoke(report, ["06a", "--agency", "Không Có", *period[2:]])

    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert listed.exit_code == 0
    assert [row[11] for row in rows[4:]] == ["Quá hạn"] * 3
    assert "Không có cột “c2”" in unknown.output
    assert "Ngày cuối đứng trước ngày đầu" in turned.output
    assert "Không có cơ quan nào có mã hoặc tên “Không Có”" in nowhere.output


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, loaded_database: str, tmp_path: Path, form: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_database)
    monkeypatch.setattr(database, "make_data_folder", lambda _data: None)
    monkeypatch.setattr(database, "become_owner_of", lambda _data: None)
    target = tmp_path / "not" / "there" / f"06a.{form}"
    period = ["--from", "2024-03-01", "--to", "2024-09-15"]

    ran = CliRunner().invoke(report, ["06a", *period, "--format", form, "--output", str(target)])

    assert ran.exit_code == 1
    assert isinstance(ran.exception, SystemExit)
    assert f"Không ghi được tệp {target}: " in ran.output


def test_the_reports_that_are_templates_are_printed_too(
    monkeypatch: pytest.MonkeyPatch, loaded_database: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_database)
    monkeypatch.setattr(database, "make_data_folder", lambda _data: None)
    monkeypatch.setattr(database, "become_owner_of", lambda _data: None)
    place = ["--agency", commune().code]
    period = [*place, "--from", "2024-03-01", "--to", "2024-09-15"]
    target = tmp_path / "07a.pdf"

    def run(*words: str) -> str:
        return CliRunner().invoke(report, words).output

    told = json.loads(run("07a", *period, "--format", "json"))
    as_table = run("07a", *period)
    run("07a", *period, "--format", "pdf", "--output", str(target))
    late = run("qua-han", *period)
    digest = run("ban-tin", *place, "--day", "2024-04-15", "--month")

    assert told["total"]["c3"] == 747
    assert told["total"]["c15"] + told["total"]["c16"] == 3
    assert told["not_adding_up"] == []
    assert "Biểu số 07a/BTP" in as_table
    assert target.read_bytes().startswith(b"%PDF")
    assert "3  Chưa ghi" in late
    assert "Bản tin tháng từ 01/04/2024 đến 30/04/2024" in digest
    assert "Chín chỉ số đang tắt" in run("chin-chi-so", *place, "--period", "2024")
    assert "Không có biểu “99z”" in run("99z", *period)
    assert "ghi --period" in run("06d", *place)
