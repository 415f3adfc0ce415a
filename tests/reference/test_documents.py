"""Names and papers of procedures as they were published, and as people can read them."""

import unicodedata
from collections.abc import Mapping

import pytest

from motcua.procedures.content import Content, PaperKind
from motcua.reference.documents import Record, readable_name, shipped_records
from motcua.reference.papers import kind_of, read_papers, without_file_name


@pytest.fixture(scope="module")
def catalogue() -> Mapping[str, Record]:
    return {record.code: record for record in shipped_records()}


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        pytest.param(
            "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
            "Cấp Giấy xác nhận tình trạng hôn nhân",
            id="verb",
        ),
        pytest.param("Thủ tục: Kiểm tra, xét duyệt", "Kiểm tra, xét duyệt", id="colon"),
        pytest.param("Thủ tục hải quan đối với khí", "Thủ tục hải quan đối với khí", id="noun"),
        pytest.param(
            "Thủ tục cấp phép; Thủ tục gia hạn", "Thủ tục cấp phép; Thủ tục gia hạn", id="two"
        ),
        pytest.param("Tách hộ", "Tách hộ", id="none"),
        pytest.param(" Giao đất,  cho thuê đất. ", "Giao đất, cho thuê đất", id="blanks"),
    ],
)
def test_name_loses_a_leading_word_that_says_nothing(published: str, shown: str) -> None:
    assert readable_name(published) == shown


@pytest.mark.parametrize(
    ("case", "name", "counts", "kind"),
    [
        pytest.param("Giấy tờ phải nộp", "Tờ khai", (1, 0), PaperKind.SUBMIT, id="handed in"),
        pytest.param("Giấy tờ phải xuất trình", "Hộ chiếu", (1, 0), PaperKind.PRESENT, id="shown"),
        pytest.param("Lưu ý", "Tờ khai ký hai bản", (1, 0), PaperKind.NOTE, id="advice"),
        pytest.param("", "Lưu ý: nộp bản chính", (1, 0), PaperKind.NOTE, id="advice in the name"),
        pytest.param("", "Chứng cứ gồm:", (0, 0), PaperKind.NOTE, id="heading"),
        pytest.param("", "Đơn đề nghị", (0, 0), PaperKind.SUBMIT, id="paper without a number"),
        pytest.param("", "Hóa đơn gồm:", (0, 0), PaperKind.NOTE, id="heading like a paper"),
    ],
)
def test_line_of_the_list_is_told_apart(
    case: str, name: str, counts: tuple[int, int], kind: PaperKind
) -> None:
    originals, copies = counts

    assert kind_of(case=case, name=name, originals=originals, copies=copies) is kind


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        pytest.param("Đơn đề nghịMẫu số 13.docx", "Đơn đề nghị", id="run together"),
        pytest.param("Bản đồ (bản sao)Phụ lục 12.3.docx", "Bản đồ (bản sao)", id="bracket"),
        pytest.param("Văn bản;Phụ lục IV.docx", "Văn bản", id="semicolon"),
        pytest.param("theo mẫuTK 1.000302.docx", "theo mẫu", id="capitals"),
        pytest.param("don de nghi.docx", "don de nghi.docx", id="a file and nothing else"),
    ],
)
def test_file_name_is_cut_off_a_paper(published: str, shown: str) -> None:
    assert without_file_name(published) == (shown, True)


def test_paper_without_a_file_is_left_alone() -> None:
    name = "Ảnh trên ứng dụng VNeID 3.5"

    assert without_file_name(name) == (name, False)


def test_same_line_twice_has_two_ids_and_keeps_them() -> None:
    row = {"case_label": "", "paper_name": "Tờ khai", "n_original": "1", "n_copy": "0"}
    other = {**row, "paper_name": "Giấy chứng sinh"}

    first = [paper["id"] for paper in read_papers([row, row], published_count=2).papers]
    later = [paper["id"] for paper in read_papers([other, row, row], published_count=3).papers]

    assert len(set(first)) == 2
    assert later[1:] == first


def test_whole_catalogue_is_there(catalogue: Mapping[str, Record]) -> None:
    of_the_portal = [record for record in catalogue.values() if record.ministry]

    assert len(catalogue) == 2655
    assert len(of_the_portal) == 2642
    assert sum(bool(record.content["steps"]) for record in of_the_portal) == 122


def test_every_document_can_be_read_and_is_precomposed(catalogue: Mapping[str, Record]) -> None:
    for record in catalogue.values():
        content = Content.from_document(record.content)

        assert content.name == content.name.strip()
        assert unicodedata.is_normalized("NFC", content.name)
        assert record.levels
        ids = [paper.id for paper in content.papers]
        assert len(ids) == len(set(ids))


def test_marital_status_takes_three_working_days(catalogue: Mapping[str, Record]) -> None:
    record = catalogue["1.004873"]

    assert record.content["name"] == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert record.levels == ("commune",)
    assert {c["channel"] for c in record.content["channels"]} == {"direct", "online", "post"}
    for channel in record.content["channels"]:
        assert channel["limit"] == {"value": 3, "unit": "working_day"}
        assert channel["fee_dong"] is None
    assert any("3 ngày làm việc" in warning for warning in record.warnings)
    assert any("không có nghĩa là miễn phí" in warning for warning in record.warnings)


def test_birth_is_registered_again_in_five_working_days(catalogue: Mapping[str, Record]) -> None:
    limits = [c["limit"] for c in catalogue["1.004884"].content["channels"]]

    assert limits == [{"value": 5, "unit": "working_day"}] * 3


def test_lost_thousands_of_a_real_procedure_are_shown(catalogue: Mapping[str, Record]) -> None:
    record = catalogue["2.001610"]
    fees = {c["channel"]: c["fee_dong"] for c in record.content["channels"]}

    assert fees == {"online": None, "post": 100_000, "direct": 100_000}
    assert any("100 đồng, có lẽ thiếu phần nghìn" in warning for warning in record.warnings)


def test_one_and_a_half_days_is_nobody_s_promise(catalogue: Mapping[str, Record]) -> None:
    record = catalogue["1.013097"]

    assert [c["limit"] for c in record.content["channels"]] == [None]
    assert any("“1,5 ngày làm việc”" in warning for warning in record.warnings)


def test_every_limit_left_open_has_its_warning(catalogue: Mapping[str, Record]) -> None:
    silent = [
        record.code
        for record in catalogue.values()
        if any(c["limit"] is None for c in record.content["channels"])
        and not any("thời hạn" in warning for warning in record.warnings)
    ]

    assert silent == []
