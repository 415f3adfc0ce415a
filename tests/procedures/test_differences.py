"""What changed between two versions, told line by line."""

import copy
from typing import Any

import pytest

from motcua.procedures.differences import Difference, budget_words, differences
from motcua.procedures.process import default_process
from tests.factories import CONTENT


def changed(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(CONTENT), **changes}


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(CONTENT, copy.deepcopy(CONTENT)) == []


def test_a_renamed_procedure_shows_both_names() -> None:
    found = differences(CONTENT, changed(name="Tên mới"))

    assert found == [Difference("Tên", CONTENT["name"], "Tên mới")]


def test_a_paper_keeps_its_line_by_its_id() -> None:
    paper = {**CONTENT["papers"][0], "copies": 2}

    found = differences(CONTENT, changed(papers=[paper]))

    assert [(d.before, d.after) for d in found] == [
        ("Tờ khai (nộp; 1 bản chính, 0 bản sao)", "Tờ khai (nộp; 1 bản chính, 2 bản sao)")
    ]


def test_what_is_added_has_no_before_and_what_is_gone_no_after() -> None:
    paper = {**CONTENT["papers"][0], "id": "p2", "name": "Ảnh"}

    found = differences(CONTENT, changed(papers=[paper]))

    assert [(bool(d.before), bool(d.after)) for d in found] == [(True, False), (False, True)]


def test_the_same_lines_in_another_order_are_said_to_be_moved() -> None:
    first, second = CONTENT["papers"][0], {**CONTENT["papers"][0], "id": "p2", "name": "Ảnh"}

    found = differences(changed(papers=[first, second]), changed(papers=[second, first]))

    assert found == [Difference("Giấy tờ", "thứ tự cũ", "thứ tự mới")]


def test_a_shorter_limit_and_a_new_fee_are_one_line() -> None:
    channel = {
        **CONTENT["channels"][0],
        "limit": {"value": 1, "unit": "same_day"},
        "fee_dong": 8000,
    }

    found = differences(CONTENT, changed(channels=[channel, *CONTENT["channels"][1:]]))

    assert found == [
        Difference("Nộp trực tiếp", "3 ngày làm việc; 0 đồng", "trong ngày; 8.000 đồng")
    ]


def test_a_process_of_its_own_is_told_with_its_steps() -> None:
    found = differences(CONTENT, changed(process=default_process().to_document()))

    assert found[0] == Difference("Quy trình", "quy trình mặc định", "quy trình riêng")
    assert len(found) == 4


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "không giao thời gian riêng"),
        (480, "1 ngày làm việc"),
        (540, "1 ngày làm việc 1 giờ"),
        (95, "1 giờ 35 phút"),
    ],
)
def test_budgets_are_told_in_days_hours_and_minutes(minutes: int, words: str) -> None:
    assert budget_words(minutes) == words
