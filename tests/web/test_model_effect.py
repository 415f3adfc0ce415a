"""The page of a model says what it has changed, against units that do without it."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.models import Agency
from motcua.demo.many import filling
from motcua.indicators import keeping
from motcua.initiatives.models import Adoption, Initiative
from tests.initiatives.unit import MONDAY, Province, open_province
from tests.web.manage_pages import text_of

pytestmark = pytest.mark.django_db
BEGUN = date(2025, 12, 1)
AGENCIES = 20
SPREAD = """
    UPDATE indicators_dossierfact AS fact SET
        outcome = 'finished', waiting_on = NULL, ended_on = spread.day, accepted_on = spread.day,
        due_on = CASE WHEN spread.is_kept THEN spread.day ELSE spread.day - 1 END,
        by_day = CASE WHEN spread.is_kept THEN 'on_time' ELSE 'late' END
    FROM (
        SELECT dossier_id, day, (place * 37 + extract(month FROM day)::int * 11) %% 100
            < 70 + CASE WHEN agency_id = ANY(%(adopting)s) AND day >= %(begun)s THEN 25 ELSE 0 END
            AS is_kept
        FROM (
            SELECT dossier_id, agency_id, place / 24 AS place,
                (date '2024-11-10' + make_interval(months => (place %% 24)::int))::date AS day
            FROM (
                SELECT dossier_id, agency_id,
                    row_number() OVER (PARTITION BY agency_id ORDER BY dossier_id) AS place
                FROM indicators_dossierfact
            ) AS numbered
        ) AS dated
    ) AS spread
    WHERE spread.dossier_id = fact.dossier_id
"""
"""Two years of each unit: 70 % in time, and 95 % where the model has begun."""


@pytest.fixture
def province() -> Iterator[Province]:
    """Return two communes and a department on a Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield open_province()


@pytest.fixture
def adopting(province: Province) -> list[Agency]:
    """Return the half of twenty communes that takes a model over, with two years behind all."""
    filling.fill(
        filling.Wish(rows=7_200, open_rows=0, agencies=AGENCIES, at=MONDAY, with_events=True)
    )
    keeping.catch_up(at=MONDAY)
    found = Agency.objects.exclude(pk__in=[province.here.pk, province.elsewhere.pk])
    units = list(found.filter(pk__in=_with_facts()).order_by("pk"))
    found.filter(pk__in=_with_facts()).update(
        kind=province.here.kind, province=province.here.province
    )
    chosen = units[: AGENCIES // 2]
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, {"adopting": [one.pk for one in chosen], "begun": BEGUN})
    return chosen


def _with_facts() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT agency_id FROM indicators_dossierfact")
        return [row[0] for row in cursor.fetchall()]


def shown(found: Initiative) -> str:
    """Return the words of its page."""
    return text_of(Client().get(reverse("public:model", args=[found.code])))


def copied(found: Initiative, units: list[Agency], began_on: date) -> None:
    """Let units take the model over."""
    for unit in units:
        Adoption.objects.create(
            initiative=found,
            agency=unit,
            state="running",
            planned_on=began_on,
            starts_on=began_on,
            started_on=began_on,
        )


def test_of_a_single_unit_nothing_is_said(province: Province) -> None:
    page = shown(province.published())

    assert "Mô hình có làm thay đổi không" in page
    assert "Chưa đủ dữ liệu" in page


def test_what_ten_communes_gained_is_told_with_its_interval(
    province: Province, adopting: list[Agency]
) -> None:
    found = province.published()
    copied(found, adopting, BEGUN)

    answer = Client().get(reverse("public:model", args=[found.code]))

    assertContains(answer, "tăng khoảng 2")
    assertContains(answer, "Khác biệt từng tháng, trước và sau khi áp dụng")
    assertContains(answer, '<svg class="chart')
    assertNotContains(answer, "Chưa đủ dữ liệu")
