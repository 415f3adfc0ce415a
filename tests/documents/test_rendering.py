"""Forms as PDF: what a citizen holds in the hand, and what an administrator may not do to it."""

import io
import shutil
import string
import subprocess
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings, strategies as st
from PIL import Image
from pypdf import PdfReader

from motcua.documents.barcode import code128_modules
from motcua.documents.form_layouts import (
    PAYLOAD_TYPES,
    FormKind,
    ShippedForm,
    sample_payloads,
    shipped_form,
    shipped_forms,
)
from motcua.documents.rendering import (
    FONTS_FOLDER,
    LayoutError,
    check_layout,
    render_pdf,
    render_png,
)

TODAY = date(2026, 11, 23)
LAST_DAY_OF_2018_FORMS = date(2025, 9, 14)
FIRST_DAY_OF_2025_FORMS = date(2025, 9, 15)
POINTS_PER_MILLIMETRE = 72 / 25.4
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LETTERS = VOWELS + "đ" + VOWELS.upper() + "Đ" + string.ascii_letters
HIGHLAND_LETTERS = "ĕĭŏŭƀĔĬŎŬɃñčÑČ\u0306"
A5_MILLIMETRES = (148, 210)
IMPORT = '#import "/parts-1.typ": *\n'


def receipt_form() -> ShippedForm:
    form = shipped_form(FormKind.RECEIPT, on=TODAY)
    assert form is not None
    return form


def ordinary_receipt(**changes: Any) -> dict[str, Any]:
    return {**sample_payloads(FormKind.RECEIPT)["ordinary"], **changes}


def receipt_of(name: str) -> dict[str, Any]:
    applicant = {**ordinary_receipt()["applicant"], "name": name}
    return ordinary_receipt(applicant=applicant, signatures={"applicant": name, "officer": name})


def receipt_pdf(payload: dict[str, Any]) -> bytes:
    form = receipt_form()
    return render_pdf(form.layout, form.texts, payload)


def page_texts(pdf: bytes) -> list[str]:
    """Return the words of each page, on one line."""
    return [
        " ".join(page.extract_text().replace("\u00a0", " ").split())
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: f"{form.kind}-{form.circular}")
def test_every_shipped_form_can_be_drawn(form: ShippedForm) -> None:
    assert check_layout(form.layout, form.texts, form.kind) == []


@pytest.mark.parametrize("kind", FormKind)
def test_samples_carry_what_their_form_is_said_to_need(kind: FormKind) -> None:
    required = PAYLOAD_TYPES[kind].__required_keys__  # type: ignore[attr-defined]

    lacking = {name: required - set(sample) for name, sample in sample_payloads(kind).items()}

    assert lacking == {name: frozenset() for name in lacking}


def test_forms_follow_the_circular_of_their_day() -> None:
    kinds_of_2025 = {form.kind for form in shipped_forms() if form.circular == "03/2025/TT-VPCP"}
    old = shipped_form(FormKind.CONTROL_SLIP, on=LAST_DAY_OF_2018_FORMS)
    new = shipped_form(FormKind.CONTROL_SLIP, on=FIRST_DAY_OF_2025_FORMS)

    assert len(kinds_of_2025) == 7
    assert old is not None
    assert (old.circular, old.number) == ("01/2018/TT-VPCP", "05")
    assert new is not None
    assert (new.circular, new.number) == ("03/2025/TT-VPCP", "06")
    assert shipped_form(FormKind.STOP, on=LAST_DAY_OF_2018_FORMS) is None


@pytest.mark.parametrize("kind", FormKind)
def test_one_form_at_most_is_valid_on_a_day(kind: FormKind) -> None:
    periods = sorted(
        (form.valid_from, form.valid_to or date.max)
        for form in shipped_forms()
        if form.kind is kind
    )

    assert periods
    assert all(end < start for (_, end), (start, _) in pairwise(periods))


def test_same_facts_give_the_same_file() -> None:
    assert receipt_pdf(ordinary_receipt()) == receipt_pdf(ordinary_receipt())


def test_receipt_is_one_page_of_a5() -> None:
    pages = PdfReader(io.BytesIO(receipt_pdf(ordinary_receipt()))).pages

    box = pages[0].mediabox
    size = tuple(round(side / POINTS_PER_MILLIMETRE) for side in (box.width, box.height))
    assert len(pages) == 1
    assert size == A5_MILLIMETRES


def test_receipt_says_what_the_citizen_must_know() -> None:
    [words] = page_texts(receipt_pdf(ordinary_receipt()))

    for said in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "H29.68-261123-0021",
        "K7MT-4XQ9-W2HD",
        "Trước 17 giờ, thứ Tư ngày 25/11/2026",
        "14 giờ 05 phút, thứ Hai ngày 23/11/2026",
        "1 ngày làm việc (luật định 3 ngày làm việc)",
        "24/11: nghỉ Ngày Văn hóa Việt Nam",
        "8.000 đồng, đã thu tiền mặt",
        "quyển 02/2026, số 4.187",
        "ngày 23 tháng 11 năm 2026",
        "Mẫu số 01, Thông tư 03/2025/TT-VPCP",
    ):
        assert said in words


def test_long_receipt_keeps_promise_and_signatures_on_the_first_page() -> None:
    pages = page_texts(receipt_pdf(dict(sample_payloads(FormKind.RECEIPT)["long"])))

    assert len(pages) == 2
    assert "Trước 11 giờ 30 phút, thứ Ba ngày 15/12/2026" in pages[0]
    assert "Tại nơi tiếp nhận: trước 17 giờ, thứ Tư ngày 09/12/2026" in pages[0]
    assert "NGƯỜI NỘP HỒ SƠ" in pages[0]
    assert "12 giấy tờ, kê ở trang sau" in pages[0]
    assert "Biên bản làm việc với hộ liền kề" in pages[1]
    assert [f"Trang {number}/2" in page for number, page in enumerate(pages, 1)] == [True, True]


def test_hundred_papers_are_all_listed() -> None:
    papers = [{"name": f"Giấy tờ thứ {n}", "form": "Bản sao", "count": 1} for n in range(1, 101)]

    words = " ".join(page_texts(receipt_pdf(ordinary_receipt(papers=papers))))

    assert all(f"{paper['name']} Bản sao 1" in words for paper in papers)


def test_corrected_receipt_says_what_it_replaces_and_why() -> None:
    version = {
        "number": 2,
        "replaces_number": 1,
        "replaces_issued_at": "2026-11-23T13:40:12+07:00",
        "reason": "Ghi nhầm tên thủ tục.",
    }

    [words] = page_texts(receipt_pdf(ordinary_receipt(version=version)))

    assert "Bản 2, thay bản 1 ngày 23/11/2026. Lý do: Ghi nhầm tên thủ tục." in words


def test_receipt_without_a_date_says_so() -> None:
    [words] = page_texts(receipt_pdf(ordinary_receipt(due_at=None)))

    assert "chưa ấn định ngày" in words
    assert "25/11/2026" not in words.replace("Thứ Tư 25/11", "")


def test_pdf_is_tagged_titled_vietnamese_and_dated_by_its_facts() -> None:
    reader = PdfReader(io.BytesIO(receipt_pdf(ordinary_receipt())))

    catalog: Any = reader.root_object
    facts = reader.metadata
    assert facts is not None
    assert facts.title == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ H29.68-261123-0021"
    assert facts.creation_date_raw == "D:20261123070531Z"
    assert str(catalog["/Lang"]).startswith("vi")
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_only_our_fonts_are_in_the_file() -> None:
    pages: Any = PdfReader(io.BytesIO(receipt_pdf(ordinary_receipt()))).pages

    fonts = pages[0]["/Resources"]["/Font"].values()
    families = {str(font["/BaseFont"]).split("+")[1].split("-")[0] for font in fonts}
    assert families == {"BeVietnamPro", "MotCuaFigures"}


@pytest.mark.parametrize(
    "path", sorted(FONTS_FOLDER.glob("BeVietnamPro-*.ttf")), ids=lambda p: p.stem
)
def test_fonts_hold_every_vietnamese_letter(path: Path) -> None:
    known = TTFont(path).getBestCmap()

    assert [letter for letter in LETTERS + HIGHLAND_LETTERS if ord(letter) not in known] == []


def test_every_letter_is_drawn_and_can_be_copied_out() -> None:
    names = [LETTERS[start : start + 20] for start in range(0, len(LETTERS), 20)]
    papers = [{"name": name, "form": name, "count": 1} for name in [*names, "Y Ƀlŏ Êban, H’Bĭt"]]

    words = " ".join(page_texts(receipt_pdf(ordinary_receipt(papers=papers))))

    missing = [letter for letter in LETTERS + "ɃŏĭÊ" if letter not in words]
    assert missing == []
    assert all(name in words for name in names)


def test_decomposed_names_are_drawn_as_precomposed_ones() -> None:
    name = "Nguyễn Thị Ngọc Quỳnh"

    pdf = receipt_pdf(receipt_of(unicodedata.normalize("NFD", name)))

    assert pdf == receipt_pdf(receipt_of(name))


def test_name_in_a_foreign_script_still_gets_a_receipt() -> None:
    [words] = page_texts(receipt_pdf(receipt_of("王小明 (Vương Tiểu Minh)")))

    assert "(Vương Tiểu Minh)" in words
    assert "Trước 17 giờ, thứ Tư ngày 25/11/2026" in words


def test_code_that_bars_cannot_hold_is_printed_in_figures() -> None:
    [words] = page_texts(receipt_pdf(ordinary_receipt(code="HS-Đ.01/2017")))

    assert "HS-Đ.01/2017" in words


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
@example(name="#panic()")
@example(name="$x_1$ *đậm* _nghiêng_ `mã` = Đề mục\n- mục // chú thích")
@example(name="\\u{0} {tracking_code} \"')]}")
@example(name="\x00\x07\u200b\u202e\ufeff")
@settings(max_examples=25, deadline=None)
def test_no_name_breaks_a_receipt(name: str) -> None:
    words = " ".join(page_texts(receipt_pdf(receipt_of(name))))

    assert "Trước 17 giờ, thứ Tư ngày 25/11/2026" in words


def test_markup_in_a_name_is_printed_as_typed() -> None:
    name = "#read(1) *đậm* $x$ {tracking_code} // xong"

    [words] = page_texts(receipt_pdf(receipt_of(name)))

    assert words.count(name) == 3


def test_forms_are_black_and_white() -> None:
    for form in shipped_forms():
        for page in render_png(form.layout, form.texts, sample_payloads(form.kind)["long"], 40):
            picture = Image.open(io.BytesIO(page)).convert("RGB")
            red, green, blue = (band.tobytes() for band in picture.split())
            assert red == green == blue, form.kind


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("#khong-co", "không có tên gọi", id="unknown-name"),
        pytest.param('#text("abc', "chưa đóng", id="unclosed"),
        pytest.param("#texts.khong_co", "không có mục “khong_co”", id="missing-text"),
        pytest.param('#words("khong_co")', "Thiếu câu chữ", id="missing-sentence"),
        pytest.param("#payload.khong_co", "không có mục “khong_co”", id="missing-fact"),
        pytest.param('#read("/khong-co.txt")', "không có tệp", id="no-such-file"),
        pytest.param('#read("../index.json")', "escape", id="file-outside"),
        pytest.param('#read("/etc/passwd")', "không có tệp", id="system-file"),
        pytest.param('#import "@preview/x:1.0.0": *', "“import”", id="package"),
        pytest.param('#import "@" + "preview/x:1.0.0"', "“import”", id="spelled-package"),
        pytest.param('#{ import "/parts-1.typ": * }', "“import”", id="other-import"),
        pytest.param('#include "/parts-1.typ"', "“include”", id="include"),
        pytest.param('#eval("1")', "“eval”", id="eval"),
        pytest.param('#dictionary(calc).at("e" + "val")', "“dictionary”", id="by-another-name"),
        pytest.param("#std.read", "“std”", id="standard-library"),
        pytest.param("#sys.inputs", "“sys”", id="inputs"),
        pytest.param('#plugin("x.wasm")', "“plugin”", id="plugin"),
        pytest.param("#while true { }", "lặp không bao giờ dừng", id="endless-loop"),
        pytest.param("#let f(n) = f(n + 1); #f(1)", "tự gọi quá sâu", id="endless-recursion"),
    ],
)
def test_broken_layout_is_refused_by_line(line: str, reason: str) -> None:
    layout = f"{IMPORT}#show: form\n{line}\n"

    with pytest.raises(LayoutError) as caught:
        render_pdf(layout, receipt_form().texts, ordinary_receipt())

    assert str(caught.value).startswith("Dòng 3: ")
    assert reason in str(caught.value)
    assert check_layout(layout, receipt_form().texts, FormKind.RECEIPT) == [str(caught.value)]


@pytest.mark.parametrize(
    "line", ["#for i in range(1000000000) {}", '#let a = "x" * 3000000000'], ids=["loop", "text"]
)
def test_layout_that_would_fill_the_memory_is_refused(line: str) -> None:
    problems = check_layout(
        f"{IMPORT}#show: form\n{line}\n", receipt_form().texts, FormKind.RECEIPT
    )

    assert problems == ["Bố cục vẽ quá lâu hoặc tốn quá nhiều bộ nhớ."]


def test_unknown_font_is_a_problem_before_publishing() -> None:
    form = receipt_form()
    layout = form.layout + '\n#set text(font: "Arial")\nChữ'

    assert any("“arial”" in found for found in check_layout(layout, form.texts, form.kind))


def test_receipt_that_needs_two_pages_for_an_ordinary_dossier_is_a_problem() -> None:
    form = receipt_form()
    layout = form.layout.replace("9mm", "90mm").replace("12mm", "90mm").replace("10.5mm", "90mm")

    problems = check_layout(layout, form.texts, form.kind)

    assert "Hồ sơ mẫu chiếm 2 trang; biểu mẫu này chỉ được 1 trang." in problems


def test_sentence_that_misses_its_fact_is_left_out() -> None:
    [words] = page_texts(receipt_pdf(ordinary_receipt(hotline=None)))

    assert "Hỏi đáp" not in words


def test_words_are_the_administrators() -> None:
    form = receipt_form()
    texts = {**form.texts, "title": "GIẤY HẸN", "note_contact": "Gọi {hotline} khi cần."}

    [words] = page_texts(render_pdf(form.layout, texts, ordinary_receipt()))

    assert "GIẤY HẸN" in words
    assert "Gọi 0254 000 0000 khi cần." in words


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed")
@pytest.mark.parametrize(
    "code", ["H29.68-261123-0021", "000.00.01.H29-240115-0001", "H06.12.3-240229-12345"]
)
def test_codes_of_a_printed_receipt_can_be_scanned(code: str, tmp_path: Path) -> None:
    form = receipt_form()
    [page] = render_png(form.layout, form.texts, ordinary_receipt(code=code), ppi=300)
    picture = tmp_path / "receipt.png"
    picture.write_bytes(page)

    scanned = subprocess.run(
        [shutil.which("zbarimg") or "", "-q", "--nodbus", str(picture)],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()

    address = ordinary_receipt()["tracking_url"]
    assert sorted(scanned) == [f"CODE-128:{code}", f"QR-Code:{address}"]


def test_bars_are_those_of_the_standard() -> None:
    # "PJJ123C" is the worked example of the literature; its bars in code set B.
    start_b, stop = "11010010000", "1100011101011"
    symbols = {
        "P": "11101110110",
        "J": "10110111000",
        "1": "10011100110",
        "2": "11001110010",
        "3": "11001011100",
        "C": "10001000110",
    }
    text = "PJJ123C"

    modules = code128_modules(text)

    check = modules[-13 - 11 : -13]
    assert modules == start_b + "".join(symbols[letter] for letter in text) + check + stop
    # (104 + 1·48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35) mod 103 = 55
    assert check == "11101000110"


@given(st.text(string.digits + "H.-", min_size=1, max_size=30))
def test_bars_are_whole_symbols_between_bars(text: str) -> None:
    modules = code128_modules(text)

    assert len(modules) % 11 == 2
    assert modules[0] == modules[-1] == "1"
    assert all(run not in modules for run in ("11111", "00000"))


def test_pairs_of_digits_make_a_code_shorter() -> None:
    assert len(code128_modules("20261123")) < len(code128_modules("ABCDEFGH"))


@pytest.mark.parametrize("text", ["", "Mã hồ sơ", "a\nb"])
def test_bars_of_what_they_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        code128_modules(text)
