"""An administrator sets a report anew: tried first, kept from a day on, mistakes told."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.indicators.models import ReportTemplate
from motcua.indicators.statutory.shipped import shipped_versions
from motcua.indicators.statutory.versions import in_force_on
from motcua.web.manage.report_forms import ColumnLine, initial_of, lines_of
from tests.web.desk_pages import MONDAY, sit_down
from tests.web.test_figures_pages import words

pytestmark = pytest.mark.django_db
SHIPPED = {one.key: one.template for one in shipped_versions()}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def administrator(client: Client) -> Client:
    sit_down(client, Role.ADMINISTRATOR)
    return client


def typed(lines: list[ColumnLine], **changes: str) -> dict[str, Any]:
    """Return form 07a as it would be typed, its columns being ``lines``."""
    found = {**initial_of(SHIPPED["07a"]), "valid_from": "01/01/2027", "valid_to": ""}
    for number, line in enumerate(lines):
        for name in ("number", "group", "subgroup", "heading", "kind", "formula"):
            found[f"c{number}-{name}"] = getattr(line, name)
    return {**found, **changes}


SMALL = [
    ColumnLine("3", "Nhận", "", "Tổng", "sum", "4 + 5"),
    ColumnLine("4", "Nhận", "", "Cũ", "carried_over", ""),
    ColumnLine(),
    ColumnLine("5", "Nhận", "", "Mới", "accepted", ""),
    ColumnLine("6", "", "", "Phần mới", "share", "5 / 3"),
]


def post(client: Client, name: str, /, **data: Any) -> Any:
    return client.post(reverse("manage:report-template-set", args=[name]), data)


def test_a_version_is_tried_and_then_kept_from_its_day_on(administrator: Client) -> None:
    data = typed(SMALL, checks="3 = 4 + 5\n4 <= 3")

    tried = words(post(administrator, "07a", **data, thu="1"))
    before = ReportTemplate.objects.count()
    saved = post(administrator, "07a", **data)

    assert "Xem thử: Quý IV/2026, chưa lưu" in tried
    assert before == 0
    assert saved.status_code == HTTPStatus.FOUND
    assert len(in_force_on(date(2026, 12, 31))["07a"].template.columns) == 25
    held = in_force_on(date(2027, 1, 1))["07a"].template
    assert [one.formula for one in held.columns] == ["(3)=(4)+(5)", "", "", "(6)=(5):(3)"]


def test_a_report_of_ones_own_begins_whenever_it_likes(administrator: Client) -> None:
    data = typed(SMALL, checks="", key="08-rieng", valid_from="01/01/2026", form_code="Biểu 08")

    saved = post(administrator, "moi", **data)

    assert saved.status_code == HTTPStatus.FOUND
    assert in_force_on(date(2026, 11, 1))["08-rieng"].template.form_code == "Biểu 08"


@pytest.mark.parametrize(
    ("key", "changes", "said"),
    [
        pytest.param("07a", {"valid_from": "23/11/2026"}, "sau hôm nay", id="today"),
        pytest.param("07a", {"c0-formula": "4 + x"}, "Cột 3: ghi cột cộng như", id="formula"),
        pytest.param("07a", {"c0-number": "ba"}, "Dòng 1: số cột là một số", id="number"),
        pytest.param("07a", {"c4-formula": "5"}, "tỷ lệ ghi như 8 / 7", id="share"),
        pytest.param("07a", {"checks": "3 > 4"}, "Không đọc được phép kiểm", id="check"),
        pytest.param("07a", {"title": ""}, "Xin ghi tên biểu", id="title"),
        pytest.param("moi", {"key": "Biểu 8"}, "chữ thường không dấu", id="key"),
        pytest.param("moi", {"key": "moi"}, "chữ thường không dấu", id="reserved"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_stays(
    administrator: Client, key: str, changes: dict[str, str], said: str
) -> None:
    answer = post(administrator, key, **{**typed(SMALL), **changes})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in words(answer)
    assert 'value="Phần mới"' in answer.content.decode()
    assert not ReportTemplate.objects.exists()


def test_what_is_shipped_can_be_typed_as_it_is(administrator: Client) -> None:
    for key, template in SHIPPED.items():
        data = {**typed(lines_of(template)), **initial_of(template), "valid_to": ""}
        data["valid_from"] = "01/01/2027"
        assert post(administrator, key, **data).status_code == HTTPStatus.FOUND
        assert in_force_on(date(2027, 1, 1))[key].template == template
