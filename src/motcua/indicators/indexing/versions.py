"""Which version of the formula holds on a day, and setting the next one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.index766.shipped import InForce, shipped_versions
from motcua.indicators.index766.versions import Formula, VersionError
from motcua.indicators.models import IndexVersion


def in_force_on(day: date) -> InForce:
    """Return the version that holds on ``day``: the stored one, else a shipped one. One query.

    Before the first of them that one is used: the index of a year before the decision can be
    told all the same.
    """
    found: IndexVersion | None = IndexVersion.objects.filter(valid_from__lte=day).first()
    if found is not None:
        return _read(found)
    shipped = shipped_versions()
    held = [one for one in shipped if one.valid_from <= day]
    return held[-1] if held else shipped[0]


def stored_versions() -> list[InForce]:
    """Return every stored version, the latest first. One query."""
    return [_read(row) for row in IndexVersion.objects.all()]


def load_shipped(*, at: datetime) -> tuple[int, int]:
    """Store the shipped versions that are not there; return how many are new, and were there."""
    new = 0
    for one in shipped_versions():
        _row, is_new = IndexVersion.objects.get_or_create(
            valid_from=one.valid_from,
            defaults={
                "document": one.formula.to_document(),
                "legal_basis": one.legal_basis,
                "saved_at": at,
            },
        )
        new += is_new
    return new, len(shipped_versions()) - new


@transaction.atomic
def set_version(
    valid_from: date, document: dict[str, Any], legal_basis: str, *, on: date, at: datetime
) -> IndexVersion:
    """Add a version, or write one anew that is not in force yet on ``on``.

    Raises VersionError for a formula that cannot be, or a day that does not lie ahead: what was
    published would not be found again.
    """
    if valid_from <= on:
        raise VersionError(
            _("Công thức mới phải áp dụng từ một ngày sau hôm nay: điểm đã công bố giữ nguyên.")
        )
    formula = Formula.from_document(document)
    if not legal_basis.strip():
        raise VersionError(_("Xin ghi văn bản quy định công thức này."))
    version, _is_new = IndexVersion.objects.update_or_create(
        valid_from=valid_from,
        defaults={
            "document": formula.to_document(),
            "legal_basis": legal_basis.strip(),
            "saved_at": at,
        },
    )
    return version


def _read(row: IndexVersion) -> InForce:
    return InForce(row.valid_from, Formula.from_document(row.document), row.legal_basis)
