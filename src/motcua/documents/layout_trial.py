"""A trial of a layout in a process of its own, with little time and memory.

A layout that fills the memory takes its process down with it: nothing in Python
can catch that. So a layout that nobody has tried yet is drawn here, not in the
web server. Reads one job as JSON from standard input and writes the outcomes of
its samples to standard output; needs neither Django nor a database.
"""

import contextlib
import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import typst

if sys.platform != "win32":  # which has no such limits; the caller's clock remains
    import resource
if TYPE_CHECKING:  # the names of standards exist for type checkers alone
    from typst import PDFStandard

CPU_SECONDS: Final = 20
MEMORY_BYTES: Final = 2 << 30
_SMALLEST_PPI: Final = 8.0  # enough to count pages


def main() -> None:
    """Draw each sample of the job and write what came of it."""
    _limit_time_and_memory()
    job = json.load(sys.stdin)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
    )
    outcomes = {name: _drawn(job, inputs, fonts) for name, inputs in job["samples"].items()}
    json.dump(outcomes, sys.stdout)


def _limit_time_and_memory() -> None:
    """Set both limits where the system knows them; macOS refuses that of memory."""
    if sys.platform != "win32":
        limits = {resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_AS: MEMORY_BYTES}
        for kind, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _drawn(job: Mapping[str, Any], inputs: dict[str, str], fonts: typst.Fonts) -> dict[str, Any]:
    """Return the number of pages and what the compiler said, as (message, place) pairs."""
    standards: list[PDFStandard] = job["standards"]
    try:
        _, warnings = _compiler(job, inputs, fonts).compile_with_warnings(
            format="pdf", pdf_standards=standards, timestamp=0
        )
        pages = _compiler(job, inputs, fonts).compile(format="png", ppi=_SMALLEST_PPI)
    except typst.TypstError as error:
        return {"pages": 0, "said": [(error.message, error.diagnostic)]}
    return {
        "pages": len(pages) if isinstance(pages, list) else 1,
        "said": [(warning.message, warning.diagnostic) for warning in warnings],
    }


def _compiler(
    job: Mapping[str, Any], inputs: dict[str, str], fonts: typst.Fonts
) -> typst.Compiler:
    """Return a compiler for one run; it does not keep its source for a second."""
    return typst.Compiler(
        job["layout"].encode(),
        root=job["root"],
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


if __name__ == "__main__":
    main()
