"""What is hidden in running text is hidden however it was typed; what is one's own stays."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.hiding import Hiding
from motcua.kernel.text import fold, without_marks

MASKS = {
    "Trần Thị B": "Trần T. B.",
    "0912345678": "*******678",
    "077190000777": "077*****777",
    "b.tran@example.vn": "(ẩn)",
    "Số 9 đường Sau": "(ẩn)",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("thay BÀ TRẦN THỊ B ký", "thay BÀ Trần T. B. ký", id="capitals"),
        pytest.param("tran  thi\nb", "Trần T. B.", id="no marks, other blanks"),
        pytest.param(unicodedata.normalize("NFD", "Trần Thị B."), "Trần T. B..", id="NFD"),
        pytest.param("don_Tran_Thi_B.pdf", "don_Trần T. B..pdf", id="in the name of a file"),
        pytest.param("Tr\u200bần Thị B", "Trần T. B.", id="an invisible sign"),
        pytest.param("ĐT0912 345 678;", "ĐT*******678;", id="a number with blanks"),
        pytest.param("0912.345-678", "*******678", id="dots and dashes"),
        pytest.param("+84 912 345 678", "*******678", id="with the country"),
        pytest.param("số 077 190 000 777", "số 077*****777", id="an identity number"),
        pytest.param("B.TRAN@EXAMPLE.VN", "(ẩn)", id="an address of mail"),
        pytest.param("ở số 9, đường Sau", "ở (ẩn)", id="an address"),
        pytest.param("Trần Thị Bình", "Trần Thị Bình", id="another name"),
        pytest.param("10912345678", "10912345678", id="another number"),
        pytest.param("Trần Thị B Hai, 0933444555", "Trần Thị B Hai, 0933444555", id="one's own"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_others_are_hidden_and_one_s_own_is_not(text: str, shown: str) -> None:
    assert Hiding(MASKS, ["Trần Thị B Hai", "0933444555", ""])(text) == shown


def test_what_both_share_is_told() -> None:
    assert Hiding(MASKS, ["0912 345 678"])("gọi 0912345678") == "gọi 0912345678"


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


_WAYS: list[Callable[[str], str]] = [str, str.upper, str.lower, without_marks, _decomposed]
_NAMES = ["Trần", "Thị", "Bình", "Đỗ", "Hoà", "Ước", "Nguyễn"]


@given(
    st.lists(st.sampled_from(_NAMES), min_size=2, max_size=5),
    st.sampled_from(_WAYS),
    st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", ". "]),
    st.sampled_from(["", "ông ", "(", "của: "]),
    st.sampled_from(["", " ký", ")", ", rồi"]),
)
def test_a_name_is_never_left(
    words: list[str], way: Callable[[str], str], blank: str, before: str, after: str
) -> None:
    hide = Hiding({" ".join(words): "###"}, [])

    shown = hide(way(before + blank.join(words) + after))

    assert fold(shown) == fold(f"{before}###{after}")


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), st.lists(st.integers(1, 9), max_size=4))
def test_a_number_is_never_left(number: str, cuts: list[int]) -> None:
    typed = number
    for cut in sorted(set(cuts), reverse=True):
        typed = f"{typed[:cut]} {typed[cut:]}"

    assert Hiding({number: "###"}, [])(f"gọi {typed} nhé") == "gọi ### nhé"
