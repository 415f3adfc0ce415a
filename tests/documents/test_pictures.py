"""Pictures: straightened, shrunk, silent about where they were taken; bombs are refused."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.agencies.actors import SYSTEM
from motcua.documents import checking
from motcua.documents.models import StoredFile
from motcua.documents.selectors import file_response, open_content, picture_response
from motcua.documents.services import FileRefusedError, store_file
from tests.factories import THURSDAY_MORNING
from tests.papers import a_pdf, a_picture

pytestmark = pytest.mark.django_db
ORIENTATION, GPS = 0x0112, 0x8825


def stored(content: bytes, name: str = "ảnh.jpg") -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return store_file(upload, actor=SYSTEM, at=THURSDAY_MORNING)


def on_its_side() -> bytes:
    """Return a photograph taken with the telephone upright, with the place in it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (10.0, 20.0, 30.0)}
    return a_picture(size=(400, 300), exif=exif)


def heic() -> bytes:
    made = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 32), "red")).save(made, quality=50)
    return made.getvalue()


def shown(file: StoredFile, **how: Any) -> Image.Image:
    response = picture_response(file, **how)
    assert response is not None
    assert response["Content-Type"] == "image/jpeg"
    return Image.open(io.BytesIO(response.content))


def test_a_photograph_is_shown_upright_and_without_the_place_it_was_taken() -> None:
    file = stored(on_its_side())

    picture = shown(file)

    assert picture.size == (300, 400)
    assert not picture.getexif()
    with open_content(file) as kept:
        assert kept.read() == on_its_side()


def test_a_picture_is_shrunk_on_request() -> None:
    assert shown(stored(a_picture(size=(900, 600))), edge=300).size == (300, 200)


def test_a_heic_of_a_telephone_is_shown_as_jpeg_and_kept_as_it_came() -> None:
    file = stored(heic(), "IMG_0001.HEIC")

    picture = shown(file)
    original = file_response(file, is_original=True)

    assert (file.content_type, file.pages) == ("image/heic", 1)
    assert picture.size == (64, 32)
    assert original["Content-Disposition"].startswith("attachment")
    original.close()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_every_picture_can_be_looked_at(kind: str) -> None:
    assert shown(stored(a_picture(kind))).size == (40, 30)


def test_a_transparent_picture_lies_on_white_paper() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")

    assert shown(stored(made.getvalue())).getpixel((4, 4)) == (255, 255, 255)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_PIXELS", 1_000)

    with pytest.raises(FileRefusedError, match="quá nhiều điểm ảnh"):
        stored(a_picture("PNG", size=(40, 30)))


@pytest.mark.parametrize(
    "content", [a_picture()[:40], b"\x89PNG\r\n\x1a\n" + b"x" * 40, heic()[:60]]
)
def test_a_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError, match="bị hỏng"):
        stored(content)


def test_a_picture_has_a_limit_of_its_own(settings: Any) -> None:
    settings.PICTURE_MAX_BYTES = 100

    with pytest.raises(FileRefusedError, match="lớn hơn mức nhận"):
        stored(a_picture(size=(400, 300)))
    assert stored(a_pdf(), "a.pdf").pages == 1


def locked(tmp_path: Path, user: str) -> bytes:
    path = tmp_path / "khoa.pdf"
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="x", user=user))
    return path.read_bytes()


@pytest.mark.parametrize("user", ["y", ""])
def test_a_locked_pdf_is_refused_with_what_to_do(tmp_path: Path, user: str) -> None:
    with pytest.raises(FileRefusedError, match="khóa bằng mật khẩu"):
        stored(locked(tmp_path, user), "khoa.pdf")


@pytest.mark.parametrize("content", [a_pdf()[:200], b"%PDF-1.7\nkhong co gi"])
def test_a_pdf_that_came_in_part_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError, match="bị hỏng"):
        stored(content, "cut.pdf")


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="không có trang nào"):
        stored(a_pdf(pages=0), "trong.pdf")
