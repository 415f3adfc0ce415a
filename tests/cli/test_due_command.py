"""The command that answers due dates, one or many, without the rest of the product."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from motcua.cli import run
from motcua.cli.due import answer_lines
from motcua.kernel.workdays import national_calendar

MOTCUA = Path(sys.executable).with_name("motcua")
ONE_DAY = ["--accepted", "2024-09-12T09:00", "--limit", "1", "--unit", "working_day"]
WITHOUT_DJANGO = """
import sys
from motcua.cli import run
code = run(sys.argv[1:])
assert not {name.split(".")[0] for name in sys.modules} & {"django", "psycopg"}
sys.exit(code)
"""


def ask(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    assert run(["due", *options, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def answers(lines: Sequence[str], *, brief: bool = False) -> tuple[list[dict[str, Any]], int]:
    target = io.BytesIO()
    source = io.BytesIO("\n".join(lines).encode())
    failures = answer_lines(source, target, lambda _on: national_calendar(), brief=brief)
    return [json.loads(line) for line in target.getvalue().splitlines()], failures


def test_json_answer_has_the_four_parts(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, *ONE_DAY)

    assert list(answer) == ["due", "provisional", "explanation", "warnings"]
    assert answer["due"] == "2024-09-13T17:00:00+07:00"
    assert answer["provisional"] is None
    assert answer["warnings"] == []
    assert answer["explanation"][-1] == "Hẹn trả kết quả chậm nhất 17:00 thứ Sáu 13/9/2024."


def test_answer_for_people_begins_with_the_promise(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["due", *ONE_DAY]) == 0

    first, *reasons = capsys.readouterr().out.splitlines()
    assert first == "Hẹn trả: 17:00 thứ Sáu 13/9/2024 (2024-09-13T17:00:00+07:00)"
    assert len(reasons) == 2


def test_open_pause_gives_a_provisional_date(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, *ONE_DAY, "--pause", "2024-09-13T10:00/", "--as-of", "2024-09-16T10:00")

    assert answer["due"] is None
    assert answer["provisional"] == "2024-09-17T17:00:00+07:00"


def test_pause_can_begin_the_count_anew(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, *ONE_DAY, "--pause", "2024-09-13T10:00/2024-09-17T09:00:restart")

    assert answer["due"] == "2024-09-18T17:00:00+07:00"


def test_several_pauses_and_hours(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(
        capsys,
        *("--accepted", "2024-09-12T09:00", "--limit", "1", "--unit", "working_day"),
        *("--policy", "clock", "--pause", "2024-09-12T10:00/2024-09-12T11:00"),
        *("--pause", "2024-09-12T14:00/2024-09-12T15:00"),
    )

    assert answer["due"] == "2024-09-13T11:00:00+07:00"


def test_unpublished_year_is_said_to_people_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["due", "--accepted", "2027-02-01T09:00", "--limit", "9", "--unit", "month"]) == 0

    assert "Lưu ý: Lịch nghỉ năm 2027" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "word"),
    [
        pytest.param(["--accepted", "2024-09-12", *ONE_DAY[2:]], "thiếu giờ", id="day alone"),
        pytest.param(["--accepted", "12/9/2024", *ONE_DAY[2:]], "thời điểm", id="not iso"),
        pytest.param(["--accepted", "2024-02-30T09:00", *ONE_DAY[2:]], "không có thật", id="30/2"),
        pytest.param(["--accepted", "2024-09-12T25:00", *ONE_DAY[2:]], "không có thật", id="25h"),
        pytest.param([*ONE_DAY[:2], "--limit", "0", *ONE_DAY[4:]], "từ 1", id="zero"),
        pytest.param([*ONE_DAY[:2], "--limit", "-3", *ONE_DAY[4:]], "từ 1", id="negative"),
        pytest.param([*ONE_DAY[:2], "--limit", "1.5", *ONE_DAY[4:]], "số nguyên", id="fraction"),
        pytest.param([*ONE_DAY[:4], "--unit", "year"], "working_hour", id="unit"),
        pytest.param([*ONE_DAY[:4]], "--unit", id="no unit"),
        pytest.param(["--limit", "1"], "--accepted", id="no acceptance"),
        pytest.param([*ONE_DAY[:2], *ONE_DAY[4:]], "số nguyên", id="no limit"),
        pytest.param([*ONE_DAY, "--policy", "soft"], "legal", id="policy"),
        pytest.param([*ONE_DAY, "--pause", "2024-09-13T10:00"], "TỪ/ĐẾN", id="half a pause"),
        pytest.param(
            [*ONE_DAY, "--pause", "2024-09-13T10:00/2024-09-13T10:00"],
            "kết thúc",
            id="empty pause",
        ),
        pytest.param(
            [*ONE_DAY, "--pause", "2024-09-13T10:00/2024-09-12T10:00"], "kết thúc", id="backwards"
        ),
        pytest.param([*ONE_DAY, "--as-of", "hôm nay"], "thời điểm", id="as of"),
        pytest.param([*ONE_DAY, "--nope"], "--nope", id="unknown option"),
        pytest.param([*ONE_DAY, "--pause"], "--pause", id="option without value"),
        pytest.param([*ONE_DAY, "more"], "thừa", id="more words"),
        pytest.param(["--accepted", "1900-01-01T09:00", *ONE_DAY[2:]], "1976", id="too old"),
    ],
)
def test_bad_input_gets_one_vietnamese_sentence(
    capsys: pytest.CaptureFixture[str], options: list[str], word: str
) -> None:
    code = run(["due", *options])

    shown = capsys.readouterr()
    assert code == 2
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert word in shown.err


def test_batch_answers_in_order_and_goes_on_after_a_bad_line() -> None:
    good = {"accepted": "2024-09-12T09:00", "limit": 1, "unit": "working_day"}
    paused = {
        **good,
        "policy": "legal",
        "pauses": [["2024-09-13T10:00", None, False]],
        "as_of": "2024-09-16T10:00",
    }

    found, failures = answers(
        [json.dumps(good), "{", json.dumps(paused), json.dumps({**good, "limit": 1.5})]
    )

    assert failures == 2
    assert found[0]["due"] == "2024-09-13T17:00:00+07:00"
    assert len(found[0]["explanation"]) >= 2
    assert list(found[1]) == ["error"]
    assert (found[2]["due"], found[2]["provisional"]) == (None, "2024-09-17T17:00:00+07:00")
    assert "số nguyên" in found[3]["error"]


@pytest.mark.parametrize(
    "change",
    [
        {"accepted": None},
        {"accepted": 5},
        {"limit": True},
        {"limit": "1"},
        {"limit": None},
        {"limit": 0},
        {"unit": ["month"]},
        {"unit": None},
        {"policy": "x"},
        {"policy": 5},
        {"pauses": "x"},
        {"pauses": [["2024-09-13T10:00"]]},
        {"pauses": [[None, None, False]]},
        {"pauses": [["2024-09-13T10:00", 5, False]]},
        {"pauses": [["2024-09-13T10:00", None, "yes"]]},
        {"pauses": [["2024-09-13T10:00", "2024-09-13T10:00", False]]},
        {"as_of": 5},
        {"accepted": "2024-09-12"},
    ],
    ids=str,
)
def test_bad_line_of_a_batch_is_an_error_of_its_own(change: dict[str, object]) -> None:
    line = {"accepted": "2024-09-12T09:00", "limit": 1, "unit": "working_day", **change}

    found, failures = answers([json.dumps(line)])

    assert failures == 1
    assert found[0]["error"].endswith(".")


def test_field_that_nobody_knows_is_named_in_a_warning() -> None:
    line = {"accepted": "2024-09-12T09:00", "limit": 1, "unit": "working_day", "pause": []}

    found, _ = answers([json.dumps(line)])

    assert "pause" in found[0]["warnings"][0]


def test_same_day_needs_no_number() -> None:
    found, failures = answers([json.dumps({"accepted": "2024-09-12T09:00", "unit": "same_day"})])

    assert (found[0]["due"], failures) == ("2024-09-12T17:00:00+07:00", 0)


def test_brief_batch_leaves_the_reasons_out() -> None:
    line = json.dumps({"accepted": "2024-09-12T09:00", "limit": 1, "unit": "working_day"})

    found, _ = answers([line], brief=True)

    assert list(found[0]) == ["due", "provisional", "warnings"]


def test_batch_exits_with_one_when_a_line_failed() -> None:
    done = subprocess.run(
        [MOTCUA, "due", "--batch"], input=b"{}\n", capture_output=True, check=False
    )

    assert done.returncode == 1
    assert b"error" in done.stdout


def test_one_answer_needs_neither_django_nor_a_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "due", *ONE_DAY, "--json"],
        capture_output=True,
        check=True,
        env={"PATH": os.defpath},
    )

    assert json.loads(done.stdout)["due"] == "2024-09-13T17:00:00+07:00"


def test_vietnamese_comes_out_whatever_the_locale() -> None:
    done = subprocess.run(
        [MOTCUA, "due", *ONE_DAY],
        capture_output=True,
        check=True,
        env={"PATH": os.defpath, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )

    assert "Hẹn trả".encode() in done.stdout
