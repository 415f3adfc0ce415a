"""What keeps a form from being published, and what the shipped forms must be."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import motcua
from motcua.kernel.eforms.checking import check
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.eforms.differences import differences
from motcua.kernel.eforms.posted import as_typed
from motcua.kernel.eforms.reading import read
from motcua.procedures.content import Content
from motcua.procedures.plain_eform import plain_form
from tests.factories import CONTENT
from tests.web.eforms.test_conformance import AnyPlace

FOLDER = Path(motcua.__file__).parent / "data" / "eforms"
SHIPPED = sorted(path for path in FOLDER.glob("*.json") if path.name != "index.json")
WORDS = {"vi": "Câu", "en": "Question"}


def field(field_id: str = "a", kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": field_id, "type": kind, "label": WORDS, **more}


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "title": WORDS,
        "source": {"name": "Thông tư"},
        "pages": [{"id": "p", "title": WORDS, "fields": list(fields)}],
        **more,
    }


CHOICES = [{"value": "x", "label": WORDS}]
FAULTS = {
    "no format": ({**form(field()), "format": 2}, "không phải tờ khai"),
    "no title": ({**form(field()), "title": {"vi": " ", "en": "T"}}, "chưa có tên"),
    "no source": ({**form(field()), "source": {}}, "chưa ghi nguồn"),
    "no pages": ({**form(), "pages": []}, "chưa có trang"),
    "an empty page": (form(), "chưa có ô nào"),
    "no English": (form({**field(), "label": {"vi": "Câu"}}), "chưa có tên tiếng Anh"),
    "twice the same id": (form(field(), field()), "cùng mã “a”"),
    "an odd id": (form(field("Họ tên")), "chỉ được gồm chữ thường"),
    "an unknown type": (form(field(kind="map")), "không có trong danh sách"),
    "no choices": (form(field(kind="choice")), "chưa có lựa chọn"),
    "an unknown id": (form(field(show_if={"field": "b", "filled": True})), "“b” không có"),
    "itself": (form(field(show_if={"field": "a", "filled": True})), "chính nó"),
    "a condition of no kind": (form(field(show_if={"field": "b"}), field("b")), "không đọc được"),
    "a circle": (
        form(
            field("a", show_if={"field": "b", "filled": True}),
            field("b", show_if={"field": "a", "filled": True}),
        ),
        "vòng tròn",
    ),
    "a circle of sums": (
        form(
            field("a", "number", compute={"sum": ["b"]}),
            field("b", "number", compute={"sum": ["a"]}),
        ),
        "vòng tròn",
    ),
    "never asked": (
        form(
            field("a", "choice", choices=CHOICES),
            field("b", show_if={"field": "a", "is": "y"}),
        ),
        "không bao giờ được hỏi",
    ),
    "never both": (
        form(
            field("a", "choice", choices=[*CHOICES, {"value": "y", "label": WORDS}]),
            field("b", show_if={"all": [{"field": "a", "is": "x"}, {"field": "a", "is": "y"}]}),
        ),
        "không bao giờ được hỏi",
    ),
    "a file in a group": (
        form(field("a", "group", fields=[field("b", "file")])),
        "không thể nằm trong nhóm",
    ),
    "another group's field": (
        form(
            field("a", "group", fields=[field("b")]),
            field("c", show_if={"field": "b", "filled": True}),
        ),
        "nhóm lặp lại khác",
    ),
    "a computed day": (form(field("a", "date", compute={"sum": [1]})), "không thể được tính"),
    "a page of an unknown field": (
        form(
            pages=[
                {
                    "id": "p",
                    "title": WORDS,
                    "fields": [field()],
                    "show_if": {"field": "z", "filled": True},
                }
            ]
        ),
        "“z”",
    ),
    "anything anywhere": (form({**field(), "choices": 5, "type": "choice"}), "sai kiểu"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(fault: str) -> None:
    document, words = FAULTS[fault]

    assert any(words in problem for problem in check(document)), check(document)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_form_may_be_published(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))["definition"]

    assert check(document) == []


def test_there_are_twelve_forms_at_least() -> None:
    assert len(SHIPPED) >= 12


def test_the_plain_form_may_be_published() -> None:
    papers = [
        {"id": f"p{n}", "case": f"* Trường hợp {n % 3}:", "name": f"- Giấy {n}", "kind": "submit"}
        for n in range(70)
    ]
    content = Content.from_document({**CONTENT, "papers": papers})

    assert check(plain_form(content)) == []


def test_differences_say_what_is_stricter() -> None:
    before = form(field("a"), field("b"))
    after = form(field("b", required=True), field("c"))

    found = differences(before, after)

    assert {one.sentence: one.is_stricter for one in found} == {
        "Ô “Câu” bắt buộc.": True,
        "Thêm ô “Câu” (Một dòng chữ).": False,
        "Bỏ ô “Câu”.": False,
    }
    assert differences(before, before) == []


@settings(max_examples=60)
@given(
    st.one_of(
        st.tuples(st.just("number"), st.integers(-(10**9), 10**9)),
        st.tuples(st.just("money"), st.integers(0, 10**12)),
        st.tuples(st.just("date"), st.dates(date(1850, 1, 1), date(2999, 12, 31)).map(str)),
        st.tuples(st.just("yes_no"), st.booleans()),
    )
)
def test_a_value_typed_back_is_the_same(case: tuple[str, Any]) -> None:
    kind, value = case
    asked = Definition.from_document(form(field("a", kind))).by_id["a"]
    typed = as_typed(asked, value)

    assert read(asked, typed, on=date(2026, 11, 23), units=AnyPlace()) == value
