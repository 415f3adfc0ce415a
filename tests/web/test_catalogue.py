"""The catalogue forgives missing marks, and shows what is in force today."""

from datetime import date
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.actors import SYSTEM
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.services import open_draft, publish_version, save_draft
from tests.factories import CONTENT, THURSDAY_MORNING, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", ["tinh trang hon nhan", "TÌNH TRẠNG", "tinh trạng hôn", "ho tich"]
)
def test_a_procedure_is_found_with_marks_or_without(client: Client, typed: str) -> None:
    found = ProcedureFactory.create()

    assertContains(client.get("/thu-tuc/", {"q": typed}), found.code)


@pytest.mark.parametrize("typed", ["' & | ! :*", "\u202e", "%_", "' OR 1=1 --"])
def test_signs_that_are_no_words_break_nothing(client: Client, typed: str) -> None:
    ProcedureFactory.create()

    assert client.get("/thu-tuc/", {"q": typed}).status_code == HTTPStatus.OK


@pytest.mark.parametrize("typed", ["khong he co", "a" * 500])
def test_words_that_find_nothing_say_what_to_try(client: Client, typed: str) -> None:
    ProcedureFactory.create()

    assertContains(client.get("/thu-tuc/", {"q": typed}), "Thử ít chữ hơn")


@pytest.mark.parametrize("start", ["-1", "abc", "99999999999999999999", "1e3", "٣"])
def test_a_page_number_that_is_none_begins_at_the_beginning(client: Client, start: str) -> None:
    found = ProcedureFactory.create()

    assertContains(client.get("/thu-tuc/", {"tu": start}), found.code)


def test_a_version_of_tomorrow_is_not_shown_today(client: Client) -> None:
    found = ProcedureFactory.create()
    draft = open_draft(found, actor=SYSTEM)
    longer = [
        {**terms, "limit": {"value": 9, "unit": "working_day"}} for terms in CONTENT["channels"]
    ]
    save_draft(draft, content={**CONTENT, "channels": longer}, change_note="", actor=SYSTEM)
    draft = ProcedureVersion.objects.get(pk=draft.pk)
    publish_version(draft, valid_from=date(2024, 9, 16), actor=SYSTEM, at=THURSDAY_MORNING)

    with time_machine.travel(THURSDAY_MORNING, tick=False):
        today = client.get("/thu-tuc/")
    with time_machine.travel(THURSDAY_MORNING.replace(day=16, tzinfo=VIETNAM), tick=False):
        monday = client.get("/thu-tuc/")

    assertContains(today, "3 ngày làm việc")
    assertNotContains(today, "9 ngày làm việc")
    assertContains(monday, "9 ngày làm việc")


def test_a_procedure_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/thu-tuc/9.999999/").status_code == HTTPStatus.NOT_FOUND
