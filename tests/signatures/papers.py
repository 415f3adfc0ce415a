"""Papers to be signed, and what the second implementation says of them."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path

import typst


@lru_cache(maxsize=16)
def paper(words: str = "Giấy xác nhận") -> bytes:
    """Return a page of ours as PDF."""
    made = typst.compile(
        f'#set document(title: "Giấy", date: none)\n#set page("a4")\n{words}'.encode(),
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


def seen_on(content: bytes) -> str:
    """Return the words that a reader shows on the paper, those in marks of signatures included."""
    told = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def pdfsig(content: bytes, folder: Path) -> list[dict[str, str]]:
    """Return what poppler says of each signature."""
    path = folder / "looked-at.pdf"
    path.write_bytes(content)
    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    blocks = re.split(r"^Signature #\d+:\n", told, flags=re.MULTILINE)[1:]
    return [
        dict(re.findall(r"^\s+- (.+?): (.*)$", block, re.MULTILINE)) | _marks(block)
        for block in blocks
    ]


def _marks(block: str) -> dict[str, str]:
    """Return the lines without a colon, such as "Total document signed"."""
    return dict.fromkeys(re.findall(r"^\s+- ([^:\n]+)$", block, re.MULTILINE), "yes")
