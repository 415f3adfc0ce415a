"""How long a short message is, and in how many it goes."""

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.sms import Length, length_of, plain


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("", Length(0, 160, 1), id="empty"),
        pytest.param("a" * 160, Length(160, 160, 1), id="just one"),
        pytest.param("a" * 161, Length(161, 160, 2), id="two"),
        pytest.param("a" * 306, Length(306, 160, 2), id="two, full"),
        pytest.param("a" * 307, Length(307, 160, 3), id="three"),
        pytest.param("{" * 80, Length(160, 160, 1), id="letters that take two"),
        pytest.param("đ" * 70, Length(70, 70, 1), id="marks, just one"),
        pytest.param("đ" * 71, Length(71, 70, 2), id="marks, two"),
        pytest.param("đ" * 134, Length(134, 70, 2), id="marks, two, full"),
        pytest.param("😀" * 35, Length(70, 70, 1), id="beyond the basic plane"),
        # 33 pairs fill 66 units; the 34th does not fit in the one that is left.
        pytest.param("😀" * 67, Length(134, 70, 3), id="a pair is never torn"),
    ],
)
def test_length(text: str, length: Length) -> None:
    assert length_of(text) == length


def test_plain_words_keep_their_case_and_fit_the_long_message() -> None:
    text = "Đã nhận hồ sơ – “Giấy xác nhận”…"

    assert plain(text) == 'Da nhan ho so - "Giay xac nhan"...'
    assert length_of(plain(text)).fits == 160


@given(st.text(max_size=400))
def test_parts_hold_all_letters_and_one_fewer_would_not(text: str) -> None:
    found = length_of(text)
    room = {160: 153, 70: 67}[found.fits]

    assert found.parts >= 1
    assert found.letters <= max(found.fits, found.parts * room)
    if found.parts > 1:
        assert found.letters > found.fits
