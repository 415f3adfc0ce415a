"""Pictures of made-up papers, as somebody would photograph them: they say that they are none."""

from typing import Final

from motcua.documents.rendering import render_png

_PPI: Final = 90.0
_LAYOUT: Final = """
#set page(width: 148mm, height: 105mm, margin: 12mm, fill: rgb("#f6f1e4"))
#set text(font: "Be Vietnam Pro", size: 11pt, lang: "vi")
#align(center)[#text(size: 15pt, weight: "semibold")[{title}]]
#v(6mm)
{lines}
#v(1fr)
#align(center)[#text(size: 9pt)[Ảnh trình diễn: giấy không có thật, không có giá trị pháp lý]]
"""


def scan_of(title: str, *lines: str) -> bytes:
    """Return a picture of a paper with that title and those lines; the same ones, the same."""
    body = "\n\n".join(lines)
    (page,) = render_png(_LAYOUT.format(title=title, lines=body), {}, {"issued_at": ""}, ppi=_PPI)
    return page
