"""Limits and fees as the portal publishes them, and as we may promise from them."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.limits import Limit, LimitUnit
from motcua.reference.limits import CHANNELS, UNITS, read_channels


def row(**changes: str) -> dict[str, str]:
    published = {
        "channel": "Trực tiếp",
        "time_value": "5",
        "time_unit": "Ngày làm việc",
        "fee_vnd": "0",
        "fee_note": "",
        "description": "",
        "parse_note": "",
        "fee_by_province": "0",
    }
    return {**published, **changes}


def read(
    field: str = "Đất đai", name: str = "Thủ tục", **changes: str
) -> tuple[dict[str, Any], list[str]]:
    terms = read_channels([row(**changes)], field=field, name=name)
    return terms.channels[0], terms.warnings


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        pytest.param("5", "Ngày làm việc", {"value": 5, "unit": "working_day"}, id="working days"),
        pytest.param("30", "Ngày", {"value": 30, "unit": "calendar_day"}, id="days"),
        pytest.param("6", "Tháng", {"value": 6, "unit": "month"}, id="months"),
        pytest.param("8", "Giờ", {"value": 8, "unit": "working_hour"}, id="a day of work"),
    ],
)
def test_limit_with_its_unit_is_taken_without_a_word(
    written: str, unit: str, expected: dict[str, Any]
) -> None:
    channel, warnings = read(time_value=written, time_unit=unit)

    assert channel["limit"] == expected
    assert warnings == []


@pytest.mark.parametrize(
    ("written", "unit", "words"),
    [
        pytest.param("1.5", "Ngày làm việc", "“1,5 ngày làm việc”", id="one and a half"),
        pytest.param("24", "Giờ", "“24 giờ”", id="hours of the clock"),
        pytest.param("28", "Giờ", "“28 giờ”", id="more than a day"),
        pytest.param("0", "", "không phải số nguyên", id="zero"),
        pytest.param("3", "", "không ghi là ngày, giờ hay tháng", id="no unit"),
        pytest.param("", "", "không công bố thời hạn", id="nothing"),
    ],
)
def test_limit_that_cannot_be_told_stays_open_with_a_warning(
    written: str, unit: str, words: str
) -> None:
    channel, warnings = read(time_value=written, time_unit=unit)

    assert channel["limit"] is None
    assert len(warnings) == 1
    assert warnings[0].startswith("Trực tiếp: ")
    assert words in warnings[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("3", {"value": 3, "unit": "working_day"}, id="working days"),
        pytest.param("1", {"value": 1, "unit": "same_day"}, id="the same day"),
        pytest.param("", {"value": 1, "unit": "same_day"}, id="no limit: the same day"),
    ],
)
def test_civil_status_without_unit_is_read_by_its_law_and_says_so(
    written: str, expected: dict[str, Any]
) -> None:
    channel, warnings = read(field="Hộ tịch", time_value=written, time_unit="")

    assert channel["limit"] == expected
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        pytest.param("Chứng thực bản sao từ bản chính", "same_day", id="copy"),
        pytest.param("Chứng thực giao dịch về nhà ở", "working_day", id="contract"),
        pytest.param("Cấp bản sao từ bản chính giao dịch", "same_day", id="copy of a contract"),
    ],
)
def test_certification_has_the_limit_of_its_decree(name: str, unit: str) -> None:
    channel, warnings = read(field="Chứng thực", name=name, time_value="", time_unit="")

    assert channel["limit"]["unit"] == unit
    assert "Nghị định 23/2015/NĐ-CP" in warnings[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"fee_vnd": "100"}, "100 đồng, có lẽ thiếu phần nghìn", id="lost thousands"),
        pytest.param(
            {"fee_vnd": "0", "fee_by_province": "1"}, "không có nghĩa là miễn phí", id="province"
        ),
        pytest.param(
            {"fee_vnd": "0", "fee_note": "50.000 đồng/giấy"}, "ghi chú nêu mức khác", id="note"
        ),
        pytest.param(
            {"fee_vnd": "", "parse_note": "fee not published"}, "không công bố mức thu", id="none"
        ),
        pytest.param({"fee_vnd": "", "description": "100 USD/thẻ"}, "ngoại tệ", id="foreign"),
    ],
)
def test_fee_that_cannot_be_right_is_not_charged(changes: dict[str, str], words: str) -> None:
    channel, warnings = read(**changes)

    assert channel["fee_dong"] is None
    assert any(words in warning for warning in warnings)


def test_limit_and_fee_run_together_are_both_left_open() -> None:
    channel, warnings = read(
        time_value="", time_unit="", fee_vnd="120", parse_note="time not split"
    )

    assert (channel["limit"], channel["fee_dong"]) == (None, None)
    assert any("dính" in warning for warning in warnings)
    assert any("120 đồng" in warning for warning in warnings)


def test_same_fault_of_several_channels_is_said_once() -> None:
    rows = [row(channel=name, time_unit="") for name in CHANNELS]

    terms = read_channels(rows, field="Đất đai", name="Thủ tục")

    assert [w.split(":")[0] for w in terms.warnings] == [
        "Trực tiếp, Trực tuyến, Dịch vụ bưu chính"
    ]


def test_two_limits_of_one_channel_are_pointed_out() -> None:
    rows = [row(), row(time_value="9")]

    terms = read_channels(rows, field="Đất đai", name="Thủ tục")

    (warning,) = terms.warnings
    assert warning.startswith("Trực tiếp: nguồn có 2 thời hạn khác nhau")


@given(
    written=st.one_of(st.integers(-3, 2000).map(str), st.text(max_size=6)),
    unit=st.sampled_from(["", *UNITS]),
    field=st.sampled_from(["Hộ tịch", "Chứng thực", "Đất đai"]),
)
def test_whatever_is_published_gives_a_limit_that_counts_or_a_warning(
    written: str, unit: str, field: str
) -> None:
    channel, warnings = read(field=field, time_value=written, time_unit=unit)

    if channel["limit"] is None:
        assert warnings
    else:
        limit = Limit(channel["limit"]["value"], LimitUnit(channel["limit"]["unit"]))
        assert limit.value >= 1
