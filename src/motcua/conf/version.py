"""Which version this is, as the installed package says."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version as installed


@cache
def version() -> str:
    """Return the version, as ``0.1.0``; "?" where the package was never installed."""
    try:
        return installed("motcua")
    except PackageNotFoundError:
        return "?"
