"""How a receipt looks: its frozen facts drawn like the other forms."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.documents.rendering import render_pdf
from motcua.kernel import clock

_FOLDER: Final = Path(str(files("motcua") / "data" / "payments"))


def receipt_pdf(
    payload: Mapping[str, Any], *, at: datetime, voided_at: datetime | None = None
) -> bytes:
    """Return the PDF of a receipt issued ``at``; one that is void says so across the top."""
    layout, texts = _form()
    void = ""
    if voided_at is not None:
        void = _("ĐÃ HỦY ngày %(day)s") % {"day": f"{clock.day_of(voided_at):%d/%m/%Y}"}
    facts = {
        **payload,
        "head": {"agency": payload["collector"]},
        "number_text": f"{payload['number']:07}",
        "issued_at": clock.local(at).isoformat(timespec="seconds"),
        "notice": void or None,
    }
    return render_pdf(layout, {**texts, "title": texts[f"title_{payload['kind']}"]}, facts)


@lru_cache(maxsize=1)
def _form() -> tuple[str, Mapping[str, str]]:
    layout = (_FOLDER / "receipt.typ").read_text(encoding="utf-8")
    return layout, json.loads((_FOLDER / "receipt.json").read_text(encoding="utf-8"))
