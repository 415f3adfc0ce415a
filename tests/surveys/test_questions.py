"""Reading questionnaires and answers: data, strictly."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.reference.shipped import shipped_json
from motcua.surveys.questions import AnswersError, Flag, Paper, QuestionnaireError, Use

SLIP: dict[str, Any] = shipped_json("questionnaires/slip.json")
SIPAS: dict[str, Any] = shipped_json("questionnaires/sipas.json")


def changed(**values: Any) -> dict[str, Any]:
    return {**deepcopy(SLIP), **values}


def with_question(place: int, **values: Any) -> dict[str, Any]:
    document = deepcopy(SLIP)
    document["questions"][place].update(values)
    return document


def test_the_slip_asks_what_the_decree_lists_and_the_portal_counts() -> None:
    paper = Paper.from_document(SLIP, Use.SLIP)

    assert paper.overall is not None
    assert [option.value for option in paper.overall.options] == ["like", "dislike"]
    assert len(paper.questions) == 10
    assert paper.minimum == 30


def test_sipas_has_its_39_items_of_five_levels() -> None:
    paper = Paper.from_document(SIPAS, Use.SIPAS)

    by_factor = {
        name: sum(one.factor == name for one in paper.questions) for name in paper.factors
    }
    assert list(by_factor.values()) == [2, 2, 9, 10, 3, 4, 3, 3, 3]
    five = next(one for one in paper.questions if one.factor)
    assert [o.value for o in five.options if o.is_satisfied] == ["5", "4"]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "chưa có câu hỏi"),
        (changed(questions=["?"]), "sai dạng"),
        (changed(title=" "), "tên phiếu"),
        (changed(title="x" * 301), "dài quá"),
        (changed(minimum=0), "từ 1 đến"),
        (changed(minimum=True), "từ 1 đến"),
        (changed(counted_flags=["la"]), "nghi ngờ"),
        (with_question(0, is_required=False), "bắt buộc"),
        (with_question(0, is_overall=False), "đúng một câu hỏi chung"),
        (with_question(1, is_overall=True), "đúng một câu hỏi chung"),
        (with_question(1, id="chung"), "cùng một mã"),
        (with_question(1, id="có dấu"), "không dùng được"),
        (with_question(1, kind="sao"), "cách trả lời"),
        (with_question(1, text=""), "chưa ghi lời"),
        (with_question(1, options=[]), "từ 2 đến"),
        (with_question(1, options=[{"value": "a", "label": "A"}] * 2), "trùng nhau"),
        (
            with_question(1, options=[{"value": "a", "label": "A", "is_satisfied": "có"}] * 2),
            "sai dạng",
        ),
        (with_question(1, options=[{"value": "a"}, {"value": "b"}]), "chưa ghi lời"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    document: dict[str, Any], words: str
) -> None:
    with pytest.raises(QuestionnaireError, match=words):
        Paper.from_document(document, Use.SLIP)


def test_a_survey_needs_a_factor_for_each_item() -> None:
    document = deepcopy(SIPAS)
    document["questions"][3]["factor"] = ""

    with pytest.raises(QuestionnaireError, match="yếu tố"):
        Paper.from_document(document, Use.SIPAS)


def test_answers_are_kept_and_words_apart_from_them() -> None:
    paper = Paper.from_document(SLIP, Use.SLIP)

    given_back = paper.read(
        {"chung": "dislike", "thai-do": "1", "gop-y": "  Chờ   lâu\r\n\r\nquá ", "la": "x"}
    )

    assert given_back.values == {"chung": "dislike", "thai-do": "1"}
    assert given_back.words == {"gop-y": "Chờ lâu\nquá"}
    assert paper.is_satisfied(given_back.values) is False


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ({}, "chung"),
        ({"chung": "có"}, "chung"),
        ({"chung": "like", "thai-do": "4"}, "thai-do"),
        ({"chung": "like", "gop-y": "x" * 1001}, "gop-y"),
    ],
)
def test_answers_that_are_missing_or_unknown_are_named(
    typed: dict[str, str], question: str
) -> None:
    paper = Paper.from_document(SLIP, Use.SLIP)

    with pytest.raises(AnswersError) as caught:
        paper.read(typed)

    assert list(caught.value.problems) == [question]


@given(st.sets(st.sampled_from(Flag)), st.sets(st.sampled_from(Flag)))
def test_an_answer_counts_when_the_rule_lets_each_of_its_marks(
    allowed: set[Flag], flags: set[Flag]
) -> None:
    paper = Paper.from_document(changed(counted_flags=sorted(allowed)), Use.SLIP)

    assert paper.is_counted(frozenset(flags)) == all(flag in allowed for flag in flags)
