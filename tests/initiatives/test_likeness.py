"""What reads like something that was registered already."""

import pytest
from hypothesis import given, strategies as st

from motcua.initiatives.likeness import ALIKE, Keys, keys_of, likeness, most_alike

TWO = (
    "“2 đạt”: sớm hẹn cao, hài lòng cao",
    (
        "Rà từng thủ tục, cam kết ngày trả ngắn hơn luật định, nhắn tin ngay khi có kết quả. Mỗi "
        "sáng họp mười phút về hồ sơ sắp đến hạn."
    ),
)
OTHERS = (
    (
        "“3 hướng dẫn, 5 biết”",
        (
            "Đoàn thanh niên, phụ nữ, dân quân trực ở quầy, chỉ cho người dân tự nộp hồ sơ trên "
            "mạng, tự trả tiền, tự cài chữ ký số."
        ),
    ),
    (
        "Tổ lưu động cấp thẻ căn cước cho người già yếu",
        "Mỗi tháng một lần, tổ lưu động mang máy đến nhà người không đi lại được để nhận hồ sơ.",
    ),
    (
        "Số hóa sổ hộ tịch cũ",
        "Quét, nhập và đối chiếu sổ đăng ký khai sinh, kết hôn từ năm 1975 để tra cứu ngay.",
    ),
)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(
            ("Mô hình 2 đạt: sớm hẹn cao, hài lòng cao tại xã Tam Phước", ""), id="title"
        ),
        pytest.param(("2 DAT - HAI LONG CAO, SOM HEN CAO", ""), id="no marks, other order"),
        pytest.param(
            (
                "Trả kết quả nhanh, dân vui lòng",
                (
                    "Mỗi sáng họp mười phút về hồ sơ sắp đến hạn. Rà từng thủ tục, cam kết ngày "
                    "trả ngắn hơn luật định, nhắn tin ngay khi xong."
                ),
            ),
            id="new title, text turned round",
        ),
    ],
)
def test_what_was_taken_from_another_is_found(changed: tuple[str, str]) -> None:
    found = most_alike(
        keys_of(*changed), {1: keys_of(*TWO)} | {n + 2: keys_of(*o) for n, o in enumerate(OTHERS)}
    )

    assert [one.key for one in found] == [1]


@pytest.mark.parametrize("other", OTHERS, ids=lambda pair: pair[0])
def test_what_is_about_something_else_is_not(other: tuple[str, str]) -> None:
    assert likeness(keys_of(*TWO), keys_of(*other)) < ALIKE


@given(st.text(max_size=60), st.text(max_size=300))
def test_likeness_is_of_both_and_whole_with_itself(title: str, text: str) -> None:
    keys, other = keys_of(title, text), keys_of(*TWO)

    assert likeness(keys, other) == likeness(other, keys)
    assert 0 <= likeness(keys, other) <= 100
    if keys.title:
        assert likeness(keys, keys) == 100


def test_what_says_nothing_is_like_nothing() -> None:
    assert likeness(Keys("", ""), Keys("", "")) == 0


def test_few_are_shown_the_nearest_first() -> None:
    near = {n: keys_of(TWO[0] + " thêm" * n, "") for n in range(9)}

    found = most_alike(keys_of(*TWO), near)

    assert [one.key for one in found] == [0, 1, 2, 3, 4][: len(found)]
    assert len(found) <= 5
