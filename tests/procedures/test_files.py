"""A version as a file: what goes out comes back, and what is wrong says where."""

import copy
import json
from typing import Any

import pytest

from motcua.procedures.files import MOST_BYTES, ProcedureFileError, from_file, to_file
from tests.factories import CONTENT

CODE = "1.004873"


def file_with(**changes: Any) -> bytes:
    return to_file(CODE, {**copy.deepcopy(CONTENT), **changes})


def test_what_goes_out_comes_back() -> None:
    assert from_file(to_file(CODE, CONTENT), code=CODE) == CONTENT


def test_a_paper_published_without_words_comes_back() -> None:
    papers = [{"id": "p1", "name": ""}]

    assert from_file(file_with(papers=papers), code=CODE)["papers"] == papers


def test_a_file_of_a_windows_editor_is_read() -> None:
    raw = b"\xef\xbb\xbf" + to_file(CODE, CONTENT).replace(b"\n", b"\r\n")

    assert from_file(raw, code=CODE) == CONTENT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"name": ""}, "Mục “name” phải có chữ", id="nameless"),
        pytest.param({"steps": ["Nộp"]}, "Mục “steps” phải là chữ", id="steps as list"),
        pytest.param({"name": "a\x00"}, "không lưu được", id="nul"),
        pytest.param({"note": float("nan")}, "không lưu được", id="not a number"),
        pytest.param({"papers": {}}, "Mục “papers” (giấy tờ) phải là danh sách", id="no list"),
        pytest.param({"channels": ["direct"]}, "phải là danh sách", id="strings"),
        pytest.param(
            {"channels": [{"channel": "pigeon"}]}, "phải là direct, online", id="channel"
        ),
        pytest.param(
            {"channels": [{"channel": "direct", "limit": {"value": 1.5, "unit": "working_day"}}]},
            "số nguyên từ 1",
            id="a day and a half",
        ),
        pytest.param(
            {"channels": [{"channel": "direct", "limit": 3}]}, "số nguyên từ 1", id="bare limit"
        ),
        pytest.param(
            {"channels": [{"channel": "direct", "fee_dong": -1}]}, "số đồng nguyên", id="fee"
        ),
        pytest.param({"papers": [{"id": "p1"}]}, "thiếu mục “name”", id="nameless paper"),
        pytest.param(
            {"papers": [{"id": "p1", "name": "x", "kind": "lend"}]}, "kind phải là", id="kind"
        ),
        pytest.param(
            {"papers": [{"id": "p1", "name": "x", "copies": True}]}, "số nguyên từ 0", id="copies"
        ),
        pytest.param({"results": [{"name": "x"}]}, "thiếu tên hoặc mã", id="result"),
        pytest.param({"process": {"steps": [{}]}}, "Nội dung trong tệp sai", id="process"),
        pytest.param({"process": [1]}, "Nội dung trong tệp sai", id="process as list"),
    ],
)
def test_a_wrong_content_says_where(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ProcedureFileError) as refused:
        from_file(file_with(**changes), code=CODE)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "không phải JSON"),
        (b"\xff", "không phải chữ UTF-8"),
        (b"null", "không phải tệp thủ tục"),
        (b"[" * 100_000, "không phải JSON"),
        (b" " * (MOST_BYTES + 1), "lớn quá 1 MB"),
        (json.dumps({"format": "motcua-procedure", "code": CODE}).encode(), "thiếu phần"),
    ],
)
def test_what_is_no_such_file_is_refused(raw: bytes, sentence: str) -> None:
    with pytest.raises(ProcedureFileError, match=sentence):
        from_file(raw, code=CODE)
