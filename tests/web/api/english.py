"""A catalogue with a few English sentences, as the English interface has many."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from django.utils.translation import trans_real

ENGLISH: Final = {
    "Mỗi kết nối có nhiều nhất %(n)d địa chỉ báo tin.": "At most %(n)d hooks a client.",
    "Con trỏ trang không đúng. Xin đọc lại từ trang đầu.": "That is no cursor of ours.",
    "Tờ khai không có câu này.": "The form has no such question.",
    "Lập địa chỉ báo tin": "A hook made",
}
EN: Final = {"Accept-Language": "en"}


def catalogue(words: Mapping[str, str]) -> bytes:
    """Return ``words`` as the file that gettext reads."""
    pairs = sorted(
        (one.encode(), other.encode())
        for one, other in {"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items()
    )
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = [b"", b""]
    content = b""
    for place in (0, 1):
        for pair in pairs:
            text = pair[place]
            tables[place] += struct.pack("<II", len(text), start + len(content))
            content += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + content


@pytest.fixture
def in_english(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Let there be English for some sentences."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(catalogue(ENGLISH))
    settings.LOCALE_PATHS = [str(tmp_path)]
    catalogues: dict[str, Any] = vars(trans_real)["_translations"]
    kept = dict(catalogues)
    catalogues.clear()
    yield
    catalogues.clear()
    catalogues.update(kept)
