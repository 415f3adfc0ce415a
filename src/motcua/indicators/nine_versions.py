"""Which version of the nine indices holds on a day, whether it is on, and setting the next."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.models import NineVersion
from motcua.indicators.nine.scheme import Scheme, SchemeError

_FILE: Final = "data/reports/nine.json"


@dataclass(frozen=True, slots=True)
class NineInForce:
    """Thresholds with the day from which they hold, the text they rest on, and if they are on."""

    valid_from: date
    is_on: bool
    scheme: Scheme
    legal_basis: str


@cache
def shipped() -> tuple[NineInForce, ...]:
    """Return the versions that we ship, the earliest first."""
    rows = json.loads((files("motcua") / _FILE).read_text(encoding="utf-8"))
    return tuple(
        NineInForce(
            date.fromisoformat(row["valid_from"]),
            bool(row["is_on"]),
            Scheme.from_document(row["document"]),
            row["legal_basis"],
        )
        for row in rows
    )


def nine_on(day: date) -> NineInForce:
    """Return the version that holds on ``day``: the stored one, else a shipped one. One query."""
    found: NineVersion | None = NineVersion.objects.filter(valid_from__lte=day).first()
    if found is not None:
        return _read(found)
    held = [one for one in shipped() if one.valid_from <= day]
    return held[-1] if held else shipped()[0]


def stored_versions() -> list[NineInForce]:
    """Return every stored version, the latest first. One query."""
    return [_read(row) for row in NineVersion.objects.all()]


@transaction.atomic
def set_nine(
    valid_from: date,
    document: Mapping[str, Any],
    legal_basis: str,
    *,
    is_on: bool,
    on: date,
    at: datetime,
) -> NineVersion:
    """Add a version, or write one anew that is not in force yet on ``on``.

    The first one may begin earlier: before it the indices were off and nobody was told any.
    Raises SchemeError.
    """
    if valid_from <= on and NineVersion.objects.filter(valid_from__lte=on).exists():
        raise SchemeError(_("Bản mới phải áp dụng từ một ngày sau hôm nay: điểm cũ giữ nguyên."))
    scheme = Scheme.from_document(document)
    if not legal_basis.strip():
        raise SchemeError(_("Xin ghi văn bản quy định các chỉ số này."))
    row, _is_new = NineVersion.objects.update_or_create(
        valid_from=valid_from,
        defaults={
            "is_on": is_on,
            "document": scheme.to_document(),
            "legal_basis": legal_basis.strip(),
            "saved_at": at,
        },
    )
    return row


def _read(row: NineVersion) -> NineInForce:
    return NineInForce(
        row.valid_from, row.is_on, Scheme.from_document(row.document), row.legal_basis
    )
