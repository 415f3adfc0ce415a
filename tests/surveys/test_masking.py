"""Hiding proposed by rule in what citizens write."""

import pytest
from hypothesis import given, strategies as st

from motcua.surveys.masking import proposed


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Gọi tôi 0900 000 012 nhé", "Gọi tôi [số] nhé"),
        ("Số định danh 079190000012.", "Số định danh [số]."),
        ("Thư hoa@example.vn", "Thư [thư điện tử]"),
        ("Chị LÊ THỊ THU HÀ quát", "Chị [cán bộ] quát"),
        ("Tôi, nguyen thi hoa, chờ 3 buổi", "Tôi, [tên người], chờ 3 buổi"),
        ("Chờ từ 8:00 đến 11:30 ngày 12/9", "Chờ từ 8:00 đến 11:30 ngày 12/9"),
        ("", ""),
    ],
)
def test_people_and_numbers_are_hidden_and_the_rest_stays(text: str, hidden: str) -> None:
    found = proposed(text, people=["Nguyễn Thị Hoà", ""], officers=["Lê Thị Thu Hà"])

    assert found == hidden


@given(st.text(max_size=60), st.from_regex(r"0\d{8,11}", fullmatch=True), st.text(max_size=60))
def test_no_long_number_comes_through(before: str, number: str, after: str) -> None:
    assert number not in proposed(f"{before} {number} {after}")
