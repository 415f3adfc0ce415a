"""Files: kept once by content, told by content, refused with a sentence."""

import io
import time
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from motcua.agencies.actors import SYSTEM
from motcua.documents.file_kinds import HEIC, JPEG, PDF, PNG, TIFF, WEBP, recognize
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.selectors import describe, file_response, is_openable, path_of
from motcua.documents.services import FileRefusedError, store_file
from tests.factories import THURSDAY_MORNING

pytestmark = pytest.mark.django_db
SECONDS_FOR_ANY_FILE = 5.0


def upload(content: bytes, name: str = "tờ khai.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _n in range(pages):
        writer.add_blank_page(200, 200)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    return made.getvalue()


def stored(content: bytes, name: str = "tờ khai.pdf") -> StoredFile:
    return store_file(upload(content, name), actor=SYSTEM, at=THURSDAY_MORNING)


def test_a_content_is_on_the_disk_once_however_often_it_is_handed_in() -> None:
    first, second = stored(pdf(2)), stored(pdf(2), "bản sao.pdf")

    assert first.sha256 == second.sha256
    assert path_of(first.sha256).read_bytes() == pdf(2)
    assert [entry.name for entry in path_of(first.sha256).parent.iterdir()] == [first.sha256]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(pdf(1), PDF, id="pdf"),
        pytest.param(picture("JPEG"), JPEG, id="jpeg"),
        pytest.param(picture("PNG"), PNG, id="png"),
        pytest.param(picture("WEBP"), WEBP, id="webp"),
        pytest.param(picture("TIFF"), TIFF, id="tiff"),
        pytest.param(b"\x00\x00\x00\x18ftypheic\x00\x00", HEIC, id="heic"),
        pytest.param(b"<html><script>", None, id="page"),
        pytest.param(b"PK\x03\x04", None, id="archive"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: object) -> None:
    assert recognize(content) is kind


def test_the_pages_of_a_pdf_are_counted() -> None:
    assert stored(pdf(3)).pages == 3


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(b"/Type/ObjStm", id="streams that never begin"),
        pytest.param(b"/Type/ObjStm stream\n", id="streams that hold nothing"),
        pytest.param(
            b"/Type/ObjStm stream\n" + zlib.compress(b" " * 3_000_000) + b"\n", id="bombs"
        ),
    ],
)
def test_a_pdf_made_to_keep_us_busy_is_given_up(unit: bytes) -> None:
    content = b"%PDF-1.7\n" + unit * (3_000_000 // len(unit))
    began = time.process_time()

    with pytest.raises(FileRefusedError, match="bị hỏng"):
        stored(content)

    assert time.process_time() - began < SECONDS_FOR_ANY_FILE


def test_an_empty_file_is_refused_by_name() -> None:
    with pytest.raises(FileRefusedError, match=r"“tờ khai\.pdf” rỗng"):
        stored(b"")


def test_a_file_too_big_is_refused_with_both_sizes(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    with pytest.raises(FileRefusedError, match="nặng 2 MB, lớn hơn mức nhận 1 MB"):
        stored(b"%PDF-" + bytes(1024 * 1024))


def test_a_program_called_pdf_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="không phải bản quét hay ảnh"):
        stored(b"MZ\x90\x00")


def test_a_name_is_kept_without_folders_and_at_a_bearable_length() -> None:
    assert stored(pdf(1), "C:\\quét\\tờ khai.pdf").name == "tờ khai.pdf"
    assert len(stored(pdf(1), "a" * 400 + ".pdf").name) <= 120
    assert stored(pdf(1), "\u200b").name == "tệp không tên"


def test_a_scan_is_described_in_words() -> None:
    assert describe(stored(pdf(2))) == "PDF, 2 trang"


def test_what_a_browser_cannot_show_is_downloaded() -> None:
    shown = file_response(stored(pdf(1)))
    kept = file_response(stored(picture("TIFF"), "ảnh.tif"), is_original=True)

    assert shown["Content-Disposition"].startswith("inline")
    assert kept["Content-Disposition"].startswith("attachment")
    shown.close()
    kept.close()


def test_an_infected_file_is_not_opened() -> None:
    file = stored(pdf(1))
    file.scan_state = ScanState.INFECTED

    assert not is_openable(file, at=THURSDAY_MORNING)
