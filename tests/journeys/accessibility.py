"""What axe finds in a page as it stands, and whether it fits a narrow screen."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WIDTHS: Final = (1280, 390)
NARROW: Final = (390, 320)
HEIGHT: Final = 900
# Without fetching every style sheet again, which one rule looks into: that no style sheet names
# an orientation is held by tests/consistency.
_RUN: Final = "() => axe.run({resultTypes: ['violations'], preload: false})"
_OVERFLOW: Final = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  const isBox = (one) => getComputedStyle(one).overflowX !== "visible";
  const scrolls = (one) => one && (isBox(one) || scrolls(one.parentElement));
  const out = [...document.querySelectorAll("main *, footer *, header *")].filter(
    (one) => one.getBoundingClientRect().right > wide + 1 && !scrolls(one.parentElement),
  );
  return out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(" | ") || "the page";
}"""


def faults_of(page: Page, widths: Sequence[int] = WIDTHS[1:]) -> list[str]:
    """Return what is wrong with the page that is open; empty when nothing is.

    Axe looks at it in each of ``widths``, as on a telephone where none are named (every page is
    visited in its own test); it has to fit the narrow screens in any case.
    """
    page.evaluate(AXE)
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {text}" for text in _violations(page)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        outside = page.evaluate(_OVERFLOW)
        if outside:
            found.append(f"{width}: wider than the screen: {outside}")
    return [f"{page.url}: {text}" for text in found]


def _violations(page: Page) -> list[str]:
    results: dict[str, Any] = page.evaluate(_RUN)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]
