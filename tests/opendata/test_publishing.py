"""Open data: written once a day, without anybody in them, counted again with DuckDB alone."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from motcua.documents.storage import disk
from motcua.dossiers.closing import close_day
from motcua.dossiers.daily.jobs import Report
from motcua.indicators import published
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import ClockTimestamp, catch_up, mark
from motcua.indicators.models import FactMark
from motcua.indicators.periods import Period
from motcua.indicators.reports import Question, total
from motcua.indicators.rules import shipped_rule
from motcua.kernel.clock import VIETNAM
from motcua.opendata import dictionary
from motcua.opendata.cells import last_of_month_before
from motcua.opendata.checking import check_published
from motcua.opendata.models import OpenDataSet
from motcua.opendata.publishing import publish_open_data
from motcua.web.public.open_data import RECOUNT
from tests.indicators.cases import instant
from tests.indicators.stock import Stock

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 12, 2, 1, 10, tzinfo=VIETNAM)
DOCS = Path(__file__).resolve().parents[2] / "docs/develop/open-data.md"


def settled(on: str, *, late: bool = False) -> Fact:
    at = instant(f"{on}T10:00")
    due = at - timedelta(days=1) if late else at
    return Fact(at - timedelta(days=3), Dates(due, due, due), Outcome.FINISHED, at)


def still_open(accepted: str) -> Fact:
    due = instant("2026-11-20T17:00")
    return Fact(instant(f"{accepted}T10:00"), Dates(due, due, due))


@pytest.fixture
def stock() -> Iterator[Stock]:
    """Return a province of facts: 2024 with three late, and some of this year."""
    found = Stock()
    catch_up(at=NIGHT)
    with found.emptied():
        for month in range(1, 10):
            for _number in range(20):
                found.put(settled(f"2024-{month:02}-15"), channel="online")
        for month in (2, 5, 9):
            found.put(settled(f"2024-{month:02}-20", late=True))
        for _number in range(6):
            found.put(still_open("2026-11-03"))
        found.put(settled("2026-12-01"))
        FactMark.objects.update(changed_at=ClockTimestamp())
        yield found


def publish(at: datetime = NIGHT) -> Report:
    report = Report()
    publish_open_data(at=at, report=report)
    return report


def fetched(name: str, day: str = dictionary.LATEST) -> bytes:
    response: Any = Client().get(reverse("public:open-data-file", args=[day, name]))
    assert response.status_code == HTTPStatus.OK
    return b"".join(response) if response.streaming else bytes(response.content)


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched("ho-so.csv").decode())))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 11, 30)),
        (date(2024, 3, 1), date(2024, 2, 29)),
        (date(2027, 1, 5), date(2026, 12, 31)),
    ],
)
def test_only_months_that_are_over_are_told(day: date, last: date) -> None:
    assert last_of_month_before(day) == last


@pytest.mark.usefixtures("stock")
def test_a_day_is_written_once() -> None:
    assert [publish().done, publish().done] == [1, 0]

    found = OpenDataSet.objects.get()
    assert (found.day, found.as_of) == (date(2026, 12, 2), date(2026, 11, 30))
    # All of 2024 and what is open; what ended yesterday was accepted, but not over, in November.
    assert found.dossiers == 9 * 20 + 3 + 6 + 1


@pytest.mark.usefixtures("stock")
def test_no_combination_of_fewer_than_five_is_published() -> None:
    publish()

    found: dict[tuple[str, ...], int] = {}
    for row in rows():
        key = tuple(row[name] for name in dictionary.QUASI)
        found[key] = found.get(key, 0) + int(row["dossiers"])
    assert found
    assert min(found.values()) >= 5


def test_nothing_personal_is_among_the_columns(stock: Stock) -> None:
    publish()

    text = fetched("ho-so.csv").decode()
    header = text.splitlines()[0].split(",")
    assert header == list(dictionary.NAMES)
    assert not {"code", "dossier", "name", "accepted_on", "ended_on"} & set(header)
    assert stock.agency.code in text


@pytest.mark.usefixtures("stock")
def test_what_ended_after_the_month_is_still_open_in_the_file() -> None:
    publish()

    opened = [row for row in rows() if row["settled_month"] == "open"]
    assert sum(int(row["dossiers"]) for row in opened) == 7
    assert {row["outcome"] for row in opened} == {"open"}
    assert {row["punctuality"] for row in opened} <= {"open_late", "open_in_time"}


@pytest.mark.usefixtures("stock")
def test_anybody_counts_the_rate_again_with_duckdb_alone(tmp_path: Path) -> None:
    publish()
    (tmp_path / "ho-so.parquet").write_bytes(fetched("ho-so.parquet"))
    (tmp_path / "ho-so.csv").write_bytes(fetched("ho-so.csv"))
    counted = mark()
    assert counted is not None
    period = Period(date(2024, 1, 1), date(2024, 9, 30))
    shown = total(
        published.by_field(Question(period, shipped_rule(), counted.counted_at), counted)
    )

    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{tmp_path}'")
        from_parquet = database.execute(RECOUNT).fetchone()
        from_csv = database.execute(RECOUNT.replace("ho-so.parquet", "ho-so.csv")).fetchone()

    assert from_parquet == from_csv == (shown.in_time, shown.c7) == (180, 183)
    assert RECOUNT in DOCS.read_text(encoding="utf-8")


@pytest.mark.usefixtures("stock")
def test_the_two_files_say_the_same_and_their_checksums_are_right(tmp_path: Path) -> None:
    publish()
    for name in ("ho-so.csv", "ho-so.parquet"):
        (tmp_path / name).write_bytes(fetched(name))

    lines = [line.split("  ") for line in fetched("SHA256SUMS").decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    description = json.loads(fetched("mo-ta.json"))
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{tmp_path}'")
        differing = database.execute(
            "SELECT count(*) FROM (SELECT * FROM 'ho-so.parquet' EXCEPT ALL"
            " SELECT * FROM 'ho-so.csv')"
        ).fetchone()

    for name in ("ho-so.csv", "ho-so.parquet"):
        digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert sums[name] == digest
        assert {f["name"]: f["sha256"] for f in description["files"]}[name] == digest
    assert differing == (0,)
    assert [column["name"] for column in description["columns"]] == list(dictionary.NAMES)
    assert description["licence"]["name"] == "CC BY 4.0"


@pytest.mark.usefixtures("stock")
def test_the_root_of_the_ledger_is_told() -> None:
    closed = close_day(date(2026, 12, 1), at=NIGHT)

    publish()

    description = json.loads(fetched("mo-ta.json"))
    assert description["ledger"] == {
        "day": "2026-12-01",
        "root": closed.root,
        "hash": closed.hash,
    }
    page = Client().get(reverse("public:open-data")).content.decode()
    assert closed.root in page


@pytest.mark.usefixtures("stock")
def test_the_next_day_has_the_same_content_until_a_month_ends(settings: LazySettings) -> None:
    publish()
    publish(NIGHT + timedelta(days=1))

    one, other = OpenDataSet.objects.all()
    assert (one.csv.sha256, one.parquet.sha256) == (other.csv.sha256, other.parquet.sha256)
    assert list(Path(settings.UPLOADS_FOLDER).glob("du-lieu-mo-*")) == []


@pytest.mark.usefixtures("stock")
def test_addresses_of_a_day_stay_and_the_newest_moves_on() -> None:
    publish()
    dated = reverse("public:open-data-file", args=["2026-12-02", "ho-so.csv"])

    response: Any = Client().get(dated)

    assert "immutable" in response["Cache-Control"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(response) == fetched("ho-so.csv")
    for day, name in (
        ("2026-12-03", "ho-so.csv"),
        ("2026-12-02", "ho-so.xlsx"),
        ("20261202", "ho-so.csv"),
        ("x", "ho-so.csv"),
    ):
        address = reverse("public:open-data-file", args=[day, name])
        assert Client().get(address).status_code == HTTPStatus.NOT_FOUND


def test_without_facts_nothing_is_published_and_the_page_says_so() -> None:
    assert publish().problems
    catch_up(at=NIGHT)
    assert publish().problems == []

    assert not OpenDataSet.objects.exists()
    page = Client().get(reverse("public:open-data"))
    assert "Chưa có bản nào." in page.content.decode()
    latest = Client().get(reverse("public:open-data-file", args=["moi-nhat", "ho-so.csv"]))
    assert latest.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("stock")
def test_the_page_lists_days_a_page_at_a_time() -> None:
    publish()
    first = OpenDataSet.objects.get()
    for number in range(1, 32):
        first.pk = None
        first.day = date(2026, 12, 2) - timedelta(days=number)
        first.save(force_insert=True)

    page = Client().get(reverse("public:open-data")).content.decode()
    rest = Client().get(reverse("public:open-data"), {"truoc": "2026-11-03"}).content.decode()

    assert page.count('<th scope="row" class="is-whole">0') >= 1
    assert "truoc=2026-11-03" in page
    assert "01/11/2026" in rest


@pytest.mark.usefixtures("stock")
def test_a_file_that_was_changed_or_lost_is_named() -> None:
    publish()
    publish(NIGHT + timedelta(days=1))
    assert (check_published().days, check_published().differences) == (2, [])
    kept = OpenDataSet.objects.first()
    assert kept is not None

    path = disk().path_of(kept.csv.sha256)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"late", b"early"))
    disk().path_of(kept.parquet.sha256).unlink()
    found = [str(one) for one in check_published().differences]

    assert len(found) == 4
    assert "Dữ liệu mở ngày 03/12/2026: tệp ho-so.csv" in found[0]
    assert "tệp ho-so.parquet không còn trong kho" in found[1]
    path.write_bytes(before)


@pytest.mark.usefixtures("stock")
def test_a_root_that_is_not_the_ledgers_is_named() -> None:
    close_day(date(2026, 12, 1), at=NIGHT)
    publish()
    one = OpenDataSet.objects.get()
    one.description["ledger"]["root"] = "0" * 64
    one.save()

    (fault,) = check_published().differences

    assert "gốc của sổ đã công bố 0000" in str(fault)
