"""Small honest files for tests that hand something in: what is broken is refused."""

import io
from typing import Any

from PIL import Image


def a_pdf(words: str = "", *, pages: int = 1) -> bytes:
    """Return a whole PDF with that many blank pages; ``words`` tell one from another."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * pages,
    ]
    made = b"%PDF-1.7\n" + b"".join(b"% " + line.encode() + b"\n" for line in words.splitlines())
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    """Return a small picture of that kind; ``saved`` goes along, like ``exif``."""
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, kind, **saved)
    return made.getvalue()
