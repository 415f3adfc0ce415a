"""The public dashboard: any period, in words, as JSON and as a file; wrong days are told."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import ClockTimestamp, catch_up
from motcua.indicators.models import FactMark
from motcua.web.public import headlines, units
from tests.indicators.cases import instant
from tests.indicators.stock import Stock
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import accepted, read_csv, some, words

pytestmark = pytest.mark.django_db
PERIOD = {"tu": "2026-11-01", "den": "2026-11-30"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return the head of an agency, signed in, who also does every kind of work."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def page(**query: str) -> Any:
    return Client().get(reverse("public:figures"), query)


def counted_now() -> None:
    """Tell whoever keeps figures that facts have moved, as ``keeping`` does."""
    FactMark.objects.update(changed_at=ClockTimestamp())


def settled(on: str, *, late: bool = False) -> Fact:
    """Return a fact of one day: accepted, due and settled on it, or due the day before."""
    at = instant(f"{on}T10:00")
    due = at - timedelta(days=1) if late else at
    return Fact(at, Dates(due, due, due), Outcome.FINISHED, at)


def test_the_headlines_are_told_as_json(at_work: AtDesk) -> None:
    some(at_work)

    response = page(format="json", **PERIOD)

    assert response["Content-Type"] == "application/json"
    said = json.loads(response.content)
    assert said["period"] == {"first": "2026-11-01", "last": "2026-11-30"}
    keys = ["on_time", "online", "paid_online", "initiatives"]
    assert [one["key"] for one in said["figures"]] == keys
    assert said["figures"][0] == {
        "key": "on_time",
        "numerator": 12,
        "denominator": 12,
        "n": 12,
        "formula_version": 1,
        "cut_off": "2026-11-23T14:05:00+07:00",
    }
    by_key = {one["key"]: one for one in said["figures"]}
    assert (by_key["online"]["numerator"], by_key["online"]["denominator"]) == (0, 14)
    assert (by_key["paid_online"]["numerator"], by_key["paid_online"]["n"]) == (0, 0)


def test_one_agency_is_told_as_json_too(at_work: AtDesk) -> None:
    some(at_work)
    other = Stock().agency

    for code, whole in ((at_work.desk.agency.code, 12), (other.code, 0)):
        response = Client().get(
            reverse("public:agency-figures", args=[code]), {**PERIOD, "format": "json"}
        )
        assert json.loads(response.content)["figures"][0]["denominator"] == whole


def test_the_headlines_are_taken_away_as_a_file(at_work: AtDesk) -> None:
    some(at_work)

    rows = read_csv(page(format="csv", **PERIOD))

    assert rows[0] == list(headlines.HEADINGS)
    assert rows[1][:7] == [
        "on_time",
        "Trả trước và đúng hạn",
        "12",
        "12",
        "100,00\N{NO-BREAK SPACE}%",
        "12",
        "1",
    ]
    assert rows[1][7] == "2026-11-23T14:05:00+07:00"


def test_every_headline_stands_on_the_page_with_n_formula_cut_off_and_definition(
    at_work: AtDesk,
) -> None:
    some(at_work)

    said = words(page(**PERIOD))

    assert "từ 01/11/2026 đến 30/11/2026" in said
    for one in headlines.ALL:
        assert one.label in said
        assert one.meaning in said
    assert "n = 12. Bản công thức 1. Chốt lúc 14:05, 23/11/2026." in said


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"tu": "2026-11-20", "den": "2026-11-01"}, "Ngày cuối đứng trước ngày đầu"),
        ({"tu": "31/11/2026", "den": "2026-11-30"}, "Ngày ghi như 01/11/2026. Xin xem lại."),
        ({"tu": "hôm qua", "den": ""}, "Xin ghi ngày cuối."),
        ({"tu": "2026-11-01"}, "Xin ghi ngày cuối."),
        ({"tu": "2006-01-01", "den": "2026-01-01"}, "Chỉ xem được số liệu 10 năm gần đây."),
        ({"tu": "2026-12-24", "den": "2026-12-31"}, "Ngày đầu chưa tới."),
        ({"tu": "0001-01-01", "den": "9999-12-31"}, "Năm quá xa."),
    ],
)
def test_wrong_days_are_told_and_stay(
    at_work: AtDesk, days: dict[str, str], sentence: str
) -> None:
    some(at_work)

    shown = page(**days)
    told = page(format="json", **days)
    of_agency = Client().get(
        reverse("public:agency-figures", args=[at_work.desk.agency.code]), days
    )

    assert shown.status_code == of_agency.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(shown)
    assert f'value="{days["tu"]}"' in unescape(shown.content.decode())
    assert told.status_code == HTTPStatus.BAD_REQUEST
    assert sentence in json.dumps(json.loads(told.content), ensure_ascii=False)


def test_odd_addresses_do_no_harm(at_work: AtDesk) -> None:
    some(at_work)

    assert page(format="xml").status_code == HTTPStatus.NOT_FOUND
    assert page(tu="\x00", den="").status_code == HTTPStatus.BAD_REQUEST
    assert page(tu="?", den="x" * 5000).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page(format="html", **PERIOD).status_code == HTTPStatus.OK
    file = Client().get(
        reverse("public:figures-file", args=["csv"]), {"tu": "2026-11-20", "den": "2026-11-01"}
    )
    assert file.status_code == HTTPStatus.NOT_FOUND


def test_before_anything_was_counted_machines_are_told_so() -> None:
    told = page(format="json")

    assert told.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert json.loads(told.content)["figures"] == []


def test_the_newest_closed_period_is_shown_first() -> None:
    stock = Stock()
    catch_up(at=MONDAY)
    with stock.emptied():
        for _number in range(10):
            stock.put(settled("2026-05-20"))
        # Too few to say a rate of the quarter after it.
        stock.put(settled("2026-08-20"))
        stock.put(settled("2026-11-20"))
        counted_now()

        said = words(page())
        present = words(page(ky="2026-q4"))

    assert "Quý II/2026" in said
    assert "từ 15/03/2026 đến 14/06/2026" in said
    assert "· kỳ chưa hết" not in said
    assert "· kỳ chưa hết" in present


def test_units_are_placed_with_ties_and_lie_on_the_map() -> None:
    best, same, worse, few = Stock(), Stock(), Stock(), Stock()
    numbers = itertools.count(20_000_000)
    catch_up(at=MONDAY)
    with best.emptied():
        for stock, count, late in ((best, 10, 0), (same, 20, 0), (worse, 9, 1), (few, 2, 0)):
            for _number in range(count):
                stock.put(settled("2026-11-10"), dossier_id=next(numbers))
            for _number in range(late):
                stock.put(settled("2026-11-10", late=True), dossier_id=next(numbers))
        counted_now()

        response = page(**PERIOD)
        rows = read_csv(Client().get(reverse("public:ranking-file", args=["csv"]), PERIOD))

    said = words(response)
    assert [row[0] for row in rows[1:]] == ["1", "1", "3", ""]
    assert [row[5] for row in rows[1:]] == ["10", "20", "9", "2"]
    assert rows[3][6] == "90,00\N{NO-BREAK SPACE}%"
    assert rows[4][6] == ""
    assert re.search(r"\b1 \S.*\b1 \S.*\b3 ", said)
    assert "90,0 % 9 trên 10" in said
    html = response.content.decode()
    assert html.count('class="tile tile--1"><title>') == 2
    assert html.count('class="tile tile--4"><title>') == 1
    assert html.count('class="tile"><title>') == 1
    assert "A 100,0" in html
    assert "D 90,0" in html
    assert [one["letter"] for one in units.classes()] == ["A", "B", "C", "D"]


def test_months_are_drawn_and_told() -> None:
    stock = Stock()
    catch_up(at=MONDAY)
    with stock.emptied():
        for month, late in ((8, 1), (9, 0), (10, 2)):
            for _number in range(12):
                stock.put(settled(f"2026-{month:02}-10"))
            for _number in range(late):
                stock.put(settled(f"2026-{month:02}-10", late=True))
        counted_now()

        response = page(tu="2026-08-01", den="2026-10-14")

    html, said = response.content.decode(), words(response)
    assert html.count('<circle class="dot"') == 3
    assert "Tháng 10/2026 14 0 14 85,7 % 2" in said
    assert "Tháng 9/2026 12 0 12 100,0 % 0" in said
    assert "vạch đứng là khoảng tin cậy 95 %" in said
    assert "Mỗi tháng tính từ ngày" not in said


def test_a_chosen_period_goes_along_to_the_agency_and_to_the_files(at_work: AtDesk) -> None:
    some(at_work)
    html = unescape(page(**PERIOD).content.decode())
    code = at_work.desk.agency.code

    link = re.search(rf'href="([^"]*/co-quan/{re.escape(code)}/[^"]*)"', html)
    file = re.search(r'href="([^"]*bieu-06a\.csv[^"]*)"', html)
    assert link is not None
    assert file is not None

    assert "từ 01/11/2026 đến 30/11/2026" in words(Client().get(link[1]))
    rows = read_csv(Client().get(file[1]))
    assert any("01/11/2026" in cell for row in rows for cell in row)


def test_an_accepted_dossier_of_today_moves_the_figures(at_work: AtDesk) -> None:
    some(at_work)
    before = json.loads(page(format="json", **PERIOD).content)["figures"][1]["denominator"]
    accepted(at_work, 50, days_ago=0)
    catch_up(at=MONDAY)

    after = json.loads(page(format="json", **PERIOD).content)["figures"][1]["denominator"]

    assert (before, after) == (14, 15)
    assert date(2026, 11, 23) == MONDAY.date()


def test_the_wall_shows_the_figures_of_the_desks_agency_and_looks_again(at_work: AtDesk) -> None:
    some(at_work)

    by_desk = Client().get(reverse("public:wall", args=[at_work.desk.code]))
    by_code = Client().get(reverse("public:wall", args=[at_work.desk.agency.code]))
    nobody = Client().get(reverse("public:wall", args=["khong-co"]))

    said = words(by_desk)
    assert "Trả trước và đúng hạn 100,0 % 12 trên 12 hồ sơ đã giải quyết" in said
    assert "Số liệu đến 14:05, 23/11/2026" in said
    assert at_work.desk.name in said
    html = by_desk.content.decode()
    assert 'data-again="50"' in html
    assert '<noscript><meta http-equiv="refresh" content="50"></noscript>' in html
    assert "12 trên 12" in words(by_code)
    assert nobody.status_code == HTTPStatus.NOT_FOUND


def test_the_wall_waits_for_the_first_count(at_work: AtDesk) -> None:
    said = words(Client().get(reverse("public:wall", args=[at_work.desk.code])))

    assert "Số liệu đang được tính lần đầu." in said


def test_where_a_quarter_has_too_little_the_wall_shows_the_year(at_work: AtDesk) -> None:
    accepted(at_work, 1, days_ago=7, is_done=True)
    catch_up(at=MONDAY)

    said = words(Client().get(reverse("public:wall", args=[at_work.desk.code])))

    assert "Năm 2026" in said
    assert "1 trên 1 hồ sơ đã giải quyết. Dưới 10 hồ sơ nên không nêu tỷ lệ." in said
