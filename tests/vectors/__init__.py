"""Published examples, as they came, for rules that others have worked out too."""

import json
from pathlib import Path
from typing import Any


def vectors(name: str, kind: str | None = None) -> list[dict[str, Any]]:
    """Return the examples of a file; those of one kind where the file has several."""
    text = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["vectors"]
    return [vector for vector in found if kind is None or vector.get("kind") == kind]
