"""What is printed, read back as people and scanners read it."""

import io
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import Locator, Page


def paper_behind(page: Page, link: Locator) -> bytes:
    """Return the PDF that ``link`` opens, fetched with the visitor's own session."""
    response = page.request.get(link.get_attribute("href") or "")
    assert response.headers["content-type"] == "application/pdf"
    return response.body()


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF in one line."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def can_scan() -> bool:
    """Say whether this machine has what reads the codes of a printed page."""
    return all(shutil.which(program) for program in ("pdftoppm", "zbarimg"))


def address_on(pdf: bytes, folder: Path) -> str:
    """Scan a printed paper and return the path of the address in its QR code."""
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-png", "-r", "200", source, folder / "paper"], check=True)
    scanned = subprocess.run(
        ["zbarimg", "--quiet", "--raw", *sorted(folder.glob("paper*.png"))],
        check=True,
        capture_output=True,
        text=True,
    )
    return next(urlsplit(line).path for line in scanned.stdout.splitlines() if "://" in line)
